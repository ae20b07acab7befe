"""The first start, and what the safety check keeps from beginning until it is asked again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from e2e.keyboard import arrows_to, is_in_atlas, tabs_to
from e2e.person import CHECK, MAIN_WINDOW, STOPPED, WELCOME
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from e2e.person import Person

FLAG = "I have sudden pain in both legs"
EMERGENCY, ASK_FIRST = "Get medical help", "Ask a clinician first"
MUSCLE = "Piriformis, left"
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


def has_keyboard(person: Person, title: str) -> None:
    wait_until(lambda: person.hand.active_title() == title, f"{title!r} to have the keyboard")


@pytest.mark.as_new
def test_from_the_first_start_to_the_first_session_by_keyboard_alone(person: Person) -> None:
    # Given a program that was never started before
    person.tool.attach(person.program.start())
    person.sees(WELCOME, role="dialog", limit_s=60)
    has_keyboard(person, WELCOME)

    # When its pages are read one after the other, and one again
    person.does_not_see("Back", role="button", within=WELCOME)
    person.hand.key("Return")
    person.sees("Back", role="button", within=WELCOME)
    tabs_to(person, lambda thing: thing.name == "Back", "the way back")
    person.hand.key("space")
    person.gone("Back", role="button", within=WELCOME)
    for _page in range(3):
        person.hand.key("Return")
    person.sees("Get started", role="button", within=WELCOME)
    person.does_not_see("Next", role="button", within=WELCOME)
    person.hand.key("Return")
    person.gone(WELCOME, role="dialog")

    # Then a muscle can be picked and started, through the whole check
    has_keyboard(person, MAIN_WINDOW)
    tabs_to(person, is_in_atlas, "the body")
    arrows_to(person, MUSCLE)
    person.hand.key("space")
    tabs_to(person, lambda thing: thing.name == "Start session", "Start")
    person.hand.key("space")
    person.sees(CHECK, role="dialog")
    has_keyboard(person, CHECK)
    person.sees("I am pregnant, or may be", role="check box", within=CHECK)
    tabs_to(person, lambda thing: thing.name == "None of these", "None of these")
    person.hand.key("space")
    person.sees("Stop now", role="button", within=MAIN_WINDOW)
    person.hand.key("Escape")
    person.sees(STOPPED, role="dialog")
    has_keyboard(person, STOPPED)
    tabs_to(person, lambda thing: thing.name == "Something else", "an answer")
    person.hand.key("space")
    person.gone(STOPPED, role="dialog")

    # And the next start begins where one left off, with the short check
    person.hand.close_window(MAIN_WINDOW)
    assert person.program.exit_code() == 0
    person.tool.attach(person.program.start())
    person.press("Start session", within=MAIN_WINDOW)
    person.sees(CHECK, role="dialog")
    person.does_not_see("I am pregnant, or may be", role="check box", within=CHECK)
    person.does_not_see(WELCOME, role="dialog")


def test_a_red_flag_keeps_every_session_from_beginning_until_a_clinician_has_seen_it(person: Person) -> None:
    # Given a red flag that was ticked
    person.opens()
    person.picks(MUSCLE)
    person.press("Start session", within=MAIN_WINDOW)
    person.tick(FLAG, within=CHECK)
    person.press("Continue", within=CHECK)
    person.press("Close", within=EMERGENCY)
    person.gone(EMERGENCY, role="dialog")

    # When a session is wanted, by whatever way
    def again() -> None:
        person.hand.close_window(MAIN_WINDOW)
        assert person.program.exit_code() == 0
        person.opens("--muscle", "gluteus-medius", "--side", "right", "--distance")
        person.press("Start session", within=MAIN_WINDOW)

    def second() -> None:
        person.program.start("--muscle", "gluteus-minimus")
        assert person.program.exit_code() == 0
        person.press("Start session", within=MAIN_WINDOW)

    def key() -> None:
        person.focuses(person.sees("Start session", role="button", within=MAIN_WINDOW), MAIN_WINDOW)
        person.hand.key("space")

    def routine() -> None:
        person.press("Routines", within=MAIN_WINDOW)
        person.sees("Routines", role="dialog")
        person.press("Start routine", within="Routines")

    ways: tuple[Callable[[], None], ...] = (
        lambda: person.press("Start session", within=MAIN_WINDOW), key, routine, second, again,
    )  # fmt: skip
    for way in ways:
        way()

        # Then the whole check is asked again, with what was ticked; nothing ticked now is not enough
        person.sees(CHECK, role="dialog")
        assert person.tool.find(pattern=f"Last time you ticked: {FLAG}", within=CHECK)
        person.press("None of these", within=CHECK)
        person.press("Not yet", within=CHECK)
        person.press("Close", within=EMERGENCY)
        person.gone(EMERGENCY, role="dialog")
        person.does_not_see("Stop now", role="button")

    # When a clinician has seen it, one may go on
    person.press("Start session", within=MAIN_WINDOW)
    person.press("None of these", within=CHECK)
    person.press("Yes, a clinician has seen me", within=CHECK)
    person.sees("Stop now", role="button", within=MAIN_WINDOW)


def test_what_asks_for_a_clinician_is_cleared_when_one_agrees(person: Person) -> None:
    item = "I am pregnant, or may be"
    # Given something that asks for a clinician first
    person.opens()
    person.picks(MUSCLE)
    person.press("Something changed", within=MAIN_WINDOW)
    person.tick(item, within=CHECK)
    person.press("Continue", within=CHECK)
    person.press("Close", within=ASK_FIRST)

    # When the person says that one knows and agrees
    person.press("Start session", within=MAIN_WINDOW)
    person.tick(item, within=CHECK)
    person.tick(f"A clinician knows and agrees: {item}", within=CHECK)
    person.press("Continue", within=CHECK)

    # Then a session begins, and the next time only the short check is asked
    person.sees("Stop now", role="button", within=MAIN_WINDOW)


@pytest.mark.skipif(not FAKETIME, reason="libfaketime is not installed")
def test_after_a_sharp_stop_the_muscle_rests_and_is_free_tomorrow(person: Person) -> None:
    # Given a session that was stopped for a sharp pain
    person.opens()
    person.picks(MUSCLE)
    person.starts()
    person.press("Stop now", within=MAIN_WINDOW)
    person.answers_stop("Sharp")
    person.sees(pattern=r"^Rests until ", role="label", within=MAIN_WINDOW)
    person.does_not_see("Start session", role="button", within=MAIN_WINDOW)

    # When it is started again in an hour, it still rests; tomorrow it is free, after the whole check
    for later, rests in (("+1h", True), ("+25h", False)):
        person.hand.close_window(MAIN_WINDOW)
        assert person.program.exit_code() == 0
        person.program.environment |= {"LD_PRELOAD": str(FAKETIME[0]), "FAKETIME": later}
        person.opens()
        person.picks(MUSCLE)
        if rests:
            person.sees(pattern=r"^Rests until ", role="label", within=MAIN_WINDOW)
            person.does_not_see("Start session", role="button", within=MAIN_WINDOW)
        else:
            person.starts()
            person.sees("Stop now", role="button", within=MAIN_WINDOW)
