"""The settings for between sessions: reminders, the tray, the start with the computer."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from unknot.i18n import _
from unknot.ui.layout import heading, number_box, text
from unknot.ui.preferences import DEFAULT, Preferences
from unknot.ui.settings_controls import Row, TimeBox, minutes, written
from unknot.ui.theme import GRID, set_scale

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


class Times(QWidget):
    """Two times of day in a line, with words before each."""

    def __init__(self, words: str, begins: TimeBox, and_words: str, ends: TimeBox) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        first, second = text(words, wrap=False), text(and_words, wrap=False)
        first.setBuddy(begins)
        second.setBuddy(ends)
        layout.addWidget(first, 1)
        for part in (begins, second, ends):
            layout.addWidget(part)


class RemindersGroup(QVBoxLayout):
    """A group of the settings. `changed` is called with the preferences that change, by name."""

    def __init__(self, now: Preferences, changed: Callable[..., None]) -> None:
        super().__init__()
        self._changed = changed
        self._remind = self._tick(_("Remind me of a session"), "remind", now)
        self._every = HoursBox(now.remind_every_h)
        self._every.valueChanged.connect(lambda halves: changed(remind_every_h=halves / 2))
        self._from = self._time(_("Reminders from"), "remind_from", now)
        self._until = self._time(_("Reminders until"), "remind_until", now)
        self._tray = self._tick(_("Stay in the tray when closed"), "tray", now)
        self._at_login = self._tick(_("Start with the computer"), "at_login", now)
        self._trouble = text()
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.hide()
        self._build()
        self.follow(now)

    def _tick(self, words: str, preference: str, now: Preferences) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(getattr(now, preference))
        set_scale(box, 1.0)
        box.toggled.connect(lambda on: self._changed(**{preference: on}))
        return box

    def _time(self, name: str, preference: str, now: Preferences) -> TimeBox:
        box = TimeBox(LAST_MINUTE, minutes(getattr(now, preference)))
        box.setAccessibleName(name)
        box.setWrapping(True)
        box.valueChanged.connect(lambda value: self._changed(**{preference: written(value)}))
        return box

    def _build(self) -> None:
        quiet = _(
            "None once the day's goal is met, none while a muscle rests. App default: {n}\u00a0h, {begins}–{ends}."
        )
        quiet = quiet.format(n=f"{DEFAULT.remind_every_h:g}", begins=DEFAULT.remind_from, ends=DEFAULT.remind_until)
        self.setSpacing(GRID)
        for row in (
            heading(_("Between sessions"), 1.35),
            self._remind,
            Row(_("Hours between reminders"), self._every),
            Times(_("Between"), self._from, _("and"), self._until),
            text(quiet, tone="quiet", scale=0.9),
            self._trouble,
            self._tray,
            self._at_login,
        ):
            self.addWidget(row)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self._remind, self._every, self._from, self._until, self._tray, self._at_login)

    @property
    def boxes(self) -> tuple[HoursBox, TimeBox, TimeBox]:
        """What the wheel would turn, and what is to be as wide as the other boxes."""
        return self._every, self._from, self._until

    def follow(self, now: Preferences) -> None:
        """Turn off what governs nothing now."""
        for box in self.boxes:
            box.setEnabled(now.remind)

    def show_trouble(self, words: str) -> None:
        """Say what is the matter with reminders; an empty text for nothing."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._remind.setAccessibleDescription(words)
