"""The precise alarm, with a clock moved by hand under real timers of a millisecond or two."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from fakes import HandClock
from unknot.desktop.alarm import EARLY_MS, LONGEST_MS, PreciseAlarm


class CountingClock(HandClock):
    """Counts how often it was read."""

    reads = 0

    def now(self) -> float:
        self.reads += 1
        return super().now()


@pytest.fixture
def clock() -> CountingClock:
    return CountingClock(1000.0)


@pytest.fixture
def owner() -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


@pytest.fixture
def alarm(clock: CountingClock, owner: QObject, qtbot: QtBot) -> PreciseAlarm:
    return PreciseAlarm(clock, owner)


def timer(alarm: PreciseAlarm) -> QTimer:
    (only,) = alarm.findChildren(QTimer)
    assert isinstance(only, QTimer)
    return only


def test_it_never_rings_early_however_often_its_timer_does(
    alarm: PreciseAlarm, clock: CountingClock, qtbot: QtBot
) -> None:
    rung: list[float] = []
    alarm.set(1000.001, lambda: rung.append(clock.now()))
    qtbot.waitUntil(lambda: clock.reads > 10)
    assert rung == []
    clock.forward(0.0009)
    reads = clock.reads
    qtbot.waitUntil(lambda: clock.reads > reads + 10)
    assert rung == []
    clock.forward(0.0001)
    qtbot.waitUntil(lambda: bool(rung))
    assert rung == [pytest.approx(1000.001)]


def test_it_rings_once(alarm: PreciseAlarm, clock: CountingClock, qtbot: QtBot) -> None:
    rung: list[str] = []
    alarm.set(999.0, lambda: rung.append("it"))
    qtbot.waitUntil(lambda: bool(rung))
    clock.forward(100)
    another_turn(qtbot)
    assert rung == ["it"]
    assert not timer(alarm).isActive()


def test_setting_it_anew_takes_the_place_of_what_was_set(
    alarm: PreciseAlarm, clock: CountingClock, qtbot: QtBot
) -> None:
    rung: list[str] = []
    alarm.set(1000.001, lambda: rung.append("first"))
    alarm.set(1000.002, lambda: rung.append("second"))
    clock.forward(0.002)
    qtbot.waitUntil(lambda: bool(rung))
    another_turn(qtbot)
    assert rung == ["second"]


def test_a_nearer_time_takes_the_place_of_a_farther_one(alarm: PreciseAlarm, qtbot: QtBot) -> None:
    rung: list[str] = []
    alarm.set(2000.0, lambda: rung.append("far"))
    alarm.set(1000.0, lambda: rung.append("near"))
    qtbot.waitUntil(lambda: rung == ["near"])


def test_cancelled_it_does_not_ring(alarm: PreciseAlarm, clock: CountingClock, qtbot: QtBot) -> None:
    rung: list[str] = []
    alarm.set(1000.001, lambda: rung.append("it"))
    clock.forward(1)
    alarm.cancel()
    another_turn(qtbot)
    assert rung == []


def test_it_can_be_set_again_while_it_rings(alarm: PreciseAlarm, clock: CountingClock, qtbot: QtBot) -> None:
    rung: list[str] = []

    def first() -> None:
        rung.append("first")
        alarm.set(1000.0, lambda: rung.append("second"))

    alarm.set(1000.0, first)
    qtbot.waitUntil(lambda: rung == ["first", "second"])


def test_the_timer_is_a_precise_one_and_waits_in_real_milliseconds(owner: QObject, qtbot: QtBot) -> None:
    alarm = PreciseAlarm(HandClock(0.0, speed=40.0), owner)
    alarm.set(2.0, lambda: None)
    assert timer(alarm).timerType() is Qt.TimerType.PreciseTimer
    assert timer(alarm).interval() == 50 - EARLY_MS
    alarm.cancel()


def test_a_far_time_is_waited_for_in_stretches(alarm: PreciseAlarm) -> None:
    alarm.set(1e9, lambda: None)
    assert timer(alarm).interval() == LONGEST_MS
    alarm.cancel()


def another_turn(qtbot: QtBot) -> None:
    """Let two more milliseconds' worth of timers ring."""
    later = QTimer(singleShot=True, interval=2, timerType=Qt.TimerType.PreciseTimer)
    with qtbot.waitSignal(later.timeout):
        later.start()
