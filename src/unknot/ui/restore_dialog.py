"""Which copy shall take the place of the record."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from unknot.i18n import _
from unknot.ui.layout import button, column, heading, text
from unknot.ui.theme import GRID, fit_text, set_scale, text_factor

SHOWN = 8
"""So many copies are seen at once; the others are scrolled to."""
WIDTH_PX = 520


class RestoreDialog(QDialog):
    """Lists copies, each with its words. Accepted: `chosen` is the copy, or None for another file."""

    def __init__(self, copies: Sequence[tuple[Path, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Restore"))
        self.chosen: Path | None = None
        self._list = QListWidget()
        self._list.setAccessibleName(_("Copies"))
        set_scale(self._list, 1.05)
        for path, words in copies:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self._list.addItem(item)
        said = _("Which copy? It is looked through first; nothing is changed before you have read what it does.")
        layout = column(self)
        layout.addWidget(heading(_("Restore"), 1.7))
        layout.addWidget(text(said if copies else _("There is no copy here yet. You can choose a file of your own.")))
        layout.addWidget(self._list, 1)
        other, cancel, go_on = button(_("Another file ...")), button(_("Cancel")), button(_("Go on"), "primary")
        other.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        go_on.clicked.connect(self._choose)
        go_on.setEnabled(bool(copies))
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(other)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(go_on)
        layout.addLayout(foot)
        self._list.itemActivated.connect(lambda _item: self._choose())
        factor = text_factor(parent.window().width(), parent.window().height())
        fit_text(self, factor)
        self.setMinimumWidth(min(round(WIDTH_PX * factor), parent.window().width()))
        self._list.setVisible(bool(copies))
        if copies:
            row = max(self._list.sizeHintForRow(0), 1)
            self._list.setMinimumHeight(row * min(len(copies), SHOWN) + GRID)
            self._list.setCurrentRow(0)
            self._list.setFocus()

    def _choose(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.chosen = Path(item.data(Qt.ItemDataRole.UserRole))
            self.accept()
