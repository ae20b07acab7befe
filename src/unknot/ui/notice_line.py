"""One plain line that says what happened, until it is read or something else is said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from unknot.i18n import _
from unknot.ui.layout import button, text
from unknot.ui.theme import GRID


class NoticeLine(QWidget):
    """Shows a line with a button that puts it away; nothing at first."""

    def __init__(self) -> None:
        super().__init__()
        self._words = text(tone="quiet")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        away = button(_("Dismiss"), "view")
        away.clicked.connect(lambda: self.say(""))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._words, 1)
        layout.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, words: str) -> None:
        """Show a line; an empty one for nothing."""
        self._words.setText(words)
        self.setVisible(bool(words))
