"""The settings: what is looked for is found, and everything finds back to its default."""

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from ui.seeing import accessible, button, has_button, name, press, texts, visible
from ui.test_settings_dialog import FOLDER, ODD, USUAL, Open
from unknot.ui.preferences import Preferences
from unknot.ui.settings_rows import SettingRow, SettingsGroup

CHANGED = Preferences(
    voice=False,
    voice_rate=-0.5,
    chimes=False,
    volume=0.3,
    half_way=True,
    ten_seconds=True,
    every_quarter=True,
    ask_comfort=False,
    distance_view=True,
    goal=7,
    day_boundary="02:00",
    week_start="sunday",
    remind=True,
    remind_every_h=4.5,
    remind_from="08:00",
    remind_until="22:30",
    tray=True,
    at_login=True,
    theme="light",
    motion="none",
    emergency_number="999",
)
"""Nothing is at its default."""
BACK = {
    "Voice": "voice",
    "Speed of the voice": "voice_rate",
    "Chimes": "chimes",
    "Volume": "volume",
    "How strong it is, 30 seconds in": "ask_comfort",
    "Half way": "half_way",
    "Ten seconds left": "ten_seconds",
    "Every 15 seconds": "every_quarter",
    "Fill the screen when a session starts": "distance_view",
    "Repetitions a day": "goal",
    "A day ends at": "day_boundary",
    "Week begins on": "week_start",
    "Remind me of a session": "remind",
    "Hours between reminders": "remind_every_h",
    "Reminders from": "remind_from",
    "Reminders until": "remind_until",
    "Stay in the tray when closed": "tray",
    "Start with the computer": "at_login",
    "Theme": "theme",
    "Let nothing move": "motion",
}


@pytest.fixture
def usual(parent: QWidget) -> Iterator[Open]:
    settings = Open(USUAL, parent)
    yield settings
    settings.dialog.close()


@pytest.fixture
def changed(parent: QWidget) -> Iterator[Open]:
    settings = Open(CHANGED, parent)
    yield settings
    settings.dialog.close()


def search(settings: Open) -> QLineEdit:
    (line,) = [line for line in visible(settings.dialog, QLineEdit) if name(line) == "Search the settings"]
    return line


def looked_for(settings: Open, words: str) -> set[str]:
    """Return the settings that are shown when these words are looked for."""
    search(settings).setText(words)
    return {preference(row) for row in visible(settings.dialog, SettingRow)}


def preference(row: SettingRow) -> str:
    return row.preference


def groups(settings: Open) -> list[str]:
    return [group.title for group in visible(settings.dialog, SettingsGroup)]


# Looking for something


def test_only_what_has_the_words_is_shown(usual: Open) -> None:
    everything = {preference(row) for row in visible(usual.dialog, SettingRow)}
    assert looked_for(usual, "volume") == {"volume"}
    assert groups(usual) == ["Sound"]
    assert looked_for(usual, "SECONDS left") == {"ten_seconds"}
    assert looked_for(usual, "sunday") == {"week_start"}
    assert looked_for(usual, "day") == {"goal", "day_boundary", "week_start"}
    assert looked_for(usual, "muscle and side:") == set()
    assert looked_for(usual, "each muscle and side") == {"goal"}
    assert looked_for(usual, "") == everything
    assert usual.told == []


def test_the_words_of_a_heading_bring_all_that_is_under_it(usual: Open) -> None:
    assert looked_for(usual, "look") == {"theme", "motion", "distance_view"}
    assert looked_for(usual, "emergency") == set()
    assert groups(usual) == ["Emergency number"]
    assert usual.line().isVisible()


def test_a_default_is_not_what_is_looked_for(changed: Open) -> None:
    assert looked_for(changed, "default") == set()
    assert looked_for(changed, "back to default") == set()


def test_where_nothing_is_found_it_says_so(usual: Open) -> None:
    assert "Nothing found" not in texts(usual.dialog)
    assert looked_for(usual, "sciatica") == set()
    assert groups(usual) == []
    assert "Nothing found" in texts(usual.dialog)
    assert accessible(search(usual)).text(QAccessible.Text.Description) == "Nothing found"
    looked_for(usual, "voice")
    assert "Nothing found" not in texts(usual.dialog)


def test_what_is_the_matter_with_the_sound_comes_with_its_button_and_not_by_itself(usual: Open) -> None:
    looked_for(usual, "test")
    assert has_button(usual.dialog, "Test sound")
    usual.dialog.show_sound("No sound device.")
    looked_for(usual, "volume")
    assert "No sound device." not in texts(usual.dialog)
    looked_for(usual, "")
    assert "No sound device." in texts(usual.dialog)


def test_escape_shows_everything_again_and_then_closes(usual: Open) -> None:
    usual.dialog.activateWindow()
    search(usual).setFocus()
    QTest.keyClicks(search(usual), "goal that nobody has")
    usual.press(Qt.Key.Key_Escape)
    assert usual.dialog.isVisible()
    assert len(groups(usual)) == 6
    assert search(usual).hasFocus()
    usual.press(Qt.Key.Key_Escape)
    assert not usual.dialog.isVisible()


def test_escape_ends_the_search_from_anywhere(usual: Open) -> None:
    looked_for(usual, "volume")
    usual.control("Volume").setFocus()
    usual.press(Qt.Key.Key_Escape)
    assert usual.dialog.isVisible()
    assert len(groups(usual)) == 6


def test_ctrl_f_leads_to_the_search(usual: Open) -> None:
    usual.dialog.activateWindow()
    press(usual.dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is search(usual)


def test_enter_in_the_search_sets_nothing_and_closes_nothing(usual: Open) -> None:
    search(usual).setFocus()
    QTest.keyClicks(search(usual), "volume")
    usual.press(Qt.Key.Key_Return)
    assert usual.dialog.isVisible()
    assert usual.told == []


# Back to the defaults


def ways_back(settings: Open) -> set[str]:
    names = [name(made).partition(": back to default: ") for made in visible(settings.dialog, QPushButton)]
    return {setting for setting, found, _default in names if found}


def test_a_way_back_is_offered_only_where_a_setting_differs(usual: Open, changed: Open) -> None:
    assert ways_back(usual) == set()
    assert ways_back(changed) == set(BACK)
    usual.slider("Volume").setValue(35)
    assert ways_back(usual) == {"Volume"}
    usual.slider("Volume").setValue(80)
    assert ways_back(usual) == set()


def test_the_table_of_this_test_is_whole() -> None:
    own = {field.name for field in fields(Preferences)} - {"emergency_number"}
    assert set(BACK.values()) == own
    assert not [field for field in own if getattr(CHANGED, field) == getattr(USUAL, field)]


def way_back(settings: Open, called: str) -> QPushButton:
    begins = f"{called}: back to default: "
    (only,) = [made for made in visible(settings.dialog, QPushButton) if name(made).startswith(begins)]
    return only


@pytest.mark.parametrize("called", list(BACK))
def test_the_way_back_changes_that_setting_alone(changed: Open, called: str) -> None:
    way_back(changed, called).click()
    assert changed.told == [replace(CHANGED, **{BACK[called]: getattr(USUAL, BACK[called])})]
    assert called not in ways_back(changed)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.window() is changed.dialog, "the focus does not get lost with the button"


def test_what_lies_between_two_steps_of_its_control_finds_back_too(parent: QWidget) -> None:
    settings = Open(ODD, parent)
    way_back(settings, "Speed of the voice").click()
    assert settings.told == [replace(ODD, voice_rate=0.0)]
    settings.dialog.close()


def test_the_defaults_stand_beside_what_is_set(usual: Open) -> None:
    said = texts(usual.dialog)
    assert said.count("default: on") == 3
    assert said.count("default: off") == 8
    for words in ("default: usual", "default: 80 %", "for each muscle and side", "default: 3", "default: 03:00"):
        assert words in said
    assert said.count("default: as the system") == 2
    assert accessible(usual.tick("Voice")).text(QAccessible.Text.Description) == "default: on"


def test_where_another_value_is_set_the_default_is_the_way_back_and_nothing_moves(usual: Open) -> None:
    volume = usual.slider("Volume")
    before = volume.mapTo(usual.dialog, volume.rect().bottomRight())
    volume.setValue(35)
    QApplication.processEvents()
    assert way_back(usual, "Volume").text() == "default: 80 %"
    assert "default: 80 %" not in texts(usual.dialog), "it is said once"
    assert volume.mapTo(usual.dialog, volume.rect().bottomRight()) == before


def test_all_of_it_goes_back_in_one_press_but_for_the_number(changed: Open) -> None:
    button(changed.dialog, "All back to default").click()
    assert changed.told == [Preferences(emergency_number="999")]
    assert ways_back(changed) == set()
    assert changed.line().text() == "999"
    assert changed.spin("Repetitions a day").value() == USUAL.goal
    assert changed.slider("Volume").value() == 80
    assert changed.tick("Voice").isChecked()
    assert "The emergency number and the country stay as they are." in texts(changed.dialog)


def test_that_press_can_be_undone_until_something_else_is_set(changed: Open) -> None:
    button(changed.dialog, "All back to default").click()
    button(changed.dialog, "Undo: as it was before").click()
    assert changed.told[1:] == [CHANGED]
    assert ways_back(changed) == set(BACK)
    button(changed.dialog, "All back to default").click()
    changed.tick("Half way").click()
    assert not has_button(changed.dialog, "Undo: as it was before")
    assert changed.told[-1] == Preferences(emergency_number="999", half_way=True)


def test_there_is_nothing_to_put_back_where_all_is_at_its_default(usual: Open) -> None:
    assert not button(usual.dialog, "All back to default").isEnabled()
    usual.line().setText("999")
    assert not button(usual.dialog, "All back to default").isEnabled()
    usual.tick("Half way").click()
    assert button(usual.dialog, "All back to default").isEnabled()


# The way to the data


def test_your_data_is_asked_for_when_the_settings_are_closed(parent: QWidget) -> None:
    settings = Open(USUAL, parent, FOLDER)
    open_then: list[bool] = []
    settings.dialog.data.connect(lambda: open_then.append(settings.dialog.isVisible()))
    button(settings.dialog, "Your data ...").click()
    assert open_then == [False]
