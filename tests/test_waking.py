"""Sound is got ready when somebody comes, and let go when nobody does."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from unknot.waking import QUIET_S, Waking


class Around:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def hush(self) -> None:
        self.told.append("hush")

    def sound_again(self) -> None:
        self.told.append("again")

    def close(self) -> None:
        self.told.append("close")


class Readied(QWidget):
    """A window that notes what it keeps."""

    picked = Signal(object)
    ready = False

    def get_ready(self) -> None:
        self.ready = True

    def let_go(self) -> None:
        self.ready = False


class Practice:
    """Has a window, and may be busy."""

    def __init__(self, window: Readied) -> None:
        self.window = window
        self.busy = False
        self.prepare: Callable[[], None] = lambda: None


class Stand:
    """A waking program, and how often it was got ready."""

    def __init__(self, window: Readied) -> None:
        self.around = Around()
        self.made = 0
        self.practice = Practice(window)
        self.waking = Waking(self.practice, self._make)  # type: ignore[arg-type]

    def _make(self) -> Around:
        self.made += 1
        return self.around

    def awake(self) -> tuple[bool, bool]:
        """Tell whether it is awake, and whether its window is ready."""
        return self.waking.awake, self.practice.window.ready

    def time_passes(self) -> None:
        """Let the quiet time be over."""
        timer = self.waking.findChild(QTimer)
        assert timer is not None
        assert (timer.isActive(), timer.interval()) == (True, 1000 * QUIET_S)
        timer.stop()
        timer.timeout.emit()


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    window = Readied()
    qtbot.addWidget(window)
    window.resize(200, 200)
    with qtbot.waitExposed(window):
        window.show()
    return Stand(window)


def touch(widget: QWidget, how: str) -> None:
    window = widget.windowHandle()  # where the platform hands over what comes from outside
    if how == "key":
        QTest.keyClick(window, Qt.Key.Key_Tab)
    elif how == "move":
        QTest.mouseMove(window, QPoint(30, 30))
        QTest.mouseMove(window, QPoint(60, 60))
    else:
        QTest.mouseClick(window, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("how", ["key", "move", "click"])
def test_the_first_touch_gets_everything_ready_once(qtbot: QtBot, stand: Stand, how: str) -> None:
    stand.practice.window.update()
    qtbot.wait(1)
    assert stand.made == 0
    for _time in range(3):
        touch(stand.practice.window, how)
        qtbot.waitUntil(lambda: stand.made == 1)
    assert (stand.made, stand.around.told) == (1, [])


def test_a_touch_of_a_dialog_that_came_later_is_one_too(qtbot: QtBot, stand: Stand) -> None:
    dialog = QDialog(stand.practice.window)
    dialog.open()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())
    assert stand.made == 0
    touch(dialog, "key")
    qtbot.waitUntil(lambda: stand.made == 1)
    dialog.close()


def test_whoever_picks_without_a_touch_finds_everything_ready(qtbot: QtBot, stand: Stand) -> None:
    stand.practice.window.picked.emit(None)
    assert stand.made == 0, "what was picked is shown first"
    qtbot.waitUntil(lambda: stand.made == 1)


def test_whoever_begins_without_a_touch_finds_everything_ready(stand: Stand) -> None:
    stand.practice.prepare()
    assert stand.made == 1


def test_when_nobody_comes_for_a_while_the_sound_goes_and_a_touch_brings_it_back(qtbot: QtBot, stand: Stand) -> None:
    assert stand.awake() == (False, False)
    stand.waking.wake()
    assert stand.awake() == (True, True)
    stand.time_passes()
    assert stand.around.told == ["hush"]
    assert stand.awake() == (False, False)
    touch(stand.practice.window, "key")
    qtbot.waitUntil(lambda: stand.around.told == ["hush", "again"])
    stand.time_passes()
    assert stand.around.told == ["hush", "again", "hush"]
    stand.practice.prepare()
    assert (stand.made, stand.around.told[3:]) == (1, ["again"])


def test_in_a_session_nothing_is_let_go(stand: Stand) -> None:
    stand.waking.wake()
    stand.practice.busy = True
    stand.time_passes()
    assert stand.around.told == []
    stand.practice.busy = False
    stand.time_passes()
    assert stand.around.told == ["hush"]


def test_closed_it_wakes_no_more(qtbot: QtBot, stand: Stand) -> None:
    stand.waking.close()
    touch(stand.practice.window, "key")
    qtbot.wait(1)
    assert (stand.made, stand.around.told) == (0, [])
    stand.waking.wake()
    stand.waking.close()
    assert stand.around.told == ["close"]
