"""What is said and sounded in a session, with the hands of the clock moved by the test."""

from itertools import pairwise

import pytest

from fakes import HandClock, Stand
from unknot.core.anatomy import Region, Side
from unknot.core.cues import CHIME_LATE_S, SAYING_LATE_S, WAKE_S, Chime, Coaching, Cue, Rank, Saying, due, told
from unknot.core.plan import Dose, Kind, Plan, Technique, build_plan
from unknot.core.session import Event, Place, Session, Stage, step

LEFT = Region("piriformis", Side.LEFT)
START_S = 1000.0
QUIET = Coaching()
EVERYTHING = Coaching(half_way=True, ten_seconds=True, every_quarter=True)


def plan_of(*techniques: Technique, spots: int = 1, compression_s: float = 60.0, lead_in_s: float = 10.0) -> Plan:
    return build_plan(LEFT, Dose(compression_s, spots, techniques or tuple(Technique), lead_in_s), 4)


def heard(plan: Plan, coaching: Coaching = QUIET, events: dict[float, Event] | None = None) -> list[Cue]:
    """Play a plan, looking at the clock every second and where something happens; return every cue in order."""
    session, effects = step(Session(plan), Event.START, START_S)
    cues = list(told(session, effects, START_S))
    times = sorted({float(t) for t in range(1, round(plan.total_s) + 200)} | set(events or {}))
    seen_s = START_S
    for at in times:
        now = START_S + at
        cues += due(session, seen_s, now, coaching)
        session, effects = step(session, (events or {}).get(at, Event.OBSERVE), now)
        cues += told(session, effects, now)
        seen_s = now
    return cues


def at(cues: list[Cue], chime: Chime | None = None, saying: Saying | None = None) -> list[float]:
    return [c.at_s - START_S for c in cues if (chime and c.chime is chime) or (saying and c.saying is saying)]


def test_each_change_is_said_and_sounded_at_its_time() -> None:
    plan = plan_of(spots=2)
    cues = heard(plan)
    work = [start for phase, start in zip(plan.phases, plan.starts_s(), strict=True) if phase.technique]
    ends = [start + p.duration_s for p, start in zip(plan.phases, plan.starts_s(), strict=True) if p.technique]
    assert at(cues, Chime.BEGIN) == work
    assert at(cues, Chime.END) == ends
    assert at(cues, saying=Saying.PHASE) == list(plan.starts_s()[1:])
    assert at(cues, saying=Saying.READY) == [0.0]
    assert at(cues, Chime.FINISHED) == at(cues, saying=Saying.DONE) == [plan.total_s]


def test_three_two_one_before_every_change() -> None:
    plan = plan_of(Technique.COMPRESSION, compression_s=30.0)
    counts = at(heard(plan), Chime.COUNT)
    assert counts == [7.0, 8.0, 9.0, 37.0, 38.0, 39.0]


def test_the_lead_in_ticks_until_it_is_counted_down() -> None:
    assert at(heard(plan_of()), Chime.TICK) == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]


@pytest.mark.parametrize(("length_s", "said"), [(30.0, []), (40.0, []), (41.0, [40.0]), (90.0, [40.0])])
def test_thirty_seconds_into_a_long_compression_it_should_be_easing(length_s: float, said: list[float]) -> None:
    assert at(heard(plan_of(Technique.COMPRESSION, compression_s=length_s)), saying=Saying.EASING) == said


def test_coaching_is_said_where_it_is_wanted_and_the_easing_line_always() -> None:
    plan = plan_of(Technique.COMPRESSION)
    quiet, full = heard(plan), heard(plan, EVERYTHING)
    assert {c.saying for c in quiet if c.rank is Rank.COACHING and c.saying} == {Saying.EASING}
    assert at(full, saying=Saying.TEN_SECONDS) == [60.0]
    assert at(full, saying=Saying.SECONDS_LEFT) == [25.0, 55.0]
    assert at(full, saying=Saying.EASING) == [40.0], "half way falls on it, and gives way"
    assert at(full, saying=Saying.HALF_WAY) == []


def test_pause_is_silence_and_a_word_and_the_way_back_is_led_in() -> None:
    plan = plan_of(Technique.COMPRESSION)
    cues = heard(plan, events={30.5: Event.PAUSE, 50.0: Event.RESUME})
    pause = [c for c in cues if c.at_s == START_S + 30.5]
    assert (pause[0].rank, pause[0].chime, pause[0].saying) == (Rank.STOP, None, None)
    assert pause[1].saying is Saying.PAUSED
    assert at(cues, saying=Saying.READY) == [0.0, 50.0]
    assert [c.at_s - START_S for c in cues if c.chime is Chime.BEGIN] == [10.0, 60.0]
    assert at(cues, Chime.COUNT)[3:6] == [57.0, 58.0, 59.0], "the way back is counted down too"


def test_after_stop_there_is_silence_and_nothing_else() -> None:
    cues = heard(plan_of(), events={30.5: Event.STOP})
    (silence,) = [c for c in cues if c.at_s >= START_S + 30.5]
    assert (silence.rank, silence.chime, silence.saying) == (Rank.STOP, None, None)
    assert not [c for c in cues if c.at_s > START_S + 30.5]


def test_stop_at_the_very_end_is_silent_too() -> None:
    plan = plan_of(Technique.COMPRESSION)
    session, _effects = step(Session(plan), Event.START, START_S)
    for second in range(1, round(plan.total_s)):
        session, _effects = step(session, Event.OBSERVE, START_S + second)
    session, effects = step(session, Event.STOP, START_S + plan.total_s + 0.2)
    assert session.stage is Stage.STOPPED
    assert [(c.chime, c.saying) for c in told(session, effects, START_S)] == [(None, None)]


def test_an_interruption_is_told() -> None:
    plan = plan_of(Technique.COMPRESSION)
    session, _effects = step(Session(plan), Event.START, START_S)
    session, effects = step(session, Event.OBSERVE, START_S + 60)
    assert session.stage is Stage.INTERRUPTED
    assert [c.saying for c in told(session, effects, START_S + 60)] == [None, Saying.INTERRUPTED]


@pytest.mark.parametrize(
    ("late_s", "chime", "saying"),
    [
        (0.0, True, True),
        (CHIME_LATE_S, True, True),
        (CHIME_LATE_S + 0.01, False, True),
        (SAYING_LATE_S + 0.1, False, False),
    ],
)
def test_what_comes_too_late_to_be_true_is_left_out(late_s: float, chime: bool, saying: bool) -> None:
    cue = Cue(START_S, Rank.CHANGE, Chime.BEGIN, Saying.PHASE)
    kept = cue.still_true(START_S + late_s)
    assert (kept is not None and kept.chime is not None, kept is not None and kept.saying is not None) == (
        chime,
        saying,
    )


def test_silence_is_never_too_late() -> None:
    silence = Cue(START_S, Rank.STOP)
    assert silence.still_true(START_S + 100) is silence


def test_a_cue_falls_due_once_however_often_one_looks() -> None:
    stand = Stand(HandClock(START_S))
    stand.conductor.begin(plan_of())
    session = stand.shown[-1].session
    looks = [START_S + tenth / 10 for tenth in range(100)]
    found = [cue for since, now in pairwise(looks) for cue in due(session, since, now, EVERYTHING)]
    assert len(found) == len(set(found)) == 9
    assert session.phase.kind is Kind.LEAD_IN


def test_within_a_routine_only_its_end_is_told_as_an_end() -> None:
    plan = plan_of(Technique.COMPRESSION)
    ended = {}
    for following in (plan, None):
        session = Session(plan, place=Place(1, 2, None, following))
        session, _effects = step(session, Event.START, START_S)
        for now in range(int(START_S) + 1, int(START_S + plan.total_s) + 1):
            session, effects = step(session, Event.OBSERVE, float(now))
        assert session.stage is Stage.FINISHED
        ended[following] = [(cue.chime, cue.saying) for cue in told(session, effects, START_S + plan.total_s)]
    assert ended[plan] == [(Chime.END, None)]
    assert ended[None] == [(Chime.END, None), (Chime.FINISHED, Saying.DONE)]


def test_a_sleepy_speaker_is_woken_at_each_start_and_before_each_count() -> None:
    plan = plan_of(spots=2)
    long = [(p, start) for p, start in zip(plan.phases, plan.starts_s(), strict=True) if p.duration_s > 2 * WAKE_S]
    ends = [start + p.duration_s - WAKE_S for p, start in long if p.kind is not Kind.LEAD_IN]
    assert at(heard(plan), Chime.WAKE) == [0.0, *ends]
    cues = heard(plan, events={30.0: Event.PAUSE, 40.0: Event.RESUME})
    assert 40.0 in at(cues, Chime.WAKE)
