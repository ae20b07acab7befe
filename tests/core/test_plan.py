"""Plans: their phases, their limits, their sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Kind, Plan, PlanError, Technique, Tool, build_plan

PIRIFORMIS = Region("piriformis", Side.LEFT)


def test_the_default_plan_is_the_guides_sequence() -> None:
    plan = build_plan(PIRIFORMIS, Dose(), 2)
    assert [(p.kind, p.spot, p.duration_s) for p in plan.phases] == [
        (Kind.LEAD_IN, None, 10.0),
        (Kind.COMPRESSION, 1, 60.0),
        (Kind.GAP, None, 5.0),
        (Kind.FRICTION, 1, 60.0),
        (Kind.GAP, None, 5.0),
        (Kind.COMPRESSION, 2, 60.0),
        (Kind.GAP, None, 5.0),
        (Kind.FRICTION, 2, 60.0),
        (Kind.CHANGE, None, 15.0),
        (Kind.STRIPPING, None, 60.0),
    ]
    assert plan.total_s == 340.0
    assert plan.phases[8].tool is Tool.ROLLER


def test_stripping_alone_needs_no_change_of_tool() -> None:
    plan = build_plan(PIRIFORMIS, Dose(techniques=(Technique.STRIPPING,)), 2)
    assert [p.kind for p in plan.phases] == [Kind.LEAD_IN, Kind.STRIPPING]
    assert plan.phases[0].tool is Tool.ROLLER


def test_what_comes_next_is_a_technique_not_a_move() -> None:
    plan = build_plan(PIRIFORMIS, Dose(spots=1), 2)
    assert plan.next_technique(0) == 1
    assert plan.next_technique(1) == 3
    assert plan.next_technique(len(plan.phases) - 1) is None


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        (Dose(compression_s=29.9), "compression: 29.9 is not between 30 and 90 s"),
        (Dose(compression_s=float("nan")), "compression: nan is not between 30 and 90 s"),
        (Dose(lead_in_s=2), "lead-in: 2 is not between 3 and 60 s"),
        (Dose(spots=3), "spots: 3 is not between 1 and 2 for this muscle"),
        (Dose(spots=0), "spots: 0 is not between 1 and 2 for this muscle"),
        (Dose(techniques=()), "techniques: choose at least one"),
    ],
)
def test_what_is_outside_the_limits_is_refused_in_one_line(dose: Dose, said: str) -> None:
    with pytest.raises(PlanError, match=f"^{said}$"):
        build_plan(PIRIFORMIS, dose, 2)


@given(
    st.floats(30, 90),
    st.integers(1, 4),
    st.sets(st.sampled_from(Technique), min_size=1),
    st.floats(3, 60),
)
def test_a_plan_adds_up(compression_s: float, spots: int, techniques: set[Technique], lead_in_s: float) -> None:
    plan = build_plan(PIRIFORMIS, Dose(compression_s, spots, tuple(techniques), lead_in_s), 4)
    starts = plan.starts_s()
    assert plan.phases[0].kind is Kind.LEAD_IN
    assert plan.phases[-1].technique is not None
    for i, phase in enumerate(plan.phases[1:], start=1):
        assert starts[i] == pytest.approx(starts[i - 1] + plan.phases[i - 1].duration_s)
        assert (phase.technique is None) == (plan.phases[i - 1].technique is not None)
    assert plan.total_s == pytest.approx(starts[-1] + plan.phases[-1].duration_s)
    assert {p.technique for p in plan.phases} - {None} == techniques


def test_a_spot_is_done_when_nothing_is_left_to_do_on_it() -> None:
    plan = build_plan(Region("piriformis", Side.LEFT), Dose(spots=2), spots_max=2)
    done = [plan.spots_done(index) for index in range(len(plan.phases))]
    last = {spot: max(i for i, phase in enumerate(plan.phases) if phase.spot == spot) for spot in (1, 2)}
    for index, spots in enumerate(done):
        assert spots == {spot for spot in (1, 2) if last[spot] < index}
    assert done[-1] == {1, 2}, "while stripping, both are"


def test_while_one_moves_it_is_for_the_work_that_comes() -> None:
    plan = build_plan(PIRIFORMIS, Dose(spots=1), 2)
    led_to = [plan.work_at(index).kind for index in range(len(plan.phases))]
    assert led_to == [
        *[Kind.COMPRESSION] * 2,  # the lead-in, and itself
        *[Kind.FRICTION] * 2,
        *[Kind.STRIPPING] * 2,
    ]


def test_after_the_last_work_there_is_nothing_to_lead_to() -> None:
    whole = build_plan(PIRIFORMIS, Dose(spots=1), 2)
    cut = Plan(whole.region, whole.phases[:3], 1)
    assert cut.phases[-1].kind is Kind.GAP
    assert cut.work_at(2) is cut.phases[2]
