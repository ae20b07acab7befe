"""What to do after something was ticked in the safety check, and the question whether a clinician has looked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from unknot.core.anatomy import Statement
from unknot.core.screening import Urgency
from unknot.guide.library import Guide
from unknot.guide.words import CheckWords
from unknot.i18n import _
from unknot.ui.layout import button, column, heading, text
from unknot.ui.statement import name_source
from unknot.ui.theme import GRID, fit_text, text_factor


class AdviceDialog(QDialog):
    """Says what to do, how urgently, and that there is no session. `first` goes before it, if given."""

    def __init__(
        self, guide: Guide, urgency: Urgency, number: str, parent: QWidget, first: Statement | None = None
    ) -> None:
        super().__init__(parent)
        advice = guide.advice[urgency]
        self.setWindowTitle(advice.title)
        layout = column(self)
        layout.addWidget(heading(advice.title, 1.7))
        said = list(zip(advice.lines_with(number), advice.lines, strict=True))
        if first is not None:
            said.insert(0, (first.text, first))
        for place, (line, statement) in enumerate(said):
            label = text(line, scale=1.25 if place == 0 else 1.1, bold=place == 0)
            name_source(label, statement.source)
            label.setMinimumWidth(420)
            layout.addWidget(label)
        layout.addSpacing(GRID)
        close = button(_("Close"), "", 1.1)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        fit_text(self, text_factor(parent.width(), parent.height()))


class SeenDialog(QDialog):
    """Asks whether a clinician has looked since an emergency was ticked. Accepted means yes; closed means not yet."""

    def __init__(self, words: CheckWords, ticked: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Safety check"))
        layout = column(self)
        layout.addWidget(heading(words.seen_question, 1.5))
        layout.addWidget(text(words.stands, tone="quiet"))
        for line in ticked:
            label = text(f"–  {line}", scale=1.1)
            label.setMinimumWidth(420)
            layout.addWidget(label)
        layout.addSpacing(GRID)
        for said, done in ((words.seen_no, self.reject), (words.seen_yes, self.accept)):
            choice = button(said, "", 1.1)
            choice.setMinimumHeight(5 * GRID)
            choice.clicked.connect(done)
            layout.addWidget(choice)
        fit_text(self, text_factor(parent.width(), parent.height()))
