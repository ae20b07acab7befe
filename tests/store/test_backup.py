"""Copies of the record: whole, kept, taken back in, and refused where they are not what they should be."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.records import BOUNDARY, NOW, exported, session
from unknot.core.anatomy import Region, Side
from unknot.core.screening import Answer, CheckKind, Urgency, standing
from unknot.core.session import Outcome
from unknot.store import backup, editing
from unknot.store.backup import back_up, back_up_daily, backups, restore, set_aside, take_restore_back
from unknot.store.changes import Change, ChangeKind, changes, take_back
from unknot.store.database import APPLICATION_ID
from unknot.store.errors import DamagedError, StoreError
from unknot.store.kept import KeptCheck, new_id
from unknot.store.places import find_places
from unknot.store.record import Record
from unknot.store.schema import MIGRATIONS
from unknot.store.wiping import delete_all

LEFT = Region("piriformis", Side.LEFT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "unknot.sqlite3"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record.open(path) as record:
        fill(record, 3)
        yield record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "unknot-backups"


def fill(record: Record, count: int) -> None:
    with record.writing():
        for _each in range(count):
            editing.write_session(record, session(), BOUNDARY)


def change() -> Change:
    return Change(new_id(), ChangeKind.RESTORE, NOW, "copy.sqlite3")


def stop(record: Record) -> None:
    running = new_id()
    record.begin(running, LEFT, started_at=NOW, boundary=BOUNDARY)
    record.end(running, Outcome.STOPPED, NOW)


def emergency() -> KeptCheck:
    return KeptCheck(new_id(), Answer(NOW, CheckKind.WHOLE, ("both-legs",), Urgency.EMERGENCY))


# Copies


def test_a_copy_is_one_whole_private_file_that_says_the_same(record: Record, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy.sqlite3"
    copy.parent.mkdir()
    back_up(path, copy)
    assert [file.name for file in copy.parent.iterdir()] == ["copy.sqlite3"]
    assert copy.stat().st_mode & 0o777 == 0o600
    backup.check(copy)
    with Record.open(copy) as other:
        assert exported(other, tmp_path) == exported(record, tmp_path, name="here.json")


def test_one_may_write_while_it_is_copied(record: Record, path: Path, tmp_path: Path) -> None:
    told = []

    def write(done: int, of: int) -> None:
        told.append((done, of))
        fill(record, 1)

    back_up(path, tmp_path / "copy.sqlite3", write)
    assert told
    backup.check(tmp_path / "copy.sqlite3")


def test_giving_up_leaves_what_was_there(record: Record, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_text("older")

    def give_up(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises((InterruptedError, StoreError)):
        back_up(path, copy, give_up)
    assert copy.read_text() == "older"
    assert {file.name for file in tmp_path.iterdir()} <= {
        "copy.sqlite3",
        *(f"{path.name}{s}" for s in ("", "-wal", "-shm")),
    }


@pytest.mark.parametrize("where", ["unknot.sqlite3", "folder", "nowhere/copy.sqlite3"])
def test_a_place_that_will_not_do_is_refused(record: Record, path: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "folder").mkdir()
    before = exported(record, tmp_path)
    with pytest.raises(StoreError, match=r"\A[^\n]+\.\Z"):
        back_up(path, tmp_path / where)
    assert exported(record, tmp_path) == before


def test_without_a_record_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no record yet"):
        back_up(tmp_path / "none.sqlite3", tmp_path / "copy.sqlite3")
    assert not list(tmp_path.iterdir())


def test_a_damaged_record_is_not_copied(path: Path, tmp_path: Path) -> None:
    with Record.open(path) as record:
        fill(record, 200)
    damage(path)
    with pytest.raises(StoreError, match="is damaged"):
        back_up(path, tmp_path / "copy.sqlite3")
    assert not (tmp_path / "copy.sqlite3").exists()


def test_the_last_fourteen_days_are_kept(record: Record, path: Path, folder: Path) -> None:
    first = date(2026, 11, 1)
    for day in range(20):
        assert back_up_daily(path, folder, first + timedelta(days=day))
        assert not back_up_daily(path, folder, first + timedelta(days=day)), "once a day"
    names = sorted(file.name for file in folder.iterdir())
    assert names == [f"2026-11-{day:02}.sqlite3" for day in range(7, 21)]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(backups(folder)) == 14


PASSER_BY = """
import sys
from pathlib import Path
from unknot.store.record import Record

with Record.open(Path(sys.argv[1])) as record:
    print(len(list(record.sessions())))
"""


def seen_by_another(path: Path) -> int:
    """Return how many sessions another program sees, which opens the record and closes it again."""
    ran = subprocess.run([sys.executable, "-c", PASSER_BY, str(path)], capture_output=True, text=True, check=True)
    return int(ran.stdout)


@pytest.mark.parametrize("how", ["copied", "restored", "refused"])
def test_what_is_written_after_a_copy_is_not_lost_to_another_program(
    record: Record, path: Path, folder: Path, tmp_path: Path, how: str
) -> None:
    """A lock that is lost shows only when another program closes the record: it then takes it for unused."""
    back_up_daily(path, folder, date(2026, 11, 22))
    if how == "restored":
        restore(record, folder / "2026-11-22.sqlite3", folder, change())
    elif how == "refused":
        with pytest.raises(StoreError, match="is the record itself"):
            restore(record, path, folder, change())
    assert seen_by_another(path) == 3
    fill(record, 1)
    assert seen_by_another(path) == 4


# What is refused


def damage(path: Path) -> None:
    with path.open("rb+") as file:
        file.seek(path.stat().st_size // 4096 // 2 * 4096)
        file.write(random.Random(1).randbytes(3000))


def cut(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(4096)


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def make_foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def orphan(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO phases VALUES ('nobody', 1, 'friction', 1, 60.0, 60.0)")
        connection.commit()


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "damaged": (damage, "is damaged"),
    "cut off": (cut, "damaged"),
    "newer": (make_newer, "was written by a newer Unknot"),
    "foreign": (make_foreign, "belongs to another program"),
    "no database": (lambda path: path.write_text("hello" * 100), "is damaged, or not a record"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "orphans": (orphan, "points to what is not there"),
    "gone": (lambda path: path.unlink(), "it is not there"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_wrong_copy_is_refused_and_nothing_changes(
    record: Record, path: Path, folder: Path, tmp_path: Path, what: str
) -> None:
    spoil, line = REFUSED[what]
    copy = tmp_path / "copy.sqlite3"
    with Record.open(copy) as other:
        fill(other, 200)
    spoil(copy)
    was, before = copy.read_bytes() if copy.exists() else b"", exported(record, tmp_path)
    record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    bytes_before = path.read_bytes()
    with pytest.raises(StoreError, match=line) as refused:
        restore(record, copy, folder, change())
    assert "\n" not in str(refused.value)
    assert exported(record, tmp_path) == before
    assert path.read_bytes() == bytes_before
    assert (copy.read_bytes() if copy.exists() else b"") == was, "the copy itself stays as it is"
    assert not folder.exists() or not list(folder.iterdir())


# Taken back in


def test_a_copy_comes_back_and_what_was_before_is_kept(
    record: Record, path: Path, folder: Path, tmp_path: Path
) -> None:
    copy, there = tmp_path / "copy.sqlite3", exported(record, tmp_path)
    back_up(path, copy)
    fill(record, 2)
    before = exported(record, tmp_path)
    name = restore(record, copy, folder, change())
    assert exported(record, tmp_path) == there
    with Record.open(folder / name) as kept:
        assert exported(kept, tmp_path) == before
    (made,) = changes(record)
    back = take_back(record, made.id)
    assert back is not None
    assert back.backup == name
    take_restore_back(record, folder, name, NOW)
    assert exported(record, tmp_path) == before
    assert changes(record) == ()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_older_copy_is_brought_to_the_present(record: Record, folder: Path, tmp_path: Path, version: int) -> None:
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(copy, isolation_level=None)) as old:
        for steps in MIGRATIONS[:version]:
            for step in steps:
                old.execute(step)
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute(f"PRAGMA user_version = {version}")
        old.execute(
            "INSERT INTO sessions"
            " (id, muscle, side, started_at, ended_at, day, boundary, outcome, rehearsal, updated_at)"
            f" VALUES ('{new_id()}', 'piriformis', 'left', '2020-01-01T10:00:00.000+00:00',"
            " '2020-01-01T10:05:00.000+00:00', '2020-01-01', '03:00', 'completed', 0, '2020-01-01T10:05:00.000+00:00')"
        )
    was = copy.read_bytes()
    restore(record, copy, folder, change())
    (old_one,) = record.sessions()
    assert old_one.day == date(2020, 1, 1)
    assert copy.read_bytes() == was


def test_what_ran_when_it_was_copied_is_settled(record: Record, path: Path, folder: Path, tmp_path: Path) -> None:
    record.begin(new_id(), LEFT, started_at=NOW, boundary=BOUNDARY)
    back_up(path, tmp_path / "copy.sqlite3")
    restore(record, tmp_path / "copy.sqlite3", folder, change())
    assert record.unfinished() == 0
    assert Outcome.INTERRUPTED in {kept.outcome for kept in record.sessions()}


def test_a_rest_and_an_emergency_are_carried_over(record: Record, path: Path, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(path, copy)
    stop(record)
    record.add_check(emergency())
    name = restore(record, copy, folder, change())
    rests = record.rests(NOW + timedelta(hours=1))
    assert [rest.region for rest in rests] == [LEFT]
    assert standing(check.answer for check in record.checks()) is not None
    stop(record)
    take_restore_back(record, folder, name, NOW)
    assert len(record.rests(NOW + timedelta(hours=1))) == 2


def test_what_a_clinician_has_seen_does_not_come_back(record: Record, path: Path, folder: Path, tmp_path: Path) -> None:
    first = emergency()
    record.add_check(first)
    back_up(path, tmp_path / "copy.sqlite3")
    later = replace(first.answer, at=NOW + timedelta(hours=1), result=None, seen=True)
    record.add_check(KeptCheck(new_id(), later))
    restore(record, tmp_path / "copy.sqlite3", folder, change())
    assert standing(check.answer for check in record.checks()) is not None, "the copy does not know of the visit"


def test_a_damaged_record_can_be_replaced(path: Path, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    with Record.open(path) as record:
        fill(record, 200)
        expected = exported(record, tmp_path)
    back_up(path, copy)
    damage(path)
    with Record.open(path) as record:
        restore(record, copy, folder, change())
    with Record.open(path) as record:
        assert exported(record, tmp_path) == expected
    backup.check(path)


def test_what_is_no_record_at_all_is_moved_out_of_the_way(path: Path) -> None:
    path.write_text("hello" * 100)
    with pytest.raises(DamagedError):
        Record.open(path)
    aside = set_aside(path, NOW)
    assert aside.read_text() == "hello" * 100
    Record.open(path).close()


RESTORER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from unknot.store.backup import restore
from unknot.store.changes import Change, ChangeKind
from unknot.store.kept import new_id
from unknot.store.record import Record

with Record.open(Path(sys.argv[1])) as record:
    print("ready", flush=True)
    at = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
    restore(record, Path(sys.argv[2]), Path(sys.argv[3]), Change(new_id(), ChangeKind.RESTORE, at))
"""


def test_killed_half_way_the_one_or_the_other_is_there_whole(path: Path, folder: Path, tmp_path: Path) -> None:
    copy, seen = tmp_path / "copy.sqlite3", set()
    with Record.open(copy) as record:
        fill(record, 500)
    with Record.open(path) as record:
        fill(record, 3)
    shutil.copy(path, tmp_path / "first.sqlite3")
    for wait_ms in range(0, 200, 10):
        for side in ("", "-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        shutil.copy(tmp_path / "first.sqlite3", path)
        command = [sys.executable, "-c", RESTORER, str(path), str(copy), str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as restorer:
            assert restorer.stdout is not None
            restorer.stdout.readline()
            try:
                restorer.wait(wait_ms / 1000)
            except subprocess.TimeoutExpired:
                restorer.kill()
        with Record.open(path) as record:
            seen.add(len(list(record.sessions())))
            assert record.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert seen <= {3, 500}
    assert 3 in seen


# Deleted


def test_everything_is_gone_but_a_rest_that_holds(tmp_path: Path) -> None:
    places = find_places(tmp_path)
    note = "a secret that nobody shall find"
    with Record.open(places.database) as record:
        with record.writing():
            for _each in range(50):
                editing.write_session(record, session(note=note), BOUNDARY)
        editing.delete_sessions(
            record, Change(new_id(), ChangeKind.DELETE, NOW, note), [kept.id for kept in list(record.sessions())[:5]]
        )
        record.add_check(emergency())
        stop(record)
        back_up_daily(places.database, places.backups, NOW.date())
        left = ("unknot.sqlite3.damaged-2026", "unknot.sqlite3.0a1b2c3d.tmp", "settings.toml.0a1b2c3d.tmp")
        for file in (places.settings, places.log, *(places.database.with_name(name) for name in left)):
            file.write_text(note)
        (rest,) = delete_all(record, places, NOW)
        assert rest.region == LEFT
        assert len(record.rests(NOW)) == 1
        assert list(record.sessions()) == []
        assert changes(record) == ()
    assert {file.name for file in tmp_path.iterdir()} == {"unknot.sqlite3"}
    assert note.encode() not in places.database.read_bytes()
    with Record.open(places.database) as record:
        assert len(record.rests(NOW)) == 1
        assert list(record.checks()) == []
