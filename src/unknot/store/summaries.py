"""What calendars, trends and totals need of the record: read by day, from indexes, never session by session.

Rehearsals count nowhere here.
"""

from collections.abc import Mapping
from datetime import date, datetime

from unknot.core.anatomy import Region
from unknot.core.days import DayCount, Period, Ratings, Total
from unknot.core.report import Stop
from unknot.core.safety import StopReason
from unknot.core.session import Outcome
from unknot.store import reading
from unknot.store.moments import from_text
from unknot.store.record import Record


def counts(record: Record, period: Period) -> Mapping[date, DayCount]:
    """Return what was done on each day of a period that has a session."""
    found: dict[date, DayCount] = {}
    rows = record.connection.execute(
        "SELECT day, outcome, count(*) FROM sessions WHERE day BETWEEN ? AND ? AND rehearsal = 0"
        " AND outcome IS NOT NULL GROUP BY day, outcome",
        _days(period),
    )
    for text, outcome, number in rows:
        day = date.fromisoformat(text)
        found[day] = found.get(day, DayCount()) + _count(outcome, number)
    return found


def ratings(record: Record, period: Period) -> Mapping[date, Ratings]:
    """Return the discomfort that was given on each day of a period that has any."""
    rows = record.connection.execute(
        "SELECT day, coalesce(sum(discomfort_before), 0), count(discomfort_before),"
        " coalesce(sum(discomfort_after), 0), count(discomfort_after) FROM sessions"
        " WHERE day BETWEEN ? AND ? AND rehearsal = 0 AND outcome IS NOT NULL GROUP BY day",
        _days(period),
    )
    return {date.fromisoformat(day): Ratings(*sums) for day, *sums in rows if sums[1] or sums[3]}


def totals(record: Record, period: Period) -> tuple[Total, ...]:
    """Return what was done on each muscle and side in a period, those with a session."""
    found: dict[Region, DayCount] = {}
    rows = record.connection.execute(
        "SELECT muscle, side, outcome, count(*) FROM sessions WHERE day BETWEEN ? AND ? AND rehearsal = 0"
        " AND outcome IS NOT NULL GROUP BY muscle, side, outcome ORDER BY muscle, side",
        _days(period),
    )
    for muscle, side, outcome, number in rows:
        region = reading.region(muscle, side)
        found[region] = found.get(region, DayCount()) + _count(outcome, number)
    seconds = {
        reading.region(muscle, side): total
        for muscle, side, total in record.connection.execute(
            "SELECT muscle, side, sum(observed_s) FROM sessions JOIN phases ON session = sessions.id"
            " WHERE day BETWEEN ? AND ? AND rehearsal = 0 AND outcome IS NOT NULL GROUP BY muscle, side",
            _days(period),
        )
    }
    return tuple(Total(region, count, seconds.get(region, 0.0)) for region, count in found.items())


def stops(record: Record, period: Period) -> Mapping[str | None, int]:
    """Return how many sessions of a period were stopped, by what it felt like; None where nobody said."""
    rows = record.connection.execute(
        "SELECT stop_reason, count(*) FROM sessions WHERE day BETWEEN ? AND ? AND rehearsal = 0"
        " AND outcome = 'stopped' GROUP BY stop_reason ORDER BY stop_reason",
        _days(period),
    )
    return dict(rows.fetchall())


def stop_counts(record: Record, period: Period) -> Mapping[StopReason | None, int]:
    """Return how many sessions of a period were stopped, by what it felt like; None where nobody said."""
    return {StopReason(reason) if reason else None: number for reason, number in stops(record, period).items()}


def last_stops(record: Record, period: Period, most: int) -> tuple[Stop, ...]:
    """Return the last sessions of a period that were stopped, at most so many, the newest first."""
    rows = record.connection.execute(
        "SELECT day, muscle, side, stop_reason FROM sessions WHERE day BETWEEN ? AND ? AND rehearsal = 0"
        " AND outcome = 'stopped' ORDER BY day DESC, julianday(started_at) DESC, id LIMIT ?",
        (*_days(period), most),
    )
    return tuple(
        Stop(date.fromisoformat(day), reading.region(muscle, side), StopReason(reason) if reason else None)
        for day, muscle, side, reason in rows
    )


def counted_span(record: Record) -> Period | None:
    """Return the first and the last day that have a session which counts, no rehearsal; None where none has."""
    first, last = (
        record.connection.execute(
            f"SELECT {end}(day) FROM sessions WHERE rehearsal = 0 AND outcome IS NOT NULL"  # noqa: S608
        ).fetchone()[0]
        for end in ("min", "max")
    )
    return Period(date.fromisoformat(first), date.fromisoformat(last)) if first else None


def last_ended(record: Record, region: Region) -> datetime | None:
    """Return when the last session on a muscle and side was over; None where there was none."""
    row = record.connection.execute(
        "SELECT ended_at FROM sessions WHERE muscle = ? AND side = ? AND outcome IS NOT NULL AND rehearsal = 0"
        " ORDER BY julianday(started_at) DESC LIMIT 1",
        (region.muscle, region.side.value),
    ).fetchone()
    return from_text(row[0]) if row else None


def span(record: Record) -> Period | None:
    """Return the first and the last day that have a session; None for an empty record."""
    first, last = record.connection.execute(
        "SELECT (SELECT min(day) FROM sessions WHERE outcome IS NOT NULL),"
        " (SELECT max(day) FROM sessions WHERE outcome IS NOT NULL)"
    ).fetchone()
    return Period(date.fromisoformat(first), date.fromisoformat(last)) if first else None


def _days(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()


def _count(outcome: str, number: int) -> DayCount:
    match Outcome(outcome):
        case Outcome.COMPLETED:
            return DayCount(completed=number)
        case Outcome.PARTIAL:
            return DayCount(partial=number)
        case Outcome.STOPPED:
            return DayCount(stopped=number)
        case Outcome.INTERRUPTED:
            return DayCount(interrupted=number)
