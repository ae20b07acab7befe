"""All sessions, in a table: sorted, filtered, changed, deleted, and one added that was done without the program."""

from datetime import date

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from unknot.core.calendar import View, period_of
from unknot.core.days import Period, WeekStart
from unknot.core.history import KeptSession, SortBy, Wanted
from unknot.core.safety import StopReason
from unknot.core.session import Outcome
from unknot.guide.library import Guide
from unknot.i18n import _, n_
from unknot.ui.days.sessions_model import COLUMNS, SessionsModel
from unknot.ui.days.sessions_view import SessionsView
from unknot.ui.days.words import nothing_yet, outcome_name, period_words, short_day, stopped_words
from unknot.ui.layout import button, text
from unknot.ui.theme import GRID, Colours, is_large, set_scale
from unknot.ui.words import region_name

ACROSS_LARGE = 3
"""How many filters lie side by side where text is large."""


class SessionsPage(QWidget):
    """Shows sessions. `listing` asks for the ids of what `wanted` says, `missing` for pages.

    `changed` (KeptSession), `deleted` (ids) and `added` say what the person wants.
    """

    listing = Signal()
    missing = Signal()
    changed = Signal(object)
    deleted = Signal(object)
    added = Signal()

    def __init__(self, guide: Guide, colours: Colours) -> None:
        super().__init__()
        self.model = SessionsModel(guide)
        names = [region_name(guide.anatomy, region) for region in guide.anatomy.regions()]
        ends = [outcome_name(outcome) for outcome in Outcome] + [stopped_words(guide, reason) for reason in StopReason]
        self.table = SessionsView(self.model, names, ends, colours)
        self._days, self._region, self._outcome, self._sort = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self._words = QLineEdit()
        self._words.setClearButtonEnabled(True)
        self._count = text(tone="quiet")
        self._add = button(_("Add one…"))
        self._change = button(_("Change…"))
        self._delete = button(_("Delete"))
        self._offer(guide)
        self._build()
        self._wire()
        self._follow()

    def _offer(self, guide: Guide) -> None:
        self._region.addItem(_("All muscles"), None)
        for region in guide.anatomy.regions():
            self._region.addItem(region_name(guide.anatomy, region), region)
        self._outcome.addItem(_("Any way"), None)
        for outcome in Outcome:
            self._outcome.addItem(outcome_name(outcome), outcome)
        orders = (
            (_("Newest first"), SortBy.START, True),
            (_("Oldest first"), SortBy.START, False),
            (_("Muscle and side"), SortBy.REGION, False),
            (_("How it ended"), SortBy.OUTCOME, False),
            (_("Before, highest first"), SortBy.BEFORE, True),
            (_("Before, lowest first"), SortBy.BEFORE, False),
            (_("After, highest first"), SortBy.AFTER, True),
            (_("After, lowest first"), SortBy.AFTER, False),
            (_("Note"), SortBy.NOTE, False),
        )
        for words, by, descending in orders:
            self._sort.addItem(words, (by, descending))

    def _build(self) -> None:
        filters = QGridLayout()
        filters.setHorizontalSpacing(GRID + 4)
        filters.setVerticalSpacing(2)
        named = (
            (_("Days"), self._days),
            (_("Muscle and side"), self._region),
            (_("How it ended"), self._outcome),
            (_("Sorted by"), self._sort),
            (_("Words in the note"), self._words),
        )
        for column, (words, control) in enumerate(named):
            label = text(words, tone="quiet", scale=0.9)
            label.setBuddy(control)
            control.setAccessibleName(words)
            set_scale(control, 1.0)
            if isinstance(control, QComboBox):
                control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                control.setMinimumContentsLength(6)
            row, place = divmod(column, ACROSS_LARGE if is_large() else len(named))
            filters.addWidget(label, 2 * row, place)
            filters.addWidget(control, 2 * row + 1, place)
            filters.setColumnStretch(place, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._count, 1)
        for made in (self._add, self._change, self._delete):
            foot.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID + 4)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def _wire(self) -> None:
        for box in (self._days, self._region, self._outcome, self._sort):
            box.currentIndexChanged.connect(self._ask)
        self._words.textChanged.connect(self._ask)
        self.table.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.table.selectionModel().selectionChanged.connect(self._follow)
        self.table.doubleClicked.connect(self._ask_change)
        self.table.opened.connect(self._ask_change)
        self.table.deleted.connect(self._ask_delete)
        self.model.missing.connect(self.missing)
        self.model.dataChanged.connect(self._follow)
        self._add.clicked.connect(self.added)
        self._change.clicked.connect(self._ask_change)
        self._delete.clicked.connect(self._ask_delete)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self.table.painter.dress(colours)
        self.table.viewport().update()

    # What is wanted

    @property
    def wanted(self) -> Wanted:
        """Which sessions are wanted, in what order."""
        by, descending = self._sort.currentData()
        return Wanted(
            self._days.currentData(),
            self._region.currentData(),
            self._outcome.currentData(),
            self._words.text(),
            by,
            descending,
        )

    def offer_days(self, today: date, start: WeekStart, also: Period | None = None) -> None:
        """Offer periods around a day; `also` is one that is asked for, and is then shown."""
        before = also or self._days.currentData()
        offered = [(_("All days"), None), (_("Today"), Period(today, today))]
        for words, view in ((_("This week"), View.WEEK), (_("This month"), View.MONTH), (_("This year"), View.YEAR)):
            offered.append((words, period_of(view, today, start)))
        known = [period for _words, period in offered]
        if before not in known:
            one = before.first == before.last
            offered.append((short_day(before.first) if one else period_words(before), before))
            known.append(before)
        self._days.blockSignals(True)
        self._days.clear()
        for words, period in offered:
            self._days.addItem(words, period)
        self._days.setCurrentIndex(known.index(before))
        self._days.blockSignals(False)

    def _sort_by(self, column: int) -> None:
        """Sort by a column, or the other way round if it is sorted by it already."""
        by = COLUMNS[column]
        ways = [i for i in range(self._sort.count()) if self._sort.itemData(i)[0] == by]
        if ways:
            now = self._sort.currentIndex()
            self._sort.setCurrentIndex(ways[(ways.index(now) + 1) % len(ways)] if now in ways else ways[0])
        self._mark_sorted()

    def _mark_sorted(self) -> None:
        by, descending = self._sort.currentData()
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(COLUMNS.index(by), order)

    def _ask(self, *_changed: object) -> None:
        self._mark_sorted()
        self.listing.emit()

    # What is shown

    def show_ids(self, ids: tuple[str, ...], *, whole: bool = True) -> None:
        """Show the sessions of these ids, and stay on the one that was gone to last. Not `whole`: more will follow."""
        row = self.table.currentIndex().row()
        before = self.model.ids[row] if 0 <= row < len(self.model.ids) else ""
        self.model.show(ids)
        words = n_("{n} session", "{n} sessions", len(ids)).format(n=f"{len(ids):,}")
        self._count.setText("" if not whole else words if ids else self._empty_words())
        if row == self.table.currentIndex().row():
            pass  # the same ones, perhaps with more after them
        elif before in ids:
            self._go(ids.index(before))
        elif ids and before:
            self._go(min(row, len(ids) - 1))
        self._follow()

    def _empty_words(self) -> str:
        return nothing_yet() if self.wanted == Wanted() else _("No session is like that.")

    def _go(self, row: int) -> None:
        index = self.model.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.NoUpdate
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the rows that are chosen."""
        return tuple(self.model.ids[index.row()] for index in self.table.selectionModel().selectedRows())

    def _chosen_session(self) -> KeptSession | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.session(rows[0].row()) if len(rows) == 1 else None

    def _follow(self, *_changed: object) -> None:
        """Offer only what can be done."""
        self._delete.setEnabled(self.table.selectionModel().hasSelection())
        self._change.setEnabled(self._chosen_session() is not None)

    def _ask_change(self, *_where: object) -> None:
        session = self._chosen_session()
        if session is not None:
            self.changed.emit(session)

    def _ask_delete(self) -> None:
        chosen = self.chosen
        if chosen:
            self.deleted.emit(chosen)
