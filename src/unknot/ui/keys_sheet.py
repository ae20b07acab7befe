"""The list of the keys over the window: `?` shows it, and puts it away again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from unknot.ui.keys import KEYS, Does

if TYPE_CHECKING:
    from unknot.ui.shortcuts import ShortcutsDialog


class KeysSheet(QObject):
    """Shows it over `window`; `beside` says on what it is to lie while a session runs, or None where none does."""

    def __init__(self, window: QWidget, beside: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window = window
        self._beside = beside
        self._dialog: ShortcutsDialog | None = None
        shifted = QKeySequence("Shift+?")  # a keyboard may name it either way
        for sequence in (*map(QKeySequence, KEYS[Does.KEYS]), shifted):
            shortcut = QShortcut(sequence, window)
            shortcut.activated.connect(self.turn)
            shortcut.activatedAmbiguously.connect(self.turn)

    def turn(self) -> None:
        """Show what the keys do, or put it away. In a session it lies beside it and takes nothing from it."""
        from unknot.ui.shortcuts import ShortcutsDialog

        if self._dialog is not None:
            self.close()
            return
        over = self._beside()
        self._dialog = dialog = ShortcutsDialog(self._window, beside=over is not None)
        dialog.finished.connect(self._let_go)
        if over is None:
            dialog.open()
        else:
            dialog.lie_in(QRect(over.mapToGlobal(QPoint(0, 0)), over.size()))

    def close(self) -> None:
        """Put it away, if it shows."""
        if self._dialog is not None:
            self._dialog.close()

    def _let_go(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
