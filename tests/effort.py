"""How much the long tests do: a little in `make test`, all of it where `UNKNOT_LONG` is set, as `make soak` sets it."""

import os
from typing import TypeVar

T = TypeVar("T")

LONG = bool(os.environ.get("UNKNOT_LONG"))
"""Whether nobody is waiting."""


def by_effort(*, quick: T, long: T) -> T:
    """Return how much to do now."""
    return long if LONG else quick
