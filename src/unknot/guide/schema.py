"""How the files of words look: one struct a table. A field that is not named here is refused."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Text = Annotated[str, Meta(pattern=r"\A\S(.*\S)?\Z")]
"""One line, with nothing around it."""
Spots = Annotated[int, Meta(ge=1)]


class Table(Struct, kw_only=True, forbid_unknown_fields=True):
    """What all tables share."""


class Said(Table):
    """A text and the id of its source."""

    text: Text
    source: Text


Lines = Annotated[tuple[Said, ...], Meta(min_length=1)]


class SourceRow(Table):
    """sources.toml: one source."""

    id: Text
    title: Text
    beyond_guide: bool


class Sources(Table):
    """sources.toml."""

    source: tuple[SourceRow, ...]


class StepRow(Said):
    """muscles.toml: one finding step."""

    landmarks: Annotated[tuple[Text, ...], Meta(min_length=1)]


class MuscleRow(Table):
    """muscles.toml: one muscle."""

    id: Text
    name: Text
    spots_default: Spots
    spots_max: Spots
    refers: Said
    keep_off: Said
    tool: Said
    position: Said
    step: Annotated[tuple[StepRow, ...], Meta(min_length=3, max_length=3)]


class Muscles(Table):
    """muscles.toml."""

    muscle: Annotated[tuple[MuscleRow, ...], Meta(min_length=1)]


class LandmarkRow(Table):
    """landmarks.toml: one landmark."""

    id: Text
    name: Text


class Landmarks(Table):
    """landmarks.toml."""

    landmark: tuple[LandmarkRow, ...]


class BoneRow(Table):
    """bones.toml: one zone."""

    id: Text
    name: Text
    why: Said


class Bones(Table):
    """bones.toml."""

    bone: tuple[BoneRow, ...]


class TechniqueTable(Table):
    """techniques.toml: one technique."""

    name: Text
    instruction: Said
    detail: Said


class StrengthTable(Table):
    """techniques.toml: how strong it may be."""

    scale: Said
    easing: Said
    ask: Said
    ease: Said
    enough: Said


class StrippingTable(TechniqueTable):
    """techniques.toml: stripping, the one with a pace."""

    pace: Said


class Techniques(Table):
    """techniques.toml."""

    strength: StrengthTable
    compression: TechniqueTable
    friction: TechniqueTable
    stripping: StrippingTable


class MoveTable(Table):
    """moves.toml: one move."""

    name: Text
    instruction: Said


class MovesFile(Table, rename="kebab"):
    """moves.toml."""

    lead_in: MoveTable
    gap: MoveTable
    same_spot: MoveTable
    change: MoveTable
    next_muscle: MoveTable
    turn_over: MoveTable
    take_ball: Said
    take_roller: Said


class ItemRow(Said):
    """screening.toml: one line of the check."""

    id: Text
    urgency: Literal["ask-first", "same-day", "emergency"]
    daily: bool
    looks: Said | None = None


class RankTable(Table):
    """screening.toml: what stands over the items of one urgency."""

    heading: Text


class Screening(Table, rename="kebab"):
    """screening.toml."""

    today: Text
    whole: Text
    why_whole: Said
    agreed: Text
    stands: Text
    seen_question: Text
    seen_yes: Text
    seen_no: Text
    emergency: RankTable
    same_day: RankTable
    ask_first: RankTable
    item: tuple[ItemRow, ...]


class AdviceTable(Table):
    """advice.toml: what to do for one urgency."""

    title: Text
    lines: Lines


class AdviceFile(Table, rename="kebab"):
    """advice.toml."""

    ask_first: AdviceTable
    same_day: AdviceTable
    emergency: AdviceTable


class ReasonsTable(Table):
    """stop.toml: the names of the stop reasons."""

    sharp: Text
    electrical: Text
    shooting: Text
    numbness: Text
    other: Text


class Stop(Table):
    """stop.toml."""

    rule_short: Said
    rule: Said
    contrast: Said
    after: Lines
    question: Text
    nerve_like: Lines
    unanswered: Said
    stays: Said
    often: Said
    watch_for: Said
    something_else: Lines
    reasons: ReasonsTable


class AboutFile(Table):
    """about.toml."""

    product: Said
    disclaimer: Said
    privacy: Said


class FigureRow(Table):
    """figure.toml: what one thing on the figure is called."""

    id: Text
    name: Text


class FigureFile(Table):
    """figure.toml."""

    area: tuple[FigureRow, ...]
    part: tuple[FigureRow, ...]


class FeltFile(Table):
    """felt.toml."""

    question: Text
    how: Said
    contrast: Said
    listed: Said
    none: Said
