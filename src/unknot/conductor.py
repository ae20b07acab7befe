"""Plays a plan in time: asks the rules what is due, waits until then, and passes on what happened.

It is given a clock, an alarm, a log and someone who shows: all Protocols, so that a test moves the hands itself.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from unknot.core.cues import Coaching, Cue, due, told
from unknot.core.plan import Phase, Plan
from unknot.core.safety import Uptime
from unknot.core.session import (
    GAP_LIMIT_S,
    HELD,
    OVER,
    Effect,
    Ended,
    Event,
    Outcome,
    PhaseBegan,
    PhaseEnded,
    Place,
    Session,
    Snapshot,
    Stage,
    StageChanged,
    step,
)

HEARTBEAT_S = 3.0
"""How often the seconds observed so far are put on record: what a power cut may cost at most, and a bit less."""
SHORTEST_WAIT_S = 1 / 60
"""Real seconds between two looks at the clock, at least: a rehearsal at speed need not show every second."""


class Clock(Protocol):
    """Time. `speed` is how many of its seconds pass in a real one: 1, but in a rehearsal."""

    @property
    def speed(self) -> float:
        """Seconds of this clock in a real second."""

    def now(self) -> float:
        """Seconds that never go back and go on while the computer sleeps."""

    def wall(self) -> datetime:
        """Tell the time of day here, with its offset from UTC."""

    def uptime(self) -> Uptime | None:
        """Tell how long the computer has been on, where it is known."""


class Alarm(Protocol):
    """Rings once, at a time of the clock, never early."""

    def set(self, at_s: float, ring: Callable[[], None]) -> None:
        """Ring at `at_s`, and no longer at the time set before."""

    def cancel(self) -> None:
        """Do not ring."""


class SessionLog(Protocol):
    """Keeps what happened. None of its calls may wait: they only hand over."""

    def began(self, plan: Plan) -> None:
        """Note that a session began."""

    def phase_began(self, index: int, phase: Phase) -> None:
        """Note that a phase began."""

    def observed(self, index: int, seconds: float) -> None:
        """Note that `seconds` of phase `index` have been observed so far."""

    def ended(self, outcome: Outcome) -> None:
        """Note that the session is over."""


class Ear(Protocol):
    """Hears the cues of a session at the moment at which they are due. Its call may not wait."""

    def hear(self, cue: Cue, session: Session) -> None:
        """Take one cue."""


class Conductor:
    """Leads one session at a time, or those of a routine one after the other.

    Every call answers at once. Of what happens in a session `show` is told first, then `ear`, then the log; that one
    began, the log before all.
    """

    coaching = Coaching()
    """Which words of the lowest rank are wanted."""

    def __init__(
        self, clock: Clock, alarm: Alarm, log: SessionLog, show: Callable[[Snapshot], None], ear: Ear | None = None
    ) -> None:
        self._clock = clock
        self._alarm = alarm
        self._log = log
        self._show = show
        self._ear = ear
        self._session: Session | None = None
        self._plans: tuple[Plan, ...] = ()
        self._heard_s = 0.0

    @property
    def active(self) -> bool:
        """Whether a session has begun and is not over."""
        return self._session is not None and not self._session.over

    @property
    def held(self) -> bool:
        """Whether a session waits for the person to go on."""
        return self._session is not None and self._session.stage in HELD

    def begin(self, *plans: Plan) -> None:
        """Start a session, or a routine of several. Nothing happens while another is active."""
        if not self.active:
            self._plans = plans
            self._begin_step(0, self._clock.now())

    def _begin_step(self, index: int, at_s: float) -> None:
        """Start one session of the routine: where another went before, at the moment at which that was to end."""
        plan, previous = self._plans[index], self._plans[index - 1] if index else None
        following = next(iter(self._plans[index + 1 :]), None)
        place = Place(index + 1, len(self._plans), previous, following)
        self._session = Session(plan, gap_limit_s=GAP_LIMIT_S * self._clock.speed, place=place)
        self._log.began(plan)
        self._tell(Event.START, at_s)

    def pause_or_resume(self) -> None:
        """Hold a session that runs, go on with one that is held."""
        if self._session is not None:
            self._tell(Event.RESUME if self._session.stage in HELD else Event.PAUSE)

    def skip(self) -> None:
        """Go to the next phase."""
        self._tell(Event.NEXT)

    def ease(self) -> None:
        """Say that one should lean out: it is too strong."""
        self._tell(Event.EASE)

    def stop(self) -> None:
        """End the session now."""
        self._tell(Event.STOP)

    def interrupt(self) -> None:
        """Hold the session because the computer goes to sleep."""
        self._tell(Event.INTERRUPT)

    def abandon(self) -> None:
        """Put a session that is not over on record as interrupted, and show nothing: the screen is gone."""
        session, self._session = self._session, None
        if session is not None and session.stage not in OVER:
            self._log.observed(session.index, session.observed_s(session.seen_s))
            self._log.ended(Outcome.INTERRUPTED)

    def _observe(self) -> None:
        self._tell(Event.OBSERVE)

    def _tell(self, event: Event, at_s: float | None = None) -> None:
        if self._session is None or self._session.stage in OVER:
            return
        now, before = self._clock.now() if at_s is None else at_s, self._session
        self._session, effects = step(before, event, now)
        snapshot = Snapshot(self._session, now)
        self._wait(snapshot)
        self._show(snapshot)
        self._sound(before, effects, now)
        for effect in effects:
            self._keep(effect, self._session, now)
        self._keep_alive(self._session, now)
        if self._session.stage is Stage.FINISHED and not self._session.over:
            ended_s = max(effect.at_s for effect in effects if isinstance(effect, PhaseEnded))
            self._begin_step(self._session.place.number, ended_s)

    def _sound(self, before: Session, effects: tuple[Effect, ...], now: float) -> None:
        """Tell the ear what fell due since the last look, and what has just happened, as far as it is still true."""
        if self._ear is None or self._session is None:
            return
        for cue in (*due(before, before.seen_s, now, self.coaching), *told(self._session, effects, now)):
            kept = cue.still_true(self._clock.now(), self._clock.speed)
            if kept is not None:
                self._ear.hear(kept, self._session)

    def _wait(self, snapshot: Snapshot) -> None:
        session = snapshot.session
        if not session.counting:
            self._alarm.cancel()
            return
        soonest = snapshot.now + SHORTEST_WAIT_S * self._clock.speed
        self._alarm.set(min(session.deadline_s, max(snapshot.next_second_s, soonest)), self._observe)

    def _keep(self, effect: Effect, session: Session, now: float) -> None:
        match effect:
            case PhaseBegan(index):
                self._log.phase_began(index, session.plan.phases[index])
            case PhaseEnded(index, observed_s):
                self._log.observed(index, observed_s)
            case StageChanged(Stage.PAUSED | Stage.INTERRUPTED):
                self._log.observed(session.index, session.observed_s(now))
            case Ended(outcome):
                self._log.ended(outcome)
            case _:
                pass

    def _keep_alive(self, session: Session, now: float) -> None:
        if session.counting and now - self._heard_s >= HEARTBEAT_S * self._clock.speed:
            self._heard_s = now
            self._log.observed(session.index, session.observed_s(now))
