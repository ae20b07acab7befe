"""Where a click lands: on what is drawn on top there, else on the nearest thing within reach, at any size and view."""

import random
from collections.abc import Callable, Iterator
from math import hypot
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from ui.conftest import Show
from ui.seeing import middle, name, visible
from unknot.core.anatomy import Side, View
from unknot.guide.library import Guide
from unknot.ui.atlas import Atlas
from unknot.ui.hits import REACH_PX
from unknot.ui.region_button import TARGET_PX, RegionButton, ShapedButton
from unknot.ui.theme import LIGHT
from unknot.ui.window import Window

SIZES = [(400, 300), (562, 476), (700, 900), (2200, 1500)]
POINTS = 10_000
MEASURED = 150
"""Of the points beyond every outline, so many are measured by hand: each looks at thousands of pixels."""
SEED = 20261122
EDGE_PX = 1.5
"""A picture is made of whole pixels: this near to an outline either side of it may answer."""

Make = Callable[[tuple[int, int], View], Atlas]


@pytest.fixture
def make(guide: Guide, shipped: Path, show: Show) -> Make:
    def made(size: tuple[int, int], view: View) -> Atlas:
        atlas = Atlas(guide.anatomy, shipped / "atlas", LIGHT)
        atlas.calm(still=True)
        atlas.resize(*size)
        atlas.show_view(view)
        show(atlas)
        assert (atlas.width(), atlas.height()) == size
        return atlas

    return made


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
    return [(words, path) for words, path in outlines if not path.isEmpty()]


class Map:
    """A picture in which every pixel says what is drawn on top there."""

    def __init__(self, atlas: Atlas, guide: Guide) -> None:
        outlines = drawn(atlas, guide)
        self._names = [None, *(name for name, _path in outlines)]
        self.width, self.height = atlas.width(), atlas.height()
        image = QImage(atlas.size(), QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        for index, (_name, path) in enumerate(outlines, 1):
            painter.fillPath(path, QColor(0, 0, index))
        painter.end()
        self._index = bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits())[::4]

    def at(self, x: int, y: int) -> int:
        """Return the number of what is on top in a pixel; 0 for nothing, and outside the picture."""
        return self._index[y * self.width + x] if 0 <= x < self.width and 0 <= y < self.height else 0

    def name(self, index: int) -> str | None:
        return self._names[index]

    def is_edge(self, x: int, y: int) -> bool:
        """Whether the outline of another thing is near."""
        around = range(-2, 3)
        return len({self.at(x + i, y + j) for i in around for j in around}) > 1

    def nearest(self, x: int, y: int) -> dict[str, float]:
        """Return how far the middle of the nearest pixel of each thing lies, of those within reach or nearly."""
        reach = int(REACH_PX) + 3
        found: dict[str, float] = {}
        for j in range(max(0, y - reach), min(self.height, y + reach + 1)):
            row = self._index[j * self.width + max(0, x - reach) : j * self.width + min(self.width, x + reach + 1)]
            if not any(row):
                continue
            for i, index in enumerate(row, max(0, x - reach)):
                if index:
                    far = hypot(i - x, j - y)
                    words = str(self._names[index])
                    found[words] = min(found.get(words, far), far)
        return found


def points(atlas: Atlas, count: int = POINTS) -> Iterator[tuple[int, int]]:
    dice = random.Random(SEED)
    for _ in range(count):
        yield dice.randrange(atlas.width()), dice.randrange(atlas.height())


def hit(atlas: Atlas, x: float, y: float) -> str | None:
    under = atlas.at(QPointF(x + 0.5, y + 0.5))
    return None if under is None else name(under)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", list(View))
def test_a_click_lands_on_what_is_on_top_else_on_the_nearest_within_reach(
    make: Make, guide: Guide, view: View, size: tuple[int, int]
) -> None:
    atlas = make(size, view)
    seen = Map(atlas, guide)
    wrong, beyond, on = [], [], set()
    for x, y in points(atlas):
        top = seen.at(x, y)
        if seen.is_edge(x, y):
            continue
        if top:
            on.add(top)
            if hit(atlas, x, y) != seen.name(top):
                wrong.append((x, y, hit(atlas, x, y), seen.name(top)))
        else:
            beyond.append((x, y))
    assert wrong == []
    assert len(on) == len(drawn(atlas, guide)), "the points reach everything that is drawn"
    near = 0
    close = [at for at in beyond if hit(atlas, *at)][: MEASURED // 2]
    for x, y in [*close, *beyond[: MEASURED // 2]]:
        found, picked = seen.nearest(x, y), hit(atlas, x, y)
        least = min(found.values(), default=REACH_PX + 9)
        if picked is None:
            assert least > REACH_PX - EDGE_PX, (x, y, found)
        else:
            near += 1
            assert least < REACH_PX + EDGE_PX, (x, y, picked, found)
            assert found[picked] < least + EDGE_PX, (x, y, picked, found)
    assert near > 5


@pytest.mark.parametrize("view", list(View))
def test_at_the_smallest_size_everything_can_be_hit_with_a_thumb(window: Window, view: View) -> None:
    atlas = window.atlas
    atlas.calm(still=True)
    atlas.show_view(view)
    shapes = list(visible(atlas, ShapedButton))
    assert len(shapes) in (4, 13)
    small = {name(shape): square(atlas, shape) for shape in shapes}
    assert {words: side for words, side in small.items() if side < TARGET_PX} == {}


def square(atlas: Atlas, shape: ShapedButton, step: int = 2) -> int:
    """Return the side of the largest upright square in which every point looked at hits `shape`."""
    around = shape.path.boundingRect().adjusted(-REACH_PX, -REACH_PX, REACH_PX, REACH_PX)
    around = around.intersected(QRectF(atlas.rect()))
    best, above = 0, [0] * int(around.width() / step)
    for j in range(int(around.height() / step)):
        row = [0] * len(above)
        for i in range(len(row)):
            if atlas.at(around.topLeft() + QPointF(i * step, j * step)) is shape:
                row[i] = 1 + (min(above[i], above[i - 1], row[i - 1]) if i else 0)
        best, above = max(best, *row), row
    return best * step


@pytest.mark.parametrize("view", list(View))
def test_what_picks_a_muscle_never_lies_on_bone(make: Make, guide: Guide, view: View) -> None:
    atlas = make((562, 476), view)
    bones = [path for words, path in drawn(atlas, guide) if "do not press" in words]
    for x, y in points(atlas, 4000):
        if isinstance(atlas.at(QPointF(x, y)), RegionButton):
            assert not any(path.contains(QPointF(x, y)) for path in bones)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", list(View))
def test_the_middle_of_what_a_tool_sees_lies_on_the_shape_itself(make: Make, view: View, size: tuple[int, int]) -> None:
    atlas = make(size, view)
    for asked in (False, True):
        if asked:
            atlas.ask_where()
        shapes = list(visible(atlas, ShapedButton))
        assert len(shapes) >= 4
        for shape in shapes:
            point = atlas.mapFromGlobal(middle(shape))
            assert hit(atlas, point.x(), point.y()) == name(shape)


def test_left_mirrors_right(make: Make, guide: Guide) -> None:
    swap, compared = {"left": "right", "right": "left"}, 0
    atlas = make((562, 476), View.BACK)
    for x, y in points(atlas, 4000):
        here = atlas.at(QPointF(x, y))
        there = atlas.at(QPointF(atlas.width() - x, y))
        mirrored = here and ", ".join(swap.get(part, part) for part in name(here).split(", "))
        if (there and name(there)) != mirrored:  # only where two lie equally near
            nudged = atlas.at(QPointF(atlas.width() - x + 0.5, y)), atlas.at(QPointF(atlas.width() - x - 0.5, y))
            assert mirrored in [found and name(found) for found in nudged]
        compared += here is not None
    assert compared > 1000


def test_every_spot_to_press_picks_its_own_muscle(make: Make, guide: Guide) -> None:
    for view in View:
        atlas = make((562, 476), view)
        for region in guide.anatomy.regions():
            if not view.shows(region.side):
                continue
            muscle = guide.anatomy.muscle(region.muscle)
            spots = [atlas.placement().at(spot, region.side) for spot in muscle.shape.spots]
            picked = atlas.at(spots[0])
            assert picked is not None
            assert name(picked) == f"{muscle.name}, {region.side}"
            assert not any("do not press" in name(button) for spot in spots if (button := atlas.at(spot)))
