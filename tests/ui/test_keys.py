"""The keys of a session: the same from every widget, and the widgets' own again after it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.conftest import Show
from ui.seeing import press, visible
from unknot.guide.library import Guide
from unknot.ui.keys import SessionKeys
from unknot.ui.layout import button
from unknot.ui.region_button import RegionButton
from unknot.ui.window import Window

Key = Qt.Key
NONE, SHIFT, KEYPAD, CTRL, ALT, META = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)
MEANINGS = [
    (Key.Key_Space, "pause"),
    (Key.Key_Right, "skip"),
    (Key.Key_F, "distance"),
    (Key.Key_M, "mute"),
    (Key.Key_MediaPlay, "pause"),
    (Key.Key_MediaPause, "pause"),
    (Key.Key_MediaTogglePlayPause, "pause"),
    (Key.Key_MediaNext, "skip"),
    (Key.Key_MediaStop, "stop"),
    (Key.Key_S, "stop"),
    (Key.Key_Escape, "stop"),
]


def meant(keys: SessionKeys) -> Iterator[tuple[SignalInstance, str]]:
    for word in ("pause", "skip", "distance", "mute", "stop"):
        yield getattr(keys, word), word


class Room:
    """A window with one of each kind of widget, and what the keys were taken for."""

    def __init__(self, keys: SessionKeys) -> None:
        self.heard: list[str] = []
        self.keys = keys
        for signal, word in meant(keys):
            signal.connect(lambda word=word: self.heard.append(word))
        self.window = QWidget()
        rows = QListWidget()
        rows.addItems(["Sacrum", "Spine"])
        checkable = QPushButton("View")
        checkable.setCheckable(True)
        self.widgets: dict[str, QWidget] = {
            "spin box": QSpinBox(),
            "line edit": QLineEdit("12"),
            "text": QPlainTextEdit("12"),
            "list": rows,
            "check box": QCheckBox("Stripping"),
            "slider": QSlider(Qt.Orientation.Horizontal),
            "button": button("Next phase"),
            "checkable": checkable,
            "stop": button("Stop now", "stop"),
        }
        layout = QVBoxLayout(self.window)
        for widget in self.widgets.values():
            layout.addWidget(widget)


@pytest.fixture
def keys(qapp: QApplication) -> Iterator[SessionKeys]:
    keys = SessionKeys(qapp)
    keys.listen(on=True)
    yield keys
    keys.listen(on=False)
    keys.deleteLater()


@pytest.fixture
def room(keys: SessionKeys, show: Show) -> Room:
    room = Room(keys)
    show(room.window)
    return room


KINDS = ["spin box", "line edit", "text", "list", "check box", "slider", "button", "checkable"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("key", "meaning"), MEANINGS)
def test_each_key_works_from_every_kind_of_widget(room: Room, kind: str, key: Key, meaning: str) -> None:
    room.widgets[kind].setFocus()
    before = state(room.widgets[kind])
    press(room.widgets[kind], key)
    assert room.heard == [meaning]
    assert state(room.widgets[kind]) == before, "the widget does not act on it as well"


def state(widget: QWidget) -> object:
    match widget:
        case QSpinBox() | QSlider():
            return widget.value()
        case QLineEdit():
            return widget.text(), widget.cursorPosition()
        case QPlainTextEdit():
            return widget.toPlainText(), widget.textCursor().position()
        case QListWidget():
            return widget.currentRow(), len(widget.selectedItems())
        case QCheckBox() | QPushButton():
            return widget.isChecked()
        case _:
            raise TypeError(widget)


@pytest.mark.parametrize(("key", "meaning"), MEANINGS)
def test_each_key_works_from_a_region_of_the_atlas(
    window: Window, keys: SessionKeys, key: Key, meaning: str, guide: Guide
) -> None:
    heard: list[str] = []
    picked: list[object] = []
    window.picked.connect(picked.append)
    for signal, word in meant(keys):
        signal.connect(lambda word=word: heard.append(word))
    region = next(visible(window, RegionButton))
    region.setFocus()
    press(region, key)
    assert (heard, picked) == ([meaning], [])
    assert window.focusWidget() is region


def test_space_on_a_stop_button_is_stop(room: Room) -> None:
    room.widgets["stop"].setFocus()
    press(room.widgets["stop"], Key.Key_Space)
    assert room.heard == ["stop"]


@pytest.mark.parametrize("modifier", [SHIFT, KEYPAD])
def test_a_shifted_key_means_the_same(room: Room, modifier: Qt.KeyboardModifier) -> None:
    for key, _meaning in MEANINGS:
        press(room.widgets["line edit"], key, modifier)
    assert room.heard == [meaning for _key, meaning in MEANINGS]


@pytest.mark.parametrize("modifier", [CTRL, ALT, META])
@pytest.mark.parametrize("key", [Key.Key_S, Key.Key_F, Key.Key_Right, Key.Key_Space])
def test_with_ctrl_alt_or_the_system_key_it_means_something_else(
    room: Room, key: Key, modifier: Qt.KeyboardModifier
) -> None:
    press(room.widgets["list"], key, modifier)
    assert room.heard == []


def test_other_keys_are_left_to_the_widget(room: Room) -> None:
    line = room.widgets["line edit"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.setCursorPosition(2)
    press(line, Key.Key_3)
    assert (room.heard, line.text()) == ([], "123")


@pytest.mark.parametrize(("key", "_meaning"), MEANINGS)
def test_a_key_that_is_held_down_counts_once(room: Room, key: Key, _meaning: str) -> None:
    line = room.widgets["line edit"]
    line.setFocus()
    for repeated in (False, True, True):
        QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, key, NONE, " ", repeated))
    assert len(room.heard) == 1
    assert state(line) == ("12", 0) or state(line) == ("12", 2), "nor do the repeats reach the widget"


def test_no_widget_or_shortcut_gets_the_key_first(room: Room) -> None:
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_S, NONE, "s")
    QApplication.sendEvent(room.widgets["list"], asked)
    assert asked.isAccepted()
    assert room.heard == [], "the press follows"


def test_after_the_session_the_widgets_have_their_keys_again(room: Room) -> None:
    room.keys.listen(on=False)
    box, line = room.widgets["check box"], room.widgets["line edit"]
    assert isinstance(box, QCheckBox)
    assert isinstance(line, QLineEdit)
    box.setFocus()
    press(box, Key.Key_Space)
    line.setFocus()
    line.setCursorPosition(2)
    press(line, Key.Key_S)
    press(line, Key.Key_Escape)
    assert (room.heard, box.isChecked(), line.text()) == ([], True, "12s")


def test_listening_twice_takes_a_key_once_and_stops_at_one_word(room: Room) -> None:
    room.keys.listen(on=True)
    press(room.widgets["button"], Key.Key_S)
    assert room.heard == ["stop"]
    room.keys.listen(on=False)
    press(room.widgets["button"], Key.Key_S)
    assert room.heard == ["stop"]


def test_the_keys_work_from_a_dialog_over_the_window(room: Room, window: Window) -> None:
    window.reminder.appear()
    halt = next(visible(window.reminder, QPushButton))
    press(halt, Key.Key_Right)
    assert room.heard == ["skip"]
    window.reminder.vanish()
