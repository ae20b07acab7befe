"""Days, weeks and months as a calendar shows them, and what was done in them, in plain averages. No verdict."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from unknot.core.anatomy import Region

WEEK = timedelta(days=7)


class WeekStart(Enum):
    """The day on which a week begins, as `date.weekday` counts."""

    MONDAY = 0
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True)
class DayCount:
    """What was done on a day, or in any other time. Only `completed` ones are repetitions."""

    completed: int = 0
    partial: int = 0
    stopped: int = 0
    interrupted: int = 0

    def __add__(self, other: "DayCount") -> "DayCount":
        return DayCount(
            self.completed + other.completed,
            self.partial + other.partial,
            self.stopped + other.stopped,
            self.interrupted + other.interrupted,
        )

    @property
    def sessions(self) -> int:
        """How many sessions that were, however they ended."""
        return self.completed + self.partial + self.stopped + self.interrupted


@dataclass(frozen=True, slots=True)
class Ratings:
    """The discomfort that was given, 0 to 10: sums and how many, before sessions and after."""

    before_sum: int = 0
    before_count: int = 0
    after_sum: int = 0
    after_count: int = 0

    def __add__(self, other: "Ratings") -> "Ratings":
        return Ratings(
            self.before_sum + other.before_sum,
            self.before_count + other.before_count,
            self.after_sum + other.after_sum,
            self.after_count + other.after_count,
        )

    @property
    def before(self) -> float | None:
        """The plain average before sessions; None where nobody said."""
        return self.before_sum / self.before_count if self.before_count else None

    @property
    def after(self) -> float | None:
        """The plain average after sessions; None where nobody said."""
        return self.after_sum / self.after_count if self.after_count else None


@dataclass(frozen=True, slots=True)
class Total:
    """What was done on one muscle and side in some time. `seconds` are those credited to techniques."""

    region: Region
    count: DayCount
    seconds: float


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, both ends among them."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def week_of(day: date, start: WeekStart) -> Period:
    """Return the week that `day` lies in."""
    first = day - timedelta(days=(day.weekday() - start.value) % 7)
    return Period(first, first + timedelta(days=6))


def month_of(day: date) -> Period:
    """Return the month that `day` lies in."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def year_of(day: date) -> Period:
    """Return the year that `day` lies in."""
    return Period(day.replace(month=1, day=1), day.replace(month=12, day=31))


def weeks(period: Period, start: WeekStart) -> tuple[Period, ...]:
    """Return the whole weeks that a period touches, in order."""
    first, last = week_of(period.first, start).first, period.last
    found = []
    while first <= last:
        found.append(Period(first, first + timedelta(days=6)))
        first += WEEK
    return tuple(found)


def by_week(ratings: Mapping[date, Ratings], period: Period, start: WeekStart) -> tuple[tuple[Period, Ratings], ...]:
    """Return the ratings of each week that a period touches, those without any included; only days of the period."""
    return tuple(
        (week, _sum(ratings[day] for day in week if day in period and day in ratings)) for week in weeks(period, start)
    )


def _sum(some: Iterable[Ratings]) -> Ratings:
    total = Ratings()
    for one in some:
        total += one
    return total


def total_count(counts: Iterable[DayCount]) -> DayCount:
    """Return several days' counts as one."""
    total = DayCount()
    for one in counts:
        total += one
    return total
