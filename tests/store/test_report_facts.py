"""What the page for a clinician reads of the record: the days of a period alone, and never a rehearsal."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest

from reports import MEDIUS, PIRIFORMIS, TODAY, on, put
from store.records import NOW
from unknot.core.days import Period
from unknot.core.safety import StopReason
from unknot.core.session import Outcome
from unknot.store import summaries
from unknot.store.kept import new_id
from unknot.store.record import Record

WEEK = Period(TODAY - timedelta(days=6), TODAY)


@pytest.fixture
def record() -> Iterator[Record]:
    with Record.empty_in_memory() as made:
        yield made


def test_the_last_stops_come_first_and_no_more_than_asked_for(record: Record) -> None:
    stopped = [
        on(TODAY - timedelta(days=ago), region=MEDIUS, outcome=Outcome.STOPPED, stop_reason=StopReason.SHARP)
        for ago in (0, 3, 1, 9)
    ]
    put(record, [*stopped, on(TODAY, region=PIRIFORMIS), on(TODAY, outcome=Outcome.STOPPED, rehearsal=True)])
    found = summaries.last_stops(record, WEEK, 2)
    assert [(stop.day, stop.region, stop.reason) for stop in found] == [
        (TODAY - timedelta(days=ago), MEDIUS, StopReason.SHARP) for ago in (0, 1)
    ]


def test_two_stops_of_a_day_stand_in_the_order_of_the_day(record: Record) -> None:
    late = on(TODAY, outcome=Outcome.STOPPED, region=MEDIUS)
    early = on(TODAY, outcome=Outcome.STOPPED, region=PIRIFORMIS, started_at=late.started_at - timedelta(hours=2))
    put(record, [early, late])
    assert [stop.region for stop in summaries.last_stops(record, WEEK, 9)] == [MEDIUS, PIRIFORMIS]


def test_stops_are_counted_by_what_they_felt_like(record: Record) -> None:
    put(record, [on(TODAY, outcome=Outcome.STOPPED, stop_reason=reason) for reason in (StopReason.OTHER, None, None)])
    assert summaries.stop_counts(record, WEEK) == {StopReason.OTHER: 1, None: 2}


def test_the_record_reaches_from_its_first_to_its_last_session_that_counts(record: Record) -> None:
    assert summaries.counted_span(record) is None
    put(record, [on(TODAY - timedelta(days=ago), rehearsal=ago > 5) for ago in (1, 5, 9)])
    record.begin(new_id(), MEDIUS, started_at=NOW, boundary=time(3))
    assert summaries.counted_span(record) == Period(TODAY - timedelta(days=5), TODAY - timedelta(days=1))
