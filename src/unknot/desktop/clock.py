"""The clocks of this computer."""

import sys
import time
from datetime import datetime
from pathlib import Path

from unknot.core.safety import Uptime

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
"""Another in each start of the computer; nobody can tell from it which computer that is."""


class SystemClock:
    """One clock that never goes back and goes on while the computer sleeps."""

    speed = 1.0

    def now(self) -> float:
        """Seconds since some fixed moment.

        Linux stops its monotonic clock in suspend, and macOS the one that Python's `time.monotonic` reads: there the
        sibling that goes on is read, so that a sleep shows as a gap. On Windows `time.monotonic` counts sleep.
        """
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        elif sys.platform == "darwin":  # noqa: RET505  # a chain is what the type checker reads by platform
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        else:
            return time.monotonic()

    def wall(self) -> datetime:
        """Return the time of day here, with its offset from UTC."""
        return datetime.now().astimezone()

    def uptime(self) -> Uptime | None:
        """Return how long this computer has been on. Known on Linux alone, which gives each start a name."""
        if sys.platform == "linux":
            try:
                return Uptime(BOOT_ID.read_text().strip(), time.clock_gettime(time.CLOCK_BOOTTIME))
            except OSError:
                return None
        else:
            return None


class RehearsalClock(SystemClock):
    """A clock that runs `speed` times as fast, to try a session out."""

    def __init__(self, speed: float) -> None:
        self.speed = speed
        self._zero = super().now()

    def now(self) -> float:
        """Seconds since the rehearsal began, made short."""
        return (super().now() - self._zero) * self.speed
