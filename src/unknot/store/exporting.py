"""Everything in one JSON file, or the sessions as a table, for the person and for other programs.

Both are written row by row, so that a long record needs little memory and the work can be given up at any time.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from unknot.core.history import KeptSession
from unknot.i18n import _
from unknot.store.errors import StoreError, plain
from unknot.store.files import write_whole
from unknot.store.moments import to_text
from unknot.store.record import Record
from unknot.store.settings import Settings
from unknot.store.written import ExportedCheck, ExportedSession

ENDINGS = (".json", ".csv")
COLUMNS = (
    *("id", "muscle", "side", "started_at", "ended_at", "day", "outcome", "stop_reason", "rehearsal"),
    *("before", "after", "note", "updated_at", "phases"),
)
"""Of the table. `phases` has one word for each, with colons: technique, spot, planned and observed seconds."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""A table program would run a text that begins like this; a quotation mark before it keeps it a text."""

Told = Callable[[int], None]
"""Is told of each row that was worked on, by how many there were until then; may raise to give up."""


def export_to(path: Path, record: Record, settings: Settings, now: datetime, told: Told = lambda _done: None) -> int:
    """Write everything that is over to `path`, and return how many sessions that is. A running one is left out.

    A `.csv` has the sessions alone. Raises StoreError, one plain line, for a file that can't be written or has another
    ending; what was there then stays, as when `told` raises.
    """
    check_ending(path)
    count = 0

    def counted(sessions: Iterable[KeptSession]) -> Iterator[KeptSession]:
        nonlocal count
        for session in sessions:
            count += 1
            told(count)
            yield session

    try:
        with record.at_one_moment():
            sessions = counted(record.sessions())
            if path.suffix.lower() == ".csv":
                write_whole(path, _table(sessions))
            else:
                write_whole(path, _whole(record, sessions, settings, now))
    except OSError as error:
        raise StoreError(_("{path} can't be written: {why}.").format(path=path, why=plain(error))) from error
    return count


def check_ending(path: Path) -> None:
    """Refuse a file that would be of another kind. Raises StoreError."""
    if path.suffix.lower() not in ENDINGS:
        raise StoreError(_("{path}: its name must end in .json or .csv.").format(path=path))


def _whole(record: Record, sessions: Iterable[KeptSession], settings: Settings, now: datetime) -> Iterator[bytes]:
    """Yield the parts of the file, a line for each session, check and routine."""
    encode = msgspec.json.encode
    yield b'{"format": "unknot-export", "version": 1, "exported_at": ' + encode(to_text(now)) + b',\n"sessions": ['
    yield from _rows(ExportedSession.of(session) for session in sessions)
    yield b'],\n"checks": ['
    yield from _rows(ExportedCheck.of(check) for check in record.checks())
    yield b'],\n"routines": ['
    yield from _rows(record.routines())
    yield b'],\n"settings": ' + encode(settings) + b"}\n"


def _rows(values: Iterable[msgspec.Struct]) -> Iterator[bytes]:
    between = b"\n"
    for value in values:
        yield between + msgspec.json.encode(value)
        between = b",\n"


def _table(sessions: Iterable[KeptSession]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for session in sessions:
        writer.writerow(_row(ExportedSession.of(session)))
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def _row(session: ExportedSession) -> list[str]:
    values = msgspec.structs.asdict(session)
    values["phases"] = " ".join(
        f"{phase.technique}:{phase.spot or ''}:{phase.planned_s!r}:{phase.observed_s!r}" for phase in session.phases
    )
    values["rehearsal"] = "yes" if session.rehearsal else "no"
    if session.note.startswith(FORMULA):
        values["note"] = "'" + session.note
    return ["" if values[name] is None else str(values[name]) for name in COLUMNS]
