"""The one error that the store raises, and the plain words for what the system or SQLite reports.

SQLite is loaded when there is something of its own to tell: a window is up sooner.
"""

import errno
import os
from typing import TYPE_CHECKING

from unknot.i18n import _

if TYPE_CHECKING:
    import sqlite3


class StoreError(Exception):
    """Something can't be read or written; the message says in one plain line what and where."""


class DamagedError(StoreError):
    """The file is damaged, or never was one of ours."""


class StrangerError(StoreError):
    """The file says that it is another program's, or a newer version's; one that is damaged may say so, too."""


def is_storage_failure(error: BaseException) -> bool:
    """Whether `error` comes from the disk or the file, so that the same call may succeed later."""
    import sqlite3

    # SQLite's primary result codes that speak of the disk or the file, not of a mistake in the program.
    speak_of_it = {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
    }
    if isinstance(error, sqlite3.Error):
        return _primary_code(error) in speak_of_it
    return isinstance(error, StoreError | OSError | UnicodeDecodeError)


def is_passing(error: BaseException) -> bool:
    """Whether the file is all right and only space is missing, or somebody else writes just now."""
    import sqlite3

    passing = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return isinstance(error, sqlite3.Error) and _primary_code(error) in passing


def is_damage(error: BaseException) -> bool:
    """Whether the file itself is damaged: another try will find it so too.

    Python can't even read what SQLite says of a table whose name is damaged: that is a UnicodeDecodeError.
    """
    import sqlite3

    if isinstance(error, UnicodeDecodeError):
        return True
    return isinstance(error, sqlite3.Error) and _primary_code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def plain(error: BaseException) -> str:
    """Return in a few words why storage failed."""
    import sqlite3

    if isinstance(error, OSError):
        return _plain_system(error)
    if isinstance(error, sqlite3.Error):
        return _plain_sqlite(error)
    return _("it is damaged") if isinstance(error, UnicodeDecodeError) else str(error)


def _primary_code(error: "sqlite3.Error") -> int:
    import sqlite3

    # Errors that Python's module raises by itself carry no code.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _plain_system(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return _("the disk is full")
        case errno.EACCES | errno.EPERM:
            return _("no permission")
        case errno.EROFS:
            return _("the disk can only be read")
        case errno.ENOENT:
            return _("it is not there")
        case errno.EISDIR:
            return _("it is a folder")
        case errno.ENOTDIR | errno.EEXIST:
            return _("a file is in the way")
        case None:
            return str(error)
        case number:
            return os.strerror(number)


def _plain_sqlite(error: "sqlite3.Error") -> str:
    import sqlite3

    match _primary_code(error):
        case sqlite3.SQLITE_FULL:
            return _("the disk is full")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return _("it can only be read")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _("another program keeps it locked")
        case sqlite3.SQLITE_CANTOPEN:
            return _("it can't be opened")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _("it is damaged")
        case sqlite3.SQLITE_IOERR:
            return _("the disk reports an error")
        case _:
            return str(error)
