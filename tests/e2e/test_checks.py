"""No session can start over a red flag: every item leads to advice, alone, and leaves no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e.person import CHECK, MAIN_WINDOW
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from e2e.assistive import Thing
    from e2e.person import Person

ADVICE = r"^(Get medical help|Ask a clinician first)$"
FEWEST_ITEMS = 3  # the guide's red flags alone are three


def opens_check(person: Person) -> None:
    person.press("Start session", within=MAIN_WINDOW)
    person.sees(CHECK, role="dialog")


def turns_off(person: Person, button: Thing, *, after: str) -> None:
    wait_until(lambda: not person.tool.look(button).enabled, f"{button.name!r} to be off after {after!r}")


def test_every_ticked_item_leads_to_advice_and_no_session(person: Person) -> None:
    # Given a session that is ready to start, and the items of its check
    person.opens()
    person.picks("Piriformis, left")
    opens_check(person)
    items = [thing.name for thing in person.tool.find(role="check box", within=CHECK)]
    assert len(set(items)) == len(items) >= FEWEST_ITEMS
    advice: list[str] = []

    for count, item in enumerate(items):
        # When one of them is ticked
        if count:
            opens_check(person)
        boxes = person.tool.find(role="check box", within=CHECK)
        assert [box.name for box in boxes if "checked" in box.states] == [], "an answer was left from last time"
        none = person.sees("None of these", role="button", within=CHECK)
        assert none.enabled
        person.tick(item, within=CHECK)

        # Then "None of these" is no answer any more, and going on leads to what to do
        turns_off(person, none, after=item)
        person.press("Continue", within=CHECK)
        dialog = person.sees(pattern=ADVICE, role="dialog")
        assert not person.tool.find(name=CHECK, role="dialog")
        advice.append(dialog.name)
        person.press("Close", within=dialog.name)
        person.gone(dialog.name, role="dialog")

        # And no session runs
        person.sees("Start session", role="button", within=MAIN_WINDOW)
        person.does_not_see("Stop now", role="button")
        person.does_not_see("Safety reminder", role="dialog")

    # And the guide's red flags at least are called what they are, and nothing is on record
    assert advice.count("Get medical help") >= FEWEST_ITEMS
    assert person.program.sessions() == []
    assert person.program.today()["completed"] == 0


def test_a_check_that_is_closed_starts_nothing(person: Person) -> None:
    # Given the check of a session that is ready to start
    person.opens()
    person.picks("Piriformis, left")
    opens_check(person)

    # When it is closed without an answer
    person.hand.close_window(CHECK)

    # Then no session runs, and the check comes again with the next start
    person.gone(CHECK, role="dialog")
    person.does_not_see("Stop now", role="button")
    opens_check(person)
    assert person.program.sessions() == []
