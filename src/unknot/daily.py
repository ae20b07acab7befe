"""The day's copy of the record: made beside the window, a while after it is shown, and never in a session's way."""

import asyncio
from dataclasses import dataclass, field

from unknot import aio
from unknot.conductor import Clock, Conductor
from unknot.core.tally import day_of
from unknot.keeping import FileSettings
from unknot.store.errors import StoreError
from unknot.store.places import Places
from unknot.ui.window import Window

FIRST_S = 1.5
"""So much later than the window the first look is taken: everything that a person waits for is done by then."""
AGAIN_S = 1800.0
"""How often it is looked whether another day has come, in seconds: a window may stay open for days."""
LATER_S = 60.0
"""How long it waits where a session is under way."""


class _InTheWayError(Exception):
    """A session has begun: the copy is made after it."""


@dataclass(eq=False)
class DailyCopy:
    """Makes a copy a day. What goes wrong is said in one quiet line, once."""

    window: Window
    places: Places
    clock: Clock
    conductor: Conductor
    keeper: FileSettings
    tasks: aio.Tasks
    _said: str = ""
    _soon: asyncio.TimerHandle | None = field(default=None, repr=False)

    def begin(self) -> None:
        """Begin, the window being shown."""
        self._wait(FIRST_S)

    def end(self) -> None:
        """Look no more."""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None

    def _wait(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._soon = loop.call_later(seconds, lambda: self.tasks.start(self._go_on()))

    async def _go_on(self) -> None:
        self._wait(AGAIN_S if await self.make() else LATER_S)

    async def make(self) -> bool:
        """Make the day's copy if there is none; False where a session is in the way."""
        if self.conductor.active:
            return False
        if self.keeper.sealed:
            return True
        try:
            await asyncio.to_thread(self._copy)
        except _InTheWayError:
            return False
        except StoreError as error:
            if self._said != str(error):
                self._said = str(error)
                self.window.show_notice(self._said)
        return True

    def _copy(self) -> None:
        from unknot.store.backup import back_up_daily

        today = day_of(self.clock.wall(), self.keeper.settings.boundary)
        back_up_daily(self.places.database, self.places.backups, today, self._told)

    def _told(self, _done: int, _of: int) -> None:
        if self.conductor.active or self.keeper.sealed:
            raise _InTheWayError
