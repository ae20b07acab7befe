"""Today: what was done on each muscle and side, when the last time was, what rests, and what is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from unknot.core.tally import RegionTally
from unknot.i18n import _
from unknot.ui.days.dots import Dots
from unknot.ui.days.words import day_words, other_parts
from unknot.ui.layout import button, heading, read_by_keys, rule, text
from unknot.ui.theme import GRID, Colours, fit_text

FRESH_MS = 60_000
"""So often the words about how long ago are made anew."""


@dataclass(frozen=True, slots=True)
class TodayRow:
    """What is said of one muscle and side. `last` says how long ago, and `rest` why and until when; empty for none."""

    who: str
    tally: RegionTally
    last: str
    rest: str


class TodayPage(QWidget):
    """Shows a row for each muscle and side. `next_wanted` asks to start what is next; `aged` to be told anew."""

    next_wanted = Signal()
    aged = Signal()

    def __init__(self, colours: Colours, factor: float) -> None:
        super().__init__()
        self._colours = colours
        self._factor = factor
        self._day = heading(_("Today"), 1.5)
        self._rows: tuple[TodayRow, ...] = ()
        self._inside = QWidget()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        scroll.setAccessibleName(_("Today"))
        read_by_keys(scroll, self._day)
        self._scroll = scroll
        self._next = text(scale=1.1)
        self._start = button(_("Start next"), "primary", 1.1)
        self._start.setEnabled(False)
        self._start.clicked.connect(self.next_wanted)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        foot.addWidget(self._next, 1)
        foot.addWidget(self._start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._day)
        layout.addWidget(scroll, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)
        self._fresh = QTimer(self)
        self._fresh.setInterval(FRESH_MS)
        self._fresh.timeout.connect(self.aged)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep what is told fresh while it is seen."""
        super().showEvent(event)
        self._fresh.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is told to nobody."""
        super().hideEvent(event)
        self._fresh.stop()

    def show_day(self, day: date, rows: Sequence[TodayRow], due: str) -> None:
        """Show a day's rows; `due` names what is next, and is empty where nothing is."""
        self._day.setText(day_words(day))
        if self._rows != tuple(rows):
            self._rows = tuple(rows)
            self._fill()
        if due:
            self._next.setText(_("Next: {who}").format(who=due))
        elif all(row.tally.completed >= row.tally.goal for row in rows):
            self._next.setText(_("You have reached today's goal everywhere."))
        else:
            self._next.setText(_("Nothing is due now: what is left of today's goal rests."))
        self._start.setEnabled(bool(due))
        self._start.setAccessibleDescription(due)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._colours = colours
        self._fill()

    def _fill(self) -> None:
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, GRID, GRID, GRID)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(3, 2)
        grid.setColumnStretch(4, 2)
        for column, words in ((1, _("Today")), (4, _("Last time"))):
            head = text(words, tone="quiet", scale=0.92, wrap=False)
            if column > 1:
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, column)
        for number, row in enumerate(self._rows):
            self._add(grid, 3 * number + 1, row)
        grid.setRowStretch(3 * len(self._rows) + 1, 1)
        fit_text(self._inside, self._factor)
        self._scroll.setWidget(self._inside)

    def _add(self, grid: QGridLayout, at: int, row: TodayRow) -> None:
        tally = row.tally
        dots = Dots(self._colours, self._factor)
        dots.show_count(tally.completed, tally.goal)
        count = text(_("{done} of {goal}").format(done=tally.completed, goal=tally.goal), bold=True, wrap=False)
        count.setAccessibleName(
            _("{who}: {done} of {goal} today").format(who=row.who, done=tally.completed, goal=tally.goal)
        )
        others = ", ".join(other_parts(tally.partial, tally.stopped, tally.interrupted))
        last = text(row.last, tone="quiet")
        last.setAlignment(Qt.AlignmentFlag.AlignRight)
        quiet = text(others, tone="quiet", scale=0.92)
        for column, part in enumerate((heading(row.who, 1.25), dots, count, quiet, last)):
            grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignVCenter)
        grid.setRowMinimumHeight(at, round(5 * GRID * self._factor))
        if row.rest:
            grid.addWidget(self._resting(row.rest), at + 1, 0, 1, 5)
        grid.addWidget(rule(), at + 2, 0, 1, 5)

    def _resting(self, why: str) -> QLabel:
        label = text(why, tone="stop", scale=0.92)
        label.setContentsMargins(0, 0, 0, GRID + 4)
        return label
