"""Discomfort over weeks as two plain lines. No trend and no verdict: what was given, averaged week by week."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from unknot.core.days import Period, Ratings
from unknot.i18n import _
from unknot.ui.days.words import short_month
from unknot.ui.theme import GRID, Colours, text_font

HIGHEST = 10
"""The highest rating."""
LEVELS = (0, 2, 4, 6, 8, 10)
Week = tuple[Period, Ratings]


class WeeksChart(QWidget):
    """Paints the averages before sessions, dashed with open squares, and after them, with filled dots.

    The same figures stand in a table beside it, for whoever can't see this or wants to know them exactly.
    """

    def __init__(self, colours: Colours, factor: float) -> None:
        super().__init__()
        self._colours = colours
        self._factor = factor
        self._weeks: tuple[Week, ...] = ()
        self.setAccessibleName(_("Discomfort before and after sessions, week by week; the table has the figures"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(32 * GRID, round(24 * GRID * factor))

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show the ratings of weeks, in order."""
        self._weeks = tuple(weeks)
        self.update()

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._colours = colours
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint levels, months and both lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(0.85 * self._factor))
        high = painter.fontMetrics().height()
        wide = painter.fontMetrics().horizontalAdvance("10")
        area = QRectF(self.rect()).adjusted(wide + GRID, 2.2 * high, -GRID, -1.5 * high)
        self._paint_levels(painter, area, high)
        self._paint_months(painter, area, high)
        before, after = QColor(self._colours.muscle), QColor(self._colours.teal)
        self._paint_line(painter, area, [each.before for _week, each in self._weeks], before, filled=False)
        self._paint_line(painter, area, [each.after for _week, each in self._weeks], after, filled=True)
        self._paint_key(painter, area, high, before, after)

    def _paint_levels(self, painter: QPainter, area: QRectF, high: int) -> None:
        for level in LEVELS:
            y = self._y(area, level)
            painter.setPen(QPen(QColor(self._colours.line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(self._colours.quiet))
            where = QRectF(0, y - high / 2, area.left() - GRID, high)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(level))

    def _paint_months(self, painter: QPainter, area: QRectF, high: int) -> None:
        """Name each month under the first week that begins in it, where there is room."""
        painter.setPen(QColor(self._colours.quiet))
        free = area.left()
        for index, (week, _ratings) in enumerate(self._weeks):
            if index and week.first.month == self._weeks[index - 1][0].first.month:
                continue
            name = short_month(week.first.month)
            if week.first.month == 1:
                name = f"{name} {week.first.year}"
            x, width = self._x(area, index), painter.fontMetrics().horizontalAdvance(name)
            if x >= free and x + width <= self.width():
                painter.drawText(QPointF(x, area.bottom() + 1.3 * high), name)
                free = x + width + GRID

    def _paint_line(
        self, painter: QPainter, area: QRectF, values: Sequence[float | None], colour: QColor, *, filled: bool
    ) -> None:
        style = Qt.PenStyle.SolidLine if filled else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour, 2 * self._factor, style))
        for one, other in pairwise(self._points(area, values)):
            if one is not None and other is not None:
                painter.drawLine(one, other)
        for point in self._points(area, values):
            if point is not None:
                self._paint_mark(painter, point, colour, filled=filled)

    def _paint_mark(self, painter: QPainter, point: QPointF, colour: QColor, *, filled: bool) -> None:
        size = 3.5 * self._factor
        painter.setPen(QPen(colour, 1.6 * self._factor))
        if filled:
            painter.setBrush(colour)
            painter.drawEllipse(point, size, size)
        else:
            painter.setBrush(QColor(self._colours.paper))
            painter.drawRect(QRectF(point.x() - size, point.y() - size, 2 * size, 2 * size))

    def _paint_key(self, painter: QPainter, area: QRectF, high: int, before: QColor, after: QColor) -> None:
        x, y = area.left(), 0.6 * high
        for words, colour, filled in ((_("before sessions"), before, False), (_("after sessions"), after, True)):
            style = Qt.PenStyle.SolidLine if filled else Qt.PenStyle.DashLine
            painter.setPen(QPen(colour, 2 * self._factor, style))
            painter.drawLine(QPointF(x, y), QPointF(x + 4 * GRID, y))
            self._paint_mark(painter, QPointF(x + 2 * GRID, y), colour, filled=filled)
            painter.setPen(QColor(self._colours.ink))
            painter.drawText(QPointF(x + 5 * GRID, y + 0.35 * high), words)
            x += 8 * GRID + painter.fontMetrics().horizontalAdvance(words)

    def _points(self, area: QRectF, values: Sequence[float | None]) -> Iterator[QPointF | None]:
        for index, value in enumerate(values):
            yield None if value is None else QPointF(self._x(area, index), self._y(area, value))

    def _x(self, area: QRectF, index: int) -> float:
        return area.left() + area.width() * (index + 0.5) / max(1, len(self._weeks))

    def _y(self, area: QRectF, value: float) -> float:
        return area.bottom() - area.height() * value / HIGHEST
