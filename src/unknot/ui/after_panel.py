"""The panel after a session: discomfort now, the day's count, undo, and the same again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from unknot.core.session import Outcome
from unknot.i18n import _, n_
from unknot.ui.layout import button, heading, plain, text
from unknot.ui.rating import Rating
from unknot.ui.theme import GRID


class AfterPanel(QWidget):
    """Says how it ended. Emits `rated` with 0 to 10 or None, `undone`, or `again`."""

    rated = Signal(object)
    undone = Signal()
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("After the session"))
        self._title = heading(_("After the session"), 2.1)
        self._who = plain(text(tone="quiet", scale=1.1))
        self._outcome = text(scale=1.2)
        self._today = text(scale=1.6, bold=True)
        self._counts = plain(text(scale=1.2, bold=True))
        self._undoes = plain(text(tone="quiet"))
        self._rating = Rating(_("Discomfort now"))
        self._save = button(_("Save"), "primary", 1.1)
        self._skip = button(_("Skip"), "", 1.1)
        self._undo = button(_("Undo"))
        self._again = button(_("Same again"))
        self._build()
        self._save.clicked.connect(lambda: self.rated.emit(self._rating.rating()))
        self._skip.clicked.connect(lambda: self.rated.emit(None))
        self._undo.clicked.connect(self.undone)
        self._again.clicked.connect(self.again)

    def _build(self) -> None:
        ask = QHBoxLayout()
        ask.addWidget(text(_("Discomfort now, 0 to 10 (if you like)")), 1)
        ask.addWidget(self._rating)
        answer = QHBoxLayout()
        answer.setSpacing(GRID)
        answer.addWidget(self._save, 1)
        answer.addWidget(self._skip, 1)
        more = QHBoxLayout()
        more.setSpacing(GRID)
        more.addWidget(self._again, 1)
        more.addWidget(self._undo, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID + 4)
        layout.addWidget(self._title)
        layout.addWidget(self._who)
        layout.addSpacing(2 * GRID)
        layout.addWidget(self._today)
        layout.addWidget(self._counts)
        layout.addWidget(self._outcome)
        layout.addSpacing(4 * GRID)
        layout.addLayout(ask)
        layout.addLayout(answer)
        layout.addStretch(1)
        layout.addWidget(self._undoes)
        layout.addLayout(more)

    def show_end(self, who: str, outcomes: Sequence[Outcome], counts: Sequence[str] = ()) -> None:
        """Show how a session ended, or each of a routine, with the day's counts."""
        self._who.setText(who)
        self._outcome.setText(_how(outcomes))
        self._counts.setText("\n".join(counts))
        self._counts.setVisible(bool(counts))
        self._today.setVisible(not counts)
        number = len(outcomes)
        undoes = n_("Undo takes away {n} session.", "Undo takes away all {n} sessions.", number).format(n=number)
        self._undoes.setText(undoes)
        self._undoes.setVisible(number > 1)
        self._rating.setValue(self._rating.minimum())

    def offer_undo(self, *, on: bool) -> None:
        """Offer to take the session away, or no longer."""
        self._undo.setEnabled(on)

    def show_today(self, words: str) -> None:
        """Show the day's count."""
        self._today.setText(words)

    def focus_rating(self) -> None:
        """Put the focus where one key answers."""
        self._rating.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rating.selectAll()


def _how(outcomes: Sequence[Outcome]) -> str:
    """Return in plain words how it went."""
    complete = sum(outcome is Outcome.COMPLETED for outcome in outcomes)
    if complete < len(outcomes):
        if len(outcomes) == 1:
            return _("Kept as a partial session: a phase was cut short. Only complete ones are counted.")
        words = _(
            "{done} of {n} sessions are complete; in the others a phase was cut short. Complete ones are counted."
        )
        return words.format(done=complete, n=len(outcomes))
    words = n_(
        "Every phase ran its time. That is one repetition.",
        "Every phase ran its time. That is {n} repetitions, one for each muscle and side.",
        complete,
    )
    return words.format(n=complete)
