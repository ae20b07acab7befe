"""Over weeks: discomfort before and after in plain averages, what was done on each muscle, what stops felt like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from unknot.core.days import Total
from unknot.core.safety import StopReason
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.days.chart import Week, WeeksChart
from unknot.ui.days.figures import Figures
from unknot.ui.days.words import average_words, felt_name, nothing_yet, period_words, sum_of_minutes
from unknot.ui.layout import heading, read_by_keys, text
from unknot.ui.settings_controls import Choice
from unknot.ui.theme import GRID, Colours, is_large
from unknot.ui.words import region_name

SPANS = (12, 26, 52)
"""So many weeks can be looked at, this one included (the program's own)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of some weeks, in order. `stops` by what they felt like; None where nobody said."""

    weeks: Sequence[Week]
    totals: Sequence[Total]
    stops: Mapping[StopReason | None, int]
    empty: bool = False


class WeeksPage(QWidget):
    """Shows weeks. `wanted` asks what is known of the last `count` of them."""

    wanted = Signal()

    def __init__(self, guide: Guide, colours: Colours, factor: float) -> None:
        super().__init__()
        self._guide = guide
        self.count = SPANS[0]
        words = {str(span): _("{n} weeks").format(n=span) for span in SPANS}
        self._choice = Choice(words, str(self.count))
        self._choice.chosen.connect(self._look)
        self._title = heading(_("Over weeks"), 1.5)
        self._chart = WeeksChart(colours, factor)
        self._weeks = Figures(_("Discomfort week by week"), (_("Week"), _("Before"), _("After")))
        self._weeks.setMinimumWidth(round(38 * GRID * factor))
        self._totals = Figures(
            _("What was done"), (_("Muscle and side"), _("Repetitions"), _("In part"), _("Stopped"), _("Minutes"))
        )
        self._stops = Figures(_("What stops felt like"), (_("A stop felt"), _("Times")))
        self._empty = text(tone="quiet", scale=1.1)
        self._said = text(
            _("Plain averages of what you gave, 0 to 10. A week in which nobody said is left empty."),
            tone="quiet",
            scale=0.92,
        )
        self._build(factor)

    def _build(self, factor: float) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._choice)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        upper = QHBoxLayout()
        upper.setSpacing(3 * GRID)
        upper.setDirection(_direction())
        upper.addWidget(self._chart, 3)
        upper.addWidget(self._weeks, 2)
        column.addLayout(upper, 1)
        column.addWidget(self._said)
        column.addSpacing(GRID)
        lower = QHBoxLayout()
        lower.setSpacing(3 * GRID)
        lower.setDirection(_direction())
        for share, words, table in ((3, _("What was done"), self._totals), (2, _("Stops"), self._stops)):
            half = QVBoxLayout()
            half.setSpacing(GRID)
            half.addWidget(_title(words))
            half.addWidget(table)
            half.addStretch(1)
            lower.addLayout(half, share)
        column.addLayout(lower)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(_("Over weeks"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        read_by_keys(self._scroll, self._title)
        self._weeks.setMinimumHeight(round(26 * GRID * factor))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self._empty)
        layout.addWidget(self._scroll, 1)

    def look(self, count: int) -> None:
        """Show so many weeks, as if that had been chosen."""
        self._choice.switches[str(count)].setChecked(True)

    def _look(self, count: str) -> None:
        self.count = int(count)
        self.wanted.emit()

    def show_weeks(self, seen: Seen) -> None:
        """Show what is known."""
        self._empty.setText(nothing_yet())
        self._empty.setVisible(seen.empty)
        self._scroll.setVisible(not seen.empty)
        self._chart.show_weeks(seen.weeks)
        newest_first = reversed(seen.weeks)
        self._weeks.show_rows(
            [(period_words(week), average_words(each.before), average_words(each.after)) for week, each in newest_first]
        )
        self._totals.show_rows([self._total(total) for total in seen.totals])
        self._stops.show_rows([(felt_name(self._guide, why), f"{times:,}") for why, times in seen.stops.items()])
        for table in (self._totals, self._stops):
            table.stand_whole()

    def _total(self, total: Total) -> tuple[str, ...]:
        count = total.count
        numbers = (count.completed, count.partial, count.stopped)
        who = region_name(self._guide.anatomy, total.region)
        return (who, *(f"{number:,}" for number in numbers), sum_of_minutes(total.seconds))

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._chart.dress(colours)


def _title(words: str) -> QLabel:
    return heading(words, 1.25)


def _direction() -> QBoxLayout.Direction:
    """Return how a table lies to what is beside it: under it, where text is large."""
    return QBoxLayout.Direction.TopToBottom if is_large() else QBoxLayout.Direction.LeftToRight
