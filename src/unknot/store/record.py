"""The record: what is written while a session runs, and what is read of it.

Every method that writes is one transaction, on disk when it returns, and may be called again with the same values
without doing harm: whoever could not write tries again. Moments carry their offset from UTC. Errors of SQLite pass
through; values that nobody could mean (a rating of 11, seconds of NaN) are a ValueError.
"""

import contextlib
import math
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Self

from unknot.core.anatomy import Region
from unknot.core.days import Period
from unknot.core.history import LONGEST, KeptSession
from unknot.core.plan import Phase
from unknot.core.safety import Rest, StopReason, Uptime, rest_after
from unknot.core.screening import Answer
from unknot.core.session import Outcome
from unknot.core.tally import Done, day_of
from unknot.store import reading, routines
from unknot.store.database import copy_in_memory, open_database, open_in_memory, transaction
from unknot.store.kept import KeptCheck
from unknot.store.moments import from_text, to_text

RATINGS = range(11)
"""Discomfort: 0 is none, 10 the worst imaginable."""


class Record:
    """The record over one connection, for the thread that opened it.

    The modules beside this one read and change it through `connection` and `writing`. `writes` counts the writes that
    were tried, for whoever has to know whether a call was meant to change anything.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.writes = 0

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the record at `path`, made if it is not there. Raises StoreError."""
        return cls(open_database(path))

    def copy_in_memory(self) -> "Record":
        """Return a record of its own in memory that begins as this one stands."""
        return Record(copy_in_memory(self.connection))

    @classmethod
    def empty_in_memory(cls) -> Self:
        """Return an empty record in memory."""
        return cls(open_in_memory())

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # Writing

    def begin(
        self,
        session_id: str,
        region: Region,
        *,
        started_at: datetime,
        boundary: time,
        rehearsal: bool = False,
        before: int | None = None,
    ) -> None:
        """Write a session that starts. `session_id` is a `new_id()`; the day it counts for is settled here."""
        values = {
            "id": session_id,
            "muscle": region.muscle,
            "side": region.side.value,
            "started_at": to_text(started_at),
            "day": day_of(started_at, boundary).isoformat(),
            "boundary": boundary.isoformat("minutes"),
            "rehearsal": int(rehearsal),
            "discomfort_before": _rating(before),
            "updated_at": to_text(started_at),
        }
        with self.writing():
            self.connection.execute(
                f"INSERT INTO sessions ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"  # noqa: S608
                " ON CONFLICT (id) DO NOTHING",
                tuple(values.values()),
            )

    def phase_began(self, session_id: str, ordinal: int, phase: Phase, at: datetime) -> None:
        """Write that a phase began. One without a technique is not recorded; the session is then only seen alive."""
        technique = phase.technique
        with self.writing():
            if self._seen(session_id, at) and technique is not None:
                self.connection.execute(
                    "INSERT INTO phases (session, ordinal, technique, spot, planned_s) VALUES (?, ?, ?, ?, ?)"
                    " ON CONFLICT DO NOTHING",
                    (session_id, ordinal, technique.value, phase.spot, phase.duration_s),
                )

    def observed(self, session_id: str, ordinal: int, seconds: float, at: datetime) -> None:
        """Write how much of a phase has been observed, at its end or in between; it never becomes less.

        A phase that is not recorded (lead-in, gap, change) only shows the session alive, and so does one that is over.
        """
        if not math.isfinite(seconds) or seconds < 0:
            raise ValueError(f"{seconds} seconds can't be observed")
        with self.writing():
            if self._seen(session_id, at):
                self.connection.execute(
                    "UPDATE phases SET observed_s = min(planned_s, max(observed_s, ?))"
                    " WHERE session = ? AND ordinal = ?",
                    (seconds, session_id, ordinal),
                )

    def end(self, session_id: str, outcome: Outcome, ended_at: datetime, uptime: Uptime | None = None) -> None:
        """Write how a session ended. With a stop goes, in the same step, the rest that an unexplained one calls for.

        A session that is over already stays as it is. `uptime` is the computer's, where it is known.
        """
        with self.writing():
            running = self.connection.execute(
                "SELECT started_at, muscle, side, boundary FROM sessions WHERE id = ? AND outcome IS NULL",
                (session_id,),
            ).fetchall()
            for started_at, muscle, side, boundary in running:
                self.connection.execute(
                    "UPDATE sessions SET outcome = ?, ended_at = ?, updated_at = ? WHERE id = ?",
                    (outcome.value, to_text(_end_of(started_at, ended_at)), to_text(ended_at), session_id),
                )
                if outcome is Outcome.STOPPED:
                    region = reading.region(muscle, side)
                    self._rest(session_id, rest_after(region, ended_at, time.fromisoformat(boundary), None, uptime))

    def explain_stop(self, session_id: str, reason: StopReason | None, at: datetime) -> None:
        """Write what a stop felt like: the first answer counts, and closes the question.

        OTHER takes away the rest that this stop called for; any other keeps it. None (the question was closed without
        an answer) keeps it too.
        """
        with self.writing():
            still_open = self.connection.execute(
                "UPDATE rests SET reason = ?, answered = 1 WHERE session = ? AND answered = 0 RETURNING session",
                (reason and reason.value, session_id),
            ).fetchall()
            if not still_open or reason is None:
                return
            self.connection.execute(
                "UPDATE sessions SET stop_reason = ?, updated_at = ? WHERE id = ?",
                (reason.value, to_text(at), session_id),
            )
            if reason is StopReason.OTHER:
                self.connection.execute("DELETE FROM rests WHERE session = ?", (session_id,))

    def rate_after(self, session_id: str, value: int | None, at: datetime) -> None:
        """Write the discomfort after a session, 0 to 10, or take it back with None."""
        rating = _rating(value)
        with self.writing():
            self.connection.execute(
                "UPDATE sessions SET discomfort_after = ?, updated_at = ? WHERE id = ?",
                (rating, to_text(at), session_id),
            )

    def add_check(self, check: KeptCheck) -> None:
        """Write a safety check that was answered."""
        with self.writing():
            self.write_check(check)

    def write_check(self, check: KeptCheck) -> None:
        """Write a safety check, inside somebody's `writing`."""
        self.connection.execute(
            "INSERT INTO checks (id, at, kind, ticked, agreed, result, seen) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO NOTHING",
            reading.check_row(check),
        )

    def keep_rest(self, session_id: str, rest: Rest) -> None:
        """Let a muscle rest after a stop that was recorded elsewhere, inside somebody's `writing`."""
        self._rest(session_id, rest)
        self.connection.execute("UPDATE rests SET answered = 1 WHERE session = ?", (session_id,))

    def settle(self, now: datetime) -> int:
        """End every session that is still unfinished as interrupted, when it was last seen; return how many.

        Only for whoever knows that no window runs one (it holds the lock of the folder).
        """
        with self.writing():
            left = self.connection.execute(
                "SELECT id, started_at, updated_at FROM sessions WHERE outcome IS NULL"
            ).fetchall()
            for session_id, started_at, seen_at in left:
                ended_at = to_text(_end_of(started_at, from_text(seen_at)))
                self.connection.execute(
                    "UPDATE sessions SET outcome = ?, ended_at = ?, updated_at = ? WHERE id = ?",
                    (Outcome.INTERRUPTED.value, ended_at, to_text(now), session_id),
                )
        return len(left)

    # Reading

    def done_on(self, day: date, *, include_rehearsals: bool = False) -> tuple[Done, ...]:
        """Return the sessions that are over and count for `day`, in the order in which they began."""
        return reading.done_on(self.connection, day, include_rehearsals=include_rehearsals)

    def rests(self, now: datetime, uptime: Uptime | None = None) -> tuple[Rest, ...]:
        """Return the rests that hold at `now` (aware, local), on a computer that has been on for `uptime`."""
        recent = reading.rests(self.connection, now, uptime)
        return tuple(rest for _session, rest in recent if rest.holds(now, uptime))

    def all_rests(self) -> Iterator[tuple[str, Rest]]:
        """Return every rest that was ever called for, with the session that called for it."""
        return reading.rests(self.connection)

    def nerve_like_stops(self, now: datetime) -> tuple[datetime, ...]:
        """Return when sessions were lately stopped for something like a nerve, or for what nobody said."""
        return tuple(rest.stopped_at for _session, rest in reading.rests(self.connection, now))

    def sessions(self) -> Iterator[KeptSession]:
        """Return every session that is over, by its start and then its id."""
        return reading.sessions(self.connection)

    def unfinished(self) -> int:
        """Return how many sessions are not over: one that runs, or those that a crash left."""
        (count,) = self.connection.execute("SELECT count(*) FROM sessions WHERE outcome IS NULL").fetchone()
        return int(count)

    def checks(self) -> Iterator[KeptCheck]:
        """Return every safety check, in the order in which they were answered, whatever the clock said."""
        return reading.checks(self.connection)

    def deciding_answers(self) -> tuple[Answer, ...]:
        """Return the answers that decide what stands, what is agreed to and which check is due: few, in order.

        `core.screening` says the same of them as of all; after years there are very many.
        """
        return tuple(check.answer for check in reading.deciding_checks(self.connection))

    def answers_about(self, period: Period, boundary: time) -> tuple[Answer, ...]:
        """Return the answers given on the days of a period, and of those before the few that decide, in order.

        Days begin at `boundary`. What stood when the period began, and what was agreed to, is told by these as by all.
        """
        return tuple(check.answer for check in reading.checks_about(self.connection, period, boundary))

    def routines(self) -> tuple[routines.WrittenRoutine, ...]:
        """Return the person's own routines, by name."""
        return tuple(routines.read(self.connection))

    @contextlib.contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Let everything read inside be of one moment, whatever others write meanwhile."""
        with transaction(self.connection, "DEFERRED"):
            yield

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Do what is inside as one transaction, on disk when this ends; it counts as a write."""
        self.writes += 1
        with transaction(self.connection):
            yield

    def _rest(self, session_id: str, rest: Rest | None) -> None:
        if rest is not None:
            self.connection.execute(
                "INSERT INTO rests (session, muscle, side, stopped_at, day, boundary, reason, boot, uptime_s)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session) DO NOTHING",
                (session_id, *reading.rest_row(rest)),
            )

    def _seen(self, session_id: str, at: datetime) -> bool:
        """Note that a session runs at that moment; False when it does not."""
        seen = self.connection.execute(
            "UPDATE sessions SET updated_at = ? WHERE id = ? AND outcome IS NULL RETURNING id",
            (to_text(at), session_id),
        ).fetchall()
        return bool(seen)


def _end_of(started_at: str, ended_at: datetime) -> datetime:
    """Return when a session can have ended that began at `started_at`: the wall clock may leap while it runs."""
    started = from_text(started_at)
    return min(max(started, ended_at), started + LONGEST)


def _rating(value: int | None) -> int | None:
    if value is not None and value not in RATINGS:
        raise ValueError(f"a rating of {value} is not between 0 and 10")
    return value
