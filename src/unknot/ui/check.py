"""The safety check: a few lines before each session, and the whole of it now and then."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from unknot.core.screening import CheckKind, ScreeningItem, Urgency
from unknot.guide.words import CheckWords
from unknot.i18n import _
from unknot.ui.check_rows import CheckRow
from unknot.ui.layout import button, column, heading, rule, text
from unknot.ui.rating import Rating
from unknot.ui.theme import GRID, fit_text, text_factor

COLUMNS = ((Urgency.EMERGENCY, Urgency.SAME_DAY), (Urgency.ASK_FIRST,))
"""The whole check has two columns, each with its ranks from the top."""
DAILY_PX = 640
"""The width of the daily check, before its text is made larger."""
WIDEST, HIGHEST = 0.95, 0.92
"""The most of its window's width and height that the whole check takes."""


class SafetyCheck(QDialog):
    """Asks what is the matter. Accepted means nothing was ticked; `ticked` says what was.

    Items whose ids are in the argument `ticked` are ticked from the start, as somebody has said just that; they can be
    unticked. `agreed` has, for items that a clinician agreed to, since when: these are ticked from the start as well.
    `stands` is what the last check has found, where that still keeps sessions from beginning. `ask_rating` False leaves
    out the question how much discomfort there is, where no session follows.
    """

    def __init__(
        self,
        kind: CheckKind,
        items: Sequence[ScreeningItem],
        words: CheckWords,
        parent: QWidget,
        *,
        ticked: Collection[str] = (),
        agreed: Mapping[str, date] | None = None,
        stands: Iterable[ScreeningItem] = (),
        ask_rating: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Safety check"))
        self._kind, self._words = kind, words
        agreed, agree = agreed or {}, words.agreed if kind is CheckKind.WHOLE else ""
        self._rows = [CheckRow(item, agree, agreed.get(item.id)) for item in items]
        for row in self._rows:
            row.box.setChecked(row.item.id in ticked or (bool(agree) and row.item.id in agreed))
            row.box.toggled.connect(self._follow)
        self._from_start = self.ticked()
        self._continued = False
        self._rating = Rating(_("Discomfort before")) if ask_rating else None
        self._none = button(_("None of these"), "primary", 1.1)
        self._go_on = button(_("Continue"), "", 1.1)
        self._build(tuple(stands))
        fit_text(self, text_factor(parent.width(), parent.height()))
        self._none.clicked.connect(self.accept)
        self._go_on.clicked.connect(self._continue)
        self._follow()
        self._none.setDefault(True)
        (self._go_on if self._from_start else self._none).setFocus()
        self._fit(parent)

    def _build(self, stands: Sequence[ScreeningItem]) -> None:
        layout = column(self)
        whole = self._kind is CheckKind.WHOLE
        layout.addWidget(heading(self._words.whole if whole else self._words.today, 1.7))
        if whole:
            layout.addWidget(text(self._words.why_whole.text, tone="quiet"))
        if stands:
            names = "; ".join(item.statement.text for item in stands)
            layout.addWidget(text(f"{self._words.stands} {names}.", tone="stop", scale=1.1))
        if whole:
            layout.addWidget(self._columns(), 1)
        else:
            for row in self._rows:
                layout.addWidget(row)
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
        layout.addLayout(buttons)

    def _columns(self) -> QWidget:
        inner = QWidget()
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(0, 0, GRID, 0)
        columns.setSpacing(4 * GRID)
        for ranks in COLUMNS:
            rows = QVBoxLayout()
            rows.setSpacing(GRID - 2)
            for rank in ranks:
                rows.addWidget(text(self._words.ranks[rank], scale=1.1, bold=True))
                for row in self._rows:
                    if row.item.urgency is rank:
                        rows.addWidget(row)
                rows.addSpacing(GRID)
            rows.addStretch(1)
            columns.addLayout(rows, 1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its boxes have the keyboard, and it follows them
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll, self._inner = scroll, inner
        return scroll

    def _fit(self, window: QWidget) -> None:
        """Take as much of the window as it needs and no more; of the whole check, what is over scrolls."""
        wide = round(window.width() * WIDEST)
        layout = self.layout()
        assert layout is not None
        if self._kind is CheckKind.DAILY:
            wide = min(wide, round(DAILY_PX * text_factor(window.width(), window.height())))
            self.setFixedWidth(wide)
            self.resize(wide, layout.totalHeightForWidth(wide))
            return
        self.setFixedWidth(wide)
        layout.activate()
        inside = wide - 9 * GRID
        inner = self._inner.layout()
        assert inner is not None
        over = layout.totalHeightForWidth(wide) - self._scroll.sizeHint().height()
        self.resize(wide, min(over + inner.totalHeightForWidth(inside) + GRID, round(window.height() * HIGHEST)))

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
        return tuple(row.item for row in self._rows if row.box.isChecked())

    def agreed(self) -> frozenset[str]:
        """Return the ids of the ticked items to which, as the person says, a clinician agrees."""
        return frozenset(row.item.id for row in self._rows if row.agreed)

    def before(self) -> int | None:
        """Return the discomfort that was given, 0 to 10, or None."""
        return None if self._rating is None else self._rating.rating()
