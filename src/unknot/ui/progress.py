"""How far something is that goes on beside the window, and the way to give it up."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QWidget

from unknot.i18n import _
from unknot.ui.layout import button, column, heading, text
from unknot.ui.theme import GRID, fit_text, text_factor

LOOK_MS = 100
"""How often it is looked how far it is."""
WIDTH_PX = 440


class ProgressDialog(QDialog):
    """Shows what `far` says: how much is done, and of how much, 0 where nobody knows.

    `given_up` is told once. It stays until `end` is called: what is given up has to be taken back first.
    """

    given_up = Signal()

    def __init__(self, title: str, far: Callable[[], tuple[int, int]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._far = far
        self._bar = QProgressBar()
        self._bar.setAccessibleName(title)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(GRID)
        self._count = text(tone="quiet")
        self._cancel = button(_("Cancel"))
        self._cancel.clicked.connect(self.reject)
        top = heading(title, 1.35)
        top.setTextFormat(Qt.TextFormat.PlainText)
        layout = column(self)
        layout.addWidget(top)
        layout.addWidget(self._bar)
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self._count, 1)
        line.addWidget(self._cancel)
        layout.addLayout(line)
        factor = text_factor(parent.window().width(), parent.window().height())
        fit_text(self, factor)
        self.setMinimumWidth(round(WIDTH_PX * factor))
        self._ended = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)
        self.look()

    def end(self) -> None:
        """Go away: it is done, or was given up."""
        self._ended = True
        self._timer.stop()
        self.hide()

    def reject(self) -> None:
        """Take Cancel, Escape and closing as giving it up."""
        if not self._ended and self._cancel.isEnabled():
            self._cancel.setEnabled(False)
            self._count.setText(_("It ends, and everything stays as it was ..."))
            self.given_up.emit()

    def look(self) -> None:
        """Show how far it is."""
        done, of = self._far()
        self._bar.setRange(0, of)  # 0 to 0 says that it goes on, and not how far it is
        self._bar.setValue(min(done, of))
        if not self._cancel.isEnabled():
            return
        if of:
            self._count.setText(_("{done:,} of {of:,}").format(done=done, of=of))
        else:
            self._count.setText(_("{done:,}").format(done=done) if done else "")
