"""Sessions to show, and what a table says of itself to an assistive tool."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTableView

from store.records import session
from ui.seeing import accessible
from unknot.core.history import KeptSession
from unknot.core.session import Outcome


def many(count: int) -> list[KeptSession]:
    """Return so many sessions, with the number in the note."""
    return [session(note=f"note {number}", outcome=list(Outcome)[number % 4]) for number in range(count)]


def cells(table: QTableView, row: int) -> list[str]:
    """Return what stands in a row."""
    model = table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def heads(table: QTableView) -> list[str]:
    """Return what stands over the columns."""
    model = table.model()
    return [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())]


def spoken(table: QTableView, role: QAccessible.Role = QAccessible.Role.Cell) -> Iterator[str]:
    """Yield what a tool reads out of each cell, or each part of another role, that has anything to say."""
    whole = accessible(table)
    for number in range(whole.childCount()):
        part = whole.child(number)
        words = part.text(QAccessible.Text.Name)
        if part.role() == role and words:
            yield words
