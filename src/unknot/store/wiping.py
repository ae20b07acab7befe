"""Deletes everything that the program keeps about a person: gone, not marked. Only a rest that holds stays."""

import contextlib
import shutil
import sqlite3
from datetime import datetime

from unknot.core.safety import Rest, Uptime
from unknot.i18n import _
from unknot.store.errors import StoreError, plain
from unknot.store.kept import new_id
from unknot.store.places import SIDE_FILES, Places
from unknot.store.record import Record


def delete_all(record: Record, places: Places, now: datetime, uptime: Uptime | None = None) -> tuple[Rest, ...]:
    """Empty the record, with all that can be taken back, and remove the copies, the log and the settings.

    A rest that holds at `now` stays, and is returned: nothing that a person does lifts one. Raises StoreError where
    something can't be deleted; what was deleted until then is gone.
    """
    rests = record.rests(now, uptime)
    try:
        with Record.empty_in_memory() as empty:
            with empty.writing():
                for rest in rests:
                    empty.keep_rest(new_id(), rest)
            record.writes += 1
            empty.connection.backup(record.connection)
        record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        record.connection.execute("VACUUM")
        record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for path in (*places.leftovers(), places.settings, places.log, places.sight):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(places.backups)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(_("Not everything could be deleted: {why}.").format(why=plain(error))) from error
    return rests


def remove_record(places: Places) -> None:
    """Remove the file of a record in which `delete_all` left nothing, once nobody has it open.

    Where the system refuses, it stays: nothing is in it.
    """
    for side in (*SIDE_FILES, ""):
        with contextlib.suppress(OSError):
            places.database.with_name(places.database.name + side).unlink()
