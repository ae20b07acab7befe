"""Opening the database, or refusing it and leaving it as it is."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from unknot.store.database import APPLICATION_ID, open_database, open_to_look, transaction
from unknot.store.errors import StoreError
from unknot.store.schema import MIGRATIONS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "unknot.sqlite3"


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_new_one_is_ours_durable_and_strict(path: Path) -> None:
    with closing(open_database(path)) as connection:
        assert pragma(connection, "application_id") == APPLICATION_ID
        assert pragma(connection, "user_version") == len(MIGRATIONS)
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "synchronous") == 2  # FULL
        assert pragma(connection, "foreign_keys") == 1
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
        ours = {name: strict for name, strict in tables if not name.startswith("sqlite_")}
        kept = {"sessions", "phases", "checks", "rests", "routines"}
        assert ours == dict.fromkeys(kept | {"changes", "changed", "old_sessions", "old_phases", "old_routines"}, 1)


def test_opening_again_changes_nothing(path: Path) -> None:
    open_database(path).close()
    before = path.read_bytes()
    open_database(path).close()
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA application_id = 77")
        other.execute("CREATE TABLE theirs (x)")
        other.commit()
        shutil.copytree(tmp_path, tmp_path.with_name("crashed"))  # with what is only in its -wal
    crashed = tmp_path.with_name("crashed")
    for folder in (tmp_path, crashed):
        before = snapshot(folder)
        with pytest.raises(StoreError, match=r"\A[^\n]*belongs to another program[^\n]*\Z"):
            open_database(folder / path.name)
        assert snapshot(folder) == before


def test_tables_without_a_name_are_somebody_elses_too(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE sessions (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_database(path)
    assert path.read_bytes() == before


def test_a_newer_one_is_refused_and_left_alone(path: Path) -> None:
    open_database(path, [*MIGRATIONS, ["CREATE TABLE later (x INTEGER) STRICT"]]).close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"\A[^\n]*written by a newer Unknot[^\n]*\Z"):
        open_database(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"x", b"not a database " * 100, b"\0" * 4096])
def test_rubbish_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"\A[^\n]*is damaged[^\n]*\Z"):
        open_database(path)
    assert path.read_bytes() == content


def test_a_damaged_one_is_refused_in_one_line(path: Path) -> None:
    open_database(path).close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with pytest.raises(StoreError, match=r"\A[^\n]*can't be used: it is damaged\.\Z"):
        open_database(path)


def test_a_folder_in_its_place_is_refused_in_one_line(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError, match=r"\A[^\n]*it is a folder[^\n]*\Z"):
        open_database(path)


def test_an_empty_file_becomes_a_record(path: Path) -> None:
    path.touch()
    with closing(open_database(path)) as connection:
        assert pragma(connection, "user_version") == len(MIGRATIONS)


def test_migrations_run_in_order_and_only_once(path: Path) -> None:
    first = ["CREATE TABLE t (x INTEGER) STRICT"]
    second = ["ALTER TABLE t ADD COLUMN y INTEGER", "INSERT INTO t (x, y) VALUES (1, 2)"]
    with closing(open_database(path, [first])) as connection:
        assert pragma(connection, "user_version") == 1
    for _ in range(2):
        with closing(open_database(path, [first, second])) as connection:
            assert connection.execute("SELECT x, y FROM t").fetchall() == [(1, 2)]
            assert pragma(connection, "user_version") == 2


def test_a_migration_that_fails_leaves_the_version_before(path: Path) -> None:
    first = ["CREATE TABLE t (x INTEGER) STRICT"]
    open_database(path, [first]).close()
    with pytest.raises(StoreError):
        open_database(path, [first, ["INSERT INTO t VALUES (1)", "INSERT INTO nowhere VALUES (1)"]])
    with closing(open_database(path, [first])) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
        assert pragma(connection, "user_version") == 1


def test_a_transaction_is_whole_or_nothing(path: Path) -> None:
    with closing(open_database(path, [["CREATE TABLE t (x INTEGER) STRICT"]])) as connection:

        def half() -> None:
            with transaction(connection):
                connection.execute("INSERT INTO t VALUES (1)")
                connection.execute("INSERT INTO nowhere VALUES (1)")

        with pytest.raises(sqlite3.OperationalError):
            half()
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
        assert not connection.in_transaction


def test_looking_adds_nothing_to_a_folder(tmp_path: Path, path: Path) -> None:
    open_database(path).close()
    before = snapshot(tmp_path)
    with closing(open_to_look(path)) as connection:
        assert pragma(connection, "quick_check") == "ok"
    assert snapshot(tmp_path) == before


def test_looking_sees_what_a_crash_left_in_the_side_file(tmp_path: Path, path: Path) -> None:
    crashed = tmp_path / "crashed"
    with closing(open_database(path)) as connection:
        connection.execute("CREATE TABLE later (x)")
        shutil.copytree(tmp_path, crashed)
    before = (crashed / path.name).read_bytes(), (crashed / f"{path.name}-wal").read_bytes()
    with closing(open_to_look(crashed / path.name)) as connection:
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert ((crashed / path.name).read_bytes(), (crashed / f"{path.name}-wal").read_bytes()) == before


def test_a_creation_that_was_cut_off_is_begun_anew(tmp_path: Path, path: Path) -> None:
    """A power cut while the file was made: pages without a header, and a journal that says that it was empty."""
    whole = tmp_path / "whole"
    whole.mkdir()
    with closing(sqlite3.connect(whole / path.name, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE t (x)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 5000,)] * 50)
        shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    assert path.stat().st_size > 0
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])
    with closing(open_database(path)) as connection:
        assert pragma(connection, "user_version") == len(MIGRATIONS)
        assert pragma(connection, "quick_check") == "ok"
