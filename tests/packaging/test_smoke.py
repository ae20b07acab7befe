"""The check of the built program lets nothing pass that it should not."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from unknot.desktop import children

GOOD = """#!/bin/sh
case "$1" in --version) echo unknot 0;; talks) echo Warning >&2;; fails) exit 3;; esac
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "bundle" / "unknot"
    file.parent.mkdir()
    file.write_text(GOOD)
    file.chmod(0o755)
    return file


def test_it_asks_for_voice_and_tones_as_the_program_does(smoke: ModuleType) -> None:
    assert children.VOICE[1:] == smoke.VOICE
    assert children.CHIMES[1:] == smoke.TONES


@pytest.mark.skipif(sys.platform == "win32", reason="the program stood in for is a shell script")
def test_what_it_says_on_stderr_fails_it_and_so_does_another_code(smoke: ModuleType, program: Path) -> None:
    built = smoke.Built(program, program.parents[1])
    assert built.run("anything") == ""
    with pytest.raises(smoke.SmokeError, match=r"said on stderr: \['Warning'\]"):
        built.run("talks")
    with pytest.raises(smoke.SmokeError, match="ended with 3"):
        built.run("fails")
    with pytest.raises(smoke.SmokeError, match="--version says 'unknot 0'"):
        smoke.tells_version(built)


def test_only_what_qt_says_of_every_program_is_passed_over(smoke: ModuleType) -> None:
    assert smoke.unknown("This plugin does not support raise()\n\n") == []
    assert smoke.unknown("QObject: Cannot create children\n") == ["QObject: Cannot create children"]


def whole(bundle: Path, smoke: ModuleType) -> None:
    """Lay out what a whole bundle has."""
    plugins = bundle / "_internal" / "PySide6" / "Qt" / "plugins"
    for name in smoke.PLUGINS:
        (plugins / name).parent.mkdir(parents=True, exist_ok=True)
        (plugins / name).touch()
    (bundle / "licences").mkdir()
    (bundle / "licences" / "Qt.txt").write_text("You may " * 50)
    listed = [f"    PySide6/Qt/plugins/{name}" for name in smoke.PLUGINS]
    text = "\n".join(["Qt 6", "    licence: Qt.txt", "    unknot", *listed])
    (bundle / "licences" / "CONTENTS.txt").write_text(text)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ("lost", "plugins are missing"),
        ("extra", "these files have no licence"),
        ("browser", "this was to be cut"),
        ("empty", "these licences are empty"),
    ],
)
def test_a_bundle_that_is_not_whole_is_told(smoke: ModuleType, program: Path, change: str, complaint: str) -> None:
    bundle = program.parent
    whole(bundle, smoke)
    built = smoke.Built(program, program.parents[1])
    assert smoke.looks_whole(built)
    internal = bundle / "_internal"
    if change == "lost":
        (internal / "PySide6" / "Qt" / "plugins" / smoke.PLUGINS[0]).unlink()
    elif change == "empty":
        (bundle / "licences" / "Qt.txt").write_text("")
    else:
        (internal / {"extra": "libother.so", "browser": "libQt6WebEngineCore.so"}[change]).touch()
    with pytest.raises(smoke.SmokeError, match=complaint):
        smoke.looks_whole(built)
