"""A second start calls the first window, over a real socket in a folder of the test's own."""

import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from unknot.desktop.summons import Summons, socket_name, summon


@pytest.fixture(autouse=True)
def sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give sockets a folder of their own, with a name short enough for one."""
    with tempfile.TemporaryDirectory(prefix="u") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def summons(folder: Path, qtbot: QtBot) -> Iterator[Summons]:
    summons = Summons(folder)
    yield summons
    summons.close()
    summons.deleteLater()


def test_a_window_that_is_called_hears_it(summons: Summons, folder: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(summons.called):
        assert summon(folder)


def test_each_call_is_heard(summons: Summons, folder: Path, qtbot: QtBot) -> None:
    heard: list[None] = []
    summons.called.connect(lambda: heard.append(None))
    assert [summon(folder) for _ in range(3)] == [True, True, True]
    qtbot.waitUntil(lambda: len(heard) == 3)


def test_nobody_there_is_said(folder: Path, qtbot: QtBot) -> None:
    assert not summon(folder)


def test_after_closing_nobody_is_there(summons: Summons, folder: Path, sockets: Path) -> None:
    summons.close()
    assert not summon(folder)
    assert list(sockets.iterdir()) == []


def test_the_window_of_another_folder_is_not_called(summons: Summons, folder: Path, tmp_path: Path) -> None:
    assert not summon(tmp_path / "another")


def test_the_same_folder_by_another_path_is_the_same(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    assert socket_name(folder) == socket_name(tmp_path / "inner" / "..")


def test_only_the_owner_may_use_the_socket(summons: Summons, folder: Path, sockets: Path) -> None:
    mode = (sockets / socket_name(folder)).stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) & 0o077 == 0


def test_what_a_killed_window_left_is_no_hindrance(folder: Path, sockets: Path, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(sockets / socket_name(folder)))
        killed.listen()
    assert not summon(folder)
    summons = Summons(folder)
    with qtbot.waitSignal(summons.called):
        assert summon(folder)
    summons.close()
