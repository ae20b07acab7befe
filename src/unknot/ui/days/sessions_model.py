"""The sessions as a table that knows all ids, and reads what stands in its rows a page at a time."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from unknot.core.anatomy import Region
from unknot.core.history import KeptSession, SortBy
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.days.words import ended_words, minutes_words, moment_words
from unknot.ui.layout import plain_tip
from unknot.ui.words import region_name

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
PAGE = 100
"""Rows that are read at a time (the program's own)."""
PAGES_KEPT = 12
"""So many pages are kept (the program's own)."""
MISSING_KEPT = 3
"""Of the pages that are not read yet, only so many are still wanted: those seen last."""
COLUMNS = (SortBy.START, SortBy.REGION, SortBy.OUTCOME, None, SortBy.BEFORE, SortBy.AFTER, SortBy.NOTE)
"""What each column is sorted by; the minutes by nothing."""
NUMBERS = frozenset({3, 4, 5})
"""The columns with numbers."""
Cells = tuple[str, ...]


class SessionsModel(QAbstractTableModel):
    """Rows of sessions. `missing` says that a page is wanted; `next_missing` which one, and `fill` brings it."""

    missing = Signal()

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self._cells_of = row_maker(guide)
        self._heads = (
            *(_("Day and time"), _("Muscle and side"), _("How it ended"), _("Minutes")),
            *(_("Before"), _("After"), _("Note")),
        )
        self.ids: tuple[str, ...] = ()
        self._pages: OrderedDict[int, tuple[Cells, ...]] = OrderedDict()
        self._sessions: dict[int, tuple[KeptSession | None, ...]] = {}
        self._stale: set[int] = set()
        self._missing: list[int] = []
        self._right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

    def show(self, ids: tuple[str, ...]) -> None:
        """Show other sessions; or the same ones, read anew, with more after them: then nobody loses their place."""
        self._missing.clear()
        known = len(self.ids)
        if not known or (known % PAGE and len(ids) > known) or ids[:known] != self.ids:
            self.beginResetModel()
            self.ids = ids
            for kept in (self._pages, self._sessions, self._stale):
                kept.clear()
            self.endResetModel()
            return
        if len(ids) > known:
            self.beginInsertRows(_ROOT, known, len(ids) - 1)
            self.ids = ids
            self.endInsertRows()
        self._stale = set(self._pages)
        self.dataChanged.emit(self.index(0, 0), self.index(known - 1, len(self._heads) - 1))

    def next_missing(self) -> tuple[int, tuple[str, ...]] | None:
        """Return the page that is wanted most, with its ids; None where none is."""
        while self._missing:
            page = self._missing.pop()
            if page not in self._pages or page in self._stale:
                return page, self.ids[page * PAGE : (page + 1) * PAGE]
        return None

    def fill(self, page: int, ids: Sequence[str], sessions: Sequence[KeptSession | None]) -> None:
        """Take what was read of a page, unless it is of other sessions than those shown now."""
        first = page * PAGE
        if tuple(ids) != self.ids[first : first + PAGE]:
            return
        self._stale.discard(page)
        self._sessions[page] = tuple(sessions)
        self._pages[page] = tuple(self._cells_of(session) for session in sessions)
        while len(self._pages) > PAGES_KEPT:
            old, _cells = self._pages.popitem(last=False)
            del self._sessions[old]
        last = first + len(ids) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._heads) - 1))

    def session(self, row: int) -> KeptSession | None:
        """Return the session of a row, if it has been read."""
        page = self._sessions.get(row // PAGE)
        return None if page is None else page[row % PAGE]

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many sessions there are."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what stands in a cell; nothing until it has been read."""
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.AccessibleTextRole:  # asked very often
            cells = self.cells(index.row())
            return cells[index.column()] if cells else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._right if index.column() in NUMBERS else None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == len(self._heads) - 1:
            cells = self.cells(index.row())
            return plain_tip(cells[-1]) if cells else None
        return None

    def cells(self, row: int) -> Cells | None:
        """Return what stands in a row, and ask for it where it is not known, or not as it stands now."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        if number in self._stale:
            self._ask(number)
        return page[row % PAGE]

    def _ask(self, page: int) -> None:
        if page in self._missing:
            return
        self._missing = [*self._missing, page][-MISSING_KEPT:]
        self.missing.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a column has."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._right if section in NUMBERS else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None


def row_maker(guide: Guide) -> Callable[[KeptSession | None], Cells]:
    """Return what makes the cells of a row. A session that is not there any more has an empty row."""
    names: dict[Region, str] = {}

    def name(region: Region) -> str:
        if region not in names:
            names[region] = _name(guide, region)
        return names[region]

    def make(session: KeptSession | None) -> Cells:
        if session is None:
            return ("",) * len(COLUMNS)
        seconds = sum(phase.observed_s for phase in session.phases)
        return (
            moment_words(session.started_at),
            name(session.region),
            ended_words(guide, session),
            minutes_words(seconds),
            _rating(session.before),
            _rating(session.after),
            " ".join(session.note.split()),
        )

    return make


def _name(guide: Guide, region: Region) -> str:
    try:
        return region_name(guide.anatomy, region)
    except KeyError:  # a muscle of a guide that this one is not
        return f"{region.muscle}, {region.side.value}"


def _rating(value: int | None) -> str:
    return "–" if value is None else str(value)
