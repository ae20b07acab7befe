"""Between rows of the database and values."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from unknot.core.anatomy import Region, Side
from unknot.core.days import Period
from unknot.core.history import KeptPhase, KeptSession
from unknot.core.plan import Technique
from unknot.core.safety import OFTEN_WITHIN, Rest, StopReason, Uptime
from unknot.core.screening import Answer, CheckKind, Urgency
from unknot.core.session import Outcome
from unknot.core.tally import Done
from unknot.store.kept import KeptCheck
from unknot.store.moments import from_text, to_text

_URGENCY_WORDS = {Urgency.ASK_FIRST: "ask-first", Urgency.SAME_DAY: "same-day", Urgency.EMERGENCY: "emergency"}
"""How the result of a check is written, in the database and in an export."""
URGENCIES = {word: urgency for urgency, word in _URGENCY_WORDS.items()}

RESTS_MATTER = OFTEN_WITHIN + timedelta(days=2)
"""After this time a stop keeps nothing from being pressed, and is not counted any more."""

_SESSIONS = """
    SELECT s.id, s.muscle, s.side, s.started_at, s.ended_at, s.day, s.outcome, s.stop_reason, s.rehearsal,
        s.discomfort_before, s.discomfort_after, s.note, s.updated_at,
        p.technique, p.spot, p.planned_s, p.observed_s
    FROM sessions s LEFT JOIN phases p ON p.session = s.id
    WHERE s.outcome IS NOT NULL
"""
_PHASE_AT = 13


def region(muscle: str, side: str) -> Region:
    """Return the region of two columns."""
    return Region(muscle, Side(side))


def done_on(connection: sqlite3.Connection, day: date, *, include_rehearsals: bool) -> tuple[Done, ...]:
    """Read the sessions that are over and count for `day`."""
    rows = connection.execute(
        """
        SELECT muscle, side, outcome, coalesce((SELECT sum(observed_s) FROM phases WHERE session = sessions.id), 0.0)
        FROM sessions
        WHERE day = ? AND outcome IS NOT NULL AND rehearsal <= ?
        ORDER BY julianday(started_at), id
        """,
        (day.isoformat(), int(include_rehearsals)),
    )
    return tuple(Done(region(muscle, side), Outcome(outcome), seconds) for muscle, side, outcome, seconds in rows)


def rests(
    connection: sqlite3.Connection, now: datetime | None = None, uptime: Uptime | None = None
) -> Iterator[tuple[str, Rest]]:
    """Read rests, with the session that called for each: every one, or with `now` those that may still matter then.

    That are those of the last days, and by the clock to come, and those since the computer was started.
    """
    since = "" if now is None else to_text(now - RESTS_MATTER)
    rows = connection.execute(
        "SELECT session, muscle, side, stopped_at, day, boundary, reason, boot, uptime_s FROM rests"
        " WHERE ?1 = '' OR julianday(stopped_at) > julianday(?1) OR boot = ?2 ORDER BY stopped_at",
        (since, uptime and uptime.boot),
    )
    for session_id, muscle, side, stopped_at, day, boundary, reason, boot, uptime_s in rows:
        yield (
            session_id,
            Rest(
                region(muscle, side),
                from_text(stopped_at),
                date.fromisoformat(day),
                time.fromisoformat(boundary),
                StopReason(reason) if reason else None,
                Uptime(boot, uptime_s) if boot else None,
            ),
        )


def rest_row(rest: Rest) -> tuple[str | float | None, ...]:
    """Return the columns of a rest, from `muscle` on."""
    return (
        rest.region.muscle,
        rest.region.side.value,
        to_text(rest.stopped_at),
        rest.day.isoformat(),
        rest.boundary.isoformat("minutes"),
        rest.reason.value if rest.reason else None,
        rest.uptime.boot if rest.uptime else None,
        rest.uptime.seconds if rest.uptime else None,
    )


def checks(connection: sqlite3.Connection) -> Iterator[KeptCheck]:
    """Read every safety check."""
    return _checks(connection, "1")


def deciding_checks(connection: sqlite3.Connection) -> Iterator[KeptCheck]:
    """Read the few safety checks on which it depends what stands, what was agreed to, and which one is due."""
    return _checks(connection, _deciding("1"))


def checks_about(connection: sqlite3.Connection, period: Period, boundary: time) -> Iterator[KeptCheck]:
    """Read the safety checks of a period's days, which begin at `boundary`, and those deciding of the days before.

    A day is what the wall clock showed, so that moments are compared as they are written, up to the offset from UTC.
    """
    begins, ends = (
        datetime.combine(day, boundary).isoformat(timespec="seconds")
        for day in (period.first, period.last + timedelta(days=1))
    )
    where = f"(at >= :begins AND at < :ends) OR {_deciding('at < :begins')}"
    return _checks(connection, where, {"begins": begins, "ends": ends})


def _deciding(among: str) -> str:
    """Return what tells the deciding checks among those of which a condition holds."""
    newest = (
        f"(SELECT max(number) FROM checks WHERE {which} AND {among})"  # noqa: S608
        for which in ("result = 'emergency'", "seen = 1", "kind = 'whole'", "1")
    )
    return f"number IN ({', '.join(newest)})"


def _checks(connection: sqlite3.Connection, where: str, values: Mapping[str, str] | None = None) -> Iterator[KeptCheck]:
    for check_id, at, kind, ticked, agreed, result, seen in connection.execute(
        f"SELECT id, at, kind, ticked, agreed, result, seen FROM checks WHERE {where} ORDER BY number",  # noqa: S608
        values or {},
    ):
        urgency = URGENCIES[result] if result else None
        days = {item: date.fromisoformat(day) for item, day in json.loads(agreed).items()}
        answer = Answer(from_text(at), CheckKind(kind), tuple(json.loads(ticked)), urgency, days, bool(seen))
        yield KeptCheck(check_id, answer)


def check_values(check: KeptCheck) -> dict[str, object]:
    """Return what is kept of a check, in the order of its columns, in the words of the record and of exported files."""
    answer = check.answer
    return {
        "id": check.id,
        "at": to_text(answer.at),
        "kind": answer.kind.value,
        "ticked": answer.ticked,
        "agreed": {item: day.isoformat() for item, day in answer.agreed.items()},
        "result": _URGENCY_WORDS[answer.result] if answer.result is not None else None,
        "seen": answer.seen,
    }


def check_row(check: KeptCheck) -> tuple[object, ...]:
    """Return the columns of a check."""
    values = check_values(check).values()
    return tuple(json.dumps(value) if isinstance(value, tuple | dict) else value for value in values)


def sessions(connection: sqlite3.Connection) -> Iterator[KeptSession]:
    """Read every session that is over."""
    in_order = connection.execute(f"{_SESSIONS} ORDER BY julianday(s.started_at), s.id, p.ordinal")
    for _, rows in groupby(in_order, key=lambda row: row[0]):
        yield _session(list(rows))


def sessions_of(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[KeptSession]:
    """Read the sessions of these ids that are there and over, in no order."""
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(f"{_SESSIONS} AND s.id IN ({marks}) ORDER BY s.id, p.ordinal", tuple(ids))
    for _, same in groupby(rows, key=lambda row: row[0]):
        yield _session(list(same))


def session_values(session: KeptSession) -> dict[str, object]:
    """Return the columns of a session that is over, but for its boundary."""
    return {
        "id": session.id,
        "muscle": session.region.muscle,
        "side": session.region.side.value,
        "started_at": to_text(session.started_at),
        "ended_at": to_text(session.ended_at),
        "day": session.day.isoformat(),
        "outcome": session.outcome.value,
        "stop_reason": session.stop_reason and session.stop_reason.value,
        "rehearsal": int(session.rehearsal),
        "discomfort_before": session.before,
        "discomfort_after": session.after,
        "note": session.note,
        "updated_at": to_text(session.updated_at),
    }


def _session(rows: list[tuple[object, ...]]) -> KeptSession:
    """Put a session together from its rows: one for each phase, or one with an empty phase."""
    (
        session_id,
        muscle,
        side,
        started_at,
        ended_at,
        day,
        outcome,
        reason,
        rehearsal,
        before,
        after,
        note,
        updated_at,
    ) = rows[0][:_PHASE_AT]
    return KeptSession(
        id=str(session_id),
        region=region(str(muscle), str(side)),
        started_at=from_text(str(started_at)),
        ended_at=from_text(str(ended_at)),
        day=date.fromisoformat(str(day)),
        outcome=Outcome(str(outcome)),
        stop_reason=StopReason(str(reason)) if reason else None,
        rehearsal=bool(rehearsal),
        before=_whole(before),
        after=_whole(after),
        note=str(note),
        updated_at=from_text(str(updated_at)),
        phases=tuple(_phase(*row[_PHASE_AT:]) for row in rows if row[_PHASE_AT] is not None),
    )


def _phase(technique: object, spot: object, planned_s: object, observed_s: object) -> KeptPhase:
    assert isinstance(planned_s, float)
    assert isinstance(observed_s, float)
    return KeptPhase(Technique(str(technique)), _whole(spot), planned_s, observed_s)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
