"""The start with the computer: one file, read and run by the desktop's own library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.buses import LIMIT_S, PLAIN, SYSTEM_PYTHON
from unknot.desktop.login_start import ID, Autostart, exec_line, login_start, own_command

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="autostart files are Linux's")

COMMAND = ["/opt/unknot/bin/unknot", "--in-tray"]
AWKWARD = ["a b", 'q"uote', "back\\slash", "$HOME", "`id`", "%f 100%", "ünïcode", "it's", "<&>", "", "~", "#;|*?"]
READER = """
import sys
from gi.repository import GLib
file = GLib.KeyFile()
for line in sys.stdin.read().split("\\0")[:-1]:
    entry = ("[Desktop Entry]\\nExec=" + line).encode()
    file.load_from_bytes(GLib.Bytes.new(entry), GLib.KeyFileFlags.NONE)
    command = file.get_string("Desktop Entry", "Exec")
    _done, parts = GLib.shell_parse_argv(command)
    print("\\0".join(part.replace("%%", "%") for part in parts), end="\\1")
"""
LAUNCHER = """
import sys
from gi.repository import Gio, GLib
entry = Gio.DesktopAppInfo.new_from_filename(sys.argv[1])
assert entry.get_name() == "Unknot"
entry.launch_uris_as_manager([], None, GLib.SpawnFlags.DO_NOT_REAP_CHILD, None, None, lambda _entry, pid: None)
"""


def lines(start: Autostart) -> list[str]:
    return start.file.read_text(encoding="utf-8").splitlines()


def test_it_lies_where_the_desktop_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    start = login_start(COMMAND)
    assert isinstance(start, Autostart)
    assert start.file == tmp_path / "autostart" / f"{ID}.desktop"
    monkeypatch.setenv("FLATPAK_ID", ID)  # there, that variable names a folder that no desktop reads
    monkeypatch.setenv("HOST_XDG_CONFIG_HOME", str(tmp_path / "host"))
    assert Autostart(COMMAND).file == tmp_path / "host" / "autostart" / f"{ID}.desktop"
    monkeypatch.delenv("FLATPAK_ID")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Autostart(COMMAND).file == tmp_path / ".config" / "autostart" / f"{ID}.desktop"


def test_turned_on_it_is_there_and_turned_off_it_is_gone(tmp_path: Path) -> None:
    start = Autostart(COMMAND, tmp_path / "autostart")
    start.turn_off()
    start.turn_on()
    assert lines(start)[0] == "[Desktop Entry]"
    assert 'Exec="/opt/unknot/bin/unknot" "--in-tray"' in lines(start)
    start.turn_on()
    assert list(start.file.parent.iterdir()) == [start.file]
    start.turn_off()
    assert list(start.file.parent.iterdir()) == []


def test_a_desktop_takes_it_for_an_entry_and_starts_what_it_says(tmp_path: Path) -> None:
    said = tmp_path / "said"
    program = tmp_path / "a folder with $igns" / "unknot"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{said}.new" && mv "{said}.new" "{said}"\n')
    program.chmod(0o700)
    start = Autostart([str(program), "--in-tray", "--data-dir", *AWKWARD], tmp_path / "autostart")
    start.turn_on()
    subprocess.run([SYSTEM_PYTHON, "-c", LAUNCHER, str(start.file)], env=PLAIN, check=True, timeout=LIMIT_S)
    wait = ["/bin/sh", "-c", f"until [ -e '{said}' ]; do sleep 0.02; done"]
    subprocess.run(wait, check=True, timeout=LIMIT_S)
    assert said.read_text(encoding="utf-8").splitlines() == ["--in-tray", "--data-dir", *AWKWARD]


parts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(parts, max_size=4).map(lambda more: ["/opt/unknot", *more]), max_size=12))
def test_every_command_comes_through_the_file_as_it_was(commands: list[list[str]]) -> None:
    told = "".join(exec_line(command) + "\0" for command in commands)
    read = subprocess.run(
        [SYSTEM_PYTHON, "-c", READER], env=PLAIN, input=told, capture_output=True, encoding="utf-8", check=True
    )
    assert [one.split("\0") for one in read.stdout.split("\1")[:-1]] == commands


# The program has moved


def test_it_follows_the_program_and_leaves_everything_else(tmp_path: Path) -> None:
    Autostart(["/old/unknot"], tmp_path).turn_on()
    start = Autostart(COMMAND, tmp_path)
    own = "X-GNOME-Autostart-Delay=20"
    start.file.write_text(start.file.read_text(encoding="utf-8") + own + "\n", encoding="utf-8")
    before = lines(start)
    start.mend()
    assert lines(start) == [f"Exec={exec_line(COMMAND)}" if line.startswith("Exec=") else line for line in before]
    assert own in lines(start)


def test_where_nothing_has_moved_nothing_is_written(tmp_path: Path) -> None:
    start = Autostart(COMMAND, tmp_path)
    start.turn_on()
    before = start.file.stat()
    start.mend()
    assert start.file.stat().st_ino == before.st_ino


def test_a_file_that_is_missing_or_no_file_of_that_kind_is_written_anew(tmp_path: Path) -> None:
    start = Autostart(COMMAND, tmp_path)
    start.mend()
    whole = lines(start)
    for content in (b"", b"[Desktop Entry]\n", b"\xff\xfe\n"):
        start.file.write_bytes(content)
        start.mend()
        assert lines(start) == whole


@pytest.mark.parametrize("off", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_turned_off_stays_off(tmp_path: Path, off: str) -> None:
    start = Autostart(COMMAND, tmp_path)
    start.file.write_text(f'[Desktop Entry]\nExec="/old/unknot"\n{off}\n')
    before = start.file.read_text()
    start.mend()
    assert start.file.read_text() == before


# How it was started


def test_a_script_is_started_by_its_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "unknot"
    script.touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["./unknot", "--distance"])
    assert own_command() == [str(script)]


@pytest.mark.parametrize("started", ["-m", "", "/somewhere/unknot/__main__.py"])
def test_a_module_is_started_by_its_python(monkeypatch: pytest.MonkeyPatch, started: str) -> None:
    monkeypatch.setattr(sys, "argv", [started])
    assert own_command() == [sys.executable, "-m", "unknot"]


def test_a_bundle_and_an_image_start_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == [sys.executable]
    monkeypatch.setenv("FLATPAK_ID", ID)
    assert own_command() == ["flatpak", "run", ID]
    monkeypatch.setenv("APPIMAGE", "/home/anna/Unknot.AppImage")
    assert own_command() == ["/home/anna/Unknot.AppImage"]
