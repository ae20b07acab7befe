"""How a verb without a window gets at the record."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime

from unknot.i18n import _
from unknot.store.errors import StoreError, plain
from unknot.store.instance import InstanceLock
from unknot.store.places import Places
from unknot.store.record import Record


@contextlib.contextmanager
def visit(places: Places, now: datetime) -> Iterator[Record]:
    """Open the record for a moment. What a crash left unfinished is settled first, unless a window is running.

    Raises StoreError for everything that SQLite reports, and for what is on record and can't be: a damaged file.
    """
    try:
        with Record.open(places.database) as record:
            settle_if_alone(record, InstanceLock(places.lock), now)
            yield record
    except (sqlite3.Error, ValueError, KeyError, OverflowError) as error:
        raise StoreError(
            _("The record {path} can't be used: {why}.").format(path=places.database, why=plain(error))
        ) from error


def settle_if_alone(record: Record, lock: InstanceLock, now: datetime) -> int:
    """Settle what is unfinished unless a window holds `lock`, for then it runs; return how many were settled."""
    if not record.unfinished():
        return 0
    with lock:
        return record.settle(now) if lock.try_acquire(patience_s=0) else 0
