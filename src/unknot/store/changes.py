"""What the person changed in the record, and the way back: the last 50 changes, the newest taken back first.

Writing while a session runs is no change in this sense; editing, deleting, adding, importing and restoring are. Rests
are never among what a change touches: nothing that the person does, or takes back, lifts one.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from unknot.store.moments import from_text, to_text
from unknot.store.record import Record

KEPT = 50
"""So many changes can be taken back (the program's own)."""

Table = Literal["sessions", "routines", "checks"]


class ChangeKind(StrEnum):
    """What was done."""

    EDIT = "edit"
    DELETE = "delete"
    ADD = "add"
    ROUTINE = "routine"
    ROUTINE_DELETE = "routine-delete"
    IMPORT = "import"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Change:
    """A change that can be taken back. `id` is a `new_id()`; `subject` says in a word or two what was changed."""

    id: str
    kind: ChangeKind
    at: datetime
    subject: str = ""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A change that was taken back. `settings` (TOML) and `backup` (a file's name) are for the caller to put back."""

    change: Change
    settings: str | None = None
    backup: str | None = None


class Touching:
    """Keeps what a change is about to touch, as it stands."""

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        self._connection = connection
        self._number = number

    def touch(self, table: Table, ids: Iterable[str]) -> None:
        """Keep the rows of these ids; call it before they are changed, deleted or added. A second time counts not.

        A session that runs is left out: whoever touches it must leave it as it is.
        """
        for row_id in ids:
            fresh = self._connection.execute(
                "INSERT INTO changed (change, what, id) SELECT ?1, ?2, ?3"
                " WHERE NOT (?2 = 'sessions' AND EXISTS (SELECT 1 FROM sessions WHERE id = ?3 AND outcome IS NULL))"
                " ON CONFLICT DO NOTHING RETURNING id",
                (self._number, table, row_id),
            ).fetchall()
            if not fresh:
                continue
            if table == "sessions":
                self._keep("old_sessions", "sessions", "id", row_id)
                self._keep("old_phases", "phases", "session", row_id)
            elif table == "routines":
                self._keep("old_routines", "routines", "id", row_id)

    def keep_settings(self, toml: str) -> None:
        """Keep the settings before the change, as TOML."""
        self._connection.execute("UPDATE changes SET settings = ? WHERE number = ?", (toml, self._number))

    def keep_backup(self, name: str) -> None:
        """Keep the name of the file with the whole record before the change."""
        self._connection.execute("UPDATE changes SET backup = ? WHERE number = ?", (name, self._number))

    def _keep(self, old: str, table: str, key: str, row_id: str) -> None:
        names = ", ".join(_columns(self._connection, old)[1:])
        self._connection.execute(
            f"INSERT INTO {old} (change, {names}) SELECT ?, {names} FROM {table} WHERE {key} = ?",  # noqa: S608
            (self._number, row_id),
        )


@contextlib.contextmanager
def changing(record: Record, change: Change) -> Iterator[Touching | None]:
    """Make a change, wholly or not at all, and keep the way back.

    Gives None where this change was made already: whoever could not tell tries again, and then has nothing to do.
    """
    connection = record.connection
    with record.writing():
        made = connection.execute(
            "INSERT INTO changes (id, at, kind, subject) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
            " RETURNING number",
            (change.id, to_text(change.at), change.kind.value, change.subject),
        ).fetchall()
        if not made:
            yield None
            return
        ((number,),) = made
        yield Touching(connection, number)
        connection.execute(
            "DELETE FROM changes WHERE number NOT IN (SELECT number FROM changes ORDER BY number DESC LIMIT ?)", (KEPT,)
        )


def changes(record: Record) -> tuple[Change, ...]:
    """Return the changes that can be taken back, the newest first."""
    rows = record.connection.execute("SELECT id, kind, at, subject FROM changes ORDER BY number DESC")
    return tuple(Change(row_id, ChangeKind(kind), from_text(at), subject) for row_id, kind, at, subject in rows)


def take_back(record: Record, change_id: str) -> TakenBack | None:
    """Put everything back as it stood before the newest change; None where that is another one, or there is none.

    A change whose `backup` is given has only its place in this list taken back: the file holds the rest.
    """
    connection = record.connection
    with record.writing():
        newest = connection.execute(
            "SELECT number, id, kind, at, subject, settings, backup FROM changes ORDER BY number DESC LIMIT 1"
        ).fetchone()
        if newest is None or newest[1] != change_id:
            return None
        number, row_id, kind, at, subject, settings, backup = newest
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in ("sessions", "routines", "checks"):
            connection.execute(
                f"DELETE FROM {table} WHERE id IN (SELECT id FROM changed WHERE change = ? AND what = ?)",  # noqa: S608
                (number, table),
            )
        for table in ("sessions", "phases", "routines"):
            names = ", ".join(_columns(connection, f"old_{table}")[1:])
            connection.execute(
                f"INSERT INTO {table} ({names}) SELECT {names} FROM old_{table} WHERE change = ?",  # noqa: S608
                (number,),
            )
        connection.execute("DELETE FROM changes WHERE number = ?", (number,))
    return TakenBack(Change(row_id, ChangeKind(kind), from_text(at), subject), settings, backup)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for _number, name, *_rest in connection.execute(f"PRAGMA table_info({table})")]
