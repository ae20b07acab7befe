"""The line to a bus, to a real one. What a bus should not say is in test_bus_broken."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.buses import LIMIT_S, private_bus
from unknot.desktop.bus import BUS, Bus, Incoming, session_address, socket_of, system_address, try_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.buses import PrivateBus

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")

INTERFACE = "io.github.unknot.Test"
RULE = f"type='signal',interface='{INTERFACE}'"


@pytest.fixture
def real(tmp_path: Path) -> Iterator[PrivateBus]:
    """Give a real bus."""
    with private_bus(tmp_path) as running:
        yield running


@contextmanager
def opened(qtbot: QtBot, address: str) -> Iterator[Bus]:
    """Give a line on which calls can be made."""
    made = Bus(address)
    with qtbot.waitSignal(made.ready):
        made.open()
    yield made
    made.close()
    made.deleteLater()


def asked(qtbot: QtBot, bus: Bus, *call: object, target: tuple[str, str, str] = BUS) -> tuple[object, ...] | None:
    """Make a call and wait for what comes back."""
    said: list[tuple[object, ...] | None] = []
    member, *rest = call
    bus.call(target, str(member), *map(str, rest[:1]), *rest[1:], answered=said.append)
    assert said == [], "not before the loop comes round"
    qtbot.waitUntil(lambda: bool(said))
    return said[0]


# Where a bus is


@pytest.mark.parametrize(
    ("address", "socket"),
    [
        ("unix:path=/run/user/1000/bus", ("/run/user/1000/bus", False)),
        ("unix:abstract=/tmp/dbus-abc,guid=12", ("/tmp/dbus-abc", True)),
        ("unix:guid=12,path=/a%20b%2cc", ("/a b,c", False)),
        ("tcp:host=localhost,port=4;unix:path=/second", ("/second", False)),
        ("tcp:host=localhost,port=4", ("", False)),
        ("unixexec:path=/bin/false", ("", False)),
        ("", ("", False)),
        ("nonsense;;=,:", ("", False)),
    ],
)
def test_the_first_socket_of_an_address_is_taken(address: str, socket: tuple[str, bool]) -> None:
    assert socket_of(address) == socket


def test_addresses_come_from_the_environment_of_a_linux_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/session")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/system")
    assert (session_address(), system_address()) == ("unix:path=/session", "unix:path=/system")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.delenv("DBUS_SYSTEM_BUS_ADDRESS")
    assert (session_address(), system_address()) == ("", "unix:path=/run/dbus/system_bus_socket")
    monkeypatch.setattr(sys, "platform", "win32")
    assert (session_address(), system_address()) == ("", "")


def test_the_messages_library_is_not_read_before_a_bus_lets_the_program_in() -> None:
    asking = (
        "import sys, unknot.app, unknot.surroundings\n"
        "from unknot.desktop.bus import Bus\n"
        "from unknot.desktop.media_player import MediaPlayer\n"
        "player = MediaPlayer(); player.appear(); player.show('Playing', 'a', 'b'); player.vanish()\n"
        "print([name for name in sys.modules if name.startswith('jeepney')])"
    )
    environment = {"PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", asking]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=LIMIT_S)
    assert done.stdout == "[]\n"


# A real bus


def test_a_call_is_answered(qtbot: QtBot, real: PrivateBus) -> None:
    with opened(qtbot, real.address) as bus:
        names = asked(qtbot, bus, "ListNames")
        assert names is not None
        assert "org.freedesktop.DBus" in list(names[0])  # type: ignore[call-overload]
        assert asked(qtbot, bus, "NameHasOwner", "s", "org.freedesktop.DBus") == (True,)


def test_an_abstract_address_will_do(qtbot: QtBot, tmp_path: Path) -> None:
    with private_bus(tmp_path, f"unix:abstract={tmp_path}/bus") as running:
        assert running.address.startswith("unix:abstract=")
        with opened(qtbot, running.address) as bus:
            assert asked(qtbot, bus, "NameHasOwner", "s", "a.b") == (False,)


def test_an_error_is_no_answer(qtbot: QtBot, real: PrivateBus) -> None:
    with opened(qtbot, real.address) as bus:
        assert asked(qtbot, bus, "NoSuchMethod") is None
        assert asked(qtbot, bus, "Inhibit", target=("a.b", "/a", "a.b")) is None
        assert asked(qtbot, bus, "NameHasOwner", "s", "a.b") == (False,), "the line is as it was"


def test_signals_are_heard_by_who_asked_for_them(qtbot: QtBot, real: PrivateBus) -> None:
    with opened(qtbot, real.address) as speaker, opened(qtbot, real.address) as listener:
        listener.listen(RULE)
        assert asked(qtbot, listener, "GetId") is not None  # the bus has the rule by then
        with qtbot.waitSignal(listener.heard) as caught:
            speaker.emit_signal("/a", INTERFACE, "Said", "sa{sv}", "hello", {"far": ("u", 7)})
        said = (caught.args or [None])[0]
        assert isinstance(said, Incoming)
        assert (said.path, said.interface, said.member, said.destination) == ("/a", INTERFACE, "Said", "")
        assert said.body == ("hello", {"far": ("u", 7)})
        assert [said.text(index) for index in range(3)] == ["hello", "", ""]


def test_calls_are_served_and_refused(qtbot: QtBot, real: PrivateBus) -> None:
    def serve(call: Incoming) -> None:
        if call.member == "Double":
            server.answer(call, "s", 2 * call.text(0))
        else:
            server.refuse(call, "UnknownMethod", "no such thing")

    target = ("io.github.unknot.Server", "/io/github/unknot", INTERFACE)
    with opened(qtbot, real.address) as server, opened(qtbot, real.address) as client:
        server.called.connect(serve)
        assert asked(qtbot, server, "RequestName", "su", "io.github.unknot.Server", 4) == (1,)
        client.call(target, "Double", "s", "nobody waits for this")
        assert asked(qtbot, client, "Double", "s", "ab", target=target) == ("abab",)
        assert asked(qtbot, client, "Explode", target=target) is None


def test_a_bus_that_ends_breaks_the_line_once(qtbot: QtBot, real: PrivateBus) -> None:
    with opened(qtbot, real.address) as bus:
        said: list[object] = []
        bus.lost.connect(lambda: said.append("lost"))
        real.process.kill()
        real.process.wait()
        bus.call(BUS, "ListNames", answered=said.append)
        qtbot.waitUntil(lambda: "lost" in said)
        assert said == [None, "lost"]

        # And from then on nothing is sent, and nothing harmed
        bus.call(BUS, "ListNames", answered=said.append)
        bus.emit_signal("/a", "a.b", "Said", "")
        bus.close()
        assert said == [None, "lost"]


def test_closed_it_tells_nobody(qtbot: QtBot, real: PrivateBus) -> None:
    with opened(qtbot, real.address) as witness, opened(qtbot, real.address) as bus:
        witness.listen(RULE)
        assert asked(qtbot, witness, "GetId") is not None
        said: list[object] = []
        bus.lost.connect(lambda: said.append("lost"))
        bus.call(BUS, "ListNames", answered=said.append)
        with qtbot.waitSignal(witness.heard):
            bus.emit_signal("/a", INTERFACE, "Last", "")
            bus.close()  # what was sent before arrives
        assert said == []


def test_where_there_is_no_bus_nothing_happens(qtbot: QtBot) -> None:
    said: list[object] = []
    bus = Bus("")
    bus.ready.connect(lambda: said.append("ready"))
    bus.lost.connect(lambda: said.append("lost"))
    bus.open()
    bus.call(BUS, "ListNames", answered=said.append)
    bus.emit_signal("/a", "a.b", "Said", "")
    bus.close()
    assert said == []
    bus.deleteLater()


def test_a_bus_that_is_not_there_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    said: list[object] = []
    bus = Bus(f"unix:path={tmp_path}/nothing")
    bus.lost.connect(lambda: said.append("lost"))
    bus.open()
    qtbot.waitUntil(lambda: said == ["lost"])
    bus.deleteLater()


# Tried out


def test_to_try_a_bus_out_is_to_come_and_to_go(qtbot: QtBot, real: PrivateBus) -> None:
    signals: list[Incoming] = []

    def changes() -> list[str]:
        return [told.text(2) for told in signals if told.member == "NameOwnerChanged"]

    parent = QObject()
    with opened(qtbot, real.address) as here:
        here.heard.connect(signals.append)
        here.listen("type='signal',member='NameOwnerChanged'")
        assert asked(qtbot, here, "GetId") is not None
        try_out(real.address, parent)
        qtbot.waitUntil(lambda: len(changes()) == 2)
    came, gone = changes()
    assert came.startswith(":")
    assert gone == ""
    (line,) = parent.findChildren(Bus)
    assert line.findChildren(QObject), "its onlooker goes with it"


def test_to_try_a_bus_out_that_is_not_there_does_nothing(qapp: QApplication) -> None:
    parent = QObject()
    try_out("", parent)
    try_out("unix:path=/nowhere", parent)
    qapp.processEvents()
