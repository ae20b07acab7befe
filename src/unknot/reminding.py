"""Reminds of a session, by the rule of `core.reminding`, in a notification of the desktop.

One alarm looks at least every minute: it counts on the wall clock, which sleep, travel and people move. What is due
while a session runs or something fills the screen is told afterwards, once.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Protocol

from msgspec import structs

from unknot.conductor import Alarm
from unknot.core.anatomy import Region
from unknot.core.reminding import Quiet, Rhythm, SoFar, next_reminder
from unknot.desktop.notifications import ITSELF, Notification
from unknot.i18n import _
from unknot.practice import Practice
from unknot.standing import Standing, read_standing
from unknot.store.errors import StoreError
from unknot.store.moments import from_text, to_text
from unknot.store.settings import Settings
from unknot.ui.words import region_name

LOOK_S = 60.0
"""So often it is looked at least, in seconds."""
START, LATER = "start", "later"
"""The keys of the buttons."""


class Teller(Protocol):
    """What shows notifications."""

    def show(self, notification: Notification) -> None:
        """Show one, in the place of the one before."""

    def withdraw(self) -> None:
        """Take it away."""

    def ask_silence(self, answered: Callable[[bool], None]) -> None:
        """Ask whether the desktop wants none now."""

    def close(self) -> None:
        """Take it away, and show no more."""


@dataclass(eq=False)
class Reminding:
    """Looks and reminds between `begin` and `end`.

    `full_screen` tells whether something fills the screen; it is asked only when a reminder is due.
    """

    practice: Practice
    alarm: Alarm
    teller: Teller
    full_screen: Callable[[], bool]
    _asked: datetime | None = None
    _snoozed: datetime | None = None
    _next: Region | None = None
    _on: bool = field(default=False, init=False)
    _looking: bool = field(default=False, init=False)

    def begin(self, *, just_asked: bool = False) -> None:
        """Look from now on. `just_asked`: the person turned reminders on just now, and needs none at once."""
        self._on = True
        if just_asked:
            self._asked = self.practice.clock.wall()
        self.look()

    def end(self) -> None:
        """Look no more, and take away what is shown."""
        self._on = False
        self.alarm.cancel()
        self.teller.close()

    def look(self) -> None:
        """Look whether a reminder is due, and when to look again."""
        if not self._on:
            return
        self.alarm.set(self.practice.clock.now() + LOOK_S, self.look)
        if not self._looking:
            self._looking = True
            self.practice.tasks.start(self._look())

    def serve(self) -> None:
        """Take away a reminder that has served: a session runs."""
        self.teller.withdraw()

    def later(self) -> None:
        """Remind in half an hour."""
        self._snoozed = self.practice.clock.wall()
        self.teller.withdraw()
        self.look()

    def pressed(self, key: str) -> None:
        """Do what a button of the notification says: Start leads through the check like any start."""
        if key == LATER:
            self.later()
        elif key in (START, ITSELF):
            self.practice.window.come_forward()
            if self._next is not None:
                act = self.practice.begin_with if key == START else self.practice.pick
                act(self._next)

    async def _look(self) -> None:
        try:
            practice = self.practice
            settings, regions = practice.keeper.settings, practice.guide.anatomy.regions()
            standing = await read_standing(practice.journal, practice.clock, settings, regions)
            if self._is_due(standing) and self._is_due(standing, full_screen=await self._in_the_way()):
                self._remind(standing)
        except StoreError:
            return  # nobody knows what rests: no reminder, and another look in a minute
        finally:
            self._looking = False

    def _is_due(self, standing: Standing, *, full_screen: bool = False) -> bool:
        """Whether a reminder is due now; for one that is within the minute, the alarm is set."""
        due = self._due(standing, full_screen=full_screen)
        now = self.practice.clock.wall()
        if isinstance(due, datetime) and now < due < now + timedelta(seconds=LOOK_S):
            wait_s = (due - now).total_seconds()
            self.alarm.set(self.practice.clock.now() + wait_s * self.practice.clock.speed, self.look)
        return isinstance(due, datetime) and due <= now and self._on

    def _due(self, standing: Standing, *, full_screen: bool) -> datetime | Quiet:
        settings, clock = self.practice.keeper.settings, self.practice.clock
        so_far = SoFar(
            tallies=standing.tallies,
            worked_on=standing.worked_on,
            rests=standing.rests,
            uptime=standing.uptime,
            last_session=standing.last_session,
            last_reminder=from_text(settings.reminded_at) if settings.reminded_at else None,
            asked=self._asked,
            snoozed=self._snoozed,
            in_session=self.practice.busy,
            full_screen=full_screen,
        )
        return next_reminder(rhythm(settings), so_far, clock.wall())

    async def _in_the_way(self) -> bool:
        """Whether something fills the screen, or the desktop wants silence."""
        if self.full_screen():
            return True
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.teller.ask_silence(lambda silence: None if answer.done() else answer.set_result(silence))
        return await answer

    def _remind(self, standing: Standing) -> None:
        practice = self.practice
        now = to_text(practice.clock.wall())
        practice.keeper.change(structs.replace(practice.keeper.settings, reminded_at=now))
        self._next = standing.next
        if self._next is None:
            return
        words = _("Time for a few minutes, if you like. {muscle} is next.")
        body = words.format(muscle=region_name(practice.guide.anatomy, self._next))
        buttons = {START: _("Start"), LATER: _("In 30 minutes")}
        self.teller.show(Notification("Unknot", body, buttons, _("Show Unknot")))


def rhythm(settings: Settings) -> Rhythm | None:
    """Return how often to remind; None where nobody wants it, or the first pages are not read yet."""
    if not settings.remind or not settings.welcomed:
        return None
    begins, ends = time.fromisoformat(settings.remind_from), time.fromisoformat(settings.remind_until)
    return Rhythm(timedelta(hours=settings.remind_every_h), begins, ends)
