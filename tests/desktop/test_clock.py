"""The clocks of this computer, with the system's own in the test's hand."""

import sys
import time

import pytest

from unknot.desktop.clock import RehearsalClock, SystemClock

BOOTTIME = getattr(time, "CLOCK_BOOTTIME", 7)


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> dict[int, float]:
    """Return what the system's clocks show, by their number."""
    shown = {BOOTTIME: 500.0, time.CLOCK_MONOTONIC: 300.0}
    monkeypatch.setattr(time, "clock_gettime", shown.__getitem__)
    return shown


def test_on_linux_the_clock_that_goes_on_in_suspend_is_read(
    clocks: dict[int, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    before = SystemClock().now()
    clocks[BOOTTIME] += 3600  # asleep for an hour; the other clock stood still
    assert (before, SystemClock().now()) == (500.0, 4100.0)


def test_on_macos_the_one_that_counts_sleep_there_is_read(
    clocks: dict[int, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert SystemClock().now() == 300.0


def test_elsewhere_pythons_own_is_read(clocks: dict[int, float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(time, "monotonic", lambda: 42.0)
    assert SystemClock().now() == 42.0


def test_it_never_goes_back_even_when_the_wall_clock_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    reads = [clock.now() for _ in range(1000)]
    monkeypatch.setattr(time, "time", lambda: 0.0)
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    reads += [clock.now() for _ in range(1000)]
    assert reads == sorted(reads)
    assert clock.speed == 1.0


def test_the_time_of_day_carries_its_offset() -> None:
    assert SystemClock().wall().utcoffset() is not None


def test_a_rehearsal_begins_at_nothing_and_runs_as_fast_as_told(
    clocks: dict[int, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    clock = RehearsalClock(40.0)
    assert (clock.now(), clock.speed) == (0.0, 40.0)
    clocks[BOOTTIME] += 1.5
    assert clock.now() == 60.0
