"""How the file of shapes looks, views.json: one struct a table. A field that is not named here is refused."""

from typing import Annotated, Literal

from msgspec import Meta

from unknot.guide.schema import Table, Text

_Level = Annotated[float, Meta(ge=-0.5, le=0.5)]
_Height = Annotated[float, Meta(ge=0.0, le=1.1)]
Point = tuple[_Level, _Height]
"""As a view has it: x from the midline or z forward, and y from the floor; body coordinates, height 1."""
Point3 = tuple[_Level, _Height, _Level]
Outline = Annotated[tuple[Point, ...], Meta(min_length=3)]
Path = Annotated[tuple[Point, ...], Meta(min_length=2)]


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
