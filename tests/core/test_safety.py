"""Stops and rests."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.anatomy import Region, Side, Source, Statement
from unknot.core.safety import Rest, StopReason, Uptime, rest_after, resting, stops_often
from unknot.core.screening import ScreeningItem, Urgency, most_urgent
from unknot.core.tally import day_of

LEFT = Region("piriformis", Side.LEFT)
RIGHT = Region("piriformis", Side.RIGHT)
THREE = time(3)


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize("reason", [None, *(reason for reason in StopReason if reason is not StopReason.OTHER)])
def test_a_nerve_like_or_unexplained_stop_rests_the_muscle_for_the_day(reason: StopReason | None) -> None:
    rest = rest_after(LEFT, at(9), THREE, reason)
    assert rest is not None
    assert rest.holds(at(21, 30))
    assert rest.holds(at(2, 59, day=23))
    assert not rest.holds(at(3, 0, day=23))
    assert rest.ends(rest.stopped_at) == at(3, 0, day=23)


def test_something_else_rests_nothing() -> None:
    assert rest_after(LEFT, at(9), THREE, StopReason.OTHER) is None


def test_a_stop_just_before_the_day_ends_still_rests_twelve_hours() -> None:
    rest = rest_after(LEFT, at(2, 50), THREE, StopReason.SHARP)
    assert rest is not None
    assert rest.holds(at(14, 49))
    assert not rest.holds(at(14, 50))
    assert rest.ends(rest.stopped_at) == at(14, 50)


def test_only_that_muscle_and_side_rest() -> None:
    rest = rest_after(LEFT, at(9), THREE, StopReason.SHARP)
    assert rest is not None
    assert resting([rest], LEFT, at(10)) is rest
    assert resting([rest], RIGHT, at(10)) is None
    assert resting([rest], LEFT, at(10, day=24)) is None


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.integers(-12, 14),
    st.times(),
    st.floats(0, 48),
)
def test_no_rest_is_shorter_than_the_day_and_twelve_hours(
    wall: datetime, offset: int, boundary: time, later_h: float
) -> None:
    stopped_at = wall.replace(tzinfo=timezone(timedelta(hours=offset)))
    rest = rest_after(LEFT, stopped_at, boundary, StopReason.SHOOTING)
    assert rest is not None
    now = stopped_at + timedelta(hours=later_h)
    if later_h < 12 or day_of(now, boundary) == day_of(stopped_at, boundary):
        assert rest.holds(now)
    assert not rest.holds(rest.ends(rest.stopped_at).astimezone(UTC).astimezone(stopped_at.tzinfo))


def test_the_most_urgent_answer_counts() -> None:
    words = Statement("…", Source("guide", "The guide", beyond_guide=False))
    items = [ScreeningItem(u.name, words, u, daily=True) for u in Urgency]
    assert most_urgent(items) is Urgency.EMERGENCY
    assert most_urgent(items[:1]) is Urgency.ASK_FIRST
    assert most_urgent([]) is None


# With a clock that was changed


BOOTED = Uptime("one start", 1000.0)


def rested(uptime: Uptime | None = BOOTED, region: Region = LEFT, stopped_at: datetime | None = None) -> Rest:
    rest = rest_after(region, stopped_at or at(9), THREE, StopReason.SHARP, uptime)
    assert rest is not None
    return rest


def test_a_rest_keeps_what_it_came_from() -> None:
    assert rested() == Rest(LEFT, at(9), at(9).date(), THREE, StopReason.SHARP, BOOTED)
    unexplained = rest_after(LEFT, at(9), THREE, None, BOOTED)
    assert unexplained is not None
    assert unexplained.reason is None


def test_a_clock_put_on_ends_no_rest_while_the_computer_stays_on() -> None:
    rest, hour_later = rested(), Uptime("one start", 1000.0 + 3600)
    assert rest.holds(at(10, day=24), hour_later)
    assert rest.ends(at(10, day=24), hour_later) == at(21, day=24), "eleven hours are left"
    assert resting([rest], LEFT, at(10, day=24), hour_later) is rest
    over = Uptime("one start", 1000.0 + 12 * 3600)
    assert not rest.holds(at(10, day=24), over)
    assert rest.ends(at(10, day=24), over) <= at(10, day=24)


def test_the_moment_it_ends_by_the_clock_is_not_told_while_some_is_left() -> None:
    rest = rested()
    by_clock = rest.ends(rest.stopped_at, BOOTED)
    assert by_clock == at(3, day=23), "nothing is amiss: the wall clock tells"
    assert rest.ends(by_clock, Uptime("one start", 1000.0 + 11 * 3600)) == at(4, day=23)


@pytest.mark.parametrize("uptime", [None, Uptime("another start", 1000.0)])
def test_after_a_new_start_the_clock_alone_tells(uptime: Uptime | None) -> None:
    assert not rested().holds(at(10, day=24), uptime)
    assert rested().ends(at(10, day=24), uptime) <= at(10, day=24)


def test_a_rest_from_elsewhere_goes_by_the_clock() -> None:
    rest = rested(uptime=None)
    assert not rest.holds(at(10, day=24), BOOTED)
    assert rest.holds(at(10), BOOTED)


def test_of_several_rests_the_one_that_ends_last_holds() -> None:
    earlier, later = rested(stopped_at=at(9)), rested(stopped_at=at(23))
    assert resting([earlier, later], LEFT, at(2, day=23)) is later
    assert resting([later, earlier], LEFT, at(2, day=23)) is later


def test_of_several_the_one_that_ends_last_by_uptime_holds() -> None:
    now, uptime = at(10, day=25), Uptime("one start", 5 * 3600)
    shorter, longer = rested(Uptime("one start", 0.0)), rested(Uptime("one start", 4 * 3600))
    assert resting([shorter, longer], LEFT, now, uptime) is longer
    assert resting([longer, shorter], LEFT, now, uptime) is longer


def test_two_stops_within_a_week_are_often() -> None:
    assert not stops_often([], at(9))
    assert not stops_often([at(9)], at(9))
    assert stops_often([at(8), at(9)], at(9))
    assert stops_often([at(9, 1, day=15), at(9)], at(9)), "just within"
    assert not stops_often([at(9, day=15), at(9)], at(9)), "a week ago"
    assert stops_often([at(9), at(9, day=25)], at(10)), "one ahead: the clock was put back"
