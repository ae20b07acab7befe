"""The drawn figure: its plates, and where body coordinates lie on them."""

from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImageReader, QPainterPath, QPixmap, QTransform

from unknot.core.anatomy import Drawn, Line, Point, Point3, Side, View

FrameName = Literal["hips", "whole"]
FADE = {"top": 0.048, "bottom": 0.036}
"""Over how much of a stature a close-up melts into the page: tools/plates draws it so, and what lies on it follows."""


class Plate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One picture of the figure and the stretch of the body it shows, in body coordinates.

    `left` and `right` count along the view's own axis: x from behind, z (forward) from the sides. `mirrored` pictures
    are kept the other way round. The small pictures are `small_width` pixels wide: quicker to read, where they do.
    """

    view: View
    frame: FrameName
    light: str
    dark: str
    mirrored: bool
    left: float
    right: float
    top: float
    bottom: float
    small_light: str = ""
    small_dark: str = ""
    small_width: int = 0

    def file(self, width_px: float, *, dark: bool) -> str:
        """Return the name of the picture that is sharp at that width."""
        if width_px <= self.small_width:
            return self.small_dark if dark else self.small_light
        return self.dark if dark else self.light


class _PlateList(msgspec.Struct, forbid_unknown_fields=True):
    plate: list[Plate]


def read_plates(folder: Path) -> dict[tuple[View, FrameName], Plate]:
    """Return the plates listed in `folder/plates.toml`."""
    listed = msgspec.toml.decode((folder / "plates.toml").read_bytes(), type=_PlateList)
    return {(plate.view, plate.frame): plate for plate in listed.plate}


def read_picture(folder: Path, plate: Plate, size_px: QSizeF, *, dark: bool) -> QPixmap:
    """Return a plate's picture, made `size_px` large while it is read, and turned round if it is kept mirrored."""
    reader = QImageReader(str(folder / plate.file(size_px.width(), dark=dark)), b"webp")
    reader.setScaledSize(size_px.toSize())
    image = reader.read()
    if plate.mirrored:
        image = image.transformed(QTransform(-1, 0, 0, 1, 0, 0))
    return QPixmap.fromImage(image)


class Placement:
    """A plate laid into a rectangle of a widget: as large as it fits, in the middle.

    With `top`, a height of the body, only what lies below that needs to fit. `scale` is pixels to one stature,
    `picture` where the plate lies.
    """

    def __init__(self, plate: Plate, area: QRectF, top: float | None = None) -> None:
        self.plate = plate
        self.area = area
        across, height = plate.right - plate.left, plate.top - plate.bottom
        shown = height if top is None else top - plate.bottom
        self.scale = min(area.width() / abs(across), area.height() / shown)
        self.picture = QRectF(0, 0, abs(across) * self.scale, height * self.scale)
        self.picture.moveCenter(area.center())
        self.picture.moveBottom(area.center().y() + shown * self.scale / 2)
        # Seen from the left, the view's own axis runs to the left.
        self._across_px = self.scale if across > 0 else -self.scale
        self._middle_px = self.picture.left() - plate.left * self._across_px
        self._floor_px = self.picture.top() + plate.top * self.scale

    @property
    def view(self) -> View:
        """From where the body is looked at."""
        return self.plate.view

    def at(self, place: Point3, side: Side | None = None) -> QPointF:
        """Return where a place of the body lies. With a side, its x counts outward from the midline on that side."""
        return self.on(self.view.flat(place), side)

    def on(self, point: Point, side: Side | None = None) -> QPointF:
        """Return where a point of this view lies. Seen from behind, what is on the left side lies mirrored."""
        return self.transform(side).map(QPointF(*point))

    def path(self, drawn: Drawn, side: Side | None = None, *, closed: bool = True) -> QPainterPath:
        """Return smooth curves through what this view shows of a thing: none, if it shows nothing."""
        return self.laid(curves(drawn.seen(self.view, side), closed=closed), side)

    def laid(self, path: QPainterPath, side: Side | None = None) -> QPainterPath:
        """Return a path of this view as it lies in the widget."""
        return self.transform(side).map(path)

    def transform(self, side: Side | None = None) -> QTransform:
        """Return what takes a point of this view to where it lies in the widget."""
        across = -self._across_px if side is Side.LEFT and self.view is View.BACK else self._across_px
        return QTransform(across, 0, 0, -self.scale, self._middle_px, self._floor_px)


@lru_cache(maxsize=512)
def curves(lines: tuple[Line, ...], *, closed: bool) -> QPainterPath:
    """Return smooth curves through lines, in the lines' own coordinates. Each is worked out once."""
    path = QPainterPath()
    # Where there are several outlines, one may be a hole in another.
    path.setFillRule(Qt.FillRule.OddEvenFill if closed and len(lines) > 1 else Qt.FillRule.WindingFill)
    for line in lines:
        _add_curve(path, line, closed=closed)
    return path


def _add_curve(path: QPainterPath, line: Line, *, closed: bool) -> None:
    """Add a Catmull-Rom curve through the points of `line` (at least two), as cubic curves."""
    around = [line[-1], *line, line[0], line[1]] if closed else [line[0], *line, line[-1]]
    path.moveTo(*line[0])
    for i in range(1, len(around) - 2):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = around[i - 1 : i + 3]
        path.cubicTo(bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy)
    if closed:
        path.closeSubpath()


@lru_cache(maxsize=64)
def strands(fibres: tuple[Line, ...], between: int) -> QPainterPath:
    """Return the fibres as lines, with `between` more of them drawn evenly between each two neighbours."""
    path = QPainterPath()
    even = [_evenly(fibre) for fibre in fibres]
    for one, other in pairwise(even):
        for step in range(between + 1):
            share = step / (between + 1)
            _add_curve(path, _mixed(one, other, share), closed=False)
    if even:
        _add_curve(path, even[-1], closed=False)
    return path


STRAND_POINTS = 7


def _evenly(line: Line) -> Line:
    """Return `STRAND_POINTS` points at even steps along a line of points."""
    last = len(line) - 1
    points = []
    for step in range(STRAND_POINTS):
        at = step / (STRAND_POINTS - 1) * last
        index = min(int(at), last - 1)
        rest = at - index
        (ax, ay), (bx, by) = line[index], line[index + 1]
        points.append((ax + (bx - ax) * rest, ay + (by - ay) * rest))
    return tuple(points)


def _mixed(one: Line, other: Line, share: float) -> Line:
    return tuple(
        (ax + (bx - ax) * share, ay + (by - ay) * share) for (ax, ay), (bx, by) in zip(one, other, strict=True)
    )
