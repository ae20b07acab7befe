"""How things stand today, read from the record: what reminders and the tray go by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from unknot import aio
from unknot.conductor import Clock
from unknot.core import due
from unknot.core.anatomy import Region
from unknot.core.days import Period
from unknot.core.reminding import WORKED_ON_DAYS, SoFar, still_open
from unknot.core.safety import Rest, Uptime
from unknot.core.tally import RegionTally, day_of
from unknot.store import summaries
from unknot.store.journal import Journal
from unknot.store.record import Record
from unknot.store.settings import Settings
from unknot.store.standing import standings


@dataclass(frozen=True, slots=True)
class Standing:
    """Where every muscle and side stands, those worked on lately, and what rests."""

    each: tuple[due.Standing, ...]
    worked_on: frozenset[Region]
    rests: tuple[Rest, ...]
    uptime: Uptime | None

    @property
    def tallies(self) -> tuple[RegionTally, ...]:
        """Today's count of every muscle and side."""
        return tuple(one.tally for one in self.each)

    @property
    def last_session(self) -> datetime | None:
        """When the last session on any of them was over."""
        return max((one.last for one in self.each if one.last is not None), default=None)

    @property
    def next(self) -> Region | None:
        """What is most due: of what the person works on and is short of the goal, else of everything."""
        wanted = {one.region for one in still_open(SoFar(self.tallies, self.worked_on))}
        return due.next_due(one for one in self.each if one.region in wanted) or due.next_due(self.each)


async def read_standing(journal: Journal, clock: Clock, settings: Settings, regions: Sequence[Region]) -> Standing:
    """Read how things stand now. Raises StoreError where the record can't be read."""
    now, uptime = clock.wall(), clock.uptime()
    goal, boundary = settings.goal, settings.boundary
    return await aio.done(journal.do(lambda record: _read(record, regions, goal, boundary, now, uptime)))


def _read(
    record: Record, regions: Sequence[Region], goal: int, boundary: time, now: datetime, uptime: Uptime | None
) -> Standing:
    day = day_of(now, boundary)
    lately = Period(day - timedelta(days=WORKED_ON_DAYS - 1), day)
    each, rests = standings(record, day, regions, goal, now, uptime)
    worked_on = frozenset(total.region for total in summaries.totals(record, lately))
    return Standing(each, worked_on, rests, uptime)
