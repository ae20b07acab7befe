"""How things on the atlas are drawn: muscles with their fibres, bones, spots, landmarks, referral."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from unknot.core.anatomy import Anatomy, Region, Side
from unknot.ui.plates import Placement
from unknot.ui.theme import Colours, plate_font, text_font
from unknot.ui.words import side_name


def tinted(colour: str, alpha: float) -> QColor:
    """Return `colour` with an opacity of 0 to 1."""
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws with one painter on one plate. Line widths grow with the plate, so that it looks the same at any size."""

    painter: QPainter
    place: Placement
    anatomy: Anatomy
    colours: Colours

    def _width(self, thousandths: float) -> float:
        """Return a line's width in pixels, given in thousandths of a stature."""
        return max(1.0, thousandths * self.place.scale / 1000)

    @property
    def _text(self) -> float:
        """How much larger than usual text on the plate is: 1 where it is drawn 430 pixels high or less."""
        return max(1.0, min(2.0, self.place.area.height() / 430))

    def muscle(self, region: Region, *, chosen: bool, hovered: bool) -> None:
        """Draw a muscle: lit if chosen, quiet if not; the outline is heavier too, so that colour is not alone."""
        shape = self.anatomy.muscle(region.muscle).shape
        path = self.place.path(shape.outline, region.side)
        fill = 0.62 if chosen else 0.34 if hovered else 0.16
        self.painter.setBrush(tinted(self.colours.muscle, fill))
        self.painter.setPen(
            QPen(tinted(self.colours.muscle, 1.0 if chosen else 0.75), self._width(1.4 if chosen else 0.6))
        )
        self.painter.drawPath(path)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(tinted(self.colours.muscle, 0.9 if chosen else 0.4), self._width(0.5)))
        self.painter.drawPath(self.place.path(shape.fibres, region.side, closed=False))

    def bone(self, path: QPainterPath, *, hovered: bool) -> None:
        """Draw a bone zone, hatched: not here."""
        self.painter.setPen(QPen(tinted(self.colours.bone, 0.9), self._width(0.7)))
        self.painter.setBrush(tinted(self.colours.plate, 0.75 if hovered else 0.55))
        self.painter.drawPath(path)
        self.painter.save()
        self.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        self.painter.setPen(QPen(tinted(self.colours.bone, 0.8), self._width(0.5)))
        bounds = path.boundingRect()
        gap = max(5.0, 0.0035 * self.place.scale)
        x = bounds.left() - bounds.height()
        hatching = []
        while x < bounds.right():
            hatching.append(QLineF(x, bounds.bottom(), x + bounds.height(), bounds.top()))
            x += gap
        self.painter.drawLines(hatching)
        self.painter.restore()

    def spot(self, region: Region, number: int) -> None:
        """Draw a spot to press (counted from 1): a ring with a filled middle."""
        radius = max(9.0, 0.0062 * self.place.scale)
        centre = self.place.at(self.anatomy.muscle(region.muscle).shape.spots[number - 1], region.side)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(tinted(self.colours.field, 0.92))
        self.painter.drawEllipse(centre, radius * 1.25, radius * 1.25)
        self.painter.setPen(QPen(QColor(self.colours.teal), radius * 0.26))
        self.painter.drawEllipse(centre, radius, radius)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.colours.teal))
        self.painter.drawEllipse(centre, radius * 0.42, radius * 0.42)

    def strip(self, region: Region) -> None:
        """Draw the way of stripping: an arrow along the fibres, from the pelvis to the hip joint."""
        path = self.place.path(self.anatomy.muscle(region.muscle).shape.strip, region.side, closed=False)
        width = self._width(4.0)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in ((self.colours.field, width * 1.9), (self.colours.teal, width)):
            pen = QPen(QColor(colour), wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            self.painter.setPen(pen)
            self.painter.drawPath(path)
            self._arrow_head(path, pen)

    def _arrow_head(self, path: QPainterPath, pen: QPen) -> None:
        tip, back = path.pointAtPercent(1.0), path.pointAtPercent(0.86)
        along = back - tip
        across = QPointF(-along.y(), along.x()) * 0.6
        self.painter.setPen(pen)
        self.painter.drawPolyline([tip + along + across, tip, tip + along - across])

    def finding(self, region: Region, step: int | None) -> None:
        """Draw the landmarks and the line of one finding step."""
        if step is None:
            return
        found = self.anatomy.muscle(region.muscle).finding[step]
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(self.colours.ink), self._width(1.0), Qt.PenStyle.DashLine)
        self.painter.setPen(pen)
        self.painter.drawPath(self.place.path(found.line, region.side, closed=False))
        for name in found.landmarks:
            landmark = self.anatomy.landmark(name)
            centre = self.place.at(landmark.point, region.side)
            size = max(6.0, 0.004 * self.place.scale)
            self.painter.setPen(QPen(QColor(self.colours.ink), self._width(1.0)))
            self.painter.setBrush(QColor(self.colours.field))
            diamond = [QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0)]
            self.painter.drawPolygon([centre + corner for corner in diamond])
            self._note(landmark.name, centre, region.side)

    def _note(self, text: str, centre: QPointF, side: Side) -> None:
        """Write a name beside a point, toward the outside of the body, on a ground that keeps it legible."""
        self.painter.setFont(text_font(0.95 * self._text))
        width = self.painter.fontMetrics().horizontalAdvance(text) + 16
        height = self.painter.fontMetrics().height() + 6
        outward = -1 if side is Side.LEFT else 1
        left = centre.x() + 14 if outward > 0 else centre.x() - 14 - width
        area = self.place.area
        inside = max(area.left() + 4, min(left, area.right() - width - 4))
        # Where there is no room beside the point, the name goes below it.
        top = centre.y() - height / 2 if inside == left else centre.y() + 14
        box = QRectF(inside, top, width, height)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(tinted(self.colours.field, 0.9))
        self.painter.drawRoundedRect(box, 4, 4)
        self.painter.setPen(QColor(self.colours.ink))
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def referral(self, region: Region) -> None:
        """Draw where a muscle is felt: the guide's part full, what goes beyond it lighter and dotted."""
        for zone in self.anatomy.referrals:
            if zone.muscle != region.muscle:
                continue
            beyond = zone.source.beyond_guide
            style = Qt.PenStyle.DotLine if beyond else Qt.PenStyle.SolidLine
            self.painter.setPen(QPen(tinted(self.colours.muscle, 0.8), 1.2, style))
            self.painter.setBrush(QBrush(tinted(self.colours.muscle, 0.14 if beyond else 0.38)))
            self.painter.drawPath(self.place.path(zone.outline, region.side))

    def focus(self, path: QPainterPath) -> None:
        """Draw the keyboard's place: a double line, light and dark, that shows on any ground."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(self.colours.field), self._width(3.4)))
        self.painter.drawPath(path)
        self.painter.setPen(QPen(QColor(self.colours.teal), self._width(1.8), Qt.PenStyle.DashLine))
        self.painter.drawPath(path)

    def frame(self, path: QPainterPath, *, strong: bool) -> None:
        """Draw a frame around something that opens a closer view."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(self.colours.teal), 2.0 if strong else 1.2, Qt.PenStyle.DashLine))
        self.painter.drawPath(path)

    def sides(self) -> None:
        """Write left and right into the upper corners: seen from behind, the person's left is on the left."""
        area = self.place.area.adjusted(16, 8, -16, -8)
        self.painter.setFont(plate_font(1.5 * self._text, italic=True))
        self.painter.setPen(QColor(self.colours.quiet))
        top = Qt.AlignmentFlag.AlignTop
        self.painter.drawText(area, Qt.AlignmentFlag.AlignLeft | top, side_name(Side.LEFT))
        self.painter.drawText(area, Qt.AlignmentFlag.AlignRight | top, side_name(Side.RIGHT))

    def key(self, words: str, height_px: float) -> None:
        """Write under the plate what its signs mean."""
        area = self.place.area
        below = QRectF(area.left(), area.bottom(), area.width(), height_px)
        self.painter.setFont(text_font(0.9 * self._text))
        self.painter.setPen(QColor(self.colours.quiet))
        self.painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
