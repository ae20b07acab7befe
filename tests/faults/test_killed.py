"""Killed at any moment: what was on record stays, and what was being changed is old or new, and whole."""

import contextlib
import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from faults.breaking import (
    Said,
    content,
    copy_record,
    fill,
    heard,
    kill_verb,
    missing,
    run_verb,
    start_player,
    time_verb,
)
from faults.ledger import Ledger
from store.records import NOW
from unknot.store.database import open_database
from unknot.store.kept import new_id
from unknot.store.record import Record
from unknot.store.schema import MIGRATIONS

LONGEST_S = 0.8
"""Two sessions and a half at a thousand times their speed."""
SPEEDS = (100.0, 300.0, 1000.0)


def test_a_killed_session_loses_nothing_that_was_on_record(
    tmp_path: Path, chance: random.Random, ledger: Ledger, full: bool
) -> None:
    """The player is the program without its window; see there."""
    kills = 300 if full else 6
    everything: Said = {}
    lost: list[str] = []
    for _kill in range(kills):
        player = start_player(tmp_path / "data", chance.choice(SPEEDS))
        with player:
            assert player.stdout is not None
            lines = [player.stdout.readline()]  # the first phase is over: it is at work
            with contextlib.suppress(subprocess.TimeoutExpired):
                player.wait(chance.uniform(0, LONGEST_S))
            player.kill()
            lines += player.stdout.readlines()
        said = heard(lines)
        assert said, player
        lost += missing(tmp_path / "data", said)
        everything |= said
    lost += missing(tmp_path / "data", everything)
    phases = sum(what != "ended" for _session, what in everything)
    ledger.note("kill -9 in a session", kills, len(lost), f"{phases} phases on record before it")
    assert not lost


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done to a record: in `folder`, by a verb with words of its own. `made` is the record before."""

    made: Path
    verb: tuple[str, ...]

    def fresh(self, folder: Path) -> tuple[Path, tuple[str, ...]]:
        """Return a new record to do it to, and the words that do."""
        shutil.rmtree(folder, ignore_errors=True)
        copy_record(self.made, folder / "unknot.sqlite3")
        return folder / "unknot.sqlite3", (*self.verb, "--data-dir", str(folder))


def an_import(folder: Path, chance: random.Random, size: int) -> Deed:
    fill(folder / "old.sqlite3", size // 4, chance)
    fill(folder / "other.sqlite3", size, chance)
    copy_record(folder / "other.sqlite3", folder / "other" / "unknot.sqlite3")
    assert run_verb("export", str(folder / "in.json"), "--data-dir", str(folder / "other")).returncode == 0
    return Deed(folder / "old.sqlite3", ("import", str(folder / "in.json")))


def a_restore(folder: Path, chance: random.Random, size: int) -> Deed:
    fill(folder / "old.sqlite3", size // 2, chance)
    fill(folder / "copy.sqlite3", size, chance)
    return Deed(folder / "old.sqlite3", ("restore", str(folder / "copy.sqlite3")))


def a_migration(folder: Path, chance: random.Random, size: int) -> Deed:
    path = folder / "old.sqlite3"
    with Record(open_database(path, MIGRATIONS[:1])) as record, record.writing():
        for _each in range(4 * size):
            at = NOW.isoformat(timespec="milliseconds")
            record.connection.execute(
                "INSERT INTO sessions (id, muscle, side, started_at, ended_at, day, boundary, outcome, rehearsal,"
                " updated_at, note) VALUES (?, 'piriformis', 'left', ?, ?, '2026-11-22', '03:00', 'completed', 0, ?,"
                " ?)",
                (new_id(), at, at, at, chance.random().hex()),
            )
    return Deed(path, ("today", "--json"))


@pytest.mark.parametrize("made", [an_import, a_restore, a_migration])
def test_a_killed_change_of_the_whole_record_is_done_or_not(
    made: Callable[[Path, random.Random, int], Deed], tmp_path: Path, chance: random.Random, ledger: Ledger, full: bool
) -> None:
    kills, size = (100, 1_000) if full else (4, 300)
    deed = made(tmp_path, chance, size)
    # What the record holds before and after, and how long that takes. An older record is read through a migration.
    path, words = deed.fresh(tmp_path / "data")
    old = content(path)
    path, words = deed.fresh(tmp_path / "data")
    took_s = time_verb(*words)
    new = content(path)
    # When it is killed in between, again and again
    lost, killed, was_new = [], 0, 0
    for kill in range(kills):
        path, words = deed.fresh(tmp_path / "data")
        killed += kill_verb(chance.uniform(0, 1.1 * took_s), *words)
        found = content(path)
        was_new += found == new
        if found not in (old, new):
            lost.append(f"kill {kill}: neither the old record nor the new one")
    # Then it can be done after all
    assert run_verb(*words).returncode == 0
    name = made.__name__.removeprefix("an_").removeprefix("a_")
    ledger.note(f"kill -9 in {name}", kills, len(lost), f"{killed} at work, {was_new} done")
    assert not lost
    assert not full or killed > kills / 5, "it is often killed at work"  # a few kills may all come late
