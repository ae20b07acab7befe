"""The disk under a record: full, closed to us, locked, slow; and the record deleted while it is open."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faults.breaking import (
    PATIENCE_S,
    Said,
    content,
    copy_record,
    fill,
    heard,
    is_plain,
    missing,
    run_verb,
    start_player,
)
from unknot.store.errors import StoreError
from unknot.store.files import add_to_log
from unknot.store.settings import Settings, load, write_settings

if TYPE_CHECKING:
    import random

    from faults.ledger import Ledger

SMALL_MB = 4
LOOSE_BYTES = 300_000
"""Up to so much is free on a full disk: it fills up at another place each time."""
NOBODY = 65534
CLOSED = ("dac_override", "dac_read_search", "fowner", "chown")
"""What root gives up to be held off by rights, as everybody is."""
SLOW_US = 250_000


class SmallDisk:
    """A disk of its own, that can be made full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, leaving: int = 0) -> None:
        """Leave no more than so many bytes."""
        with self._ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"\0" * 4096)
        with self._ballast.open("rb+") as file:
            file.truncate(max(0, self._ballast.stat().st_size - leaving))

    def free(self) -> None:
        """Let there be space again."""
        self._ballast.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_MB}m,mode=700", "unknot-test", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("nobody may mount a small disk here; tests/store/test_journal.py has SQLite's own limit")
    yield SmallDisk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True)


class Listener:
    """A player, and what it has said so far."""

    def __init__(self, folder: Path, speed: float = 1000.0, prefix: tuple[str, ...] = ()) -> None:
        self.lines: list[str] = []
        self.player = start_player(folder, speed, prefix)

    def until(self, told: Callable[[str], bool]) -> str:
        """Listen until a line that counts."""
        assert self.player.stdout is not None
        for line in self.player.stdout:
            self.lines.append(line)
            if told(line):
                return line
        raise AssertionError(f"the player ended: {self.lines[-3:]} {self.player.communicate()[1]}")

    def phases(self, count: int) -> None:
        """Listen until so many more phases are on record."""
        for _each in range(count):
            self.until(is_phase)

    def end(self, how: signal.Signals = signal.SIGTERM) -> Said:
        """End it, and return all that it said."""
        self.player.send_signal(how)
        out, err = self.player.communicate(timeout=PATIENCE_S)
        self.lines += out.splitlines(keepends=True)
        assert err == ""
        return heard(self.lines)

    def lost(self) -> int:
        """Return what it said at its end."""
        return int(self.lines[-1].removeprefix("lost "))


@pytest.fixture
def listen() -> Iterator[Callable[..., Listener]]:
    """Return what starts a player and listens; none is left running."""
    made: list[Listener] = []

    def start(folder: Path, speed: float = 1000.0, prefix: tuple[str, ...] = ()) -> Listener:
        made.append(Listener(folder, speed, prefix))
        return made[-1]

    yield start
    for listener in made:
        with listener.player as player:
            player.kill()


def is_phase(line: str) -> bool:
    return len(line.split(maxsplit=1)[0]) == 36


def is_trouble(line: str) -> bool:
    return line.startswith("trouble: ")


@pytest.mark.parametrize("freed", [True, False], ids=["freed", "full to the end"])
def test_a_session_goes_on_while_the_disk_is_full(
    disk: SmallDisk, listen: Callable[..., Listener], ledger: Ledger, full: bool, *, freed: bool
) -> None:
    times, lost, kept = 6 if full else 1, [], 0
    for number in range(times):
        data = disk.folder / f"data-{number}"
        listener = listen(data)
        listener.phases(3)
        disk.fill()
        said = listener.until(is_trouble)
        assert said.startswith("trouble: Not saved yet: the disk is full."), said
        before = heard(listener.lines[:-3])  # what came just before may have been kept already
        listener.phases(5)
        if freed:
            disk.free()
            everything = listener.end()
            lost += missing(data, everything)
            assert listener.lost() == 0
        else:
            everything = listener.end()
            assert listener.lost() > 0, "it is said what could not be saved"
            assert listener.player.returncode == 1
            disk.free()
            lost += missing(data, {one: value for one, value in before.items() if one[1] != "ended"})
        kept += len(everything)
        shutil.rmtree(data)
    ledger.note(
        f"disk full in a session, {'freed later' if freed else 'to the end'}", times, len(lost), f"{kept} things told"
    )
    assert not lost


@pytest.mark.parametrize("verb", ["backup", "export", "import", "restore"])
def test_a_verb_on_a_full_disk_changes_nothing_or_all(
    disk: SmallDisk, tmp_path: Path, chance: random.Random, ledger: Ledger, full: bool, verb: str
) -> None:
    times, lost, refused = 40 if full else 2, [], 0
    fill(tmp_path / "old.sqlite3", 200, chance)
    (tmp_path / "other").mkdir()
    fill(tmp_path / "other" / "unknot.sqlite3", 600, chance)
    assert run_verb("export", str(tmp_path / "in.json"), "--data-dir", str(tmp_path / "other")).returncode == 0
    file = {
        "backup": disk.folder / "copy.sqlite3",
        "export": disk.folder / "out.json",
        "import": tmp_path / "in.json",
        "restore": tmp_path / "other" / "unknot.sqlite3",
    }[verb]
    old = content(tmp_path / "old.sqlite3")
    for number in range(times):
        path = disk.folder / "data" / "unknot.sqlite3"
        copy_record(tmp_path / "old.sqlite3", path)
        if verb in {"backup", "export"}:
            file.write_text("what was there before")
        disk.fill(chance.randrange(LOOSE_BYTES) if number else 0)
        done = run_verb(verb, str(file), "--data-dir", str(path.parent))
        disk.free()
        refused += done.returncode
        assert done.returncode in (0, 1), done
        assert is_plain(done.stderr), done.stderr
        if done.returncode and (content(path) != old or "something went wrong" in done.stderr):
            lost.append(f"{number}: {done.stderr}")
        if done.returncode and verb in {"backup", "export"} and file.read_text() != "what was there before":
            lost.append(f"{number}: the old file")
        shutil.rmtree(path.parent)
    ledger.note(f"disk full in {verb}", times, len(lost), f"{refused} refused in a line")
    assert not lost
    assert refused, "it is full at least once"


def test_settings_and_log_on_a_full_disk(disk: SmallDisk, ledger: Ledger) -> None:
    path, log = disk.folder / "settings.toml", disk.folder / "unknot.log"
    write_settings(path, Settings(goal=5))
    disk.fill()
    for goal in range(6, 16):
        with pytest.raises(StoreError, match="the disk is full"):
            write_settings(path, Settings(goal=goal, emergency_number="9" * 20, day_boundary="04:00"))
        add_to_log(log, "x" * 10_000)
        assert load(path) == Settings(goal=5)
    assert sorted(one.name for one in disk.folder.glob("*.tmp")) == []
    ledger.note("disk full in settings and log", 10, 0)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a folder to another")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_folder_of_somebody_else_is_refused_in_a_line(
    tmp_path: Path, chance: random.Random, ledger: Ledger, what: str
) -> None:
    data, other = tmp_path / "data", tmp_path / "other.sqlite3"
    data.mkdir(mode=0o755)
    fill(data / "unknot.sqlite3", 20, chance)
    fill(other, 20, chance)
    old = content(data / "unknot.sqlite3")
    for path in (data, *data.iterdir()) if what == "folder" else (data / "unknot.sqlite3",):
        os.chown(path, NOBODY, NOBODY)
    data.chmod(0o755)
    held_off = ["setpriv", "--bounding-set", ",".join(f"-{one}" for one in CLOSED)]
    held_off += ["--inh-caps", ",".join(f"-{one}" for one in CLOSED), sys.executable, "-m", "unknot"]
    words = [["today"], ["export", "out.json"], ["import", "in.json"], ["backup", "copy"], ["restore", str(other)]]
    if what == "folder":
        words.append([])  # the window; over a file alone that is closed it opens, and says so
    (tmp_path / "in.json").write_text(
        '{"format":"unknot-export","version":1,"exported_at":"2026-11-22T19:00:00+01:00","sessions":[]}'
    )
    for verb in words:
        done = subprocess.run(
            [*held_off, *verb, "--data-dir", str(data)],
            cwd=tmp_path,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done
        assert is_plain(done.stderr), done
        assert "something went wrong" not in done.stderr, done
    for path in (data, *data.iterdir()):
        os.chown(path, 0, 0)
    same = content(data / "unknot.sqlite3") == old
    ledger.note(f"{what} of another user", len(words), int(not same), "each refused in a line")
    assert same


def test_a_record_that_another_program_keeps_locked(
    tmp_path: Path, listen: Callable[..., Listener], ledger: Ledger, full: bool
) -> None:
    times, lost = 6 if full else 1, []
    for number in range(times):
        data = tmp_path / f"data-{number}"
        listener = listen(data)
        listener.phases(2)
        other = sqlite3.connect(data / "unknot.sqlite3", isolation_level=None, timeout=30)
        other.execute("BEGIN EXCLUSIVE")
        said = listener.until(is_trouble)
        assert "another program keeps it locked" in said
        listener.phases(3)
        other.execute("ROLLBACK")
        other.close()
        lost += missing(data, listener.end())
        assert listener.lost() == 0
    ledger.note("locked by another program for seconds", times, len(lost))
    assert not lost


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is what makes a disk slow")
def test_a_slow_disk(tmp_path: Path, listen: Callable[..., Listener], ledger: Ledger, full: bool) -> None:
    """Every write that has to reach the disk takes a quarter of a second, as on a tired card."""
    times, lost = 5 if full else 1, []
    calls = "fsync,fdatasync"
    slow: tuple[str, ...] = ("strace", "-D", "-f", "-o", "/dev/null", "-e", f"trace={calls}")
    slow += ("-e", f"inject={calls}:delay_exit={SLOW_US}")
    for number in range(times):
        data = tmp_path / f"data-{number}"
        listener = listen(data, 40.0, slow)  # faster, it would write more than such a disk takes
        listener.phases(4)
        lost += missing(data, listener.end())
        assert listener.lost() == 0
    ledger.note(f"a slow disk ({SLOW_US / 1000:.0f} ms a write)", times, len(lost))
    assert not lost


def test_a_record_that_is_deleted_while_open(
    tmp_path: Path, chance: random.Random, listen: Callable[..., Listener], ledger: Ledger, full: bool
) -> None:
    times, lost = 30 if full else 2, []
    for number in range(times):
        data = tmp_path / f"data-{number}"
        listener = listen(data)
        listener.phases(chance.randint(1, 8))
        time.sleep(chance.uniform(0, 0.1))  # at any moment of a phase
        for side in chance.choice([("",), ("-wal",), ("", "-wal"), ("", "-wal", "-shm")]):
            (data / f"unknot.sqlite3{side}").unlink()
        listener.until(is_trouble)
        listener.phases(2)
        lost += missing(data, listener.end(chance.choice([signal.SIGTERM, signal.SIGKILL])))
    ledger.note("record deleted while open", times, len(lost), "put back each time")
    assert not lost
