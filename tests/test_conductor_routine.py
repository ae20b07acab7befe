"""Several sessions one after the other: no time is lost between them, and Stop ends them all."""

import pytest

from fakes import HandClock, Stand
from unknot.core.anatomy import Region, Side
from unknot.core.plan import CHANGE_S, Dose, Plan, Technique
from unknot.core.routine import Step, build_plans
from unknot.core.session import Outcome, Snapshot, Stage

MUSCLES = ("gluteus-medius", "gluteus-minimus", "piriformis")
DOSE = Dose(30.0, 1, (Technique.COMPRESSION, Technique.STRIPPING), 3.0)


def routine(side: Side = Side.LEFT) -> tuple[Plan, ...]:
    return build_plans([Step(Region(muscle, side), DOSE) for muscle in MUSCLES], lambda _muscle: 2)


@pytest.mark.parametrize("late_s", [0.0, 0.004, 0.9])
def test_each_session_begins_where_the_one_before_was_to_end_however_late_the_alarm(late_s: float) -> None:
    plans = routine()
    stand = Stand(HandClock(500.0))
    stand.alarm.late_s = late_s
    stand.conductor.begin(*plans)
    stand.clock.forward(sum(plan.total_s for plan in plans) + 5)
    ends: list[float] = []
    at = 500.0
    for plan in plans:
        ends += [at + start for start in (*plan.starts_s()[1:], plan.total_s)]
        at += plan.total_s
    deadlines: dict[tuple[int, int], float] = {}
    for shown in stand.shown:
        deadlines[(shown.session.place.number, shown.session.index)] = shown.session.deadline_s
    assert list(deadlines.values()) == pytest.approx(ends, abs=1e-9), "lateness never adds up"
    assert stand.told_of("ended") == [("ended", Outcome.COMPLETED)] * 3


def test_each_is_a_session_of_its_own_on_record() -> None:
    plans = routine()
    stand = Stand()
    stand.conductor.begin(*plans)
    stand.clock.forward(sum(plan.total_s for plan in plans) + 1)
    assert [note[1] for note in stand.told_of("began")] == list(plans)
    assert [note[0] for note in stand.told if note[0] in {"began", "ended"}] == ["began", "ended"] * 3
    assert not stand.conductor.active
    assert stand.alarm.due_s is None


def test_it_is_over_when_the_last_one_is_and_each_knows_its_neighbours() -> None:
    plans = routine()
    stand = Stand()
    stand.conductor.begin(*plans)
    stand.clock.forward(sum(plan.total_s for plan in plans) + 1)
    places = {shown.session.place.number: shown.session.place for shown in stand.shown}
    assert [(place.previous, place.following) for place in places.values()] == [
        (None, plans[1]),
        (plans[0], plans[2]),
        (plans[1], None),
    ]
    finished = [shown.session for shown in stand.shown if shown.session.stage is Stage.FINISHED]
    assert [session.over for session in finished] == [False, False, True]


def test_stop_ends_the_whole_routine() -> None:
    plans = routine()
    stand = Stand()
    stand.conductor.begin(*plans)
    stand.clock.forward(plans[0].total_s + 1)
    stand.conductor.stop()
    stand.clock.forward(1000)
    assert stand.told_of("ended") == [("ended", Outcome.COMPLETED), ("ended", Outcome.STOPPED)]
    assert not stand.conductor.active


def test_stop_at_the_end_of_a_session_begins_no_other() -> None:
    """The last deadline has passed, nobody has looked yet, and the person says stop: what they said stands."""
    plans = routine()
    stand = Stand()
    stand.alarm.late_s = 0.5
    stand.conductor.begin(*plans)
    stand.clock.forward(plans[0].total_s + 0.4)
    stand.conductor.stop()
    stand.clock.forward(1000)
    assert stand.told_of("ended") == [("ended", Outcome.STOPPED)]
    assert len(stand.told_of("began")) == 1


def test_next_in_the_last_phase_goes_on_with_the_next_session() -> None:
    plans = routine()
    stand = Stand()
    stand.conductor.begin(*plans)
    stand.clock.forward(plans[0].total_s - 10)
    stand.conductor.skip()
    assert stand.told_of("ended") == [("ended", Outcome.PARTIAL)]
    now = stand.shown[-1]
    assert (now.session.place.number, now.session.stage, now.seconds) == (2, Stage.LEAD_IN, CHANGE_S)


def test_a_computer_that_slept_over_the_end_of_a_session_waits_in_that_session() -> None:
    plans = routine()
    stand = Stand()
    stand.conductor.begin(*plans)
    stand.clock.forward(plans[0].total_s - 5)
    stand.clock.leap(60)
    assert stand.stage is Stage.INTERRUPTED
    assert stand.shown[-1].session.place.number == 1
    assert stand.told_of("ended") == []


def test_while_one_routine_is_on_another_does_not_begin() -> None:
    stand = Stand()
    stand.conductor.begin(*routine())
    stand.conductor.begin(*routine(Side.RIGHT))
    sides = {shown.session.plan.region.side for shown in stand.shown}
    assert sides == {Side.LEFT}


def test_between_two_sessions_nothing_is_drawn_that_stands_still() -> None:
    """The moment at which one is finished and the next begins: both are told at the same time of the clock."""
    plans = routine()
    stand = Stand()
    stand.conductor.begin(*plans)
    stand.clock.forward(plans[0].total_s)
    last_two = [shown for shown in stand.shown if isinstance(shown, Snapshot)][-2:]
    assert [shown.session.stage for shown in last_two] == [Stage.FINISHED, Stage.LEAD_IN]
    assert last_two[0].now == last_two[1].now
