"""The settings that matter on the floor: what is heard, how a session begins, a day, the look."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from unknot.core.cues import EVERY_S, TEN_S
from unknot.core.plan import EASING_S
from unknot.i18n import _
from unknot.ui.layout import button, heading, number_box, rule, text
from unknot.ui.preferences import DEFAULT, GOALS, LATEST_END, RATES, Preferences, is_number, rate_words
from unknot.ui.settings_controls import Choice, Level, NumberLine, Row, ScrollGuard, Slider, TimeBox, minutes, written
from unknot.ui.settings_reminders import RemindersGroup
from unknot.ui.theme import GRID, fit_text, set_scale, text_factor, text_font

COLUMN_EM, LONE_EM = 25, 34
"""How wide a column is, beside another or alone, in heights of its text."""
SIDES, ENDS = 4 * GRID, 3 * GRID
"""What is left free beside, and above and below."""


class SettingsDialog(QDialog):
    """Shows preferences, and tells each change at once. Open it with `open()`.

    `changed` carries the new Preferences; `tested` asks for a sound of each kind that is on. What can be no emergency
    number is not told.
    """

    changed = Signal(object)
    tested = Signal()

    def __init__(self, preferences: Preferences, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        self._now = preferences
        self._over = parent
        self._factor = text_factor(parent.width(), parent.height())
        self._make_sound()
        self._make_session()
        self._reminders = RemindersGroup(preferences, self._set)
        self._where = text(_("Everything is kept in {folder}").format(folder=folder), tone="quiet", scale=0.9)
        self._where.setTextFormat(Qt.TextFormat.PlainText)  # a folder may have any name
        self._where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._where.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close = button(_("Close"))
        self._close.clicked.connect(self.accept)
        self._build()
        self._order()
        fit_text(self, self._factor)
        self._follow()
        self._arrange()

    # Making

    def _make_sound(self) -> None:
        """Make what is heard, as it stands now; nobody is told before the person changes something."""
        now = self._now
        self._voice = self._tick(_("Voice"), "voice")
        rate = Slider(_("Speed of the voice"), (-RATES, RATES), 1, 1, round(now.voice_rate * RATES))
        rate.valueChanged.connect(lambda value: self._set(voice_rate=value / RATES))
        self._rate = Level(rate, rate_words)
        self._chimes = self._tick(_("Chimes"), "chimes")
        volume = Slider(_("Volume"), (0, 100), 5, 10, round(100 * now.volume))
        volume.valueChanged.connect(lambda value: self._set(volume=value / 100))
        usual = _("app default: {n} %").format(n=round(100 * DEFAULT.volume))
        self._volume = Level(volume, lambda value: _("{n} %").format(n=value), usual)
        self._test = button(_("Test sound"))
        self._test.clicked.connect(self.tested)
        self._sound = text()
        self._sound.setTextFormat(Qt.TextFormat.PlainText)
        self._sound.hide()
        self._said = (
            self._tick(_("How strong it is, {s} seconds in").format(s=round(EASING_S)), "ask_comfort"),
            self._tick(_("Half way"), "half_way"),
            self._tick(_("Ten seconds left"), "ten_seconds"),
            self._tick(_("Every {s} seconds").format(s=EVERY_S), "every_quarter"),
        )

    def _make_session(self) -> None:
        """Make the rest likewise."""
        now = self._now
        self._distance = self._tick(_("Fill the screen when a session starts"), "distance_view")
        self._goal = QSpinBox()
        self._goal.setRange(*GOALS)
        self._goal.setValue(now.goal)
        number_box(self._goal)
        self._goal.valueChanged.connect(lambda value: self._set(goal=value))
        self._ends = TimeBox(minutes(LATEST_END), minutes(now.day_boundary))
        self._ends.valueChanged.connect(lambda value: self._set(day_boundary=written(value)))
        themes = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        self._theme = Choice(themes, now.theme)
        self._theme.chosen.connect(lambda theme: self._set(theme=theme))
        self._still = QCheckBox(_("Let nothing move"))
        self._still.setChecked(now.motion == "none")
        self._still.toggled.connect(lambda on: self._set(motion="none" if on else "system"))
        set_scale(self._still, 1.0)
        self._number = NumberLine(now.emergency_number)
        self._number.textChanged.connect(self._write_number)
        self._of_number = text(tone="quiet", scale=0.9)

    def _tick(self, words: str, preference: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(getattr(self._now, preference))
        set_scale(box, 1.0)
        box.toggled.connect(lambda on: self._set(**{preference: on}))
        return box

    # Layout

    def _build(self) -> None:
        tests = QHBoxLayout()
        tests.addWidget(self._test)
        tests.addStretch(1)
        sound = _group(_("Sound"), self._voice, self._rate, self._chimes, self._volume)
        sound.addLayout(tests)
        sound.addWidget(self._sound)
        always = _(
            "Always said while the voice is on: each change, muscle and side; {s}\u00a0s into a long compression, that"
            " it should be easing (guide). {ten}\u00a0s and {every}\u00a0s: app default."
        ).format(s=round(EASING_S), ten=TEN_S, every=EVERY_S)
        said = _group(_("What is said"), *self._said, text(always, tone="quiet", scale=0.9))
        session = _group(_("Session"), self._distance)
        per_side = _("for each muscle and side; app default: {n}").format(n=DEFAULT.goal)
        day = _group(
            _("Day"),
            Row(_("Repetitions a day"), self._goal, per_side),
            Row(_("A day ends at"), self._ends, _("app default: {time}").format(time=DEFAULT.day_boundary)),
        )
        look = _group(_("Look"), Row(_("Theme"), self._theme), self._still)
        emergency = _group(_("Emergency number"), self._number, self._of_number, buddy=self._number)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(SIDES, ENDS, SIDES, 2 * GRID)
        self._columns.setSpacing(5 * GRID)
        for groups in ((sound, said, session), (day, self._reminders, look, emergency)):
            column = QVBoxLayout()
            column.setSpacing(3 * GRID)
            for group in groups:
                column.addLayout(group)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._inside = QWidget()
        self._inside.setLayout(self._columns)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self._where, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignBottom)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(SIDES, 0, SIDES, 2 * GRID)
        self._foot.setSpacing(2 * GRID)
        self._foot.addWidget(rule())
        self._foot.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(self._foot)

    def _order(self) -> None:
        """Let Tab go from top to bottom, and the wheel turn nothing in passing."""
        guard = ScrollGuard(self)
        for control in (self._rate.slider, self._volume.slider, self._goal, self._ends, *self._reminders.boxes):
            guard.guard(control)
        stops: list[QWidget] = [self._voice, self._rate.slider, self._chimes, self._volume.slider, self._test]
        stops += [*self._said, self._distance, self._goal, self._ends, *self._reminders.stops]
        stops += self._theme.switches.values()
        for one, other in pairwise([*stops, self._still, self._number, self._where, self._close]):
            self.setTabOrder(one, other)

    def _arrange(self) -> None:
        """Take the room that everything needs, within the window: in two columns, or in one where they are too wide."""
        # What is not shown yet does not know what it needs, and what it is in has not been told of another font.
        for part in self.findChildren(QWidget):
            part.ensurePolished()
            part.updateGeometry()
        for level in (self._rate, self._volume):
            level.make_room()
        for layout in self.findChildren(QLayout):
            layout.invalidate()
        for box in (self._goal, self._ends, *self._reminders.boxes):
            box.setFixedWidth(self._ends.sizeHint().width())
        room, em = self._over.size(), QFontMetrics(text_font(self._factor)).height()
        beside = 2 * SIDES + self._columns.spacing() + 2 * COLUMN_EM * em
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight)
        if self._columns.totalMinimumSize().width() > room.width():
            self._columns.setDirection(QBoxLayout.Direction.TopToBottom)
            beside = 2 * SIDES + LONE_EM * em
        width = min(room.width(), _on_grid(beside))
        height = self._columns.totalHeightForWidth(width) + self._foot.totalHeightForWidth(width)
        self.resize(width, min(room.height(), height))

    # What is so

    def show_sound(self, words: str) -> None:
        """Say what is the matter with the sound; an empty text for nothing."""
        self._sound.setText(words)
        self._sound.setVisible(bool(words))
        self._test.setAccessibleDescription(words)
        self._arrange()

    def show_reminders(self, words: str) -> None:
        """Say what is the matter with reminders; an empty text for nothing."""
        self._reminders.show_trouble(words)
        self._arrange()

    def _set(self, **changed: Any) -> None:  # as dataclasses.replace has it
        now = replace(self._now, **changed)
        if now != self._now:
            self._now = now
            self._follow()
            self.changed.emit(now)

    def _write_number(self, written: str) -> None:
        self._follow()
        if is_number(written.strip()):
            self._set(emergency_number=written.strip())

    def _follow(self) -> None:
        """Turn off what governs nothing now, and say whether the number is taken."""
        now = self._now
        self._rate.setEnabled(now.voice)
        self._volume.setEnabled(now.voice or now.chimes)
        self._test.setEnabled(now.voice or now.chimes)
        for tick in self._said:
            tick.setEnabled(now.voice)
        self._reminders.follow(now)
        if is_number(self._number.text().strip()):
            words = _("Shown where help is needed at once; app default: {n}").format(n=DEFAULT.emergency_number)
        else:
            words = _("Not kept: it takes 2 to 20 digits, spaces, +, * or #. {n} still holds.")
            words = words.format(n=now.emergency_number)
        self._of_number.setText(words)
        self._number.setAccessibleDescription(words)

    # Keys

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the focus on nothing in particular: a key held a little too long must not set anything."""
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter; elsewhere Enter ends what is being written, and no more."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and not event.isAutoRepeat():
            focused.click()


def _group(title: str, *rows: QWidget, buddy: QWidget | None = None) -> QVBoxLayout:
    """Return a column of rows under a heading, which is also the label of `buddy`."""
    top = heading(title, 1.35)
    if buddy is not None:
        top.setBuddy(buddy)
        buddy.setAccessibleName(title)
    layout = QVBoxLayout()
    layout.setSpacing(GRID)
    for row in (top, *rows):
        layout.addWidget(row)
    return layout


def _on_grid(pixels: int) -> int:
    return -(-pixels // GRID) * GRID
