"""Writing from a window: never waiting, never raising, losing nothing while the disk fails."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from unknot.core.anatomy import Region, Side
from unknot.core.plan import Kind, Phase, Tool
from unknot.core.session import Outcome
from unknot.store.database import open_database
from unknot.store.errors import StoreError
from unknot.store.journal import Journal
from unknot.store.kept import new_id
from unknot.store.record import Record

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
LEFT = Region("piriformis", Side.LEFT)
HOLD = Phase(Kind.COMPRESSION, 60.0, Tool.BALL, 1)


class Disk:
    """A real database whose disk can be made full, and whose folder can go away."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.there = True
        self.threads: set[int] = set()
        self._connection: sqlite3.Connection | None = None

    def open(self) -> Record:
        self.threads.add(threading.get_ident())
        if not self.there:
            raise StoreError("the folder is away")
        self._connection = open_database(self.path)
        return Record(self._connection)

    def fill(self, journal: Journal) -> None:
        journal.do(lambda _record: self._limit(1)).result()

    def free(self, journal: Journal) -> None:
        journal.do(lambda _record: self._limit(1_000_000)).result()

    def _limit(self, pages: int) -> None:
        assert self._connection is not None
        self._connection.execute(f"PRAGMA max_page_count = {pages}")


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path / "unknot.sqlite3")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def journal(disk: Disk, said: list[str]) -> Iterator[Journal]:
    journal = Journal(disk.open, said.append)
    yield journal
    journal.close()


def begin(session_id: str) -> Callable[[Record], None]:
    return lambda record: record.begin(session_id, LEFT, started_at=NOW, boundary=time(3))


def stop(session_id: str) -> Callable[[Record], None]:
    return lambda record: record.end(session_id, Outcome.STOPPED, NOW)


def many_sessions(journal: Journal, count: int = 60) -> list[str]:
    """More than fits into the free space of the last page."""
    ids = [new_id() for _ in range(count)]
    for session_id in ids:
        journal.do(begin(session_id)).result()
        journal.do(stop(session_id)).result()
    return ids


def on_disk(disk: Disk) -> list[str]:
    with Record.open(disk.path) as record:
        return [session.id for session in record.sessions()]


def test_it_opens_and_works_in_one_thread_of_its_own(disk: Disk, journal: Journal) -> None:
    threads = {journal.do(lambda _record: threading.get_ident()).result() for _ in range(5)}
    assert threads == disk.threads
    assert threading.get_ident() not in threads


def test_calls_run_in_order(journal: Journal, disk: Disk) -> None:
    session_id = new_id()
    journal.do(begin(session_id))
    journal.do(lambda record: record.phase_began(session_id, 1, HOLD, NOW))
    for seconds in range(1, 61):
        journal.do(lambda record, seconds=seconds: record.observed(session_id, 1, seconds, NOW))  # type: ignore[misc]
    journal.do(lambda record: record.end(session_id, Outcome.COMPLETED, NOW))
    (done,) = journal.do(lambda record: record.done_on(date(2026, 11, 22))).result()
    assert (done.outcome, done.seconds) == (Outcome.COMPLETED, 60.0)
    assert journal.close() == 0
    assert on_disk(disk) == [session_id]


def test_a_full_disk_is_said_once_and_what_was_done_still_counts(journal: Journal, disk: Disk, said: list[str]) -> None:
    first = new_id()
    journal.do(begin(first)).result()
    disk.fill(journal)
    ids = many_sessions(journal)
    journal.do(stop(first)).result()
    assert said == [
        "Not saved yet: the disk is full. It is kept while the program runs, and saved as soon as that is possible."
    ]
    assert len(journal.do(lambda record: record.done_on(date(2026, 11, 22))).result()) == len(ids) + 1
    assert len(journal.do(lambda record: record.rests(NOW)).result()) == len(ids) + 1, "who stopped rests all the same"
    assert len(on_disk(disk)) < len(ids)

    disk.free(journal)
    journal.do(lambda record: record.done_on(date(2026, 11, 22))).result()
    assert sorted(on_disk(disk)) == sorted([first, *ids]), "the next call, though it only reads, wrote what was kept"
    assert journal.close() == 0
    assert len(said) == 1


def test_closing_writes_what_is_left(journal: Journal, disk: Disk) -> None:
    journal.do(lambda record: record.settle(NOW)).result()
    disk.fill(journal)
    ids = many_sessions(journal)
    # Space returns while nobody calls.
    journal._worker.submit(disk._limit, 1_000_000).result()
    assert journal.close() == 0
    assert sorted(on_disk(disk)) == sorted(ids)


def test_what_could_not_be_written_in_the_end_is_counted(journal: Journal, disk: Disk) -> None:
    journal.do(lambda record: record.settle(NOW)).result()
    disk.fill(journal)
    ids = many_sessions(journal)
    lost = journal.close()
    with Record.open(disk.path) as record:
        written = 2 * len(list(record.sessions())) + record.unfinished()
    assert lost == 2 * len(ids) - written
    assert lost > 0
    assert journal.close() == 0


def test_a_second_failure_after_recovery_is_said_again(journal: Journal, disk: Disk, said: list[str]) -> None:
    journal.do(lambda record: record.settle(NOW)).result()
    for times in (1, 2):
        disk.fill(journal)
        many_sessions(journal)
        assert len(said) == times
        disk.free(journal)


def test_a_record_that_cannot_be_opened_keeps_writes_but_does_not_pretend_to_know(
    journal: Journal, disk: Disk, said: list[str]
) -> None:
    disk.there = False
    session_id = new_id()
    assert journal.do(begin(session_id)).result() is None
    assert said == [
        "Not saved yet: the folder is away. It is kept while the program runs, and saved as soon as that is possible."
    ]
    with pytest.raises(StoreError, match="the folder is away"):
        journal.do(lambda record: record.rests(NOW)).result()
    journal.do(stop(session_id)).result()
    disk.there = True
    assert len(journal.do(lambda record: record.rests(NOW)).result()) == 1
    assert on_disk(disk) == [session_id]
    assert len(said) == 1


def test_reading_what_cannot_be_opened_is_refused_and_nothing_is_kept(journal: Journal, disk: Disk) -> None:
    disk.there = False
    with pytest.raises(StoreError, match="the folder is away"):
        journal.do(lambda record: record.rests(NOW)).result()
    assert journal.close() == 0


def test_a_locked_record_is_written_when_the_lock_is_gone(journal: Journal, disk: Disk, said: list[str]) -> None:
    journal.do(lambda record: record.connection.execute("PRAGMA busy_timeout = 0")).result()
    other = open_database(disk.path)
    other.execute("BEGIN IMMEDIATE")
    session_id = new_id()
    journal.do(begin(session_id)).result()
    journal.do(stop(session_id)).result()
    assert len(said) == 1
    assert "another program keeps it locked" in said[0]
    other.execute("ROLLBACK")
    other.close()
    assert journal.close() == 0
    assert on_disk(disk) == [session_id]


def test_a_mistake_of_the_program_is_said_and_not_tried_again(journal: Journal, said: list[str]) -> None:
    future = journal.do(lambda record: record.rate_after("x", 11, NOW))
    with pytest.raises(ValueError, match="11"):
        future.result()
    assert said == ["Could not be saved: a rating of 11 is not between 0 and 10."]
    assert journal.close() == 0


def test_after_closing_calls_are_refused_quietly(journal: Journal) -> None:
    journal.close()
    with pytest.raises(StoreError, match="closed"):
        journal.do(lambda record: record.rests(NOW)).result()


def test_a_path_will_do(tmp_path: Path, said: list[str]) -> None:
    journal = Journal(tmp_path / "unknot.sqlite3", said.append)
    journal.do(begin(new_id())).result()
    assert journal.close() == 0
    assert said == []


# The file itself goes away


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody delete a file that is open")
@pytest.mark.parametrize("gone", [("",), ("-wal",), ("", "-wal", "-shm")], ids=["record", "log", "both"])
@pytest.mark.parametrize("replaced", [False, True])
def test_a_record_that_was_deleted_while_open_is_put_back(
    tmp_path: Path, said: list[str], gone: tuple[str, ...], replaced: bool
) -> None:
    # Given a session on record
    path = tmp_path / "data" / "unknot.sqlite3"
    path.parent.mkdir()
    journal = Journal(path, said.append)
    earlier, later = new_id(), new_id()
    for job in (begin(earlier), stop(earlier)):
        journal.do(job).result()

    # When the record is deleted, or another is put in its place, and another session begins
    for side in gone:
        path.with_name(path.name + side).unlink()
    if replaced and "" in gone:
        with Record.open(tmp_path / "other.sqlite3"):
            pass
        (tmp_path / "other.sqlite3").rename(path)
    for job in (begin(later), stop(later)):
        journal.do(job).result()

    # Then both are there, even without a good end
    shutil.copytree(path.parent, tmp_path / "copy")
    assert journal.close() == 0
    for folder in (path.parent, tmp_path / "copy"):
        with Record.open(folder / path.name) as record:
            assert {one.id for one in record.sessions()} == {earlier, later}
            assert record.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(said) == 1


def test_a_whole_folder_that_was_deleted_is_made_again(tmp_path: Path, said: list[str]) -> None:
    path = tmp_path / "data" / "unknot.sqlite3"
    path.parent.mkdir()
    journal = Journal(path, said.append)
    session_id = new_id()
    for job in (begin(session_id), stop(session_id)):
        journal.do(job).result()
    shutil.rmtree(path.parent)
    assert journal.close() == 0
    with Record.open(path) as record:
        assert [one.id for one in record.sessions()] == [session_id]


def test_a_record_that_can_not_be_put_back_is_tried_again_and_counts_as_lost(tmp_path: Path, said: list[str]) -> None:
    path = tmp_path / "data" / "unknot.sqlite3"
    path.parent.mkdir()
    journal = Journal(path, said.append)
    session_id = new_id()
    journal.do(begin(session_id)).result()
    shutil.rmtree(path.parent)
    path.parent.write_text("in the way")
    journal.do(stop(session_id)).result()
    assert journal.do(lambda record: len(list(record.sessions()))).result() == 1, "it can still be read"
    assert len(said) == 1
    assert journal.close() == 1


def test_an_ordinary_life_is_no_deletion(tmp_path: Path, said: list[str]) -> None:
    """Other programs look at the record and write to it meanwhile; everything is deleted and restored."""
    path = tmp_path / "unknot.sqlite3"
    journal = Journal(path, said.append)
    for _each in range(3):
        journal.do(begin(new_id())).result()
        with Record.open(path) as other:
            other.begin(new_id(), LEFT, started_at=NOW, boundary=time(3))
        journal.do(lambda record: record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result()
        journal.do(lambda record: record.connection.execute("VACUUM")).result()
    assert journal.close() == 0
    assert said == []
