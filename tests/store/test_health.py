"""What the doctor says of the store."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from unknot.core.anatomy import Region, Side
from unknot.store.health import Finding, examine
from unknot.store.kept import new_id
from unknot.store.places import Places, find_places, name_places
from unknot.store.record import Record


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = find_places(tmp_path / "data")
    with Record.open(places.database) as record:
        for _ in range(300):
            now = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
            record.begin(new_id(), Region("piriformis", Side.LEFT), started_at=now, boundary=time(3))
    return places


def found(places: Places) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(places)}


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {file.name: (file.read_bytes(), file.stat().st_mode) for file in folder.iterdir()}


def test_a_healthy_store_is_ok_and_stays_as_it_is(places: Places) -> None:
    before = snapshot(places.folder)
    assert {finding.status for finding in found(places).values()} == {"ok"}
    assert snapshot(places.folder) == before


def test_a_store_that_is_not_there_is_ok_and_is_not_made(tmp_path: Path) -> None:
    places = name_places(tmp_path / "data")
    assert {finding.status for finding in found(places).values()} == {"ok"}
    assert not places.folder.exists()


def test_a_running_session_is_not_settled(places: Places) -> None:
    with Record.open(places.database) as record:
        assert found(places)["database"].status == "ok"
        assert record.unfinished() == 300


def test_a_damaged_page_fails(places: Places) -> None:
    content = places.database.read_bytes()
    places.database.write_bytes(content[:8192] + b"\xaa" * (len(content) - 8192))
    finding = found(places)["database"]
    assert finding.status == "fail"
    assert "damaged" in finding.detail
    assert finding.do


def test_a_dangling_phase_fails(places: Places) -> None:
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("INSERT INTO phases VALUES ('nobody', 1, 'friction', 1, 60.0, 0.0)")
        connection.commit()
    assert found(places)["database"].status == "fail"


def test_another_programs_database_fails(places: Places) -> None:
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("PRAGMA application_id = 7")
    assert "another program" in found(places)["database"].detail


@pytest.mark.parametrize("which", ["folder", "database", "lock"])
def test_what_others_can_read_is_a_warning_with_the_cure(places: Places, which: str) -> None:
    places.lock.touch(0o600)
    path = getattr(places, which)
    path.chmod(0o755)
    finding = found(places)["data folder"]
    assert finding.status == "warn"
    assert str(path) in finding.do
    assert path.stat().st_mode & 0o777 == 0o755


def test_a_file_where_the_folder_should_be_fails(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    findings = found(name_places(tmp_path / "data"))
    assert findings["data folder"].status == "fail"


def test_damaged_settings_are_a_warning_and_stay(places: Places) -> None:
    places.settings.write_text("goal = 99")
    finding = found(places)["settings"]
    assert finding.status == "warn"
    assert "goal" in finding.detail
    assert places.settings.read_text() == "goal = 99"


def test_a_folder_that_cannot_even_be_seen_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", closed)
    (finding,) = examine(name_places(tmp_path / "data"))
    assert (finding.name, finding.status) == ("data folder", "fail")
    assert "no permission" in finding.detail
