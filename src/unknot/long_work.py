"""Work that takes long: done beside the window, shown as it goes on, and given up at any time without harm."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from threading import Event
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from unknot import aio
from unknot.store.journal import Journal
from unknot.store.record import Record

T = TypeVar("T")
GRACE_S = 0.3
"""What is done within that time is not shown as it goes on: a dialog would only flash up. In seconds."""


class GivenUpError(Exception):
    """The person gave it up before it was done: nothing is changed."""


class Work:
    """How far something is. It is told in the thread that does it, and may be looked at in the window's.

    `shown` is told as well, in that same thread: how much is done, and of how much.
    """

    def __init__(self, shown: Callable[[int, int], None] | None = None) -> None:
        self.done = 0
        self.of = 0
        self._shown = shown
        self._given_up = Event()

    def told(self, done: int, of: int = 0) -> None:
        """Note how much is done, and of how much where that is known. Raises GivenUpError to end the work."""
        self.go_on()
        self.done = done
        if of:
            self.of = of
        if self._shown is not None:
            self._shown(self.done, self.of)

    def go_on(self) -> None:
        """Do nothing, or raise GivenUpError where the work is to end."""
        if self.given_up:
            raise GivenUpError

    @property
    def given_up(self) -> bool:
        """Whether it is to end where it stands."""
        return self._given_up.is_set()

    def begin(self, of: int) -> None:
        """Note that a part begins which has so much to do."""
        self.done, self.of = 0, of

    def give_up(self) -> None:
        """Let the work end where it stands; what it has done until then is taken back by whoever does it."""
        self._given_up.set()


async def lead(title: str, start: Callable[[Work], Awaitable[T]], parent: QWidget, grace_s: float = GRACE_S) -> T:
    """Wait for what `start` begins, in another thread, and show how far it is. Raises what it raised.

    When the person cancels it, and when the program ends meanwhile, it is given up.
    """
    work = Work()
    task = asyncio.ensure_future(start(work))
    try:
        done, _pending = await asyncio.wait({task}, timeout=grace_s)
        if not done:
            await _show(title, work, task, parent)
        return task.result()
    finally:
        work.give_up()
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # somebody has looked at it


async def _show(title: str, work: Work, task: "asyncio.Future[T]", parent: QWidget) -> None:
    from unknot.ui.progress import ProgressDialog

    dialog = ProgressDialog(title, lambda: (work.done, work.of), parent)
    dialog.given_up.connect(work.give_up)
    dialog.open()
    try:
        await asyncio.wait({task})
    finally:
        dialog.end()
        dialog.deleteLater()


@dataclass(frozen=True)
class Beside:
    """Does long things beside the window. `grace_s`: what takes longer shows how far it is."""

    journal: Journal
    grace_s: float = GRACE_S

    async def lead(self, title: str, start: Callable[[Work], Awaitable[T]], over: QWidget) -> T:
        """Wait for what `start` begins. Raises what that raised, GivenUpError where the person cancelled it."""
        return await lead(title, start, over, self.grace_s)

    async def on_record(self, title: str, job: Callable[[Record, Work], T], over: QWidget) -> T:
        """Do something with the record on disk, wholly or not at all."""

        async def start(work: Work) -> T:
            return await aio.done(self.journal.on_disk(lambda record: job(record, work)))

        return await self.lead(title, start, over)

    async def away(self, title: str, job: Callable[[Work], T], over: QWidget) -> T:
        """Do something without the record of the window."""
        return await self.lead(title, lambda work: asyncio.to_thread(job, work), over)
