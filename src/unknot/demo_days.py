"""What the demo shows of the Days window: months that are written into its record, and an empty one."""

import random
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, time, timedelta

from unknot import aio
from unknot.core.anatomy import Anatomy, Region
from unknot.core.calendar import View
from unknot.core.history import KeptPhase, KeptSession
from unknot.core.plan import Technique
from unknot.core.safety import StopReason
from unknot.core.session import Outcome
from unknot.core.tally import DAY_BOUNDARY, day_of
from unknot.days import Days
from unknot.store.editing import write_session
from unknot.store.kept import new_id
from unknot.store.record import Record

MONTHS_DAYS = 260
"""So many days before today are written down."""
OUTCOMES = (Outcome.COMPLETED,) * 14 + (Outcome.PARTIAL, Outcome.STOPPED, Outcome.INTERRUPTED)
NOTES = ("", "", "", "", "after a long drive", "firm ball", "on the carpet", "slept well", "")
HOURS = (7, 9, 12, 13, 16, 18, 20, 21)

Picture = Callable[[str], Awaitable[None]]
"""Takes a picture of the window with what lies over it, under a name."""


async def show_no_days(days: Days, picture: Picture) -> None:
    """Show the calendar in the first week, while nothing was done yet."""
    days.open("calendar")
    await _settled(days)
    await picture("19-empty")
    days.close()


async def show_days(days: Days, picture: Picture) -> None:
    """Show today, a year, a month, a day's sessions, and weeks."""
    practice = days.practice
    now = practice.clock.wall()
    sessions = list(made_up(practice.guide.anatomy, now))
    await aio.done(practice.journal.do(lambda record: _write(record, sessions)))
    days.open("today")
    await _settled(days)
    await picture("14-today")
    shown = days.shown
    shown.turn("calendar")
    yesterday = day_of(now, DAY_BOUNDARY) - timedelta(days=1)
    for view, name in ((View.YEAR, "15-year"), (View.MONTH, "16-month"), (View.WEEK, "16a-week")):
        shown.calendar.look(view)
        await _settled(days)
        shown.calendar.go(yesterday)
        await _settled(days)
        await picture(name)
    shown.calendar.look(View.YEAR)
    days.open_day(yesterday)
    await _settled(days)
    shown.sessions.table.selectRow(0)
    await picture("17-day")
    shown.turn("weeks")
    await _settled(days)
    await picture("18-trend")
    days.close()


async def _settled(days: Days) -> None:
    """Wait until what was asked for has been read and told."""
    for _turn in range(4):
        await aio.done(days.practice.journal.do(lambda _record: None))


def made_up(anatomy: Anatomy, now: datetime) -> Iterator[KeptSession]:
    """Yield sessions of the months before `now`, always the same ones: some on most days, fewer some weeks."""
    chance = random.Random(7)  # noqa: S311  # a picture's, not a secret's
    regions = anatomy.regions()
    for back in range(MONTHS_DAYS, 0, -1):
        busy = chance.choice((0.2, 0.5, 0.8, 1.0)) if (back // 19) % 4 else 0.3
        start = datetime.combine(now.date() - timedelta(days=back), time(), now.tzinfo)
        for hour in HOURS:
            if chance.random() < 0.6 * busy:
                at = start + timedelta(hours=hour, minutes=chance.randrange(50))
                level = 3 + 3.5 * back / MONTHS_DAYS
                yield _session(regions[chance.choice((0, 2, 2, 3, 5))], at, level, chance)


def _session(region: Region, at: datetime, level: float, chance: random.Random) -> KeptSession:
    outcome = chance.choice(OUTCOMES)
    before = min(10, max(0, round(chance.gauss(level, 1.3))))
    reason = chance.choice((StopReason.OTHER, StopReason.SHARP, None)) if outcome is Outcome.STOPPED else None
    done = 60.0 if outcome is Outcome.COMPLETED else 31.0
    return KeptSession(
        id=new_id(),
        region=region,
        started_at=at,
        ended_at=at + timedelta(minutes=6),
        day=day_of(at, DAY_BOUNDARY),
        outcome=outcome,
        stop_reason=reason,
        rehearsal=False,
        before=before if chance.random() < 0.8 else None,
        after=max(0, before - chance.choice((0, 1, 1, 2))) if chance.random() < 0.7 else None,
        note=chance.choice(NOTES),
        updated_at=at + timedelta(minutes=6),
        phases=(
            KeptPhase(Technique.COMPRESSION, 1, 60.0, 60.0),
            KeptPhase(Technique.FRICTION, 1, 60.0, done),
            KeptPhase(Technique.STRIPPING, None, 60.0, done),
        ),
    )


def _write(record: Record, sessions: list[KeptSession]) -> None:
    with record.writing():
        for session in sessions:
            write_session(record, session, DAY_BOUNDARY)
