"""The drawn figure: its plates, and where body coordinates lie on them."""

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


class Placement:
    """A plate laid into a rectangle of a widget: as large as it fits, in the middle.

    `scale` is pixels to one stature, `picture` where the plate lies.
    """

    def __init__(self, plate: Plate, area: QRectF) -> None:
        self.plate = plate
        self.area = area
        width, height = plate.right - plate.left, plate.top - plate.bottom
        self.scale = min(area.width() / width, area.height() / height)
        self.picture = QRectF(0, 0, width * self.scale, height * self.scale)
        self.picture.moveCenter(area.center())
        self._middle_px = self.picture.left() - plate.left * self.scale
        self._floor_px = self.picture.top() + plate.top * self.scale

    def at(self, point: Point, side: Side | None = None) -> QPointF:
        """Return where a point lies. With a side, its x counts outward from the midline on that side."""
        x, y = point
        outward = -self.scale if side is Side.LEFT else self.scale
        return QPointF(self._middle_px + x * outward, self._floor_px - y * self.scale)

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
