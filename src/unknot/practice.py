"""The one flow: pick, check, do, and what follows. It moves between window, rules, conductor and record.

Nothing here draws, and nothing here keeps time.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from unknot import aio
from unknot.conductor import Clock, Conductor
from unknot.core.anatomy import Region
from unknot.core.felt import Place, matches, needs_check
from unknot.core.plan import Dose, Plan, build_plan
from unknot.core.safety import Rest, is_nerve_like, resting
from unknot.core.session import OVER, Outcome, Snapshot, Stage
from unknot.core.tally import Done, day_of, tally
from unknot.guide.library import NEW_NUMBNESS, Guide
from unknot.i18n import _
from unknot.store.errors import StoreError
from unknot.store.journal import Journal
from unknot.store.kept import CheckKind, KeptCheck, new_id
from unknot.store.record import Record
from unknot.store.session_log import SessionLog
from unknot.store.settings import Settings
from unknot.ui.check import AdviceDialog, SafetyCheck
from unknot.ui.keys import SessionKeys
from unknot.ui.stopped import StoppedDialog
from unknot.ui.window import Window
from unknot.ui.words import rest_lines, rest_words

UNDO_S = 10.0
"""How long Undo is offered after a session, in seconds."""


class SettingsKeeper(Protocol):
    """Keeps the settings: `change` puts another value in force and on disk."""

    settings: Settings

    def change(self, settings: Settings) -> None:
        """Put `settings` in force."""


@dataclass(eq=False)
class Practice:
    """Leads a person from the picture to the day's count, with parts that it is given."""

    guide: Guide
    window: Window
    keys: SessionKeys
    conductor: Conductor
    log: SessionLog
    journal: Journal
    clock: Clock
    keeper: SettingsKeeper
    tasks: aio.Tasks
    rehearsal: bool
    region: Region | None = None
    _busy: bool = False
    _places: tuple[Place, ...] = ()
    _over: "asyncio.Future[Outcome] | None" = None
    _rests: tuple[Rest, ...] = ()
    _undo: asyncio.TimerHandle | None = None

    def wire(self) -> None:
        """Listen to what the person wants."""
        window, keys = self.window, self.keys
        window.picked.connect(self.pick)
        window.felt.connect(self.felt)
        window.ached.connect(self.ached)
        window.numb.connect(self.numb)
        window.dosed.connect(self.set_dose)
        window.start.connect(self.start)
        window.again.connect(lambda: self.start(self._dose()))
        window.rated.connect(self._rate)
        window.undone.connect(self._take_away)
        for source in (window, keys):
            source.pause.connect(self.conductor.pause_or_resume)
            source.skip.connect(self.conductor.skip)
            source.stop.connect(self.conductor.stop)

    # Picking

    def pick(self, region: Region | None) -> None:
        """Show a muscle and side, with its words and the dose last used. Nothing while a session is on its way."""
        if self._busy:
            return
        self.region = region
        self.window.show_region(region, self._dose())
        self._show_rest()
        if region is not None:
            settings = self.keeper.settings
            if (settings.muscle, settings.side) != (region.muscle, region.side):
                self.keeper.change(settings.with_picked(region))
        self.tasks.start(self.refresh())

    def _dose(self) -> Dose:
        if self.region is None:
            return Dose()
        muscle = self.guide.anatomy.muscle(self.region.muscle)
        return self.keeper.settings.dose_for(muscle.id) or Dose(spots=muscle.spots_default)

    def set_dose(self, dose: Dose) -> None:
        """Remember a dose for the muscle that is picked, if it is one that can be done."""
        if self.region is not None and dose.techniques:
            self.keeper.change(self.keeper.settings.with_dose(self.region.muscle, dose))

    # The day

    async def refresh(self) -> bool:
        """Read today's count and the rests that hold, and show them; whether they could be read."""
        now = self.clock.wall()
        day = day_of(now, self.keeper.settings.boundary)
        try:
            done, self._rests = await aio.done(self.journal.do(lambda record: _read_day(record, day, now)))
        except StoreError as error:
            self.window.show_notice(str(error))
            return False
        self._show_rest()
        if self.region is None:
            self.window.show_today("")
            return True
        (count,) = tally(done, [self.region], self.keeper.settings.goal)
        words = _("Today: {done} of {goal}").format(done=count.completed, goal=count.goal)
        self.window.show_today(words)
        return True

    def _show_rest(self) -> None:
        now = self.clock.wall()
        why = {}
        for region in self.guide.anatomy.regions():
            rest = resting(self._rests, region, now)
            if rest is not None:
                why[region] = rest_words(self.guide, rest, now)
        self.window.show_rests(why)
        picked = resting(self._rests, self.region, now) if self.region else None
        self.window.show_rest(rest_lines(self.guide, picked, now) if picked else ())

    # Where it is felt

    def felt(self, places: Sequence[Place]) -> None:
        """Note which places are chosen now: a list that was on its way for others is not shown."""
        self._places = tuple(places)

    def ached(self, places: Sequence[Place]) -> None:
        """List the muscles for places that ache; where those are in both legs, ask first. Nothing in a session."""
        if self._busy:
            return
        if needs_check(places):
            self._list_after_check(places)
        else:
            self.window.show_matches(matches(self.guide.anatomy, places))

    def numb(self, places: Sequence[Place]) -> None:
        """Ask before anything is listed for places that are numb or tingling. Nothing in a session."""
        if not self._busy:
            self._list_after_check(places, ticked=(NEW_NUMBNESS,))

    def _list_after_check(self, places: Sequence[Place], ticked: Collection[str] = ()) -> None:
        self._busy = True
        self._places = tuple(places)
        self.tasks.start(self._listing(self._places, ticked))

    async def _listing(self, places: tuple[Place, ...], ticked: Collection[str]) -> None:
        try:
            if await self._check(ticked, ask_rating=False) and places == self._places:
                self.window.show_matches(matches(self.guide.anatomy, places))
        finally:
            self._busy = False
            aio.tidy()

    # A session

    def start(self, dose: Dose) -> None:
        """Ask what is new today, then lead a session with `dose`. Nothing while another is on its way."""
        if self._busy or self.region is None:
            return
        self._busy = True
        self.tasks.start(self._session(self.region, dose))

    async def _session(self, region: Region, dose: Dose) -> None:
        try:
            self._end_undo()
            self.window.show_notice("")
            if not await self.refresh():
                self._refuse_unread()
                return
            if resting(self._rests, region, self.clock.wall()) is not None:
                return  # it is shown, with its reason
            plan = build_plan(region, dose, self.guide.anatomy.muscle(region.muscle).spots_max)
            self.keeper.change(self.keeper.settings.with_dose(region.muscle, dose))
            if await self._check():
                await self._play(plan)
        finally:
            self._busy = False
            aio.tidy()

    def _refuse_unread(self) -> None:
        """Begin nothing while nobody knows which muscles rest."""
        words = _("The record can't be read, and it may say that this muscle rests: no session can begin. {do}")
        self.window.show_notice(words.format(do=_("Run “unknot doctor” to see what is wrong.")))

    async def _check(self, ticked: Collection[str] = (), *, ask_rating: bool = True) -> bool:
        """Ask what is new today, and keep the answer; whether one may go on."""
        items = [item for item in self.guide.screening if item.daily]
        dialog = SafetyCheck(items, self.window, ticked=ticked, ask_rating=ask_rating)
        await aio.closed(dialog)
        if not dialog.answered():
            return False
        said, urgency, before = tuple(item.id for item in dialog.ticked()), dialog.urgency(), dialog.before()
        check = KeptCheck(new_id(), self.clock.wall(), CheckKind.DAILY, said, urgency)
        self.journal.do(lambda record: record.add_check(check))
        if urgency is not None:
            await aio.closed(AdviceDialog(self.guide, urgency, self.keeper.settings.emergency_number, self.window))
            return False
        self.log.before = before
        return True

    async def _play(self, plan: Plan) -> None:
        self._over = asyncio.get_running_loop().create_future()
        self.log.boundary = self.keeper.settings.boundary
        self.keys.listen(on=True)
        self.window.show_session(rehearsal=self.rehearsal)
        self.conductor.begin(plan)
        outcome = await self._over
        self.window.end_session()
        if outcome is Outcome.STOPPED:
            await self._ask_why()
            return
        await self.refresh()
        self.window.show_after(plan.region, outcome)
        self._offer_undo()

    def show(self, snapshot: Snapshot) -> None:
        """Draw one moment of a session; note when it is over."""
        self.window.show_snapshot(snapshot)
        if snapshot.session.stage in OVER:
            self.keys.listen(on=False)
            if self._over is not None and not self._over.done():
                self._over.set_result(_outcome(snapshot))

    async def _ask_why(self) -> None:
        session_id = self.log.session_id
        dialog = StoppedDialog(self.guide.stop, self.window)
        await aio.closed(dialog)
        reason, at = dialog.reason, self.clock.wall()
        self.journal.do(lambda record: record.explain_stop(session_id, reason, at))
        await self.refresh()
        if not is_nerve_like(reason):
            self.window.show_notice(" ".join(line.text for line in self.guide.stop.something_else))

    # Afterwards

    def _rate(self, value: int | None) -> None:
        session_id, at = self.log.session_id, self.clock.wall()
        if value is not None:
            self.journal.do(lambda record: record.rate_after(session_id, value, at))
        self.window.show_region(self.region, self._dose())
        self._show_rest()

    def _offer_undo(self) -> None:
        self.window.offer_undo(on=True)
        self._undo = asyncio.get_running_loop().call_later(UNDO_S, self._end_undo)

    def _end_undo(self) -> None:
        if self._undo is not None:
            self._undo.cancel()
            self._undo = None
        self.window.offer_undo(on=False)

    def _take_away(self) -> None:
        if self._undo is None:
            return
        session_id = self.log.session_id
        self._end_undo()
        self.journal.do(lambda record: record.delete(session_id))
        self.window.show_region(self.region, self._dose())
        self.tasks.start(self.refresh())


def _read_day(record: Record, day: date, now: datetime) -> tuple[tuple[Done, ...], tuple[Rest, ...]]:
    return record.done_on(day), record.rests(now)


def _outcome(snapshot: Snapshot) -> Outcome:
    if snapshot.session.stage is Stage.STOPPED:
        return Outcome.STOPPED
    return Outcome.PARTIAL if snapshot.session.skipped else Outcome.COMPLETED
