"""A calendar as rows and columns of days: a year, a month or a week of it, and how a day is shaded."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from unknot.core.days import Period, WeekStart, month_of, week_of, weeks, year_of

EARLIEST, LATEST = date(1980, 1, 1), date(2199, 12, 31)
"""The days that a calendar goes to (the program's own)."""
DAYS_ACROSS = 37
"""Columns of a year with a row for each month: 31 days, begun up to six days after the first column."""
SHADES = 4
"""So many steps a day is shaded in, beside none (the program's own)."""

Row = tuple[date | None, ...]


class View(StrEnum):
    """How much a calendar shows at a time."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"


def period_of(view: View, day: date, start: WeekStart) -> Period:
    """Return the year, month or week that a day lies in."""
    match view:
        case View.YEAR:
            return year_of(day)
        case View.MONTH:
            return month_of(day)
        case View.WEEK:
            return week_of(day, start)


def grid(view: View, day: date, start: WeekStart) -> tuple[Row, ...]:
    """Return the rows that show the period a day lies in; None where a row has no day of it.

    A year has a row for each month, a month one for each week. Each column is a day of the week, from `start` on.
    """
    period = period_of(view, day, start)
    if view is View.YEAR:
        months = (month_of(date(period.first.year, number, 1)) for number in range(1, 13))
        return tuple(_across(month, start) for month in months)
    return tuple(tuple(one if one in period else None for one in week) for week in weeks(period, start))


def _across(month: Period, start: WeekStart) -> Row:
    before = (month.first.weekday() - start.value) % 7
    days = (*([None] * before), *month)
    return (*days, *([None] * (DAYS_ACROSS - len(days))))


def by_days(day: date, days: int) -> date:
    """Return the day so many days later, or the last that a calendar goes to."""
    return min(max(day + timedelta(days=days), EARLIEST), LATEST)


def by_months(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or the last one of a shorter month."""
    number = min(max(12 * day.year + day.month - 1 + months, 12 * EARLIEST.year), 12 * LATEST.year + 11)
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def by_views(view: View, day: date, count: int) -> date:
    """Return the day that lies as many years, months or weeks later."""
    if view is View.WEEK:
        return by_days(day, 7 * count)
    return by_months(day, count if view is View.MONTH else 12 * count)


def shade(repetitions: int, goal: int) -> int:
    """Return the step that a day's repetitions are shaded in: 0 for none, up to 4.

    `goal` is that of one muscle and side. 1 is less than half of it, 2 less than it, 3 the goal, 4 twice it or more.
    All muscles count together: a shade says how much was done, as the legend has it in figures, not whether a goal was
    met.
    """
    if repetitions == 0:
        return 0
    if repetitions < goal:
        return 1 if 2 * repetitions < goal else 2
    return 3 if repetitions < 2 * goal else SHADES


def shade_limits(goal: int) -> Iterator[tuple[int, int, int | None]]:
    """Yield each step that there is, with the fewest and the most repetitions that have it; None for no limit."""
    steps = [shade(repetitions, goal) for repetitions in range(2 * goal + 1)]
    for step in range(1, SHADES):
        if step in steps:
            yield step, steps.index(step), len(steps) - 1 - steps[::-1].index(step)
    yield SHADES, 2 * goal, None
