"""The session machine: what each event does, and what no run of events may ever do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Kind, Plan, Technique, build_plan
from unknot.core.session import (
    COUNTING,
    EASE_SHOWN_S,
    GAP_LIMIT_S,
    OVER,
    Eased,
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
    easing_is_due,
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


# What is told of a moment


def test_what_is_left_of_a_moment_is_never_less_than_nothing() -> None:
    session = started(plan_of())
    assert (session.countdown_s(200.0), session.phase_left_s(200.0)) == (0.0, 0.0)


def test_before_the_start_nothing_is_credited() -> None:
    session = Session(plan_of())
    assert (session.observed_s(500.0), session.remaining_s(500.0)) == (0.0, session.plan.total_s)


def test_what_remains_is_the_phase_and_all_after_it() -> None:
    plan = plan_of()  # 3, 30, 5, 60, 15, 60
    session, _ = watched(started(plan), 100.0, 110.0)
    assert session.remaining_s(110.0) == 23 + 5 + 60 + 15 + 60
    held, _ = step(session, Event.PAUSE, 110.0)
    assert held.remaining_s(500.0) == 163.0
    back, _ = step(held, Event.RESUME, 200.0)
    assert back.remaining_s(201.0) == 2 + 163, "the fresh lead-in comes on top"
    gone_on, _ = watched(back, 200.0, 204.0)
    assert gone_on.remaining_s(204.0) == 162.0


def test_resuming_is_a_look_at_the_clock() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    session, _ = step(session, Event.PAUSE, 110.0)
    session, _ = step(session, Event.RESUME, 500.0)
    session, effects = step(session, Event.OBSERVE, 501.5)
    assert (session.stage, effects) == (Stage.LEAD_IN, ())


@pytest.mark.parametrize(
    ("compression_s", "into_s", "due"),
    [(60.0, 29.9, False), (60.0, 30.0, True), (60.0, 59.0, True), (40.0, 35.0, False), (41.0, 35.0, True)],
)
def test_easing_is_due_thirty_seconds_into_a_long_compression(compression_s: float, into_s: float, due: bool) -> None:
    session, _ = watched(started(plan_of(compression_s=compression_s)), 100.0, 103.0 + into_s)
    assert easing_is_due(session, 103.0 + into_s) is due


def test_easing_is_due_in_a_compression_alone() -> None:
    session, _ = watched(started(plan_of(compression_s=60.0)), 100.0, 100.0 + 3 + 60 + 5 + 40)
    assert session.phase.kind is Kind.FRICTION
    assert not easing_is_due(session, 208.0)


def test_too_strong_is_kept_with_its_moment_while_a_technique_runs() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    eased, effects = step(session, Event.EASE, 110.5)
    assert (eased.eased_s, effects) == (110.5, (Eased(),))
    assert eased.stage is Stage.RUNNING


def test_too_strong_means_nothing_before_a_technique_in_a_gap_and_while_it_waits() -> None:
    lead_in = started(plan_of())
    gap, _ = watched(lead_in, 100.0, 134.0)
    assert gap.phase.kind is Kind.GAP
    running, _ = watched(lead_in, 100.0, 110.0)
    paused, _ = step(running, Event.PAUSE, 110.0)
    for session, now in ((lead_in, 100.5), (gap, 134.5), (paused, 120.0)):
        after, effects = step(session, Event.EASE, now)
        assert (after.eased_s, effects) == (session.eased_s, ())


def test_a_finished_session_has_nothing_left_and_says_so_once() -> None:
    plan = plan_of(Technique.COMPRESSION)
    session, effects = watched(started(plan), 100.0, 100.0 + plan.total_s)
    assert (session.countdown_s(500.0), session.remaining_s(500.0)) == (0.0, 0.0)
    assert [e.stage for e in effects if isinstance(e, StageChanged)] == [Stage.RUNNING, Stage.FINISHED]


def test_skipped_to_its_end_while_it_waits_it_has_nothing_left() -> None:
    session, _ = watched(started(plan_of(Technique.COMPRESSION)), 100.0, 110.0)
    session, _ = step(session, Event.PAUSE, 110.0)
    session, effects = step(session, Event.NEXT, 120.0)
    assert session.stage is Stage.FINISHED
    assert session.countdown_s(120.0) == 0.0
    assert effects == (PhaseEnded(1, 7.0, 120.0), StageChanged(Stage.FINISHED), Ended(Outcome.PARTIAL))


def test_a_stopped_clock_stands_where_it_was() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    stopped, _ = step(session, Event.STOP, 110.5)
    assert (stopped.countdown_s(900.0), stopped.phase_left_s(900.0)) == (22.5, 22.5)
    assert not stopped.returning
    paused, _ = step(session, Event.PAUSE, 110.0)
    back, _ = step(paused, Event.RESUME, 120.0)
    stopped, effects = step(back, Event.STOP, 121.0)
    assert (stopped.countdown_s(900.0), stopped.returning) == (23.0, False)
    assert effects[1] == PhaseEnded(1, 7.0, 121.0), "the lead-in of the way back is not credited"


def test_stop_as_the_last_deadline_passes_is_a_stop_and_no_end() -> None:
    session, _ = watched(started(plan_of(Technique.COMPRESSION)), 100.0, 132.5)
    _, effects = step(session, Event.STOP, 133.2)
    assert [e.stage for e in effects if isinstance(e, StageChanged)] == [Stage.STOPPED]


def test_a_last_half_second_cut_short_is_cut_short() -> None:
    session, _ = watched(started(plan_of(Technique.COMPRESSION)), 100.0, 132.5)
    _, effects = step(session, Event.NEXT, 132.5)
    assert effects[-1] == Ended(Outcome.PARTIAL)


def test_a_pause_half_a_second_before_the_end_leaves_that_half_second() -> None:
    session, _ = watched(started(plan_of(Technique.COMPRESSION)), 100.0, 132.5)
    session, _ = step(session, Event.PAUSE, 132.5)
    session, _ = step(session, Event.RESUME, 200.0)
    skipped, effects = step(session, Event.NEXT, 201.0)
    assert (skipped.stage, effects) == (Stage.RUNNING, (StageChanged(Stage.RUNNING),))
    waited, _ = watched(session, 200.0, 203.0)
    assert (waited.stage, waited.countdown_s(203.0)) == (Stage.RUNNING, 0.5)
    _, at_the_end = watched(waited, 203.0, 203.5)
    assert at_the_end[-1] == Ended(Outcome.COMPLETED)


def test_a_pause_on_the_way_back_leaves_the_phase_as_it_was() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    for now in (110.0, 121.0, 131.0):
        session, _ = step(session, Event.PAUSE, now)
        assert (session.countdown_s(now), session.returning) == (23.0, False)
        session, _ = step(session, Event.RESUME, now + 9)


def test_the_last_second_is_shown_until_it_is_over() -> None:
    session, _ = watched(started(plan_of()), 100.0, 103.0)  # 30 s of compression from here
    shown = [Snapshot(session, 103.0 + into_s).seconds for into_s in (0.0, 0.001, 0.999, 1.0, 29.0, 29.999, 30.0)]
    assert shown == [30, 30, 30, 29, 1, 1, 0]
    assert Snapshot(session, 103.4).next_second_s == pytest.approx(104.0)
    assert Snapshot(session, 104.0).next_second_s == pytest.approx(105.0)


def test_that_it_was_too_strong_is_shown_for_a_while_and_while_it_runs_alone() -> None:
    session, _ = watched(started(plan_of()), 100.0, 110.0)
    assert not Snapshot(session, 110.0).easing
    eased, _ = step(session, Event.EASE, 110.0)
    assert Snapshot(eased, 110.0 + EASE_SHOWN_S - 0.1).easing
    assert not Snapshot(eased, 110.0 + EASE_SHOWN_S).easing
    paused, _ = step(eased, Event.PAUSE, 111.0)
    assert not Snapshot(paused, 111.0).easing


def test_a_session_is_over_when_nothing_follows_it() -> None:
    plan = plan_of(Technique.COMPRESSION)
    for following, over in ((None, True), (plan, False)):
        session, _ = step(Session(plan, place=Place(1, 2, None, following)), Event.START, 100.0)
        finished, _ = watched(session, 100.0, 100.0 + plan.total_s)
        assert (finished.stage, finished.over) == (Stage.FINISHED, over)
        assert not session.over
        assert step(session, Event.STOP, 101.0)[0].over, "after Stop nothing follows in any case"


def test_from_phase_to_phase_nothing_is_told_but_an_end_and_a_beginning() -> None:
    session, _ = watched(started(plan_of()), 100.0, 132.0)
    _, effects = step(session, Event.OBSERVE, 133.0)
    assert effects == (PhaseEnded(1, 30.0, 133.0), PhaseBegan(2, 133.0))


def test_after_a_pause_in_a_gap_the_lead_in_ends_with_the_gap() -> None:
    session, _ = watched(started(plan_of()), 100.0, 134.0)
    session, _ = step(session, Event.PAUSE, 134.0)
    session, _ = step(session, Event.RESUME, 200.0)
    session, _ = watched(session, 200.0, 202.0)
    _, effects = step(session, Event.OBSERVE, 203.0)
    assert effects == (PhaseEnded(2, 5.0, 203.0), StageChanged(Stage.RUNNING), PhaseBegan(3, 203.0))


def test_on_a_fast_clock_one_look_may_pass_several_phases_and_each_is_told() -> None:
    session, _ = step(Session(plan_of(), gap_limit_s=1000.0), Event.START, 100.0)
    session, effects = step(session, Event.OBSERVE, 100.0 + 3 + 30 + 5 + 1)
    assert [e.index for e in effects if isinstance(e, PhaseEnded)] == [0, 1, 2]
    assert [e.index for e in effects if isinstance(e, PhaseBegan)] == [1, 2, 3]
    assert session.countdown_s(139.0) == 59.0
