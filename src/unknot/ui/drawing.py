"""How the body is drawn on a plate: muscles with their fibres, bones, nerve, where a muscle is felt."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6 import QtGui  # whose gradients, 0.14 MB of names, are looked up when one is drawn
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from unknot.core.anatomy import Anatomy, BoneZone, Line, Region, Side
from unknot.ui.plates import FADE, Placement, strands
from unknot.ui.theme import Colours, text_font

COARSE = 4
"""How many times smaller soft shades are drawn."""
MOST_TEXT = 1 / 12
"""The height of a line of text on the plate at most, as a share of the plate's."""
LEAST_TEXT_PX = 16
FINE_SCALE = 2600
"""From so many pixels to a stature on, there is room for one strand more between two fibres."""


class Layer(StrEnum):
    """How deep the picture looks."""

    SKIN = "skin"
    MUSCLE = "muscle"
    BONE = "bone"


GROUND = {Layer.SKIN: 1.0, Layer.MUSCLE: 0.82, Layer.BONE: 0.5}
"""How strong the skin is in each layer."""
LIT = {Layer.SKIN: 0.80, Layer.MUSCLE: 1.0, Layer.BONE: 0.62}
"""How strong the chosen muscle is: on bone, what lies beneath it shows through."""
QUIET = {Layer.SKIN: 0.12, Layer.MUSCLE: 0.55, Layer.BONE: 0.22}
"""How strong the others are."""


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

    def width(self, thousandths: float) -> float:
        """Return a line's width in pixels, given in thousandths of a stature; at least 1."""
        return max(1.0, thousandths * self.place.scale / 1000)

    @property
    def text_scale(self) -> float:
        """How much larger than usual text on the plate is."""
        return text_scale(self.place.area.bottom())

    def pen(self, colour: str, alpha: float, thousandths: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Draw lines so from now on."""
        self.painter.setPen(QPen(tinted(colour, alpha), self.width(thousandths), style))

    # Muscles

    def muscle(self, region: Region, layer: Layer, *, chosen: bool) -> None:
        """Draw a muscle: lit if chosen, quiet if not; the outline is heavier too, so that colour is not alone."""
        shape = self.anatomy.muscle(region.muscle).shape
        path = self.place.path(shape.outline, region.side)
        fibres = shape.fibres.seen(self.place.view, region.side)
        if path.isEmpty():
            return
        strength = (LIT if chosen else QUIET)[layer]
        self.painter.save()
        self.painter.setOpacity(strength)
        self.painter.fillPath(path, self._flesh(fibres, region.side))
        self._rounded(path, self.colours.fibre, 0.16)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        if chosen or layer is not Layer.SKIN:  # on the skin, what is not chosen only shows where it lies
            self._hair(0.62 if chosen else 0.5)
            between = 3 if self.place.scale >= FINE_SCALE else 2
            self.painter.drawPath(self.place.laid(strands(fibres, between), region.side))
        self.painter.setOpacity(1.0)
        self.pen(self.colours.fibre, 1.0 if chosen else 0.6, 1.3 if chosen else 0.6)
        self.painter.drawPath(path)
        self.painter.restore()

    def _hair(self, alpha: float) -> None:
        """Draw lines as thin as the screen can from now on: hundreds of thicker ones take ten times as long."""
        thin = 1 / self.painter.device().devicePixelRatio()
        self.painter.setPen(QPen(tinted(self.colours.fibre, alpha), thin))

    def _flesh(self, fibres: tuple[Line, ...], side: Side) -> QBrush:
        """Return the colour of a muscle: deep where it is broad, pale where it turns to tendon at the hip joint."""
        start, end = (
            sum((self.place.on(fibre[at], side) for fibre in fibres), QPointF()) / len(fibres) for at in (0, -1)
        )
        gradient = QtGui.QLinearGradient(start, end)
        gradient.setColorAt(0.0, QColor(self.colours.flesh))
        gradient.setColorAt(0.35, QColor(self.colours.flesh).lighter(112))
        gradient.setColorAt(0.7, QColor(self.colours.flesh))
        gradient.setColorAt(1.0, QColor(self.colours.tendon))
        return QBrush(gradient)

    def _rounded(self, path: QPainterPath, colour: str, alpha: float) -> None:
        """Darken a shape towards its edge, so that it looks round.

        The shade is soft: it is drawn `COARSE` times smaller and then enlarged, which takes a tenth of the time.
        """
        bounds = path.boundingRect().adjusted(-COARSE, -COARSE, COARSE, COARSE)
        shade = QImage((bounds.size() / COARSE).toSize() + QSize(1, 1), QImage.Format.Format_ARGB32_Premultiplied)
        shade.fill(Qt.GlobalColor.transparent)
        soft = QPainter(shade)
        soft.setRenderHint(QPainter.RenderHint.Antialiasing)
        soft.scale(1 / COARSE, 1 / COARSE)
        soft.translate(-bounds.topLeft())
        for thousandths in (11.0, 7.0, 4.0, 2.0):
            soft.strokePath(path, QPen(tinted(colour, alpha / 2), self.width(thousandths)))
        soft.end()
        self.painter.save()
        self.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.painter.drawImage(QRectF(bounds.topLeft(), QSizeF(shade.size()) * COARSE), shade)
        self.painter.restore()

    def hover(self, path: QPainterPath) -> None:
        """Draw what lies under the pointer: lighter, with a heavier line."""
        self.painter.setBrush(tinted(self.colours.field, 0.28))
        self.pen(self.colours.teal, 1.0, 1.1)
        self.painter.drawPath(path)

    # Bone, nerve, and what lies beside

    def neighbours(self, side: Side) -> None:
        """Draw the muscles beside those that are pressed, quietly."""
        self.painter.setBrush(tinted(self.colours.flesh, 0.13))
        for neighbour in self.anatomy.neighbours:
            path = self.place.path(neighbour.outline, side)
            if path.isEmpty():  # a few fibres at the body's edge would only puzzle
                continue
            self.pen(self.colours.fibre, 0.35, 0.4)
            self.painter.drawPath(path)
            self._hair(0.26)
            fibres = strands(neighbour.fibres.seen(self.place.view, side), 2)
            self.painter.strokePath(self.place.laid(fibres, side), self.painter.pen())

    def skeleton(self, side: Side | None) -> None:
        """Draw the bones beneath of one side, or those across the midline."""
        for bone in self.anatomy.skeleton:
            if bone.paired is (side is None):
                continue
            path = self.place.path(bone.outline, side)
            self.painter.fillPath(path, tinted(self.colours.skeleton, 0.94))
            self._rounded(path, self.colours.bone, 0.20)
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.pen(self.colours.bone, 0.9, 0.6)
            self.painter.drawPath(path)

    def nerve(self, side: Side, *, quiet: bool) -> None:
        """Draw the sciatic nerve of one side, coming out from beneath; quietly where muscles and skin cover it."""
        path = self.place.path(self.anatomy.nerve, side, closed=False)
        if path.isEmpty():
            return
        start = path.pointAtPercent(0.0)
        lines = (
            ((self.colours.nerve, 1.7, 0.6),)
            if quiet
            else ((self.colours.field, 4.4, 1.0), (self.colours.nerve, 2.8, 1.0))
        )
        for colour, wide, alpha in lines:
            gradient = QtGui.QLinearGradient(start, start + QPointF(0, 0.016 * self.place.scale))
            gradient.setColorAt(0.0, tinted(colour, 0.0))
            gradient.setColorAt(1.0, tinted(colour, alpha))
            style = Qt.PenStyle.DashLine if quiet else Qt.PenStyle.SolidLine
            self.painter.strokePath(path, QPen(QBrush(gradient), self.width(wide), style, Qt.PenCapStyle.FlatCap))

    def bone(self, bone: BoneZone, side: Side | None) -> None:
        """Draw a bone zone, hatched: not here. What goes beyond the guide has a dotted edge and wider hatching."""
        beyond = bone.why.source.beyond_guide
        path = self.place.path(bone.outline, side)
        style = Qt.PenStyle.DotLine if beyond else Qt.PenStyle.SolidLine
        dark = self.colours.paper if self.colours.dark else self.colours.ink
        self.pen(dark, 0.85, 0.7, style)
        self.painter.setBrush(tinted(self.colours.skeleton, 0.86))
        self.painter.drawPath(path)
        self.painter.save()
        self.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        self.pen(dark, 0.7, 0.45)
        self.painter.drawLines(
            hatching(path.boundingRect(), max(5.0, (0.0050 if beyond else 0.0034) * self.place.scale))
        )
        self.painter.restore()

    def faded(self) -> None:
        """Fade everything drawn so far as the plate fades at its upper and lower edge."""
        plate, picture = self.place.plate, self.place.picture
        if plate.frame != "hips":
            return
        height = plate.top - plate.bottom
        gradient = QtGui.QLinearGradient(picture.topLeft(), picture.bottomLeft())
        for at, alpha in (
            (0.0, 0.0),
            (FADE["top"] / 2 / height, 0.35),
            (FADE["top"] / height, 1.0),
            (1 - FADE["bottom"] / height, 1.0),
            (1 - FADE["bottom"] / 2 / height, 0.35),
            (1.0, 0.0),
        ):
            gradient.setColorAt(at, tinted("#000000", alpha))
        self.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        self.painter.fillRect(self.place.area.united(picture).adjusted(-1, -1, 1, picture.height()), gradient)
        self.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    # Where it is felt

    def referral(self, region: Region) -> None:
        """Draw where a muscle is felt: the guide's part full, what goes beyond it lighter and dotted."""
        zones = [zone for zone in self.anatomy.referrals if zone.muscle == region.muscle]
        for zone in sorted(zones, key=lambda zone: not zone.source.beyond_guide):
            path = self.place.path(zone.outline, region.side)
            if zone.source.beyond_guide:
                self.painter.setBrush(tinted(self.colours.flesh, 0.20))
                self.painter.setPen(QPen(tinted(self.colours.fibre, 0.8), 1.3, Qt.PenStyle.DotLine))
            else:
                self.painter.setBrush(tinted(self.colours.flesh, 0.62))
                self.painter.setPen(QPen(tinted(self.colours.fibre, 0.9), 1.3))
            self.painter.drawPath(path)

    def area(self, path: QPainterPath, *, chosen: bool) -> None:
        """Draw a part of the body that can be pointed at; a chosen one is filled, with a heavier line."""
        self.painter.setBrush(tinted(self.colours.teal, 0.38 if chosen else 0.06))
        self.painter.setPen(QPen(tinted(self.colours.teal, 1.0 if chosen else 0.55), 2.0 if chosen else 1.0))
        self.painter.drawPath(path)


def text_scale(height_px: float) -> float:
    """Return how much larger than usual text is on a plate that high: 1 up to 430 pixels, then in proportion.

    Where the system's text is so large that a twelfth of the plate would not hold a line, it is as large as that: words
    would hide the body that they name.
    """
    usual = max(1.0, min(2.0, height_px / 430))
    return min(usual, max(MOST_TEXT * height_px, LEAST_TEXT_PX) / QFontMetricsF(text_font()).height())


def fade_top(painter: QPainter, place: Placement) -> None:
    """Fade what is drawn towards the upper edge of the area, where the plate goes on beyond it."""
    area = place.area
    gradient = QtGui.QLinearGradient(QPointF(0, 0), QPointF(0, area.top() + 0.14 * area.height()))
    gradient.setColorAt(0.0, tinted("#000000", 0.0))
    gradient.setColorAt(0.3, tinted("#000000", 0.0))
    gradient.setColorAt(1.0, tinted("#000000", 1.0))
    painter.setOpacity(1.0)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(QRectF(0, 0, area.right() + 1, area.bottom() + 1), gradient)


def hatching(bounds: QRectF, gap: float) -> list[QLineF]:
    """Return slanting lines that cover `bounds`, `gap` pixels apart along the horizontal."""
    lines = []
    x = bounds.left() - bounds.height()
    while x < bounds.right():
        lines.append(QLineF(x, bounds.bottom(), x + bounds.height(), bounds.top()))
        x += gap
    return lines
