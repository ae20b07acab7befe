"""The keyboard alone is enough: from the body to a session and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e.keyboard import arrows_to, focus_after, is_in_atlas, tabs_to
from e2e.person import CHECK, MAIN_WINDOW, STOPPED
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from e2e.person import Person


def reads_advice_by_keyboard(person: Person) -> None:
    """Answer with Enter whatever there is to read before the main window has the keyboard again."""

    def is_back() -> bool:
        title = person.hand.active_title()
        if title not in {MAIN_WINDOW, ""}:
            person.hand.key("Return")
        return title == MAIN_WINDOW and not person.dialogs()

    wait_until(is_back, "the main window to have the keyboard again")


def is_picked(person: Person, name: str) -> bool:
    return "checked" in person.sees(name, role="check box").states


def test_a_session_can_be_chosen_led_and_stopped_by_keyboard_alone(person: Person) -> None:
    # Given the window with the keyboard on it
    person.opens()
    wait_until(lambda: person.hand.active_title() == MAIN_WINDOW, "the window to have the keyboard")

    # When Tab is pressed, the body is one stop; the arrows move on it, Space and Enter pick
    entered = tabs_to(person, is_in_atlas, "the body")
    after = focus_after(person, "Tab")
    assert after is not None
    assert not is_in_atlas(after), f"the body is more than one stop: {entered.name} and {after.name}"
    back = focus_after(person, "shift+Tab")
    assert back is not None
    assert back.name == entered.name
    arrows_to(person, "Gluteus minimus, right")
    person.hand.key("Return")
    wait_until(lambda: is_picked(person, "Gluteus minimus, right"), "Enter to pick")
    arrows_to(person, "Piriformis, left")
    person.hand.key("space")
    wait_until(lambda: is_picked(person, "Piriformis, left"), "Space to pick")
    assert not is_picked(person, "Gluteus minimus, right")

    # And the way leads on to a number, to Start and through the check
    tabs_to(person, lambda thing: thing.name == "Lead-in seconds", "the lead-in")
    person.hand.key("ctrl+a", "3", "0")
    tabs_to(person, lambda thing: thing.name == "Start session", "Start")
    person.hand.key("space")
    person.sees(CHECK, role="dialog")
    wait_until(lambda: person.hand.active_title() == CHECK, "the check to have the keyboard")
    tabs_to(person, lambda thing: thing.name == "None of these", "None of these")
    person.hand.key("space")

    # Then the session runs with that lead-in, and Space pauses and resumes it
    person.sees("Stop now", role="button", within=MAIN_WINDOW)
    assert 20 < person.hears_clock() <= 30
    person.hand.key("space")
    person.sees("Resume", role="button", within=MAIN_WINDOW)
    person.hears_no_running_clock()
    person.hand.key("space")
    person.sees("Pause", role="button", within=MAIN_WINDOW)

    # And Right goes on to the next phase, and to the one after it
    person.hand.key("Right")
    person.reads("Sustained compression")
    person.hand.key("Right")
    person.gone("Sustained compression", role="label", within=MAIN_WINDOW)

    # And Escape stops, the question is answered by keyboard, and the session is on record
    person.hand.key("Escape")
    person.sees(STOPPED, role="dialog")
    wait_until(lambda: person.hand.active_title() == STOPPED, "the question to have the keyboard")
    tabs_to(person, lambda thing: thing.name == "Something else", "an answer")
    person.hand.key("space")
    person.gone(STOPPED, role="dialog")
    reads_advice_by_keyboard(person)
    (session,) = person.program.sessions()
    assert (session["muscle"], session["side"]) == ("piriformis", "left")
    assert (session["outcome"], session["stop_reason"]) == ("stopped", "other")
