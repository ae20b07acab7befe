"""What a page for a clinician says of some time: what was done, and what the person said. No verdict, no advice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import Enum, auto

from unknot.core.anatomy import Region
from unknot.core.days import (
    DayCount,
    Period,
    Ratings,
    Total,
    WeekStart,
    month_of,
    total_count,
    weeks,
    year_of,
)
from unknot.core.plan import Dose
from unknot.core.routine import Routine
from unknot.core.safety import StopReason
from unknot.core.screening import Answer, CheckKind, Urgency, agreements, standing
from unknot.core.tally import day_of

FOUR_WEEKS = timedelta(days=28)
MOST_WEEKS, MOST_MONTHS, MOST_YEARS = 15, 24, 30
"""So many weeks, then months, then years at most have a line of their own (the program's own): three months touch 15
weeks at most. Of more years, the last ones have a line."""
MOST_STOPS, MOST_FINDINGS, MOST_ROUTINES = 20, 20, 8
"""So many stops, findings of the check and routines are listed, the rest counted (the program's own)."""
LONGEST_PAGE_NOTE = 2000
"""Characters of the note on a page, at most (the program's own)."""


class Stretch(Enum):
    """What a line of the averages stands for."""

    WEEK = auto()
    MONTH = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Stop:
    """A session that was stopped. `reason` is what it felt like; None where nobody said."""

    day: date
    region: Region
    reason: StopReason | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is read of the record for a period. Nothing of it is a rehearsal.

    `first` and `last` are the days of the first and last session of the whole record; None for an empty one. `stops`
    are the last ones, the newest first, `stop_counts` tells all of them by what they felt like. `answers` are those
    given in the period, and at least those before it that decide what stood and was agreed to when it began, in order.
    """

    first: date | None
    last: date | None
    counts: Mapping[date, DayCount]
    ratings: Mapping[date, Ratings]
    totals: tuple[Total, ...]
    stops: tuple[Stop, ...]
    stop_counts: Mapping[StopReason | None, int]
    answers: tuple[Answer, ...]
    routines: tuple[Routine, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What was done and given in a stretch of the period: only its days that lie in it."""

    period: Period
    sessions: int
    ratings: Ratings


@dataclass(frozen=True, slots=True)
class Finding:
    """Answers to the check, one after the other, that ticked the same and asked for the same. Both days count."""

    first: date
    last: date
    times: int
    ticked: tuple[str, ...]
    result: Urgency


@dataclass(frozen=True, slots=True)
class Checks:
    """What the safety check found. `answered` is how often it was answered in the period.

    `findings` asked for a clinician, the newest first; `earlier` more are not listed. One that stood when the period
    began is among them. `seen` are the days on which the person said that a clinician had looked at an emergency.
    `agreed` has the items to which a clinician agreed, with the day on which that was first said.
    """

    answered: int
    findings: tuple[Finding, ...] = ()
    earlier: int = 0
    seen: tuple[date, ...] = ()
    agreed: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """The ordinary dose of a muscle, and the one that was used last, where it was ever set."""

    muscle: str
    ordinary: Dose
    last: Dose | None


@dataclass(frozen=True, slots=True)
class Report:
    """The page as a value.

    `period` is what was asked for, `covered` the part of it for which there is a record. `checks` is None where they
    were left out. Of `stretch` are the `lines`, in order; `more_lines` earlier ones are not among them.
    """

    made_on: date
    period: Period
    covered: Period
    totals: tuple[Total, ...]
    days: int
    stretch: Stretch
    lines: tuple[Line, ...]
    more_lines: int
    ratings: Ratings
    stops: tuple[Stop, ...]
    stop_counts: tuple[tuple[StopReason | None, int], ...]
    checks: Checks | None
    programme: tuple[Programme, ...]
    routines: tuple[Routine, ...]
    more_routines: int
    note: str = ""

    @property
    def count(self) -> DayCount:
        """How many sessions there were, by how they ended."""
        return total_count(total.count for total in self.totals)

    @property
    def stopped(self) -> int:
        """How many sessions were stopped, those that are not listed included."""
        return sum(number for _reason, number in self.stop_counts)

    @property
    def begins(self) -> date | None:
        """The first day of the record, where it lies within the period; None where the record is older."""
        return self.covered.first if self.covered.first > self.period.first else None

    @property
    def per_week(self) -> float | None:
        """Sessions a week, a plain average over what is covered; None for less than a week."""
        days = (self.covered.last - self.covered.first).days + 1
        return self.count.sessions * 7 / days if days >= 7 else None

    def leaving_out(self, *, checks: bool) -> "Report":
        """Return the page without the safety checks, where that is wanted."""
        return replace(self, checks=None) if checks else self

    def with_note(self, note: str) -> "Report":
        """Return the page with what the person wants to say, as long as it may be."""
        return replace(self, note=note.strip()[:LONGEST_PAGE_NOTE])


def last_weeks(today: date) -> Period:
    """Return the four weeks that end with `today`."""
    return Period(today - FOUR_WEEKS + timedelta(days=1), today)


def last_months(today: date, months: int) -> Period:
    """Return so many months up to `today`: from the day after the same day then, or after that month's last one."""
    index = today.year * 12 + today.month - 1 - months
    end = month_of(date(index // 12, index % 12 + 1, 1)).last
    return Period(end.replace(day=min(today.day, end.day)) + timedelta(days=1), today)


def report(
    facts: Facts,
    period: Period,
    today: date,
    programme: Sequence[Programme] = (),
    *,
    week: WeekStart = WeekStart.MONDAY,
    boundary: time = time(0),
) -> Report:
    """Return what the page says of `period`. `boundary` is when a day ends, which the checks' days go by."""
    covered = _covered(facts, period, today)
    stretch, lines = _lines(facts, covered, week)
    ratings = Ratings()
    for given in facts.ratings.values():
        ratings += given
    return Report(
        made_on=today,
        period=period,
        covered=covered,
        totals=facts.totals,
        days=sum(1 for count in facts.counts.values() if count.sessions),
        stretch=stretch,
        lines=lines[-MOST_YEARS:],
        more_lines=max(0, len(lines) - MOST_YEARS),
        ratings=ratings,
        stops=facts.stops[:MOST_STOPS],
        stop_counts=tuple(
            (reason, facts.stop_counts[reason]) for reason in (*StopReason, None) if facts.stop_counts.get(reason)
        ),
        checks=_checks(facts.answers, period, boundary),
        programme=tuple(programme),
        routines=facts.routines[:MOST_ROUTINES],
        more_routines=max(0, len(facts.routines) - MOST_ROUTINES),
    )


def _covered(facts: Facts, period: Period, today: date) -> Period:
    """Return the days of the period that can have a session: from the record's first one, to today."""
    if facts.first is None or facts.last is None:
        return period
    first, last = max(period.first, facts.first), min(period.last, max(today, facts.last))
    return Period(first, last) if first <= last else period


def _lines(facts: Facts, covered: Period, week: WeekStart) -> tuple[Stretch, tuple[Line, ...]]:
    stretch, parts = _parts(covered, week)
    return stretch, tuple(_line(facts, _both(part, covered)) for part in parts)


def _parts(covered: Period, week: WeekStart) -> tuple[Stretch, tuple[Period, ...]]:
    """Return the calendar's weeks that a period touches; its months or years where those are too many."""
    days = (covered.last - covered.first).days
    if days <= MOST_WEEKS * 7 and len(found := weeks(covered, week)) <= MOST_WEEKS:
        return Stretch.WEEK, found
    months = (covered.last.year - covered.first.year) * 12 + covered.last.month - covered.first.month + 1
    if months <= MOST_MONTHS:
        numbers = (covered.first.year * 12 + covered.first.month - 1 + step for step in range(months))
        return Stretch.MONTH, tuple(month_of(date(number // 12, number % 12 + 1, 1)) for number in numbers)
    years = range(covered.first.year, covered.last.year + 1)
    return Stretch.YEAR, tuple(year_of(date(year, 1, 1)) for year in years)


def _both(one: Period, other: Period) -> Period:
    return Period(max(one.first, other.first), min(one.last, other.last))


def _line(facts: Facts, part: Period) -> Line:
    ratings = Ratings()
    for day, given in facts.ratings.items():
        if day in part:
            ratings += given
    return Line(part, sum(count.sessions for day, count in facts.counts.items() if day in part), ratings)


def _checks(answers: Sequence[Answer], period: Period, boundary: time) -> Checks:
    days = [day_of(answer.at, boundary) for answer in answers]
    within = [(day, answer) for day, answer in zip(days, answers, strict=True) if day in period]
    before = [(day, answer) for day, answer in zip(days, answers, strict=True) if day < period.first]
    stood = standing(answer for _day, answer in before)
    open_before = [(day, answer) for day, answer in before if answer is stood]
    found = _findings([*open_before, *within])
    return Checks(
        answered=len(within),
        findings=found[:MOST_FINDINGS],
        earlier=max(0, len(found) - MOST_FINDINGS),
        seen=tuple(dict.fromkeys(day for day, answer in within if answer.seen)),
        agreed=_agreed([answer for _day, answer in before], [answer for _day, answer in within]),
    )


def _findings(dated: Iterable[tuple[date, Answer]]) -> tuple[Finding, ...]:
    """Return what asked for a clinician, the newest first; the same found several times in a row is one finding."""
    found: list[Finding] = []
    goes_on = False
    for day, answer in dated:
        if answer.result is None:
            goes_on = False
            continue
        last = found[-1] if found else None
        if goes_on and last is not None and (last.ticked, last.result) == (answer.ticked, answer.result):
            found[-1] = replace(last, last=day, times=last.times + 1)
        else:
            found.append(Finding(day, day, 1, answer.ticked, answer.result))
        goes_on = True
    return tuple(reversed(found))


def _agreed(before: Sequence[Answer], within: Sequence[Answer]) -> tuple[tuple[str, date], ...]:
    """Return what a clinician had agreed to when the period began, and agreed to in it, in the order of those days."""
    found = dict(agreements(before))
    for answer in within:
        if answer.kind is CheckKind.WHOLE:
            found |= answer.agreed
    return tuple(sorted(found.items(), key=lambda one: (one[1], one[0])))
