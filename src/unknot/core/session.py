"""A session in time, as a pure state machine: (session, event, now) -> (session, effects).

`now` is in seconds of one clock that never goes back and goes on while the computer sleeps. A boundary lies exactly
where the plan puts it: a phase ends at its deadline, and the next deadline counts from there, however late the moment
at which the machine was told.

Only seconds that somebody watched are credited. Two looks at the clock more than `GAP_LIMIT_S` apart mean that the
computer slept or the program was held: the session is then interrupted at the earlier look.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, inf

from unknot.core.plan import EASING_FROM_S, EASING_S, Kind, Phase, Plan

EASE_SHOWN_S = 10.0
"""How long it is shown that one should lean out (the program's own)."""
GAP_LIMIT_S = 2.0
"""The longest time between two looks at the clock that still counts as observed."""


class Stage(StrEnum):
    """Where a session stands. Time runs in lead-in and running, and in no other."""

    READY = "ready"
    LEAD_IN = "lead-in"
    RUNNING = "running"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    STOPPED = "stopped"
    FINISHED = "finished"


COUNTING = frozenset({Stage.LEAD_IN, Stage.RUNNING})
"""The stages in which time runs."""
HELD = frozenset({Stage.PAUSED, Stage.INTERRUPTED})
"""The stages that wait for the person to go on."""
OVER = frozenset({Stage.STOPPED, Stage.FINISHED})
"""The stages that nothing leads out of."""


class Event(StrEnum):
    """What can happen to a session.

    OBSERVE is a look at the clock; INTERRUPT says that the computer goes to sleep, EASE that it is too strong.
    """

    START = "start"
    OBSERVE = "observe"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    STOP = "stop"
    INTERRUPT = "interrupt"
    EASE = "ease"


class Outcome(StrEnum):
    """How a session ended, as it is recorded."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class PhaseBegan:
    """Phase `index` began at `at_s` of the clock, as planned: on a late look, earlier than now."""

    index: int
    at_s: float


@dataclass(frozen=True, slots=True)
class PhaseEnded:
    """Phase `index` is over, with `observed_s` seconds of it credited."""

    index: int
    observed_s: float
    at_s: float


@dataclass(frozen=True, slots=True)
class StageChanged:
    """The session came to another stage."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is over."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Eased:
    """The person said that it is too strong."""


Effect = Eased | PhaseBegan | PhaseEnded | StageChanged | Ended


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands in a routine: the `number`-th of `count`, between its neighbours' plans."""

    number: int = 1
    count: int = 1
    previous: Plan | None = None
    following: Plan | None = None


ALONE = Place()
"""The place of a session that belongs to no routine."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it stands.

    `index` is the phase it is in. `left_s` is what is left of that phase when its own time does not run: while
    waiting, and during the lead-in after a pause (`returning`). `deadline_s` is when the time that runs is up, and
    `seen_s` the last look at the clock; both mean nothing in the other stages. `skipped` says that a technique was cut
    short with NEXT. `gap_limit_s` is `GAP_LIMIT_S`, on a clock that runs true. `eased_s` is when the person
    last said that it is too strong. `place` is where it stands in a routine.
    """

    plan: Plan
    stage: Stage = Stage.READY
    index: int = 0
    left_s: float = 0.0
    deadline_s: float = 0.0
    seen_s: float = 0.0
    returning: bool = False
    skipped: bool = False
    gap_limit_s: float = GAP_LIMIT_S
    eased_s: float = -inf
    place: Place = ALONE

    @property
    def over(self) -> bool:
        """Whether it ended and nothing follows it: stopped, or finished as the last of its routine."""
        return self.stage is Stage.STOPPED or (self.stage is Stage.FINISHED and self.place.following is None)

    @property
    def phase(self) -> Phase:
        """The phase that it is in, or was in last."""
        return self.plan.phases[self.index]

    @property
    def counting(self) -> bool:
        """Whether time runs."""
        return self.stage in COUNTING

    def countdown_s(self, now: float) -> float:
        """Seconds left of what runs now: the phase, or the lead-in after a pause; while held, of the phase."""
        if self.counting:
            return max(0.0, self.deadline_s - now)
        return self.left_s

    def phase_left_s(self, now: float) -> float:
        """Seconds left of the phase itself at `now`."""
        if self.counting and not self.returning:
            return max(0.0, self.deadline_s - now)
        return self.left_s

    def observed_s(self, now: float) -> float:
        """Seconds of the current phase credited up to `now`. Of a phase without a technique it says nothing."""
        if self.stage is Stage.READY:
            return 0.0
        return self.phase.duration_s - self.phase_left_s(now)

    def remaining_s(self, now: float) -> float:
        """Seconds until the plan is through, if nothing stops it."""
        if self.stage is Stage.READY:
            return self.plan.total_s
        if self.stage in OVER:
            return 0.0
        later = sum(phase.duration_s for phase in self.plan.phases[self.index + 1 :])
        return self.countdown_s(now) + (self.left_s if self.returning and self.counting else 0.0) + later


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A session at one moment: all that is drawn or read out."""

    session: Session
    now: float

    @property
    def seconds(self) -> int:
        """Whole seconds to show for what runs now: the last one is shown until it is over."""
        return ceil(self.session.countdown_s(self.now) - 1e-6)

    @property
    def easing(self) -> bool:
        """Whether the person has just said that it is too strong."""
        return self.session.stage is Stage.RUNNING and self.now - self.session.eased_s < EASE_SHOWN_S

    @property
    def next_second_s(self) -> float:
        """When `seconds` changes next, on the session's clock."""
        return self.session.deadline_s - (self.seconds - 1)


def easing_is_due(session: Session, now: float) -> bool:
    """Whether it is time to say that the discomfort should be easing: 30 s into a long compression, and on."""
    phase = session.phase
    return (
        phase.kind is Kind.COMPRESSION
        and phase.duration_s > EASING_FROM_S
        and session.observed_s(now) >= EASING_S - 1e-6
    )


Step = tuple[Session, tuple[Effect, ...]]


def step(session: Session, event: Event, now: float) -> Step:
    """Apply one event. An event that means nothing in the present stage changes nothing."""
    if session.stage in OVER:
        return session, ()
    if session.stage is Stage.READY:
        return _start(session, now) if event is Event.START else (session, ())
    before = session.stage
    session, effects = _observe(session, now)
    if session.stage is Stage.FINISHED:
        # The last deadline passed just before the person said stop: what they said stands.
        return _stop_at_the_end(session, effects) if event is Event.STOP else (session, effects)
    if session.stage is Stage.INTERRUPTED and before is not Stage.INTERRUPTED and event is not Event.STOP:
        # Whoever said it could not know yet that the session waits; only stop is meant in any case.
        return session, effects
    moved, more = _apply(session, event, session.seen_s)
    return moved, effects + more


def _apply(session: Session, event: Event, now: float) -> Step:
    match event:
        case Event.STOP:
            return _stop(session, now)
        case Event.PAUSE if session.counting:
            return _hold(session, Stage.PAUSED, now)
        case Event.INTERRUPT if session.counting:
            return _hold(session, Stage.INTERRUPTED, now)
        case Event.RESUME if session.stage in HELD:
            return _resume(session, now)
        case Event.NEXT:
            return _skip(session, now)
        case Event.EASE if session.stage is Stage.RUNNING and session.phase.technique is not None:
            return replace(session, eased_s=now), (Eased(),)
        case _:
            return session, ()


def _start(session: Session, now: float) -> Step:
    first = session.plan.phases[0]
    began = replace(session, stage=Stage.LEAD_IN, deadline_s=now + first.duration_s, seen_s=now)
    return began, (StageChanged(Stage.LEAD_IN), PhaseBegan(0, now))


def _observe(session: Session, now: float) -> Step:
    """Look at the clock: end what is due, or notice that nobody watched."""
    if not session.counting:
        # While held no time is credited, so any time may pass between two looks.
        return replace(session, seen_s=max(now, session.seen_s)), ()
    if now - session.seen_s > session.gap_limit_s:
        held, noticed = _hold(session, Stage.INTERRUPTED, session.seen_s)
        return replace(held, seen_s=now), noticed
    effects: tuple[Effect, ...] = ()
    while session.counting and now >= session.deadline_s:
        session, more = _pass_deadline(session)
        effects += more
    return replace(session, seen_s=max(now, session.seen_s)), effects


def _pass_deadline(session: Session) -> Step:
    at_s = session.deadline_s
    if session.returning and session.left_s > 0.0:
        back = replace(session, returning=False, stage=_stage_of(session.phase), deadline_s=at_s + session.left_s)
        return back, (StageChanged(back.stage),)
    return _enter_next(session, session.phase.duration_s, at_s)


def _enter_next(session: Session, observed_s: float, at_s: float) -> Step:
    """End the present phase with `observed_s` credited, and begin the next, or finish."""
    ended = PhaseEnded(session.index, observed_s, at_s)
    following = session.index + 1
    if following == len(session.plan.phases):
        done = replace(session, stage=Stage.FINISHED, left_s=0.0, returning=False)
        outcome = Outcome.PARTIAL if session.skipped else Outcome.COMPLETED
        return done, (ended, StageChanged(Stage.FINISHED), Ended(outcome))
    phase = session.plan.phases[following]
    entered = replace(session, index=following, left_s=phase.duration_s, returning=False)
    if not session.counting:
        return entered, (ended, PhaseBegan(following, at_s))
    entered = replace(entered, stage=_stage_of(phase), deadline_s=at_s + phase.duration_s)
    changed = (StageChanged(entered.stage),) if entered.stage is not session.stage else ()
    return entered, (ended, *changed, PhaseBegan(following, at_s))


def _hold(session: Session, stage: Stage, now: float) -> Step:
    held = replace(session, stage=stage, left_s=session.phase_left_s(now), returning=False)
    return held, (StageChanged(stage),)


def _resume(session: Session, now: float) -> Step:
    """Go on with a fresh lead-in, for the person has to lie down again.

    Where only moving was left (lead-in, gap, change of tool) the fresh lead-in takes its place.
    """
    left_s = session.left_s if session.phase.technique is not None else 0.0
    back = replace(
        session,
        stage=Stage.LEAD_IN,
        left_s=left_s,
        returning=True,
        deadline_s=now + session.plan.lead_in_s,
        seen_s=now,
    )
    return back, (StageChanged(Stage.LEAD_IN),)


def _skip(session: Session, now: float) -> Step:
    """Go to what comes next. Cutting a technique short makes the session partial; cutting a move short does not."""
    if session.returning and session.left_s > 0.0:
        return _pass_deadline(replace(session, deadline_s=now))
    cut = session.phase.technique is not None and session.phase_left_s(now) > 0.0
    return _enter_next(replace(session, skipped=session.skipped or cut), session.observed_s(now), now)


def _stop(session: Session, now: float) -> Step:
    observed_s = session.observed_s(now)
    stopped = replace(session, stage=Stage.STOPPED, left_s=session.phase_left_s(now), returning=False)
    return stopped, (
        StageChanged(Stage.STOPPED),
        PhaseEnded(session.index, observed_s, now),
        Ended(Outcome.STOPPED),
    )


def _stop_at_the_end(session: Session, effects: tuple[Effect, ...]) -> Step:
    kept = tuple(e for e in effects if not isinstance(e, Ended) and e != StageChanged(Stage.FINISHED))
    stopped = replace(session, stage=Stage.STOPPED)
    return stopped, (*kept, StageChanged(Stage.STOPPED), Ended(Outcome.STOPPED))


def _stage_of(phase: Phase) -> Stage:
    return Stage.LEAD_IN if phase.kind is Kind.LEAD_IN else Stage.RUNNING
