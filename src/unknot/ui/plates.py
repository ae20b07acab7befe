"""The drawn figure: its plates, and where body coordinates lie on them."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Placement:
    """A plate laid into a rectangle of a widget: as large as it fits, in the middle."""

    plate: Plate
    area: QRectF

    @property
    def view(self) -> View:
        """From where the body is looked at."""
        return self.plate.view

    @property
    def scale(self) -> float:
        """Pixels to one stature."""
        return min(self.area.width() / self._size.width(), self.area.height() / self._size.height())

    @property
    def _size(self) -> QSizeF:
        """How much of the body the plate shows, in statures."""
        return QSizeF(abs(self.plate.right - self.plate.left), self.plate.top - self.plate.bottom)

    @property
    def picture(self) -> QRectF:
        """Where the plate lies."""
        place = QRectF(QPointF(0, 0), self._size * self.scale)
        place.moveCenter(self.area.center())
        return place

    def at(self, place: Point3, side: Side | None = None) -> QPointF:
        """Return where a place of the body lies. With a side, its x counts outward from the midline on that side."""
        return self.on(self.view.flat(place), side)

    def on(self, point: Point, side: Side | None = None) -> QPointF:
        """Return where a point of this view lies. Seen from behind, what is on the left side lies mirrored."""
        across, up = point
        if side is Side.LEFT and self.view is View.BACK:
            across = -across
        forward = 1 if self.plate.right > self.plate.left else -1
        corner = self.picture.topLeft()
        return corner + QPointF((across - self.plate.left) * forward, self.plate.top - up) * self.scale

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
