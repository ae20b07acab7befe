"""A precise timer armed for a moment of the clock."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer

LONGEST_MS = 60_000
"""No single wait is longer, so that a wait stays within what a timer can hold."""
EARLY_MS = 3
"""How much before the moment a wait ends.

A timer comes up to 2.4 ms late: it rounds up, and Linux lets a wait of 1 s end a thousandth of it late. What is left
after an early one is waited for in short steps, which are exact.
"""


class Clock(Protocol):
    """What the alarm needs of a clock."""

    @property
    def speed(self) -> float:
        """Seconds of this clock in a real second."""

    def now(self) -> float:
        """Seconds that never go back."""


class PreciseAlarm(QObject):
    """Rings once at a moment of the clock, within a few milliseconds and never early.

    Qt's coarse timers may be 5 % early or late, and a precise one still comes some milliseconds late. So the
    wait ends a little early, looks at the clock, and waits again for the rest.
    """

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._at_s = 0.0
        self._ring: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._due)

    def set(self, at_s: float, ring: Callable[[], None]) -> None:
        """Ring at `at_s`, and no longer at the time set before."""
        self._at_s, self._ring = at_s, ring
        self._arm()

    def cancel(self) -> None:
        """Do not ring."""
        self._timer.stop()
        self._ring = None

    def _arm(self) -> None:
        wait_s = (self._at_s - self._clock.now()) / self._clock.speed
        wait_ms = int(wait_s * 1000)
        self._timer.start(max(0, min(wait_ms - EARLY_MS if wait_ms > EARLY_MS else wait_ms, LONGEST_MS)))

    def _due(self) -> None:
        if self._clock.now() < self._at_s:
            self._arm()
            return
        ring, self._ring = self._ring, None
        if ring is not None:
            ring()
