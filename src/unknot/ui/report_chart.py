"""The small chart of the page for a clinician: averages before and after, side by side. Black on white.

Open circles are before, filled ones after; nothing depends on colour. A stretch in which nobody said has no mark.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from unknot.core.report import Report
from unknot.i18n import _
from unknot.ui.report_words import tick_name

WIDTH_PX, HEIGHT_PX = 290.0, 128.0
"""Its size on the page, in pixels of which 96 are an inch, before it is enlarged for a screen."""
TYPE = QTextFormat.ObjectTypes.UserObject + 1
MOST = 10
"""The worst discomfort there is: the top of the chart."""
DOT_PX, APART_PX, TEXT_PX = 2.6, 3.2, 9.5
LINE, QUIET = QColor("#b0b0b0"), QColor("#444444")


class Chart(QPyTextObject):
    """Paints the chart where its sign stands in a text. `scale` is pixels of the device for each of the page's."""

    def __init__(self, report: Report, font: QFont, scale: float, parent: QObject) -> None:
        super().__init__(parent)
        self._report = report
        self._font = font
        self._scale = scale

    def intrinsicSize(self, doc: QTextDocument, position: int, format: QTextFormat) -> QSizeF:  # noqa: A002
        """Return its size in pixels of the device."""
        return QSizeF(WIDTH_PX, HEIGHT_PX) * self._scale

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Paint it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(rect).topLeft())
        painter.scale(self._scale, self._scale)
        paint(painter, self._report, self._font)
        painter.restore()


def paint(painter: QPainter, report: Report, font: QFont) -> None:
    """Paint a report's averages into `WIDTH_PX` by `HEIGHT_PX`."""
    font = QFont(font)
    font.setPixelSize(round(TEXT_PX))
    painter.setFont(font)
    measure = QFontMetricsF(font, painter.device())
    high, left = TEXT_PX + 3, 18.0
    field = QRectF(left, high + 6, WIDTH_PX - left - 4, HEIGHT_PX - 2 * high - 12)
    _ground(painter, field, high)
    _key(painter, high, measure)
    step = field.width() / max(1, len(report.lines))
    places = [field.left() + step * (index + 0.5) for index in range(len(report.lines))]
    _below(painter, report, field, places, measure, high)
    before = [line.ratings.before for line in report.lines]
    after = [line.ratings.after for line in report.lines]
    apart = min(APART_PX, step / 5)
    _marks(painter, field, [x - apart for x in places], before, filled=False)
    _marks(painter, field, [x + apart for x in places], after, filled=True)


def _ground(painter: QPainter, field: QRectF, high: float) -> None:
    for value in (0, MOST // 2, MOST):
        y = _y(field, value)
        painter.setPen(QPen(LINE, 0.6))
        painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
        painter.setPen(QUIET)
        box = QRectF(0, y - high / 2, field.left() - 5, high)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value))


def _key(painter: QPainter, high: float, measure: QFontMetricsF) -> None:
    """Say above the chart what the marks are."""
    x = 22.0
    for words, filled in ((_("before"), False), (_("after"), True)):
        _dot(painter, QPointF(x, high / 2), filled=filled)
        x += 7
        painter.setPen(QUIET)
        painter.drawText(QRectF(x, 0, WIDTH_PX, high), Qt.AlignmentFlag.AlignVCenter, words)
        x += measure.horizontalAdvance(words) + 16


def _below(
    painter: QPainter, report: Report, field: QRectF, places: Sequence[float], measure: QFontMetricsF, high: float
) -> None:
    """Name as many places below the chart as have room, evenly, the first among them."""
    painter.setPen(QUIET)
    names = [tick_name(line, report.stretch) for line in report.lines]
    widest = max((measure.horizontalAdvance(words) for words in names), default=0.0)
    stride = max(1, ceil((widest + 8) * len(names) / field.width())) if names else 1
    for words, x in list(zip(names, places, strict=True))[::stride]:
        wide = measure.horizontalAdvance(words)
        start = min(max(0.0, x - wide / 2), WIDTH_PX - wide)
        painter.drawText(QRectF(start, field.bottom() + 4, wide + 2, high), Qt.AlignmentFlag.AlignTop, words)


def _marks(
    painter: QPainter, field: QRectF, places: Sequence[float], values: Sequence[float | None], *, filled: bool
) -> None:
    points = [None if value is None else QPointF(x, _y(field, value)) for x, value in zip(places, values, strict=True)]
    painter.setPen(QPen(Qt.GlobalColor.black, 0.9, Qt.PenStyle.SolidLine if filled else Qt.PenStyle.DotLine))
    for one, other in pairwise(points):
        if one is not None and other is not None:
            painter.drawLine(one, other)
    for point in points:
        if point is not None:
            _dot(painter, point, filled=filled)


def _dot(painter: QPainter, at: QPointF, *, filled: bool) -> None:
    painter.setPen(QPen(Qt.GlobalColor.black, 1.0))
    painter.setBrush(QBrush(Qt.GlobalColor.black if filled else Qt.GlobalColor.white))
    painter.drawEllipse(at, DOT_PX, DOT_PX)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _y(field: QRectF, value: float) -> float:
    return field.bottom() - field.height() * value / MOST
