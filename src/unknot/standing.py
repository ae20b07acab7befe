"""How things stand today, read from the record: what reminders and the tray go by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from unknot import aio
from unknot.conductor import Clock
from unknot.core.anatomy import Region
from unknot.core.days import Period
from unknot.core.reminding import WORKED_ON_DAYS, SoFar, next_due, still_open
from unknot.core.safety import Rest, Uptime
from unknot.core.tally import RegionTally, day_of, tally
from unknot.store import summaries
from unknot.store.journal import Journal
from unknot.store.record import Record
from unknot.store.settings import Settings


@dataclass(frozen=True, slots=True)
class Standing:
    """Today's count of every muscle and side, those worked on lately, what rests, when each was last done."""

    tallies: tuple[RegionTally, ...]
    worked_on: frozenset[Region]
    rests: tuple[Rest, ...]
    last: Mapping[Region, datetime]
    uptime: Uptime | None

    @property
    def last_session(self) -> datetime | None:
        """When the last session on any of them was over."""
        return max(self.last.values(), default=None)

    @property
    def next(self) -> Region | None:
        """What is most due: of what the person works on and is short of the goal, else of everything."""
        resting = {rest.region for rest in self.rests}
        wanted = still_open(SoFar(self.tallies, self.worked_on))
        return next_due(wanted, resting, self.last) or next_due(self.tallies, resting, self.last)


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
    ended = {region: summaries.last_ended(record, region) for region in regions}
    return Standing(
        tally(record.done_on(day), regions, goal),
        frozenset(total.region for total in summaries.totals(record, lately)),
        record.rests(now, uptime),
        {region: at for region, at in ended.items() if at is not None},
        uptime,
    )
