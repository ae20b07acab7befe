"""Paints the rows of a long table in one go, and asks nothing of the style, so that it scrolls without a jerk."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QTableView

from unknot.ui.theme import GRID, Colours

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_AT_END = Qt.TextElideMode.ElideRight
_ROOT = QModelIndex()


class RowPainter:
    """Paints the rows that are seen, a hairline below each. `cells_of` gives the texts of a row, None for none yet."""

    def __init__(
        self,
        view: QTableView,
        colours: Colours,
        numbers: frozenset[int],
        cells_of: Callable[[int], tuple[str, ...] | None],
    ) -> None:
        self._view = view
        self._numbers = numbers
        self._cells_of = cells_of
        self.dress(colours)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._ink, self._line, self._teal = QColor(colours.ink), QColor(colours.line), QColor(colours.teal)

    def paint(self, painter: QPainter) -> None:
        """Paint every row that is seen."""
        view = self._view
        first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
        if first < 0:
            return
        columns = [
            (column, view.columnViewportPosition(column) + GRID, view.columnWidth(column) - 2 * GRID)
            for column in range(view.horizontalHeader().count())
        ]
        wide, chosen, current = view.viewport().width(), view.selectionModel(), view.currentIndex()
        painter.setFont(view.font())
        for row in range(first, view.model().rowCount() if last < 0 else last + 1):
            y, high = view.rowViewportPosition(row), view.rowHeight(row)
            if chosen.isRowSelected(row, _ROOT):
                painter.fillRect(0, y, wide, high, self._line)
            else:
                painter.fillRect(0, y + high - 1, wide, 1, self._line)
            cells = self._cells_of(row)
            if cells is not None:
                self._write(painter, columns, cells, y, high)
            if row == current.row() and view.hasFocus():
                self._frame(painter, view.visualRect(current))

    def _write(
        self, painter: QPainter, columns: list[tuple[int, int, int]], cells: tuple[str, ...], y: int, high: int
    ) -> None:
        painter.setPen(self._ink)
        elided = painter.fontMetrics().elidedText
        for column, x, wide in columns:
            words = cells[column]
            if not words:
                continue
            if column in self._numbers:
                painter.drawText(QRect(x, y, wide, high), _RIGHT, words)
            else:
                painter.drawText(QRect(x, y, wide, high), _LEFT, elided(words, _AT_END, wide))

    def _frame(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(self._teal)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
