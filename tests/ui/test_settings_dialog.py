"""The settings: each control changes its own preference, at once, and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from gettext import NullTranslations
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QWidget,
)

from ui.conftest import Dress, Show
from ui.fitting import cut_off
from ui.seeing import accessible, button, has_button, name, press, role, spin, texts, visible
from unknot import i18n
from unknot.store.settings import Settings
from unknot.ui import theme
from unknot.ui.preferences import RATES, Preferences, is_number, rate_words
from unknot.ui.settings_dialog import SettingsDialog
from unknot.ui.settings_rows import SettingsGroup

FOLDER = Path("/home/anna/.local/share/unknot")
USUAL = Preferences()
ODD = Preferences(
    voice_rate=0.1,
    volume=0.123,
    half_way=True,
    every_quarter=True,
    distance_view=True,
    goal=7,
    day_boundary="03:17",
    week_start="sunday",
    theme="dark",
    motion="none",
    emergency_number="+49 112",
    remind=True,
    remind_every_h=1.5,
    remind_from="22:17",
    remind_until="06:03",
    tray=True,
    at_login=True,
)
"""Values between the steps of the controls."""
TICKS = {
    "Voice": "voice",
    "Chimes": "chimes",
    "How strong it is, 30 seconds in": "ask_comfort",
    "Half way": "half_way",
    "Ten seconds left": "ten_seconds",
    "Every 15 seconds": "every_quarter",
    "Fill the screen when a session starts": "distance_view",
    "Remind me of a session": "remind",
    "Stay in the tray when closed": "tray",
    "Start with the computer": "at_login",
}
W = TypeVar("W", bound=QWidget)
SEARCH = "Search the settings"
IN_ORDER = [
    SEARCH,
    "Voice",
    "Speed of the voice",
    "Chimes",
    "Volume",
    "Test sound",
    "How strong it is, 30 seconds in",
    "Half way",
    "Ten seconds left",
    "Every 15 seconds",
    "As the system (Theme)",
    "Let nothing move",
    "Fill the screen when a session starts",
    "Repetitions a day",
    "A day ends at",
    "As the system (Week begins on)",
    "Remind me of a session",
    "Hours between reminders",
    "Reminders from",
    "Reminders until",
    "Stay in the tray when closed",
    "Start with the computer",
    "Emergency number",
    f"Everything is kept in {FOLDER}",
    "Your data ...",
    "Close",
]
"""What Tab reaches where everything is at its default."""
THEMES = {
    "As the system (Theme)": "system",
    "Light (Theme)": "light",
    "Dark (Theme)": "dark",
    "High contrast (Theme)": "contrast",
}
DAYS = {f"{day} (Week begins on)": day.lower() for day in ("Monday", "Saturday", "Sunday")}
KINDS = (QCheckBox, QSlider, QSpinBox, QLineEdit, QPushButton)


def called_as(widget: QWidget) -> str:
    """Return the name of a control, with what a switch is about."""
    about = accessible(widget).text(QAccessible.Text.Description)
    return f"{name(widget)} ({about})" if about in {"Theme", "Week begins on"} else name(widget)


class Open:
    """A dialog that is open, and what it has told."""

    def __init__(self, preferences: Preferences, parent: QWidget, folder: Path = FOLDER) -> None:
        self.told: list[Preferences] = []
        self.tests = 0
        self.dialog = SettingsDialog(preferences, folder, parent)
        self.dialog.changed.connect(self.told.append)
        self.dialog.tested.connect(self._count)
        self.dialog.open()
        self.dialog.activateWindow()
        for _turn in range(3):
            QApplication.processEvents()

    def _count(self) -> None:
        self.tests += 1

    def control(self, called: str) -> QWidget:
        (only,) = [widget for kind in KINDS for widget in visible(self.dialog, kind) if called_as(widget) == called]
        return only

    def tick(self, called: str) -> QCheckBox:
        return self._of(QCheckBox, called)

    def slider(self, called: str) -> QSlider:
        return self._of(QSlider, called)

    def line(self) -> QLineEdit:
        return self._of(QLineEdit, "Emergency number")

    def switch(self, called: str) -> QPushButton:
        return self._of(QPushButton, called)

    def theme(self) -> list[str]:
        return [called for called in THEMES if self.switch(called).isChecked()]

    def spin(self, called: str) -> QSpinBox:
        return spin(self.dialog, called)

    def press(self, key: Qt.Key) -> None:
        press(QApplication.focusWidget() or self.dialog, key)

    def _of(self, kind: type[W], called: str) -> W:
        widget = self.control(called)
        assert isinstance(widget, kind)
        return widget


Opens = Callable[..., Open]


@pytest.fixture
def opens(parent: QWidget) -> Iterator[Opens]:
    """Open the settings, and close them after the test."""
    made: list[Open] = []

    def opened(preferences: Preferences = USUAL, folder: Path = FOLDER) -> Open:
        made.append(Open(preferences, parent, folder))
        return made[-1]

    yield opened
    for each in made:
        each.dialog.close()


@pytest.fixture
def settings(opens: Opens) -> Open:
    return opens()


# What is shown


def test_it_is_a_plain_dialog(settings: Open) -> None:
    dialog = settings.dialog
    assert (name(dialog), dialog.windowTitle(), role(dialog)) == ("Settings", "Settings", QAccessible.Role.Dialog)
    assert dialog.result() == 0


def test_the_defaults_are_those_of_the_settings_that_are_kept() -> None:
    kept = Settings()
    said = {"half_way": "say_half_way", "ten_seconds": "say_ten_seconds", "every_quarter": "say_every_quarter"}
    for field in fields(Preferences):
        assert getattr(USUAL, field.name) == getattr(kept, said.get(field.name, field.name))


def test_the_groups_are_in_this_order(settings: Open) -> None:
    groups = ["Sound", "What is said", "Look", "Day", "Between sessions", "Emergency number"]
    assert [words for words in texts(settings.dialog) if words in groups] == groups


@pytest.mark.parametrize("preferences", [USUAL, ODD])
def test_opening_shows_what_is_so_and_tells_nobody(opens: Opens, preferences: Preferences) -> None:
    settings = opens(preferences)
    for called, preference in TICKS.items():
        assert settings.tick(called).isChecked() == getattr(preferences, preference)
    assert settings.slider("Speed of the voice").value() == round(RATES * preferences.voice_rate)
    assert settings.slider("Volume").value() == round(100 * preferences.volume)
    assert settings.spin("Repetitions a day").value() == preferences.goal
    assert settings.spin("A day ends at").text() == preferences.day_boundary
    assert [THEMES[called] for called in settings.theme()] == [preferences.theme]
    week = "As the system" if preferences.week_start == "system" else preferences.week_start.title()
    assert settings.switch(f"{week} (Week begins on)").isChecked()
    assert settings.tick("Let nothing move").isChecked() == (preferences.motion == "none")
    assert settings.line().text() == preferences.emergency_number
    assert settings.spin("Hours between reminders").value() == 2 * preferences.remind_every_h
    assert settings.spin("Reminders from").text() == preferences.remind_from
    assert settings.spin("Reminders until").text() == preferences.remind_until
    settings.dialog.close()
    assert (settings.told, settings.tests) == ([], 0)


def test_every_control_is_named_as_its_label_says(settings: Open) -> None:
    names = [called_as(widget) for kind in KINDS for widget in visible(settings.dialog, kind)]
    controls = [each for each in IN_ORDER if not each.startswith("Everything")]
    switches = {*THEMES, *DAYS, "As the system (Week begins on)"} - set(IN_ORDER)
    assert sorted(each for each in names if each) == sorted([*controls, *switches, "All back to default"])
    labels = [label for label in visible(settings.dialog, QLabel) if label.buddy() is not None]
    with_label = {"Speed of the voice", "Volume", "Repetitions a day", "A day ends at", "Emergency number"}
    named = {(each, each) for each in with_label | {"Hours between reminders", "Reminders from", "Reminders until"}}
    assert {(name(label.buddy()), label.text()) for label in labels} == named


def test_sliders_say_where_they_stand(settings: Open) -> None:
    settings.slider("Volume").setValue(35)
    settings.slider("Speed of the voice").setValue(-2)
    assert {"35 %", "slower"} <= set(texts(settings.dialog))
    told = accessible(settings.slider("Speed of the voice")).text(QAccessible.Text.Description)
    assert told == "slower"


def test_each_speed_has_words_of_its_own() -> None:
    assert len({rate_words(step) for step in range(-RATES, RATES + 1)}) == 2 * RATES + 1


def test_what_is_the_programs_own_says_so(settings: Open) -> None:
    said = " ".join(texts(settings.dialog))
    for own in ("default: 80 %", "default: 3", "default: 03:00", "default: 112"):
        assert own in said
    assert "10\u00a0s and 15\u00a0s: app default" in said
    assert "easing (guide)" in said


# Changing


@pytest.mark.parametrize("preferences", [USUAL, ODD])
@pytest.mark.parametrize("called", list(TICKS))
def test_a_tick_changes_its_preference_alone(opens: Opens, preferences: Preferences, called: str) -> None:
    settings = opens(preferences)
    settings.tick(called).click()
    turned: dict[str, Any] = {TICKS[called]: not getattr(preferences, TICKS[called])}
    assert settings.told == [replace(preferences, **turned)]
    settings.tick(called).click()
    assert settings.told[1:] == [preferences]


@pytest.mark.parametrize("preferences", [USUAL, ODD])
def test_each_other_control_changes_its_preference_alone(opens: Opens, preferences: Preferences) -> None:
    def now(settings: Open, **changed: Any) -> None:
        assert settings.told == [replace(preferences, **changed)]
        settings.dialog.close()

    (one := opens(preferences)).slider("Volume").setValue(35)
    now(one, volume=0.35)
    (one := opens(preferences)).slider("Speed of the voice").setValue(-4)
    now(one, voice_rate=-1.0)
    (one := opens(preferences)).spin("Repetitions a day").setValue(5)
    now(one, goal=5)
    (one := opens(preferences)).spin("A day ends at").setValue(4 * 60 + 30)
    now(one, day_boundary="04:30")
    button((one := opens(preferences)).dialog, "Light").click()
    now(one, theme="light")
    button((one := opens(preferences)).dialog, "Saturday").click()
    now(one, week_start="saturday")
    (one := opens(preferences)).tick("Let nothing move").click()
    now(one, motion="none" if preferences.motion == "system" else "system")
    (one := opens(preferences)).line().setText("999")
    now(one, emergency_number="999")
    (one := opens(preferences)).spin("Hours between reminders").setValue(9)
    now(one, remind_every_h=4.5)
    (one := opens(preferences)).spin("Reminders from").setValue(23 * 60 + 59)
    now(one, remind_from="23:59")
    (one := opens(preferences)).spin("Reminders until").setValue(0)
    now(one, remind_until="00:00")


def test_changes_add_up(settings: Open) -> None:
    settings.tick("Half way").click()
    settings.spin("Repetitions a day").setValue(4)
    assert settings.told[-1] == replace(USUAL, half_way=True, goal=4)


def test_the_limits_are_those_of_what_is_kept(settings: Open) -> None:
    limits = {
        called: (settings.spin(called).minimum(), settings.spin(called).maximum())
        for called in ("Repetitions a day", "A day ends at")
    }
    assert limits == {"Repetitions a day": (1, 20), "A day ends at": (0, 360)}
    settings.slider("Volume").setValue(-5)
    settings.slider("Speed of the voice").setValue(9)
    assert (settings.told[-1].volume, settings.told[-1].voice_rate) == (0.0, 1.0)
    settings.slider("Volume").setValue(200)
    assert settings.told[-1].volume == 1.0


@pytest.mark.parametrize(
    ("typed", "kept"), [("04:30", "04:30"), ("4:30", "04:30"), ("5", "05:00"), ("06:00", "06:00"), ("00:00", "00:00")]
)
def test_a_time_can_be_written(settings: Open, typed: str, kept: str) -> None:
    box = settings.spin("A day ends at")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, typed)
    settings.press(Qt.Key.Key_Return)
    assert settings.told == [replace(USUAL, day_boundary=kept)]
    assert box.text() == kept
    assert settings.dialog.isVisible()


@pytest.mark.parametrize("typed", ["06:30", "23:00", "4:99", "9", ":", "", "x"])
def test_what_is_no_time_of_the_night_is_not_told(settings: Open, typed: str) -> None:
    box = settings.spin("A day ends at")
    box.setFocus()
    box.selectAll()
    press(box, Qt.Key.Key_Delete)
    QTest.keyClicks(box, typed)
    settings.press(Qt.Key.Key_Return)
    assert settings.told == []
    assert box.text() == "03:00"


def test_arrows_go_by_half_hours_and_stop_at_the_limits(settings: Open) -> None:
    box = settings.spin("A day ends at")
    box.setFocus()
    for _step in range(9):
        settings.press(Qt.Key.Key_Up)
    assert [told.day_boundary for told in settings.told] == ["03:30", "04:00", "04:30", "05:00", "05:30", "06:00"]


# Off


@pytest.mark.parametrize(
    ("voice", "chimes", "rate_on", "volume_on"),
    [(True, True, True, True), (True, False, True, True), (False, True, False, True), (False, False, False, False)],
)
def test_what_governs_nothing_is_off(opens: Opens, voice: bool, chimes: bool, rate_on: bool, volume_on: bool) -> None:
    def states(settings: Open) -> tuple[bool, ...]:
        coaching = {settings.tick(called).isEnabled() for called in list(TICKS)[2:6]}
        assert coaching == {voice}
        controls = ("Speed of the voice", "Volume", "Test sound")
        return tuple(settings.control(called).isEnabled() for called in controls)

    assert states(opens(Preferences(voice=voice, chimes=chimes))) == (rate_on, volume_on, volume_on)
    turned = opens(Preferences(voice=not voice, chimes=not chimes))
    turned.tick("Voice").click()
    turned.tick("Chimes").click()
    assert states(turned) == (rate_on, volume_on, volume_on)


def test_turning_the_voice_off_keeps_what_was_set_for_it(opens: Opens) -> None:
    settings = opens(ODD)
    settings.tick("Voice").click()
    settings.tick("Voice").click()
    assert settings.told[-1] == ODD


# Reminders


def test_without_reminders_their_times_are_off(settings: Open) -> None:
    assert [settings.control(called).isEnabled() for called in OF_REMINDERS] == [False] * 3
    settings.tick("Remind me of a session").click()
    assert [settings.control(called).isEnabled() for called in OF_REMINDERS] == [True] * 3


@pytest.mark.parametrize(
    ("typed", "kept"), [("4", 4.0), ("2.5", 2.5), ("2,5 h", 2.5), ("12", 12.0), ("0.5", 0.5), ("1.5 h", 1.5)]
)
def test_hours_can_be_written(opens: Opens, typed: str, kept: float) -> None:
    settings = opens(replace(USUAL, remind=True))
    box = settings.spin("Hours between reminders")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, typed)
    settings.press(Qt.Key.Key_Return)
    assert settings.told[-1] == replace(USUAL, remind=True, remind_every_h=kept)


@pytest.mark.parametrize("typed", ["0", "13", "2.3", "x", "", "2.5.5", "-1"])
def test_what_are_no_hours_is_not_told(opens: Opens, typed: str) -> None:
    settings = opens(replace(USUAL, remind=True))
    box = settings.spin("Hours between reminders")
    box.setFocus()
    box.selectAll()
    press(box, Qt.Key.Key_Delete)
    QTest.keyClicks(box, typed)
    settings.press(Qt.Key.Key_Return)
    assert all(0.5 <= told.remind_every_h <= 12 for told in settings.told)
    assert box.text() == f"{box.value() / 2:g} h"
    assert box.value() in {2, 4, 5, 6}


def test_what_is_the_matter_with_reminders_is_said_for_as_long_as_it_is(settings: Open) -> None:
    words = "This desktop shows no notifications."
    settings.dialog.show_reminders(words)
    assert words in texts(settings.dialog)
    told = accessible(settings.tick("Remind me of a session")).text(QAccessible.Text.Description)
    assert told == words
    settings.dialog.show_reminders("")
    assert words not in texts(settings.dialog)


# Sound


def test_a_test_is_asked_for_and_changes_nothing(settings: Open) -> None:
    button(settings.dialog, "Test sound").click()
    assert (settings.told, settings.tests) == ([], 1)


def test_what_is_the_matter_with_the_sound_is_said_for_as_long_as_it_is(settings: Open) -> None:
    words = "No voice on <this> computer."
    settings.dialog.show_sound(words)
    assert words in texts(settings.dialog)
    assert accessible(button(settings.dialog, "Test sound")).text(QAccessible.Text.Description) == words
    settings.dialog.show_sound("")
    assert words not in texts(settings.dialog)
    assert settings.told == []


# The emergency number


@pytest.mark.parametrize("number", ["112", "15", "+49 112", "*100#", "0" * 20, " 999 "])
def test_a_number_is_told(settings: Open, number: str) -> None:
    settings.line().setText(number)
    assert settings.told == ([] if number == "112" else [replace(USUAL, emergency_number=number.strip())])
    assert not any("Not kept" in words for words in texts(settings.dialog))


@pytest.mark.parametrize("number", ["", "1", " 1 ", "  ", "##", "nine", "112a", "0" * 21, "١١٢", "1-1-2", "112;"])
def test_what_can_be_no_number_is_not_told_and_a_line_says_so(settings: Open, number: str) -> None:
    settings.line().setText(number)
    assert settings.told == []
    (line,) = [words for words in texts(settings.dialog) if words.startswith("Not kept")]
    assert "112 still holds" in line
    assert accessible(settings.line()).text(QAccessible.Text.Description) == line
    settings.line().setText("999")
    assert settings.told == [replace(USUAL, emergency_number="999")]
    assert not any("Not kept" in words for words in texts(settings.dialog))


def test_a_bad_number_keeps_no_other_setting_back(settings: Open) -> None:
    settings.line().setText("nine")
    settings.tick("Half way").click()
    assert settings.told == [replace(USUAL, half_way=True)]


def test_what_is_told_can_be_kept() -> None:
    for number in ("112", "+49 112", "*100#"):
        assert is_number(number)
        assert msgspec.convert({"emergency_number": number}, Settings).emergency_number == number


# The folder


def test_the_folder_can_be_taken_with_mouse_and_keyboard(opens: Opens) -> None:
    folder = Path("/home/a & b/<b>x</b>")
    settings = opens(folder=folder)
    (label,) = [each for each in visible(settings.dialog, QLabel) if str(folder) in each.text()]
    assert label.text() == f"Everything is kept in {folder}"
    label.setFocus()
    QTest.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert label.selectedText() == label.text()
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


# The keyboard


def test_tab_reaches_everything_in_order(opens: Opens) -> None:
    settings = opens(replace(USUAL, remind=True))
    reached: list[str] = []
    expected = list(IN_ORDER)  # what reminders need is on only with them, and that is no default
    expected.insert(IN_ORDER.index("Remind me of a session") + 1, "Remind me of a session: back to default: off")
    expected.insert(expected.index("Your data ..."), "All back to default")
    for _stop in expected:
        settings.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(called_as(focused))
    assert reached == expected
    settings.press(Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert name(focused) == IN_ORDER[0]


def test_a_key_held_too_long_sets_nothing(settings: Open) -> None:
    settings.press(Qt.Key.Key_Space)
    settings.press(Qt.Key.Key_Return)
    assert settings.told == []
    assert settings.dialog.isVisible()


def test_everything_can_be_set_by_keys(settings: Open) -> None:
    keys = {
        "Voice": Qt.Key.Key_Space,
        "Speed of the voice": Qt.Key.Key_Left,
        "Chimes": Qt.Key.Key_Space,
        "Volume": Qt.Key.Key_Left,
        "Test sound": Qt.Key.Key_Space,
        "Repetitions a day": Qt.Key.Key_Up,
        "A day ends at": Qt.Key.Key_Down,
        "As the system (Week begins on)": Qt.Key.Key_Right,
        "As the system (Theme)": Qt.Key.Key_Right,
        "Let nothing move": Qt.Key.Key_Space,
        "Emergency number": Qt.Key.Key_0,
        "Hours between reminders": Qt.Key.Key_Up,
        "Reminders from": Qt.Key.Key_Down,
        "Reminders until": Qt.Key.Key_Up,
    }
    keys |= dict.fromkeys(list(TICKS)[2:], Qt.Key.Key_Space)
    chime_first = [each for each in IN_ORDER if each != "Voice"]  # with the voice off the rest could not be set
    for called in [*chime_first, "Voice"]:
        if called in keys:
            settings.control(called).setFocus()
            settings.line().deselect()
            settings.press(keys[called])
    assert settings.told[-1] == Preferences(
        voice=False,
        voice_rate=-0.25,
        chimes=False,
        volume=0.75,
        half_way=True,
        ten_seconds=True,
        every_quarter=True,
        ask_comfort=False,
        distance_view=True,
        goal=4,
        day_boundary="02:30",
        week_start="monday",
        theme="light",
        motion="none",
        emergency_number="1120",
        remind=True,
        remind_every_h=3.5,
        remind_from="08:30",
        remind_until="21:30",
        tray=True,
        at_login=True,
    )
    assert settings.tests == 1


def test_enter_presses_a_button_and_else_leaves_it_open(settings: Open) -> None:
    quiet = [each for each in IN_ORDER[:-3] if each != "Test sound"]
    for called in quiet:
        settings.control(called).setFocus()
        settings.press(Qt.Key.Key_Return)
    assert settings.dialog.isVisible()
    assert settings.told == []
    settings.control("Test sound").setFocus()
    settings.press(Qt.Key.Key_Return)
    assert settings.tests == 1
    settings.control("Close").setFocus()
    settings.press(Qt.Key.Key_Return)
    assert not settings.dialog.isVisible()


def test_escape_and_close_close(opens: Opens) -> None:
    by_key, by_button = opens(), opens()
    button(by_button.dialog, "Close").click()
    press(by_key.dialog, Qt.Key.Key_Escape)
    for settings in (by_key, by_button):
        assert not settings.dialog.isVisible()
        assert settings.told == []


# The wheel


def turn(widget: QWidget) -> None:
    at = QPointF(widget.rect().center())
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


NUMBERS = ["Speed of the voice", "Volume", "Repetitions a day", "A day ends at"]
OF_REMINDERS = ["Hours between reminders", "Reminders from", "Reminders until"]


@pytest.mark.parametrize("called", NUMBERS + OF_REMINDERS)
def test_the_wheel_sets_nothing_in_passing(opens: Opens, called: str) -> None:
    settings = opens(ODD)
    turn(settings.control(called))
    assert settings.told == []
    settings.control(called).setFocus()
    turn(settings.control(called))
    assert len(settings.told) == 1


# Whether it fits

HINDERED = "The voice does not answer: chimes go on. It is tried again.\nNo sound device: watch the picture."


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 700), (1366, 768), (1920, 1080), (3840, 2160)], ids=str)
def test_it_fits_and_nothing_is_cut_off(
    size: tuple[int, int], colours: theme.Colours, text_size: float, dress: Dress, show: Show
) -> None:
    dress(colours)
    parent = QWidget()
    parent.resize(*size)
    show(parent)
    settings = Open(USUAL, parent)
    assert not scrolls(settings.dialog) or text_size > 1, "it may only where text is large"
    settings.line().setText("nine")
    for words in ("", HINDERED):
        settings.dialog.show_sound(words)
        for _turn in range(3):
            QApplication.processEvents()
        assert "\n".join(cut_off(settings.dialog)) == ""
        assert settings.dialog.width() <= size[0]
        assert settings.dialog.height() <= size[1]
    settings.dialog.close()


@pytest.mark.parametrize("height", range(480, 700, 20))
def test_where_it_scrolls_no_heading_is_cut_in_half_at_first(height: int, show: Show) -> None:
    parent = QWidget()
    parent.resize(1024, height)
    show(parent)
    settings = Open(USUAL, parent)
    assert scrolls(settings.dialog)
    assert height - 40 <= settings.dialog.height() <= height
    heads = [group.top for group in visible(settings.dialog, SettingsGroup)]
    seen = [head.visibleRegion().boundingRect().height() for head in heads]
    assert all(rows in {0, head.height()} for rows, head in zip(seen, heads, strict=True))
    settings.dialog.close()


def scrolls(dialog: SettingsDialog) -> bool:
    (area,) = visible(dialog, QScrollArea)
    return area.verticalScrollBar().isVisible()


@pytest.mark.parametrize("times", [2.5, 3.5])
def test_where_text_is_vast_it_scrolls_down_and_not_across(
    times: float, qapp: QApplication, dress: Dress, parent: QWidget
) -> None:
    before = qapp.font()
    vast = qapp.font()
    vast.setPointSizeF(before.pointSizeF() * times)
    qapp.setFont(vast)
    try:
        dress(theme.LIGHT)
        settings = Open(USUAL, parent)
        assert scrolls(settings.dialog)
        assert "\n".join(cut_off(settings.dialog)) == ""
        assert settings.dialog.width() <= parent.width()
        assert settings.dialog.height() <= parent.height()
        for step in range(-RATES, RATES + 1):
            settings.slider("Speed of the voice").setValue(step)
            QApplication.processEvents()
            assert "\n".join(cut_off(settings.dialog)) == ""
        assert settings.line().visibleRegion().isEmpty()
        settings.control("Start with the computer").setFocus()
        settings.press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is settings.line()
        assert not settings.line().visibleRegion().isEmpty(), "the keyboard brings it into sight"
        settings.dialog.close()
    finally:
        qapp.setFont(before)


def test_a_long_folder_takes_several_lines(opens: Opens) -> None:
    settings = opens(folder=Path("/home" + "/a-folder-with-a-long-name" * 12))
    assert "\n".join(cut_off(settings.dialog)) == ""


# Words


class Marked(NullTranslations):
    """A language in which every text is the English one between brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"


def test_every_word_can_be_translated(opens: Opens) -> None:
    i18n.install(Marked())
    dialog = opens().dialog
    said = [dialog.windowTitle()]
    said += [part.text() for part in dialog.findChildren(QLabel)]
    said += [part.text() for part in dialog.findChildren(QAbstractButton)]
    assert len(said) > 25
    said += [part.accessibleName() for part in dialog.findChildren(QWidget)]
    said += [part.accessibleDescription() for part in dialog.findChildren(QWidget)]
    assert [words for words in said if words and not (words.startswith("⟦") and words.endswith("⟧"))] == []
    assert has_button(dialog, "⟦Close⟧")
