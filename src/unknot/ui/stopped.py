"""After a stop: take your weight off; what did it feel like? And what follows from the answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from unknot.core.safety import ScreeningItem, StopReason, is_nerve_like
from unknot.guide.words import StopWords
from unknot.i18n import _
from unknot.ui.layout import button, heading, text
from unknot.ui.theme import GRID


class StoppedDialog(QDialog):
    """Asks for the reason. `reason` is None where it was closed without an answer."""

    def __init__(self, words: StopWords, parent: QWidget) -> None:
        super().__init__(parent)
        self.reason: StopReason | None = None
        self.setWindowTitle(_("You stopped"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(GRID)
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
        self.setMinimumWidth(56 * GRID)

    def _answer(self, reason: StopReason) -> None:
        self.reason = reason
        self.accept()


class AfterStopDialog(QDialog):
    """Says what follows: rest and what to watch for, or that nothing more is needed."""

    def __init__(
        self, words: StopWords, reason: StopReason | None, flags: Sequence[ScreeningItem], parent: QWidget
    ) -> None:
        super().__init__(parent)
        nerve_like = is_nerve_like(reason)
        self.setWindowTitle(_("This muscle rests") if nerve_like else _("Take your time"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading(self.windowTitle(), 1.7))
        lines = [*words.nerve_like] if nerve_like else [*words.something_else]
        if reason is None:
            lines.insert(0, words.unanswered)
        for line in lines:
            layout.addWidget(text(line.text, scale=1.1))
        if nerve_like:
            layout.addSpacing(GRID)
            layout.addWidget(text(words.watch_for.text, bold=True, scale=1.1))
            for flag in flags:
                layout.addWidget(text("–  " + flag.statement.text))
        close = button(_("Close"), "primary", 1.1)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        layout.addSpacing(GRID)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(60 * GRID)
