"""The first start: four calm pages, which can be read again at any time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unknot.guide.learn import Emergency, Page
from unknot.i18n import _
from unknot.ui.layout import button, heading, height_in, text
from unknot.ui.preferences import is_number
from unknot.ui.settings_controls import NumberLine
from unknot.ui.statement import statement_label
from unknot.ui.theme import GRID, fit_text, is_large, set_scale, text_factor

WIDE = 76 * GRID
"""Its width in pixels, before its text is made larger."""
LARGER = 1.5
"""How much wider it is where text is large."""
ELSEWHERE = ""
"""The code for a country that is not listed."""


class WelcomeDialog(QDialog):
    """Shows pages one after the other, in the order of `guide.learn.WELCOME`. Accepted once the last was read.

    `numbered` carries the country's code, empty for one that is not listed, and the emergency number, whenever either
    changes; `checked` asks for the safety check, `tested` for a sound of each kind that is on.
    """

    numbered = Signal(str, str)
    checked = Signal()
    tested = Signal()

    def __init__(self, pages: Sequence[Page], emergency: Emergency, country: str, number: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Welcome"))
        self._emergency = emergency
        self._country = QComboBox()
        self._number = NumberLine(number)
        self._number.setAccessibleName(emergency.number)
        self._pages = QStackedWidget()
        self._place = text(tone="quiet", wrap=False)
        self._back = button(_("Back"), "", 1.1)
        self._next = button(_("Next"), "primary", 1.1)
        self._sound = text()
        self._sound.hide()
        self._fill(country, number)
        for page in pages:
            self._pages.addWidget(self._page(page))
        self._build()
        self._back.clicked.connect(lambda: self._turn(-1))
        self._next.clicked.connect(self._go_on)
        self._country.activated.connect(self._choose)
        self._number.textEdited.connect(self._tell)
        factor = text_factor(parent.width(), parent.height())
        fit_text(self, factor)
        wide = min(round(WIDE * factor * (LARGER if is_large() else 1.0)), parent.width())
        self.setFixedWidth(wide)
        self.setMinimumHeight(min(self._needs(wide), parent.height()))
        self._turn(0)

    def _needs(self, wide: int) -> int:
        """Return the height that the longest page needs in a width, with what lies around it."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        inside = wide - margins.left() - margins.right()
        widgets = [self._pages.widget(index) for index in range(self._pages.count())]
        pages = [widget.layout() for widget in widgets if widget is not None]
        longest = max((height_in(page, inside) for page in pages if page is not None), default=0)
        foot = self._next.sizeHint().height() + layout.spacing()
        return longest + foot + margins.top() + margins.bottom()

    def _fill(self, country: str, number: str) -> None:
        for each in self._emergency.countries:
            self._country.addItem(each.name, each.id)
        self._country.addItem(_("Elsewhere"), ELSEWHERE)
        known = self._emergency.country(country)
        self._country.setCurrentIndex(self._country.findData(country if known else ELSEWHERE))
        self._number.setText(number)
        set_scale(self._country, 1.1)

    def _page(self, page: Page) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID + 4)
        layout.addWidget(heading(page.title, 1.9))
        for part in page.parts:
            for line in part.lines:
                layout.addWidget(statement_label(line, 1.15))
        layout.addSpacing(GRID)
        if page.id == "check":
            layout.addLayout(self._numbers())
            layout.addWidget(_asking(_("Do the check now"), self.checked), 0, Qt.AlignmentFlag.AlignLeft)
        if page.id == "session":
            layout.addWidget(_asking(_("Test sound"), self.tested), 0, Qt.AlignmentFlag.AlignLeft)
            layout.addWidget(self._sound)
        layout.addStretch(1)
        return made

    def _numbers(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        where, number = QLabel(self._emergency.where), QLabel(self._emergency.number)
        where.setBuddy(self._country)  # a combo box is called what it shows; its label says what it is for
        for label in (where, number):
            set_scale(label, 1.1)
        form.addRow(where, self._country)
        form.addRow(number, self._number)
        form.addRow(text(self._emergency.confirm.text, tone="quiet"))
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
        index, count = self._pages.currentIndex() + by, self._pages.count()
        self._pages.setCurrentIndex(index)
        self._place.setText(_("{n} of {count}").format(n=index + 1, count=count))
        self._back.setVisible(index > 0)
        self._next.setText(_("Get started") if self._is_last() else _("Next"))
        self._next.setDefault(True)
        self._next.setFocus()

    def _is_last(self) -> bool:
        return self._pages.currentIndex() == self._pages.count() - 1

    def _go_on(self) -> None:
        if self._is_last():
            self.accept()
        else:
            self._turn(1)

    def show_sound(self, words: str) -> None:
        """Say what is the matter with the sound; an empty text for nothing."""
        self._sound.setText(words)
        self._sound.setVisible(bool(words))

    def _choose(self) -> None:
        """Take the number of the country that was chosen."""
        country = self._emergency.country(self._country.currentData())
        if country is not None:
            self._number.setText(country.number)
        self._tell()

    def _tell(self) -> None:
        number = self._number.text().strip()
        if is_number(number):
            self.numbered.emit(self._country.currentData(), number)


def _asking(words: str, signal: object) -> QWidget:
    made = button(words, "", 1.1)
    made.clicked.connect(signal)
    return made
