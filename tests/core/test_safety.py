"""Stops and rests."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.anatomy import Region, Side, Source, Statement
from unknot.core.safety import StopReason, rest_after, resting
from unknot.core.screening import ScreeningItem, Urgency, most_urgent
from unknot.core.tally import day_of

LEFT = Region("piriformis", Side.LEFT)
RIGHT = Region("piriformis", Side.RIGHT)
THREE = time(3)


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize("reason", [None, *set(StopReason) - {StopReason.OTHER}])
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
