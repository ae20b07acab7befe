"""A small table of figures that can be walked through and read out, and is as high as its rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from unknot.ui.days.heads import dress_head
from unknot.ui.theme import set_scale


class Figures(QTableWidget):
    """Rows of words and numbers: the first column is words, the others are numbers."""

    def __init__(self, name: str, heads: Sequence[str]) -> None:
        super().__init__(0, len(heads))
        self.setAccessibleName(name)
        self.setProperty("kind", "list")
        for column, words in enumerate(heads):
            item = QTableWidgetItem(words)
            item.setTextAlignment(_aligned(column))
            self.setHorizontalHeaderItem(column, item)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        set_scale(self, 1.0)
        dress_head(head, 0.92)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show rows of cells."""
        self.setRowCount(len(rows))
        for number, cells in enumerate(rows):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setTextAlignment(_aligned(column))
                self.setItem(number, column, item)
        high = round(1.75 * self.fontMetrics().height())
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setDefaultSectionSize(high)

    def stand_whole(self) -> None:
        """Be as high as all rows: what lies around it scrolls."""
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
