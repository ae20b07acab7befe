"""The computer goes to sleep: said by a stand-in on a bus that takes the place of the system's."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from desktop.buses import LIMIT_S, Lines, driven, private_bus, stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")

LOGIND = "org.freedesktop.login1"
SLEEPER = "io.github.unknot.Sleeper"  # the program that listens


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give a system bus of its own: what finds it in the environment."""
    with private_bus(tmp_path) as running:
        yield {"DBUS_SYSTEM_BUS_ADDRESS": running.address}


def listening(bus: dict[str, str]) -> Lines:
    """Start a program that listens, and wait until the bus knows that it does."""
    program = driven("sleep", bus)
    program.tell("listen")
    assert sorted([program.says(), program.says()]) == ["did listen", "listening"]
    return program


def test_going_to_sleep_is_heard_and_waking_up_is_not(bus: dict[str, str]) -> None:
    with stand_in("sleep_stub.py", bus, LOGIND) as system, listening(bus) as program:
        system.tell("true", "false", "true")
        assert [program.says(), program.says()] == ["about to sleep"] * 2
        program.tell("close")
        assert program.says() == "did close"


def test_who_comes_to_the_bus_later_is_heard_too(bus: dict[str, str]) -> None:
    with listening(bus) as program, stand_in("sleep_stub.py", bus, LOGIND) as system:
        system.tell("true")
        assert program.says() == "about to sleep"


def test_nobody_else_can_say_so(bus: dict[str, str]) -> None:
    with (
        stand_in("sleep_stub.py", bus, LOGIND) as system,
        stand_in("sleep_stub.py", bus, "io.github.unknot.Stranger") as stranger,
        listening(bus) as program,
    ):
        # A signal to one alone comes whatever it has asked for; one to everybody, only from whom it was asked of.
        stranger.tell("true", f"true to {SLEEPER}")
        assert [stranger.says(), stranger.says()] == ["sent"] * 2
        system.tell("false", f"true to {SLEEPER}")
        assert [system.says(), system.says()] == ["sent"] * 2
        program.tell("settle")
        assert program.says() == "settled", "and nothing before"


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all"])
def test_without_a_bus_nothing_happens(address: str) -> None:
    with driven("sleep", {"DBUS_SYSTEM_BUS_ADDRESS": address}) as program:
        program.tell("listen", "close", "quit")
        assert [program.says(), program.says()] == ["did listen", "did close"]
        assert program.process.wait(timeout=LIMIT_S) == 0
