"""What the page for a clinician says: plain counts and averages of the days that were asked for, and no others."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from unknot.core.anatomy import Region, Side
from unknot.core.days import DayCount, Period, Ratings, Total
from unknot.core.plan import Dose
from unknot.core.report import (
    LONGEST_PAGE_NOTE,
    MOST_FINDINGS,
    MOST_ROUTINES,
    MOST_STOPS,
    MOST_YEARS,
    Facts,
    Programme,
    Report,
    Stop,
    Stretch,
    last_months,
    last_weeks,
    report,
)
from unknot.core.routine import Routine, Step
from unknot.core.safety import StopReason
from unknot.core.screening import Answer, CheckKind, Urgency

TODAY = date(2026, 11, 22)
"""A Sunday."""
LEFT = Region("piriformis", Side.LEFT)
NOTHING = Facts(None, None, {}, {}, (), (), {}, (), ())


def facts(*days: date, **other: object) -> Facts:
    """Return a record with a completed session on each of these days, rated 5 before and 4 after."""
    counts = dict.fromkeys(days, DayCount(completed=1))
    return replace(
        NOTHING,
        first=min(days, default=None),
        last=max(days, default=None),
        counts=counts,
        ratings=dict.fromkeys(days, Ratings(5, 1, 4, 1)),
        totals=(Total(LEFT, DayCount(completed=len(counts)), 300.0 * len(counts)),) if days else (),
        **other,  # type: ignore[arg-type]
    )


def made(found: Facts, period: Period | None = None) -> Report:
    return report(found, period or last_weeks(TODAY), TODAY)


def answer(day: int, *ticked: str, result: Urgency | None = None, **other: object) -> Answer:
    at = datetime(2026, 11, day, 9, 0, tzinfo=UTC)
    return Answer(at, CheckKind.WHOLE, ticked, result, **other)  # type: ignore[arg-type]


def test_four_weeks_are_28_days_and_four_lines_when_they_end_with_a_week() -> None:
    page = made(facts(date(2026, 1, 1), date(2026, 10, 26), TODAY))
    assert page.period == Period(date(2026, 10, 26), TODAY)
    assert page.stretch is Stretch.WEEK
    assert [line.period.first for line in page.lines] == [date(2026, 10, 26) + timedelta(7 * n) for n in range(4)]
    assert [line.sessions for line in page.lines] == [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (TODAY, 3, date(2026, 8, 23)),
        (TODAY, 12, date(2025, 11, 23)),
        (date(2026, 5, 31), 3, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2023, 3, 1)),
        (date(2026, 1, 31), 1, date(2026, 1, 1)),
    ],
)
def test_months_go_back_to_the_day_after_the_same_day(today: date, months: int, first: date) -> None:
    assert last_months(today, months) == Period(first, today)


def test_an_average_is_that_of_what_was_given() -> None:
    one, other = date(2026, 11, 20), date(2026, 11, 21)
    found = replace(facts(one, other), ratings={one: Ratings(6, 1, 0, 0), other: Ratings(3, 1, 2, 1)})
    page = made(found)
    assert (page.ratings.before, page.ratings.before_count) == (4.5, 2)
    assert (page.ratings.after, page.ratings.after_count) == (2.0, 1)
    assert page.lines[-1].ratings == page.ratings


def test_what_nobody_rated_has_no_average() -> None:
    page = made(replace(facts(TODAY), ratings={}))
    assert (page.ratings.before, page.ratings.after) == (None, None)


def test_a_record_that_begins_within_the_period_is_counted_from_there() -> None:
    begun = TODAY - timedelta(days=4)
    page = made(facts(begun, TODAY))
    assert page.begins == begun
    assert page.covered == Period(begun, TODAY)
    assert page.per_week is None, "five days say nothing of a week"
    assert page.days == 2


def test_sessions_a_week_are_a_plain_average() -> None:
    page = made(facts(date(2026, 1, 1), *(TODAY - timedelta(days=n) for n in range(7))))
    assert page.begins is None
    assert page.per_week == 8 * 7 / 28  # the totals that were handed over have eight


@pytest.mark.parametrize(
    ("days", "stretch", "lines"),
    [(28, Stretch.WEEK, 4), (92, Stretch.WEEK, 14), (106, Stretch.MONTH, 4), (365, Stretch.MONTH, 13)],
)
def test_a_longer_time_has_longer_stretches(days: int, stretch: Stretch, lines: int) -> None:
    first = TODAY - timedelta(days=days - 1)
    page = made(facts(first, TODAY), Period(first, TODAY))
    assert page.stretch is stretch
    assert len(page.lines) == lines
    assert (page.lines[0].period.first, page.lines[-1].period.last) == (first, TODAY)
    assert sum(line.sessions for line in page.lines) == 2


def test_any_number_of_years_has_so_many_lines_and_says_how_many_more() -> None:
    first = date(1900, 5, 1)
    page = made(facts(first, TODAY), Period(date(1, 1, 1), date(9999, 12, 31)))
    assert page.stretch is Stretch.YEAR
    assert len(page.lines) == MOST_YEARS
    assert page.more_lines == 127 - MOST_YEARS
    assert page.covered == Period(first, TODAY)
    assert page.lines[-1].period == Period(date(2026, 1, 1), TODAY)


def test_a_day_ahead_of_today_counts_where_the_clock_was_put_back() -> None:
    later = TODAY + timedelta(days=2)
    page = made(facts(TODAY, later), Period(TODAY, later))
    assert page.covered.last == later
    assert sum(line.sessions for line in page.lines) == 2


def test_an_empty_record_has_nothing_and_says_so_for_the_whole_period() -> None:
    page = made(NOTHING)
    assert page.count.sessions == page.days == page.stopped == 0
    assert page.begins is None
    assert page.covered == page.period
    assert page.checks is not None
    assert page.checks.answered == 0


def test_a_period_before_or_after_the_record_is_empty_but_whole() -> None:
    found = replace(NOTHING, first=TODAY, last=TODAY)
    before = Period(date(2020, 1, 1), date(2020, 1, 28))
    assert made(found, before).covered == before


def test_the_last_stops_are_listed_and_all_are_counted() -> None:
    stops = tuple(Stop(TODAY, LEFT, None) for _ in range(MOST_STOPS + 1))
    counts = {None: 30, StopReason.OTHER: 1, StopReason.SHARP: 2}
    page = made(facts(TODAY, stops=stops, stop_counts=counts))
    assert len(page.stops) == MOST_STOPS
    assert page.stopped == 33
    assert page.stop_counts == ((StopReason.SHARP, 2), (StopReason.OTHER, 1), (None, 30))


def test_what_the_check_found_in_the_period_stands_with_its_days() -> None:
    answers = (
        answer(1),
        answer(3, "injury", result=Urgency.ASK_FIRST),
        answer(4, "injury", result=Urgency.ASK_FIRST),
        answer(5),
        answer(6, "injury", result=Urgency.ASK_FIRST),
    )
    checks = made(replace(NOTHING, answers=answers)).checks
    assert checks is not None
    assert checks.answered == 5
    assert [(found.first.day, found.last.day, found.times) for found in checks.findings] == [(6, 6, 1), (3, 4, 2)]
    assert checks.findings[0].ticked == ("injury",)


def test_what_stood_when_the_period_began_is_told_too_and_what_was_over_is_not() -> None:
    period = Period(date(2026, 11, 10), TODAY)
    over = (answer(1, "skin", result=Urgency.ASK_FIRST), answer(2))
    stands = (*over, answer(3, "weakness", result=Urgency.EMERGENCY))
    assert made(replace(NOTHING, answers=over), period).checks == made(NOTHING, period).checks
    checks = made(replace(NOTHING, answers=stands), period).checks
    assert checks is not None
    assert (checks.answered, [found.first.day for found in checks.findings]) == (0, [3])


def test_that_a_clinician_has_seen_it_and_what_one_agreed_to_is_told() -> None:
    day = date(2026, 11, 2)
    answers = (
        answer(2, "pregnancy", agreed={"pregnancy": day}),
        answer(12, "weakness", result=Urgency.EMERGENCY, agreed={"pregnancy": day}),
        answer(13, "skin", seen=True, agreed={"skin": date(2026, 11, 13)}),
    )
    checks = made(replace(NOTHING, answers=answers), Period(date(2026, 11, 10), TODAY)).checks
    assert checks is not None
    assert checks.seen == (date(2026, 11, 13),)
    assert checks.agreed == (("pregnancy", day), ("skin", date(2026, 11, 13)))


def test_a_check_in_the_night_counts_for_the_day_that_goes_on() -> None:
    night = replace(answer(10, "skin", result=Urgency.ASK_FIRST), at=datetime(2026, 11, 10, 1, 0, tzinfo=UTC))
    found = replace(NOTHING, answers=(night,))
    checks = report(found, last_weeks(TODAY), TODAY, boundary=time(3)).checks
    assert checks is not None
    assert checks.findings[0].first == date(2026, 11, 9)


def test_of_very_many_findings_and_routines_some_are_listed_and_the_rest_counted() -> None:
    one, other = (answer(10, item, result=Urgency.ASK_FIRST) for item in ("skin", "injury"))
    routines = tuple(Routine(str(number), "Mine", (Step(LEFT, Dose()),)) for number in range(MOST_ROUTINES + 3))
    page = made(replace(NOTHING, answers=(one, other) * MOST_FINDINGS, routines=routines))
    assert page.checks is not None
    assert (len(page.checks.findings), page.checks.earlier) == (MOST_FINDINGS, MOST_FINDINGS)
    assert (len(page.routines), page.more_routines) == (MOST_ROUTINES, 3)


def test_checks_can_be_left_out_and_a_note_put_in() -> None:
    page = made(facts(TODAY))
    assert page.leaving_out(checks=False) is page
    assert page.leaving_out(checks=True).checks is None
    assert page.with_note("  Does it matter?\n").note == "Does it matter?"
    assert len(page.with_note("x" * 5000).note) == LONGEST_PAGE_NOTE


def test_a_page_says_when_it_was_made_and_what_was_advised() -> None:
    programme = (Programme(LEFT.muscle, Dose(), None),)
    page = report(facts(TODAY), last_weeks(TODAY), TODAY, programme)
    assert (page.made_on, page.programme) == (TODAY, programme)


def test_what_is_listed_whole_has_no_more() -> None:
    one = (answer(10, "skin", result=Urgency.ASK_FIRST),)
    routines = tuple(Routine(str(number), "Mine", (Step(LEFT, Dose()),)) for number in range(2))
    page = made(replace(facts(TODAY), answers=one, routines=routines))
    assert page.checks is not None
    assert (page.more_lines, page.more_routines, page.checks.earlier) == (0, 0, 0)


def test_a_record_of_one_day_covers_that_day() -> None:
    assert made(facts(TODAY)).covered == Period(TODAY, TODAY)


@pytest.mark.parametrize(
    ("first", "stretch", "lines"),
    [
        (date(2026, 8, 10), Stretch.WEEK, 15),  # fifteen whole weeks, the last ends today
        (date(2026, 8, 9), Stretch.MONTH, 4),  # a day of one more
        (date(2024, 12, 1), Stretch.MONTH, 24),
        (date(2024, 11, 30), Stretch.YEAR, 3),
    ],
)
def test_there_are_fifteen_weeks_at_most_and_two_years_of_months(first: date, stretch: Stretch, lines: int) -> None:
    page = made(facts(first, TODAY), Period(first, TODAY))
    assert (page.stretch, len(page.lines)) == (stretch, lines)


def test_an_answer_on_the_first_day_is_within_and_not_before() -> None:
    first = answer(10, "skin", result=Urgency.ASK_FIRST)
    checks = made(replace(NOTHING, answers=(first,)), Period(date(2026, 11, 10), TODAY)).checks
    assert checks is not None
    assert (checks.answered, [found.times for found in checks.findings]) == (1, [1])


def test_agreements_stand_in_the_order_of_their_days_then_of_their_names() -> None:
    early, late = date(2026, 11, 11), date(2026, 11, 12)
    given = answer(13, agreed={"surgery": late, "cancer": late, "skin": early, "bleeding": early})
    checks = made(replace(NOTHING, answers=(given,))).checks
    assert checks is not None
    assert checks.agreed == (("bleeding", early), ("skin", early), ("cancer", late), ("surgery", late))
