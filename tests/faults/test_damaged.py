"""Damaged at rest: bits turned over, or cut off, in record, settings and guide. One plain line, never a traceback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from e2e.waiting import wait_until
from faults.breaking import PATIENCE_S, content, copy_record, fill, is_plain
from unknot import resources
from unknot.__main__ import main
from unknot.desktop.summons import socket_path
from unknot.store.health import examine
from unknot.store.places import name_places
from unknot.store.settings import Settings, read_settings, write_settings

if TYPE_CHECKING:
    import random

    from faults.ledger import Ledger

OFFSCREEN = "This plugin does not support "
"""What Qt's screen without a screen says by itself."""


def damage(content: bytes, chance: random.Random) -> bytes:
    """Cut a file off, turn bits of it over, or put zeros into it."""
    kind = chance.randrange(4)
    if kind == 0:
        return content[: chance.randrange(len(content))]
    damaged = bytearray(content)
    if kind == 1:
        start = chance.randrange(len(content))
        damaged[start : start + 4096] = bytes(len(damaged[start : start + 4096]))
    for _each in range(0 if kind == 1 else chance.choice([1, 1, 4, 64])):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run a verb in this process; return its exit code and what it complains of."""
    code = main(list(words))
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err, words
    return code, said.err


def test_a_damaged_record_is_told_in_a_line_and_a_copy_brings_it_back(
    tmp_path: Path, chance: random.Random, ledger: Ledger, full: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    times, lost, noticed, unforeseen = 400 if full else 15, [], 0, set()
    good, data = tmp_path / "good.sqlite3", tmp_path / "data"
    fill(good, 60, chance, note="a note")
    whole, before = good.read_bytes(), content(good)
    for number in range(times):
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()
        path = data / "unknot.sqlite3"
        path.write_bytes(damage(whole, chance))
        words = (["today"], ["export", str(tmp_path / "out.json")], ["backup", str(tmp_path / "copy")])
        for verb in words:
            code, complaint = asked(capsys, *verb, "--data-dir", str(data))
            assert code in (0, 1)
            assert is_plain(complaint), complaint
            noticed += bool(code)
            if "something went wrong" in complaint:
                unforeseen.add(f"{verb[0]}: {complaint}")
        assert all(found.do or found.status == "ok" for found in examine(name_places(data)))
        code, complaint = asked(capsys, "restore", str(good), "--data-dir", str(data))
        if (code, complaint) != (0, "") or content_of(path) != before:
            lost.append(f"{number}: {complaint}")
    ledger.note(
        "record cut off or bits turned over", times, len(lost), f"{noticed} refusals, {len(unforeseen)} unforeseen"
    )
    assert not lost, "\n".join(lost)
    assert noticed
    assert not unforeseen, unforeseen


def content_of(path: Path) -> str:
    """Return what is in a record, but for the change that a restore is."""
    return content(path).removesuffix(", 1]") + ", 0]"


@pytest.mark.parametrize("how", ["record", "settings"])
def test_the_window_opens_over_what_is_damaged_or_says_why_not(
    tmp_path: Path, chance: random.Random, ledger: Ledger, full: bool, how: str
) -> None:
    times, opened = 25 if full else 2, 0
    good, data = tmp_path / "good.sqlite3", tmp_path / "data"
    fill(good, 60, chance)
    write_settings(tmp_path / "settings.toml", Settings(goal=5, welcomed=True, window=(0, 0, 1100, 760)))
    for _each in range(times):
        shutil.rmtree(data, ignore_errors=True)
        copy_record(good, data / "unknot.sqlite3")
        shutil.copy(tmp_path / "settings.toml", data)
        file = data / ("unknot.sqlite3" if how == "record" else "settings.toml")
        file.write_bytes(damage(file.read_bytes(), chance))
        code, out, complaint = opens_and_ends(data)
        assert code in (0, 1), complaint
        assert is_plain(complaint), complaint
        assert "Traceback" not in out
        opened += not code
    ledger.note(f"window over a damaged {how}", times, 0, f"{opened} ended in order, the others in a line")


def opens_and_ends(data: Path) -> tuple[int, str, str]:
    """Open the window over a folder, and ask it to end once it listens, or hear why it does not."""
    with subprocess.Popen(
        [sys.executable, "-m", "unknot", "--data-dir", str(data)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        listens = socket_path(data)
        wait_until(lambda: listens.exists() or program.poll() is not None, "the window to be there", PATIENCE_S)
        if program.poll() is None:
            program.send_signal(signal.SIGTERM)
        out, complaint = program.communicate(timeout=PATIENCE_S)
    said = [line for line in complaint.splitlines() if not line.startswith(OFFSCREEN)]
    return program.returncode, out, "\n".join(said)


def test_damaged_settings_are_told_in_a_line_and_kept_beside(
    tmp_path: Path, chance: random.Random, ledger: Ledger, full: bool
) -> None:
    times, noted, lost = 2_000 if full else 200, 0, 0
    path = tmp_path / "settings.toml"
    write_settings(path, Settings(goal=5, welcomed=True, muscle="piriformis", reminded_at="2026-11-22T19:00:00+01:00"))
    whole = path.read_bytes()
    for _each in range(times):
        damaged = damage(whole, chance)
        path.write_bytes(damaged)
        _settings, note = read_settings(path)
        if note is not None:
            assert "\n" not in note
            noted += 1
            lost += path.with_name("settings.toml.damaged").read_bytes() != damaged
    ledger.note("settings damaged", times, lost, f"{noted} told in a line, kept beside")
    assert noted
    assert not lost


def test_a_damaged_guide_refuses_in_a_line(
    tmp_path: Path,
    chance: random.Random,
    ledger: Ledger,
    full: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times, refused = 300 if full else 20, 0
    shipped, copy = resources.root(), tmp_path / "resources"
    for folder in ("guide", "atlas", "positions", "i18n"):
        if (shipped / folder).is_dir():
            shutil.copytree(shipped / folder, copy / folder)
    monkeypatch.setenv(resources.VARIABLE, str(copy))
    files = sorted(file for file in copy.rglob("*.toml"))
    assert files
    for _each in range(times):
        file = chance.choice(files)
        whole = file.read_bytes()
        file.write_bytes(damage(whole, chance))
        code, complaint = asked(capsys, "plan", "--muscle", "piriformis", "--side", "left")
        assert is_plain(complaint), complaint
        assert "something went wrong" not in complaint, (file, complaint)
        refused += bool(code)
        file.write_bytes(whole)
    assert asked(capsys, "plan", "--muscle", "piriformis", "--side", "left") == (0, "")
    ledger.note("guide damaged", times, 0, f"{refused} refused in a line")
    assert refused
