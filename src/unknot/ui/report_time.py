"""Which time the page for a clinician is about: the last weeks, months or year, or from one day to another."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from unknot.core.days import Period
from unknot.core.report import last_months, last_weeks
from unknot.i18n import _
from unknot.ui.layout import text
from unknot.ui.theme import GRID, set_scale

EARLIEST = QDate(1990, 1, 1)
"""Before this nobody kept such a record."""


class TimeChoice(QWidget):
    """One of four; `chosen` tells the period when it is another. Both ends are shown, and written only for the last."""

    chosen = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        spans: dict[str, Callable[[], Period]] = {
            _("Last 4 weeks"): lambda: last_weeks(today),
            _("Last 3 months"): lambda: last_months(today, 3),
            _("Last year"): lambda: last_months(today, 12),
            _("From and to"): self._between,
        }
        self._spans = {QRadioButton(words): span for words, span in spans.items()}
        group = QButtonGroup(self)
        for choice in self._spans:
            set_scale(choice, 1.0)
            group.addButton(choice)
        usual, *_others, self._own = self._spans
        self._first, self._last = (_day_box(today) for _end in range(2))
        self._build()
        usual.setChecked(True)
        self._show_ends()
        group.buttonToggled.connect(lambda _choice, on: self._choose() if on else None)
        for box in (self._first, self._last):
            box.dateChanged.connect(self._end_changed)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for choice in self._spans:
            layout.addWidget(choice)
        for words, box in ((_("From"), self._first), (_("To"), self._last)):
            label = text(words)
            label.setBuddy(box)
            box.setAccessibleName(words)
            line = QHBoxLayout()
            line.setContentsMargins(3 * GRID, 0, 0, 0)
            line.addWidget(label, 1)
            line.addWidget(box)
            layout.addLayout(line)

    @property
    def period(self) -> Period:
        """What is chosen."""
        return next(span() for choice, span in self._spans.items() if choice.isChecked())

    def _between(self) -> Period:
        return Period(_date(self._first), _date(self._last))

    def _choose(self) -> None:
        self._show_ends()
        self.chosen.emit(self.period)

    def _show_ends(self) -> None:
        """Show both ends of what is chosen; tells nobody."""
        period = self.period
        for box, day in ((self._first, period.first), (self._last, period.last)):
            _show(box, QDate(day.year, day.month, day.day))
            box.setEnabled(self._own.isChecked())

    def _end_changed(self) -> None:
        """Keep the beginning before the end: the other one goes along."""
        first, last = self._first, self._last
        if first.date() > last.date():
            if self.sender() is first:
                _show(last, first.date())
            else:
                _show(first, last.date())
        self.chosen.emit(self.period)


def _day_box(today: date) -> QDateEdit:
    box = QDateEdit()
    box.setDisplayFormat("yyyy-MM-dd")
    box.setDateRange(EARLIEST, QDate(today.year, today.month, today.day))
    box.setMinimumHeight(4 * GRID)
    for part in (box, box.lineEdit()):
        set_scale(part, 1.0)
    box.lineEdit().setTextMargins(GRID, 0, 0, 0)
    return box


def _show(box: QDateEdit, day: QDate) -> None:
    box.blockSignals(True)
    box.setDate(day)
    box.blockSignals(False)


def _date(box: QDateEdit) -> date:
    day = box.date()
    return date(day.year(), day.month(), day.day())
