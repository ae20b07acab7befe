"""The person's data: where it is, and what can be done with it as a whole."""

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from unknot.i18n import _
from unknot.ui.layout import button, heading, height_in, rule, text
from unknot.ui.theme import GRID, fit_text, text_factor

WIDTH_PX = 700


class DataWish(Enum):
    """What a person wants done with all that is kept."""

    EXPORT = auto()
    IMPORT = auto()
    BACK_UP = auto()
    RESTORE = auto()
    UNDO = auto()
    DELETE = auto()


class DataDialog(QDialog):
    """Says where everything is kept, and tells with `wished` (DataWish) what the person wants done with it."""

    wished = Signal(object)

    def __init__(self, folder: Path, copies_kept: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Your data"))
        self._folder = text(str(folder), bold=True)
        self._folder.setTextFormat(Qt.TextFormat.PlainText)  # a folder may have any name
        self._folder.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._folder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said = text(scale=1.05)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.hide()
        self._undo = button(_("Undo"))
        self._undo.clicked.connect(lambda: self.wished.emit(DataWish.UNDO))
        self._undo.hide()
        self._close = button(_("Close"))
        self._close.clicked.connect(self.accept)
        self._inside = QWidget()
        self._build(copies_kept)
        self._fit(parent)

    def _build(self, copies_kept: int) -> None:
        said = self._column = QVBoxLayout(self._inside)
        said.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, GRID)
        said.setSpacing(GRID)
        said.addWidget(heading(_("Your data"), 1.7))
        said.addWidget(text(_("Everything stays on this computer, in a folder that only you can read:"), tone="quiet"))
        said.addWidget(self._folder)
        daily = _("The whole record as one file. Each day Unknot makes a copy by itself, and keeps the last {n}.")
        said.addLayout(
            self._part(
                _("Take it along"),
                (
                    _("Export ..."),
                    DataWish.EXPORT,
                    _("Everything in one file (JSON), or the sessions as a table (CSV)."),
                ),
                (
                    _("Import ..."),
                    DataWish.IMPORT,
                    _("Takes in a file that was exported, here or elsewhere. Nothing is doubled. It asks first."),
                ),
            )
        )
        said.addLayout(
            self._part(
                _("Copies"),
                (_("Back up now ..."), DataWish.BACK_UP, daily.format(n=copies_kept)),
                (_("Restore ..."), DataWish.RESTORE, _("Puts a copy in the place of the record. It asks first.")),
            )
        )
        said.addLayout(
            self._part(
                _("Delete"),
                (
                    _("Delete everything ..."),
                    DataWish.DELETE,
                    _("Nothing is left that could be read again. It asks first, and says what goes."),
                ),
            )
        )
        said.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self._said, 1)
        line.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(0)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(4 * GRID, 0, 4 * GRID, 2 * GRID)
        self._foot.setSpacing(2 * GRID)
        self._foot.addWidget(rule())
        self._foot.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(self._foot)

    def _part(self, title: str, *rows: tuple[str, DataWish, str]) -> QGridLayout:
        """Return a heading over rows of a button and what it does."""
        grid = QGridLayout()
        grid.setContentsMargins(0, GRID, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        grid.addWidget(heading(title, 1.35), 0, 0, 1, 2)
        for number, (words, wish, about) in enumerate(rows, 1):
            made = button(words)
            made.setAccessibleDescription(about)
            made.clicked.connect(lambda _on=False, wish=wish: self.wished.emit(wish))
            grid.addWidget(made, number, 0)
            grid.addWidget(text(about, tone="quiet"), number, 1)
        return grid

    def _fit(self, parent: QWidget) -> None:
        """Be as high as everything needs, as far as the window goes; all buttons as wide as the widest."""
        factor = text_factor(parent.width(), parent.height())
        fit_text(self, factor)
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        grids = self._inside.findChildren(QGridLayout)
        columns = [(grid, [grid.itemAtPosition(row, 0) for row in range(1, grid.rowCount())]) for grid in grids]
        widest = max(item.sizeHint().width() for _grid, items in columns for item in items if item is not None)
        for grid, _items in columns:
            grid.setColumnMinimumWidth(0, widest)
        width = min(round(WIDTH_PX * factor), parent.width())
        room = 2 * self._said.fontMetrics().lineSpacing()  # for what is said later
        self.resize(width, min(height_in(self._column, width) + height_in(self._foot, width) + room, parent.height()))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the focus on nothing in particular: Tab leads to the first thing."""
        super().showEvent(event)
        self.setFocus()

    # What is said

    @property
    def said(self) -> QLabel:
        """The label that says how it went."""
        return self._said

    def say(self, words: str) -> None:
        """Say how it went; assistive tools read it out."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def offer_undo(self, words: str) -> None:
        """Offer to take something back, in the words of the button; no words: nothing."""
        self._undo.setText(words)
        self._undo.setVisible(bool(words))
