"""How the files look: one struct a table. A field that is not named here is refused."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Text = Annotated[str, Meta(pattern=r"\A\S(.*\S)?\Z")]
"""One line, with nothing around it."""
_Level = Annotated[float, Meta(ge=-0.5, le=0.5)]
_Height = Annotated[float, Meta(ge=0.0, le=1.1)]
Point = tuple[_Level, _Height]
"""As a view has it: x from the midline or z forward, and y from the floor; body coordinates, height 1."""
Point3 = tuple[_Level, _Height, _Level]
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


class StrippingTable(TechniqueTable):
    """techniques.toml: stripping, the one with a pace."""

    pace: Said


class Techniques(Table):
    """techniques.toml."""

    compression: CompressionTable
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


class FigureRow(Table):
    """figure.toml: what one thing on the figure is called."""

    id: Text
    name: Text


class FigureFile(Table):
    """figure.toml."""

    area: tuple[FigureRow, ...]
    part: tuple[FigureRow, ...]


class ShapeSource(Table):
    """views.json: where a shape comes from."""

    id: Text
    text: Text


class Outlines(Table):
    """views.json: what each view shows of a shape."""

    back: tuple[Outline, ...]
    side: tuple[Outline, ...]


class Paths(Table):
    """views.json: what each view shows of open lines."""

    back: tuple[Path, ...]
    side: tuple[Path, ...]


class LandmarkShape(Table):
    """views.json: where a landmark lies, and which views show it."""

    id: Text
    point: Point3
    paired: bool
    seen: tuple[Literal["back", "side"], ...]
    source: Text


class BoneShape(Table):
    """views.json: the outline of a zone, and whether the guide names it."""

    id: Text
    paired: bool
    beyond_guide: bool
    outline: Outlines
    source: Text


class MuscleShapeRow(Table):
    """views.json: how a muscle is drawn and where it is pressed."""

    id: Text
    outline: Outlines
    spots: Annotated[tuple[Point3, ...], Meta(min_length=1)]
    fibres: Paths
    strip: Paths
    strip_length: Annotated[float, Meta(gt=0.0, lt=1.0)]
    source: Text


class NeighbourShape(Table):
    """views.json: a muscle or band beside."""

    id: Text
    outline: Outlines
    fibres: Paths
    source: Text


class PairedShape(Table):
    """views.json: a part of the skeleton, or an area that can be pointed at."""

    id: Text
    paired: bool
    outline: Outlines
    source: Text


class ReferralShape(Table):
    """views.json: where a muscle is felt, which areas that is, and whether the guide names it."""

    muscle: Text
    beyond_guide: bool
    areas: Annotated[tuple[Text, ...], Meta(min_length=1)]
    outline: Outlines
    source: Text


class NerveShape(Table):
    """views.json: the course of the sciatic nerve."""

    path: Paths
    source: Text


class LineShape(Table):
    """views.json: the line that a finding step draws."""

    muscle: Text
    step: Annotated[int, Meta(ge=1, le=3)]
    path: Paths


class Shapes(Table):
    """views.json."""

    source: tuple[ShapeSource, ...]
    landmark: tuple[LandmarkShape, ...]
    bone: tuple[BoneShape, ...]
    muscle: tuple[MuscleShapeRow, ...]
    neighbour: tuple[NeighbourShape, ...]
    skeleton: tuple[PairedShape, ...]
    area: tuple[PairedShape, ...]
    referral: tuple[ReferralShape, ...]
    nerve: NerveShape
    line: tuple[LineShape, ...] = ()


class FeltFile(Table):
    """felt.toml."""

    question: Text
    how: Said
    contrast: Said
    listed: Said
    none: Said
