"""Who should not press today, why a session was stopped, and how long a muscle then rests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from unknot.core.anatomy import Region, Statement
from unknot.core.tally import day_of

REST_AT_LEAST = timedelta(hours=12)
"""The shortest rest after a nerve-like stop (the program's own; the guide says only to stop)."""


class Urgency(IntEnum):
    """What a ticked item asks for, the most urgent last."""

    ASK_FIRST = 1
    SAME_DAY = 2
    EMERGENCY = 3


@dataclass(frozen=True, slots=True)
class ScreeningItem:
    """One plain yes-or-no line of the safety check. `daily` items are asked before each session."""

    id: str
    statement: Statement
    urgency: Urgency
    daily: bool


def most_urgent(ticked: Iterable[ScreeningItem]) -> Urgency | None:
    """Return what has to be done, or None where nothing is ticked and a session may begin."""
    return max((item.urgency for item in ticked), default=None)


class StopReason(StrEnum):
    """What a person felt when they stopped."""

    SHARP = "sharp"
    ELECTRICAL = "electrical"
    SHOOTING = "shooting"
    NUMBNESS = "numbness"
    OTHER = "other"


def is_nerve_like(reason: StopReason | None) -> bool:
    """Whether a stop has to be taken for the nerve. One that nobody explained has to."""
    return reason is not StopReason.OTHER


@dataclass(frozen=True, slots=True)
class Rest:
    """A muscle on one side that is left alone after a stop.

    `stopped_at` carries its offset from UTC. `day` and `boundary` are those in force at the stop, so that a changed
    setting can't shorten a rest.
    """

    region: Region
    stopped_at: datetime
    day: date
    boundary: time
    reason: StopReason | None

    def holds(self, now: datetime) -> bool:
        """Whether the muscle still rests at `now` (aware, local): that day, and at least 12 hours."""
        return now < self.stopped_at + REST_AT_LEAST or day_of(now, self.boundary) <= self.day

    def ends(self) -> datetime:
        """When the rest is over, on the wall clock of the stop, to be told to the person."""
        next_day = datetime.combine(self.day + timedelta(days=1), self.boundary, self.stopped_at.tzinfo)
        return max(next_day, self.stopped_at + REST_AT_LEAST)


def rest_after(region: Region, stopped_at: datetime, boundary: time, reason: StopReason | None) -> Rest | None:
    """Return the rest that a stop calls for, or None where what was felt was not like a nerve."""
    if not is_nerve_like(reason):
        return None
    return Rest(region, stopped_at, day_of(stopped_at, boundary), boundary, reason)


def resting(rests: Iterable[Rest], region: Region, now: datetime) -> Rest | None:
    """Return the rest that keeps `region` from being pressed at `now`, the one that ends last, or None."""
    return max(
        (rest for rest in rests if rest.region == region and rest.holds(now)),
        key=lambda rest: rest.ends(),
        default=None,
    )
