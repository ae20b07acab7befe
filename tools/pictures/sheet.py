"""The contact sheet: every view and layer of every muscle on one calm page."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPixmap
from tools.pictures.looks import look_at

from unknot.core.anatomy import Anatomy, View
from unknot.ui.captions import KEY_PX
from unknot.ui.drawing import Layer
from unknot.ui.look import Look
from unknot.ui.picture import Picture
from unknot.ui.theme import Colours, plate_font, text_font

RATIO = 1.5
"""Pixels of the sheet to one of its device-independent pixels."""
CELL = QSize(344, 258)
"""A close-up, 4 to 3."""
MARGIN, GUTTER, LABEL, HEAD, BETWEEN, FOOT = 40, 8, 88, 136, 36, 64
ROW = CELL.height() - 4
"""From row to row: a close-up melts into the page above and below, and may reach into the next."""
TITLE_PX = 2 * KEY_PX
"""So much is left above and under a close-up, so that its own title and key fall outside the cell."""
VIEWS = {View.BACK: "From behind", View.LEFT: "From the left", View.RIGHT: "From the right"}
TITLE = "Three muscles, three layers, three views"
KEY = (
    "Ring: press here.    Hatched: bone, never press; with a dotted edge, beyond the guide.    "
    "Gold: sciatic nerve, keep off."
)


def on_paper(picture: Picture, look: Look) -> QImage:
    """Return the picture of a look on the colour of the page."""
    drawn = picture.drawn(look)
    image = QImage(drawn.size(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(drawn.devicePixelRatio())
    image.fill(QColor(picture.colours.paper))
    painter = QPainter(image)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return image


def draw_sheet(anatomy: Anatomy, folder: Path, colours: Colours) -> QImage:
    """Return the sheet: a row for each view and layer, a column for each muscle."""
    columns, rows = len(anatomy.muscles), len(VIEWS) * len(Layer)
    wide = 2 * MARGIN + LABEL + columns * CELL.width() + (columns - 1) * GUTTER
    high = HEAD + rows * ROW + (len(VIEWS) - 1) * BETWEEN + FOOT
    sheet = QImage(QSize(round(wide * RATIO), round(high * RATIO)), QImage.Format.Format_RGB32)
    sheet.setDevicePixelRatio(RATIO)
    sheet.fill(QColor(colours.paper))
    picture = Picture(anatomy, folder, colours)
    picture.fit(QSize(CELL.width(), CELL.height() + 2 * TITLE_PX + KEY_PX), RATIO)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    page = _Page(painter, colours, wide)
    left = MARGIN + LABEL
    page.write(TITLE, plate_font(2.6), colours.ink, QRectF(left, 26, wide, 44))
    for column, muscle in enumerate(anatomy.muscles):
        box = QRectF(left + column * (CELL.width() + GUTTER), HEAD - 36, CELL.width(), 28)
        page.write(muscle.name, plate_font(1.7), colours.muscle, box, Qt.AlignmentFlag.AlignHCenter)
    y = float(HEAD)
    for view, words in VIEWS.items():
        if view is not View.BACK:
            page.rule(y + BETWEEN / 2)
            y += BETWEEN
        page.write(words, plate_font(1.5, italic=True), colours.ink, QRectF(MARGIN, y + 10, LABEL + 40, 26))
        for layer in Layer:
            middle = QRectF(MARGIN, y, LABEL, CELL.height())
            page.write(layer.value, text_font(1.1), colours.quiet, middle)
            for column, muscle in enumerate(anatomy.muscles):
                look = replace(look_at(anatomy, view, layer, muscle.id), count=1)
                x = left + column * (CELL.width() + GUTTER)
                painter.drawPixmap(QPointF(x, y), _cell(picture, look))
            y += ROW
    page.write(KEY, text_font(1.05), colours.quiet, QRectF(left, high - FOOT + 20, wide, 24))
    painter.end()
    return sheet


def _cell(picture: Picture, look: Look) -> QPixmap:
    """Return the close-up of a look, and nothing of what is written around it."""
    place = picture.placement(look).picture
    corner, size = place.topLeft() * RATIO, place.size() * RATIO
    cell = picture.drawn(look).copy(round(corner.x()), round(corner.y()), round(size.width()), round(size.height()))
    cell.setDevicePixelRatio(RATIO)
    return cell


class _Page:
    """Writes on the sheet."""

    def __init__(self, painter: QPainter, colours: Colours, wide: float) -> None:
        self._painter, self._colours, self._wide = painter, colours, wide

    def write(
        self,
        words: str,
        font: QFont,
        colour: str,
        box: QRectF,
        where: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """Write a line."""
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(box, where | Qt.AlignmentFlag.AlignVCenter, words)

    def rule(self, y: float) -> None:
        """Draw a thin line across the page."""
        self._painter.setPen(QPen(QColor(self._colours.line), 1.0))
        self._painter.drawLine(QPointF(MARGIN, y), QPointF(self._wide - MARGIN, y))
