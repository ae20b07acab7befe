"""The drawn figure: its plates, and where body coordinates lie on them."""

from pathlib import Path
from typing import Literal

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImageReader, QPainterPath, QPixmap, QTransform

from unknot.core.anatomy import Drawn, Point, Point3, Side, View

FrameName = Literal["hips", "whole"]


class Plate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One picture of the figure and the stretch of the body it shows, in body coordinates.

    `left` and `right` count along the view's own axis: x from behind, z (forward) from the sides. `mirrored` pictures
    are kept the other way round.
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


class _PlateList(msgspec.Struct, forbid_unknown_fields=True):
    plate: list[Plate]


def read_plates(folder: Path) -> dict[tuple[View, FrameName], Plate]:
    """Return the plates listed in `folder/plates.toml`."""
    listed = msgspec.toml.decode((folder / "plates.toml").read_bytes(), type=_PlateList)
    return {(plate.view, plate.frame): plate for plate in listed.plate}


def read_picture(path: Path, size_px: QSizeF, *, mirrored: bool = False) -> QPixmap:
    """Return the picture at `path`, made `size_px` large while it is read, and turned round if it is kept mirrored."""
    reader = QImageReader(str(path))
    reader.setScaledSize(size_px.toSize())
    image = reader.read()
    if mirrored:
        image = image.transformed(QTransform(-1, 0, 0, 1, 0, 0))
    return QPixmap.fromImage(image)


class Placement:
    """A plate laid into a rectangle of a widget: as large as it fits, in the middle.

    `scale` is pixels to one stature, `picture` where the plate lies.
    """

    def __init__(self, plate: Plate, area: QRectF) -> None:
        self.plate = plate
        self.area = area
        across, height = plate.right - plate.left, plate.top - plate.bottom
        self.scale = min(area.width() / abs(across), area.height() / height)
        self.picture = QRectF(0, 0, abs(across) * self.scale, height * self.scale)
        self.picture.moveCenter(area.center())
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
        across, up = point
        if side is Side.LEFT and self.view is View.BACK:
            across = -across
        return QPointF(self._middle_px + across * self._across_px, self._floor_px - up * self.scale)

    def path(self, drawn: Drawn, side: Side | None = None, *, closed: bool = True) -> QPainterPath:
        """Return smooth curves through what this view shows of a thing: none, if it shows nothing."""
        path = QPainterPath()
        lines = drawn.seen(self.view, side)
        # Where there are several outlines, one may be a hole in another.
        path.setFillRule(Qt.FillRule.OddEvenFill if closed and len(lines) > 1 else Qt.FillRule.WindingFill)
        for line in lines:
            path.addPath(smooth([self.on(point, side) for point in line], closed=closed))
        return path


def smooth(points: list[QPointF], *, closed: bool) -> QPainterPath:
    """Return a Catmull-Rom curve through `points` (at least two), as cubic curves."""
    path = QPainterPath(points[0])
    path.setFillRule(Qt.FillRule.WindingFill)
    count = len(points)

    def point(i: int) -> QPointF:
        return points[i % count] if closed else points[max(0, min(i, count - 1))]

    for i in range(count if closed else count - 1):
        before, start, end, after = point(i - 1), point(i), point(i + 1), point(i + 2)
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    if closed:
        path.closeSubpath()
    return path
