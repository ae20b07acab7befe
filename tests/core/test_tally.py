"""The day, and what counts in it."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from unknot.core.anatomy import Region, Side
from unknot.core.session import Outcome
from unknot.core.tally import Done, day_of, tally

LEFT = Region("piriformis", Side.LEFT)
RIGHT = Region("piriformis", Side.RIGHT)


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(0, 0, 21), (2, 59, 21), (3, 0, 22), (12, 0, 22), (23, 59, 22)],
)
def test_a_day_lasts_until_three_in_the_morning(hour: int, minute: int, day: int) -> None:
    for offset in (-11, 0, 1, 14):
        moment = datetime(2026, 11, 22, hour, minute, tzinfo=timezone(timedelta(hours=offset)))
        assert day_of(moment, time(3)) == date(2026, 11, day)


def test_midnight_is_a_boundary_too() -> None:
    moment = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
    assert day_of(moment, time(0)) == date(2026, 11, 22)


def test_only_completed_sessions_are_repetitions_and_all_are_shown() -> None:
    sessions = [
        Done(LEFT, Outcome.COMPLETED, 180.0),
        Done(LEFT, Outcome.PARTIAL, 40.0),
        Done(LEFT, Outcome.STOPPED, 5.0),
        Done(LEFT, Outcome.INTERRUPTED, 1.5),
        Done(RIGHT, Outcome.COMPLETED, 180.0),
    ]
    left, right = tally(sessions, [LEFT, RIGHT])
    assert (left.completed, left.partial, left.stopped, left.interrupted) == (1, 1, 1, 1)
    assert left.seconds == 226.5
    assert (right.completed, right.goal) == (1, 3)


def test_a_region_without_a_session_is_there_with_nothing_done() -> None:
    (left,) = tally([], [LEFT], goal=5)
    assert (left.completed, left.goal, left.seconds) == (0, 5, 0.0)


def test_each_count_stands_under_its_muscle_and_side() -> None:
    assert [one.region for one in tally([Done(RIGHT, Outcome.COMPLETED, 1.0)], [RIGHT, LEFT])] == [RIGHT, LEFT]
