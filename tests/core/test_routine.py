"""Routines: their steps, their order, their limits."""

import pytest

from unknot.core.anatomy import Muscle, Region, Side
from unknot.core.plan import CHANGE_S, Dose, PlanError, Technique
from unknot.core.routine import LONGEST_NAME, MOST_STEPS, Routine, RoutineError, Step, both_sides, build_plans, one_side
from unknot.guide.library import Guide

STEP = Step(Region("piriformis", Side.LEFT), Dose())


def dose_of(muscle: Muscle) -> Dose:
    return Dose(spots=muscle.spots_default)


def test_one_side_has_every_muscle_in_the_order_offered(guide: Guide) -> None:
    steps = one_side(guide.anatomy.muscles, Side.RIGHT, dose_of)
    assert [step.region for step in steps] == [Region(muscle.id, Side.RIGHT) for muscle in guide.anatomy.muscles]
    assert [step.dose.spots for step in steps] == [muscle.spots_default for muscle in guide.anatomy.muscles]


@pytest.mark.parametrize("first", list(Side))
def test_both_sides_turn_over_once(guide: Guide, first: Side) -> None:
    sides = [step.region.side for step in both_sides(guide.anatomy.muscles, first, dose_of)]
    assert sides[:3] == [first] * 3
    assert first not in sides[3:]
    assert len(sides) == 6


def test_each_step_is_a_plan_of_its_own_with_time_for_the_change_of_tool(guide: Guide) -> None:
    routine = Routine("1", "Left", one_side(guide.anatomy.muscles, Side.LEFT, dose_of))

    def most(muscle: str) -> int:
        return guide.anatomy.muscle(muscle).spots_max

    plans = build_plans(routine.steps, most)
    assert [plan.region for plan in plans] == [step.region for step in routine.steps]
    # From the roller of one muscle to the ball of the next there is as much time as for any change of tool.
    assert [plan.lead_in_s for plan in plans] == [10.0, CHANGE_S, CHANGE_S]


def test_who_turns_over_has_time_for_it_and_who_set_more_keeps_it() -> None:
    holds = [Dose(30.0, 1, (Technique.COMPRESSION,), lead_in_s) for lead_in_s in (5.0, 5.0, 5.0, 30.0)]
    sides = [Side.LEFT, Side.LEFT, Side.RIGHT, Side.LEFT]
    steps = [Step(Region("piriformis", side), dose) for side, dose in zip(sides, holds, strict=True)]
    assert [plan.lead_in_s for plan in build_plans(steps, lambda _muscle: 2)] == [5.0, 5.0, CHANGE_S, 30.0]


@pytest.mark.parametrize(
    ("name", "steps", "what"),
    [
        ("", 1, "name"),
        ("   ", 1, "name"),
        ("x" * (LONGEST_NAME + 1), 1, "name"),
        ("Mine", 0, "steps"),
        ("Mine", MOST_STEPS + 1, "steps"),
    ],
)
def test_names_and_lengths_outside_the_limits_are_refused_in_one_line(name: str, steps: int, what: str) -> None:
    with pytest.raises(RoutineError, match=f"^{what}: "):
        Routine("1", name, (STEP,) * steps)


def test_a_dose_outside_the_limits_of_its_muscle_is_refused() -> None:
    routine = Routine("1", "Mine", (STEP, Step(STEP.region, Dose(spots=3, techniques=(Technique.FRICTION,)))))
    with pytest.raises(PlanError, match="spots"):
        build_plans(routine.steps, lambda _muscle: 2)


@pytest.mark.parametrize(("name", "steps"), [("x", 1), ("x" * LONGEST_NAME, MOST_STEPS)])
def test_the_limits_themselves_are_allowed(name: str, steps: int) -> None:
    routine = Routine("1", f"  {name}  ", (STEP,) * steps)
    assert len(routine.steps) == steps


def test_the_other_side_is_the_other_one(guide: Guide) -> None:
    steps = both_sides(guide.anatomy.muscles, Side.RIGHT, dose_of)
    muscles = [muscle.id for muscle in guide.anatomy.muscles]
    assert [step.region for step in steps] == [
        Region(muscle, side) for side in (Side.RIGHT, Side.LEFT) for muscle in muscles
    ]


def test_only_the_tool_in_the_hand_and_the_one_needed_next_count() -> None:
    whole, friction = Dose(30.0, 1), Dose(30.0, 1, (Technique.FRICTION,))
    roller = Dose(30.0, 1, (Technique.STRIPPING,))
    steps = [Step(STEP.region, dose) for dose in (friction, whole, roller, friction)]
    assert [plan.lead_in_s for plan in build_plans(steps, lambda _muscle: 2)] == [10.0, 10.0, 10.0, CHANGE_S]
