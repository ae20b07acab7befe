"""Why a session was stopped, and how long a muscle then rests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from unknot.core.anatomy import Region
from unknot.core.tally import day_of

REST_AT_LEAST = timedelta(hours=12)
"""The shortest rest after a nerve-like stop (the program's own; the guide says only to stop)."""
OFTEN, OFTEN_WITHIN = 2, timedelta(days=7)
"""So many nerve-like stops within this time show the way to a clinician (the program's own)."""


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
class Uptime:
    """How long a computer has been on, in seconds, its sleep included. `boot` tells one start from another."""

    boot: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Rest:
    """A muscle on one side that is left alone after a stop.

    `stopped_at` carries its offset from UTC. `day` and `boundary` are those in force at the stop, so that a changed
    setting can't shorten a rest. `uptime` is the computer's at the stop, where it is known, so that a changed clock
    can't as long as the computer stays on.
    """

    region: Region
    stopped_at: datetime
    day: date
    boundary: time
    reason: StopReason | None
    uptime: Uptime | None = None

    def holds(self, now: datetime, uptime: Uptime | None = None) -> bool:
        """Whether the muscle still rests at `now` (aware, local): that day, and at least 12 hours."""
        short = now < self.stopped_at + REST_AT_LEAST or day_of(now, self.boundary) <= self.day
        return short or self._left(uptime) > timedelta()

    def ends(self, now: datetime, uptime: Uptime | None = None) -> datetime:
        """When the rest is over, to be told to the person: on the wall clock of the stop, if that was not put on."""
        next_day = datetime.combine(self.day + timedelta(days=1), self.boundary, self.stopped_at.tzinfo)
        by_clock = max(next_day, self.stopped_at + REST_AT_LEAST)
        return by_clock if by_clock > now else max(by_clock, now + self._left(uptime))

    def _left(self, uptime: Uptime | None) -> timedelta:
        """Return what is left of the 12 hours while the computer stayed on; nothing where that is not known."""
        if uptime is None or self.uptime is None or uptime.boot != self.uptime.boot:
            return timedelta()
        return max(timedelta(), REST_AT_LEAST - timedelta(seconds=uptime.seconds - self.uptime.seconds))


def rest_after(
    region: Region, stopped_at: datetime, boundary: time, reason: StopReason | None, uptime: Uptime | None = None
) -> Rest | None:
    """Return the rest that a stop calls for, or None where what was felt was not like a nerve."""
    if not is_nerve_like(reason):
        return None
    return Rest(region, stopped_at, day_of(stopped_at, boundary), boundary, reason, uptime)


def resting(rests: Iterable[Rest], region: Region, now: datetime, uptime: Uptime | None = None) -> Rest | None:
    """Return the rest that keeps `region` from being pressed at `now`, the one that ends last, or None."""
    return max(
        (rest for rest in rests if rest.region == region and rest.holds(now, uptime)),
        key=lambda rest: rest.ends(now, uptime),
        default=None,
    )


def stops_often(stops: Iterable[datetime], now: datetime) -> bool:
    """Whether nerve-like stops, by their moments, came so close together that a clinician should be asked.

    One that seems to lie ahead counts: the clock was put back.
    """
    return sum(now - at < OFTEN_WITHIN for at in stops) >= OFTEN
