"""What was changed: the last changes, the newest first, to be undone one after the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QWidget

from unknot.i18n import _
from unknot.ui.layout import button, column, heading, plain, text
from unknot.ui.theme import GRID, fit_text, set_scale


class ChangesDialog(QDialog):
    """Shows changes in words. `undone` asks for the newest to be taken back."""

    undone = Signal()

    def __init__(self, parent: QWidget, factor: float) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What was changed"))
        self._list = QListWidget()
        self._list.setAccessibleName(_("Changes, the newest first"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_scale(self._list, 1.0)
        self._note = plain(text(tone="quiet"))
        self._undo = button(_("Undo the newest"), "primary")
        self._close = button(_("Close"))
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._undo)
        layout = column(self)
        layout.addWidget(heading(_("What was changed"), 1.5))
        layout.addWidget(text(_("Each can be undone, the newest first. A rest after a stop always stays.")))
        layout.addWidget(self._list, 1)
        layout.addWidget(self._note)
        layout.addLayout(foot)
        fit_text(self, factor)
        self.resize(round(560 * factor), round(460 * factor))
        self._undo.clicked.connect(self.undone)
        self._close.clicked.connect(self.reject)

    def show_changes(self, changes: Sequence[str], note: str = "") -> None:
        """Show changes, the newest first, and what there is to say about the last step."""
        self._list.clear()
        self._list.addItems(list(changes) or [_("Nothing was changed yet.")])
        self._list.setCurrentRow(0)
        self._undo.setEnabled(bool(changes))
        self._note.setText(note)
        self._note.setVisible(bool(note))
