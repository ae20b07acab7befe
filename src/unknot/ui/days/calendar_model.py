"""A calendar as a table: what a view shows of it, and what an assistive tool reads out."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from unknot.core.calendar import Row, View, grid
from unknot.core.days import DayCount, WeekStart
from unknot.i18n import _
from unknot.ui.days.words import (
    count_words,
    day_words,
    letter_of_weekday,
    month_name,
    short_month,
    short_weekday,
    weekday_name,
)

Index = QModelIndex | QPersistentModelIndex
NONE = DayCount()
_ROOT = QModelIndex()
_NO_DAY, _A_DAY = Qt.ItemFlag.NoItemFlags, Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class CalendarModel(QAbstractTableModel):
    """The days of a year, a month or a week, with what was done on each."""

    def __init__(self) -> None:
        super().__init__()
        self.view = View.YEAR
        self.start = WeekStart.MONDAY
        self.rows: tuple[Row, ...] = ()
        self.counts: Mapping[date, DayCount] = {}
        self.lines: Mapping[date, Sequence[str]] = {}

    def show(
        self,
        view: View,
        day: date,
        start: WeekStart,
        counts: Mapping[date, DayCount],
        lines: Mapping[date, Sequence[str]],
    ) -> None:
        """Take the period that a day lies in. `lines` has what else is known of a day, for a week."""
        self.beginResetModel()
        self.view, self.start, self.counts, self.lines = view, start, counts, lines
        self.rows = grid(view, day, start)
        self.endResetModel()

    def day_at(self, index: Index) -> date | None:
        """Return the day of a cell, or None where it has none."""
        return self.rows[index.row()][index.column()] if index.isValid() else None

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day; an invalid one where it is not shown."""
        for row, days in enumerate(self.rows):
            if day in days:
                return self.index(row, days.index(day))
        return QModelIndex()

    def count_on(self, day: date) -> DayCount:
        """Return what was done on a day."""
        return self.counts.get(day, NONE)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many months or weeks there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns of days there are."""
        return 0 if parent.isValid() or not self.rows else len(self.rows[0])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only days can be chosen."""
        return _NO_DAY if self.day_at(index) is None else _A_DAY

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the number of a day, or for an assistive tool the day and what was done."""
        day = self.day_at(index)
        if day is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(day)
        return None

    def spoken(self, day: date) -> str:
        """Return a day and what was done on it: `Sunday 22 November 2026: 3 repetitions, 1 stopped`."""
        return _("{day}: {done}").format(day=day_words(day), done=count_words(self.count_on(day)))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the day of the week over a column, the month before a row of a year."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        aloud = role == Qt.ItemDataRole.AccessibleTextRole
        if orientation == Qt.Orientation.Vertical:
            return self._row_head(section, aloud=aloud)
        weekday = (self.start.value + section) % 7
        if aloud:
            return weekday_name(weekday)
        return letter_of_weekday(weekday) if self.view is View.YEAR else short_weekday(weekday)

    def _row_head(self, row: int, *, aloud: bool) -> str:
        if self.view is not View.YEAR:
            first = next(day for day in self.rows[row] if day is not None)
            return _("Week of {day}").format(day=day_words(first)) if aloud else ""
        return month_name(row + 1) if aloud else short_month(row + 1)
