"""The table of all sessions: rows painted in one go, and what its keys ask for."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from unknot.i18n import _
from unknot.ui.days.heads import dress_head
from unknot.ui.days.rows import RowPainter
from unknot.ui.days.sessions_model import NUMBERS, SessionsModel
from unknot.ui.days.words import moment_words
from unknot.ui.theme import GRID, Colours, set_scale

ROW = 1.75
"""How high a row is, in heights of its text."""
PADDING = 3 * GRID
"""What a column has beside its text, room for the mark of the order included."""


class SessionsView(QTableView):
    """The table. `names` are those of all muscles and sides, `ends` the ways to end. `opened` and `deleted` by keys."""

    opened = Signal()
    deleted = Signal()

    def __init__(self, model: SessionsModel, names: Sequence[str], ends: Sequence[str], colours: Colours) -> None:
        super().__init__()
        self._samples = (
            (moment_words(datetime(2028, 11, 22, 20, 8)),),  # noqa: DTZ001  # as wide as any
            names,
            ends,
            ("88.8",),
            ("10",),
            ("10",),
        )
        self.setModel(model)
        self.painter = RowPainter(self, colours, NUMBERS, model.cells)
        self.setProperty("kind", "list")
        self.setAccessibleName(_("Sessions"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        set_scale(self, 1.0)
        dress_head(head, 0.92)

    def fit(self) -> None:
        """Make rows and columns as large as the text asks for: all rows alike, and none measured by what is in it."""
        measure = self.fontMetrics()
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setDefaultSectionSize(round(ROW * measure.height()))
        for column, words in enumerate(self._samples):
            widest = max(measure.horizontalAdvance(one) for one in (*words, self._head(column)))
            self.setColumnWidth(column, widest + PADDING)

    def _head(self, column: int) -> str:
        return str(self.model().headerData(column, Qt.Orientation.Horizontal))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        self.painter.paint(QPainter(self.viewport()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes, Delete deletes."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case Qt.Key.Key_Delete:
                self.deleted.emit()
            case _:
                super().keyPressEvent(event)
