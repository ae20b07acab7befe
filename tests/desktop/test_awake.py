"""The screen stays on: asked over a real bus, of desktops of the tests' own, and given back however the program ends.

A program that waited for an answer could not say that it "did" anything before the answer is let go.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.buses import LIMIT_S, driven, private_bus, stand_in
from unknot.desktop.awake import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.buses import Lines

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")

NEW, OLD, PORTAL = "/org/freedesktop/ScreenSaver", "/ScreenSaver", "portal"
WHY = "A timed session is running"
ASKED_SAVER = f"Unknot|{WHY}"
ASKED_PORTAL = f"|8|{{'reason': '{WHY}'}}"
HANDLE = "/org/freedesktop/portal/desktop/request"


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give a session bus of its own: what finds it in the environment."""
    with private_bus(tmp_path) as running:
        yield running.environment


def did(program: Lines, *methods: str) -> None:
    """Tell a program what to do, and hear that it did, with nobody's help."""
    program.tell(*methods)
    for method in methods:
        assert program.says() == f"did {method}"


@pytest.mark.parametrize(
    ("services", "asked", "grant"),
    [
        ([NEW], ASKED_SAVER, "1"),
        ([OLD], ASKED_SAVER, "1"),
        ([PORTAL], ASKED_PORTAL, f"{HANDLE}/1"),
        ([NEW, OLD, PORTAL], ASKED_SAVER, "1"),
        ([OLD, PORTAL], ASKED_SAVER, "1"),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else "",
)
def test_the_first_desktop_that_is_there_holds_the_screen_and_lets_go(
    bus: dict[str, str], services: list[str], asked: str, grant: str
) -> None:
    with stand_in("screen_stub.py", bus, *services) as desktop, driven("awake", bus) as program:
        did(program, "hold")
        assert desktop.says() == f"inhibit {grant} {asked}"
        did(program, "release")
        assert desktop.says() == f"uninhibit {grant}"

        # And once more, on the same line: the next thing that is heard
        did(program, "hold")
        assert desktop.says() == f"inhibit {grant.replace('1', '2')} {asked}"
        program.tell("quit")
        assert desktop.says() == f"dropped {grant.replace('1', '2')}"


@pytest.mark.parametrize(("service", "grant"), [(NEW, "1"), (PORTAL, f"{HANDLE}/1")])
def test_a_killed_program_holds_nothing(bus: dict[str, str], service: str, grant: str) -> None:
    with stand_in("screen_stub.py", bus, service) as desktop, driven("awake", bus) as program:
        did(program, "hold")
        assert desktop.says().startswith(f"inhibit {grant}")
        program.kill()
        assert [desktop.says(), desktop.says()] == [f"dropped {grant}", "left"]


def test_told_twice_it_holds_once_and_lets_go_once(bus: dict[str, str]) -> None:
    with stand_in("screen_stub.py", bus, NEW) as desktop, driven("awake", bus) as program:
        did(program, "hold", "hold")
        assert desktop.says().startswith("inhibit 1")
        did(program, "release", "release")
        assert desktop.says() == "uninhibit 1"
        program.kill()
        assert desktop.says() == "left"


def test_let_go_before_the_bus_has_answered_nobody_is_asked(bus: dict[str, str]) -> None:
    with stand_in("screen_stub.py", bus, NEW) as desktop:
        with driven("awake", bus) as program:
            program.tell("hold", "release", "settle")
            assert [program.says() for _ in range(3)] == ["did hold", "did release", "settled"]
        with driven("awake", bus) as other:
            did(other, "hold")
            assert desktop.says().startswith("inhibit 1 ")
            did(other, "release")
            assert desktop.says() == "uninhibit 1"
            did(other, "hold")
            assert desktop.says().startswith("inhibit 2 ")
        assert [desktop.says(), desktop.says()] == ["dropped 2", "left"], "and nothing of the first one"


def test_wanted_again_before_the_bus_has_answered_it_is_held_once(bus: dict[str, str]) -> None:
    with stand_in("screen_stub.py", bus, NEW) as desktop, driven("awake", bus) as program:
        did(program, "hold", "release", "hold", "release", "hold")
        assert desktop.says().startswith("inhibit 1 ")
        program.kill()
        assert [desktop.says(), desktop.says()] == ["dropped 1", "left"]


@pytest.mark.parametrize(("service", "grant"), [(NEW, "1"), (PORTAL, f"{HANDLE}/1")])
def test_what_is_granted_after_it_was_let_go_is_given_back(bus: dict[str, str], service: str, grant: str) -> None:
    with stand_in("screen_stub.py", bus, f"late:{service}") as desktop, driven("awake", bus) as program:
        did(program, "hold")
        assert desktop.says().startswith(f"inhibit {grant}")
        did(program, "release")
        desktop.tell("answer")
        assert desktop.says() == f"uninhibit {grant}"


def test_wanted_again_before_the_answer_one_question_does(bus: dict[str, str]) -> None:
    with stand_in("screen_stub.py", bus, f"late:{NEW}") as desktop, driven("awake", bus) as program:
        did(program, "hold")
        assert desktop.says().startswith("inhibit 1")
        did(program, "release", "hold")
        desktop.tell("answer")
        program.kill()
        assert [desktop.says(), desktop.says()] == ["dropped 1", "left"]


def test_a_desktop_that_takes_too_long_is_passed_over_and_gets_its_late_grant_back(bus: dict[str, str]) -> None:
    with stand_in("screen_stub.py", bus, f"late:{NEW}", PORTAL) as desktop, driven("awake", bus) as program:
        did(program, "hold")
        assert desktop.says().startswith("inhibit 1")
        did(program, "give_up")
        assert desktop.says().startswith(f"inhibit {HANDLE}/2")
        desktop.tell("answer")
        assert desktop.says() == "uninhibit 1"
        did(program, "release")
        assert desktop.says() == f"uninhibit {HANDLE}/2"


def test_desktops_that_never_answer_are_asked_in_turn_and_keep_nobody_waiting(bus: dict[str, str]) -> None:
    late = [f"late:{service}" for service in (NEW, OLD, PORTAL)]
    with stand_in("screen_stub.py", bus, *late) as desktop, driven("awake", bus, "20") as program:
        did(program, "hold")
        heard = [desktop.says().split(" ")[1] for _ in late]
        assert heard == ["1", "2", f"{HANDLE}/3"]
        did(program, "release", "hold", "release")


def test_without_a_desktop_nothing_happens(bus: dict[str, str]) -> None:
    with stand_in("screen_stub.py", bus) as onlooker, driven("awake", bus) as program:
        did(program, "hold", "release", "hold")
        onlooker.kill()
        program.tell("quit")
        assert program.process.wait(timeout=LIMIT_S) == 0


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all", "tcp:host=localhost,port=1"])
def test_without_a_bus_nothing_happens(address: str) -> None:
    with driven("awake", {"DBUS_SESSION_BUS_ADDRESS": address}) as program:
        did(program, "hold", "release", "hold", "release")
        program.tell("quit")
        assert program.process.wait(timeout=LIMIT_S) == 0


def test_a_bus_that_stands_still_keeps_nobody_waiting(tmp_path: Path) -> None:
    with private_bus(tmp_path) as bus, stand_in("screen_stub.py", bus.environment, NEW) as desktop:
        bus.process.send_signal(signal.SIGSTOP)
        with driven("awake", bus.environment) as program:
            did(program, "hold", "release", "hold")
            bus.process.send_signal(signal.SIGCONT)
            assert desktop.says().startswith("inhibit 1")


def test_a_bus_that_goes_takes_its_grants_along_and_nothing_else(tmp_path: Path) -> None:
    with private_bus(tmp_path) as bus, driven("awake", bus.environment) as program:
        with stand_in("screen_stub.py", bus.environment, NEW) as desktop:
            did(program, "hold")
            assert desktop.says().startswith("inhibit 1")
            bus.process.kill()
            bus.process.wait()
        did(program, "release", "hold", "release")
        program.tell("quit")
        assert program.process.wait(timeout=LIMIT_S) == 0


@pytest.mark.parametrize("said", [None, "1", -1, 1 << 32, True, 1.0, (1,), b"/a"])
def test_nonsense_is_no_grant(said: object) -> None:
    assert not any(way.grants(said) for way in WAYS)


@pytest.mark.parametrize("said", ["", "a", "/", "/a/", "//a", "/a b", "/ä", "/a\n"])
def test_a_grant_of_the_portal_is_the_path_of_an_object(said: str) -> None:
    assert not WAYS[-1].grants(said)
    assert WAYS[-1].grants("/org/freedesktop/portal/desktop/request/1_42/t")
