"""The mark that moves in a session, looked for in what is painted."""

from collections.abc import Iterator
from math import hypot
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ui.conftest import Show
from unknot.core.anatomy import Region, Side, View
from unknot.core.pace import CIRCLE_S, LIFT_S, STATURE_CM, STRIP_CM_S
from unknot.core.plan import Kind, Phase, Tool
from unknot.guide.library import Guide
from unknot.ui.pacing import PaceMark
from unknot.ui.plates import Placement, read_plates
from unknot.ui.theme import LIGHT

SIZE = (1200, 900)
TEAL = QColor(LIGHT.teal).rgb()
REGION = Region("gluteus-medius", Side.RIGHT)
PIECE_S = 0.25
"""The mark counts on by itself from the moment it is told: a slow machine may see this much of it."""


@pytest.fixture
def place(shipped: Path) -> Placement:
    return Placement(read_plates(shipped / "atlas")[View.BACK, "hips"], QRectF(0, 0, *SIZE))


@pytest.fixture
def mark(show: Show) -> Iterator[PaceMark]:
    atlas = QWidget()
    atlas.resize(*SIZE)
    mark = PaceMark(atlas)
    show(atlas)
    yield mark
    mark.rest()


@pytest.fixture
def sheet(qapp: QApplication) -> QPixmap:
    sheet = QPixmap(*SIZE)
    sheet.fill(QColor("white"))
    return sheet


def phase(kind: Kind, spot: int | None = 1) -> Phase:
    return Phase(kind, 60.0, Tool.BALL, spot)


def painted(mark: PaceMark) -> QImage:
    """Return a white sheet with the mark on it, if it shows."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    if mark.isVisible():
        painter = QPainter(image)
        painter.drawPixmap(mark.pos(), mark.grab())
        painter.end()
    return image


def teal(image: QImage) -> list[tuple[int, int]]:
    return [(x, y) for y in range(0, SIZE[1], 2) for x in range(0, SIZE[0], 2) if image.pixel(x, y) == TEAL]


def middle(mark: PaceMark) -> tuple[float, float]:
    points = teal(painted(mark))
    assert points
    return sum(x for x, _y in points) / len(points), sum(y for _x, y in points) / len(points)


def full(mark: PaceMark) -> bool:
    """Return whether the mark is filled in its middle."""
    image = painted(mark)  # once: it moves on
    points = teal(image)
    middle = (sum(x for x, _y in points) // len(points), sum(y for _x, y in points) // len(points))
    return image.pixel(*middle) == TEAL


def test_the_roller_goes_from_pelvis_to_hip_joint_at_its_pace(
    mark: PaceMark, place: Placement, guide: Guide, sheet: QPixmap
) -> None:
    shape = guide.anatomy.muscle(REGION.muscle).shape
    down_s = shape.strip_length * STATURE_CM / STRIP_CM_S
    mark.lay(place, guide.anatomy, REGION, phase(Kind.STRIPPING, None), sheet, LIGHT)
    seen = []
    for elapsed_s in (0.0, 1.0, 2.0, down_s - 0.5):
        mark.keep(elapsed_s, running=True)
        seen.append(middle(mark))
    (first,) = shape.strip.seen(View.BACK, REGION.side)
    start, end = place.on(first[0], REGION.side), place.on(first[-1], REGION.side)
    assert hypot(seen[0][0] - start.x(), seen[0][1] - start.y()) < 0.004 * place.scale
    assert hypot(seen[3][0] - end.x(), seen[3][1] - end.y()) < 0.012 * place.scale
    a_second = hypot(seen[2][0] - seen[1][0], seen[2][1] - seen[1][1]) / place.scale * STATURE_CM
    # From behind the way is a little foreshortened.
    assert a_second == pytest.approx(STRIP_CM_S, abs=STRIP_CM_S * (0.1 + PIECE_S))


def test_on_the_way_back_it_is_off_the_skin(mark: PaceMark, place: Placement, guide: Guide, sheet: QPixmap) -> None:
    length = guide.anatomy.muscle(REGION.muscle).shape.strip_length
    mark.lay(place, guide.anatomy, REGION, phase(Kind.STRIPPING, None), sheet, LIGHT)
    mark.keep(1.0, running=True)
    assert full(mark)
    mark.keep(length * STATURE_CM / STRIP_CM_S + LIFT_S / 2, running=True)
    assert not full(mark), "a hollow ring"


def test_friction_circles_around_its_spot_and_compression_stays_on_it(
    mark: PaceMark, place: Placement, guide: Guide, sheet: QPixmap
) -> None:
    spot = place.at(guide.anatomy.muscle(REGION.muscle).shape.spots[1], REGION.side)
    mark.lay(place, guide.anatomy, REGION, phase(Kind.FRICTION, 2), sheet, LIGHT)
    places = []
    for quarter in range(4):
        mark.keep(quarter * CIRCLE_S / 4, running=True)
        places.append(middle(mark))
    assert sum(x for x, _y in places) / 4 == pytest.approx(spot.x(), abs=14)
    assert sum(y for _x, y in places) / 4 == pytest.approx(spot.y(), abs=14)
    assert len({(round(x / 8), round(y / 8)) for x, y in places}) == 4
    mark.lay(place, guide.anatomy, REGION, phase(Kind.COMPRESSION, 2), sheet, LIGHT)
    mark.keep(2.0, running=True)
    image, white = painted(mark), QColor("white").rgb()
    changed = [x for y in range(0, SIZE[1], 3) for x in range(0, SIZE[0], 3) if image.pixel(x, y) != white]
    assert sum(changed) / len(changed) == pytest.approx(spot.x(), abs=3)


def test_less_motion_means_none(mark: PaceMark, place: Placement, guide: Guide, sheet: QPixmap) -> None:
    mark.still = True
    mark.lay(place, guide.anatomy, REGION, phase(Kind.STRIPPING, None), sheet, LIGHT)
    mark.keep(0.0, running=True)
    first = painted(mark)
    mark.keep(3.0, running=True)
    assert not mark.running
    assert painted(mark) == first
    assert teal(first), "the mark is there, and stands"


def test_between_techniques_and_after_them_there_is_no_mark(
    mark: PaceMark, place: Placement, guide: Guide, sheet: QPixmap
) -> None:
    blank = painted(mark)
    mark.lay(place, guide.anatomy, REGION, phase(Kind.COMPRESSION), sheet, LIGHT)
    mark.keep(0.0, running=False)
    assert painted(mark) == blank
    mark.keep(1.0, running=True)
    assert mark.running
    mark.keep(1.0, running=False)
    assert (mark.running, painted(mark)) == (False, blank)
    mark.keep(1.0, running=True)
    mark.rest()
    assert (mark.running, painted(mark)) == (False, blank)
