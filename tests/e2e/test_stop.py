"""Stop: at once, from wherever the keyboard is, kept on record, and a rest where it felt like a nerve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e.person import MAIN_WINDOW, STOPPED
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from e2e.assistive import Thing
    from e2e.person import Person

REMINDER = "Safety reminder"
FREE = "Piriformis, right"  # every stop on it is for "Something else", until the last test
KEYS = ("Escape", "s")
KINDS = ("spin box", "slider", "text", "list", "list item", "check box", "button", "combo box", "page tab")


def session_begins(person: Person, muscle: str, *, in_hold: bool) -> None:
    """Start a session for a muscle and wait for its lead-in, or for the hold itself."""
    person.picks(muscle)
    person.starts()
    person.sees(REMINDER, role="dialog")
    if in_hold:
        person.reads("Sustained compression")


def stop_is_seen(person: Person, *, by: str) -> None:
    """Check that the question is there, that nothing runs on, and that the session cannot be resumed."""
    assert person.tool.wait(5, name=STOPPED, role="dialog"), f"no question after {by}; showing:\n{person.tool.tree()}"
    person.gone(REMINDER, role="dialog")
    person.does_not_see("Resume", role="button")
    person.does_not_see("Pause", role="button")
    person.hears_no_running_clock()


def ids(muscle: str) -> tuple[str, str]:
    """Return the muscle's id and the side, as the command line names them."""
    name, side = muscle.split(", ")
    return name.lower().replace(" ", "-"), side


def test_each_way_to_stop_stops_and_a_nerve_like_feeling_rests_that_side(person: Person) -> None:
    ways: list[tuple[str, str, str, str, Callable[[], None]]] = [
        ("Piriformis, left", "Sharp", "sharp", "the panel's button",
         lambda: person.clicks("Stop now", role="button", within=MAIN_WINDOW)),
        ("Gluteus medius, left", "Electrical", "electrical", "the reminder's button",
         lambda: person.clicks("Stop now", role="button", within=REMINDER)),
        ("Gluteus medius, right", "Shooting", "shooting", "closing the reminder",
         lambda: person.hand.close_window(REMINDER)),
        ("Gluteus minimus, left", "Numbness or tingling", "numbness", "an assistive tool's press",
         lambda: person.press("Stop now", within=REMINDER)),
    ]  # fmt: skip
    # Given short sessions
    person.opens()
    person.picks("Piriformis, left")
    person.sets_short_session()

    # When each is stopped another way, in its hold, and the reason given is like a nerve
    for count, (muscle, answer, _, by, stop) in enumerate(ways):
        person.picks(muscle)
        person.sets_short_session()
        session_begins(person, muscle, in_hold=count == 0)
        stop()
        stop_is_seen(person, by=by)
        person.answers_stop(answer)

    # Then the record says so
    sessions = person.program.sessions()
    assert [(row["muscle"], row["side"], row["outcome"], row["stop_reason"]) for row in sessions] == [
        (*ids(muscle), "stopped", reason) for muscle, _, reason, _, _ in ways
    ]
    assert person.program.today()["completed"] == 0

    # And that muscle and side rest, and say why; the other side is free
    for muscle, *_ in ways:
        is_resting(person, muscle)
    is_free(person, "Piriformis, right")
    is_free(person, "Gluteus minimus, right")

    # And a new start of the program lifts nothing
    person.hand.close_window(MAIN_WINDOW)
    assert person.program.exit_code() == 0
    person.opens()
    is_resting(person, "Piriformis, left")
    is_free(person, "Piriformis, right")


def is_resting(person: Person, muscle: str) -> None:
    """Check that a muscle and side can be looked at, say why they rest, and cannot be started."""
    person.picks(muscle)
    region = person.sees(muscle, role="check box")
    assert region.enabled
    assert region.description not in {"", muscle}, f"{muscle} rests without saying why"
    for start in person.tool.find(name="Start session", role="button"):
        if start.enabled:
            person.tool.press(start)
    assert not person.tool.wait(0.7, pattern="^(Stop now|Safety check)$"), f"{muscle} can be started"


def is_free(person: Person, muscle: str) -> None:
    """Check that a muscle and side can be started."""
    person.picks(muscle)
    assert person.sees(muscle, role="check box").description in {"", muscle}, f"{muscle} seems to rest"
    start = person.sees("Start session", role="button", within=MAIN_WINDOW)
    wait_until(lambda: person.tool.look(start).enabled, f"{muscle} to be free")


def places_of_focus(person: Person) -> list[tuple[str, Thing]]:
    """Return, with its window's title, every button and one thing of each other kind that takes the keyboard now."""
    places: dict[tuple[str, str, str], tuple[str, Thing]] = {}
    for window in (MAIN_WINDOW, REMINDER):
        for thing in person.tool.find(within=window, states=["focusable", "sensitive"]):
            if thing.role in KINDS:
                name = thing.name if thing.role == "button" else ""
                places.setdefault((window, thing.role, name), (window, thing))
    return list(places.values())


def test_stop_keys_stop_from_wherever_the_keyboard_is(person: Person) -> None:
    # Given the places that take the keyboard while a session runs
    person.opens()
    person.picks(FREE)
    person.sets_short_session()
    session_begins(person, FREE, in_hold=False)
    kinds = [(window, thing.role, thing.name) for window, thing in places_of_focus(person)]
    tried: list[str] = []

    # When Escape or S is pressed in each, as keys of the hand
    for count, (window, role, name) in enumerate(kinds):
        if count:
            session_begins(person, FREE, in_hold=False)
        for thing in person.tool.find(within=window, role=role, name=name):
            if not person.focuses(thing, window):
                continue
            tried.append(f"{role} {name!r} in {window}")
            break
        key = KEYS[count % len(KEYS)]
        person.hand.key(key)

        # Then the session is stopped
        stop_is_seen(person, by=f"{key} in the {role} {name!r} of {window}")
        person.answers_stop("Something else")

    # And Space on the focused Stop button stops as well, rather than pauses
    for window in (MAIN_WINDOW, REMINDER):
        session_begins(person, FREE, in_hold=False)
        button = person.sees("Stop now", role="button", within=window)
        assert person.focuses(button, window), f"Stop in {window} does not take the keyboard"
        person.hand.key("space")
        stop_is_seen(person, by=f"Space on Stop in {window}")
        person.answers_stop("Something else")

    # And every one is on record with its reason, and none of them makes the muscle rest
    sessions = person.program.sessions()
    assert [(row["outcome"], row["stop_reason"]) for row in sessions] == [("stopped", "other")] * (len(kinds) + 2)
    assert any("in Unknot" in place for place in tried), tried
    assert any("in Safety reminder" in place for place in tried), tried
    is_free(person, FREE)

    # But a question closed unanswered counts as a nerve
    session_begins(person, FREE, in_hold=False)
    person.hand.bring_forward(MAIN_WINDOW)
    person.hand.key("s")
    stop_is_seen(person, by="S in the main window")
    person.hand.close_window(STOPPED)
    person.reads_advice()
    assert person.program.sessions()[-1]["stop_reason"] is None
    is_resting(person, FREE)
    is_free(person, "Piriformis, left")
