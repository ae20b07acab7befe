"""The body picture without eyes for it: by keyboard alone, and by an assistive tool alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.keyboard import arrows_to, focus_after, is_in_atlas, tabs_to
from e2e.person import CHECK, MAIN_WINDOW
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from e2e.person import Person

MUSCLES = ("Gluteus medius", "Gluteus minimus", "Piriformis")
REGIONS = [f"{muscle}, {side}" for side in ("left", "right") for muscle in MUSCLES]
BONES = {
    "Sacrum, do not press here": "(guide)",
    "Spine, do not press here": "(beyond the guide)",
    "Tailbone, do not press here": "(beyond the guide)",
} | {
    f"{bone}, {side}, do not press here": mark
    for side in ("left", "right")
    for bone, mark in (("Greater trochanter", "(guide)"), ("Sit bone", "(beyond the guide)"))
}


def is_picked(person: Person, name: str) -> bool:
    return "checked" in person.sees(name, role="check box").states


def reads_why(person: Person, bone: str) -> None:
    """Find on the picture, in words, what the zone says of itself to a tool."""
    said = person.sees(bone, role="button").description
    words = said.rsplit(" (", 1)[0]
    person.sees(pattern=words.split(".")[0], role="label", within=MAIN_WINDOW)


def test_by_keyboard_alone_every_region_and_bone_is_reached_read_and_picked(person: Person) -> None:
    person.opens()
    wait_until(lambda: person.hand.active_title() == MAIN_WINDOW, "the window to have the keyboard")
    tabs_to(person, is_in_atlas, "the body")
    for region in REGIONS:
        arrows_to(person, region)
        person.hand.key("Return")
        wait_until(lambda name=region: is_picked(person, name), f"{region} to be picked")  # type: ignore[misc]
    for bone, mark in BONES.items():
        arrows_to(person, bone, role="button")
        focus = person.has_focus()
        assert focus is not None
        assert focus.description.endswith(mark), focus
        person.hand.key("space")
        reads_why(person, bone)
    assert is_picked(person, REGIONS[-1]), "bone picks nothing"

    # Escape goes back to the whole body, where the hips are one thing; Enter goes in again
    back = focus_after(person, "Escape")
    assert back is not None
    assert (back.name, back.role) == ("Hips, show close up", "button")
    again = focus_after(person, "Return")
    assert again is not None
    assert again.name == REGIONS[-1]


def test_by_an_assistive_tool_alone_every_region_and_bone_is_found_read_and_picked(person: Person) -> None:
    person.opens()
    for region in REGIONS:
        assert person.sees(region, role="check box").description == ""
        person.picks(region)
    for bone, mark in BONES.items():
        zone = person.sees(bone, role="button")
        assert zone.description.endswith(mark), zone
        person.tool.press(zone)
        reads_why(person, bone)


@pytest.mark.parametrize("side", ["left", "right"])
def test_from_the_side_its_own_three_muscles_and_bone_are_there(person: Person, side: str) -> None:
    person.opens()
    other = "right" if side == "left" else "left"
    person.tool.press(person.sees(f"{side.capitalize()} side", role="check box"))
    person.gone(f"Piriformis, {other}", role="check box")
    for muscle in MUSCLES:
        person.picks(f"{muscle}, {side}")
    zone = person.sees(f"Greater trochanter, {side}, do not press here", role="button")
    person.hand.click(person.at_rest(zone))
    reads_why(person, zone.name)

    # What is picked in the list on the other side turns the picture there
    person.clicks(f"Piriformis, {other}", role="list item", within=MAIN_WINDOW)
    wait_until(lambda: is_picked(person, f"Piriformis, {other}"), "the picture to turn")


def test_where_it_is_felt_leads_to_a_muscle(person: Person) -> None:
    person.opens()
    person.tool.press(person.sees("Where do you feel it?", role="check box"))
    person.gone("Piriformis, left", role="check box")
    person.clicks("Calf, left", role="check box")
    wait_until(lambda: is_picked(person, "Calf, left"), "the calf to be pointed at")
    person.does_not_see("Gluteus minimus, left", role="button")
    person.press("It aches there", within=MAIN_WINDOW)
    found = person.sees("Gluteus minimus, left", role="button")
    assert "(guide)" in found.description
    person.tool.press(found)
    wait_until(lambda: is_picked(person, "Gluteus minimus, left"), "the muscle to be picked")
    person.sees("Start session", role="button")


def test_what_is_numb_is_asked_about_before_anything_is_listed(person: Person) -> None:
    person.opens()
    person.tool.press(person.sees("Where do you feel it?", role="check box"))
    person.picks("Back of the thigh, right")
    person.press("It is numb or tingling there", within=MAIN_WINDOW)
    numb = person.sees(pattern="^I have new numbness", role="check box", within=CHECK)
    assert "checked" in numb.states
    person.does_not_see("Gluteus minimus, right", role="button")
    person.press("Continue", within=CHECK)
    person.press("Close", within="Ask a clinician first")
    person.gone("Ask a clinician first", role="dialog")
    person.does_not_see("Gluteus minimus, right", role="button")
