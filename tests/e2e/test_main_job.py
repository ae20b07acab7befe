"""The main job, in real time: pick on the body, hold 30 s, see the day's count."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from e2e.assistive import CLOCK
from e2e.person import MAIN_WINDOW
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from e2e.person import Person

HOLD_S = 30
LEAD_IN_S = 3
PAUSE_S = 5.0


def hears_count_down(person: Person, to: int) -> list[int]:
    """Listen until the clock says `to`; return every number it said, in order, without repetitions."""
    heard = [person.hears_clock()]
    wait_until(lambda: (heard.append(person.hears_clock()) or heard[-1]) <= to, f"{to} seconds left")  # type: ignore[func-returns-value]
    return [number for index, number in enumerate(heard) if index == 0 or number != heard[index - 1]]


@pytest.mark.as_new
def test_a_person_is_led_through_a_hold_and_finds_it_counted(person: Person) -> None:
    # Given the muscle that was clicked on the body, and one short hold
    person.opens()
    person.clicks("Piriformis, left", role="check box", within=MAIN_WINDOW)
    region = person.sees("Piriformis, left", role="check box")
    wait_until(lambda: "checked" in person.tool.look(region).states, "the region to be picked by the click")
    person.reads("Today: 0 of 3")
    person.sets_short_session()

    # When the session is started and there is nothing new to report
    person.starts()

    # Then the reminder is there, a person is led into position, and the clock counts down second by second
    reminder = person.sees("Safety reminder", role="dialog")
    person.sees("Stop now", role="button", within="Safety reminder")
    assert person.hears_clock() <= LEAD_IN_S
    person.reads("Sustained compression")
    heard = hears_count_down(person, HOLD_S - 6)
    assert heard == list(range(heard[0], heard[-1] - 1, -1))
    assert heard[0] >= HOLD_S - 2

    # And the reminder lies over the window, and not over the clock
    reminder = person.at_rest(reminder)
    assert person.sees(MAIN_WINDOW, role="frame").holds(reminder), f"out of the window: {reminder}"
    assert not person.sees(pattern=CLOCK, role="label", within=MAIN_WINDOW).overlaps(reminder)

    # When it is paused, the clock holds
    person.press("Pause", within=MAIN_WINDOW)
    person.sees("Resume", role="button", within=MAIN_WINDOW)
    held = person.hears_clock()
    person.hears_no_running_clock(for_s=PAUSE_S)
    person.sees("Safety reminder", role="dialog")

    # When it goes on, a fresh lead-in comes first, and the hold continues where it was
    person.press("Resume", within=MAIN_WINDOW)
    person.reads("Get into position")
    assert person.hears_clock() <= LEAD_IN_S
    person.reads("Sustained compression")
    assert held - 2 <= person.hears_clock() <= held
    began = time.monotonic()

    # Then it ends by itself, in time, and counts
    person.sees("Discomfort now", limit_s=held + 30)
    assert person.tool.find(name="After the session")
    assert held - 2 <= time.monotonic() - began <= held + 2
    person.gone("Safety reminder", role="dialog")
    person.does_not_see("Stop now", role="button")
    person.reads("Today: 1 of 3")
    today = person.program.today()
    assert today["completed"] == 1
    (counted,) = [row for row in today["by_muscle"] if row["completed"]]
    assert (counted["muscle"], counted["side"], counted["goal"]) == ("piriformis", "left", 3)

    # And what it was is on record
    (session,) = person.program.sessions()
    assert (session["muscle"], session["side"], session["outcome"]) == ("piriformis", "left", "completed")
    assert (session["stop_reason"], session["rehearsal"]) == (None, False)
    (phase,) = session["phases"]
    assert (phase["technique"], phase["spot"], phase["planned_s"]) == ("compression", 1, HOLD_S)
    assert abs(phase["observed_s"] - HOLD_S) <= 0.1

    # And still there tomorrow: after the program has been closed and opened again
    person.hand.close_window(MAIN_WINDOW)
    assert person.program.exit_code() == 0
    person.opens()
    person.picks("Piriformis, left")
    person.reads("Today: 1 of 3")
    assert [row["id"] for row in person.program.sessions()] == [session["id"]]
