"""One page of Learn, laid out to be read: headings, paragraphs, lists, tables and pictures, each with its source."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unknot.core.anatomy import Statement
from unknot.guide.learn import Comparison, Page, Part
from unknot.ui.layout import heading, rule, text
from unknot.ui.statement import statement_label
from unknot.ui.theme import GRID

Picture = Callable[[str, str], QWidget]
"""Makes the widget of a picture, by its name and the caption in plain text."""


class LearnPage(QWidget):
    """Shows a page; `sought` is what the person looks for, and is marked wherever it stands."""

    def __init__(self, page: Page, picture: Picture, sought: str = "") -> None:
        super().__init__()
        self._sought = sought
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 4 * GRID)
        layout.setSpacing(GRID)
        self.title = heading(page.title, 2.0)
        layout.addWidget(self.title)
        for part in page.parts:
            layout.addSpacing(GRID)
            self._add(layout, part, picture)
        layout.addStretch(1)

    def _add(self, layout: QVBoxLayout, part: Part, picture: Picture) -> None:
        if part.heading:
            layout.addWidget(heading(part.heading, 1.35))
        for line in part.lines:
            layout.addWidget(self._said(line))
        for point in part.points:
            row = QHBoxLayout()
            row.setSpacing(GRID)
            dot = text("–", tone="teal", scale=1.1)
            dot.setFixedWidth(2 * GRID)
            row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._said(point), 1)
            layout.addLayout(row)
        if part.table is not None:
            layout.addLayout(self._table(part.table))
        if part.picture and part.caption is not None:
            layout.addWidget(picture(part.picture, part.caption.text), 0, Qt.AlignmentFlag.AlignHCenter)
            caption = self._said(part.caption, scale=1.0)
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            caption.setProperty("tone", "quiet")
            layout.addWidget(caption)

    def _table(self, table: Comparison) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        for column, title in enumerate(table.columns):
            grid.addWidget(text(title, bold=True, scale=1.1), 0, column)
            grid.setColumnStretch(column, 3 if column else 2)
        for index, (name, cells) in enumerate(table.rows):
            grid.addWidget(rule(), 2 * index + 1, 0, 1, len(table.columns))
            grid.addWidget(text(name, bold=True, scale=1.1), 2 * index + 2, 0, Qt.AlignmentFlag.AlignTop)
            for column, cell in enumerate(cells, 1):
                said = self._said(cell)
                said.setAccessibleDescription(f"{name}, {table.columns[column]}")
                grid.addWidget(said, 2 * index + 2, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def _said(self, statement: Statement, scale: float = 1.1) -> QLabel:
        return statement_label(statement, scale, self._sought)


def words_of(page: Page) -> str:
    """Return everything that is written on a page, to be searched."""
    parts = [page.title]
    for part in page.parts:
        parts.append(part.heading)
        parts += [statement.text for statement in part.statements()]
        if part.table is not None:
            parts += [*part.table.columns, *(name for name, _cells in part.table.rows)]
    return "\n".join(parts)


def found(page: Page, sought: str) -> bool:
    """Whether every word that is looked for stands somewhere on a page, in whatever case."""
    words = words_of(page).casefold()
    return all(word in words for word in sought.casefold().split())
