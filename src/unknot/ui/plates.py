"""The drawn figure: its plates, and where body coordinates lie on them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImageReader, QPainterPath, QPixmap

from unknot.core.anatomy import Outline, Point, Side

FrameName = Literal["hips", "whole"]


class Plate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One picture of the figure and the stretch of the body it shows, in body coordinates."""

    view: Literal["back"]
    frame: FrameName
    light: str
    dark: str
    left: float
    right: float
    top: float
    bottom: float


class _PlateList(msgspec.Struct, forbid_unknown_fields=True):
    plate: list[Plate]


def read_plates(folder: Path) -> dict[FrameName, Plate]:
    """Return the plates listed in `folder/plates.toml`."""
    listed = msgspec.toml.decode((folder / "plates.toml").read_bytes(), type=_PlateList)
    return {plate.frame: plate for plate in listed.plate}


def read_picture(path: Path, size_px: QSizeF) -> QPixmap:
    """Return the picture at `path`, made `size_px` large while it is read."""
    reader = QImageReader(str(path))
    reader.setScaledSize(size_px.toSize())
    image = reader.read()
    return QPixmap.fromImage(image)


@dataclass(frozen=True, slots=True)
class Placement:
    """A plate laid into a rectangle of a widget: as large as it fits, in the middle."""

    plate: Plate
    area: QRectF

    @property
    def scale(self) -> float:
        """Pixels to one stature."""
        width = self.plate.right - self.plate.left
        height = self.plate.top - self.plate.bottom
        return min(self.area.width() / width, self.area.height() / height)

    @property
    def picture(self) -> QRectF:
        """Where the plate lies."""
        size = QSizeF(
            (self.plate.right - self.plate.left) * self.scale, (self.plate.top - self.plate.bottom) * self.scale
        )
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(self.area.center())
        return place

    def at(self, point: Point, side: Side | None = None) -> QPointF:
        """Return where a point lies. With a side, its x counts outward from the midline on that side."""
        x, y = point
        if side is Side.LEFT:
            x = -x
        corner = self.picture.topLeft()
        return QPointF(corner.x() + (x - self.plate.left) * self.scale, corner.y() + (self.plate.top - y) * self.scale)

    def path(self, outline: Outline, side: Side | None = None, *, closed: bool = True) -> QPainterPath:
        """Return a smooth curve through the points of an outline."""
        return smooth([self.at(point, side) for point in outline], closed=closed)


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
