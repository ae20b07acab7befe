"""Several sessions one after the other: a named list of steps, each its own plan, record and repetition."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from unknot.core.anatomy import Muscle, Region, Side
from unknot.core.plan import CHANGE_S, Dose, Plan, build_plan

MOST_STEPS = 24
"""More steps than this in one go are refused (the program's own): every muscle on both sides, four times over."""
LONGEST_NAME = 60
"""Characters of a routine's name, at most (the program's own)."""


class RoutineError(ValueError):
    """A routine can't be as asked; the message says in one line what and which limit."""


@dataclass(frozen=True, slots=True)
class Step:
    """One session of a routine: a muscle on a side, and its dose."""

    region: Region
    dose: Dose


@dataclass(frozen=True, slots=True)
class Routine:
    """A named list of steps, in the order in which they are done."""

    id: str
    name: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        """Raise RoutineError for a name or a number of steps outside the limits."""
        if not 1 <= len(self.name.strip()) <= LONGEST_NAME:
            raise RoutineError(f"name: 1 to {LONGEST_NAME} characters, not {len(self.name.strip())}")
        if not 1 <= len(self.steps) <= MOST_STEPS:
            raise RoutineError(f"steps: 1 to {MOST_STEPS}, not {len(self.steps)}")


def build_plans(steps: Iterable[Step], spots_max: Callable[[str], int]) -> tuple[Plan, ...]:
    """Return the plan of each step, with time to turn over or to take another tool where that comes between two.

    Raises PlanError for a dose outside the limits of its muscle.
    """
    plans: list[Plan] = []
    for step in steps:
        limit = spots_max(step.region.muscle)
        plan = build_plan(step.region, step.dose, limit)
        if plans and _needs_time(plans[-1], plan) and plan.lead_in_s < CHANGE_S:
            plan = build_plan(step.region, replace(step.dose, lead_in_s=CHANGE_S), limit)
        plans.append(plan)
    return tuple(plans)


def _needs_time(before: Plan, after: Plan) -> bool:
    return before.region.side is not after.region.side or before.phases[-1].tool is not after.phases[0].tool


def one_side(muscles: Iterable[Muscle], side: Side, dose_of: Callable[[Muscle], Dose]) -> tuple[Step, ...]:
    """Return the steps of every muscle on one side, in the order in which they are offered."""
    return tuple(Step(Region(muscle.id, side), dose_of(muscle)) for muscle in muscles)


def both_sides(muscles: Iterable[Muscle], first: Side, dose_of: Callable[[Muscle], Dose]) -> tuple[Step, ...]:
    """Return the steps of every muscle on one side, and then on the other: one turns over once."""
    offered = tuple(muscles)
    other = Side.RIGHT if first is Side.LEFT else Side.LEFT
    return one_side(offered, first, dose_of) + one_side(offered, other, dose_of)
