"""What a person hears: the real program in a room whose sound is recorded. The limits are wide: the machine is shared.

How exact it is in figures, `python -m bench.sound` measures.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bench.room import Room, missing_packages
from bench.sound import Due, tone_under_voice

from e2e.person import MAIN_WINDOW, STOPPED
from e2e.program import Program
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.desk import Desk
    from e2e.person import Person

HOLD_S = 30.0
NEAR_S = 0.5
SILENT_S = 2.0
"""It is silent after so long, however busy the machine is: what is said takes longer."""
LEVEL_DB = -14.0
"""Of a tone, at the volume that is set without any doing."""


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    """Set up a room; a machine without its parts fails the test, in one line, and skips none."""
    if missing := missing_packages():
        pytest.fail(f"these tests need these packages: {' '.join(missing)}", pytrace=False)
    with Room() as ready:
        yield ready


@pytest.fixture
def program(desk: Desk, room: Room, tmp_path: Path) -> Iterator[Program]:
    """Lend the program in the room: there it finds the sound server, and starts its speech server."""
    lent = Program({**desk.environment, "XDG_RUNTIME_DIR": room.environment["XDG_RUNTIME_DIR"]}, tmp_path)
    yield lent
    troubles = lent.close() + lent.complaints()
    if troubles:
        pytest.fail("the program left: " + "\n".join(troubles), pytrace=False)


def hears_tone(room: Room, name: str, at_s: float, around_s: float) -> float:
    """Check that a tone is heard around a moment, words over it or not; return when it is."""
    heard = tone_under_voice(room, Due(name, at_s), around_s)
    assert heard.late_ms is not None, f"no {name!r}"
    assert heard.level_db == pytest.approx(LEVEL_DB, abs=4)
    return at_s + heard.late_ms / 1000


def heard_begin(room: Room, seen_s: float) -> float:
    """Return when the tone of a beginning was heard: on a busy machine it may be seen seconds after that."""
    for before_s in (0.0, 3.5, 7.0):
        if tone_under_voice(room, Due("begin", seen_s - before_s), 2.0).late_ms is not None:
            return hears_tone(room, "begin", seen_s - before_s, 2.0)
    pytest.fail("no 'begin'")


def begins_hold(person: Person) -> float:
    """Begin a session and wait for its hold; return about when that began."""
    person.starts()
    person.reads("Sustained compression")
    return time.monotonic()


def test_a_person_hears_the_change_the_end_and_silence_after_stop(person: Person, room: Room) -> None:
    # Given a program with a muscle picked, whose voice and tones have found the sound server
    person.opens()
    person.picks("Piriformis, left")
    wait_until(lambda: "Unknot" in room.pactl("list", "sink-inputs"), "tones to be ready")
    line = Path(room.environment["XDG_RUNTIME_DIR"]) / "speech-dispatcher" / "speechd.sock"
    wait_until(line.exists, "the speech server to be there")

    # When a session comes to its hold
    person.sets_short_session()
    seen_s = begins_hold(person)

    # Then a tone marks the change, words say what to do, and nothing is heard between
    begun_s = heard_begin(room, seen_s)
    assert room.first_sound(begun_s + 0.5, begun_s + 2.0) is not None
    person.sees("Discomfort now", limit_s=HOLD_S + 30)
    assert room.first_sound(begun_s + 18, begun_s + 26) is None

    # And another tone marks the end, so much later as the hold lasts
    hears_tone(room, "end", begun_s + HOLD_S, NEAR_S)

    # When the next is stopped in mid-word
    person.press("Skip", within=MAIN_WINDOW)
    begins_hold(person)
    person.hand.bring_forward(MAIN_WINDOW)
    person.hand.key("Escape")
    stopped_s = time.monotonic()

    # Then it is silent, and stays so
    person.sees(STOPPED, role="dialog")
    assert room.first_sound(stopped_s - 1.0, stopped_s) is not None
    assert (room.last_sound(stopped_s, stopped_s + 4.0) or 0.0) < SILENT_S
    person.answers_stop("Something else")
