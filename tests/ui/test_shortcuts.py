"""What the keys do: said in one place, opened with "?", and never in the way of Stop."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from ui.fitting import cut_off
from ui.house import House, Live
from ui.seeing import button, click, dialogs, has_button, name, press, role, texts, visible
from unknot.core.session import Outcome
from unknot.ui.keys import KEYS, Does
from unknot.ui.shortcuts import ShortcutsDialog, hint, in_session, key_names
from unknot.ui.window import Window

OPENERS = [(Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier), (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)]


def shown() -> QDialog | None:
    return next((dialog for dialog in dialogs() if dialog.windowTitle() == "Keyboard shortcuts"), None)


def far(house: House) -> None:
    house.window.show_distance(on=True)


def near(house: House) -> None:
    """Leave it as it is."""


# What is said


def test_every_key_of_a_session_is_in_the_list() -> None:
    said = {keys for keys, _does in in_session()}
    assert {key_names(does) for does in Does if does is not Does.KEYS} <= said
    assert key_names(Does.STOP) == "S or Esc"
    assert key_names(Does.KEYS) == "? or F1"
    assert key_names(Does.PAUSE) == "Space"


def test_no_key_does_two_things() -> None:
    keys = [key for some in KEYS.values() for key in some]
    assert len(keys) == len(set(keys))


def test_the_hint_has_the_keys_of_the_table() -> None:
    assert hint({Does.PAUSE: "pause", Does.SKIP: "next", Does.STOP: "stop"}) == (
        "Space:\xa0pause    →:\xa0next    S\xa0or\xa0Esc:\xa0stop"
    )


# Outside a session


@pytest.mark.parametrize(("key", "modifiers"), OPENERS, ids=["?", "F1"])
def test_a_key_opens_the_list_and_escape_closes_it(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    press(window, key, modifiers)
    dialog = shown()
    assert dialog is not None
    assert (name(dialog), role(dialog)) == ("Keyboard shortcuts", QAccessible.Role.Dialog)
    said = texts(dialog)
    for keys, does in (("S or Esc", "Stop now"), ("Tab, Shift+Tab", "To the next thing, and back")):
        assert said.index(does) == said.index(keys) + 1
    assert cut_off(dialog) == []
    press(dialog, Qt.Key.Key_Escape)
    assert shown() is None
    press(window, key, modifiers)
    assert shown() is not None, "it opens another time"
    button(window, "Keyboard shortcuts")


def test_the_question_mark_at_the_foot_opens_it(window: Window) -> None:
    opener = button(window, "Keyboard shortcuts")
    assert opener.text() == "?"
    click(opener)
    dialog = shown()
    assert dialog is not None
    button(dialog, "Close").click()
    assert shown() is None


# In a session


@pytest.mark.parametrize("way", [near, far], ids=["window", "distance"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_S, Qt.Key.Key_MediaStop], ids=["Esc", "S", "media"])
def test_stop_is_at_once_with_the_list_open(live: Live, key: Qt.Key, way: Callable[[House], None]) -> None:
    async def story(house: House) -> None:
        await house.begin()
        way(house)
        press(house.window, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
        dialog = shown()
        assert dialog is not None
        press(dialog, key)  # wherever the focus is
        assert not house.conductor.active
        button(await house.dialog("You stopped"), "Something else").click()
        await house.rest()
        assert shown() is None
        assert [session.outcome for session in house.sessions] == [Outcome.STOPPED]

    live(story)


def test_it_takes_neither_the_focus_nor_a_key_of_the_session(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        before = QApplication.focusWidget()
        press(house.window, Qt.Key.Key_F1)
        dialog = shown()
        assert dialog is not None
        assert not dialog.isModal()
        assert QApplication.focusWidget() is before
        assert dialog.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
        press(dialog, Qt.Key.Key_MediaPause)
        assert house.conductor.held
        assert shown() is dialog
        press(dialog, Qt.Key.Key_MediaPause)
        press(dialog, Qt.Key.Key_F1)
        assert shown() is None, "pressed again it goes away"
        await house.finish()

    live(story)


def test_it_lies_over_neither_the_clock_nor_the_reminder(live: Live) -> None:
    async def story(house: House) -> None:
        house.window.resize(1024, 700)
        await house.begin()
        press(house.window, Qt.Key.Key_F1)
        dialog = shown()
        assert dialog is not None
        assert cut_off(dialog) == []
        place = dialog.geometry()
        assert not place.intersects(house.window.reminder.frameGeometry())
        (digits,) = [label for label in visible(house.window, QLabel) if "left" in label.accessibleName()]
        assert not place.intersects(QRect(digits.mapToGlobal(QPoint(0, 0)), digits.size()))
        stop = button(house.window, "Stop now")
        assert not place.intersects(QRect(stop.mapToGlobal(QPoint(0, 0)), stop.size()))
        assert has_button(dialog, "Close")
        await house.finish()
        assert shown() is None

    live(story)


def test_the_window_lists_less_beside_a_session(window: Window) -> None:
    beside = ShortcutsDialog(window, beside=True)
    whole = ShortcutsDialog(window)
    labels = [len(dialog.findChildren(QLabel)) for dialog in (beside, whole)]
    assert labels[0] < labels[1]
