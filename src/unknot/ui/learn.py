"""Learn: a place to read in, beside the window. A list of pages, a search in all of them, and the page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unknot.guide.learn import Page
from unknot.i18n import _, n_
from unknot.ui.layout import button, heading, read_by_keys, text
from unknot.ui.learn_page import LearnPage, Picture, found
from unknot.ui.theme import GRID, fit_text, set_scale, text_factor

LIST_PX, PAGE_PX = 240, 680
"""The width of the list, and the most that a page takes: longer lines are hard to read."""
MOST_LIST = 0.4
"""How much of the window the list of pages takes at most."""


class LearnDialog(QDialog):
    """Shows pages. It stands beside the window and keeps nobody from it. `welcome` asks for the first pages again."""

    welcome = Signal()

    def __init__(self, pages: Sequence[Page], picture: Picture, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Learn"))
        self._pages = {page.id: page for page in pages}
        self._picture = picture
        self._factor = text_factor(parent.width(), parent.height())
        self._sought = QLineEdit()
        self._sought.setPlaceholderText(_("Search"))
        self._sought.setAccessibleName(_("Search"))
        self._sought.setClearButtonEnabled(True)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Pages"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._count = text(tone="quiet")
        self._welcome = button(_("The first pages again"))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for widget in (self._sought, self._list):
            set_scale(widget, 1.1)
        self._build()
        self._sought.textChanged.connect(self._search)
        self._list.currentItemChanged.connect(self._turn)
        self._welcome.clicked.connect(self.welcome)
        for page in pages:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, page.id)
            self._list.addItem(item)
        fit_text(self, self._factor)
        room = parent.size()
        wide = self._list_px(round(MOST_LIST * room.width()))
        self._aside.setFixedWidth(wide)
        self.resize(min(wide + PAGE_PX + 10 * GRID, room.width()), round(0.92 * room.height()))
        self._list.setCurrentRow(0)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(heading(_("Learn"), 1.7))
        left.addWidget(self._sought)
        left.addWidget(self._count)
        left.addWidget(self._list, 1)
        left.addWidget(self._welcome)
        aside = QWidget()
        aside.setLayout(left)
        self._aside = aside
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(aside)
        layout.addWidget(self._scroll, 1)
        self._count.hide()

    def _list_px(self, most: int) -> int:
        """Return how wide the list is: as usual, or what its words take, but no more than is right beside a page."""
        needs = max(self._list.sizeHintForColumn(0) + 4 * GRID, self._welcome.sizeHint().width())
        return max(round(LIST_PX * self._factor), min(needs, most))

    # What is shown

    @property
    def pages(self) -> tuple[str, ...]:
        """The ids of all pages, in order."""
        return tuple(self._pages)

    @property
    def page(self) -> str:
        """The id of the page that is shown."""
        item = self._list.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def open_page(self, page_id: str) -> None:
        """Show a page; nothing where there is none of that id."""
        for index in range(self._list.count()):
            if self._list.item(index).data(Qt.ItemDataRole.UserRole) == page_id:
                self._sought.clear()
                self._list.setCurrentRow(index)

    def redraw(self, picture: Picture) -> None:
        """Draw the page anew, with pictures made by another maker."""
        self._picture = picture
        self._turn()

    def _search(self) -> None:
        """List only the pages on which everything that is looked for stands, and turn to one of them."""
        words, shown = self._sought.text().strip(), []
        for index in range(self._list.count()):
            item = self._list.item(index)
            hit = found(self._pages[item.data(Qt.ItemDataRole.UserRole)], words)
            item.setHidden(not hit)
            if hit:
                shown.append(index)
        self._count.setText(n_("{n} page", "{n} pages", len(shown)).format(n=len(shown)))
        self._count.setVisible(bool(words))
        if shown and self._list.currentRow() not in shown:
            self._list.setCurrentRow(shown[0])
        else:
            self._turn()

    def _turn(self, *_items: object) -> None:
        page = self._pages.get(self.page)
        if page is None:
            return
        made = LearnPage(page, self._picture, self._sought.text().strip())
        made.setMaximumWidth(round(PAGE_PX * self._factor))
        made.setAccessibleName(page.title)
        fit_text(made, self._factor)
        self._scroll.setWidget(made)
        read_by_keys(self._scroll, made.title)
        self._scroll.verticalScrollBar().setValue(0)
