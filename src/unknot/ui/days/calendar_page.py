"""The calendar: a year, a month or a week, what is known of the day that is chosen, and the way to its sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from unknot.core.calendar import View, by_views, period_of
from unknot.core.days import DayCount, Period, WeekStart, total_count
from unknot.i18n import _
from unknot.ui.days.calendar_view import CalendarView
from unknot.ui.days.legend import Legend
from unknot.ui.days.words import count_words, nothing_yet, title_of
from unknot.ui.layout import button, heading, text
from unknot.ui.settings_controls import Choice
from unknot.ui.theme import GRID, Colours


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a period. `lines` has more of each day, for a week; `empty`: there is no session at all."""

    period: Period
    counts: Mapping[date, DayCount]
    today: date
    start: WeekStart
    goal: int
    lines: Mapping[date, Sequence[str]] = field(default_factory=dict)
    empty: bool = False


class CalendarPage(QWidget):
    """Shows days. `wanted` asks what is known of the period; `opened` (date) for the sessions of a day."""

    wanted = Signal()
    opened = Signal(object)

    def __init__(self, colours: Colours, factor: float, today: date, start: WeekStart) -> None:
        super().__init__()
        self.view = View.YEAR
        self.day = self._today = today
        self._start = start
        self._shown: Shown | None = None
        self._choice = Choice({View.YEAR: _("Year"), View.MONTH: _("Month"), View.WEEK: _("Week")}, View.YEAR)
        self._title = heading(scale=1.5)
        self._title.setWordWrap(False)
        self._earlier, self._now, self._later = button("‹"), button(_("Today")), button("›")
        self._sum = text(tone="quiet")
        self.cells = CalendarView(colours, factor)
        self._legend = Legend(colours, factor)
        self._words = text(bold=True)
        self._open = button(_("Sessions of this day"))
        self._build()
        self._choice.chosen.connect(self._look)
        self._earlier.clicked.connect(lambda: self.go(by_views(self.view, self.day, -1)))
        self._later.clicked.connect(lambda: self.go(by_views(self.view, self.day, 1)))
        self._now.clicked.connect(lambda: self.go(self._today))
        self._open.clicked.connect(lambda: self.opened.emit(self.day))
        self.cells.moved.connect(self.go)
        self.cells.opened.connect(self.opened)
        self._name()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._title)
        top.addSpacing(GRID)
        for part in (self._earlier, self._now, self._later):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._choice)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        foot.addWidget(self._words, 1)
        foot.addWidget(self._open, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self._sum)
        layout.addWidget(self.cells, 1)
        layout.addWidget(self._legend)
        layout.addLayout(foot)

    @property
    def period(self) -> Period:
        """The days that are to be shown."""
        return period_of(self.view, self.day, self._start)

    def go(self, day: date) -> None:
        """Go to a day, and to the period that it lies in."""
        self.day = day
        if self._shown is not None and self._shown.period == self.period:
            self._tell_day()
        else:
            self.wanted.emit()

    def look(self, view: View) -> None:
        """Show a year, a month or a week, as if it had been chosen."""
        self._choice.switches[view].setChecked(True)

    def _look(self, view: str) -> None:
        self.view = View(view)
        self._name()
        self.wanted.emit()

    def _name(self) -> None:
        earlier, later = {
            View.YEAR: (_("Previous year"), _("Next year")),
            View.MONTH: (_("Previous month"), _("Next month")),
            View.WEEK: (_("Previous week"), _("Next week")),
        }[self.view]
        self._earlier.setAccessibleName(earlier)
        self._later.setAccessibleName(later)

    def begin_weeks(self, start: WeekStart) -> None:
        """Take another first day of a week, for what is asked next."""
        self._start = start

    def show_period(self, shown: Shown) -> None:
        """Show what is known of a period, unless the person has gone on to another."""
        if shown.period != self.period:
            return
        self._shown, self._today = shown, shown.today
        painter = self.cells.painter
        painter.goal, painter.today = shown.goal, shown.today
        self.cells.day = self.day
        self.cells.calendar.show(self.view, self.day, shown.start, shown.counts, shown.lines)
        self.cells.verticalHeader().setVisible(self.view is View.YEAR)
        self._title.setText(title_of(self.view, shown.period))
        done = count_words(total_count(shown.counts.values()))
        self._sum.setText(nothing_yet() if shown.empty else _("In all: {done}").format(done=done))
        self._legend.show_goal(shown.goal)
        self._tell_day()

    def _tell_day(self) -> None:
        self.cells.show_day(self.day)
        self._words.setText(self.cells.calendar.spoken(self.day))

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self.cells.painter.dress(colours)
        self._legend.dress(colours)
        self.cells.viewport().update()
