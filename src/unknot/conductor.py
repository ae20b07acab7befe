"""Plays a plan in time: asks the rules what is due, waits until then, and passes on what happened.

It is given a clock, an alarm, a log and someone who shows: all Protocols, so that a test moves the hands itself.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from unknot.core.plan import Phase, Plan
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


class Conductor:
    """Leads one session at a time.

    Every call answers at once. Of what happens in a session `show` is told before the log; that one began, after it.
    """

    def __init__(self, clock: Clock, alarm: Alarm, log: SessionLog, show: Callable[[Snapshot], None]) -> None:
        self._clock = clock
        self._alarm = alarm
        self._log = log
        self._show = show
        self._session: Session | None = None
        self._heard_s = 0.0

    @property
    def active(self) -> bool:
        """Whether a session has begun and is not over."""
        return self._session is not None and self._session.stage not in OVER

    def begin(self, plan: Plan) -> None:
        """Start a session. Nothing happens while another is active."""
        if self.active:
            return
        self._session = Session(plan, gap_limit_s=GAP_LIMIT_S * self._clock.speed)
        self._log.began(plan)
        self._tell(Event.START)

    def pause_or_resume(self) -> None:
        """Hold a session that runs, go on with one that is held."""
        if self._session is not None:
            self._tell(Event.RESUME if self._session.stage in HELD else Event.PAUSE)

    def skip(self) -> None:
        """Go to the next phase."""
        self._tell(Event.NEXT)

    def stop(self) -> None:
        """End the session now."""
        self._tell(Event.STOP)

    def interrupt(self) -> None:
        """Hold the session because the computer goes to sleep."""
        self._tell(Event.INTERRUPT)

    def _observe(self) -> None:
        self._tell(Event.OBSERVE)

    def _tell(self, event: Event) -> None:
        if self._session is None or self._session.stage in OVER:
            return
        now = self._clock.now()
        self._session, effects = step(self._session, event, now)
        snapshot = Snapshot(self._session, now)
        self._wait(snapshot)
        self._show(snapshot)
        for effect in effects:
            self._keep(effect, self._session, now)
        self._keep_alive(self._session, now)

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
