"""When a person is reminded of a session next, or why not at all. Nothing here reads a clock.

Only who asked to be reminded is; nobody is told off for a reminder that was let pass.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import Enum

from unknot.core.anatomy import Region
from unknot.core.safety import Rest, Uptime
from unknot.core.tally import RegionTally

SNOOZE = timedelta(minutes=30)
"""How much later "not now" is (the program's own)."""
WORKED_ON_DAYS = 14
"""A muscle counts as one that the person works on for so many days after a session (the program's own)."""


class Quiet(Enum):
    """Why no reminder comes."""

    OFF = "nobody asked for any"
    IN_SESSION = "a session runs"
    RESTING = "a muscle rests after a stop"
    DONE = "the day's goal is met"
    FULL_SCREEN = "one is due, and waits: something fills the screen"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a person wants to be reminded, and between which times of day on the wall.

    `begins` after `ends` is across midnight; both alike is the whole day.
    """

    every: timedelta
    begins: time
    ends: time

    def covers(self, at: time) -> bool:
        """Whether a reminder may come at that time of day: from `begins` on, and before `ends`."""
        if self.begins == self.ends:
            return True
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a reminder depends on. Moments carry their offset; None is never.

    `tallies` are today's, of every muscle and side. `worked_on`: those with a session in the last `WORKED_ON_DAYS`.
    `asked`: when reminders were turned on. `snoozed`: when a person last said "later".
    """

    tallies: Sequence[RegionTally]
    worked_on: Collection[Region] = ()
    rests: Sequence[Rest] = ()
    uptime: Uptime | None = None
    last_session: datetime | None = None
    last_reminder: datetime | None = None
    asked: datetime | None = None
    snoozed: datetime | None = None
    in_session: bool = False
    full_screen: bool = False


def next_reminder(rhythm: Rhythm | None, so_far: SoFar, now: datetime) -> datetime | Quiet:
    """Return when the next reminder is due, `now` or later, or why none is; `rhythm` None is off.

    `now` is aware and local: its time zone says what the wall shows. One that fell due while nobody could be told is
    due now, once, if the time of day allows it; else when it next does.
    """
    if rhythm is None:
        return Quiet.OFF
    if so_far.in_session:
        return Quiet.IN_SESSION
    if any(rest.holds(now, so_far.uptime) for rest in so_far.rests):
        return Quiet.RESTING
    if not still_open(so_far):
        return Quiet.DONE
    due = _due(rhythm, so_far, now)
    return Quiet.FULL_SCREEN if so_far.full_screen and due <= now else due


def still_open(so_far: SoFar) -> tuple[RegionTally, ...]:
    """Return what is short of the day's goal, of the muscles that the person works on; of any where those are none."""
    known = [one for one in so_far.tallies if one.region in so_far.worked_on]
    return tuple(one for one in known or so_far.tallies if one.completed < one.goal)


def _due(rhythm: Rhythm, so_far: SoFar, now: datetime) -> datetime:
    # All sums and comparisons in UTC: of two moments in one zone, Python compares and adds what the wall shows.
    present, zone = now.astimezone(UTC), now.tzinfo
    assert zone is not None
    snoozed = _passed(present, so_far.snoozed)
    last = _passed(present, so_far.last_session, so_far.last_reminder, so_far.asked)
    if snoozed is not None and (last is None or snoozed >= last):
        # Asked for just now, it comes at its minute, whatever the time of day; but not hours after that.
        due = snoozed + SNOOZE
        if due >= present - SNOOZE:
            return max(due, present).astimezone(zone)
        last = None
    earliest = present if last is None else max(last + rhythm.every, present)
    return _first_within(rhythm, earliest, zone).astimezone(zone)


def _passed(present: datetime, *moments: datetime | None) -> datetime | None:
    """Return the latest moment that is not ahead. One that is was written before the clock was put back."""
    known = [moment.astimezone(UTC) for moment in moments if moment is not None]
    return max((moment for moment in known if moment <= present), default=None)


def _first_within(rhythm: Rhythm, moment: datetime, zone: tzinfo) -> datetime:
    """Return the first moment, this one or later, at which the time of day allows a reminder. In UTC, both."""
    if rhythm.covers(moment.astimezone(zone).time()):
        return moment
    return min(begin for begin in _beginnings(rhythm, moment, zone) if begin >= moment)


def _beginnings(rhythm: Rhythm, moment: datetime, zone: tzinfo) -> Iterator[datetime]:
    """Yield when the wall shows `rhythm.begins` around a moment: twice on the day on which clocks are put back.

    A time that is left out as clocks are put on is that much later.
    """
    day = moment.astimezone(zone).date()
    for later in range(3):  # on one of them, the clocks may be put on over the whole time that is allowed
        for fold in (0, 1):
            date = day + timedelta(days=later)
            begin = datetime.combine(date, rhythm.begins, zone).replace(fold=fold).astimezone(UTC)
            if rhythm.covers(begin.astimezone(zone).time()):
                yield begin
