"""The first start: four calm pages, which can be read again at any time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from unknot.guide.learn import Emergency, Page
from unknot.i18n import _
from unknot.ui.layout import button, heading, height_in, text
from unknot.ui.statement import statement_label
from unknot.ui.theme import GRID, fit_text, is_large, text_factor

WIDE = 76 * GRID
"""Its width in pixels, before its text is made larger."""
LARGER = 1.5
"""How much wider it is where text is large."""


class WelcomeDialog(QDialog):
    """Shows pages one after the other, in the order of `guide.learn.WELCOME`. Accepted once the last was read.

    `numbered` carries the country's code, empty for one that is not listed, and the emergency number, whenever either
    changes; `checked` asks for the safety check, `tested` for a sound of each kind that is on. A page is made when it
    is turned to: most of the time only the first is there.
    """

    numbered = Signal(str, str)
    checked = Signal()
    tested = Signal()

    def __init__(self, pages: Sequence[Page], emergency: Emergency, country: str, number: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Welcome"))
        self._read = pages
        self._emergency = emergency
        self._answer = country, number
        self._factor = text_factor(parent.width(), parent.height())
        self._index = 0
        self._made: dict[int, QWidget] = {}
        self._pages = QStackedWidget()
        self._place = text(tone="quiet", wrap=False)
        self._back = button(_("Back"), "", 1.1)
        self._next = button(_("Next"), "primary", 1.1)
        self._trouble = ""
        self._sound: QLabel | None = None
        self._build()
        self._back.clicked.connect(lambda: self._turn(-1))
        self._next.clicked.connect(self._go_on)
        fit_text(self, self._factor)
        wide = min(round(WIDE * self._factor * (LARGER if is_large() else 1.0)), parent.width())
        self.setFixedWidth(wide)
        self.setMinimumHeight(min(self._needs(wide), parent.height()))
        self._turn(0)

    def _needs(self, wide: int) -> int:
        """Return the height that the longest page needs in a width, with what lies around it."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        inside = wide - margins.left() - margins.right()
        foot = self._next.sizeHint().height() + layout.spacing()
        return max(self._height(page, inside) for page in self._read) + foot + margins.top() + margins.bottom()

    def _height(self, page: Page, wide: int) -> int:
        """Return the height that a page needs in a width; it is not kept."""
        made = self._page(page)
        made.hide()
        layout = made.layout()
        assert layout is not None
        needs = height_in(layout, wide)
        made.deleteLater()
        self._sound = None
        return needs

    def _page(self, page: Page) -> QWidget:
        """Return a page, on the dialog, with text as large as the dialog's."""
        made = QWidget(self._pages)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID + 4)
        layout.addWidget(heading(page.title, 1.9))
        for part in page.parts:
            for line in part.lines:
                layout.addWidget(statement_label(line, 1.15))
        layout.addSpacing(GRID)
        if page.id == "check":
            layout.addWidget(self._numbers())
            layout.addWidget(_asking(_("Do the check now"), self.checked), 0, Qt.AlignmentFlag.AlignLeft)
        if page.id == "session":
            layout.addWidget(_asking(_("Test sound"), self.tested), 0, Qt.AlignmentFlag.AlignLeft)
            self._sound = text()
            layout.addWidget(self._sound)
            self.show_sound(self._trouble)
        layout.addStretch(1)
        fit_text(made, self._factor)
        return made

    def _numbers(self) -> QWidget:
        from unknot.ui.emergency_form import EmergencyForm

        form = EmergencyForm(self._emergency, *self._answer)
        form.numbered.connect(self._number)
        return form

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._pages, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._place)
        foot.addStretch(1)
        for one in (self._back, self._next):
            foot.addWidget(one)
        layout.addLayout(foot)

    # What is shown

    def _turn(self, by: int) -> None:
        """Go on, or back; what begins on the last page is the person's own."""
        self._index += by
        if self._index not in self._made:
            self._made[self._index] = made = self._page(self._read[self._index])
            self._pages.addWidget(made)
        self._pages.setCurrentWidget(self._made[self._index])
        self._place.setText(_("{n} of {count}").format(n=self._index + 1, count=len(self._read)))
        self._back.setVisible(self._index > 0)
        self._next.setText(_("Get started") if self._is_last() else _("Next"))
        self._next.setDefault(True)
        self._next.setFocus()

    def _is_last(self) -> bool:
        return self._index == len(self._read) - 1

    def _go_on(self) -> None:
        if self._is_last():
            self.accept()
        else:
            self._turn(1)

    def show_sound(self, words: str) -> None:
        """Say what is the matter with the sound; an empty text for nothing."""
        self._trouble = words
        if self._sound is not None:
            self._sound.setText(words)
            self._sound.setVisible(bool(words))

    def _number(self, country: str, number: str) -> None:
        self._answer = country, number
        self.numbered.emit(country, number)


def _asking(words: str, signal: object) -> QWidget:
    made = button(words, "", 1.1)
    made.clicked.connect(signal)
    return made
