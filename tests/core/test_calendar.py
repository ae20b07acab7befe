"""A calendar as rows and columns, and how days are shaded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.calendar import (
    DAYS_ACROSS,
    EARLIEST,
    LATEST,
    View,
    by_days,
    by_months,
    by_views,
    grid,
    period_of,
    shade,
    shade_limits,
)
from unknot.core.days import WeekStart

days = st.dates(EARLIEST, LATEST)
starts = st.sampled_from(WeekStart)


@given(st.sampled_from(View), days, starts)
def test_every_day_of_a_period_is_there_once_under_its_day_of_the_week(view: View, day: date, start: WeekStart) -> None:
    rows = grid(view, day, start)
    shown = [one for row in rows for one in row if one is not None]
    assert shown == list(period_of(view, day, start))
    assert day in shown
    for row in rows:
        assert len(row) == (DAYS_ACROSS if view is View.YEAR else 7)
        for column, one in enumerate(row):
            assert one is None or one.weekday() == (start.value + column) % 7


def test_a_year_has_a_row_for_each_month() -> None:
    rows = grid(View.YEAR, date(2026, 11, 22), WeekStart.MONDAY)
    assert [{one.month for one in row if one} for row in rows] == [{number} for number in range(1, 13)]


@pytest.mark.parametrize(("start", "first"), [(WeekStart.MONDAY, 16), (WeekStart.SUNDAY, 22), (WeekStart.SATURDAY, 21)])
def test_a_week_begins_where_it_is_set_to(start: WeekStart, first: int) -> None:
    assert period_of(View.WEEK, date(2026, 11, 22), start).first == date(2026, 11, first)


def test_a_month_later_is_the_same_day_or_the_last_one() -> None:
    assert by_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert by_months(date(2028, 2, 29), -12) == date(2027, 2, 28)
    assert by_months(date(2026, 11, 22), 2) == date(2027, 1, 22)


def test_periods_are_gone_through_one_by_one() -> None:
    day = date(2026, 11, 22)
    assert [by_views(view, day, 1) for view in View] == [date(2027, 11, 22), date(2026, 12, 22), date(2026, 11, 29)]
    assert [by_views(view, day, -1) for view in View] == [date(2025, 11, 22), date(2026, 10, 22), date(2026, 11, 15)]


@given(days, st.integers(-10_000, 10_000))
def test_nobody_leaves_the_calendar(day: date, count: int) -> None:
    for found in (by_days(day, count), by_months(day, count), *(by_views(view, day, count) for view in View)):
        assert EARLIEST <= found <= LATEST


def test_a_day_is_shaded_by_its_goal() -> None:
    assert [shade(done, 3) for done in range(8)] == [0, 1, 2, 3, 3, 3, 4, 4]
    assert [shade(done, 1) for done in range(4)] == [0, 3, 4, 4]
    assert [shade(done, 2) for done in range(5)] == [0, 2, 3, 3, 4]


@given(st.integers(1, 20))
def test_what_the_shades_mean_leaves_out_nothing(goal: int) -> None:
    ranges = list(shade_limits(goal))
    assert ranges[-1] == (4, 2 * goal, None)
    told = {done: step for step, fewest, most in ranges for done in range(fewest, (most or 3 * goal) + 1)}
    assert told == {done: shade(done, goal) for done in range(1, 3 * goal + 1)}


def test_days_go_on_over_the_end_of_a_year() -> None:
    assert by_days(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert by_days(LATEST, 1) == LATEST
    assert by_days(EARLIEST, -1) == EARLIEST == date(1980, 1, 1) + timedelta()


def test_months_go_to_the_last_of_the_calendar_and_no_further() -> None:
    assert by_months(date(2199, 11, 30), 1) == date(2199, 12, 30)
    assert by_months(LATEST, 1) == LATEST
    assert by_months(EARLIEST, -1) == EARLIEST


@pytest.mark.parametrize(
    ("goal", "ranges"),
    [
        (1, [(3, 1, 1), (4, 2, None)]),
        (2, [(2, 1, 1), (3, 2, 3), (4, 4, None)]),
        (3, [(1, 1, 1), (2, 2, 2), (3, 3, 5), (4, 6, None)]),
    ],
)
def test_each_shade_has_its_fewest_and_most(goal: int, ranges: list[tuple[int, int, int | None]]) -> None:
    assert list(shade_limits(goal)) == ranges
