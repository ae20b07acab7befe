"""Which muscle is next."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from unknot.core.anatomy import Region, Side
from unknot.core.due import Standing, next_due
from unknot.core.tally import RegionTally

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
REGIONS = [Region(muscle, side) for side in Side for muscle in ("gluteus-medius", "gluteus-minimus", "piriformis")]


def standing(number: int, completed: int = 0, hours: float | None = None, *, rests: bool = False) -> Standing:
    last = None if hours is None else NOW - timedelta(hours=hours)
    return Standing(RegionTally(REGIONS[number], 3, completed=completed), last, rests)


def test_the_one_with_the_least_done_is_next() -> None:
    assert next_due([standing(0, 2, 9), standing(1, 1, 1), standing(2, 2, 5)]) == REGIONS[1]


def test_of_those_with_as_much_done_the_one_longest_ago_is() -> None:
    assert next_due([standing(0, 1, 2), standing(1, 1, 5), standing(2, 1, 3)]) == REGIONS[1]


def test_one_that_was_never_done_was_longest_ago() -> None:
    assert next_due([standing(0, 0, 24 * 400), standing(1, 0, None)]) == REGIONS[1]


def test_else_the_first_as_they_are_given() -> None:
    assert next_due([standing(number) for number in (3, 1, 2)]) == REGIONS[3]


def test_one_that_rests_is_never_next() -> None:
    assert next_due([standing(0, rests=True), standing(1, 2, 1)]) == REGIONS[1]
    assert next_due([standing(0, rests=True)]) is None


def test_where_the_goal_is_reached_nothing_more_is_due() -> None:
    assert next_due([standing(0, 3, 2), standing(1, 4, 9)]) is None
    assert next_due([]) is None


@given(
    st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 90), st.booleans()), min_size=1, max_size=6),
)
def test_what_is_next_never_rests_and_nothing_open_has_less_done(rows: list[tuple[int, int | None, bool]]) -> None:
    found = [standing(number, done, hours, rests=rests) for number, (done, hours, rests) in enumerate(rows)]
    due = next_due(found)
    open_ones = {one.region: one for one in found if not one.rests and one.tally.completed < 3}
    assert (due is None) == (not open_ones)
    if due is not None:
        least = min(one.tally.completed for one in open_ones.values())
        assert open_ones[due].tally.completed == least


def test_the_order_decides_only_between_equals() -> None:
    rows = [standing(0, 1, 2), standing(1, 0, 1), standing(2, 0, 7)]
    assert {next_due(order) for order in permutations(rows)} == {REGIONS[2]}


def test_the_smallest_part_of_its_own_goal_counts_not_the_smallest_number() -> None:
    much = Standing(RegionTally(REGIONS[0], 8, completed=2))
    little = Standing(RegionTally(REGIONS[1], 2, completed=1))
    assert next_due([little, much]) == REGIONS[0]
    assert next_due([much, little]) == REGIONS[0]
