"""Getting about by keyboard alone: Tab from one thing to the next, arrows on the drawn body."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from e2e.assistive import Thing
    from e2e.person import Person

FEW_TABS = 60
FEW_ARROWS = 16
SIDES = (", left", ", right")


def is_in_atlas(thing: Thing) -> bool:
    """Say whether this is part of the drawn body: a region or a bone."""
    return (thing.role == "check box" and thing.name.endswith(SIDES)) or thing.name.endswith("do not press here")


def focus_after(person: Person, *keys: str) -> Thing | None:
    """Press keys and return what has the keyboard once that has settled."""
    before = person.has_focus()
    person.hand.key(*keys)
    with contextlib.suppress(AssertionError):  # it may well stay, at the edge of the body
        wait_until(lambda: person.has_focus() != before, "the keyboard to move", limit_s=0.7)
    return person.has_focus()


def tabs_to(person: Person, wanted: Callable[[Thing], bool], what: str) -> Thing:
    """Press Tab until something has the keyboard."""
    seen: list[str] = []
    focus = person.has_focus()
    for _ in range(FEW_TABS):
        if focus is not None and wanted(focus):
            return focus
        seen.append(f"{focus.role} {focus.name!r}" if focus else "nothing")
        focus = focus_after(person, "Tab")
    message = f"Tab does not lead to {what}, only to {seen}"
    raise AssertionError(message)


def arrows_to(person: Person, name: str, role: str = "check box") -> None:
    """Press the arrows that lead towards a region or bone zone until it has the keyboard."""
    target = person.sees(name, role=role)
    way: list[str] = []
    for _ in range(FEW_ARROWS):
        focus = person.has_focus()
        assert focus is not None, f"the keyboard was lost on the way: {way}"
        if (focus.name, focus.role) == (name, role):
            return
        (x, y), (to_x, to_y) = focus.point(), target.point()
        across, down = to_x - x, to_y - y
        arrow = ("Right" if across > 0 else "Left") if abs(across) > abs(down) else ("Down" if down > 0 else "Up")
        way.append(f"{focus.name}: {arrow}")
        moved = focus_after(person, arrow)
        if moved is not None and moved.name == focus.name:
            other = (
                ("Down" if down > 0 else "Up") if arrow in {"Left", "Right"} else ("Right" if across > 0 else "Left")
            )
            way.append(f"{focus.name}: {other}")
            focus_after(person, other)
    message = f"the arrows do not lead to {name}: {way}"
    raise AssertionError(message)
