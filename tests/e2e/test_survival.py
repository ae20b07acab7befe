"""What has been done is never lost: kill, log-out and a closed window in mid-hold."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from e2e.person import MAIN_WINDOW

if TYPE_CHECKING:
    from e2e.person import Person

HOLD_S = 30
DONE_S = 8
HEARTBEAT_S = 5
PROMPT_S = 5.0


def holds_for(person: Person, muscle: str, seconds: int) -> int:
    """Run a session into its hold; return the seconds held as the clock shows them."""
    person.picks(muscle)
    person.sets_short_session()
    person.starts()
    person.reads("Sustained compression")
    return HOLD_S - person.hears_clock_at_most(HOLD_S - seconds)


def observed_s(session: dict[str, Any]) -> float:
    """Return the seconds a session was seen to be held."""
    return sum(float(phase["observed_s"]) for phase in session["phases"])


def test_a_kill_in_mid_hold_loses_five_seconds_at_most_and_nothing_else(person: Person) -> None:
    # Given a session from before, and another one in its hold
    person.opens()
    person.picks("Gluteus medius, right")
    person.sets_short_session()
    person.starts()
    person.press("Stop now", within=MAIN_WINDOW)
    person.answers_stop("Something else")
    (before,) = person.program.sessions()
    held = holds_for(person, "Piriformis, left", DONE_S)

    # When the program is killed, and started again
    began = time.monotonic()
    person.program.kill()
    late_s = time.monotonic() - began
    person.opens()

    # Then that session is there as interrupted, with what was observed; the earlier one is as it was
    first, session = person.program.sessions()
    assert first == before
    assert (session["muscle"], session["side"], session["outcome"]) == ("piriformis", "left", "interrupted")
    assert held - HEARTBEAT_S <= observed_s(session) <= held + 2 + late_s

    # And nothing runs on: the next session is the person's own to start
    person.does_not_see("Stop now", role="button")
    person.sees("Start session", role="button", within=MAIN_WINDOW)
    assert person.program.today()["completed"] == 0


@pytest.mark.parametrize("ending", ["SIGTERM", "closing the window"])
def test_an_end_from_outside_is_a_stop_recorded_before_the_program_goes(person: Person, ending: str) -> None:
    # Given a session in its hold
    person.opens()
    held = holds_for(person, "Piriformis, left", 2)

    # When the program is asked to end
    began = time.monotonic()
    if ending == "SIGTERM":
        person.program.ask_to_end()
    else:
        person.hand.close_window(MAIN_WINDOW)

    # Then it goes at once and in order, without a question
    assert person.program.exit_code() == 0
    took_s = time.monotonic() - began
    assert took_s <= PROMPT_S

    # And the stop is on record already
    (session,) = person.program.sessions()
    assert (session["muscle"], session["side"], session["outcome"]) == ("piriformis", "left", "stopped")
    assert held - 1 <= observed_s(session) <= held + 2 + took_s
