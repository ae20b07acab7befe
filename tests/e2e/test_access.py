"""In every window all that can be worked has a name, a role and an action, and the keyboard reaches it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from e2e.person import CHECK, MAIN_WINDOW, STOPPED, WELCOME
from e2e.waiting import wait_until
from e2e.walk import HEAD, Walk, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.person import Person

MUSCLE = "Piriformis, left"
EMERGENCY, ASK_FIRST = "Get medical help", "Ask a clinician first"


class Tour:
    """Walks through windows, and keeps what was found."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.walks: list[Walk] = []

    def over(self, state: str, window: str, *, keyboard: bool = True, holds_keys: bool = True) -> None:
        """Go over a window as it is now."""
        wait_until(lambda: any(each.name == window for each in self.person.tool.windows()), f"{window!r}")
        self.walks.append(walk(self.person, state, window, keyboard=keyboard, holds_keys=holds_keys))

    def opens(self, button: str, dialog: str, state: str, *, within: str) -> None:
        """Press a button, and go over the dialog that it opens."""
        self.person.press(button, within=within)
        self.person.sees(dialog, role="dialog")
        self.over(state, dialog)

    def told(self) -> str:
        """Return the table, and the sum."""
        sums = [sum(len(getattr(each, kind)) for each in self.walks) for kind in ("nameless", "roleless", "inert")]
        worked = sum(each.worked for each in self.walks)
        total = f"{len(self.walks)} windows: {worked} to work, {sums[0]} without name, {sums[1]} without role, "
        return "\n".join([HEAD, *(each.row for each in self.walks), f"{total}{sums[2]} without action"])


@pytest.fixture
def tour(person: Person) -> Iterator[Tour]:
    """Lend a tour; print what it found, and fail for what is wrong."""
    made = Tour(person)
    yield made
    sys.stdout.write("\n" + made.told() + "\n")
    faults = [fault for each in made.walks for fault in each.faults]
    assert not faults, "\n".join(faults)


@pytest.mark.as_new
def test_the_first_start(tour: Tour) -> None:
    person = tour.person
    person.tool.attach(person.program.start())
    person.sees(WELCOME, role="dialog", limit_s=60)
    for page in range(1, 5):
        tour.over(f"first pages, {page}", WELCOME)
        person.press("Get started" if page == 4 else "Next", within=WELCOME)
    person.gone(WELCOME, role="dialog")


def test_before_a_session(tour: Tour) -> None:
    person = tour.person
    person.opens()
    tour.over("nothing picked", MAIN_WINDOW)
    person.picks(MUSCLE)
    tour.over("a muscle picked", MAIN_WINDOW)
    person.tick("Left side", within=MAIN_WINDOW)
    tour.over("from the left", MAIN_WINDOW)
    person.tick("Back", within=MAIN_WINDOW)
    person.tick("Whole body", within=MAIN_WINDOW)
    tour.over("the whole body", MAIN_WINDOW)
    person.tick("Where do you feel it?", within=MAIN_WINDOW)
    tour.over("where it is felt: nothing yet", MAIN_WINDOW)
    person.tick("Back of the thigh, left")
    tour.over("where it is felt: a place", MAIN_WINDOW)
    person.press("It aches there", within=MAIN_WINDOW)
    person.gone("It aches there", role="button", within=MAIN_WINDOW)
    tour.over("where it is felt: listed", MAIN_WINDOW)
    person.press("Keyboard shortcuts", within=MAIN_WINDOW)
    tour.over("the keys", "Keyboard shortcuts")
    person.press("Close", within="Keyboard shortcuts")


def test_the_check_and_what_follows(tour: Tour) -> None:
    person = tour.person
    person.opens()
    person.picks(MUSCLE)
    for item, advice in (("I am pregnant, or may be", ASK_FIRST), ("I have sudden pain in both legs", EMERGENCY)):
        person.press("Start session", within=MAIN_WINDOW)
        person.sees(CHECK, role="dialog")
        tour.over(f"the check, before {advice}", CHECK)
        person.tick(item, within=CHECK)
        person.press("Continue", within=CHECK)
        person.sees(advice, role="dialog")
        tour.over("advice", advice)
        person.press("Close", within=advice)
        person.gone(advice, role="dialog")


def test_a_session_that_is_stopped(tour: Tour) -> None:
    person = tour.person
    person.opens()
    person.picks(MUSCLE)
    person.starts()
    tour.over("running", MAIN_WINDOW)
    tour.over("running", "Safety reminder", keyboard=False)
    person.press("Pause", within=MAIN_WINDOW)
    tour.over("paused", MAIN_WINDOW)
    person.hand.key("question")
    person.sees("Keyboard shortcuts", role="dialog")
    tour.over("the keys in a session", "Keyboard shortcuts", keyboard=False)
    person.hand.key("question")
    person.gone("Keyboard shortcuts", role="dialog")
    person.hand.key("f")
    wait_until(lambda: person.tool.find(name="Stop now", within=MAIN_WINDOW), "the distance view")
    tour.over("distance view, paused", MAIN_WINDOW)
    person.hand.key("f")
    person.hand.key("Escape")
    person.sees(STOPPED, role="dialog")
    tour.over("after a stop", STOPPED)
    person.press("Sharp", within=STOPPED)
    person.gone(STOPPED, role="dialog")
    person.reads_advice()
    tour.over("a muscle at rest", MAIN_WINDOW)


def test_after_a_session(tour: Tour) -> None:
    person = tour.person
    person.opens("--speed", "8")
    person.picks(MUSCLE)
    person.sets_short_session()
    person.starts()
    person.reads("After the session", limit_s=30)
    tour.over("after the session", MAIN_WINDOW)


def test_routines(tour: Tour) -> None:
    person = tour.person
    person.opens()
    tour.opens("Routines", "Routines", "routines", within=MAIN_WINDOW)
    tour.opens("New routine", "Routine", "a routine", within="Routines")
    person.press("Cancel", within="Routine")
    person.press("Close", within="Routines")


def test_learn(tour: Tour) -> None:
    person = tour.person
    person.opens()
    person.press("Learn", within=MAIN_WINDOW)
    person.sees("Learn", role="dialog")
    pages = person.tool.find(role="list item", within="Learn")
    assert len(pages) > 10
    for number, page in enumerate(pages):
        person.tool.press(page)
        tour.over(f"Learn: {page.name}", "Learn", keyboard=number in {0, 2})
    person.hand.key("Escape")
    person.gone("Learn", role="dialog")


def test_settings_and_data(tour: Tour) -> None:
    person = tour.person
    person.opens("--speed", "8")
    person.picks(MUSCLE)
    person.sets_short_session()
    person.starts()
    person.reads("After the session", limit_s=30)
    tour.opens("Settings", "Settings", "settings", within=MAIN_WINDOW)
    tour.opens("Your data ...", "Your data", "your data", within="Settings")
    tour.opens("Delete everything ...", "Delete everything", "what deleting asks", within="Your data")
    person.press("Cancel", within="Delete everything")
    tour.opens("Restore ...", "Restore", "which copy to restore", within="Your data")
    person.press("Cancel", within="Restore")
    person.gone("Restore", role="dialog")
    _asks_import(tour)


def _asks_import(tour: Tour) -> None:
    person = tour.person
    file = person.program.folder / "export.json"
    written = person.program.export()
    for session in written["sessions"]:
        session["id"] = "7d1a3c52-5f0e-4a55-9b5c-0f6f3f1f7a10"
    file.write_text(json.dumps(written), encoding="utf-8")
    person.press("Import ...", within="Your data")
    person.sees("Import", role="dialog")
    (name,) = person.tool.wait(name="File name:", role="text", within="Import")
    person.hand.bring_forward("Import")
    person.tool.focus(name)
    person.hand.type(str(file))
    person.hand.key("Return")
    person.sees("Take in", role="button", within="Import")
    tour.over("what an import asks", "Import")
    person.press("Cancel", within="Import")


def test_days(tour: Tour) -> None:
    person = tour.person
    person.opens()
    person.picks(MUSCLE)
    person.sets_short_session()
    tour.opens("Days", "Days", "today", within=MAIN_WINDOW)
    for page in ("Calendar", "Sessions", "Over weeks"):
        person.tick(page, within="Days")
        tour.over(page.lower(), "Days")
    person.tick("Calendar", within="Days")
    for view in ("Month", "Week"):
        person.tick(view, within="Days")
        tour.over(f"calendar, {view.lower()}", "Days")
    person.tick("Sessions", within="Days")
    tour.opens("Add one…", "Add a session", "a session by hand", within="Days")
    person.press("Cancel", within="Add a session")
    tour.opens("What was changed", "What was changed", "what was changed", within="Days")
    person.press("Close", within="What was changed")
    person.press("Page for a clinician", within="Days")
    person.sees("Page for a clinician", role="dialog")
    wait_until(lambda: person.tool.find(name="Save as PDF …", states=["sensitive"]), "the page to be there")
    tour.over("page for a clinician", "Page for a clinician")
    person.press("Close", within="Page for a clinician")
