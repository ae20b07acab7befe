"""A session as a media player, worked as the desktop's media keys work it: by playerctl, over a real bus."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from desktop.buses import LIMIT_S, PLAIN, SYSTEM_PYTHON, Lines, driven, private_bus
from unknot.desktop.media_player import METHODS, PATH, PLAYER, PROPERTIES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")

CALLING = """
import sys
from gi.repository import Gio, GLib
interface, member, kind, *values = sys.argv[1:]
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
arguments = GLib.Variant(kind, tuple(values)) if values else None
path = {"at-the-root": "/"}.get(kind, "/org/mpris/MediaPlayer2")
try:
    said = bus.call_sync("org.mpris.MediaPlayer2.unknot", path, interface, member, arguments, None, 0, -1)
    print(*said.unpack())
except GLib.Error as error:
    print(Gio.DBusError.get_remote_error(error))
"""
SHOWN = "show|Playing|Sustained compression|Piriformis, left"


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give a session bus of its own: what finds it in the environment."""
    with private_bus(tmp_path) as running:
        yield running.environment


@pytest.fixture
def onlooker(bus: dict[str, str]) -> Iterator[Lines]:
    """Give what says the state of the player whenever it changes, and an empty line when it goes."""
    with Lines(["playerctl", "--player=unknot", "--follow", "status"], bus) as follower:
        yield follower


@pytest.fixture
def program(bus: dict[str, str], onlooker: Lines) -> Iterator[Lines]:
    """Give a program whose player plays."""
    with driven("player", bus) as program:
        program.tell(SHOWN, "appear")
        assert [program.says(), program.says()] == ["did show", "did appear"]
        assert onlooker.says() == "Playing"
        yield program


def playerctl(bus: dict[str, str], *arguments: str) -> str:
    """Return what playerctl says, be it an error."""
    command = ["playerctl", *arguments]
    done = subprocess.run(command, env=PLAIN | bus, capture_output=True, text=True, check=False, timeout=LIMIT_S)
    return (done.stdout or done.stderr).strip()


def players(bus: dict[str, str]) -> list[str]:
    """Return the players there are; where there are none, playerctl says so in words that differ."""
    return sorted(line for line in playerctl(bus, "--list-all").splitlines() if " " not in line)


def call(bus: dict[str, str], interface: str, member: str, kind: str = "", *values: str) -> str:
    """Call the player as any program may; return what comes back, or the name of the error."""
    command = [SYSTEM_PYTHON, "-c", CALLING, interface, member, kind, *values]
    done = subprocess.run(command, env=PLAIN | bus, capture_output=True, text=True, check=True, timeout=LIMIT_S)
    return done.stdout.strip()


def test_it_is_listed_with_what_goes_on(bus: dict[str, str], program: Lines) -> None:
    assert players(bus) == ["unknot"]
    assert playerctl(bus, "status") == "Playing"
    said = playerctl(bus, "metadata", "--format", "{{title}} | {{artist}} | {{playerName}}")
    assert said == "Sustained compression | Piriformis, left | unknot"


@pytest.mark.parametrize(
    ("command", "wish"), [("play-pause", "play_pause"), ("pause", "pause"), ("play", "play"), ("next", "next")]
)
def test_a_media_key_says_what_somebody_wants(bus: dict[str, str], program: Lines, command: str, wish: str) -> None:
    assert playerctl(bus, command) == ""
    assert program.says() == wish
    assert playerctl(bus, "status") == "Playing", "it does nothing itself"


def test_stop_is_answered_though_the_player_goes_with_it(bus: dict[str, str], program: Lines, onlooker: Lines) -> None:
    assert playerctl(bus, "stop") == ""
    assert program.says() == "stop"
    assert onlooker.says() == ""
    assert players(bus) == []


def test_the_next_session_is_a_player_again(bus: dict[str, str], program: Lines, onlooker: Lines) -> None:
    program.tell("vanish", "vanish", "appear", "appear")
    assert [program.says() for _ in range(4)] == ["did vanish"] * 2 + ["did appear"] * 2
    assert [onlooker.says(), onlooker.says()] == ["", "Playing"]
    assert playerctl(bus, "pause") == ""
    assert program.says() == "pause"


def test_what_changes_is_told(bus: dict[str, str], program: Lines, onlooker: Lines) -> None:
    titles = ["playerctl", "--player=unknot", "--follow", "metadata", "title"]
    with Lines(titles, bus) as follower:
        assert follower.says() == "Sustained compression"
        program.tell("show|Paused|Sustained compression|Piriformis, left")
        assert onlooker.says() == "Paused"
        program.tell("show|Paused|Get into position|Piriformis, left")
        assert follower.says() == "Get into position"
        program.tell("show|Playing|Get into position|Piriformis, left")
        assert onlooker.says() == "Playing"


def test_a_killed_program_is_no_player(bus: dict[str, str], program: Lines, onlooker: Lines) -> None:
    program.kill()
    assert onlooker.says() == ""
    assert players(bus) == []


def test_a_second_one_takes_a_name_of_its_own_and_is_worked_apart(bus: dict[str, str], program: Lines) -> None:
    with driven("player", bus) as second:
        own = f"unknot.instance{second.process.pid}"
        with Lines(["playerctl", f"--player={own}", "--follow", "status"], bus) as follower:
            second.tell("show|Paused|Stripping|Gluteus medius, right", "appear")
            assert follower.says() == "Paused"
        assert players(bus) == ["unknot", own]
        playerctl(bus, f"--player={own}", "play")
        assert [second.says() for _ in range(3)] == ["did show", "did appear", "play"]
        playerctl(bus, "--player=unknot", "pause")
        assert program.says() == "pause"

        # And it does not wait for the name of the first one
        program.kill()
        assert players(bus) == [own]


def test_it_can_raise_the_window_and_not_quit(bus: dict[str, str], program: Lines) -> None:
    assert call(bus, ROOT, "Quit") == ""
    assert call(bus, ROOT, "Raise") == ""
    assert program.says() == "raise_window"
    assert call(bus, PROPERTIES, "Get", "(ss)", ROOT, "CanQuit") == "False"
    assert call(bus, PROPERTIES, "Get", "(ss)", ROOT, "Identity") == "Unknot"


def test_what_has_no_use_in_a_session_does_nothing(bus: dict[str, str], program: Lines) -> None:
    assert call(bus, PLAYER, "Previous") == ""
    assert call(bus, PLAYER, "OpenUri", "(s)", "file:///etc/passwd") == ""
    assert call(bus, "org.freedesktop.DBus.Peer", "Ping") == ""
    playerctl(bus, "pause")
    assert program.says() == "pause", "and nothing before"


@pytest.mark.parametrize(
    ("interface", "member", "rest", "error"),
    [
        (PLAYER, "Explode", (), "UnknownMethod"),
        ("io.github.unknot.Nothing", "Play", (), "UnknownMethod"),
        (PLAYER, "Play", ("at-the-root",), "UnknownObject"),
        (PROPERTIES, "Get", ("(ss)", PLAYER, "Colour"), "UnknownProperty"),
        (PROPERTIES, "Get", ("(ss)", "io.github.unknot.Nothing", "Rate"), "UnknownInterface"),
        (PROPERTIES, "Get", (), "UnknownInterface"),
        (PROPERTIES, "Set", ("(ss)", PLAYER, "Rate"), "PropertyReadOnly"),
    ],
)
def test_what_it_does_not_have_is_refused(
    bus: dict[str, str], program: Lines, interface: str, member: str, rest: tuple[str, ...], error: str
) -> None:
    assert call(bus, interface, member, *rest) == f"org.freedesktop.DBus.Error.{error}"


def test_it_describes_what_it_has(bus: dict[str, str], program: Lines) -> None:
    described = ET.fromstring(call(bus, "org.freedesktop.DBus.Introspectable", "Introspect"))
    found = {interface.get("name"): interface for interface in described.iter("interface")}
    assert found.keys() == {ROOT, PLAYER, PROPERTIES}
    for name, methods in METHODS.items():
        assert {method.get("name") for method in found[name].iter("method")} == set(methods)
    kinds = {value.get("name"): value.get("type") for value in found[PLAYER].iter("property")}
    assert kinds["Metadata"] == "a{sv}"
    assert kinds["Position"] == "x"
    assert PATH == "/org/mpris/MediaPlayer2"


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all"])
def test_without_a_bus_nothing_happens(address: str) -> None:
    with driven("player", {"DBUS_SESSION_BUS_ADDRESS": address}) as program:
        program.tell("appear", SHOWN, "vanish", "appear", "vanish", "quit")
        assert [program.says() for _ in range(5)][-1] == "did vanish"
        assert program.process.wait(timeout=LIMIT_S) == 0
