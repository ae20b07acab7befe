"""The sessions as a long list: in the order of time wherever they were, and without a look at each of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from typing import Any

import pytest

from store.records import BOUNDARY, session
from unknot.core.history import KeptSession, SortBy, Wanted
from unknot.core.session import Outcome
from unknot.store.editing import write_session
from unknot.store.listing import listed
from unknot.store.record import Record

FIRST = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


def at(minutes: int, offset_h: int, **values: Any) -> KeptSession:
    began = (FIRST + timedelta(minutes=minutes)).astimezone(timezone(timedelta(hours=offset_h)))
    return session(started_at=began, ended_at=began + timedelta(minutes=5), **values)


SESSIONS = tuple(
    at(minutes, offset_h, outcome=outcome, before=before, note=note)
    for (minutes, offset_h), outcome, (before, note) in product(
        ((0, 1), (20, -8), (20, 2), (41, 1)), (Outcome.COMPLETED, Outcome.PARTIAL), ((None, ""), (3, "b"), (7, "A"))
    )
)
"""Around a summer time's beginning, in several places: the wall clock's order is not that of time."""


@pytest.fixture
def record() -> Iterator[Record]:
    with Record.empty_in_memory() as made:
        with made.writing():
            for one in SESSIONS:
                write_session(made, one, BOUNDARY)
        yield made


def in_time(one: KeptSession) -> tuple[datetime, str]:
    return one.started_at, one.id


@pytest.mark.parametrize("descending", [False, True])
def test_they_come_in_the_order_of_time(record: Record, descending: bool) -> None:
    expected = [one.id for one in sorted(SESSIONS, key=in_time, reverse=descending)]
    assert list(listed(record, Wanted(descending=descending))) == expected
    assert list(listed(record, Wanted(descending=descending), 5)) == expected[:5]


def test_what_is_empty_comes_last_whatever_the_order_and_the_newest_first_in_a_tie(record: Record) -> None:
    by_id = {one.id: one for one in SESSIONS}
    for descending, ratings in ((False, [3, 7, None]), (True, [7, 3, None])):
        found = [by_id[row] for row in listed(record, Wanted(sort=SortBy.BEFORE, descending=descending))]
        assert list(dict.fromkeys(one.before for one in found)) == ratings
        begun = [one.started_at for one in found if one.before == 3]
        assert begun == sorted(begun, reverse=True)
    noted = [by_id[row].note for row in listed(record, Wanted(sort=SortBy.NOTE, descending=False))]
    assert list(dict.fromkeys(noted)) == ["A", "b", ""]


def test_one_that_runs_is_not_among_them(record: Record) -> None:
    record.begin(session().id, SESSIONS[0].region, started_at=FIRST, boundary=BOUNDARY)
    assert len(listed(record, Wanted())) == len(SESSIONS)


@pytest.mark.parametrize("descending", [False, True])
def test_all_of_them_are_read_from_an_index_alone(record: Record, descending: bool) -> None:
    asked: list[str] = []
    record.connection.set_trace_callback(asked.append)
    listed(record, Wanted(descending=descending))
    record.connection.set_trace_callback(None)
    plan = [row[3] for row in record.connection.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")]
    assert plan == ["SCAN sessions USING COVERING INDEX sessions_by_start"]
