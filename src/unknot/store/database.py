"""Opens the database: ours, of a version that we know, and durable; or refuses it and leaves it as it is."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from unknot.i18n import _
from unknot.store.errors import DamagedError, StoreError, StrangerError, is_damage, plain
from unknot.store.places import make_private_file
from unknot.store.schema import MIGRATIONS

APPLICATION_ID = 0x556E4B74
"""Stands in the file's header and says that it is Unknot's ("UnKt")."""
BUSY_TIMEOUT_MS = 1_000
"""How long one process waits for another's write: far longer than any of ours takes."""
_OLDEST_SQLITE = (3, 37, 0)
"""The first with STRICT tables."""
_MAGIC = b"SQLite format 3\0"


def open_database(path: Path, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> sqlite3.Connection:
    """Open the database at `path`, made if it is not there, and bring it to the present version.

    The connection is for the thread that calls. Raises StoreError, the file untouched, where the file is another
    application's, of a newer version, damaged, or can't be opened or written to.
    """
    _check_sqlite(path)
    try:
        if _has_unfinished_creation(path) or not _check_header(path, len(migrations)):
            make_private_file(path)
        return _open(path, migrations)
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        kind = DamagedError if is_damage(error) else StoreError
        raise kind(_("The record {path} can't be used: {why}.").format(path=path, why=plain(error))) from error


def open_in_memory() -> sqlite3.Connection:
    """Open an empty database of the present version that lives as long as its connection."""
    connection = _in_memory()
    _migrate(connection, Path(":memory:"), MIGRATIONS)
    return connection


def copy_in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a database in memory that begins as the one of `connection` stands."""
    copy = _in_memory()
    connection.backup(copy)
    return copy


def _in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def open_to_look(path: Path) -> sqlite3.Connection:
    """Open the database to read it without changing it. Raises sqlite3.Error or StoreError.

    One that somebody has open is never read but by SQLite: a file that is opened and closed beside it takes away all
    locks that this process has on it, and the next program to close it would throw away what is written after that.
    """
    if not path.with_name(path.name + "-wal").exists():
        _check_header(path, len(MIGRATIONS))
        # SQLite would add its side files to a database that nobody has open, unless told that nobody writes.
        return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        _version(connection, path, len(MIGRATIONS))
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Do what is inside wholly or not at all. It is on disk when this ends."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has rolled back by itself
            connection.execute("ROLLBACK")
        raise


def _open(path: Path, migrations: Sequence[Sequence[str]]) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path, migrations)
        # After the tables, so that the header of the file itself says whose it is. Another process that has the file
        # open at this very moment may forbid it: the next one to open it will do it.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Sequence[str]]) -> None:
    while _version(connection, path, len(migrations)) < len(migrations):
        with transaction(connection):
            version = _version(connection, path, len(migrations))  # another process may have been quicker
            for step in migrations[version] if version < len(migrations) else ():
                connection.execute(step)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {min(version + 1, len(migrations))}")


def _version(connection: sqlite3.Connection, path: Path, known: int) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application or version or tables:
        _refuse_strangers(path, application, version, known)
    return int(version)


def _check_header(path: Path, known: int) -> bool:
    """Look into the file itself, for opening another's database may already change it. False for an empty one."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return False
    if not header:
        return False
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise DamagedError(_("{path} is damaged, or not a record of Unknot. It was left as it is.").format(path=path))
    _refuse_strangers(path, int.from_bytes(header[68:72]), int.from_bytes(header[60:64]), known)
    return True


def _has_unfinished_creation(path: Path) -> bool:
    """Whether the computer went off while the file was made: SQLite then takes it back to an empty one."""
    journal = path.with_name(path.name + "-journal")
    if not (path.exists() and journal.exists() and journal.stat().st_size):
        return False
    with path.open("rb") as file:
        return not file.read(16).startswith(_MAGIC)


def _refuse_strangers(path: Path, application: int, version: int, known: int) -> None:
    if application != APPLICATION_ID:
        raise StrangerError(_("{path} belongs to another program. It was left as it is.").format(path=path))
    if version > known:
        raise StrangerError(
            _("{path} was written by a newer Unknot. Install that one to use it; it was left as it is.").format(
                path=path
            )
        )


def _check_sqlite(path: Path) -> None:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(
            _("SQLite {version} is too old for {path}: 3.37 is needed.").format(
                version=sqlite3.sqlite_version, path=path
            )
        )
