"""What a session says and sounds, and when: pure rules on the same clock as the session itself.

A cue belongs to a moment. Between two looks at the clock those of the time between fall due; one that comes too late to
be true is dropped, and of several at once the highest rank is heard.
"""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from unknot.core.plan import EASING_FROM_S, EASING_S, Kind
from unknot.core.session import Eased, Effect, Ended, Outcome, PhaseBegan, PhaseEnded, Session, Stage, StageChanged

COUNT_S = (3, 2, 1)
"""Seconds before a change at which it is counted down."""
TEN_S = 10
EVERY_S = 15
CHIME_LATE_S = 0.15
"""A tone later than this says something untrue about the time, and is left out (the program's own)."""
SAYING_LATE_S = 1.0
"""Words later than this are left out (the program's own)."""
WAKE_S = 5
"""Seconds before a change at which a sleepy speaker is woken, by a sound that is not heard, so that the count is."""
SHORTEST_COACHED_S = 25.0
"""Half way is not said in anything shorter (the program's own): it would run into the words around it."""


class Rank(IntEnum):
    """Who is heard first. A later cue of higher rank cuts a lower one short."""

    COACHING = 1
    COUNTDOWN = 2
    CHANGE = 3
    STOP = 4


class Chime(StrEnum):
    """The program's tones."""

    WAKE = "wake"
    TICK = "tick"
    BEGIN = "begin"
    COUNT = "count"
    END = "end"
    FINISHED = "finished"


class Saying(StrEnum):
    """What can be said."""

    READY = "ready"
    PHASE = "phase"
    EASING = "easing"
    COMFORT = "comfort"
    EASE = "ease"
    HALF_WAY = "half-way"
    TEN_SECONDS = "ten-seconds"
    SECONDS_LEFT = "seconds-left"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Cue:
    """A tone, words, or both, at `at_s` of the session's clock. `index` is the phase; `seconds` what is left of it.

    One without either is silence: everything that sounds ends.
    """

    at_s: float
    rank: Rank
    chime: Chime | None = None
    saying: Saying | None = None
    index: int = 0
    seconds: int = 0

    def still_true(self, now: float, speed: float = 1.0) -> "Cue | None":
        """Return what of it is still true at `now`, on a clock that runs `speed` times as fast; None for nothing."""
        late_s = (now - self.at_s) / speed
        if self.chime is None and self.saying is None:
            return self
        kept = replace(
            self,
            chime=self.chime if late_s <= CHIME_LATE_S else None,
            saying=self.saying if late_s <= SAYING_LATE_S else None,
        )
        return kept if kept.chime or kept.saying else None


@dataclass(frozen=True, slots=True)
class Coaching:
    """Which words of the lowest rank are wanted."""

    half_way: bool = False
    ten_seconds: bool = False
    every_quarter: bool = False
    """Every 15 seconds, what is left."""
    comfort: bool = False
    """How strong it is, with the word that it should be easing."""


def told(session: Session, effects: tuple[Effect, ...], now: float) -> tuple[Cue, ...]:
    """Return the cues of what has just happened to a session, in order."""
    cues = [cue for effect in effects for cue in _of_effect(session, effects, effect, now)]
    if session.stage is Stage.STOPPED:  # after Stop, silence
        return tuple(cue for cue in cues if cue.rank is Rank.STOP)
    return tuple(cues)


def _of_effect(session: Session, effects: tuple[Effect, ...], effect: Effect, now: float) -> tuple[Cue, ...]:
    match effect:
        case PhaseEnded(index, _observed_s, at_s) if _is_work(session, index):
            return (Cue(at_s, Rank.CHANGE, Chime.END, index=index),)
        case PhaseBegan(index, at_s) if session.counting or session.stage is Stage.FINISHED:
            return (_begin(session, index, at_s),)
        case StageChanged(stage):
            return _of_stage(session, effects, stage, now)
        case Eased():
            return (Cue(now, Rank.COUNTDOWN, saying=Saying.EASE, index=session.index),)
        case Ended(Outcome.COMPLETED | Outcome.PARTIAL) if session.over:  # else the next of a routine begins
            return (Cue(now, Rank.CHANGE, Chime.FINISHED, Saying.DONE, session.index),)
    return ()


def _of_stage(session: Session, effects: tuple[Effect, ...], stage: Stage, now: float) -> tuple[Cue, ...]:
    goes_on = not any(isinstance(effect, PhaseBegan) for effect in effects)
    match stage:
        case Stage.LEAD_IN if session.returning:
            return (Cue(now, Rank.CHANGE, Chime.WAKE, Saying.READY, session.index),)
        case Stage.RUNNING if goes_on:  # a phase that was held: nothing else begins at that moment
            return (_begin(session, session.index, session.deadline_s - session.left_s),)
        case Stage.PAUSED:
            return (Cue(now, Rank.STOP), Cue(now, Rank.CHANGE, None, Saying.PAUSED, session.index))
        case Stage.INTERRUPTED:
            return (Cue(now, Rank.STOP), Cue(now, Rank.CHANGE, Chime.END, Saying.INTERRUPTED, session.index))
        case Stage.STOPPED:
            return (Cue(now, Rank.STOP),)
    return ()


def due(session: Session, since_s: float, now: float, coaching: Coaching) -> tuple[Cue, ...]:
    """Return the cues of the running phase that fall due after `since_s` and up to `now`, in order."""
    if not session.counting:
        return ()
    return tuple(cue for cue in _of_phase(session, coaching) if since_s < cue.at_s <= now + 1e-6)


def _of_phase(session: Session, coaching: Coaching) -> list[Cue]:
    """Return every cue within what runs now, the words first where two fall together."""
    end_s, index = session.deadline_s, session.index
    lead_in = session.stage is Stage.LEAD_IN
    length_s = session.plan.lead_in_s if lead_in else session.phase.duration_s
    cues = [] if lead_in or session.phase.technique is None else _coaching(session, coaching)
    counted = [seconds for seconds in COUNT_S if seconds < length_s]
    cues += [Cue(end_s - s, Rank.COUNTDOWN, Chime.COUNT, index=index, seconds=s) for s in counted]
    if not lead_in and length_s > 2 * WAKE_S:
        cues.append(Cue(end_s - WAKE_S, Rank.COACHING, Chime.WAKE, index=index, seconds=WAKE_S))
    if lead_in:
        ticks = range(max(COUNT_S) + 1, round(length_s))
        cues += [Cue(end_s - s, Rank.COUNTDOWN, Chime.TICK, index=index, seconds=s) for s in ticks]
    return sorted(cues, key=lambda cue: cue.at_s)


def _coaching(session: Session, coaching: Coaching) -> list[Cue]:
    end_s, index, length_s = session.deadline_s, session.index, session.phase.duration_s
    found: dict[int, Saying] = {}
    if coaching.every_quarter:
        found |= dict.fromkeys(range(EVERY_S, round(length_s), EVERY_S), Saying.SECONDS_LEFT)
    if coaching.ten_seconds and length_s > 2 * TEN_S:
        found[TEN_S] = Saying.TEN_SECONDS
    if coaching.half_way and length_s >= SHORTEST_COACHED_S:
        found[round(length_s / 2)] = Saying.HALF_WAY
    if session.phase.kind is Kind.COMPRESSION and length_s > EASING_FROM_S:
        found[round(length_s - EASING_S)] = Saying.COMFORT if coaching.comfort else Saying.EASING
    return [
        Cue(end_s - left, Rank.COACHING, saying=saying, index=index, seconds=left) for left, saying in found.items()
    ]


def _begin(session: Session, index: int, at_s: float) -> Cue:
    if session.plan.phases[index].kind is Kind.LEAD_IN:
        return Cue(at_s, Rank.CHANGE, Chime.WAKE, Saying.READY, index)
    return Cue(at_s, Rank.CHANGE, Chime.BEGIN if _is_work(session, index) else None, Saying.PHASE, index)


def _is_work(session: Session, index: int) -> bool:
    return session.plan.phases[index].technique is not None
