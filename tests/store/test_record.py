"""What the record keeps of sessions, stops, checks."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.records import exported
from unknot.core.anatomy import Region, Side
from unknot.core.history import KeptPhase, KeptSession
from unknot.core.plan import Kind, Phase, Technique, Tool
from unknot.core.safety import StopReason, Uptime, resting
from unknot.core.screening import Answer, CheckKind, Urgency, agreements, check_due, standing
from unknot.core.session import Outcome
from unknot.store import editing
from unknot.store.changes import Change, ChangeKind
from unknot.store.kept import KeptCheck, new_id
from unknot.store.record import Record

LEFT = Region("piriformis", Side.LEFT)
RIGHT = Region("piriformis", Side.RIGHT)
EVENING = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=1)))
DAY = date(2026, 11, 22)
HOLD = Phase(Kind.COMPRESSION, 60.0, Tool.BALL, 1)
STRIP = Phase(Kind.STRIPPING, 60.0, Tool.ROLLER)
LEAD_IN = Phase(Kind.LEAD_IN, 10.0, Tool.BALL)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "unknot.sqlite3") as opened:
        yield opened


def after(seconds: float) -> datetime:
    return EVENING + timedelta(seconds=seconds)


def begin(record: Record, region: Region = LEFT, at: datetime = EVENING, *, rehearsal: bool = False) -> str:
    session_id = new_id()
    record.begin(session_id, region, started_at=at, boundary=time(3), rehearsal=rehearsal)
    return session_id


def stopped(record: Record) -> str:
    session_id = begin(record)
    record.end(session_id, Outcome.STOPPED, after(5))
    return session_id


def only(record: Record) -> KeptSession:
    (session,) = record.sessions()
    return session


def test_a_completed_session_is_kept_as_it_went(record: Record) -> None:
    session_id = new_id()
    record.begin(session_id, LEFT, started_at=EVENING, boundary=time(3), before=6)
    record.phase_began(session_id, 0, LEAD_IN, EVENING)
    record.observed(session_id, 0, 10.0, after(10))
    record.phase_began(session_id, 1, HOLD, after(10))
    record.observed(session_id, 1, 60.0, after(70))
    record.phase_began(session_id, 3, STRIP, after(85))
    record.observed(session_id, 3, 59.5, after(145))
    record.end(session_id, Outcome.COMPLETED, after(145.25))
    record.rate_after(session_id, 3, after(150))
    kept = only(record)
    assert kept == KeptSession(
        id=session_id,
        region=LEFT,
        started_at=EVENING,
        ended_at=after(145.25),
        day=DAY,
        outcome=Outcome.COMPLETED,
        stop_reason=None,
        rehearsal=False,
        before=6,
        after=3,
        note="",
        updated_at=after(150),
        phases=(KeptPhase(Technique.COMPRESSION, 1, 60.0, 60.0), KeptPhase(Technique.STRIPPING, None, 60.0, 59.5)),
    )
    assert kept.started_at.utcoffset() == timedelta(hours=1), "the wall clock of the place is kept"
    (done,) = record.done_on(DAY)
    assert (done.region, done.outcome, done.seconds) == (LEFT, Outcome.COMPLETED, 119.5)


def test_a_running_session_is_not_counted_nor_listed(record: Record) -> None:
    begin(record)
    assert record.done_on(DAY) == ()
    assert list(record.sessions()) == []
    assert record.unfinished() == 1


@given(st.lists(st.floats(0, 200), max_size=8))
def test_observed_seconds_never_fall_and_never_pass_the_plan(heartbeats: list[float]) -> None:
    with Record.empty_in_memory() as record:
        session_id = begin(record)
        record.phase_began(session_id, 1, HOLD, EVENING)
        for seconds in heartbeats:
            record.observed(session_id, 1, seconds, EVENING)
        record.end(session_id, Outcome.PARTIAL, after(60))
        assert only(record).phases[0].observed_s == min(60.0, max(heartbeats, default=0.0))


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -0.1])
def test_seconds_that_nobody_can_observe_are_refused(record: Record, seconds: float) -> None:
    with pytest.raises(ValueError, match="can't be observed"):
        record.observed(begin(record), 0, seconds, EVENING)


@pytest.mark.parametrize("rating", [-1, 11, 99])
def test_a_rating_outside_0_to_10_is_refused(record: Record, rating: int) -> None:
    with pytest.raises(ValueError, match="not between 0 and 10"):
        record.begin(new_id(), LEFT, started_at=EVENING, boundary=time(3), before=rating)
    session_id = stopped(record)
    with pytest.raises(ValueError, match="not between 0 and 10"):
        record.rate_after(session_id, rating, EVENING)
    assert only(record).after is None


def test_a_moment_without_an_offset_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="offset"):
        begin(record, at=datetime(2026, 11, 22, 19, 0))  # noqa: DTZ001


def test_a_late_evening_counts_for_the_day_it_began(record: Record) -> None:
    session_id = begin(record, at=datetime(2026, 11, 23, 2, 59, tzinfo=UTC))
    record.end(session_id, Outcome.COMPLETED, datetime(2026, 11, 23, 3, 5, tzinfo=UTC))
    assert len(record.done_on(DAY)) == 1
    assert record.done_on(date(2026, 11, 23)) == ()


def test_a_rehearsal_is_kept_but_not_counted(record: Record) -> None:
    record.end(begin(record, rehearsal=True), Outcome.COMPLETED, after(60))
    assert record.done_on(DAY) == ()
    assert len(record.done_on(DAY, include_rehearsals=True)) == 1
    assert only(record).rehearsal


def test_the_same_call_twice_does_no_harm(record: Record) -> None:
    session_id = new_id()
    for _ in range(2):
        record.begin(session_id, LEFT, started_at=EVENING, boundary=time(3))
        record.phase_began(session_id, 1, HOLD, EVENING)
        record.observed(session_id, 1, 30.0, after(30))
    for _ in range(2):
        record.end(session_id, Outcome.STOPPED, after(31))
    record.explain_stop(session_id, StopReason.OTHER, after(40))
    record.end(session_id, Outcome.COMPLETED, after(99))
    assert only(record).outcome is Outcome.STOPPED
    assert record.rests(after(60)) == ()


def test_a_heartbeat_after_the_end_changes_nothing(record: Record) -> None:
    session_id = begin(record)
    record.phase_began(session_id, 1, HOLD, EVENING)
    record.end(session_id, Outcome.STOPPED, after(5))
    record.observed(session_id, 1, 50.0, after(50))
    record.phase_began(session_id, 2, STRIP, after(50))
    assert [phase.observed_s for phase in only(record).phases] == [0.0]


# Stops and rests


def test_a_stop_rests_that_muscle_and_side_until_somebody_says_more(record: Record) -> None:
    stopped(record)
    (rest,) = record.rests(after(10))
    assert (rest.region, rest.stopped_at, rest.day, rest.boundary, rest.reason) == (
        LEFT,
        after(5),
        DAY,
        time(3),
        None,
    )
    assert resting(record.rests(after(10)), RIGHT, after(10)) is None


@pytest.mark.parametrize("reason", [reason for reason in StopReason if reason is not StopReason.OTHER])
def test_a_nerve_like_reason_keeps_the_rest(record: Record, reason: StopReason) -> None:
    session_id = stopped(record)
    record.explain_stop(session_id, reason, after(20))
    assert [rest.reason for rest in record.rests(after(30))] == [reason]
    assert (only(record).stop_reason, only(record).updated_at) == (reason, after(20))


def test_something_else_lifts_the_rest_of_that_stop_alone(record: Record) -> None:
    first, second = stopped(record), stopped(record)
    record.explain_stop(first, StopReason.SHARP, after(20))
    record.explain_stop(second, StopReason.OTHER, after(20))
    assert [rest.reason for rest in record.rests(after(30))] == [StopReason.SHARP]


def test_a_question_closed_unanswered_leaves_the_rest_for_good(record: Record) -> None:
    session_id = stopped(record)
    record.explain_stop(session_id, None, after(20))
    record.explain_stop(session_id, StopReason.OTHER, after(30))
    assert [rest.reason for rest in record.rests(after(40))] == [None]
    assert only(record).stop_reason is None


@pytest.mark.parametrize("first", StopReason)
@pytest.mark.parametrize("second", [*StopReason, None])
def test_only_the_first_answer_counts(record: Record, first: StopReason, second: StopReason | None) -> None:
    session_id = stopped(record)
    record.explain_stop(session_id, first, after(20))
    rests = record.rests(after(40))
    record.explain_stop(session_id, second, after(30))
    assert only(record).stop_reason is first
    assert record.rests(after(40)) == rests


def test_undo_takes_the_session_but_not_the_rest(record: Record) -> None:
    session_id = begin(record)
    record.phase_began(session_id, 1, HOLD, EVENING)
    record.end(session_id, Outcome.STOPPED, after(5))
    editing.delete_sessions(record, Change(new_id(), ChangeKind.DELETE, EVENING), [session_id])
    assert list(record.sessions()) == []
    assert len(record.rests(after(10))) == 1


def test_no_other_end_calls_for_a_rest(record: Record) -> None:
    for outcome in set(Outcome) - {Outcome.STOPPED}:
        record.end(begin(record), outcome, after(5))
    assert record.rests(after(10)) == ()


@given(st.timedeltas(timedelta(0), timedelta(days=3)))
def test_a_rest_read_back_holds_as_long_as_the_rule_says(later: timedelta) -> None:
    with Record.empty_in_memory() as record:
        stopped(record)
        over = datetime(2026, 11, 23, 7, 0, 5, tzinfo=EVENING.tzinfo)  # 12 hours after 19:00:05, past 03:00
        assert bool(record.rests(EVENING + later)) == (EVENING + later < over)


# Crashes


def test_what_a_crash_left_is_settled_as_interrupted_when_last_seen(record: Record) -> None:
    session_id = begin(record)
    record.phase_began(session_id, 1, HOLD, after(10))
    record.observed(session_id, 1, 22.5, after(32.5))
    assert record.settle(after(9000)) == 1
    kept = only(record)
    assert (kept.outcome, kept.ended_at, kept.updated_at) == (Outcome.INTERRUPTED, after(32.5), after(9000))
    assert kept.phases[0].observed_s == 22.5
    assert record.settle(after(9001)) == 0
    assert record.rests(after(9001)) == ()


def test_a_clock_put_back_does_not_end_a_session_before_it_began(record: Record) -> None:
    session_id = begin(record)
    record.observed(session_id, 0, 1.0, after(-7200))
    record.settle(after(-7100))
    assert only(record).ended_at == EVENING


def test_settling_leaves_what_is_over_alone(record: Record) -> None:
    stopped(record)
    before = only(record)
    assert record.settle(after(9000)) == 0
    assert only(record) == before


# Checks, order, the database's own guard


def test_checks_are_kept(record: Record) -> None:
    day = EVENING.date()
    whole = KeptCheck(new_id(), Answer(EVENING, CheckKind.WHOLE, ("surgery",), None, {"surgery": day}))
    daily = KeptCheck(new_id(), Answer(after(60), CheckKind.DAILY, ("both-legs", "weakness"), Urgency.EMERGENCY))
    back = KeptCheck(new_id(), Answer(after(-7200), CheckKind.WHOLE, (), None))
    for check in (whole, daily, daily, back):
        record.add_check(check)
    assert list(record.checks()) == [whole, daily, back], "in the order of answering, whatever the clock said"


def test_no_check_yet(record: Record) -> None:
    assert list(record.checks()) == []


# A clock that is changed


def test_a_clock_put_on_ends_no_rest_while_the_computer_stays_on(record: Record) -> None:
    session_id = begin(record)
    record.end(session_id, Outcome.STOPPED, after(30), Uptime("this start", 1000.0))
    tomorrow = after(30) + timedelta(days=1)
    assert record.rests(tomorrow, Uptime("this start", 1060.0)), "a minute has passed"
    assert record.rests(tomorrow, Uptime("this start", 1000.0 + 12 * 3600 - 1))
    assert not record.rests(tomorrow, Uptime("this start", 1000.0 + 12 * 3600))
    assert not record.rests(tomorrow, Uptime("the next start", 60.0)), "nobody knows how long it was off"
    assert not record.rests(tomorrow)


def test_a_clock_put_back_ends_no_rest(record: Record) -> None:
    record.end(begin(record), Outcome.STOPPED, after(30), Uptime("this start", 1000.0))
    assert record.rests(after(30) - timedelta(days=400), Uptime("the next start", 10.0))


def test_stops_that_were_like_a_nerve_are_remembered_when_their_session_is_gone(record: Record) -> None:
    first, second = begin(record), begin(record)
    record.end(first, Outcome.STOPPED, after(30))
    record.end(second, Outcome.STOPPED, after(90))
    record.explain_stop(second, StopReason.OTHER, after(95))
    editing.delete_sessions(record, Change(new_id(), ChangeKind.DELETE, EVENING), [first])
    assert record.nerve_like_stops(after(100)) == (after(30),)


def test_sessions_come_in_the_order_of_real_time(record: Record) -> None:
    """An hour later on the wall clock further east is earlier."""
    moments = [
        datetime(2026, 11, 22, hour, tzinfo=timezone(timedelta(hours=east))) for hour, east in ((20, 9), (12, 0))
    ]
    ids = [begin(record, at=moment) for moment in moments]
    for session_id in reversed(ids):
        record.end(session_id, Outcome.COMPLETED, after(0))
    assert [session.id for session in record.sessions()] == ids


def test_reading_is_of_one_moment(tmp_path: Path, record: Record) -> None:
    stopped(record)
    with Record.open(tmp_path / "unknot.sqlite3") as other, record.at_one_moment():
        assert len(list(record.sessions())) == 1
        stopped(other)
        assert len(list(record.sessions())) == 1
    assert len(list(record.sessions())) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sessions SET outcome = 'won'",
        "UPDATE sessions SET side = 'middle'",
        "UPDATE sessions SET discomfort_after = 11",
        "UPDATE sessions SET discomfort_after = 'bad'",
        "UPDATE sessions SET outcome = NULL",
        "UPDATE sessions SET outcome = 'completed', stop_reason = 'sharp'",
        "INSERT INTO phases VALUES ('nobody', 1, 'friction', 1, 60.0, 0.0)",
    ],
)
def test_the_tables_refuse_what_cannot_be(tmp_path: Path, record: Record, statement: str) -> None:
    stopped(record)
    with closing(sqlite3.connect(tmp_path / "unknot.sqlite3")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_a_failed_write_leaves_no_half_of_it(record: Record) -> None:
    session_id = begin(record)
    record.connection.execute("DROP TABLE rests")
    with pytest.raises(sqlite3.OperationalError):
        record.end(session_id, Outcome.STOPPED, after(5))
    assert record.unfinished() == 1


urgencies = st.sampled_from([None, *Urgency])
answers = st.lists(
    st.builds(
        lambda kind, result, seen, agreed: Answer(
            EVENING, kind, ("cancer",) if result else (), result, {"cancer": date(2026, 11, 1)} if agreed else {}, seen
        ),
        st.sampled_from(CheckKind),
        urgencies,
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(given_answers=answers)
def test_the_deciding_answers_decide_as_all_do(given_answers: list[Answer]) -> None:
    with Record.empty_in_memory() as record:
        for answer in given_answers:
            record.add_check(KeptCheck(new_id(), answer))
        few = record.deciding_answers()
        assert len(few) <= 4
        assert standing(few) == standing(given_answers)
        assert agreements(few) == agreements(given_answers)
        assert check_due(few, (), EVENING) == check_due(given_answers, (), EVENING)


def test_of_long_ago_only_what_may_still_matter_is_read(record: Record) -> None:
    boot = Uptime("this", 50.0)
    for days, uptime in ((30, None), (20, boot), (1, None), (-40, None)):
        session_id, at = new_id(), EVENING - timedelta(days=days)
        record.begin(session_id, LEFT, started_at=at, boundary=time(3))
        record.end(session_id, Outcome.STOPPED, at, uptime)
    stopped = {rest.stopped_at for rest in record.rests(EVENING, Uptime("this", 60.0))}
    assert stopped == {EVENING - timedelta(days=20), EVENING + timedelta(days=40)}, "a changed clock lifts none"
    assert len(record.nerve_like_stops(EVENING)) == 2


@pytest.mark.parametrize("leap", [timedelta(hours=-26), timedelta(days=20_000)], ids=["back", "far ahead"])
@pytest.mark.parametrize("ends", ["stop", "settle"])
def test_a_clock_that_leaps_in_a_session_keeps_nothing_from_being_exported(
    tmp_path: Path, leap: timedelta, ends: str
) -> None:
    # Given a session in which the clock on the wall leaps
    session_id, after = new_id(), EVENING + leap
    with Record.open(tmp_path / "unknot.sqlite3") as record:
        record.begin(session_id, LEFT, started_at=EVENING, boundary=time(3))
        record.phase_began(session_id, 1, HOLD, EVENING)
        record.observed(session_id, 1, 30.0, after)

        # When it ends
        if ends == "stop":
            record.end(session_id, Outcome.STOPPED, after)
        else:
            record.settle(after)

        # Then it is written as every session is, and a rest counts from the time that it is now
        (session,) = json.loads(exported(record, tmp_path))["sessions"]
        assert session["phases"][0]["observed_s"] == 30.0
        assert len(record.rests(after)) == (ends == "stop")
