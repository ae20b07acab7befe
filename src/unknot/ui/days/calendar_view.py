"""A calendar to look at and to walk through with the arrows."""

from collections.abc import Iterable, Iterator
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QStaticText,
    QTransform,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from unknot.core.calendar import View, by_days, by_months, period_of, shade
from unknot.core.days import DayCount
from unknot.i18n import _
from unknot.ui.days.calendar_model import NONE, CalendarModel
from unknot.ui.days.heads import dress_head
from unknot.ui.days.shades import shades
from unknot.ui.days.words import count_parts
from unknot.ui.keys import as_read
from unknot.ui.theme import GRID, Colours, plate_font, text_font

Index = QModelIndex | QPersistentModelIndex
KEYS_OF_PERIODS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
WEEK_PX = 4
"""What is left free before a week in a year, so that weeks can be told apart."""
_TEXT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class DayPainter:
    """Paints all days: shaded by their repetitions, a corner for a stop, a frame for what is none in full.

    All in one go, as a delegate for each of a year's days would take three times as long.
    """

    def __init__(self, view: "CalendarView", colours: Colours, factor: float) -> None:
        self._view = view
        self.goal = 1
        self.today: date | None = None
        self._small, self._number, self._lines = text_font(0.8 * factor), plate_font(1.3 * factor), text_font(factor)
        self._usual_small = QFont(self._small)
        self._corner = 6 * factor
        self._numbers = {day: _prepared(str(day), self._small) for day in range(1, 32)}
        self.dress(colours)

    def fit(self, width_px: float, height_px: float) -> None:
        """Make the numbers of a year small enough for a cell of that size."""
        small = fitted(self._usual_small, "30", width_px - 4, height_px)
        if small != self._small:
            self._small = small
            self._numbers = {day: _prepared(str(day), small) for day in self._numbers}

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._shades = shades(colours)
        self._ink, self._quiet, self._teal = QColor(colours.ink), QColor(colours.quiet), QColor(colours.teal)

    def paint(self, painter: QPainter) -> None:
        """Paint every day that is shown."""
        calendar, today, chosen = self._view.calendar, self.today, self._view.day
        if calendar.view is View.YEAR:
            painter.setFont(self._small)
            write = self._write_number
        else:
            write = self._write_day
        corners = []
        for rect, day in self._places():
            count = calendar.counts.get(day, NONE)
            step = self._shades[shade(count.completed, self.goal)]
            painter.fillRect(rect, step.ground)
            painter.setPen(step.ink)
            write(painter, rect, day, count)
            if day in (today, chosen):
                self._frame(painter, rect, day)
            if count.stopped:
                corners.append((rect, step.ink))
            if count.sessions and not count.completed:
                painter.setPen(QPen(self._quiet, 1, Qt.PenStyle.DotLine))
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
        paint_corners(painter, corners, self._corner)

    def _places(self) -> Iterator[tuple[QRect, date]]:
        """Yield each day with its place, a little apart from the others, and weeks of a year a little more."""
        view, calendar = self._view, self._view.calendar
        year = calendar.view is View.YEAR
        columns = []
        for column in range(calendar.columnCount()):
            apart = WEEK_PX if year and column and column % 7 == 0 else 1
            columns.append((view.columnViewportPosition(column) + apart, view.columnWidth(column) - apart - 1))
        for row, days in enumerate(calendar.rows):
            y, high = view.rowViewportPosition(row) + 1, view.rowHeight(row) - 2
            for (x, wide), day in zip(columns, days, strict=True):
                if day is not None:
                    yield QRect(x, y, wide, high), day

    def _frame(self, painter: QPainter, rect: QRect, day: date) -> None:
        if day == self.today:
            painter.setPen(QPen(self._ink, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if day == self._view.day:
            painter.setPen(QPen(self._teal, 3 if self._view.hasFocus() else 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _write_number(self, painter: QPainter, rect: QRect, day: date, count: DayCount) -> None:
        words, size = self._numbers[day.day]
        left, top = rect.x() + (rect.width() - size.width()) / 2, rect.y() + (rect.height() - size.height()) / 2
        painter.drawStaticText(QPointF(left, top), words)

    def _write_day(self, painter: QPainter, rect: QRect, day: date, count: DayCount) -> None:
        inner = rect.adjusted(GRID, GRID // 2, -GRID // 2, -GRID // 2)
        painter.setFont(self._number)
        painter.drawText(inner, _TEXT, str(day.day))
        said = count_parts(count)
        if self._view.calendar.view is View.WEEK:
            lines = self._view.calendar.lines.get(day, ())
            said = (*said, "", *lines) if lines else said
        if said:
            below = inner.adjusted(0, round(1.1 * painter.fontMetrics().height()), 0, 0)
            for font in (self._lines, self._small):  # and nothing where neither fits: the line beneath tells it
                painter.setFont(font)
                needs = painter.boundingRect(below, _TEXT, "\n".join(said))
                if needs.height() <= below.height() and needs.width() <= below.width():
                    painter.drawText(below, _TEXT, "\n".join(said))
                    return


def fitted(font: QFont, words: str, width_px: float, height_px: float) -> QFont:
    """Return a face in which words fit into a place: the one given, or the same one smaller."""
    metrics, made = QFontMetricsF(font), QFont(font)
    share = min(width_px / metrics.horizontalAdvance(words), height_px / metrics.height())
    if share < 1.0:
        made.setPointSizeF(max(5.0, font.pointSizeF() * share))
    return made


def _prepared(words: str, font: QFont) -> tuple[QStaticText, QSizeF]:
    """Return words that are laid out already, with their size."""
    made = QStaticText(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(QTransform(), font)
    return made, made.size()


def paint_corners(painter: QPainter, places: Iterable[tuple[QRect, QColor]], size: float) -> None:
    """Paint the corners that say that something was stopped, each in its ink."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for rect, ink in places:
        right, top = rect.x() + rect.width(), rect.y()
        painter.setBrush(ink)
        painter.drawPolygon([QPointF(right - size, top), QPointF(right, top), QPointF(right, top + size)])


class CalendarView(QTableView):
    """Shows a `CalendarModel`. `moved` (date) says which day was gone to, `opened` (date) which one is to be opened.

    Left and right go by days; up and down by the row that is seen: a month in a year, else a week; Page Up and Page
    Down by months; Home and End to the ends of what is shown.
    """

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, colours: Colours, factor: float) -> None:
        super().__init__()
        self.calendar = CalendarModel()
        self.day: date | None = None
        self.painter = DayPainter(self, colours, factor)
        self.setModel(self.calendar)
        self.setAccessibleName(_("Calendar"))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            dress_head(header, 0.85)
        self.setMinimumHeight(round(30 * GRID * min(factor, 1.3)))
        self._head_size = text_font(0.85 * factor).pointSizeF()
        self.calendar.modelReset.connect(self._fit_text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the cells."""
        super().resizeEvent(event)
        self._fit_text()

    def _fit_text(self) -> None:
        """Make what stands in cells and over them as small as a year's cells need it."""
        columns, rows = max(1, self.calendar.columnCount()), max(1, self.calendar.rowCount())
        wide, high = self.viewport().width() / columns, self.viewport().height() / rows
        if self.calendar.view is View.YEAR:
            self.painter.fit(wide, high)
        for header, room in ((self.horizontalHeader(), (wide - 3, 1e6)), (self.verticalHeader(), (1e6, high - 4))):
            usual = QFont(header.font())
            usual.setPointSizeF(self._head_size)
            font = fitted(usual, "We" if header is self.horizontalHeader() else "30", *room)
            for part in (header, header.viewport()):
                part.setFont(font)

    def show_day(self, day: date) -> None:
        """Go to a day that is shown."""
        self.day = day
        index = self.calendar.index_of(day)
        self.setCurrentIndex(index)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days."""
        self.painter.paint(QPainter(self.viewport()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day."""
        day = self.day
        if day is None:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(day)
            return
        gone = self._gone(day, Qt.Key(event.key()))
        if gone is None:
            event.ignore()  # Escape closes, Tab leads on
        else:
            self.moved.emit(gone)

    def _gone(self, day: date, key: Qt.Key) -> date | None:
        view = self.calendar.view
        if key in KEYS_OF_PERIODS:
            return by_months(day, KEYS_OF_PERIODS[key])
        period = period_of(view, day, self.calendar.start)
        row = by_months if view is View.YEAR else lambda one, count: by_days(one, 7 * count)
        match as_read(key):
            case Qt.Key.Key_Left:
                return by_days(day, -1)
            case Qt.Key.Key_Right:
                return by_days(day, 1)
            case Qt.Key.Key_Up:
                return row(day, -1)
            case Qt.Key.Key_Down:
                return row(day, 1)
            case Qt.Key.Key_Home:
                return period.first
            case Qt.Key.Key_End:
                return period.last
            case _:
                return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day that is clicked."""
        day = self.calendar.day_at(self.indexAt(event.position().toPoint()))
        if day is not None:
            self.moved.emit(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the day."""
        day = self.calendar.day_at(self.indexAt(event.position().toPoint()))
        if day is not None:
            self.opened.emit(day)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Go along where an assistive tool goes to another day."""
        super().currentChanged(current, previous)
        day = self.calendar.day_at(current)
        if day is not None and day != self.day:
            self.moved.emit(day)
