"""What is written on and under the plate: which side is which, what is chosen, and what the signs mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from unknot.core.anatomy import View
from unknot.i18n import _
from unknot.ui.drawing import Drawing, hatching, text_scale, tinted
from unknot.ui.theme import plate_font, text_font

KEY_PX = 40
"""Height kept free under the plate for what its signs mean: two lines of small text."""
SIGN_PX = 18
APART_PX = 14
LEAST_KEY = 0.3
"""How small the key may get, as a share of the size of text, where it would not fit otherwise."""


class Sign(StrEnum):
    """What the key can explain."""

    PRESS = "press"
    DONE = "done"
    STRIP = "strip"
    BONE = "bone"
    BONE_BEYOND = "bone-beyond"
    NERVE = "nerve"
    NERVE_QUIET = "nerve-quiet"
    LANDMARK = "landmark"
    LATER = "later"
    FELT = "felt"
    FELT_BEYOND = "felt-beyond"


@dataclass(frozen=True, slots=True)
class Captions:
    """What is to be written: the name of what is chosen (or nothing), and the signs that the picture uses."""

    title: str = ""
    signs: tuple[Sign, ...] = ()


def sign_words() -> dict[Sign, str]:
    """Return what each sign means."""
    return {
        Sign.PRESS: _("press here"),
        Sign.DONE: _("done"),
        Sign.STRIP: _("roll this way"),
        Sign.LATER: _("spots after it"),
        Sign.LANDMARK: _("feel for this first"),
        Sign.BONE: _("bone: never press"),
        Sign.BONE_BEYOND: _("bone: keep off (beyond the guide)"),
        Sign.NERVE: _("sciatic nerve: keep off"),
        Sign.NERVE_QUIET: _("sciatic nerve: keep off"),
        Sign.FELT: _("may be felt here (guide)"),
        Sign.FELT_BEYOND: _("may be felt here (beyond the guide)"),
    }


def corner_words(view: View) -> tuple[str, str]:
    """Return what lies on the left and on the right of the picture, in the words of the person it shows.

    Seen from behind, the left of the picture is the person's own left.
    """
    if view is View.BACK:
        return _("your left"), _("your right")
    return (_("front"), _("back")) if view is View.LEFT else (_("back"), _("front"))


def title_px(height_px: float) -> float:
    """Return the height of the title over a plate that is `height_px` high with it."""
    return QFontMetricsF(plate_font(1.5 * text_scale(height_px))).height() + 6


def _view_words(view: View) -> str:
    """Return from where one looks: the title where nothing is chosen."""
    return {
        View.BACK: _("seen from behind"),
        View.LEFT: _("your left side"),
        View.RIGHT: _("your right side"),
    }[view]


def write(drawing: Drawing, captions: Captions) -> None:
    """Write the title, the corners where there is room beside it, and the key."""
    painter, area = drawing.painter, drawing.place.area.adjusted(16, 0, -16, -4)
    area.setTop(4)
    top = Qt.AlignmentFlag.AlignTop
    corners, corner_font = corner_words(drawing.place.view), plate_font(1.3 * drawing.text_scale, italic=True)
    title = captions.title or _view_words(drawing.place.view)
    title_font = plate_font(1.5 * drawing.text_scale) if captions.title else corner_font
    beside = (area.width() - QFontMetricsF(title_font).horizontalAdvance(title)) / 2
    painter.setFont(corner_font)
    painter.setPen(QColor(drawing.colours.quiet))
    if beside > max(QFontMetricsF(corner_font).horizontalAdvance(corner) for corner in corners) + APART_PX:
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | top, corners[0])
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | top, corners[1])
    painter.setFont(title_font)
    if captions.title:
        painter.setPen(QColor(drawing.colours.muscle))
    painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | top, title)
    _key(drawing, captions.signs)


def _key(drawing: Drawing, signs: Sequence[Sign]) -> None:
    """Draw each sign with its meaning, in the middle under the plate, in as many lines as are needed."""
    scale, words, area = 0.9 * min(1.5, drawing.text_scale), sign_words(), drawing.place.area
    lines, high = _lines(signs, text_font(scale), area.width())
    while len(lines) * high > KEY_PX - 2 and scale > LEAST_KEY:  # large text, or a language of long words
        scale *= 0.95
        lines, high = _lines(signs, text_font(scale), area.width())
    font = text_font(scale)
    for row, line in enumerate(lines):
        x = area.center().x() - (sum(wide + APART_PX for _sign, wide in line) - APART_PX) / 2
        y = area.bottom() + (KEY_PX - len(lines) * high) / 2 + (row + 0.5) * high
        for sign, wide in line:
            _sign(drawing, sign, QPointF(x + SIGN_PX / 2, y))
            drawing.painter.setFont(font)
            drawing.painter.setPen(QColor(drawing.colours.quiet))
            box = QRectF(x + SIGN_PX + 6, y - high / 2, wide, high)
            drawing.painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words[sign])
            x += wide + APART_PX


def _lines(signs: Sequence[Sign], font: QFont, width_px: float) -> tuple[list[list[tuple[Sign, float]]], float]:
    """Return the signs in lines that fit, each with the width that it takes, and how high a line is."""
    metrics, words = QFontMetricsF(font), sign_words()
    lines: list[list[tuple[Sign, float]]] = [[]]
    for sign in signs:
        width = SIGN_PX + 6 + metrics.horizontalAdvance(words[sign])
        taken = sum(wide + APART_PX for _sign, wide in lines[-1])
        if lines[-1] and taken + width > width_px:
            lines.append([])
        lines[-1].append((sign, width))
    return lines, max(metrics.height(), KEY_PX / max(2, len(lines)) - 2)


def _sign(drawing: Drawing, sign: Sign, centre: QPointF) -> None:
    """Draw one sign of the key, as it looks on the plate."""
    painter, colours, box = drawing.painter, drawing.colours, QRectF(centre.x() - 8, centre.y() - 6, 16, 12)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match sign:
        case Sign.PRESS:
            painter.setPen(QPen(QColor(colours.teal), 2.0))
            painter.drawEllipse(centre, 6.5, 6.5)
            painter.setBrush(QColor(colours.teal))
            painter.drawEllipse(centre, 1.8, 1.8)
        case Sign.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.teal))
            painter.drawEllipse(centre, 7, 7)
            painter.setPen(QPen(QColor(colours.on_teal), 1.8))
            painter.drawPolyline([centre + QPointF(*corner) for corner in ((-3.2, 0.2), (-0.8, 2.6), (3.4, -2.6))])
        case Sign.STRIP:
            painter.setPen(QPen(QColor(colours.teal), 2.6))
            painter.drawPolyline([centre + QPointF(*corner) for corner in ((3, -4), (8, 0), (3, 4))])
            painter.drawLine(centre - QPointF(8, 0), centre + QPointF(7, 0))
        case Sign.LATER:
            painter.setPen(QPen(QColor(colours.teal), 1.4))
            painter.setBrush(QColor(colours.field))
            painter.drawEllipse(centre, 6.5, 6.5)
            font = text_font()
            font.setPixelSize(9)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.drawText(QRectF(centre.x() - 8, centre.y() - 8, 16, 16), Qt.AlignmentFlag.AlignCenter, "2")
        case Sign.LANDMARK:
            painter.setPen(QPen(QColor(colours.ink), 1.4))
            painter.setBrush(QColor(colours.field))
            painter.drawPolygon([centre + QPointF(*corner) for corner in ((0, -6), (6, 0), (0, 6), (-6, 0))])
        case Sign.BONE | Sign.BONE_BEYOND:
            dark = colours.paper if colours.dark else colours.ink
            style = Qt.PenStyle.DotLine if sign is Sign.BONE_BEYOND else Qt.PenStyle.SolidLine
            painter.setPen(QPen(tinted(dark, 0.85), 1.0, style))
            painter.setBrush(tinted(colours.skeleton, 0.86))
            painter.drawRect(box)
            painter.save()
            painter.setClipRect(box)
            painter.setPen(QPen(tinted(dark, 0.7), 1.0))
            painter.drawLines(hatching(box, 8.0 if sign is Sign.BONE_BEYOND else 5.0))
            painter.restore()
        case Sign.NERVE | Sign.NERVE_QUIET:
            quiet = sign is Sign.NERVE_QUIET
            style = Qt.PenStyle.DashLine if quiet else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(colours.nerve), 2.0 if quiet else 3.4, style))
            painter.drawLine(centre - QPointF(8, 0), centre + QPointF(8, 0))
        case Sign.FELT | Sign.FELT_BEYOND:
            beyond = sign is Sign.FELT_BEYOND
            painter.setPen(
                QPen(tinted(colours.fibre, 0.85), 1.2, Qt.PenStyle.DotLine if beyond else Qt.PenStyle.SolidLine)
            )
            painter.setBrush(tinted(colours.flesh, 0.20 if beyond else 0.62))
            painter.drawRect(box)
