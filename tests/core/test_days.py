"""Weeks and months, and what was done in them, as sums of their days."""

from datetime import date

import pytest

from unknot.core.days import (
    DayCount,
    Period,
    Ratings,
    WeekStart,
    by_week,
    month_of,
    total_count,
    week_of,
    weeks,
    year_of,
)

SUNDAY = date(2026, 11, 22)


def test_counts_are_added_each_kind_to_its_own() -> None:
    one, other = DayCount(1, 2, 3, 4), DayCount(10, 20, 30, 40)
    assert one + other == DayCount(11, 22, 33, 44)
    assert total_count([one, other, one]) == DayCount(12, 24, 36, 48)
    assert total_count([]) == DayCount()
    assert (one + other).sessions == 110


def test_a_week_is_seven_days_from_its_first() -> None:
    assert week_of(SUNDAY, WeekStart.MONDAY) == Period(date(2026, 11, 16), SUNDAY)
    assert week_of(SUNDAY, WeekStart.SUNDAY) == Period(SUNDAY, date(2026, 11, 28))


@pytest.mark.parametrize(
    ("day", "last"), [(date(2026, 2, 1), 28), (date(2028, 2, 29), 29), (date(2026, 4, 30), 30), (date(2026, 12, 9), 31)]
)
def test_a_month_ends_with_its_own_last_day(day: date, last: int) -> None:
    assert month_of(day) == Period(day.replace(day=1), day.replace(day=last))


def test_a_year_is_whole() -> None:
    assert year_of(SUNDAY) == Period(date(2026, 1, 1), date(2026, 12, 31))


def test_the_weeks_of_a_period_are_those_that_it_touches() -> None:
    one_day = Period(SUNDAY, SUNDAY)
    assert weeks(one_day, WeekStart.MONDAY) == (Period(date(2026, 11, 16), SUNDAY),)
    two_days = Period(SUNDAY, date(2026, 11, 23))
    assert [week.first.day for week in weeks(two_days, WeekStart.MONDAY)] == [16, 23]
    assert [week.first.day for week in weeks(two_days, WeekStart.SUNDAY)] == [22]


def test_each_week_has_the_ratings_of_its_days_within_the_period() -> None:
    period = Period(date(2026, 11, 17), date(2026, 12, 1))
    ratings = {
        date(2026, 11, 16): Ratings(9, 1, 9, 1),  # of the first week, before the period
        date(2026, 11, 17): Ratings(6, 1, 4, 1),
        SUNDAY: Ratings(2, 1, 0, 0),
        date(2026, 12, 1): Ratings(3, 1, 1, 1),
    }
    assert by_week(ratings, period, WeekStart.MONDAY) == (
        (Period(date(2026, 11, 16), SUNDAY), Ratings(8, 2, 4, 1)),
        (Period(date(2026, 11, 23), date(2026, 11, 29)), Ratings()),
        (Period(date(2026, 11, 30), date(2026, 12, 6)), Ratings(3, 1, 1, 1)),
    )
    by_sundays = by_week(ratings, period, WeekStart.SUNDAY)
    assert [given.before_count for _week, given in by_sundays] == [1, 1, 1]


def test_an_average_is_of_those_who_said() -> None:
    assert (Ratings(7, 2, 0, 0).before, Ratings(7, 2, 0, 0).after) == (3.5, None)
    assert (Ratings(0, 0, 9, 3).before, Ratings(0, 0, 9, 3).after) == (None, 3.0)
