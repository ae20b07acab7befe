"""The whole program but for its clock: real window, real rules, real record, with the hands moved by the test."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QApplication, QDialog

from fakes import HandAlarm, HandClock
from ui.seeing import button, dialogs, texts
from unknot import aio
from unknot.asking import Asking
from unknot.conductor import Conductor
from unknot.core.anatomy import Region
from unknot.core.history import KeptSession
from unknot.core.plan import Dose, Technique
from unknot.core.routine import Routine
from unknot.core.screening import Answer, CheckKind
from unknot.core.session import Snapshot
from unknot.guide.library import Guide
from unknot.keeping import FileSettings
from unknot.practice import Practice, dose_for
from unknot.routines import Routines
from unknot.speaker import Speaker
from unknot.store import editing
from unknot.store.changes import Change, ChangeKind
from unknot.store.errors import StoreError
from unknot.store.journal import Journal
from unknot.store.kept import KeptCheck, new_id
from unknot.store.record import Record
from unknot.store.session_log import SessionLog
from unknot.store.settings import Settings
from unknot.today import Today
from unknot.ui.keys import SessionKeys
from unknot.ui.spoken import spoken
from unknot.ui.theme import LIGHT
from unknot.ui.window import Window

T = TypeVar("T")
PATIENCE_S = 90.0
"""Real seconds after which what was waited for is called missing; no test depends on them."""
SHORT = Dose(30.0, 1, (Technique.COMPRESSION,), 3.0)
"""The shortest session there is."""
TURNS = 8
"""More than anything here needs to come to rest."""


class HeardSounds:
    """Sounds nothing, and knows what it was asked for."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def play(self, chime: str) -> None:
        """Note a tone."""
        self.heard.append(f"*{chime}*")

    def say(self, words: str, *, cut: bool) -> None:
        """Note words."""
        self.heard.append(words)

    def silence(self) -> None:
        """Note that everything ends."""
        self.heard.append("")


class House:
    """Everything that a running program is made of, over the folder `folder`. Build it inside the loop."""

    def __init__(
        self,
        application: QApplication,
        guide: Guide,
        resources: Path,
        folder: Path,
        opener: Callable[[], Record] | None = None,
        *,
        rehearsal: bool = False,
        checked: bool = True,
    ) -> None:
        loop = asyncio.get_running_loop()
        self._closed = False
        self.database = folder / "unknot.sqlite3"
        self.errors: list[BaseException] = []
        self.shown: list[Snapshot] = []
        self.watchers: list[Callable[[Snapshot], None]] = []
        self.clock = HandClock()
        self.alarm = HandAlarm(self.clock)
        self.window = Window.furnished(guide, resources, LIGHT)
        self.keeper = FileSettings(folder / "settings.toml", Settings(), self.window.show_notice)

        def report(line: str) -> None:
            loop.call_soon_threadsafe(self.window.show_notice, line)

        self.journal = Journal(opener or self.database, report)
        self.tasks = aio.Tasks(self.errors.append)
        log = SessionLog(
            self.journal, self.clock.wall, self.clock.uptime, rehearsal=rehearsal, boundary=Settings().boundary
        )
        self.sounds = HeardSounds()
        self.speaker = Speaker(self.sounds, self.clock.now, lambda cue, session: spoken(guide, cue, session))
        self.conductor = Conductor(self.clock, self.alarm, log, self._show, self.speaker)
        self.practice = Practice(
            guide=guide,
            window=self.window,
            keys=SessionKeys(application),
            conductor=self.conductor,
            speaker=self.speaker,
            today=Today(guide, self.window, self.journal, self.clock, self.keeper),
            asking=Asking(guide, self.window, self.journal, self.clock),
            routines=Routines(guide, self.window, self.journal, self.clock, self._dose_for),
            log=log,
            journal=self.journal,
            clock=self.clock,
            keeper=self.keeper,
            tasks=self.tasks,
            rehearsal=rehearsal,
        )
        self.practice.wire()
        if checked:
            answer = Answer(self.clock.wall(), CheckKind.WHOLE, (), None)
            self.journal.do(lambda record: record.add_check(KeptCheck(new_id(), answer)))
        self.window.show()

    def _dose_for(self, muscle: str) -> Dose:
        return dose_for(self.practice.guide, self.keeper.settings, muscle)

    def _show(self, snapshot: Snapshot) -> None:
        self.shown.append(snapshot)
        self.practice.show(snapshot)
        for watch in self.watchers:
            watch(snapshot)

    # Waiting

    async def until(self, true: Callable[[], bool]) -> None:
        """Let everything run until something is so."""
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                await self._turn()

    async def rest(self) -> None:
        """Let everything come to rest."""
        for _ in range(TURNS):
            await self._turn()

    async def _turn(self) -> None:
        with contextlib.suppress(StoreError):
            await aio.done(self.journal.do(lambda _record: None))
        await asyncio.sleep(0)

    # What a person does and sees

    async def pick(self, region: Region) -> None:
        """Pick a region."""
        self.window.picked.emit(region)
        await self.rest()

    async def press_start(self) -> QDialog:
        """Press Start; return the safety check."""
        button(self.window, "Start session").click()
        return await self.dialog("Safety check")

    async def begin(self) -> None:
        """Start a session, with nothing new today."""
        check = await self.press_start()
        button(check, "None of these").click()
        await self.until(lambda: self.conductor.active)

    async def finish(self) -> None:
        """Run a session that has begun to its end."""
        self.clock.forward(self.shown[-1].session.plan.total_s + 1)
        await self.until(lambda: "After the session" in self.said())
        await self.rest()

    async def stop(self) -> QDialog:
        """Press Stop; return the question."""
        button(self.window, "Stop now").click()
        return await self.dialog("You stopped")

    async def dialog(self, title: str) -> QDialog:
        """Wait for the dialog of that title."""
        await self.until(lambda: self.has_dialog(title))
        return next(dialog for dialog in dialogs() if dialog.windowTitle() == title)

    def has_dialog(self, title: str) -> bool:
        """Whether a dialog of that title is open."""
        return any(dialog.windowTitle() == title for dialog in dialogs())

    def said(self) -> str:
        """Return all that stands in the window."""
        return "\n".join(texts(self.window))

    # What is on record

    def read(self, reading: Callable[[Record], T]) -> T:
        """Read the record, after everything that was written before."""
        return self.journal.do(reading).result()

    def own(self, routine: Routine) -> None:
        """Keep a routine of the person's own."""
        change = Change(new_id(), ChangeKind.ROUTINE, self.clock.wall())
        self.read(lambda record: editing.keep_routine(record, change, routine))

    @property
    def sessions(self) -> list[KeptSession]:
        """The sessions that are over."""
        return self.read(lambda record: list(record.sessions()))

    async def close(self) -> int:
        """Close as the program does: a session that runs is stopped. Return how many writes were lost."""
        if self._closed:
            return 0
        self._closed = True
        self.conductor.stop()
        self.practice.keys.listen(on=False)
        self.window.hide()
        self.keeper.flush()
        await self.tasks.end()
        lost = await asyncio.to_thread(self.journal.close)
        self.window.deleteLater()
        return lost


Story = Callable[[House], Awaitable[None]]


class Live(Protocol):
    """Plays a story in a house, and sees it out."""

    def __call__(
        self,
        story: Story,
        opener: Callable[[], Record] | None = None,
        *,
        rehearsal: bool = False,
        checked: bool = True,
    ) -> None: ...
