"""A notification is shown and its buttons are heard: over a real bus, of a service of the tests' own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.buses import LIMIT_S, PLAIN, SYSTEM_PYTHON, driven, private_bus, stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.buses import Lines

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")

BUTTONS = "default|Show Unknot|start|Start|later|In 30 minutes"
STRANGER = """
from gi.repository import Gio, GLib
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
value = GLib.Variant("(us)", (7, "start"))
bus.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked", value)
bus.flush_sync()
"""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give a session bus of its own."""
    with private_bus(tmp_path) as running:
        yield running.environment


def service(bus: dict[str, str], *able: str) -> Lines:
    """Start the service."""
    return stand_in("notify_stub.py", bus, *able)


def reminded(program: Lines, desktop: Lines, body: str = "Time.", replaces: int = 0, buttons: str = BUTTONS) -> None:
    """Show a notification, and hear how it comes to the service."""
    program.tell(f"remind|{body}")
    assert program.says() == "did remind"
    assert desktop.says() == f"notify {replaces}|Unknot|{body}|{buttons}"


def settled(program: Lines) -> None:
    """Have the service answer once more: then all it was asked before is answered."""
    program.tell("ask")
    assert sorted([program.says(), program.says()]) == ["did ask", "silence: False"]


@pytest.mark.parametrize("how", ["to everybody", "direct"])
@pytest.mark.parametrize("key", ["start", "later", "default"])
def test_a_button_is_heard_and_the_notification_goes(bus: dict[str, str], key: str, how: str) -> None:
    with service(bus, "actions", "body", how) as desktop, driven("notifications", bus) as program:
        reminded(program, desktop)
        desktop.tell(f"press 7 {key}")
        assert program.says() == f"pressed {key}"
        assert {desktop.says(), desktop.says()} == {"sent", "close 7"}

        # And pressed no more: the same is heard once
        desktop.tell(f"press 7 {key}")
        program.tell("settle")
        assert program.says() == "settled"


def test_a_token_to_come_forward_with_is_taken(bus: dict[str, str]) -> None:
    with service(bus, "actions") as desktop, driven("notifications", bus) as program:
        reminded(program, desktop)
        desktop.tell("token 8 other", "token 7 mine", "press 7 start")
        assert program.says() == "pressed start mine"


def test_a_button_of_another_notification_is_none_of_ours(bus: dict[str, str]) -> None:
    with service(bus, "actions") as desktop, driven("notifications", bus) as program:
        reminded(program, desktop)
        desktop.tell("press 8 start", "press 7 later")
        assert program.says() == "pressed later"


def test_nobody_else_presses_a_button_to_everybody(bus: dict[str, str]) -> None:
    with service(bus, "actions") as desktop, driven("notifications", bus) as program:
        reminded(program, desktop)
        subprocess.run([SYSTEM_PYTHON, "-c", STRANGER], env=PLAIN | bus, check=True, timeout=LIMIT_S)
        desktop.tell("press 7 later")
        assert program.says() == "pressed later"


def test_a_later_one_takes_the_place_of_the_one_before(bus: dict[str, str]) -> None:
    with service(bus, "actions") as desktop, driven("notifications", bus) as program:
        reminded(program, desktop)
        reminded(program, desktop, "Again.", replaces=7)
        desktop.tell("closed 7")
        assert desktop.says() == "sent"
        program.tell("settle")
        assert program.says() == "settled"
        reminded(program, desktop, "Once more.", replaces=0)


def test_taken_away_it_goes_and_only_once(bus: dict[str, str]) -> None:
    with service(bus, "actions") as desktop, driven("notifications", bus) as program:
        reminded(program, desktop)
        settled(program)
        program.tell("withdraw", "withdraw")
        assert [program.says(), program.says()] == ["did withdraw", "did withdraw"]
        assert desktop.says() == "close 7"
        reminded(program, desktop)


def test_taken_away_before_the_service_has_answered_it_goes_as_soon_as_it_does(bus: dict[str, str]) -> None:
    with service(bus, "actions", "mute") as desktop, driven("notifications", bus) as program:
        reminded(program, desktop)
        program.tell("withdraw")
        assert program.says() == "did withdraw"
        desktop.tell("answer")
        assert desktop.says() == "close 7"


def test_shown_again_before_the_service_has_answered_only_the_later_one_stays(bus: dict[str, str]) -> None:
    with service(bus, "actions", "mute") as desktop, driven("notifications", bus) as program:
        reminded(program, desktop)
        program.tell("withdraw")
        assert program.says() == "did withdraw"
        reminded(program, desktop, "Again.")
        desktop.tell("answer", "answer")
        assert desktop.says() == "close 7"
        desktop.tell("press 8 start")
        assert program.says() == "pressed start"


def test_taken_away_before_it_was_sent_it_never_comes(bus: dict[str, str]) -> None:
    with service(bus, "actions") as desktop, driven("notifications", bus) as program:
        program.tell("remind|Early.", "withdraw", "remind|Late.")
        assert [program.says() for _ in range(3)] == ["did remind", "did withdraw", "did remind"]
        assert desktop.says() == f"notify 0|Unknot|Late.|{BUTTONS}"


@pytest.mark.parametrize(
    ("able", "written"), [("body", "Left & right <now>"), ("body-markup", "Left &amp; right &lt;now&gt;")]
)
def test_signs_are_themselves_whether_the_service_reads_markup_or_not(
    bus: dict[str, str], able: str, written: str
) -> None:
    with service(bus, "actions", able) as desktop, driven("notifications", bus) as program:
        program.tell("remind|Left & right <now>")
        assert desktop.says() == f"notify 0|Unknot|{written}|{BUTTONS}"


def test_a_service_without_buttons_is_given_none(bus: dict[str, str]) -> None:
    with service(bus, "body") as desktop, driven("notifications", bus) as program:
        reminded(program, desktop, buttons="")


# Nobody there


def test_where_nobody_shows_notifications_it_is_said(bus: dict[str, str]) -> None:
    with driven("notifications", bus) as program:
        program.tell("look")
        assert sorted([program.says(), program.says()]) == ["did look", "missing"]
        program.tell("remind|Time.")
        assert sorted([program.says(), program.says()]) == ["did remind", "missing"]


def test_where_somebody_does_nothing_is_said(bus: dict[str, str]) -> None:
    with service(bus), driven("notifications", bus) as program:
        program.tell("look", "settle")
        assert [program.says(), program.says()] == ["did look", "settled"]


def test_a_service_that_refuses_is_none(bus: dict[str, str]) -> None:
    with service(bus, "full") as desktop, driven("notifications", bus) as program:
        program.tell("remind|Time.")
        assert desktop.says().startswith("notify")
        assert sorted([program.says(), program.says()]) == ["did remind", "missing"]


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all", "tcp:host=localhost,port=1"])
def test_without_a_bus_it_is_said_and_nothing_else_happens(address: str) -> None:
    with driven("notifications", {"DBUS_SESSION_BUS_ADDRESS": address}) as program:
        program.tell("remind|Time.")
        assert sorted([program.says(), program.says()]) == ["did remind", "missing"]
        program.tell("withdraw")
        assert program.says() == "did withdraw"
        settled(program)
        program.tell("quit")
        assert program.process.wait(timeout=LIMIT_S) == 0


def test_a_bus_that_goes_takes_the_notification_along(tmp_path: Path) -> None:
    with private_bus(tmp_path) as bus, driven("notifications", bus.environment) as program:
        with service(bus.environment, "actions") as desktop:
            reminded(program, desktop)
            settled(program)
            bus.process.kill()
            bus.process.wait()
        program.tell("withdraw", "remind|Again.")
        expected, said = {"did remind", "did withdraw", "missing"}, set[str]()
        while said != expected:  # it may notice before or in the midst of it, and then says twice that nobody is there
            said.add(program.says())
            assert said <= expected


# Silence


@pytest.mark.parametrize(("property_", "silence"), [("inhibited=true", True), ("inhibited=false", False)])
def test_a_service_says_whether_it_wants_silence(bus: dict[str, str], property_: str, silence: bool) -> None:
    with service(bus, property_) as desktop, driven("notifications", bus) as program:
        program.tell("ask")
        assert desktop.says() == "asked for silence"
        assert sorted([program.says(), program.says()]) == ["did ask", f"silence: {silence}"]


def test_a_service_that_does_not_know_silence_wants_none(bus: dict[str, str]) -> None:
    with service(bus), driven("notifications", bus) as program:
        program.tell("ask")
        assert sorted([program.says(), program.says()]) == ["did ask", "silence: False"]


def test_a_service_that_does_not_answer_in_time_wants_none(tmp_path: Path) -> None:
    with private_bus(tmp_path) as bus, service(bus.environment) as desktop:
        desktop.process.send_signal(19)  # SIGSTOP
        with driven("notifications", bus.environment, "20") as program:
            program.tell("ask")
            assert [program.says(), program.says()] == ["did ask", "silence: False"]
