"""The session machine: what each event does, and what no run of events may ever do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Kind, Plan, Technique, build_plan
from unknot.core.session import (
    COUNTING,
    GAP_LIMIT_S,
    OVER,
    Ended,
    Event,
    Outcome,
    PhaseBegan,
    PhaseEnded,
    Session,
    Stage,
    StageChanged,
    step,
)

PIRIFORMIS = Region("piriformis", Side.LEFT)


def plan_of(*techniques: Technique, spots: int = 1, compression_s: float = 30.0, lead_in_s: float = 3.0) -> Plan:
    return build_plan(PIRIFORMIS, Dose(compression_s, spots, techniques or tuple(Technique), lead_in_s), 4)


def watched(session: Session, start: float, until: float) -> tuple[Session, list[object]]:
    """Look at the clock every second from `start` to `until`."""
    effects: list[object] = []
    now = start
    while now < until:
        now = min(now + 1.0, until)
        session, more = step(session, Event.OBSERVE, now)
        effects += more
    return session, effects


def started(plan: Plan, at: float = 100.0) -> Session:
    return step(Session(plan), Event.START, at)[0]


def test_a_watched_session_runs_every_phase_for_its_time_and_is_completed() -> None:
    plan = plan_of(spots=2)
    session, effects = watched(started(plan), 100.0, 100.0 + plan.total_s)
    assert session.stage is Stage.FINISHED
    assert effects[-1] == Ended(Outcome.COMPLETED)
    ended = [e for e in effects if isinstance(e, PhaseEnded)]
    assert [e.observed_s for e in ended] == [phase.duration_s for phase in plan.phases]
    begun = [e.at_s for e in effects if isinstance(e, PhaseBegan)]
    assert begun == [100.0 + start for start in plan.starts_s()[1:]]


def test_a_late_look_does_not_move_the_next_deadline() -> None:
    plan = plan_of()
    session, _ = step(started(plan), Event.OBSERVE, 101.8)
    session, effects = step(session, Event.OBSERVE, 103.7)
    assert PhaseBegan(1, 103.0) in effects
    assert session.countdown_s(103.7) == pytest.approx(29.3)


def test_pause_holds_the_phase_and_resume_begins_with_a_fresh_lead_in() -> None:
    session, _ = watched(started(plan_of()), 100.0, 113.0)
    session, effects = step(session, Event.PAUSE, 113.25)
    assert effects == (StageChanged(Stage.PAUSED),)
    assert session.countdown_s(500.0) == 19.75
    session, _ = step(session, Event.RESUME, 1000.0)
    assert session.stage is Stage.LEAD_IN
    assert session.countdown_s(1000.0) == 3.0
    session, _ = watched(session, 1000.0, 1003.0)
    assert session.stage is Stage.RUNNING
    assert session.countdown_s(1003.0) == 19.75


def test_after_a_pause_in_a_gap_the_fresh_lead_in_takes_the_place_of_the_gap() -> None:
    session, _ = watched(started(plan_of()), 100.0, 134.0)
    assert session.phase.kind is Kind.GAP
    session, _ = step(session, Event.PAUSE, 134.0)
    session, _ = step(session, Event.RESUME, 200.0)
    session, _ = watched(session, 200.0, 203.0)
    assert session.phase.kind is Kind.FRICTION
    assert session.countdown_s(203.0) == 60.0


def test_nobody_is_credited_for_a_gap_in_observed_time() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    session, effects = step(session, Event.OBSERVE, 130.0)
    assert effects == (StageChanged(Stage.INTERRUPTED),)
    assert session.observed_s(130.0) == 7.0
    session, effects = step(session, Event.OBSERVE, 131.0)
    assert (session.stage, effects) == (Stage.INTERRUPTED, ())


def test_a_gap_of_exactly_the_limit_still_counts() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    assert step(session, Event.OBSERVE, 110.0 + GAP_LIMIT_S)[0].stage is Stage.RUNNING


def test_what_was_pressed_before_the_gap_was_noticed_does_not_go_on_by_itself() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    for event in (Event.RESUME, Event.NEXT, Event.PAUSE):
        after, effects = step(session, event, 130.0)
        assert (after.stage, after.index, effects) == (
            Stage.INTERRUPTED,
            1,
            (StageChanged(Stage.INTERRUPTED),),
        )


def test_the_computer_going_to_sleep_interrupts_at_once() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    session, _ = step(session, Event.INTERRUPT, 110.5)
    assert session.stage is Stage.INTERRUPTED
    assert session.observed_s(9999.0) == 7.5


def test_next_in_a_technique_makes_the_session_partial() -> None:
    session, _ = watched(started(plan_of(Technique.COMPRESSION)), 100.0, 110.0)
    session, effects = step(session, Event.NEXT, 110.0)
    assert effects[0] == PhaseEnded(1, 7.0, 110.0)
    assert effects[-1] == Ended(Outcome.PARTIAL)


def test_next_in_a_lead_in_or_gap_takes_nothing_from_the_repetition() -> None:
    session, _ = step(started(plan_of(Technique.COMPRESSION)), Event.NEXT, 101.0)
    assert session.phase.kind is Kind.COMPRESSION
    _, effects = watched(session, 101.0, 131.0)
    assert effects[-1] == Ended(Outcome.COMPLETED)


def test_next_in_the_lead_in_after_a_pause_goes_on_with_the_phase() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    session, _ = step(session, Event.PAUSE, 110.0)
    session, _ = step(session, Event.RESUME, 120.0)
    session, _ = step(session, Event.NEXT, 121.0)
    assert (session.stage, session.countdown_s(121.0)) == (Stage.RUNNING, 23.0)


def test_next_while_paused_stays_paused() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    session, _ = step(session, Event.PAUSE, 110.0)
    session, effects = step(session, Event.NEXT, 150.0)
    assert session.stage is Stage.PAUSED
    assert effects == (PhaseEnded(1, 7.0, 150.0), PhaseBegan(2, 150.0))


def test_stop_credits_what_was_observed_and_ends_the_session() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    session, effects = step(session, Event.STOP, 110.5)
    assert effects == (StageChanged(Stage.STOPPED), PhaseEnded(1, 7.5, 110.5), Ended(Outcome.STOPPED))
    assert session.remaining_s(110.5) == 0.0


def test_stop_wins_over_a_deadline_that_passed_unseen() -> None:
    session, _ = watched(started(plan_of(Technique.COMPRESSION)), 100.0, 132.5)
    session, effects = step(session, Event.STOP, 133.2)
    assert session.stage is Stage.STOPPED
    assert PhaseEnded(1, 30.0, 133.0) in effects
    assert [e for e in effects if isinstance(e, Ended)] == [Ended(Outcome.STOPPED)]


def test_stop_after_an_unseen_sleep_credits_only_what_was_seen() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    session, effects = step(session, Event.STOP, 4000.0)
    assert session.stage is Stage.STOPPED
    assert [e.observed_s for e in effects if isinstance(e, PhaseEnded)] == [7.0]


def test_before_the_start_nothing_but_start_does_anything() -> None:
    for event in set(Event) - {Event.START}:
        assert step(Session(plan_of()), event, 5.0) == (Session(plan_of()), ())


DELAYS = st.one_of(st.floats(0, 2.0), st.floats(0, 100.0), st.just(0.0))
HISTORIES = st.lists(st.tuples(st.sampled_from(Event), DELAYS), max_size=120)
PLANS = st.builds(
    plan_of,
    st.sampled_from(Technique),
    spots=st.integers(1, 4),
    compression_s=st.floats(30, 90),
    lead_in_s=st.floats(3, 60),
)


@settings(max_examples=300, deadline=None)
@given(PLANS, HISTORIES)
def test_no_history_breaks_the_promises(plan: Plan, history: list[tuple[Event, float]]) -> None:
    now = 0.0
    session, _ = step(Session(plan), Event.START, now)
    watched_s = 0.0
    credited = dict.fromkeys(range(len(plan.phases)), 0.0)
    for event, delay in history:
        before, now = session, now + delay
        if before.counting and delay <= GAP_LIMIT_S:
            watched_s += delay
        remaining = before.remaining_s(now - delay)
        session, effects = step(before, event, now)
        for effect in effects:
            if isinstance(effect, PhaseEnded):
                credited[effect.index] = effect.observed_s
        if before.stage in OVER:
            assert (session, effects) == (before, ())
        if before.counting and event is Event.OBSERVE:
            assert session.remaining_s(now) <= remaining + 1e-6
        assert 0.0 <= session.countdown_s(now) <= max(session.phase.duration_s, plan.lead_in_s) + 1e-9
        assert session.index >= before.index
        assert sum(isinstance(e, Ended) for e in effects) == (session.stage in OVER and before.stage not in OVER)
        work_s = sum(s for i, s in credited.items() if plan.phases[i].technique is not None)
        assert work_s <= watched_s + 1e-6
        for index, seconds in credited.items():
            assert -1e-9 <= seconds <= plan.phases[index].duration_s + 1e-9


@settings(deadline=None)
@given(PLANS, st.lists(st.floats(0.5, GAP_LIMIT_S - 0.01), min_size=1, max_size=50))
def test_looks_at_any_times_credit_the_same(plan: Plan, delays: list[float]) -> None:
    session, now, total = started(plan, 0.0), 0.0, 0.0
    turn = 0
    while session.stage in COUNTING:
        now += delays[turn % len(delays)]
        turn += 1
        session, effects = step(session, Event.OBSERVE, now)
        total += sum(e.observed_s for e in effects if isinstance(e, PhaseEnded))
    assert session.stage is Stage.FINISHED
    assert abs(total - plan.total_s) < 1e-6
