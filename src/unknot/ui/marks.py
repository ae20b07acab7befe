"""What is drawn upon the body: where to press, what leads there, and where the keyboard is."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen

from unknot.core.anatomy import Anatomy, Region, Side
from unknot.ui.drawing import Drawing, tinted
from unknot.ui.plates import Placement
from unknot.ui.theme import text_font


def spot_radius(place: Placement) -> float:
    """Return the radius of the ring around a spot, in pixels."""
    return max(7.5, 0.0045 * place.scale)


def spots(drawing: Drawing, region: Region, count: int, current: int | None, done: Collection[int]) -> None:
    """Draw the spots of a muscle: the current one as a ring, those to come as small numbers, those done as ticks.

    Spots count from 1; `current` None for none, as while stripping.
    """
    shape = drawing.anatomy.muscle(region.muscle).shape
    small = [number for number in range(count, 0, -1) if number != current]
    for number in small if current is None else [current, *small]:  # the ring is larger: a number would vanish under it
        centre = drawing.place.at(shape.spots[number - 1], region.side)
        if number == current:
            _ring(drawing, centre)
        else:
            _small(drawing, centre, "" if number in done else str(number))


def _ring(drawing: Drawing, centre: QPointF) -> None:
    radius, painter = spot_radius(drawing.place), drawing.painter
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tinted(drawing.colours.field, 0.92))
    painter.drawEllipse(centre, radius * 1.18, radius * 1.18)
    painter.setPen(QPen(QColor(drawing.colours.teal), radius * 0.26))
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(drawing.colours.teal))
    painter.drawEllipse(centre, radius * 0.42, radius * 0.42)


def _small(drawing: Drawing, centre: QPointF, number: str) -> None:
    """Draw a small disc with a number in it, or, without one, a filled disc with a tick."""
    radius, painter, colours = spot_radius(drawing.place) * 0.66, drawing.painter, drawing.colours
    if not number:
        ticked(drawing, centre, radius)
        return
    painter.setPen(QPen(QColor(colours.field), radius * 0.22))
    painter.setBrush(QColor(colours.field))
    painter.drawEllipse(centre, radius * 1.05, radius * 1.05)
    painter.setPen(QPen(QColor(colours.teal), max(1.2, radius * 0.16)))
    painter.drawEllipse(centre, radius * 0.95, radius * 0.95)
    font = text_font(1.0, QFont.Weight.DemiBold)
    font.setPixelSize(max(9, round(radius * 1.25)))
    painter.setFont(font)
    painter.drawText(QRectF(centre.x() - 20, centre.y() - 20, 40, 40), Qt.AlignmentFlag.AlignCenter, number)


def ticked(drawing: Drawing, centre: QPointF, radius: float) -> None:
    """Draw a filled disc with a tick: done, or chosen."""
    drawing.painter.setPen(QPen(QColor(drawing.colours.field), radius * 0.22))
    drawing.painter.setBrush(QColor(drawing.colours.teal))
    drawing.painter.drawEllipse(centre, radius * 1.05, radius * 1.05)
    _tick(drawing, centre, radius)


def _tick(drawing: Drawing, centre: QPointF, radius: float) -> None:
    """Draw a tick into a disc of that radius."""
    pen = QPen(QColor(drawing.colours.on_teal), radius * 0.26)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    drawing.painter.setPen(pen)
    corners = ((-0.45, 0.02), (-0.12, 0.36), (0.48, -0.36))
    drawing.painter.drawPolyline([centre + QPointF(x, y) * radius for x, y in corners])


def strip(drawing: Drawing, region: Region, *, quiet: bool = False) -> None:
    """Draw the way of stripping: an arrow along the fibres, from the pelvis to the hip joint."""
    path = strip_path(drawing.place, drawing.anatomy, region)
    width, painter = drawing.width(2.4 if quiet else 4.0), drawing.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((drawing.colours.field, width * 1.9), (drawing.colours.teal, width)):
        pen = QPen(QColor(colour), wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)
        _arrow_head(drawing, path)


def strip_path(place: Placement, anatomy: Anatomy, region: Region) -> QPainterPath:
    """Return the way of stripping in pixels, from the pelvis to the hip joint."""
    return place.path(anatomy.muscle(region.muscle).shape.strip, region.side, closed=False)


def _arrow_head(drawing: Drawing, path: QPainterPath) -> None:
    size = 0.010 * drawing.place.scale
    tip = path.pointAtPercent(1.0)
    back = path.pointAtPercent(path.percentAtLength(max(0.0, path.length() - size)))
    along = back - tip
    across = QPointF(-along.y(), along.x()) * 0.6
    drawing.painter.drawPolyline([tip + along + across, tip, tip + along - across])


def finding(drawing: Drawing, region: Region, step: int | None) -> None:
    """Draw what leads to the spot: the landmarks and lines of every step, those of `step` (from 0) lit and named."""
    steps = drawing.anatomy.muscle(region.muscle).finding
    for lit in (False, True):
        found = [found for index, found in enumerate(steps) if (index == step) is lit]
        for one in found:
            _dashed(drawing, drawing.place.path(one.line, region.side, closed=False), lit=lit)
        for name in sorted({name for one in found for name in one.landmarks}):
            _landmark(drawing, name, region.side, lit=lit)


def _dashed(drawing: Drawing, path: QPainterPath, *, lit: bool) -> None:
    painter = drawing.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if lit:
        drawing.pen(drawing.colours.field, 0.9, 2.6)
        painter.drawPath(path)
    drawing.pen(drawing.colours.ink, 1.0 if lit else 0.5, 1.3 if lit else 0.6, Qt.PenStyle.DashLine)
    painter.drawPath(path)


def _landmark(drawing: Drawing, name: str, side: Side, *, lit: bool) -> None:
    landmark = drawing.anatomy.landmark(name)
    if not landmark.seen(drawing.place.view, side):
        return
    centre = drawing.place.at(landmark.point, side)
    size = max(7.0, 0.0046 * drawing.place.scale) if lit else max(4.0, 0.0026 * drawing.place.scale)
    drawing.pen(drawing.colours.ink, 1.0, 1.2 if lit else 0.7)
    drawing.painter.setBrush(QColor(drawing.colours.field))
    diamond = [QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0)]
    drawing.painter.drawPolygon([centre + corner for corner in diamond])


def names(drawing: Drawing, region: Region, step: int | None, count: int) -> None:
    """Write the names of the landmarks of a step beside them, where they cover neither a spot nor one another."""
    if step is None:
        return
    shape, found = drawing.anatomy.muscle(region.muscle), drawing.anatomy.muscle(region.muscle).finding[step]
    reach = spot_radius(drawing.place) * 1.3
    taken = [_box(drawing.place.at(spot, region.side), reach, reach) for spot in shape.shape.spots[:count]]
    marks = [drawing.anatomy.landmark(name) for name in found.landmarks]
    shown = [mark for mark in marks if mark.seen(drawing.place.view, region.side)]
    points = [drawing.place.at(mark.point, region.side) for mark in shown]
    taken += [_box(point, 7, 7) for point in points] + _bones_near(drawing, region.side)
    for mark, point in zip(shown, points, strict=True):
        taken.append(_name(drawing, mark.name, point, taken))


def _bones_near(drawing: Drawing, side: Side) -> list[QRectF]:
    """Return where the bone zones lie: a name that hides one hides what it warns of."""
    paths = [drawing.place.path(bone.outline, side if bone.paired else None) for bone in drawing.anatomy.bones]
    return [path.boundingRect() for path in paths if not path.isEmpty()]


def _name(drawing: Drawing, text: str, point: QPointF, taken: list[QRectF]) -> QRectF:
    """Write a name beside a point, on a ground that keeps it legible; return where."""
    font = text_font(0.95 * drawing.text_scale)
    text = text.replace(" (", "\n(")  # in two lines it fits beside the body
    size = QFontMetricsF(font).boundingRect(QRectF(0, 0, 1000, 1000), Qt.AlignmentFlag.AlignCenter, text)
    wide, high = size.width() / 2 + 6, size.height() / 2 + 3
    area, off = drawing.place.area.adjusted(2, 4, -2, -4), 0.0052 * drawing.place.scale + 5
    outward = -1 if point.x() < area.center().x() else 1
    ways = [(outward, 0.0), (outward, -0.6), (outward, 0.6), (0.0, -1.0), (-outward, 0.0), (0.0, 1.0), (-outward, 1.0)]
    far = [off, off + 0.02 * drawing.place.scale]
    boxes = [_box(point + QPointF(x * (wide + away), y * (high + away)), wide, high) for away in far for x, y in ways]
    for box in boxes:  # pushed back into the picture where it would leave it
        box.moveLeft(max(area.left(), min(box.left(), area.right() - box.width())))
    box = min(boxes, key=lambda box: _covered(box, taken) + (0.0 if area.contains(box) else 1e6))
    painter = drawing.painter
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tinted(drawing.colours.field, 0.92))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(QColor(drawing.colours.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return box


def _covered(box: QRectF, taken: list[QRectF]) -> float:
    """Return how much of what must be seen a box would cover."""
    common = [box.intersected(other) for other in taken]
    return sum(part.width() * part.height() for part in common)


def _box(centre: QPointF, half_width: float, half_height: float) -> QRectF:
    return QRectF(centre.x() - half_width, centre.y() - half_height, 2 * half_width, 2 * half_height)


def focus(drawing: Drawing, path: QPainterPath) -> None:
    """Draw the keyboard's place: a double line, light and dark, that shows on any ground."""
    drawing.painter.setBrush(Qt.BrushStyle.NoBrush)
    drawing.pen(drawing.colours.field, 1.0, 3.4)
    drawing.painter.drawPath(path)
    drawing.pen(drawing.colours.teal, 1.0, 1.8, Qt.PenStyle.DashLine)
    drawing.painter.drawPath(path)


def frame(drawing: Drawing, path: QPainterPath, *, strong: bool) -> None:
    """Draw a frame around something that opens a closer view."""
    drawing.painter.setBrush(Qt.BrushStyle.NoBrush)
    drawing.painter.setPen(QPen(QColor(drawing.colours.teal), 2.0 if strong else 1.2, Qt.PenStyle.DashLine))
    drawing.painter.drawPath(path)
