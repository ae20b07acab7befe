"""When a reminder is due: so many hours after the last thing, by day, until the goal is met, never in a session."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.anatomy import Region, Side
from unknot.core.reminding import SNOOZE, Quiet, Rhythm, SoFar, next_reminder, still_open
from unknot.core.safety import Rest, StopReason, Uptime
from unknot.core.tally import RegionTally

LEFT, RIGHT = Region("piriformis", Side.LEFT), Region("piriformis", Side.RIGHT)
MEDIUS = Region("gluteus-medius", Side.LEFT)
REGIONS = (MEDIUS, LEFT, RIGHT)
BERLIN = ZoneInfo("Europe/Berlin")
DAY = Rhythm(timedelta(hours=3), time(9), time(21))
NIGHT = Rhythm(timedelta(hours=1), time(22), time(6))
H, M = timedelta(hours=1), timedelta(minutes=1)
ZONES = [
    ZoneInfo(name)
    for name in ("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca")
]


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def tallies(*completed: int, goal: int = 3) -> tuple[RegionTally, ...]:
    counts = (*completed, 0, 0, 0)
    return tuple(RegionTally(region, goal, completed=count) for region, count in zip(REGIONS, counts, strict=False))


NOTHING = SoFar(tallies())
MORNING = SoFar(tallies(), last_session=at(10))


# The rhythm


def test_it_is_off_until_it_is_asked_for() -> None:
    assert next_reminder(None, MORNING, at(15)) is Quiet.OFF


def test_it_comes_so_many_hours_after_the_last_session() -> None:
    assert next_reminder(DAY, MORNING, at(10, 5)) == at(13)
    assert next_reminder(DAY, MORNING, at(12, 59)) == at(13)
    assert next_reminder(DAY, MORNING, at(13)) == at(13)


@pytest.mark.parametrize("later", ["last_session", "last_reminder", "asked"])
def test_it_counts_from_the_latest_of_session_reminder_and_wish(later: str) -> None:
    moments = dict.fromkeys(("last_session", "last_reminder", "asked"), at(10)) | {later: at(11)}
    assert next_reminder(DAY, SoFar(tallies(), **moments), at(12)) == at(14)  # type: ignore[arg-type]  # by name


def test_with_nothing_to_count_from_it_is_due_now() -> None:
    assert next_reminder(DAY, NOTHING, at(15)) == at(15)
    assert next_reminder(DAY, NOTHING, at(5)) == at(9)


def test_one_that_nobody_could_be_told_of_is_due_now_and_once() -> None:
    assert next_reminder(DAY, MORNING, at(20)) == at(20)
    reminded = replace(MORNING, last_reminder=at(20))
    assert next_reminder(DAY, reminded, at(20, 1)) == at(9, day=23)


@pytest.mark.parametrize(
    ("hour", "minute", "allowed"), [(8, 59, False), (9, 0, True), (20, 59, True), (21, 0, False), (0, 0, False)]
)
def test_by_day_it_comes_from_the_first_minute_and_before_the_last(hour: int, minute: int, allowed: bool) -> None:
    assert (next_reminder(DAY, NOTHING, at(hour, minute)) == at(hour, minute)) is allowed


@pytest.mark.parametrize(
    ("hour", "minute", "allowed"), [(21, 59, False), (22, 0, True), (0, 0, True), (5, 59, True), (6, 0, False)]
)
def test_it_may_be_wanted_across_midnight(hour: int, minute: int, allowed: bool) -> None:
    assert (next_reminder(NIGHT, NOTHING, at(hour, minute)) == at(hour, minute)) is allowed
    assert next_reminder(NIGHT, NOTHING, at(12)) == at(22)


def test_two_times_alike_are_the_whole_day() -> None:
    always = Rhythm(3 * H, time(9), time(9))
    assert [next_reminder(always, NOTHING, at(hour)) for hour in range(24)] == [at(hour) for hour in range(24)]


def test_what_falls_due_at_night_waits_for_the_morning() -> None:
    evening = SoFar(tallies(), last_session=at(19))
    assert next_reminder(DAY, evening, at(20)) == at(9, day=23)
    assert next_reminder(DAY, evening, at(23)) == at(9, day=23)
    assert next_reminder(DAY, evening, at(3, day=23)) == at(9, day=23)
    assert next_reminder(DAY, evening, at(9, 30, day=23)) == at(9, 30, day=23)


def test_a_clock_that_was_put_back_does_not_silence_it_for_years() -> None:
    wrong = datetime(2036, 1, 1, tzinfo=UTC)
    assert next_reminder(DAY, SoFar(tallies(), last_session=at(10), last_reminder=wrong), at(11)) == at(13)
    assert next_reminder(DAY, SoFar(tallies(), last_reminder=wrong, snoozed=wrong), at(11)) == at(11)


# Later


def test_later_is_half_an_hour_and_then_the_rhythm_again() -> None:
    told = replace(MORNING, last_reminder=at(13), snoozed=at(13, 2))
    assert next_reminder(DAY, told, at(13, 5)) == at(13, 32)
    again = replace(told, last_reminder=at(13, 32))
    assert next_reminder(DAY, again, at(13, 33)) == at(16, 32)


def test_later_may_be_said_before_anything_came_and_brings_it_forward() -> None:
    assert next_reminder(DAY, replace(MORNING, snoozed=at(10, 30)), at(10, 31)) == at(11)


def test_a_session_makes_later_void() -> None:
    told = SoFar(tallies(1), last_reminder=at(13), snoozed=at(13, 2), last_session=at(13, 20))
    assert next_reminder(DAY, told, at(13, 31)) == at(16, 20)


def test_later_is_kept_to_even_after_hours_but_not_all_night_long() -> None:
    late = SoFar(tallies(), last_reminder=at(20, 45), snoozed=at(20, 50))
    assert next_reminder(DAY, late, at(21)) == at(21, 20)
    assert next_reminder(DAY, late, at(21, 50)) == at(21, 50), "a little late is not too late"
    assert next_reminder(DAY, late, at(21, 51)) == at(9, day=23)
    assert next_reminder(DAY, late, at(9, 10, day=23)) == at(9, 10, day=23)


# Quiet


def test_it_is_quiet_while_a_session_runs_and_counts_from_its_end() -> None:
    assert next_reminder(DAY, replace(MORNING, in_session=True), at(14)) is Quiet.IN_SESSION
    assert next_reminder(DAY, replace(MORNING, last_session=at(14, 10)), at(14, 10)) == at(17, 10)


def test_full_screen_holds_back_only_what_is_due() -> None:
    film = replace(MORNING, full_screen=True)
    assert next_reminder(DAY, film, at(12)) == at(13)
    assert next_reminder(DAY, film, at(13)) is Quiet.FULL_SCREEN
    assert next_reminder(DAY, film, at(16)) is Quiet.FULL_SCREEN
    assert next_reminder(DAY, replace(film, full_screen=False), at(16)) == at(16), "once, however long it took"


def test_it_is_quiet_for_as_long_as_any_muscle_rests() -> None:
    rest = Rest(RIGHT, at(10), at(10).date(), time(3), StopReason.SHARP)
    hurt = SoFar(tallies(), worked_on={LEFT}, rests=(rest,), last_session=at(10))
    for now in (at(13), at(20), at(2, 59, day=23)):
        assert next_reminder(DAY, hurt, now) is Quiet.RESTING
    assert next_reminder(DAY, hurt, at(9, day=23)) == at(9, day=23)


def test_a_clock_put_on_ends_no_rest_for_it() -> None:
    rest = Rest(RIGHT, at(10), at(10).date(), time(3), None, Uptime("this start", 100.0))
    hurt = SoFar(tallies(), rests=(rest,), uptime=Uptime("this start", 200.0))
    assert next_reminder(DAY, hurt, at(10, day=25)) is Quiet.RESTING


def test_it_is_quiet_once_the_goal_is_met_for_what_the_person_works_on() -> None:
    assert next_reminder(DAY, replace(MORNING, tallies=tallies(0, 3, 0), worked_on={LEFT}), at(14)) is Quiet.DONE
    assert next_reminder(DAY, replace(MORNING, tallies=tallies(0, 4, 2), worked_on={LEFT, RIGHT}), at(14)) == at(14)
    assert next_reminder(DAY, replace(MORNING, tallies=tallies(0, 3, 3), worked_on={LEFT, RIGHT}), at(14)) is Quiet.DONE


def test_who_has_worked_on_nothing_lately_is_reminded_of_any() -> None:
    assert [one.region for one in still_open(SoFar(tallies()))] == list(REGIONS)
    assert [one.region for one in still_open(SoFar(tallies(), worked_on={RIGHT}))] == [RIGHT]
    unknown = Region("psoas", Side.LEFT)
    assert [one.region for one in still_open(SoFar(tallies(), worked_on={unknown}))] == list(REGIONS)


# Which one


# The clocks changed, in spring on 29 March 2026 at 2:00, in autumn on 25 October at 3:00


def test_hours_are_hours_on_the_day_the_clocks_are_changed() -> None:
    always = Rhythm(3 * H, time(0), time(0))
    spring = datetime(2026, 3, 29, 1, 0, tzinfo=BERLIN)
    due = next_reminder(always, SoFar(tallies(), last_session=spring), spring + M)
    assert isinstance(due, datetime)
    assert due.isoformat() == "2026-03-29T05:00:00+02:00"
    autumn = datetime(2026, 10, 25, 1, 0, tzinfo=BERLIN)
    due = next_reminder(always, SoFar(tallies(), last_session=autumn), autumn + M)
    assert isinstance(due, datetime)
    assert due.isoformat() == "2026-10-25T03:00:00+01:00"


@pytest.mark.parametrize(
    ("day", "morning"),
    [((2026, 3, 28), "2026-03-29T09:00:00+02:00"), ((2026, 10, 24), "2026-10-25T09:00:00+01:00")],
)
def test_the_morning_is_the_wall_s_when_clocks_change_over_night(day: tuple[int, int, int], morning: str) -> None:
    due = next_reminder(DAY, NOTHING, datetime(*day, 22, 0, tzinfo=BERLIN))
    assert isinstance(due, datetime)
    assert due.isoformat() == morning


def test_a_time_that_is_shown_twice_begins_twice_and_one_left_out_is_made_up_for() -> None:
    early = Rhythm(H, time(2, 30), time(6))
    second = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1)
    due = next_reminder(early, NOTHING, second)
    assert isinstance(due, datetime)
    assert due.isoformat() == "2026-10-25T02:30:00+01:00"
    due = next_reminder(early, NOTHING, datetime(2026, 3, 29, 1, 0, tzinfo=BERLIN))
    assert isinstance(due, datetime)
    assert due.isoformat() == "2026-03-29T03:30:00+02:00"
    lost = Rhythm(H, time(2, 10), time(2, 50))
    due = next_reminder(lost, NOTHING, datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN))
    assert isinstance(due, datetime)
    assert due.isoformat() == "2026-03-30T02:10:00+02:00", "that night, there is no such time"


# Whatever is so

moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
    datetime(2027, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from(ZONES),
    allow_imaginary=False,
)
times = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60))
rhythms = st.builds(Rhythm, st.integers(30, 720).map(lambda minutes: minutes * M), times, times)
ago = st.none() | st.integers(-60, 72 * 60).map(lambda minutes: minutes * M)


@st.composite
def states(draw: Callable[..., object]) -> tuple[SoFar, datetime]:
    """Draw a state of things, and the moment at which it is looked at."""
    now = draw(moments)
    assert isinstance(now, datetime)
    present = now.astimezone(UTC)
    said = {}
    for name in ("last_session", "last_reminder", "asked", "snoozed"):
        before = draw(ago)
        said[name] = present - before if isinstance(before, timedelta) else None
    counts = draw(st.tuples(*[st.integers(0, 4)] * 3))
    assert isinstance(counts, tuple)
    worked_on = draw(st.frozensets(st.sampled_from(REGIONS)))
    return SoFar(tallies(*counts), worked_on=worked_on, **said), now  # type: ignore[arg-type]  # by name


def lies_ahead(so_far: SoFar, now: datetime) -> bool:
    """Whether something is said to have been when it has yet to be; as time goes on, it will have been."""
    said = (so_far.last_session, so_far.last_reminder, so_far.asked, so_far.snoozed)
    return any(one is not None and one > now.astimezone(UTC) for one in said)


@given(rhythms, states())
def test_it_is_never_before_its_time_and_never_outside_its_hours(rhythm: Rhythm, state: tuple[SoFar, datetime]) -> None:
    so_far, now = state
    due = next_reminder(rhythm, so_far, now)
    if due is Quiet.DONE:
        assert not still_open(so_far)
        return
    assert isinstance(due, datetime)
    present, at = now.astimezone(UTC), due.astimezone(UTC)
    assert at >= present
    assert due.tzinfo is now.tzinfo
    passed = [one for one in (so_far.last_session, so_far.last_reminder, so_far.asked) if one and one <= present]
    snoozed = so_far.snoozed if so_far.snoozed and so_far.snoozed <= present else None
    if snoozed is not None and snoozed >= max(passed, default=snoozed):
        assert at == max(snoozed + SNOOZE, present) or rhythm.covers(due.time())
    else:
        assert rhythm.covers(due.time())
        assert all(at >= one + rhythm.every for one in passed)


@given(rhythms, states())
def test_looking_again_before_it_is_due_changes_nothing(rhythm: Rhythm, state: tuple[SoFar, datetime]) -> None:
    so_far, now = state
    due = next_reminder(rhythm, so_far, now)
    present = now.astimezone(UTC)
    if not isinstance(due, datetime) or lies_ahead(so_far, now):
        return
    half = (present + (due.astimezone(UTC) - present) / 2).astimezone(now.tzinfo)
    assert next_reminder(rhythm, so_far, half) == due
    assert next_reminder(rhythm, so_far, due) == due


@given(rhythms, states())
def test_a_clock_that_knows_no_zone_but_its_offset_comes_to_the_same_minute_by_minute(
    rhythm: Rhythm, state: tuple[SoFar, datetime]
) -> None:
    """What the program has is the offset of the moment: it looks again all the time, so that this is enough."""
    so_far, now = state
    due = next_reminder(rhythm, so_far, now)
    if isinstance(due, datetime) and not lies_ahead(so_far, now):
        fixed = datetime.fromisoformat(due.isoformat())
        assert next_reminder(rhythm, so_far, fixed) == fixed, "due at the very moment that the zone foretold"


@given(rhythms, states(), st.integers(1, 6))
def test_told_again_and_again_it_keeps_its_distance(rhythm: Rhythm, state: tuple[SoFar, datetime], times: int) -> None:
    so_far, now = state
    so_far = replace(so_far, snoozed=None)
    told: list[datetime] = []
    for _ in range(times):
        due = next_reminder(rhythm, so_far, now)
        if not isinstance(due, datetime):
            assert due is Quiet.DONE
            return
        told.append(due.astimezone(UTC))
        so_far, now = replace(so_far, last_reminder=told[-1]), due
    assert all(later - sooner >= rhythm.every for sooner, later in pairwise(told))


def test_a_wish_for_later_at_the_moment_of_the_last_reminder_is_the_newer() -> None:
    so_far = SoFar(tallies(), last_reminder=at(10), snoozed=at(10))
    assert next_reminder(DAY, so_far, at(10, 1)) == at(10) + SNOOZE


def test_the_day_is_that_of_the_persons_own_wall() -> None:
    # On Saturday 23:30 in Auckland it is still Saturday morning in UTC; nine comes on Sunday there.
    auckland = ZoneInfo("Pacific/Auckland")
    now = datetime(2026, 11, 21, 23, 30, tzinfo=auckland)
    assert next_reminder(DAY, NOTHING, now) == datetime(2026, 11, 22, 9, 0, tzinfo=auckland)
    honolulu = ZoneInfo("Pacific/Honolulu")
    now = datetime(2026, 11, 21, 4, 0, tzinfo=honolulu)
    assert next_reminder(DAY, NOTHING, now) == datetime(2026, 11, 21, 9, 0, tzinfo=honolulu)
    now = datetime(2026, 11, 21, 22, 0, tzinfo=honolulu)
    assert next_reminder(DAY, NOTHING, now) == datetime(2026, 11, 22, 9, 0, tzinfo=honolulu)


def test_today_is_what_the_persons_own_wall_shows_even_where_it_is_tomorrow_elsewhere() -> None:
    evening = Rhythm(timedelta(hours=1), time(16), time(20))
    for name in ("Pacific/Honolulu", "Pacific/Kiritimati", "UTC"):
        zone = ZoneInfo(name)
        for hour in (0, 9, 15):
            now = datetime(2026, 11, 21, hour, 30, tzinfo=zone)
            assert next_reminder(evening, NOTHING, now) == datetime(2026, 11, 21, 16, 0, tzinfo=zone)
