"""Which muscle is next, of those that are still short of the day's goal. A suggestion of order, and nothing more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from unknot.core.anatomy import Region
from unknot.core.tally import RegionTally

_NEVER = datetime(1, 1, 2, tzinfo=UTC)
"""Longer ago than any session."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a muscle and side stands today. `last` is when its last session was over, ever; None where there was none.

    `rests`: it must not be pressed now.
    """

    tally: RegionTally
    last: datetime | None = None
    rests: bool = False

    @property
    def region(self) -> Region:
        """The muscle and side."""
        return self.tally.region


def next_due(standings: Iterable[Standing]) -> Region | None:
    """Return what to do next; None where the goal is reached wherever nothing rests.

    The one with the smallest part of its goal done comes first; of those with as much, the one done longest ago; then
    the first as they are given. One that rests is never due (the program's own rule).
    """
    open_ones = [one for one in standings if not one.rests and one.tally.completed < one.tally.goal]
    first = min(open_ones, key=lambda one: (one.tally.completed / one.tally.goal, one.last or _NEVER), default=None)
    return None if first is None else first.region
