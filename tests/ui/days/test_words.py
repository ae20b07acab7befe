"""How days, counts and times are said."""

from datetime import UTC, date, datetime, timedelta

import pytest

from store.records import session
from unknot.core.calendar import View
from unknot.core.days import DayCount, Period
from unknot.core.safety import StopReason
from unknot.core.session import Outcome
from unknot.guide.library import Guide
from unknot.store.changes import ChangeKind
from unknot.ui.days.words import (
    change_words,
    count_words,
    day_words,
    ended_words,
    moment_words,
    month_name,
    period_words,
    short_month,
    short_weekday,
    title_of,
    weekday_name,
)
from unknot.ui.words import ago

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=3, hours=5), "3 days ago"),
    ],
)
def test_how_long_ago(passed: timedelta, words: str) -> None:
    assert ago(passed) == words


def test_a_day_is_said_in_full_or_short() -> None:
    assert day_words(SUNDAY) == "Sunday 22 November 2026"
    assert moment_words(datetime(2026, 11, 22, 7, 5, tzinfo=UTC)) == "Sun 22 Nov 2026, 07:05"


def test_names_of_days_and_months_are_those_of_the_calendar() -> None:
    for number in range(1, 13):
        named = date(2026, number, 1)
        assert (month_name(number), short_month(number)) == (f"{named:%B}", f"{named:%b}")
    for number in range(7):
        named = date(2026, 11, 16 + number)
        assert (weekday_name(number), short_weekday(number)) == (f"{named:%A}", f"{named:%a}")


def test_a_period_is_said_as_shortly_as_it_can_be() -> None:
    assert period_words(Period(SUNDAY, SUNDAY)) == "Sunday 22 November 2026"
    assert period_words(Period(date(2026, 11, 16), SUNDAY)) == "16 to 22 November 2026"
    assert period_words(Period(date(2026, 12, 28), date(2027, 1, 3))) == "28 Dec 2026 to 3 Jan 2027"
    assert title_of(View.YEAR, Period(date(2026, 1, 1), date(2026, 12, 31))) == "2026"
    assert title_of(View.MONTH, Period(date(2026, 11, 1), date(2026, 11, 30))) == "November 2026"


def test_what_was_done_is_said_part_by_part() -> None:
    assert count_words(DayCount(3, 1, 1, 2)) == "3 repetitions, 1 in part, 1 stopped, 2 interrupted"
    assert count_words(DayCount(completed=1)) == "1 repetition"
    assert count_words(DayCount()) == "nothing"
    assert count_words(DayCount(2918, 1375)) == "2,918 repetitions, 1,375 in part"


def test_how_a_session_ended(guide: Guide) -> None:
    assert ended_words(guide, session()) == "Completed"
    stopped = session(outcome=Outcome.STOPPED, stop_reason=StopReason.SHARP)
    assert ended_words(guide, stopped) == "Stopped: sharp"
    assert ended_words(guide, session(rehearsal=True)) == "Completed (rehearsal, not counted)"


def test_every_kind_of_change_has_its_words() -> None:
    said = [change_words(kind, "it") for kind in ChangeKind]
    assert len(set(said)) == len(ChangeKind)
    assert change_words(ChangeKind.DELETE, "2 sessions") == "Deleted: 2 sessions"
    assert change_words(ChangeKind.IMPORT, "") == "Imported"
