"""The day a session counts for, and the day's repetitions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from unknot.core.anatomy import Region
from unknot.core.session import Outcome

DAY_BOUNDARY = time(3, 0)
"""When a new day begins unless the person set another time (the program's own)."""
GOAL = 3
"""Repetitions a day for one muscle and side: the guide's "several times a day" (the figure is the program's own)."""


def day_of(moment: datetime, boundary: time) -> date:
    """Return the day that a session begun at `moment` counts for.

    `moment` is local and carries its offset; what counts is what the wall clock showed there and then, so that
    neither travelling nor summer time moves a past session to another day.
    """
    wall = moment.replace(tzinfo=None)
    return wall.date() if wall.time() >= boundary else wall.date() - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Done:
    """One session of the record, as far as counting needs it. `seconds` are those credited to techniques."""

    region: Region
    outcome: Outcome
    seconds: float


@dataclass(frozen=True, slots=True)
class RegionTally:
    """A day's work on one muscle and side. Only `completed` ones are repetitions."""

    region: Region
    goal: int
    completed: int = 0
    partial: int = 0
    stopped: int = 0
    interrupted: int = 0
    seconds: float = 0.0


def tally(sessions: Sequence[Done], regions: Iterable[Region], goal: int = GOAL) -> tuple[RegionTally, ...]:
    """Count a day's sessions for each region, in the order of `regions`, those without a session included."""
    return tuple(_tally_one(region, [s for s in sessions if s.region == region], goal) for region in regions)


def _tally_one(region: Region, sessions: list[Done], goal: int) -> RegionTally:
    def count(outcome: Outcome) -> int:
        return sum(session.outcome is outcome for session in sessions)

    return RegionTally(
        region,
        goal,
        completed=count(Outcome.COMPLETED),
        partial=count(Outcome.PARTIAL),
        stopped=count(Outcome.STOPPED),
        interrupted=count(Outcome.INTERRUPTED),
        seconds=sum(session.seconds for session in sessions),
    )
