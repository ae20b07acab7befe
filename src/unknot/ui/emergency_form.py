"""Whom to call in an emergency: a country, and its number, which can be another one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from unknot.guide.learn import Emergency
from unknot.i18n import _
from unknot.ui.layout import text
from unknot.ui.number_line import NumberLine
from unknot.ui.preferences import is_number
from unknot.ui.theme import GRID, set_scale

ELSEWHERE = ""
"""The code for a country that is not listed."""


class EmergencyForm(QWidget):
    """Two fields. `numbered` carries the country's code, empty for one that is not listed, and the number."""

    numbered = Signal(str, str)

    def __init__(self, emergency: Emergency, country: str, number: str) -> None:
        super().__init__()
        self._emergency = emergency
        self._country = QComboBox()
        self._number = NumberLine(number)
        self._number.setAccessibleName(emergency.number)
        for each in emergency.countries:
            self._country.addItem(each.name, each.id)
        self._country.addItem(_("Elsewhere"), ELSEWHERE)
        known = emergency.country(country)
        self._country.setCurrentIndex(self._country.findData(country if known else ELSEWHERE))
        set_scale(self._country, 1.1)
        self._build()
        self._country.activated.connect(self._choose)
        self._number.textEdited.connect(self._tell)

    def _build(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        where, number = QLabel(self._emergency.where), QLabel(self._emergency.number)
        where.setBuddy(self._country)  # a combo box is called what it shows; its label says what it is for
        for label in (where, number):
            set_scale(label, 1.1)
        form.addRow(where, self._country)
        form.addRow(number, self._number)
        form.addRow(text(self._emergency.confirm.text, tone="quiet"))

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
