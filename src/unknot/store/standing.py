"""Where each muscle and side stands on a day: its count, its last session, and whether it rests."""

from collections.abc import Iterable
from datetime import date, datetime

from unknot.core.anatomy import Region
from unknot.core.due import Standing
from unknot.core.safety import Rest, Uptime, resting
from unknot.core.tally import tally
from unknot.store.record import Record
from unknot.store.summaries import last_ended


def standings(
    record: Record, day: date, regions: Iterable[Region], goal: int, now: datetime, uptime: Uptime | None = None
) -> tuple[tuple[Standing, ...], tuple[Rest, ...]]:
    """Return how each of `regions` stands on `day`, in their order, and the rests that hold at `now`."""
    rests = record.rests(now, uptime)
    found = tuple(
        Standing(one, last_ended(record, one.region), resting(rests, one.region, now, uptime) is not None)
        for one in tally(record.done_on(day), regions, goal)
    )
    return found, rests
