"""The safety check before a session, and the advice that follows a ticked item."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from unknot.core.safety import ScreeningItem, Urgency, most_urgent
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.layout import button, heading, rule, text
from unknot.ui.rating import Rating
from unknot.ui.theme import GRID, fit_text, set_scale, text_factor
from unknot.ui.words import source_mark


class SafetyCheck(QDialog):
    """Asks what is new today. Accepted means none of it; `ticked` says what was ticked.

    Items whose ids are in the argument `ticked` are ticked from the start, as somebody has said just that; they can be
    unticked. `ask_rating` False leaves out the question how much discomfort there is, where no session follows.
    """

    def __init__(
        self, items: Sequence[ScreeningItem], parent: QWidget, *, ticked: Collection[str] = (), ask_rating: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Safety check"))
        self._items = tuple(items)
        self._boxes = [QCheckBox(item.statement.text) for item in self._items]
        for item, box in zip(self._items, self._boxes, strict=True):
            box.setChecked(item.id in ticked)
        self._from_start = self.ticked()
        self._continued = False
        self._rating = Rating(_("Discomfort before")) if ask_rating else None
        self._none = button(_("None of these"), "primary", 1.1)
        self._go_on = button(_("Continue"), "", 1.1)
        self._build()
        fit_text(self, text_factor(parent.width(), parent.height()))
        for box in self._boxes:
            box.toggled.connect(self._follow)
        self._none.clicked.connect(self.accept)
        self._go_on.clicked.connect(self._continue)
        self._follow()
        self._none.setDefault(True)
        (self._go_on if self._from_start else self._none).setFocus()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(heading(_("Anything new today?"), 1.7))
        for item, box in zip(self._items, self._boxes, strict=True):
            mark = source_mark(beyond_guide=item.statement.source.beyond_guide)
            box.setToolTip(_("Source: {source} ({mark})").format(source=item.statement.source.title, mark=mark))
            set_scale(box, 1.1)
            layout.addWidget(box)
        layout.addSpacing(GRID)
        layout.addWidget(rule())
        if self._rating is not None:
            ask = QHBoxLayout()
            ask.addWidget(text(_("Discomfort now, 0 to 10 (if you like)")), 1)
            ask.addWidget(self._rating)
            layout.addLayout(ask)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._none, 1)
        buttons.addWidget(self._go_on, 1)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)

    def _follow(self) -> None:
        """None of these is off while anything is ticked, and the way on is only then on."""
        ticked = bool(self.ticked())
        self._none.setEnabled(not ticked)
        self._go_on.setEnabled(ticked)

    def _continue(self) -> None:
        self._continued = True
        self.reject()

    def answered(self) -> bool:
        """Whether there is an answer: None of these, Continue, or ticks of the person's own when it was closed."""
        accepted = self.result() == QDialog.DialogCode.Accepted.value
        return accepted or self._continued or any(item not in self._from_start for item in self.ticked())

    def ticked(self) -> tuple[ScreeningItem, ...]:
        """Return the items that are ticked."""
        return tuple(item for item, box in zip(self._items, self._boxes, strict=True) if box.isChecked())

    def urgency(self) -> Urgency | None:
        """Return how urgent what was ticked is; None where nothing was."""
        return most_urgent(self.ticked())

    def before(self) -> int | None:
        """Return the discomfort that was given, 0 to 10, or None."""
        return None if self._rating is None else self._rating.rating()


class AdviceDialog(QDialog):
    """Says what to do, how urgently, and that there is no session."""

    def __init__(self, guide: Guide, urgency: Urgency, number: str, parent: QWidget) -> None:
        super().__init__(parent)
        advice = guide.advice[urgency]
        self.setWindowTitle(advice.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(heading(advice.title, 1.7))
        lines = zip(advice.lines_with(number), advice.lines, strict=True)
        for place, (line, statement) in enumerate(lines):
            label = text(line, scale=1.25 if place == 0 else 1.1, bold=place == 0)
            label.setToolTip(_("Source: {source}").format(source=statement.source.title))
            label.setMinimumWidth(420)
            layout.addWidget(label)
        layout.addSpacing(GRID)
        close = button(_("Close"), "", 1.1)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        fit_text(self, text_factor(parent.width(), parent.height()))
