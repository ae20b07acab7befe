"""The one flow: pick, check, do, and what follows. It moves between window, rules, conductor and record.

Nothing here draws, and nothing here keeps time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from unknot import aio
from unknot.asking import Asking
from unknot.conductor import Clock, Conductor
from unknot.core.anatomy import Region
from unknot.core.felt import Place, matches, needs_check
from unknot.core.plan import Dose, Plan
from unknot.core.routine import Step, build_plans
from unknot.core.safety import is_nerve_like
from unknot.core.session import OVER, Outcome, Snapshot, Stage
from unknot.guide.library import NEW_NUMBNESS, Guide
from unknot.i18n import _, n_
from unknot.keeping import FileSettings
from unknot.routines import Routines
from unknot.speaker import Speaker
from unknot.store import editing
from unknot.store.changes import Change, ChangeKind
from unknot.store.errors import StoreError
from unknot.store.journal import Journal
from unknot.store.kept import new_id
from unknot.store.session_log import SessionLog
from unknot.store.settings import Settings
from unknot.today import Today
from unknot.ui.keys import SessionKeys
from unknot.ui.window import Window
from unknot.ui.words import region_name

UNDO_S = 10.0
"""How long Undo is offered after a session, in seconds."""
ENOUGH = 6
"""After so many sessions a day on one muscle and side it is said that more is not better (the program's own)."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is done in one go: one session, or those of a routine with its name."""

    steps: tuple[Step, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """How one session of a course ended."""

    session_id: str
    region: Region
    outcome: Outcome


@dataclass(eq=False)
class Practice:
    """Leads a person from the picture to the day's count, with parts that it is given."""

    guide: Guide
    window: Window
    keys: SessionKeys
    conductor: Conductor
    speaker: Speaker
    today: Today
    asking: Asking
    routines: Routines
    log: SessionLog
    journal: Journal
    clock: Clock
    keeper: FileSettings
    tasks: aio.Tasks
    rehearsal: bool
    prepare: Callable[[], None] = field(default=lambda: None)
    """Called before anything that may lead to a session: gets ready what surrounds one."""
    region: Region | None = None
    _busy: bool = False
    _ended: tuple[End, ...] = ()
    _last: Course | None = None
    _places: tuple[Place, ...] = ()
    _over: "asyncio.Future[None] | None" = None
    _undo: asyncio.TimerHandle | None = None
    _waiting: list[Callable[[], None]] = field(default_factory=list)

    def wire(self) -> None:
        """Listen to what the person wants."""
        window, keys = self.window, self.keys
        window.picked.connect(self.pick)
        window.felt.connect(self.felt)
        window.ached.connect(self.ached)
        window.numb.connect(self.numb)
        window.dosed.connect(self.set_dose)
        window.start.connect(self.start)
        window.again.connect(self.again)
        window.routines_asked.connect(self.choose_routine)
        window.changed.connect(self.something_changed)
        window.rated.connect(self._rate)
        window.undone.connect(self._take_away)
        for source in (window, keys):
            source.pause.connect(self.conductor.pause_or_resume)
            source.skip.connect(self.conductor.skip)
            source.stop.connect(self.conductor.stop)
        keys.distance.connect(window.toggle_distance)
        keys.mute.connect(self.mute)
        keys.keys.connect(window.show_keys)
        keys.ease.connect(self.conductor.ease)

    def mute(self) -> None:
        """Let nothing sound, or let it again."""
        self.speaker.mute(on=not self.speaker.muted)
        self.window.show_muted(on=self.speaker.muted)

    # Picking

    def pick(self, region: Region | None) -> None:
        """Show a muscle and side, with its words and the dose last used. Nothing while a session is on its way."""
        if self._busy:
            return
        self.region = region
        self.window.show_region(region, self.dose)
        self.today.show_rests(self.region)
        if region is not None:
            settings = self.keeper.settings
            if (settings.muscle, settings.side) != (region.muscle, region.side):
                self.keeper.change(settings.with_picked(region))
        self.tasks.start(self.refresh())

    @property
    def dose(self) -> Dose:
        """The dose last used for the muscle that is picked, or its ordinary one."""
        return Dose() if self.region is None else dose_for(self.guide, self.keeper.settings, self.region.muscle)

    def set_dose(self, dose: Dose) -> None:
        """Remember a dose for the muscle that is picked, if it is one that can be done."""
        if self.region is not None and dose.techniques:
            self.keeper.change(self.keeper.settings.with_dose(self.region.muscle, dose))

    # The day

    async def refresh(self) -> bool:
        """Read today's count and the rests that hold, and show them; whether they could be read."""
        return await self.today.read(self.region)

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
        self._places = tuple(places)
        self.alone(lambda: self._listing(tuple(places), ticked))

    async def _listing(self, places: tuple[Place, ...], ticked: Collection[str]) -> None:
        if await self._check(ticked, ask_rating=False) and places == self._places:
            self.window.show_matches(matches(self.guide.anatomy, places))

    # A session

    def start(self, dose: Dose) -> None:
        """Ask what is new today, then lead a session with `dose`. Nothing while another is on its way."""
        if self.region is not None:
            self.set_dose(dose)
            self._begin(Course((Step(self.region, dose),)))

    def begin_with(self, region: Region) -> None:
        """Pick a muscle and side, and start with the dose last used, through the same check as ever."""
        if not self._busy:
            self.pick(region)
            self.start(self.dose)

    def again(self) -> None:
        """Do once more what was done last: the routine, or the picked muscle with the dose that is set."""
        if self._last is not None and self._last.name:
            self._begin(self._last)
        else:
            self.start(self.dose)

    def choose_routine(self) -> None:
        """Show the routines, and lead the one that is chosen. Nothing while a session is on its way."""
        self.alone(self._choose)

    async def _choose(self) -> None:
        routine = await self.routines.choose(self.region)
        if routine is not None:
            await self._lead(Course(routine.steps, routine.name))

    def _begin(self, course: Course) -> None:
        self.alone(lambda: self._lead(course))

    def alone(self, work: Callable[[], Awaitable[object]]) -> None:
        """Do something that asks the person; nothing while something else does, or while a session is on its way."""
        if not self._busy:
            self._busy = True
            self.prepare()
            self.tasks.start(self._work(work))

    async def _work(self, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await work()
        finally:
            self._busy = False
            aio.tidy()
            waiting, self._waiting = self._waiting, []
            for act in waiting:
                act()

    @property
    def busy(self) -> bool:
        """Whether a session is on its way, or the person is asked something about one."""
        return self._busy

    def when_free(self, act: Callable[[], None]) -> None:
        """Do something as soon as no session is on its way and nothing about one is being asked."""
        if self._busy:
            self._waiting.append(act)
        else:
            act()

    async def _lead(self, course: Course) -> None:
        self._end_undo()
        self.window.show_notice("")
        if not await self.refresh():
            self._refuse_unread()
            return
        plans = build_plans(self._awake(course), lambda muscle: self.guide.anatomy.muscle(muscle).spots_max)
        if plans and await self._check():
            self._last = course
            await self._play(course, plans)

    def _awake(self, course: Course) -> tuple[Step, ...]:
        """Return the steps whose muscles do not rest, and say which ones are left out."""
        awake = tuple(step for step in course.steps if not self.today.rests(step.region))
        out = {region_name(self.guide.anatomy, step.region): None for step in course.steps if step not in awake}
        if out and course.name:
            self.window.show_notice(_("Left out, because it rests: {names}.").format(names="; ".join(out)))
        return awake  # of a single muscle it is shown, with its reason

    def _refuse_unread(self) -> None:
        """Begin nothing while nobody knows which muscles rest."""
        words = _("The record can't be read, and it may say that you should not press: no session can begin. {do}")
        self.window.show_notice(words.format(do=_("Run “unknot doctor” to see what is wrong.")))

    def something_changed(self) -> None:
        """Ask the whole safety check, because the person wants to be asked. Nothing in a session."""
        self.alone(lambda: self._check(whole=True, ask_rating=False))

    async def _check(self, ticked: Collection[str] = (), *, whole: bool = False, ask_rating: bool = True) -> bool:
        """Ask the safety check; whether one may go on."""
        number = self.keeper.settings.emergency_number
        try:
            asked = await self.asking.check(number, ticked, whole=whole, ask_rating=ask_rating)
        except StoreError:
            self._refuse_unread()
            return False
        if asked.free:
            self.log.before = asked.before
        return asked.free

    async def _play(self, course: Course, plans: Sequence[Plan]) -> None:
        self._over, self._ended = asyncio.get_running_loop().create_future(), tuple[End, ...]()
        self.log.boundary = self.keeper.settings.boundary
        self.keys.listen(on=True)
        self.window.show_session(rehearsal=self.rehearsal)
        self.conductor.begin(*plans)
        await self._over
        self.window.end_session()
        if self._ended[-1].outcome is Outcome.STOPPED:
            await self._ask_why()
            return
        await self.refresh()
        self._show_after(course)

    def show(self, snapshot: Snapshot) -> None:
        """Draw one moment of a session; note how it ended, and when nothing follows it."""
        self.window.show_snapshot(snapshot)
        session = snapshot.session
        if session.stage in OVER:
            self._ended = (*self._ended, End(self.log.session_id, session.plan.region, _outcome(snapshot)))
        if session.over:
            self.keys.listen(on=False)
            if self._over is not None and not self._over.done():
                self._over.set_result(None)

    async def _ask_why(self) -> None:
        reason = await self.asking.why(self._ended[-1].session_id, self.keeper.settings.emergency_number)
        await self.refresh()
        if not is_nerve_like(reason):
            self.window.show_notice(" ".join(line.text for line in self.guide.stop.something_else))

    # Afterwards

    def _show_after(self, course: Course) -> None:
        outcomes = [end.outcome for end in self._ended]
        if not course.name:
            self.window.show_after(self._called(course), outcomes)
        else:
            regions = tuple(dict.fromkeys(end.region for end in self._ended))
            self.window.show_after(course.name, outcomes, self.today.counts(regions))
        if any(self.today.sessions(end.region) == ENOUGH for end in self._ended):
            self.window.show_notice(self.guide.strength.enough.text)
        self._offer_undo()

    def _called(self, course: Course) -> str:
        return course.name or region_name(self.guide.anatomy, course.steps[0].region)

    def _rate(self, value: int | None) -> None:
        ids, at = [end.session_id for end in self._ended], self.clock.wall()
        if value is not None:
            for session_id in ids:
                self._rate_one(session_id, value, at)
        self.window.show_region(self.region, self.dose)
        self.today.show_rests(self.region)

    def _rate_one(self, session_id: str, value: int, at: datetime) -> None:
        self.journal.do(lambda record: record.rate_after(session_id, value, at))

    def _offer_undo(self) -> None:
        self.window.offer_undo(on=True)
        self._undo = asyncio.get_running_loop().call_later(UNDO_S, self._end_undo)

    def _end_undo(self) -> None:
        if self._undo is not None:
            self._undo.cancel()
            self._undo = None
        self.window.offer_undo(on=False)

    def _take_away(self) -> None:
        """Take away what was just made: the session, or all of the routine as one change."""
        course = self._last
        if self._undo is None or course is None:
            return
        ids = [end.session_id for end in self._ended]
        subject = self._called(course)
        if len(ids) > 1:
            subject = n_("{name}, {n} session", "{name}, {n} sessions", len(ids)).format(name=subject, n=len(ids))
        change = Change(new_id(), ChangeKind.DELETE, self.clock.wall(), subject)
        self._end_undo()
        self.journal.do(lambda record: editing.delete_sessions(record, change, ids))
        self.window.show_region(self.region, self.dose)
        self.tasks.start(self.refresh())


def dose_for(guide: Guide, settings: Settings, muscle: str) -> Dose:
    """Return the dose last used for a muscle, or its ordinary one."""
    return settings.dose_for(muscle) or Dose(spots=guide.anatomy.muscle(muscle).spots_default)


def _outcome(snapshot: Snapshot) -> Outcome:
    if snapshot.session.stage is Stage.STOPPED:
        return Outcome.STOPPED
    return Outcome.PARTIAL if snapshot.session.skipped else Outcome.COMPLETED
