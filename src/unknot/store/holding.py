"""What a record holds, in numbers: for whoever is about to copy it, replace it or delete it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from unknot.i18n import _
from unknot.store import backup
from unknot.store.database import open_to_look
from unknot.store.errors import StoreError, plain
from unknot.store.moments import from_text


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much of each kind there is. `last` is when the latest session began; None where there is none."""

    sessions: int = 0
    routines: int = 0
    checks: int = 0
    last: datetime | None = None


def holdings(connection: sqlite3.Connection) -> Holdings:
    """Count what is in a record. A session that runs counts not."""
    (sessions,) = connection.execute("SELECT count(*) FROM sessions WHERE outcome IS NOT NULL").fetchone()
    (checks,) = connection.execute("SELECT count(*) FROM checks").fetchone()
    last = connection.execute(
        "SELECT started_at FROM sessions WHERE outcome IS NOT NULL ORDER BY julianday(started_at) DESC LIMIT 1"
    ).fetchone()
    has_routines = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'routines'").fetchone()
    (routines,) = connection.execute("SELECT count(*) FROM routines").fetchone() if has_routines else (0,)
    return Holdings(sessions, routines, checks, None if last is None else from_text(last[0]))


def look_into(path: Path) -> Holdings:
    """Look a copy through from end to end, and count what is in it. Raises StoreError, one plain line."""
    backup.check(path)
    try:
        with closing(open_to_look(path)) as connection:
            return holdings(connection)
    except (sqlite3.Error, ValueError) as error:
        raise StoreError(_("{path} can't be read: {why}.").format(path=path, why=plain(error))) from error
