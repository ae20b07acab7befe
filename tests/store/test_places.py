"""Where things are kept, and that nobody else can read them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from unknot.store.database import open_database
from unknot.store.errors import StoreError
from unknot.store.places import find_places, is_open_to_others, name_places


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def test_a_data_folder_holds_everything(tmp_path: Path) -> None:
    places = find_places(tmp_path / "data")
    assert places.folder == tmp_path / "data"
    assert places.database == tmp_path / "data/unknot.sqlite3"
    assert places.settings == tmp_path / "data/settings.toml"
    assert places.log == tmp_path / "data/unknot.log"
    assert places.lock == tmp_path / "data/unknot.lock"


def test_without_one_the_platform_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    places = find_places(None)
    assert all(tmp_path in folder.parents for folder in places.folders)
    assert all(mode(folder) == 0o700 for folder in places.folders)


def test_naming_makes_nothing(tmp_path: Path) -> None:
    name_places(tmp_path / "data")
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("umask")
def test_whatever_the_umask_everything_made_is_the_owners_alone(tmp_path: Path) -> None:
    places = find_places(tmp_path / "data")
    connection = open_database(places.database)
    connection.execute("CREATE TABLE more (x)")
    try:
        files = [file for file in places.files if file.exists()]
        assert len(files) == 3  # the database, -wal and -shm
        assert [mode(file) for file in files] == [0o600] * 3
        assert mode(places.folder) == 0o700
    finally:
        connection.close()


def test_what_stood_open_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    for file in name_places(folder).files:
        file.touch()
        file.chmod(0o666)
    folder.chmod(0o777)
    places = find_places(folder)
    assert mode(folder) == 0o700
    assert {mode(file) for file in places.files} == {0o600}


def test_a_folder_with_other_peoples_things_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "letter.txt").touch()
    find_places(folder)
    assert mode(folder) == 0o755


@pytest.mark.parametrize("bits", [0o1777])
def test_a_shared_folder_stays_shared(tmp_path: Path, bits: int) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(bits)
    find_places(folder)
    assert mode(folder) == bits


def test_the_home_folder_is_not_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    tmp_path.chmod(0o755)
    find_places(tmp_path)
    assert mode(tmp_path) == 0o755


def test_a_file_in_the_way_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    with pytest.raises(StoreError, match=r"data can't be made: a file is in the way\.\Z"):
        find_places(tmp_path / "data")
    assert (tmp_path / "data").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "letter.txt").touch()
    folder.chmod(0o500)
    with pytest.raises(StoreError, match="can't be written to"):
        find_places(folder)


def test_open_to_others_means_any_right_of_anybody_else(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.touch()
    path.chmod(0o600)
    assert not is_open_to_others(path)
    path.chmod(0o610)
    assert is_open_to_others(path)
