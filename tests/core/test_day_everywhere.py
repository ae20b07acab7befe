"""The day that a session counts for, in every time zone, through all their changes from 2020 to 2030."""

import os
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import LONG
from unknot.core.tally import day_of
from unknot.store.moments import from_text, to_text

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
QUARTER, DAY, WEEK = timedelta(minutes=15), timedelta(days=1), timedelta(weeks=1)
BOUNDARIES = [time(hour) for hour in range(7)] + [time(2, 30)]
ZONES = sorted(name for name in available_timezones() if name not in {"localtime", "Factory"})

moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001
boundaries = st.integers(0, 6 * 60).map(lambda minutes: time(minutes // 60, minutes % 60))


def test_there_are_time_zones_to_try() -> None:
    assert len(ZONES) > 400


def offset_at(moment: datetime, zone: ZoneInfo) -> timedelta:
    """Return how far a zone's clocks are from UTC."""
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


@cache
def clocks() -> tuple[ZoneInfo, ...]:
    """Return one zone of each that show the same time, week by week: many have several names."""
    weeks = [FIRST + number * WEEK for number in range((LAST - FIRST) // WEEK + 1)]
    return tuple({tuple(offset_at(week, zone) for week in weeks): zone for zone in map(ZoneInfo, ZONES)}.values())


@cache
def changes(zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return when a zone's clocks are changed, to the minute, in UTC."""
    found, day, offset = [], FIRST, offset_at(FIRST, zone)
    while day < LAST:
        next_offset = offset_at(day + DAY, zone)
        if next_offset != offset:
            start, before = day, offset
            minutes = range(24 * 60 + 1)
            at = bisect_right(minutes, 0, key=lambda m: offset_at(start + timedelta(minutes=m), zone) != before)
            found.append(day + timedelta(minutes=at))
            offset = next_offset
        day += DAY
    return tuple(found)


def to_look_at() -> Iterator[tuple[ZoneInfo, datetime]]:
    """Yield the changes of all clocks; in a short run, one of each kind: the time on the wall, before and after."""
    seen = set[tuple[time, timedelta]]()
    for zone in clocks():
        for change in changes(zone):
            earlier = change - timedelta(minutes=1)
            kind = (earlier.astimezone(zone).time(), offset_at(change, zone) - offset_at(earlier, zone))
            if LONG or kind not in seen:
                yield zone, change
            seen.add(kind)


def around(zone: ZoneInfo, *when: datetime) -> Iterator[datetime]:
    """Yield moments every quarter of an hour, from a day before each change of the clocks to a day after it."""
    for change in when or changes(zone):
        for quarter in range(-26 * 4, 26 * 4):
            yield (change + quarter * QUARTER).astimezone(zone)


def is_plain(day: date, boundary: time, zone: ZoneInfo) -> bool:
    """Whether a boundary comes on that day, and once: the clocks are not changed over it."""
    first, second = (datetime.combine(day, boundary, zone).replace(fold=fold) for fold in (0, 1))
    there = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == first.replace(tzinfo=None)
    return there and first.utcoffset() == second.utcoffset()


def test_through_every_change_a_day_lasts_from_boundary_to_boundary() -> None:
    assert len(clocks()) > 40
    shifts = set[timedelta]()
    for zone, change in to_look_at():
        look_around(zone, change)
        shifts.add(offset_at(change, zone) - offset_at(change - timedelta(minutes=1), zone))
    assert {timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=30)} <= shifts


def look_around(zone: ZoneInfo, change: datetime) -> None:
    """Look at the day of every moment around a change of the clocks."""
    days = dict[time, date]()
    for moment in around(zone, change):
        for boundary in BOUNDARIES:
            day = day_of(moment, boundary)
            if all(is_plain(one, boundary, zone) for one in (day, day + DAY)):
                began, ends = (datetime.combine(one, boundary, zone).astimezone(UTC) for one in (day, day + DAY))
                assert began <= moment.astimezone(UTC) < ends
            if boundary in days:
                assert abs(days[boundary] - day) <= DAY, "no day is left out, and none comes back but the one before"
            days[boundary] = day


@settings(deadline=None)
@given(moment=moments, name=st.sampled_from(ZONES), boundary=boundaries)
def test_what_is_stored_keeps_its_day(moment: datetime, name: str, boundary: time) -> None:
    here = moment.astimezone(ZoneInfo(name))
    again = from_text(to_text(here))
    assert day_of(again, boundary) == day_of(here, boundary)
    assert day_of(here, boundary) in {here.date(), here.date() - DAY}


@settings(deadline=None)
@given(moment=moments, name=st.sampled_from(ZONES), boundary=boundaries)
def test_after_a_boundary_is_the_new_day_and_before_it_the_old_one(moment: datetime, name: str, boundary: time) -> None:
    wall = datetime.combine(moment.date(), boundary, ZoneInfo(name))
    assert day_of(wall, boundary) == wall.date()
    assert day_of(wall + timedelta(seconds=1), boundary) == wall.date()
    assert day_of(wall - timedelta(seconds=1), boundary) == wall.date() - DAY


SCRIPT = """
import sys
from datetime import time
from unknot.core.tally import day_of
from unknot.store.moments import from_text
for line in sys.stdin:
    print(day_of(from_text(line.strip()), time(3)))
"""


@pytest.mark.parametrize("there", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Niue"])
def test_a_computer_that_has_travelled_gives_the_same_days(there: str) -> None:
    here = ZoneInfo("Europe/Berlin")
    told = [moment for index, moment in enumerate(around(here)) if index % 7 == 0]
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input="\n".join(to_text(moment) for moment in told),
        env=os.environ | {"TZ": there},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [day_of(moment, time(3)).isoformat() for moment in told]
