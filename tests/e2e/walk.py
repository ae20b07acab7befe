"""Goes over a window as an assistive tool does: what can be worked, by what name, role and action, and by keyboard."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.assistive import Offer, Thing
    from e2e.person import Person

WORKED = {
    "button", "check box", "radio button", "spin box", "slider", "combo box", "text", "entry", "list item", "link",
    "cell", "table cell", "table column header", "page tab", "menu item", "toggle button", "date editor",
}  # fmt: skip
"""Roles of what a person works."""
HOLDS = {"list", "table", "tree", "tree table", "scroll pane", "layered pane"}
"""Roles of what holds such things: the keyboard may stop there, and the things in it have the actions."""
PRESSES = {"press", "click", "activate", "toggle", "setfocus", "showmenu", "increase", "decrease"}
INNER = {"cell", "list item", "filler"}
"""Roles of what lies in another that has the keyboard."""
SECTIONS = 3
MANY_TABS = 90


@dataclass
class Walk:
    """What was found in one window, in one state."""

    state: str
    window: str
    worked: int = 0
    nameless: list[str] = field(default_factory=list)
    roleless: list[str] = field(default_factory=list)
    inert: list[str] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    @property
    def row(self) -> str:
        """A line of the table."""
        counts = f"{self.worked:>4} {len(self.nameless):>4} {len(self.roleless):>4} {len(self.inert):>4}"
        return f"{self.state:<38} {self.window:<22} {counts} {len(self.stops):>5} {len(self.trouble):>4}"

    @property
    def faults(self) -> list[str]:
        """Everything that is wrong, in words."""
        kinds = (("no name", self.nameless), ("no role", self.roleless), ("no action", self.inert), ("", self.trouble))
        return [f"{self.state}, {self.window}: {kind} {what}" for kind, found in kinds for what in found]


HEAD = f"{'state':<38} {'window':<22} {'work':>4} {'-nam':>4} {'-rol':>4} {'-act':>4} {'stops':>5} {'else':>4}"


def said(thing: Thing) -> str:
    """Name a thing in a message."""
    return f"{thing.role} {thing.name!r} at {thing.left},{thing.top} {thing.width}x{thing.height}"


def walk(person: Person, state: str, window: str, *, keyboard: bool = True, holds_keys: bool = True) -> Walk:
    """Go over a window that shows: first what is in it, then by Tab all round and back.

    `keyboard` False leaves the round out; `holds_keys` False says that the window is not the active one's to take.
    """
    offers = person.tool.offers(window)
    assert offers, f"{state}: no window {window!r}; showing:\n{person.tool.tree()}"
    found = Walk(state, window)
    whole = offers[0].thing
    for offer in offers[1:]:
        _judge(found, offer, whole)
    if keyboard:
        if holds_keys:
            person.hand.bring_forward(window)
        _go_round(person, found, window, whole)
    return found


def _judge(found: Walk, offer: Offer, window: Thing) -> None:
    thing = offer.thing
    stops = "focusable" in thing.states
    editable = "editable" in thing.states or "EditableText" in offer.interfaces
    if thing.role in {"label", "static", "heading", "paragraph"} and not stops:
        return
    if not stops and thing.role not in WORKED:
        return
    if thing.role == "text" and not editable and not stops:
        return
    if thing.role == "cell" and not {"focusable", "selectable"} & thing.states:  # no day of this month or year
        return
    if not thing.enabled:  # it is told as it is: there, and not to be worked now
        return
    found.worked += 1
    # On Linux Qt gives a combo box its value for a name: only a label of its own tells what it is.
    if not thing.name.strip() or (thing.role == "combo box" and not offer.labelled):
        found.nameless.append(said(thing))
    if thing.role not in WORKED | HOLDS | {"label", "password text", "document text"}:
        found.roleless.append(said(thing))
    works = bool(PRESSES & offer.actions) or "Value" in offer.interfaces or editable
    if not works and thing.role not in HOLDS and not (stops and "Text" in offer.interfaces):
        found.inert.append(f"{said(thing)}: {sorted(offer.actions)} {sorted(offer.interfaces)}")
    if stops and (thing.width <= 0 or thing.height <= 0):
        found.trouble.append(f"can have the keyboard and has no size: {said(thing)}")


def _go_round(person: Person, found: Walk, window: str, whole: Thing) -> None:
    """Press Tab until the keyboard is where it was, and Shift+Tab all the way back."""
    way = _way_round(person, found, window)
    if not way:
        return
    found.stops = [said(thing) for thing in way]
    for thing in way:
        if "showing" not in thing.states or not whole.overlaps(thing):
            found.trouble.append(f"the keyboard stops at what can't be seen: {said(thing)}")
        if not thing.name.strip():
            found.trouble.append(f"the keyboard stops at what has no name: {said(thing)}")
    found.trouble += [f"Tab goes up from {said(one)} to {said(other)}" for one, other in _upward(way)]
    if len(way) > 1:
        back = _after(person, window, _now(person, window), "shift+Tab")
        if back is None or back.handle != way[-1].handle:
            found.trouble.append(f"Shift+Tab leads from the first to {back and said(back)}, not to {said(way[-1])}")


def _way_round(person: Person, found: Walk, window: str) -> list[Thing]:
    """Press Tab until something has the keyboard for the second time; return what had it, in order."""
    way: list[Thing] = []
    inside = 0
    while len(way) < MANY_TABS:
        there = _after(person, window, way[-1] if way else None, "Tab")
        if there is None:
            found.trouble.append("Tab leads nowhere")
            return way
        known = [thing.handle for thing in way]
        if way and there.handle == known[-1] and inside < SECTIONS:
            inside += 1  # a date is gone through by day, month and year
            continue
        inside = 0
        if there.handle in known:
            if there.handle != known[0]:
                found.trouble.append(f"Tab goes from {said(way[-1])} to {said(there)} and not on")
            return way
        way.append(there)
    found.trouble.append(f"Tab does not come round in {MANY_TABS}")
    return way


def _upward(way: list[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """Yield where the keyboard goes up in the same column: against the way one reads. It may begin anew at the top."""
    top = min(way, key=lambda thing: (thing.top, thing.left))
    for one, other in pairwise(way):
        if other is top:
            continue
        same_column = other.left < one.left + one.width and one.left < other.left + other.width
        if same_column and other.top + other.height <= one.top:
            yield one, other


def _now(person: Person, window: str) -> Thing | None:
    """Return what has the keyboard: of a table or a list the whole, for Qt calls its current cell focused at all times.

    A text that scrolls tells of its inside that it is focused, too.
    """
    found = [thing for thing in person.tool.find(states=["focused"], within=window) if "transient" not in thing.states]
    outer = [thing for thing in found if thing.role not in INNER]
    return next(reversed(outer or found), None)


def _after(person: Person, window: str, before: Thing | None, key: str) -> Thing | None:
    """Press a key; return what then has the keyboard."""
    seen: list[Thing | None] = [None]

    def moved() -> bool:
        seen[0] = _now(person, window)
        return seen[0] is not None and (before is None or seen[0].handle != before.handle)

    person.hand.key(key)
    with contextlib.suppress(AssertionError):
        wait_until(moved, "the keyboard to move", limit_s=1.0)
    return seen[0]
