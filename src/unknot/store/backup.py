"""Copies of the whole record: made by SQLite itself, looked through, kept for a while, and taken back in."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from unknot.core.safety import OFTEN_WITHIN
from unknot.core.screening import standing
from unknot.i18n import _
from unknot.store.changes import Change, changing
from unknot.store.database import open_database, open_to_look
from unknot.store.errors import DamagedError, StoreError, plain
from unknot.store.files import sync_folder
from unknot.store.kept import KeptCheck, new_id
from unknot.store.places import FOLDER_MODE, SIDE_FILES, make_private_file
from unknot.store.record import Record

DAILY_KEPT = 14
"""So many of the daily copies are kept (the program's own)."""
RESTORES_KEPT = 3
"""So many of the copies that were made before a restore are kept (the program's own)."""
BEFORE = "before-restore-"
"""How the names of those begin."""
ABANDONED_S = 3600.0
"""A draft that was not written to for so long belongs to nobody any more: none takes minutes."""
_PAGES = 500
"""After so many pages somebody may write in between, and whoever waits is told."""

Told = Callable[[int, int], None]
"""Is told how much is done, and of how much; may raise to give up."""


def _untold(_done: int, _of: int) -> None: ...


def check(path: Path) -> None:
    """Look a record through from end to end. Raises StoreError, one plain line, unless it is whole and ours."""
    try:
        if not path.stat().st_size:
            raise DamagedError(_("{path} is empty.").format(path=path))
        with closing(open_to_look(path)) as connection:
            problem = problem_in(connection, "integrity_check")
    except (sqlite3.Error, OSError) as error:
        raise StoreError(_("{path} can't be read: {why}.").format(path=path, why=plain(error))) from error
    if problem:
        raise StoreError(_("{path} is damaged: {why}.").format(path=path, why=problem))


def problem_in(connection: sqlite3.Connection, how: str) -> str | None:
    """Return what is wrong in a database, or None. `how` is `quick_check`, or `integrity_check`, which takes longer."""
    try:
        (found,) = connection.execute(f"PRAGMA {how}(1)").fetchone()
    except UnicodeDecodeError:  # SQLite names what is wrong by a name that is damaged itself
        return _("it is damaged")
    if found != "ok":
        return str(found).replace("\n", " ")
    orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    return _("{table} points to what is not there").format(table=orphan[0]) if orphan else None


def back_up(database: Path, target: Path, told: Told = _untold) -> None:
    """Copy the record at `database` to `target`, looked through before and after.

    Whoever has the record open may go on writing. Raises StoreError, one plain line; what was at `target` then stays,
    as when `told` raises.
    """
    if not database.exists():
        raise StoreError(_("There is no record yet at {path}.").format(path=database))
    if target.exists() and target.samefile(database):
        raise StoreError(_("{path} is the record itself.").format(path=target))
    if target.is_dir():
        raise StoreError(_("{path} is a folder.").format(path=target))
    check(database)
    try:
        with _draft(target) as draft:
            with closing(open_to_look(database)) as source:
                _copy(source, draft, told)
            check(draft)
            _put(draft, target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(_("{path} can't be written: {why}.").format(path=target, why=plain(error))) from error


def back_up_daily(database: Path, folder: Path, today: date, told: Told = _untold) -> bool:
    """Make the day's copy in `folder` if there is none, and let go of the oldest; whether one was made.

    Raises StoreError, or what `told` raises.
    """
    target = folder / f"{today.isoformat()}.sqlite3"
    if not database.exists() or target.exists():
        return False
    _make_folder(folder)
    back_up(database, target, told)
    _let_go(folder, "[0-9]*.sqlite3", DAILY_KEPT)
    return True


def backups(folder: Path) -> tuple[Path, ...]:
    """Return the copies that are kept, the newest first."""
    return tuple(sorted(folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime_ns, reverse=True))


def restore(record: Record, source: Path, folder: Path, change: Change, told: Told = _untold) -> str:
    """Put the copy `source` in the place of the open `record`, in one step, and return the name of what was before.

    `source` is looked through, and brought to the present version if it is older, on a copy of its own: it stays as it
    is. The record that was before is kept in `folder` and the change can be taken back. Rests and an emergency that
    stand are carried over: nothing lifts them. Raises StoreError, or what `told` raises; then nothing is changed.
    """
    _refuse_itself(record, source)
    before = f"{BEFORE}{change.at.strftime('%Y-%m-%dT%H-%M-%S')}-{change.id[:4]}.sqlite3"
    check(source)
    _make_folder(folder)
    try:
        with _draft(folder / before) as draft:
            _copy(record.connection, draft, told)
            with _draft(folder / "restoring") as incoming:
                with closing(open_to_look(source)) as copied:
                    _copy(copied, incoming, told)
                with Record(open_database(incoming)) as new:
                    new.settle(change.at)
                    _carry_over(record, new, change.at)
                    with changing(new, change) as touching:
                        if touching is not None:
                            touching.keep_backup(before)
                check(incoming)
                _put(draft, folder / before)
                _replace(record, incoming)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(_("{path} can't be restored: {why}.").format(path=source, why=plain(error))) from error
    _let_go(folder, f"{BEFORE}*.sqlite3", RESTORES_KEPT)
    return before


def _refuse_itself(record: Record, source: Path) -> None:
    """Refuse the file of the open record: to look into it would take away its locks."""
    ((_number, _name, own),) = record.connection.execute("PRAGMA database_list").fetchall()[:1]
    if own and source.exists() and source.samefile(own):
        raise StoreError(_("{path} is the record itself.").format(path=source))


def take_restore_back(record: Record, folder: Path, name: str, now: datetime) -> None:
    """Put back the record that was before a restore. Rests and an emergency that stand are carried over.

    Raises StoreError where its copy is gone or damaged; then nothing is changed.
    """
    source = folder / name
    if not source.exists():
        raise StoreError(_("{path} is not there any more: this can't be taken back.").format(path=source))
    check(source)
    try:
        with _draft(folder / "restoring") as incoming:
            with closing(open_to_look(source)) as copied:
                _copy(copied, incoming, _untold)
            with Record(open_database(incoming)) as new:
                _carry_over(record, new, now)
            check(incoming)
            _replace(record, incoming)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(_("{path} can't be restored: {why}.").format(path=source, why=plain(error))) from error
    source.unlink(missing_ok=True)


def set_aside(database: Path, now: datetime) -> Path:
    """Move a record that can't be used out of the way, with what SQLite keeps beside it; return where it is then."""
    aside = database.with_name(f"{database.name}.damaged-{now.strftime('%Y-%m-%dT%H-%M-%S')}")
    for side in (*SIDE_FILES, ""):  # the record last: without it nothing beside it means anything
        with contextlib.suppress(FileNotFoundError):
            database.with_name(database.name + side).replace(aside.with_name(aside.name + side))
    return aside


def put_back(record: Record, path: Path, now: datetime) -> Record:
    """Put an open record back at `path`, from which it was deleted, or where something else was put; open it there.

    What is open still has everything, until it is closed. What was put in its place is moved out of the way. Raises
    StoreError, sqlite3.Error or OSError; then `record` stays open.
    """
    path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    with _draft(path) as draft:
        _copy(record.connection, draft, _untold)
        check(draft)
        set_aside(path, now)  # side files too: SQLite would take those of the old one for the new one's
        _put(draft, path)
    fresh = Record.open(path)
    fresh.writes = record.writes
    record.close()  # it finds another file in its place, and leaves that alone
    return fresh


def _replace(record: Record, checked: Path) -> None:
    """Put a database that was looked through in the place of the one that is open, in one step."""
    record.writes += 1
    with closing(sqlite3.connect(checked)) as new:
        new.backup(record.connection)


def _carry_over(old: Record, new: Record, now: datetime) -> None:
    """Let rests, recent stops and an emergency of one record count in the other as well, as far as they can be read."""
    with contextlib.suppress(sqlite3.DatabaseError, ValueError, KeyError), new.writing():
        for session_id, rest in old.all_rests():
            if rest.holds(now) or now - rest.stopped_at < OFTEN_WITHIN:
                new.keep_rest(session_id, rest)
        answers = list(old.checks())
        stands = standing(check.answer for check in answers)
        known = {check.id for check in new.checks()}
        for check in answers:
            if check.answer is stands and standing(other.answer for other in new.checks()) != stands:
                new.write_check(check if check.id not in known else _again(check))


def _again(check: KeptCheck) -> KeptCheck:
    return replace(check, id=new_id())


# Files


@contextlib.contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Give the name of a private file beside `target`; it is gone when this ends, unless it was put in its place."""
    draft = target.resolve().with_name(f"{target.name}.{os.urandom(4).hex()}.tmp")
    make_private_file(draft)
    try:
        yield draft
    finally:
        for side in ("", *SIDE_FILES):
            draft.with_name(draft.name + side).unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, draft: Path, told: Told) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        source.backup(copy, pages=_PAGES, progress=lambda _status, left, of: told(of - left, of), sleep=0.001)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself


def _put(draft: Path, target: Path) -> None:
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(target.resolve())
    sync_folder(target.resolve().parent)


def _make_folder(folder: Path) -> None:
    """Make a folder for copies, and clear away the drafts that a killed program left there."""
    try:
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # somebody else clears away as well
            for draft in folder.glob("*.tmp*"):
                if time.time() - draft.stat().st_mtime > ABANDONED_S:
                    draft.unlink()
    except OSError as error:
        raise StoreError(_("The folder {path} can't be made: {why}.").format(path=folder, why=plain(error))) from error


def _let_go(folder: Path, pattern: str, kept: int) -> None:
    for old in sorted(folder.glob(pattern), reverse=True)[kept:]:
        with contextlib.suppress(OSError):
            old.unlink()
