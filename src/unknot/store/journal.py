"""Writes to the record from a window: in order, in a thread of its own, and losing nothing while the disk fails."""

import contextlib
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from unknot.i18n import _
from unknot.store.errors import StoreError, is_passing, is_storage_failure, plain
from unknot.store.record import Record

T = TypeVar("T")
STORAGE_ERRORS = (StoreError, sqlite3.Error, OSError, UnicodeDecodeError)
"""What the disk, the file or SQLite may answer with."""
Job = Callable[[Record], object]


class Files:
    """Which files a record is in, from the first look on: another one of the same name is not ours."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def changed(self, path: Path) -> bool:
        """Whether the record, or the log beside it that SQLite writes ahead, is there no more, or is another file."""
        for side in ("", "-wal"):
            try:
                found = path.with_name(path.name + side).stat().st_ino
            except (FileNotFoundError, NotADirectoryError):
                found = -1
            except OSError:
                continue  # it can't be looked at just now
            if found != self._known.setdefault(side, found) and self._known[side] != -1:
                return True
            self._known[side] = found
        return False


class Journal:
    """Owns a record in one worker thread.

    A write that the disk refuses is reported once through `on_failure` (one plain line; called in the worker thread,
    and must not raise), kept, and tried again, in order, with every later call and at the end. Until all is written,
    calls are answered from a copy in memory that has the kept writes in it: what a person just did counts, and a
    muscle that has to rest rests, on a full disk too.

    So give every call its values from outside (`new_id()`, the time): it may run more than once.
    """

    def __init__(self, record: Path | Callable[[], Record], on_failure: Callable[[str], None]) -> None:
        self._open: Callable[[], Record] = (lambda: Record.open(record)) if isinstance(record, Path) else record
        self._path = record if isinstance(record, Path) else None
        self._on_failure = on_failure
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._closed = False
        # Below here: the worker thread alone.
        self._disk: Record | None = None
        self._kept: deque[Job] = deque()
        self._stand_in: Record | None = None
        self._unread: Exception | None = None  # why the stand-in lacks what is on disk
        self._files = Files()
        self._adrift = False  # what is open is at its path no more, and could not be put back

    def do(self, job: Callable[[Record], T]) -> Future[T]:
        """Run `job` with the record, after every earlier one; never raises here.

        The future has what `job` returned: also where the disk failed and the write is kept. It has a StoreError where
        the record can't be read, and `job`'s own error where that one is no fault of the disk.
        """
        if self._closed:
            refused: Future[T] = Future()
            refused.set_exception(StoreError(_("The record is closed.")))
            return refused
        return self._worker.submit(self._run, job)

    def on_disk(self, job: Callable[[Record], T]) -> Future[T]:
        """Run `job` on the record on disk or not at all: nothing of it is kept in memory.

        The future has a StoreError where the disk can't.
        """
        if self._closed:
            return self.do(job)  # which says so
        return self._worker.submit(self._run_on_disk, job)

    def close(self) -> int:
        """Write what is left, close the record, and return how many writes the disk still refused (0: all is safe).

        Waits for the worker. A second call only waits.
        """
        if self._closed:
            self._worker.shutdown()
            return 0
        self._closed = True
        lost = self._worker.submit(self._finish).result()
        self._worker.shutdown()
        return lost

    def _run(self, job: Callable[[Record], T]) -> T:
        try:
            if self._write_kept():
                return self._on_disk(job)
            return self._in_memory(job)
        except Exception as error:
            if is_storage_failure(error):
                raise StoreError(_("The record can't be read: {why}.").format(why=_reason(error))) from error
            self._report_lost(error)
            raise

    def _run_on_disk(self, job: Callable[[Record], T]) -> T:
        if not self._write_kept():
            raise StoreError(_("The record can't be written to at the moment. Nothing was changed."))
        try:
            return job(self._opened())
        except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
            if not is_storage_failure(error):
                raise
            self._let_go_after(error)
            raise StoreError(_("Nothing was changed: {why}.").format(why=_reason(error))) from error

    def _on_disk(self, job: Callable[[Record], T]) -> T:
        try:
            return job(self._opened())
        except STORAGE_ERRORS as error:
            if not is_storage_failure(error):
                raise
            self._let_go_after(error)
            return self._in_memory(job, error)

    def _in_memory(self, job: Callable[[Record], T], failure: Exception | None = None) -> T:
        """Run a job where the disk can't, and keep it if it writes. `failure` is the first one, not yet reported."""
        record = self._stand_in = self._stand_in or self._copied()
        writes = record.writes
        try:
            answer = job(record)
            if record.writes > writes:
                self._kept.append(job)
                if failure is not None:
                    self._report_kept(failure)
            elif failure := failure or self._unread:
                raise failure
        finally:
            if not self._kept:
                self._drop_stand_in()
        return answer

    def _write_kept(self) -> bool:
        """Try again what is kept; whether nothing is left."""
        while self._kept:
            try:
                self._kept[0](self._opened())
            except STORAGE_ERRORS as error:
                if is_storage_failure(error):
                    self._let_go_after(error)
                    return False
                self._report_lost(error)  # it can never succeed: the others shall not wait for it
            self._kept.popleft()
        self._drop_stand_in()
        return True

    def _opened(self) -> Record:
        if self._disk is None:
            self._disk = self._open()
            self._files = Files()
        if self._path is not None and self._files.changed(self._path):
            self._put_back(self._disk, self._path)
        return self._disk

    def _put_back(self, open_still: Record, path: Path) -> None:
        """Put the record back: it was deleted or replaced while it was open, and what is written now would be lost."""
        from unknot.store.backup import put_back

        try:
            self._disk = put_back(open_still, path, datetime.now().astimezone())
        except STORAGE_ERRORS as error:
            if not self._adrift:
                self._report_kept(error)
            self._adrift = True
            return
        self._files, self._adrift = Files(), False
        self._on_failure(_("The record was deleted or replaced by something else. It has been put back, whole."))

    def _let_go_after(self, error: Exception) -> None:
        """Open the record anew next time, unless the failure is one that passes while it is open."""
        if self._disk is not None and not is_passing(error):
            with contextlib.suppress(sqlite3.Error):
                self._disk.close()
            self._disk = None

    def _copied(self) -> Record:
        """Return a copy of what is on disk, or an empty record, for writes alone, where that can't be read."""
        try:
            return self._opened().copy_in_memory()
        except STORAGE_ERRORS as error:
            self._unread = error
            return Record.empty_in_memory()

    def _drop_stand_in(self) -> None:
        if self._stand_in is not None:
            self._stand_in.close()
        self._stand_in = self._unread = None

    def _finish(self) -> int:
        self._write_kept()
        self._drop_stand_in()
        if self._disk is not None:
            self._opened().close()
        return max(len(self._kept), int(self._adrift))

    def _report_kept(self, error: Exception) -> None:
        line = _("Not saved yet: {why}. It is kept while the program runs, and saved as soon as that is possible.")
        self._on_failure(line.format(why=_reason(error)))

    def _report_lost(self, error: Exception) -> None:
        self._on_failure(_("Could not be saved: {why}.").format(why=_reason(error)))


def _reason(error: Exception) -> str:
    return plain(error).rstrip(".")
