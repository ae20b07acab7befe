"""The settings for between sessions: reminders, the tray, the start with the computer."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QCheckBox, QSpinBox

from unknot.i18n import _
from unknot.ui.layout import number_box, text
from unknot.ui.preferences import DEFAULT, Preferences
from unknot.ui.settings_controls import Row, TimeBox, minutes, written
from unknot.ui.settings_rows import SettingRow, SettingsGroup, default_words
from unknot.ui.theme import set_scale

LAST_MINUTE = 24 * 60 - 1
HOURS = (0.5, 12.0)
"""Between two reminders, at least and at most (the program's own)."""


class HoursBox(QSpinBox):
    """So many hours, in steps of a half: its value is in half hours."""

    def __init__(self, hours: float) -> None:
        super().__init__()
        self.setRange(*(round(2 * limit) for limit in HOURS))
        self.setValue(round(2 * hours))
        number_box(self)

    def textFromValue(self, value: int) -> str:
        """Write hours, with a half where there is one."""
        return _("{n} h").format(n=self.locale().toString(value / 2, "g", 3))

    def valueFromText(self, words: str) -> int:
        """Read hours."""
        return round(2 * self._hours(words))

    def validate(self, words: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take whole and half hours within the limits; less is something that is still being written."""
        hours = self._hours(words)
        if (2 * hours).is_integer() and HOURS[0] <= hours <= HOURS[1]:
            return QValidator.State.Acceptable, words, position
        begun = all(sign in "0123456789.,h \u00a0" for sign in words)
        return QValidator.State.Intermediate if begun else QValidator.State.Invalid, words, position

    def _hours(self, words: str) -> float:
        """Return the number that something begins with, by whatever point; 0 where that is none."""
        found = re.match(r"[0-9]{1,2}([.,][05])?(?![0-9.,])", words.strip())
        return float(found[0].replace(",", ".")) if found else 0.0


class RemindersGroup(SettingsGroup):
    """A group of the settings, as they stand `now`. `changed` is called with a preference's name and its new value."""

    def __init__(self, now: Preferences, changed: Callable[[str, object], None]) -> None:
        self._now = now
        self._changed = changed
        self._remind = self._tick(_("Remind me of a session"), "remind")
        self._every = HoursBox(now.remind_every_h)
        self._every.valueChanged.connect(lambda halves: changed("remind_every_h", halves / 2))
        self._from, self._until = self._time("remind_from"), self._time("remind_until")
        self._trouble = text()
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.hide()
        super().__init__(
            _("Between sessions"),
            self._remind,
            self._hours_row(),
            self._time_row(_("Reminders from"), "remind_from", self._from),
            self._time_row(_("Reminders until"), "remind_until", self._until),
            text(_("None once the day's goal is met, none while a muscle rests."), tone="quiet", scale=0.9),
            self._trouble,
            self._tick(_("Stay in the tray when closed"), "tray"),
            self._tick(_("Start with the computer"), "at_login"),
        )

    def _tick(self, words: str, preference: str) -> SettingRow:
        box = QCheckBox(words)
        box.setChecked(getattr(self._now, preference))
        set_scale(box, 1.0)
        box.toggled.connect(lambda on: self._changed(preference, on))
        usual = getattr(DEFAULT, preference)
        return SettingRow(preference, box, box, box.setChecked, usual, _("on") if usual else _("off"))

    def _hours_row(self) -> SettingRow:
        usual = self._every.textFromValue(round(2 * DEFAULT.remind_every_h))
        inside = Row(_("Hours between reminders"), self._every, default_words(usual))

        def put(hours: float) -> None:
            self._every.setValue(round(2 * hours))

        return SettingRow("remind_every_h", inside, self._every, put, DEFAULT.remind_every_h, usual)

    def _time(self, preference: str) -> TimeBox:
        box = TimeBox(LAST_MINUTE, minutes(getattr(self._now, preference)))
        box.setWrapping(True)
        box.valueChanged.connect(lambda value: self._changed(preference, written(value)))
        return box

    def _time_row(self, words: str, preference: str, box: TimeBox) -> SettingRow:
        usual = getattr(DEFAULT, preference)

        def put(value: str) -> None:
            box.setValue(minutes(value))

        return SettingRow(preference, Row(words, box, default_words(usual)), box, put, usual, usual)

    @property
    def boxes(self) -> tuple[HoursBox, TimeBox, TimeBox]:
        """What is to be as wide as the other boxes."""
        return self._every, self._from, self._until

    def follow(self, now: Preferences) -> None:
        """Turn off what governs nothing now."""
        for box in self.boxes:
            box.setEnabled(now.remind)

    def show_trouble(self, words: str) -> None:
        """Say what is the matter with reminders; an empty text for nothing."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._remind.control.setAccessibleDescription(words)
