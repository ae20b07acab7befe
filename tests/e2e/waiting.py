"""Waiting on a condition with a time limit: the only way these tests spend time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
LIMIT_S = 30.0
EVERY_S = 0.03


def wait_until(condition: Callable[[], T], what: str, limit_s: float = LIMIT_S) -> T:
    """Return the first truthy value of `condition`; raise AssertionError naming `what` after `limit_s` seconds."""
    deadline = time.monotonic() + limit_s
    while True:
        if value := condition():
            return value
        if time.monotonic() > deadline:
            message = f"waited {limit_s:.0f} s in vain: {what}"
            raise AssertionError(message)
        time.sleep(EVERY_S)
