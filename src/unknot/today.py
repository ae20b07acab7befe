"""The day as the record has it: what was done, and which muscles rest. Read anew, and shown."""

from collections.abc import Sequence
from datetime import date, datetime

from unknot import aio
from unknot.conductor import Clock
from unknot.core.anatomy import Region
from unknot.core.safety import Rest, Uptime, resting
from unknot.core.tally import Done, day_of, tally
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.keeping import FileSettings
from unknot.store.errors import StoreError
from unknot.store.journal import Journal
from unknot.store.record import Record
from unknot.ui.window import Window
from unknot.ui.words import region_name, rest_lines, rest_words


class Today:
    """What was read last, and how it is shown."""

    def __init__(self, guide: Guide, window: Window, journal: Journal, clock: Clock, keeper: FileSettings) -> None:
        self._guide = guide
        self._window = window
        self._journal = journal
        self._clock = clock
        self._keeper = keeper
        self._done: tuple[Done, ...] = ()
        self._rests: tuple[Rest, ...] = ()

    async def read(self, picked: Region | None) -> bool:
        """Read today's sessions and the rests that hold, and show them for the picked muscle; whether that worked."""
        now, uptime = self._clock.wall(), self._clock.uptime()
        day = day_of(now, self._keeper.settings.boundary)
        try:
            self._done, self._rests = await aio.done(self._journal.do(lambda record: _read(record, day, now, uptime)))
        except StoreError as error:
            self._window.show_notice(str(error))
            return False
        self.show_rests(picked)
        if picked is None:
            self._window.show_today("")
            return True
        (count,) = tally(self._done, [picked], self._keeper.settings.goal)
        self._window.show_today(_("Today: {done} of {goal}").format(done=count.completed, goal=count.goal))
        return True

    def counts(self, regions: Sequence[Region]) -> tuple[str, ...]:
        """Return the day's count of several muscles, a line each, as it was read last."""
        line = _("{who}: {done} of {goal} today")
        return tuple(
            line.format(who=region_name(self._guide.anatomy, one.region), done=one.completed, goal=one.goal)
            for one in tally(self._done, regions, self._keeper.settings.goal)
        )

    def sessions(self, region: Region) -> int:
        """Return how many sessions on a muscle and side the day has seen, however they ended, as it was read last."""
        return sum(done.region == region for done in self._done)

    def rests(self, region: Region) -> bool:
        """Whether a muscle rests now."""
        return resting(self._rests, region, self._clock.wall(), self._clock.uptime()) is not None

    def show_rests(self, picked: Region | None) -> None:
        """Say of each muscle whether it rests and why, and of the picked one what to watch for."""
        now, uptime = self._clock.wall(), self._clock.uptime()
        why = {}
        for region in self._guide.anatomy.regions():
            rest = resting(self._rests, region, now, uptime)
            if rest is not None:
                why[region] = rest_words(self._guide, rest, now, uptime)
        self._window.show_rests(why)
        rest = resting(self._rests, picked, now, uptime) if picked else None
        self._window.show_rest(rest_lines(self._guide, rest, now, uptime) if rest else ())


def _read(record: Record, day: date, now: datetime, uptime: Uptime | None) -> tuple[tuple[Done, ...], tuple[Rest, ...]]:
    return record.done_on(day), record.rests(now, uptime)
