"""Playing a plan in time, with the hands of the clock moved by the test."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import HandClock, Stand
from unknot.conductor import HEARTBEAT_S, SHORTEST_WAIT_S
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Kind, Plan, Technique, build_plan
from unknot.core.session import GAP_LIMIT_S, Outcome, Snapshot, Stage

LEFT = Region("piriformis", Side.LEFT)


def plan_of(*techniques: Technique, spots: int = 1, compression_s: float = 30.0, lead_in_s: float = 3.0) -> Plan:
    return build_plan(LEFT, Dose(compression_s, spots, techniques or tuple(Technique), lead_in_s), 4)


HOLD = plan_of(Technique.COMPRESSION)
"""Three seconds to lie down, thirty of compression."""


def boundaries(plan: Plan, start_s: float) -> list[float]:
    return [start_s + at for at in (*plan.starts_s()[1:], plan.total_s)]


def first_of_each_phase(shown: list[Snapshot]) -> list[Snapshot]:
    firsts: dict[int, Snapshot] = {}
    for snapshot in shown:
        firsts.setdefault(snapshot.session.index, snapshot)
    return list(firsts.values())


@pytest.mark.parametrize("late_s", [0.0, 0.004, 0.3, 0.9])
def test_every_boundary_asked_of_the_alarm_is_the_plans_however_late_it_rings(late_s: float) -> None:
    stand = Stand(HandClock(4096.0))
    stand.alarm.late_s = late_s
    plan = plan_of(spots=2)
    stand.conductor.begin(plan)
    stand.clock.forward(plan.total_s + 5)
    assert stand.stage is Stage.FINISHED
    assert set(boundaries(plan, 4096.0)) <= set(stand.alarm.asked)
    assert [s.session.deadline_s for s in first_of_each_phase(stand.shown)] == boundaries(plan, 4096.0)
    assert stand.told_of("ended") == [("ended", Outcome.COMPLETED)]


def test_every_whole_second_is_shown_once_and_on_time() -> None:
    stand = Stand(HandClock(500.0))
    stand.conductor.begin(HOLD)
    stand.clock.forward(33)
    seen = [(snapshot.session.phase.kind, snapshot.seconds, snapshot.now) for snapshot in stand.shown[:-1]]
    lead_in = [(Kind.LEAD_IN, left, 503.0 - left) for left in (3, 2, 1)]
    hold = [(Kind.COMPRESSION, left, 533.0 - left) for left in range(30, 0, -1)]
    assert seen == lead_in + hold


def test_each_thing_is_shown_before_it_is_noted() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(10)
    stand.conductor.pause_or_resume()
    stand.conductor.pause_or_resume()
    stand.clock.forward(5)
    stand.conductor.stop()
    shown_index, shown_stage = -1, Stage.READY
    for note in stand.told:
        match note:
            case ("shown", Snapshot(session), _):
                shown_index, shown_stage = session.index, session.stage
            case ("phase", index, _):
                assert index == shown_index
            case ("ended", _):
                assert shown_stage is Stage.STOPPED
            case _:
                pass
    names = [note[0] for note in stand.told]
    assert names[:3] == ["began", "shown", "phase"]
    assert names[-3:] == ["shown", "observed", "ended"]


@pytest.mark.parametrize("start_s", [0.0, 1000.0, 12345.678, 86400.1])
def test_what_was_observed_is_on_record_every_three_seconds(start_s: float) -> None:
    stand = Stand(HandClock(start_s))
    stand.conductor.begin(plan_of())
    stand.clock.forward(plan_of().total_s)
    beats = [start_s, *stand.beats()]
    longest = max(after - before for before, after in pairwise(beats))
    assert longest == pytest.approx(HEARTBEAT_S)
    assert HEARTBEAT_S <= 3


def test_late_rings_make_the_heartbeat_at_most_a_second_later() -> None:
    stand = Stand()
    stand.conductor.begin(plan_of())
    for turn in range(90):
        stand.alarm.late_s = (0.0, 0.7, 0.2)[turn % 3]
        stand.clock.forward(1)
    beats = stand.beats()
    assert len(beats) > 20
    assert max(after - before for before, after in pairwise(beats)) <= HEARTBEAT_S + 1


def test_the_heartbeat_tells_the_seconds_of_the_phase_that_runs() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(3 + 6)
    (index, seconds) = stand.told_of("observed")[-1][1:]
    assert (index, seconds) == (1, 6.0)


@pytest.mark.parametrize("after_s", [1.5, 10.25])
def test_pause_holds_the_clock_and_cancels_the_alarm(after_s: float) -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(after_s)
    stand.conductor.pause_or_resume()
    held = len(stand.shown)
    stand.clock.forward(3600)
    assert stand.alarm.due_s is None
    assert (stand.stage, len(stand.shown)) == (Stage.PAUSED, held)
    credited = stand.shown[-1].session.observed_s(stand.clock.now())
    assert stand.told_of("observed")[-1][2] == credited == after_s - (3 if after_s > 3 else 0)


def test_resume_goes_on_with_a_fresh_lead_in_and_the_seconds_that_were_left() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(13)
    stand.conductor.pause_or_resume()
    stand.clock.forward(100)
    stand.conductor.pause_or_resume()
    assert (stand.stage, stand.shown[-1].seconds) == (Stage.LEAD_IN, 3)
    stand.clock.forward(3)
    assert (stand.stage, stand.shown[-1].seconds) == (Stage.RUNNING, 20)
    stand.clock.forward(20)
    assert stand.stage is Stage.FINISHED
    assert stand.told_of("observed")[-1] == ("observed", 1, 30.0)


def test_next_goes_to_the_phase_that_follows() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.conductor.skip()
    assert stand.shown[-1].session.phase.kind is Kind.COMPRESSION
    stand.conductor.skip()
    assert stand.told_of("ended") == [("ended", Outcome.PARTIAL)]


def test_after_stop_nothing_rings_nothing_is_shown_and_nothing_noted() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(10.5)
    stand.conductor.stop()
    assert stand.alarm.due_s is None
    assert not stand.conductor.active
    assert stand.stage is Stage.STOPPED
    told = list(stand.told)
    stand.clock.forward(1000)
    stand.alarm.go()
    for call in stand.calls.values():
        call()
    assert stand.told == told
    assert told[-2:] == [("observed", 1, 7.5), ("ended", Outcome.STOPPED)]


@pytest.mark.parametrize("held", [False, True])
def test_where_the_screen_is_lost_what_was_seen_is_on_record_as_interrupted_and_nothing_is_shown(held: bool) -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(10.5)
    if held:
        stand.conductor.pause_or_resume()
    shown = len(stand.shown)
    for _twice in range(2):
        stand.conductor.abandon()
    stand.clock.forward(1000)
    assert len(stand.shown) == shown
    assert not stand.conductor.active
    assert stand.told_of("ended") == [("ended", Outcome.INTERRUPTED)]
    assert stand.told_of("observed")[-1] == ("observed", 1, 7.5 if held else 7.0)


def test_a_stop_between_two_rings_is_shown_at_once() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(10.4)
    stand.conductor.stop()
    assert stand.told_of("shown")[-1][2] == stand.clock.now()
    assert stand.shown[-1].session.countdown_s(stand.clock.now() + 60) == pytest.approx(22.6), "it stands still"


def test_at_the_end_the_alarm_is_off_and_the_next_session_can_begin() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(33)
    assert (stand.alarm.due_s, stand.conductor.active) == (None, False)
    stand.conductor.begin(HOLD)
    assert (stand.stage, stand.conductor.active) == (Stage.LEAD_IN, True)


def test_a_second_begin_while_one_is_active_does_nothing() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(5)
    told = list(stand.told)
    stand.conductor.begin(plan_of())
    assert stand.told == told


def test_before_a_session_nothing_answers() -> None:
    stand = Stand()
    for call in stand.calls.values():
        call()
    assert stand.told == []


def test_a_ring_later_than_the_gap_interrupts_and_credits_only_what_was_seen() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(13)
    stand.clock.leap(GAP_LIMIT_S + 0.5)
    assert stand.stage is Stage.INTERRUPTED
    assert stand.alarm.due_s is None
    assert stand.told_of("observed")[-1] == ("observed", 1, 10.0)
    stand.clock.forward(1000)
    assert stand.stage is Stage.INTERRUPTED, "it goes on only when the person says so"


def test_a_ring_as_late_as_the_gap_allows_goes_on() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(13)
    stand.clock.leap(GAP_LIMIT_S)
    assert stand.stage is Stage.RUNNING


def test_going_to_sleep_interrupts_at_once() -> None:
    stand = Stand()
    stand.conductor.begin(HOLD)
    stand.clock.forward(8.5)
    stand.conductor.interrupt()
    assert stand.stage is Stage.INTERRUPTED
    assert stand.told_of("observed")[-1] == ("observed", 1, 5.5)


def test_a_rehearsal_makes_gap_heartbeat_and_looks_longer_by_its_speed() -> None:
    stand = Stand(HandClock(speed=600.0))
    plan = plan_of(spots=2)
    stand.conductor.begin(plan)
    stand.clock.forward(plan.total_s)
    assert stand.told_of("ended") == [("ended", Outcome.COMPLETED)], "at this speed every look is over 2 s apart"
    looks = [snapshot.now for snapshot in stand.shown]
    within = [after - before for before, after in pairwise(looks)]
    assert max(within) <= 600 * SHORTEST_WAIT_S + 1e-6
    assert len(looks) < plan.total_s / 4, "a rehearsal need not show every second"
    assert len(stand.beats()) <= len(plan.phases) + 1, "a beat every 1800 s of its clock, and one for each phase"


def test_a_rehearsal_too_is_interrupted_by_two_real_seconds() -> None:
    stand = Stand(HandClock(speed=10.0))
    stand.conductor.begin(HOLD)
    stand.clock.forward(5)
    stand.clock.leap(20.5)
    assert stand.stage is Stage.INTERRUPTED


MOVES = st.one_of(
    st.tuples(st.just("forward"), st.floats(0, 40)),
    st.tuples(st.just("leap"), st.floats(0, 100)),
    st.tuples(st.just("late"), st.floats(0, 1.9)),
    st.tuples(st.sampled_from(["pause", "skip", "stop", "interrupt"]), st.just(0.0)),
)
OFTEN_ON = st.lists(st.one_of(MOVES, st.tuples(st.just("forward"), st.floats(0, 40))), max_size=40)


@settings(max_examples=200, deadline=None)
@given(OFTEN_ON, st.floats(0, 1e6))
def test_no_history_puts_more_on_record_than_the_clock_gave(history: list[tuple[str, float]], start_s: float) -> None:
    stand = Stand(HandClock(start_s))
    plan = plan_of(spots=2)
    stand.conductor.begin(plan)
    gave_s = 0.0
    for what, seconds in history:
        if what == "late":
            stand.alarm.late_s = seconds
        elif what in stand.calls:
            stand.calls[what]()
        else:
            if stand.shown[-1].session.counting and (what == "forward" or seconds <= GAP_LIMIT_S):
                gave_s += seconds
            (stand.clock.forward if what == "forward" else stand.clock.leap)(seconds)
        credited: dict[object, float] = {}
        for _name, index, observed_s in stand.told_of("observed"):
            if plan.phases[int(str(index))].technique is None:
                continue  # lying down or changing the tool is nobody's repetition
            assert float(str(observed_s)) >= credited.get(index, 0.0) - 1e-6, "what is on record never becomes less"
            credited[index] = float(str(observed_s))
        assert sum(credited.values()) <= gave_s + 1e-6
        assert len(stand.told_of("ended")) == (not stand.conductor.active)
        assert (stand.alarm.due_s is not None) == stand.shown[-1].session.counting
