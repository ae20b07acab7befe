"""Every cue of a session, whole: its moment, its rank, its sound and words, the phase it belongs to, what is left."""

from dataclasses import astuple
from math import inf

import pytest

from unknot.core.anatomy import Region, Side
from unknot.core.cues import CHIME_LATE_S, SAYING_LATE_S, Chime, Coaching, Cue, Rank, Saying, due, told
from unknot.core.plan import Dose, Kind, Plan, Technique, build_plan
from unknot.core.session import Event, Session, step

LEFT = Region("piriformis", Side.LEFT)
COACHING, COUNTDOWN, CHANGE, STOP = Rank.COACHING, Rank.COUNTDOWN, Rank.CHANGE, Rank.STOP
QUIET = Coaching()


def plan_of(*techniques: Technique, compression_s: float = 60.0, lead_in_s: float = 5.0) -> Plan:
    return build_plan(LEFT, Dose(compression_s, 1, techniques or tuple(Technique), lead_in_s), 4)


def at(plan: Plan, until_s: float, event: Event | None = None) -> tuple[Session, list[Cue]]:
    """Play a plan from 0 to a moment, a look each second, and say something then; return what that told."""
    session, effects = step(Session(plan), Event.START, 0.0)
    cues = told(session, effects, 0.0)
    for second in range(1, int(until_s) + 1):
        session, effects = step(session, Event.OBSERVE, float(second))
        cues = told(session, effects, float(second))
    if event is not None:
        session, effects = step(session, event, until_s)
        cues = told(session, effects, until_s)
    return session, list(cues)


def within(session: Session, coaching: Coaching = QUIET) -> list[Cue]:
    """Return all that falls due while the present phase runs."""
    return list(due(session, -inf, inf, coaching))


def test_a_lead_in_ticks_and_counts_and_says_nothing_else() -> None:
    session, began = at(plan_of(), 0.0)
    assert began == [Cue(0.0, CHANGE, Chime.WAKE, Saying.READY, 0)]
    assert within(session, Coaching(half_way=True, ten_seconds=True, every_quarter=True, comfort=True)) == [
        Cue(1.0, COUNTDOWN, Chime.TICK, index=0, seconds=4),
        Cue(2.0, COUNTDOWN, Chime.COUNT, index=0, seconds=3),
        Cue(3.0, COUNTDOWN, Chime.COUNT, index=0, seconds=2),
        Cue(4.0, COUNTDOWN, Chime.COUNT, index=0, seconds=1),
    ]


def test_the_shortest_lead_in_is_counted_from_two() -> None:
    session, _began = at(plan_of(lead_in_s=3.0), 0.0)
    assert within(session) == [
        Cue(1.0, COUNTDOWN, Chime.COUNT, index=0, seconds=2),
        Cue(2.0, COUNTDOWN, Chime.COUNT, index=0, seconds=1),
    ]


def test_a_long_lead_in_wakes_the_speaker_at_its_start_alone() -> None:
    session, _began = at(plan_of(lead_in_s=20.0), 0.0)
    assert {cue.chime for cue in within(session)} == {Chime.TICK, Chime.COUNT}


def test_a_compression_has_its_easing_word_its_waking_and_its_count() -> None:
    session, began = at(plan_of(), 5.0)
    assert began == [Cue(5.0, CHANGE, Chime.BEGIN, Saying.PHASE, 1)]
    assert within(session) == [
        Cue(35.0, COACHING, saying=Saying.EASING, index=1, seconds=30),
        Cue(60.0, COACHING, Chime.WAKE, index=1, seconds=5),
        Cue(62.0, COUNTDOWN, Chime.COUNT, index=1, seconds=3),
        Cue(63.0, COUNTDOWN, Chime.COUNT, index=1, seconds=2),
        Cue(64.0, COUNTDOWN, Chime.COUNT, index=1, seconds=1),
    ]


def test_a_gap_is_too_short_to_wake_a_speaker_in() -> None:
    session, began = at(plan_of(), 65.0)
    assert session.phase.kind is Kind.GAP
    assert began == [Cue(65.0, CHANGE, Chime.END, index=1), Cue(65.0, CHANGE, None, Saying.PHASE, 2)]
    assert [(cue.at_s, cue.chime, cue.index) for cue in within(session)] == [
        (67.0, Chime.COUNT, 2),
        (68.0, Chime.COUNT, 2),
        (69.0, Chime.COUNT, 2),
    ]


def test_a_change_of_tool_has_no_words_of_coaching() -> None:
    session, _began = at(plan_of(), 130.0)
    assert session.phase.kind is Kind.CHANGE
    everything = Coaching(half_way=True, ten_seconds=True, every_quarter=True, comfort=True)
    assert {cue.saying for cue in within(session, everything)} == {None}
    assert [cue.at_s for cue in within(session) if cue.chime is Chime.WAKE] == [140.0]


def coached(kind: Kind, coaching: Coaching, compression_s: float = 60.0) -> list[tuple[float, Saying | None, int]]:
    """Return the words of coaching of a phase: seconds into it, words, and seconds left."""
    plan = plan_of(compression_s=compression_s)
    start_s = next(start for phase, start in zip(plan.phases, plan.starts_s(), strict=True) if phase.kind is kind)
    session, _began = at(plan, start_s)
    assert session.phase.kind is kind
    return [(cue.at_s - start_s, cue.saying, cue.seconds) for cue in within(session, coaching) if cue.saying]


@pytest.mark.parametrize("kind", [Kind.FRICTION, Kind.STRIPPING])
def test_what_is_coached_in_a_minute_of_friction_or_stripping(kind: Kind) -> None:
    assert coached(kind, QUIET) == []
    assert coached(kind, Coaching(comfort=True)) == []
    assert coached(kind, Coaching(half_way=True)) == [(30.0, Saying.HALF_WAY, 30)]
    assert coached(kind, Coaching(ten_seconds=True)) == [(50.0, Saying.TEN_SECONDS, 10)]
    assert coached(kind, Coaching(every_quarter=True)) == [
        (15.0, Saying.SECONDS_LEFT, 45),
        (30.0, Saying.SECONDS_LEFT, 30),
        (45.0, Saying.SECONDS_LEFT, 15),
    ]


def test_ten_seconds_are_told_in_the_shortest_compression_too() -> None:
    assert coached(Kind.COMPRESSION, Coaching(ten_seconds=True), 30.0) == [(20.0, Saying.TEN_SECONDS, 10)]


def test_how_strong_it_is_comes_with_the_easing_word() -> None:
    assert coached(Kind.COMPRESSION, Coaching(comfort=True)) == [(30.0, Saying.COMFORT, 30)]


def test_each_word_of_coaching_belongs_to_its_phase() -> None:
    session, _began = at(plan_of(), 70.0)
    assert {cue.index for cue in within(session, Coaching(half_way=True))} == {session.index} == {3}


def test_a_pause_and_the_way_back_are_told_of_the_phase_that_waits() -> None:
    plan = plan_of(lead_in_s=10.0)
    paused, said = at(plan, 30.5, Event.PAUSE)
    assert said == [Cue(30.5, STOP), Cue(30.5, CHANGE, None, Saying.PAUSED, 1)]
    assert within(paused) == []
    back, effects = step(paused, Event.RESUME, 100.0)
    assert told(back, effects, 100.0) == (Cue(100.0, CHANGE, Chime.WAKE, Saying.READY, 1),)
    led_in = within(back, Coaching(half_way=True, every_quarter=True, comfort=True))
    assert [(cue.at_s, cue.chime) for cue in led_in] == [
        *((100.0 + second, Chime.TICK) for second in range(1, 7)),
        *((100.0 + second, Chime.COUNT) for second in range(7, 10)),
    ], "its own length is counted, not the phase's, and nothing is coached in it"
    assert {cue.index for cue in led_in} == {1}


def test_an_interruption_is_silence_a_tone_and_a_word() -> None:
    session, _said = at(plan_of(), 30.0)
    session, effects = step(session, Event.INTERRUPT, 30.5)
    assert told(session, effects, 30.5) == (
        Cue(30.5, STOP),
        Cue(30.5, CHANGE, Chime.END, Saying.INTERRUPTED, 1),
    )


def test_too_strong_is_answered_at_once_for_the_phase_that_runs() -> None:
    _session, said = at(plan_of(), 80.0, Event.EASE)
    assert said == [Cue(80.0, COUNTDOWN, saying=Saying.EASE, index=3)]


def test_going_on_while_it_waits_says_nothing() -> None:
    session, _said = at(plan_of(), 70.5, Event.PAUSE)
    session, effects = step(session, Event.NEXT, 80.0)
    assert [cue.chime for cue in told(session, effects, 80.0)] == [Chime.END]


def test_the_end_is_told_of_the_last_phase() -> None:
    plan = plan_of(Technique.COMPRESSION)
    _session, said = at(plan, plan.total_s)
    assert said == [
        Cue(65.0, CHANGE, Chime.END, index=1),
        Cue(65.0, CHANGE, Chime.FINISHED, Saying.DONE, 1),
    ]


@pytest.mark.parametrize(
    ("late_s", "chime", "saying"),
    [(CHIME_LATE_S, Chime.BEGIN, Saying.PHASE), (SAYING_LATE_S, None, Saying.PHASE)],
)
def test_what_is_as_late_as_it_may_be_is_still_told(late_s: float, chime: Chime | None, saying: Saying) -> None:
    kept = Cue(0.0, CHANGE, Chime.BEGIN, Saying.PHASE).still_true(late_s)
    assert kept is not None
    assert (kept.chime, kept.saying) == (chime, saying)


@pytest.mark.parametrize(
    "cue", [Cue(0.0, COUNTDOWN, Chime.COUNT), Cue(0.0, COACHING, saying=Saying.EASING), Cue(0.0, CHANGE, Chime.END)]
)
def test_nothing_is_left_of_what_is_far_too_late(cue: Cue) -> None:
    assert cue.still_true(SAYING_LATE_S + 0.5) is None


def test_on_a_faster_clock_late_is_what_a_person_would_call_so() -> None:
    cue = Cue(0.0, CHANGE, Chime.BEGIN, Saying.PHASE)
    assert cue.still_true(2.0, speed=20.0) == cue
    slowed = cue.still_true(0.1, speed=0.1)
    assert slowed is not None
    assert astuple(slowed) == astuple(Cue(0.0, CHANGE, None, Saying.PHASE))
