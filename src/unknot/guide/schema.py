"""How the files look: one struct a table. A field that is not named here is refused."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Text = Annotated[str, Meta(pattern=r"\A\S(.*\S)?\Z")]
"""One line, with nothing around it."""
Point = tuple[Annotated[float, Meta(ge=-0.5, le=0.5)], Annotated[float, Meta(ge=0.0, le=1.1)]]
"""Body coordinates: height 1, x from the midline, y from the floor."""
Outline = Annotated[tuple[Point, ...], Meta(min_length=3)]
Path = Annotated[tuple[Point, ...], Meta(min_length=2)]
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


class CompressionTable(TechniqueTable):
    """techniques.toml: compression, the one with an easing line."""

    easing: Said


class Techniques(Table):
    """techniques.toml."""

    compression: CompressionTable
    friction: TechniqueTable
    stripping: TechniqueTable


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


class ItemRow(Said):
    """screening.toml: one line of the check."""

    id: Text
    urgency: Literal["ask-first", "same-day", "emergency"]
    daily: bool


class Screening(Table):
    """screening.toml."""

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
    watch_for: Said
    something_else: Lines
    reasons: ReasonsTable


class AboutFile(Table):
    """about.toml."""

    product: Said
    disclaimer: Said
    privacy: Said


class ShapeSource(Table):
    """anatomy.toml: where a shape comes from."""

    id: Text
    text: Text


class LandmarkShape(Table):
    """anatomy.toml: where a landmark lies."""

    id: Text
    point: Point
    paired: bool
    source: Text


class BoneShape(Table):
    """anatomy.toml: the outline of a zone, and whether the guide names it."""

    id: Text
    paired: bool
    beyond_guide: bool
    outline: Outline
    source: Text


class MuscleShapeRow(Table):
    """anatomy.toml: how a muscle is drawn and where it is pressed."""

    id: Text
    outline: Outline
    spots: Annotated[tuple[Point, ...], Meta(min_length=1)]
    fibres: tuple[Path, ...]
    strip: Path
    source: Text


class ReferralShape(Table):
    """anatomy.toml: an area where a muscle is felt, and whether the guide names it."""

    muscle: Text
    beyond_guide: bool
    outline: Outline
    source: Text


class NerveShape(Table):
    """anatomy.toml: the course of the sciatic nerve."""

    path: Path
    source: Text


class LineShape(Table):
    """anatomy.toml: the line that a finding step draws."""

    muscle: Text
    step: Annotated[int, Meta(ge=1, le=3)]
    path: Path


class Shapes(Table):
    """anatomy.toml."""

    source: tuple[ShapeSource, ...]
    landmark: tuple[LandmarkShape, ...]
    bone: tuple[BoneShape, ...]
    muscle: tuple[MuscleShapeRow, ...]
    referral: tuple[ReferralShape, ...]
    nerve: NerveShape
    line: tuple[LineShape, ...] = ()
