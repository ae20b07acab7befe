"""The question after a stop."""

from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from unknot.core.safety import StopReason
from unknot.guide.words import StopWords
from unknot.i18n import _
from unknot.ui.layout import button, column, heading, text
from unknot.ui.theme import GRID, fit_text, text_factor


class StoppedDialog(QDialog):
    """Asks for the reason. `reason` is None where it was closed without an answer."""

    def __init__(self, words: StopWords, parent: QWidget) -> None:
        super().__init__(parent)
        self.reason: StopReason | None = None
        self.setWindowTitle(_("You stopped"))
        layout = column(self, GRID)
        first, *rest = words.after
        layout.addWidget(heading(first.text, 1.7))
        for line in rest:
            layout.addWidget(text(line.text, tone="quiet", scale=1.1))
        layout.addSpacing(GRID)
        layout.addWidget(text(words.question, scale=1.25, bold=True))
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for place, reason in enumerate(StopReason):
            choice = button(words.reasons[reason], "", 1.15)
            choice.setMinimumHeight(6 * GRID)
            choice.clicked.connect(lambda _checked=False, reason=reason: self._answer(reason))
            across = 2 if reason is StopReason.OTHER else 1
            grid.addWidget(choice, place // 2, place % 2, 1, across)
        layout.addLayout(grid)
        factor = text_factor(parent.width(), parent.height())
        fit_text(self, factor)
        wide = max(round(56 * GRID * factor), layout.totalMinimumSize().width())
        self.setMinimumSize(wide, layout.totalHeightForWidth(wide))

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus on no answer: a key pressed once more than needed must not answer."""
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape, but not while the key that stopped the session is still held."""
        if not event.isAutoRepeat():
            super().keyPressEvent(event)

    def _answer(self, reason: StopReason) -> None:
        self.reason = reason
        self.accept()
