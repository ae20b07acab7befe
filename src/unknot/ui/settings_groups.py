"""The groups of the settings: what is heard, the look, a day, between sessions, the emergency number."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QSpinBox, QVBoxLayout, QWidget

from unknot.core.cues import EVERY_S, TEN_S
from unknot.core.plan import EASING_S
from unknot.i18n import _
from unknot.ui.layout import button, number_box, text
from unknot.ui.number_line import NumberLine
from unknot.ui.preferences import DEFAULT, GOALS, LATEST_END, RATES, Preferences, is_number, rate_words
from unknot.ui.settings_controls import Choice, Level, Row, Slider, TimeBox, minutes, written
from unknot.ui.settings_reminders import RemindersGroup
from unknot.ui.settings_rows import SettingRow, SettingsGroup, default_words
from unknot.ui.theme import GRID, set_scale


class SettingsGroups(QObject):
    """Makes them as `preferences` stand. `wanted` carries what the person changes, by the names of preferences.

    `columns` has the groups of each column, `all` all of them: another group finds its place by being listed there.
    What can be no emergency number is not told.
    """

    wanted = Signal(dict)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._now = preferences
        self.test = button(_("Test sound"))
        self._reminders = RemindersGroup(preferences, self._set)
        day, look = self._other_groups()
        sounding = (self._sound_group(), self._said_group(), look)
        self.columns = (sounding, (day, self._reminders, self._emergency_group()))
        self.all = [group for column in self.columns for group in column]
        self._rows = [row for group in self.all for row in group.setting_rows()]
        for row in self._rows:
            row.returned.connect(lambda value, row=row: self._set(row.preference, value))

    def _set(self, preference: str, value: object) -> None:
        self.wanted.emit({preference: value})

    # What is so

    def follow(self, now: Preferences) -> None:
        """Turn off what governs nothing now, and say what differs from its default and whether the number is taken."""
        self._now = now
        self._rate.turn(on=now.voice)
        self._volume.turn(on=now.voice or now.chimes)
        self.test.setEnabled(now.voice or now.chimes)
        for tick in self._said:
            tick.control.setEnabled(now.voice)
        self._reminders.follow(now)
        for row in self._rows:
            row.follow(getattr(now, row.preference))
        self._say_number()

    def show(self, now: Preferences) -> None:
        """Show other values of everything that has a default, and tell nobody."""
        with QSignalBlocker(self):
            for row in self._rows:
                row.put(getattr(now, row.preference))

    def show_sound(self, words: str) -> None:
        """Say what is the matter with the sound; an empty text for nothing."""
        self._sound.setText(words)
        self._sound.setVisible(bool(words))
        self.test.setAccessibleDescription(words)

    def show_reminders(self, words: str) -> None:
        """Say what is the matter with reminders; an empty text for nothing."""
        self._reminders.show_trouble(words)

    def make_room(self) -> None:
        """Keep room for what a control may come to say, so that nothing moves beside it."""
        for level in (self._rate, self._volume):
            level.make_room()
        for box in (self._goal, self._ends, *self._reminders.boxes):
            box.setFixedWidth(self._ends.sizeHint().width())

    # Making

    def _sound_group(self) -> SettingsGroup:
        """Make what is heard, as it stands now; nobody is told before the person changes something."""
        now = self._now
        rate = Slider(_("Speed of the voice"), (-RATES, RATES), 1, 1, round(now.voice_rate * RATES))
        rate.valueChanged.connect(lambda value: self._set("voice_rate", value / RATES))
        self._rate = Level(rate, rate_words)
        volume = Slider(_("Volume"), (0, 100), 5, 10, round(100 * now.volume))
        volume.valueChanged.connect(lambda value: self._set("volume", value / 100))
        self._volume = Level(volume, lambda value: _("{n} %").format(n=value))
        self._sound = text()
        self._sound.setTextFormat(Qt.TextFormat.PlainText)
        self._sound.hide()

        def put_rate(value: float) -> None:
            rate.setValue(round(value * RATES))

        def put_volume(value: float) -> None:
            volume.setValue(round(100 * value))

        usual = _("{n} %").format(n=round(100 * DEFAULT.volume))
        return SettingsGroup(
            _("Sound"),
            self._tick(_("Voice"), "voice"),
            SettingRow("voice_rate", self._rate, rate, put_rate, DEFAULT.voice_rate, rate_words(0)),
            self._tick(_("Chimes"), "chimes"),
            SettingRow("volume", self._volume, volume, put_volume, DEFAULT.volume, usual),
            _together(self.test, self._sound),
        )

    def _said_group(self) -> SettingsGroup:
        """Make what is said besides."""
        always = _(
            "The voice always says each change, muscle and side, and after {s}\u00a0s that it should be easing (guide)."
            " {ten}\u00a0s and {every}\u00a0s: app default."
        ).format(s=round(EASING_S), ten=TEN_S, every=EVERY_S)
        self._said = (
            self._tick(_("How strong it is, {s} seconds in").format(s=round(EASING_S)), "ask_comfort"),
            self._tick(_("Half way"), "half_way"),
            self._tick(_("Ten seconds left"), "ten_seconds"),
            self._tick(_("Every {s} seconds").format(s=EVERY_S), "every_quarter"),
        )
        return SettingsGroup(_("What is said"), *self._said, text(always, tone="quiet", scale=0.9))

    def _other_groups(self) -> tuple[SettingsGroup, SettingsGroup]:
        """Make what a day is like, and the look."""
        fills = self._tick(_("Fill the screen when a session starts"), "distance_view")
        return (
            SettingsGroup(_("Day"), self._goal_row(), self._ends_row(), self._week_row()),
            SettingsGroup(_("Look"), self._theme_row(), self._still_row(), fills),
        )

    def _goal_row(self) -> SettingRow:
        self._goal = box = QSpinBox()
        box.setRange(*GOALS)
        box.setValue(self._now.goal)
        number_box(box)
        box.valueChanged.connect(lambda value: self._set("goal", value))
        about, usual = _("for each muscle and side"), str(DEFAULT.goal)
        inside = Row(_("Repetitions a day"), box, f"{about}; {default_words(usual)}", about=about)
        return SettingRow("goal", inside, box, box.setValue, DEFAULT.goal, usual)

    def _ends_row(self) -> SettingRow:
        self._ends = box = TimeBox(minutes(LATEST_END), minutes(self._now.day_boundary))
        box.valueChanged.connect(lambda value: self._set("day_boundary", written(value)))
        usual = DEFAULT.day_boundary
        inside = Row(_("A day ends at"), box, default_words(usual))

        def put(value: str) -> None:
            box.setValue(minutes(value))

        return SettingRow("day_boundary", inside, box, put, usual, usual)

    def _week_row(self) -> SettingRow:
        words = {
            "system": _("As the system"),
            "monday": _("Monday"),
            "saturday": _("Saturday"),
            "sunday": _("Sunday"),
        }
        return self._choice(_("Week begins on"), "week_start", words, under=True)

    def _theme_row(self) -> SettingRow:
        words = {
            "system": _("As the system"),
            "light": _("Light"),
            "dark": _("Dark"),
            "contrast": _("High contrast"),
        }
        return self._choice(_("Theme"), "theme", words, under=True)

    def _choice(self, words: str, preference: str, choices: Mapping[str, str], *, under: bool = False) -> SettingRow:
        choice = Choice(choices, getattr(self._now, preference))
        choice.chosen.connect(lambda value: self._set(preference, value))
        first = next(iter(choice.switches.values()))
        usual = getattr(DEFAULT, preference)
        return SettingRow(
            preference, Row(words, choice, under=under), first, choice.choose, usual, choices[usual].lower()
        )

    def _still_row(self) -> SettingRow:
        box = QCheckBox(_("Let nothing move"))
        box.setChecked(self._now.motion == "none")
        box.toggled.connect(lambda on: self._set("motion", "none" if on else "system"))
        set_scale(box, 1.0)

        def put(value: str) -> None:
            box.setChecked(value == "none")

        return SettingRow("motion", box, box, put, DEFAULT.motion, _("off"))

    def _emergency_group(self) -> SettingsGroup:
        """Make the line for the number. It has no way back: a default would be wrong where another number helps."""
        self._number = NumberLine(self._now.emergency_number)
        self._number.textChanged.connect(self._write_number)
        self._of_number = text(tone="quiet", scale=0.9)
        row = _together(self._number, self._of_number)
        return SettingsGroup(_("Emergency number"), row, buddy=self._number)

    def _tick(self, words: str, preference: str) -> SettingRow:
        box = QCheckBox(words)
        box.setChecked(getattr(self._now, preference))
        set_scale(box, 1.0)
        box.toggled.connect(lambda on: self._set(preference, on))
        usual = getattr(DEFAULT, preference)
        return SettingRow(preference, box, box, box.setChecked, usual, _("on") if usual else _("off"))

    # The emergency number

    def _write_number(self, words: str) -> None:
        self._say_number()
        if is_number(words.strip()):
            self._set("emergency_number", words.strip())

    def _say_number(self) -> None:
        """Say what the number is for, or why what is written there is not kept."""
        if is_number(self._number.text().strip()):
            words = _("Shown where help is needed at once; default: {n}").format(n=DEFAULT.emergency_number)
        else:
            words = _("Not kept: it takes 2 to 20 digits, spaces, +, * or #. {n} still holds.")
            words = words.format(n=self._now.emergency_number)
        self._of_number.setText(words)
        self._number.setAccessibleDescription(words)


def _together(*parts: QWidget) -> QWidget:
    """Return several widgets as one row: they are found together."""
    row = QWidget()
    layout = QVBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID // 2)
    for part in parts:
        layout.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, QPushButton) else Qt.AlignmentFlag(0))
    return row
