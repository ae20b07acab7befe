"""The person's own changes to what is recorded. Each can be taken back, and is made once however often it is tried."""

from collections.abc import Collection
from datetime import time

from unknot.core.history import LONGEST_NOTE, KeptSession
from unknot.core.routine import Routine
from unknot.i18n import _
from unknot.store import reading, routines
from unknot.store.changes import Change, changing
from unknot.store.errors import StoreError
from unknot.store.moments import to_text
from unknot.store.record import RATINGS, Record


def edit_session(
    record: Record, change: Change, session_id: str, *, before: int | None, after: int | None, note: str
) -> None:
    """Set the ratings, 0 to 10 or None, and the note of a session that is over. ValueError outside the limits."""
    if {before, after} - {*RATINGS, None}:
        raise ValueError(f"ratings of {before} and {after} are not between 0 and 10")
    if len(note) > LONGEST_NOTE or "\0" in note:
        raise ValueError(f"a note of {len(note)} characters is longer than {LONGEST_NOTE}, or holds the character 0")
    with changing(record, change) as touching:
        if touching is not None:
            touching.touch("sessions", [session_id])
            record.connection.execute(
                "UPDATE sessions SET discomfort_before = ?, discomfort_after = ?, note = ?, updated_at = ?"
                " WHERE id = ? AND outcome IS NOT NULL",
                (before, after, note, to_text(change.at), session_id),
            )


def delete_sessions(record: Record, change: Change, ids: Collection[str]) -> None:
    """Take sessions away, with their phases; one that runs stays. A rest that one called for stays."""
    with changing(record, change) as touching:
        if touching is not None:
            touching.touch("sessions", ids)
            record.connection.executemany(
                "DELETE FROM sessions WHERE id = ? AND outcome IS NOT NULL", [(session_id,) for session_id in ids]
            )


def add_session(record: Record, change: Change, session: KeptSession, boundary: time) -> None:
    """Write a session that was done without the program. StoreError where one of its id is there."""
    with changing(record, change) as touching:
        if touching is not None:
            touching.touch("sessions", [session.id])
            if not write_session(record, session, boundary):
                raise StoreError(_("This session is recorded already."))


def keep_routine(record: Record, change: Change, routine: Routine) -> None:
    """Write a routine of the person's own, in place of the one of the same id if there is one."""
    with changing(record, change) as touching:
        if touching is not None:
            touching.touch("routines", [routine.id])
            write_routine(record, routines.row(routine, change.at))


def delete_routine(record: Record, change: Change, routine_id: str) -> None:
    """Take a routine away. What was done with it stays."""
    with changing(record, change) as touching:
        if touching is not None:
            touching.touch("routines", [routine_id])
            record.connection.execute("DELETE FROM routines WHERE id = ?", (routine_id,))


# Rows, inside somebody's transaction


def write_session(record: Record, session: KeptSession, boundary: time) -> bool:
    """Write a session and its phases; False, and nothing, where one of its id is there."""
    values = reading.session_values(session) | {"boundary": boundary.isoformat("minutes")}
    added = record.connection.execute(
        f"INSERT INTO sessions ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"  # noqa: S608
        " ON CONFLICT (id) DO NOTHING RETURNING id",
        tuple(values.values()),
    ).fetchall()
    if added:
        record.connection.executemany(
            "INSERT INTO phases (session, ordinal, technique, spot, planned_s, observed_s) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (session.id, ordinal, phase.technique.value, phase.spot, phase.planned_s, phase.observed_s)
                for ordinal, phase in enumerate(session.phases)
            ],
        )
    return bool(added)


def write_routine(record: Record, row: tuple[str, str, str, str]) -> None:
    """Write the columns of a routine, in place of the one of the same id if there is one."""
    record.connection.execute(
        "INSERT INTO routines (id, name, steps, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET name = excluded.name, steps = excluded.steps, updated_at = excluded.updated_at",
        row,
    )
