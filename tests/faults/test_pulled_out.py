"""What is pulled from under a session in the real window: screen, session bus, sound, speech, clock."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bench.machine import process_tree
from bench.room import Room
from bench.room import missing_packages as missing_for_a_room

from e2e.assistive import Assistive
from e2e.desk import Desk, missing_packages
from e2e.hand import Hand
from e2e.person import Person
from e2e.program import Program
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faults.ledger import Ledger

AT_LENGTH = ("[15]", "[+3h]", "[sound server]", "[speech service]", "[both processes of ours]")
"""How the names of the tests end that `make soak` alone runs."""
HOLD_S = 30.0
FAST, HEARD = "15", "2"
"""A rehearsal, and the fastest that still sounds."""
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
MUSCLE = "Piriformis, left"
QT_SAYS = ("The X11 connection broke", "XIO:", "qt.qpa.", "      after ")
"""How lines begin that Qt or Xlib say by themselves when the screen goes."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Set up a desk of its own for each test: it is broken in the end."""
    if missing := missing_packages():
        pytest.fail(f"these tests need these packages: {' '.join(missing)}", pytrace=False)
    with Desk(tmp_path / "desk") as ready:
        yield ready


@pytest.fixture
def person(desk: Desk, tmp_path: Path) -> Iterator[Person]:
    """Seat a person at it; the tool by which they see is let go of in the end."""
    tool = Assistive(desk.environment)
    program = Program(desk.environment, tmp_path)
    program.make_known()
    yield Person(tool, Hand(desk.environment), program)
    program.close()
    tool.close()


@pytest.fixture(autouse=True)
def at_length(request: pytest.FixtureRequest, full: bool) -> None:
    """Leave out what takes long where another shows much the same."""
    if not full and request.node.name.endswith(AT_LENGTH):
        pytest.skip("make soak runs it")


def in_friction(person: Person, speed: str = FAST) -> None:
    """Lead a session past its first technique, into the second."""
    person.opens("--speed", speed)
    person.picks(MUSCLE)
    person.sets_short_session()
    person.tick("Circular friction")
    person.starts()
    person.reads("Circular friction", limit_s=60)


def kept(person: Person) -> dict[str, Any]:
    """Return the session on record; the hold before must be there, whole."""
    (session,) = person.program.sessions()
    return session


def lost_of(session: dict[str, Any]) -> int:
    """Return how many finished phases are not on record."""
    held, *_rest = session["phases"] or [{"observed_s": 0.0}]
    return int(held["observed_s"] != HOLD_S)


def finishes(person: Person) -> dict[str, Any]:
    """Wait until the session is over by itself, the program being there still."""

    def over() -> bool:
        assert person.program.window.poll() is None, person.program.complaints()
        return bool(person.program.sessions())  # an export leaves out a session that runs

    wait_until(over, "the session to end", limit_s=90)
    return kept(person)


def ends_well(person: Person) -> None:
    """Ask the program to end; it does so in order, and has said nothing."""
    person.program.ask_to_end()
    assert person.program.exit_code() == 0
    assert person.program.complaints() == []


def end_first(desk: Desk, name: str, how: signal.Signals = signal.SIGKILL) -> None:
    """Kill one of the desk's own services."""
    process = next(one for one in desk._started if Path(str(one.args[0])).name == name)  # type: ignore[index]
    process.send_signal(how)
    process.wait(timeout=30)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_screen_goes(person: Person, desk: Desk, ledger: Ledger, how: signal.Signals) -> None:
    in_friction(person)
    end_first(desk, "Xvfb", how)
    # The program ends by itself, with one plain line, and what was done is on record already
    assert person.program.exit_code() == 1
    ours = [line for line in person.program.complaints() if not line.startswith(QT_SAYS)]
    assert ours == ["unknot: The screen is gone, so Unknot has ended. What was done until then is on record."]
    session = kept(person)
    ledger.note(f"X server killed ({how.name})", 1, lost_of(session), f"session {session['outcome']}, exit code 1")
    assert session["outcome"] == "interrupted"
    assert lost_of(session) == 0
    assert 0 < session["phases"][1]["observed_s"] <= 60


def test_the_session_bus_goes(person: Person, desk: Desk, ledger: Ledger) -> None:
    in_friction(person)
    end_first(desk, "dbus-daemon")
    session = finishes(person)
    ledger.note("session bus killed", 1, lost_of(session), f"session {session['outcome']}")
    assert session["outcome"] == "completed"
    assert lost_of(session) == 0
    ends_well(person)


@pytest.mark.parametrize("what", ["sound server", "speech service", "both processes of ours"])
def test_what_is_heard_goes(person: Person, ledger: Ledger, what: str) -> None:
    if missing := missing_for_a_room():
        pytest.fail(f"these tests need these packages: {' '.join(missing)}", pytrace=False)
    with Room() as room:
        person.program.environment["XDG_RUNTIME_DIR"] = room.environment["XDG_RUNTIME_DIR"]
        (person.program.data / "settings.toml").write_text("welcomed = true\n")
        person.opens("--speed", HEARD)
        person.picks(MUSCLE)
        person.sets_short_session()
        person.starts()
        person.reads("Sustained compression")
        kill(what, person, room)
        session = finishes(person)
        ledger.note(f"{what} killed", 1, lost_of(session), f"session {session['outcome']}")
        assert session["outcome"] == "completed"
        assert lost_of(session) == 0
        ends_well(person)


def kill(what: str, person: Person, room: Room) -> None:
    """Kill what sounds, once it is there."""
    speech = Path(room.environment["XDG_RUNTIME_DIR"]) / "speech-dispatcher" / "pid" / "speech-dispatcher.pid"
    wait_until(lambda: speech.exists() and speech.read_text().strip(), "a speech server")
    if what == "sound server":
        room.kill_server()
    elif what == "speech service":
        os.kill(int(speech.read_text()), signal.SIGKILL)
    else:
        _window, *children = process_tree(person.program.window.pid)
        assert len(children) >= 2
        for child in children:
            os.kill(child, signal.SIGKILL)


@pytest.mark.skipif(not FAKETIME, reason="libfaketime is not installed")
@pytest.mark.parametrize("leap", ["-26h", "+3h"])
def test_the_clock_on_the_wall_leaps(person: Person, ledger: Ledger, tmp_path: Path, leap: str) -> None:
    """A library reads the leap from a file while the program runs, and leaves the monotonic clocks alone."""
    faked = tmp_path / "faketime"
    faked.write_text("+0\n")
    person.program.environment |= {
        "LD_PRELOAD": str(FAKETIME[0]),
        "FAKETIME_TIMESTAMP_FILE": str(faked),
        "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    in_friction(person)
    faked.write_text(f"{leap}\n")
    session = finishes(person)
    ledger.note(f"wall clock leaps by {leap}", 1, lost_of(session), f"session {session['outcome']}")
    assert session["outcome"] == "completed"
    assert [phase["observed_s"] for phase in session["phases"]] == [HOLD_S, 60.0]
    ends_well(person)
