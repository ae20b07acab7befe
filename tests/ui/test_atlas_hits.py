"""Where a click lands: on what is drawn there, at any size."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from ui.conftest import Show
from ui.seeing import middle, name, visible
from unknot.core.anatomy import Region, Side
from unknot.guide.library import Guide
from unknot.ui.atlas import Atlas
from unknot.ui.region_button import RegionButton, ShapedButton
from unknot.ui.theme import LIGHT

SIZES = [(400, 300), (592, 462), (700, 900), (1100, 680), (2200, 1500)]
POINTS = 2000
SEED = 20261122
EDGE_PX = 2
"""A mask is made of whole pixels: this near to an outline either side of it may answer."""


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def atlas(request: pytest.FixtureRequest, guide: Guide, shipped: Path, show: Show) -> Atlas:
    atlas = Atlas(guide.anatomy, shipped / "atlas", LIGHT)
    atlas.resize(*request.param)
    show(atlas)
    assert (atlas.width(), atlas.height()) == request.param
    return atlas


def drawn(atlas: Atlas, guide: Guide) -> list[tuple[str, QPainterPath]]:
    """Every outline in the order in which they are drawn, bones last, each with the name of what it is."""
    place, anatomy = atlas.placement(), guide.anatomy
    outlines = [
        (f"{anatomy.muscle(r.muscle).name}, {r.side}", place.path(anatomy.muscle(r.muscle).shape.outline, r.side))
        for r in anatomy.regions()
    ]
    for bone in anatomy.bones:
        for side in tuple(Side) if bone.paired else (None,):
            words = f"{bone.name}, {side}" if side else bone.name
            outlines.append((f"{words}, do not press here", place.path(bone.outline, side)))
    return outlines


class Map:
    """A picture in which every pixel says what is drawn on top there."""

    def __init__(self, atlas: Atlas, guide: Guide) -> None:
        outlines = drawn(atlas, guide)
        self._names = [None, *(name for name, _path in outlines)]
        self._image = QImage(atlas.size(), QImage.Format.Format_RGB32)
        self._image.fill(0)
        painter = QPainter(self._image)
        for index, (_name, path) in enumerate(outlines, 1):
            painter.fillPath(path, QColor(0, 0, index))
        painter.end()

    def at(self, point: QPoint) -> str | None:
        return self._names[self._image.pixel(point) & 0xFF]

    def is_edge(self, point: QPoint) -> bool:
        """Whether the outline of another thing is near."""
        around = QRect(0, 0, 2 * EDGE_PX + 1, 2 * EDGE_PX + 1)
        around.moveCenter(point)
        corners = {
            self._image.pixel(x, y) & 0xFF
            for x in range(around.left(), around.right() + 1)
            for y in range(around.top(), around.bottom() + 1)
            if self._image.rect().contains(x, y)
        }
        return len(corners) > 1


def points(atlas: Atlas) -> Iterator[QPoint]:
    dice = random.Random(SEED)
    for _ in range(POINTS):
        yield QPoint(dice.randrange(atlas.width()), dice.randrange(atlas.height()))


def hit(atlas: Atlas, point: QPoint) -> str | None:
    under = atlas.childAt(point)
    return None if under is None else name(under)


@pytest.mark.parametrize("picked", [None, Region("gluteus-medius", Side.LEFT)], ids=["none", "medius"])
def test_a_click_lands_on_the_topmost_outline_drawn_there_or_on_none(
    atlas: Atlas, guide: Guide, picked: Region | None
) -> None:
    atlas.show_region(picked)
    seen = Map(atlas, guide)
    inside = [point for point in points(atlas) if not seen.is_edge(point)]
    assert len(inside) > 0.6 * POINTS
    assert len({seen.at(point) for point in inside}) > 10, "the points reach nearly everything"
    wrong = {(point.x(), point.y()): (hit(atlas, point), seen.at(point)) for point in inside}
    assert {where: what for where, what in wrong.items() if what[0] != what[1]} == {}


def test_what_picks_a_muscle_never_lies_on_bone(atlas: Atlas, guide: Guide) -> None:
    bones = [path for words, path in drawn(atlas, guide) if "do not press" in words]
    for point in points(atlas):
        if isinstance(atlas.childAt(point), RegionButton):
            inner = QRect(point.x() - EDGE_PX, point.y() - EDGE_PX, 2 * EDGE_PX, 2 * EDGE_PX)
            assert not any(path.contains(inner) for path in bones)


def test_the_middle_of_what_a_tool_sees_lies_on_the_shape_itself(atlas: Atlas) -> None:
    shapes = list(visible(atlas, ShapedButton))
    assert len(shapes) > 10
    for shape in shapes:
        assert hit(atlas, atlas.mapFromGlobal(middle(shape))) == name(shape)


def test_left_mirrors_right(atlas: Atlas, guide: Guide) -> None:
    seen, width = Map(atlas, guide), atlas.width()
    swap = {"left": "right", "right": "left"}
    compared = 0
    for point in points(atlas):
        mirrored = QPoint(width - 1 - point.x(), point.y())
        if seen.is_edge(point) or seen.is_edge(mirrored):
            continue
        here = hit(atlas, point)
        there = here and ", ".join(swap.get(part, part) for part in here.split(", "))
        assert hit(atlas, mirrored) == there
        compared += here is not None
    assert compared > POINTS / 20


def test_every_spot_to_press_picks_its_own_muscle(atlas: Atlas, guide: Guide) -> None:
    for region in guide.anatomy.regions():
        muscle = guide.anatomy.muscle(region.muscle)
        assert hit(atlas, atlas.placement().at(muscle.shape.spots[0], region.side).toPoint()) == (
            f"{muscle.name}, {region.side}"
        )
