"""An assistive tool: sees and works a program through AT-SPI alone, on behalf of the tests.

Runs under the system's own Python, which has the bindings; standard library and `gi` only. Reads one JSON request a
line, `{"do": verb, …}`, and answers each with one line, `{"value": …}` or `{"error": "…"}`. Ends with its input.

It speaks AT-SPI's own D-Bus interfaces (`at_line.py` says why). `at_witness.py` looks with pyatspi instead, and a
test compares what the two see.

A *query* is `{"role", "name", "pattern", "within", "states", "hidden"}`, all optional: role in the words of `ROLES`,
exact name or regular expression, exact title of the window, states that must all be there, and whether things not
showing count too. A *handle* is a thing's object path; the program never uses one twice.
"""

from __future__ import annotations

import json
import re
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from e2e.at_line import ROOT, Call, Line, fetch  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

EVERY_S = 0.03
ROLES = {"push button": "button", "spin button": "spin box"}  # AT-SPI's word, and the contract's
NUMBERS = ("spin box", "slider", "scroll bar", "progress bar")
PRESSES = ("press", "click", "activate", "toggle")
"""Names under which a toolkit may offer the main action, best first (Qt's toggle does not count as a click)."""
LABELLED_BY = int(Atspi.RelationType.LABELLED_BY)
STATES = {
    int(getattr(Atspi.StateType, name)): name.lower().replace("_", " ")
    for name in dir(Atspi.StateType)
    if name.isupper()
}


class Gone(Exception):  # noqa: N818
    """The thing asked for is not there (any more); the message says which."""


class Seen(NamedTuple):
    """One thing of the tree, at one moment."""

    path: str
    parent: str
    window: str
    role: str
    name: str
    states: frozenset[str]


class Tool:
    """Answers requests about one program, found by its process id."""

    def __init__(self) -> None:
        self._line = Line()
        self._pid = 0

    def answer(self, request: dict[str, Any]) -> Any:
        """Do what the request asks; raise Gone if it cannot be done."""
        verbs: dict[str, Callable[..., Any]] = {
            "attach": self.attach, "find": self.find, "wait": self.wait, "wait_gone": self.wait_gone,
            "look": self.look, "act": self.act, "focus": self.focus, "set_value": self.set_value, "text": self.text,
            "windows": self.windows, "tree": self.tree, "offers": self.offers,
        }  # fmt: skip
        return verbs[request.pop("do")](**request)

    def attach(self, pid: int) -> None:
        """Look at the program with this process id from now on; it need not be there yet."""
        self._pid, self._line.program = pid, ""

    def layers(self, *, within: str = "", hidden: bool = False) -> list[Seen]:
        """Return the whole tree, layer by layer; nothing if the program is not there, yet or any more."""
        if not self._line.program:
            self._line.program = self._line.find_program(self._pid)
        if not self._line.program:
            return []
        whole: list[Seen] = []
        parents = [("", ROOT)]  # the title of the window something is in, and its path
        while parents:
            below = self._line.ask_all(Call(path, "Accessible", "GetChildren") for _, path in parents)
            places = [
                (window, parent, path)
                for (window, parent), children in zip(parents, below, strict=True)
                for _, path in children or ()
            ]
            layer = [
                seen
                for seen in self.seen(places)
                if (hidden or "showing" in seen.states) and (not within or seen.window == within)
            ]
            whole += layer
            parents = [(seen.window, seen.path) for seen in layer]
        return whole

    def seen(self, places: list[tuple[str, str, str]]) -> list[Seen]:
        """Look at things given by window, parent and path; what has vanished meanwhile is left out."""
        questions = [
            question
            for _, _, path in places
            for question in (
                Call(path, "Accessible", "GetRoleName"),
                fetch(path, "Accessible", "Name"),
                Call(path, "Accessible", "GetState"),
            )
        ]
        answers = self._line.ask_all(questions)
        return [
            Seen(path, parent, window or name, ROLES.get(role, role), name, states_in(bits))
            for (window, parent, path), role, name, bits in zip(
                places, answers[0::3], answers[1::3], answers[2::3], strict=True
            )
            if role is not None and name is not None and bits is not None
        ]

    def matching(
        self,
        role: str = "",
        name: str = "",
        pattern: str = "",
        within: str = "",
        states: tuple[str, ...] = (),
        *,
        hidden: bool = False,
    ) -> list[Seen]:
        """Return what a query describes, outer things first."""
        return [
            seen
            for seen in self.layers(within=within, hidden=hidden)
            if (not role or seen.role == role)
            and (not name or seen.name == name)
            and (not pattern or re.search(pattern, seen.name))
            and seen.states.issuperset(states)
        ]

    def told(self, things: list[Seen]) -> list[dict[str, Any]]:
        """Say all there is to know about things."""
        screen = GLib.Variant("(u)", (int(Atspi.CoordType.SCREEN),))
        questions = [
            question
            for seen in things
            for question in (
                fetch(seen.path, "Accessible", "Description"),
                Call(seen.path, "Component", "GetExtents", screen),
            )
        ]
        answers = self._line.ask_all(questions)
        values = self._line.ask_all(
            fetch(seen.path, "Value", "CurrentValue") for seen in things if seen.role in NUMBERS
        )
        return [
            {
                "handle": seen.path,
                "role": seen.role,
                "name": seen.name,
                "description": description or "",
                "states": sorted(seen.states),
                "extents": extents or (0, 0, 0, 0),
                "value": values.pop(0) if seen.role in NUMBERS else None,
            }
            for seen, description, extents in zip(things, answers[0::2], answers[1::2], strict=True)
        ]

    def find(self, query: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what matches now."""
        return self.told(self.matching(**query))

    def wait(self, query: dict[str, Any], limit_s: float) -> list[dict[str, Any]]:
        """Return what matches as soon as something does; an empty list after the time limit."""
        return self.told(repeat(lambda: self.matching(**query), limit_s) or [])

    def wait_gone(self, query: dict[str, Any], limit_s: float) -> bool:
        """Say whether, within the time limit, nothing matches any more."""
        return bool(repeat(lambda: not self.matching(**query), limit_s))

    def look(self, handle: str) -> dict[str, Any]:
        """Describe a thing as it is now."""
        found = self.seen([("", "", handle)])
        if not found:
            message = "it is not there any more"
            raise Gone(message)
        return self.told(found)[0]

    def act(self, handle: str) -> str:
        """Do a thing's main action; return the name it had."""
        (actions,) = self._line.ask_all([Call(handle, "Action", "GetActions")])
        offered = [str(name).lower() for name, *_ in actions or ()]
        for name in PRESSES:
            if name in offered:
                which = GLib.Variant("(i)", (offered.index(name),))
                self._line.ask_all([Call(handle, "Action", "DoAction", which)])
                return name
        message = f"it offers no press, only {offered}"
        raise Gone(message)

    def offers(self, within: str) -> list[dict[str, Any]]:
        """Return all that shows in a window, each with the thing it lies in and what can be done with it."""
        whole = self.layers(within=within)
        ways = self._line.ask_all(
            call
            for seen in whole
            for call in (
                Call(seen.path, "Accessible", "GetInterfaces"),
                Call(seen.path, "Action", "GetActions"),
                Call(seen.path, "Accessible", "GetRelationSet"),
            )
        )
        return [
            {
                **about,
                "parent": seen.parent,
                "interfaces": [name.rpartition(".")[2] for name in interfaces or ()],
                "actions": [str(name).lower() for name, *_ in actions or ()],
                "labelled": any(kind == LABELLED_BY and others for kind, others in relations or ()),
            }
            for seen, about, interfaces, actions, relations in zip(
                whole, self.told(whole), ways[0::3], ways[1::3], ways[2::3], strict=True
            )
        ]

    def focus(self, handle: str) -> bool:
        """Give a thing the keyboard; say whether it claims to have taken it."""
        return bool(self._line.ask_all([Call(handle, "Component", "GrabFocus")])[0])

    def set_value(self, handle: str, value: float) -> None:
        """Set a spin box or slider."""
        new = GLib.Variant("(ssv)", ("org.a11y.atspi.Value", "CurrentValue", GLib.Variant("d", value)))
        self._line.ask_all([Call(handle, "Properties", "Set", new)])

    def text(self, handle: str) -> str:
        """Return all of a thing's text; empty if it has none."""
        everything = GLib.Variant("(ii)", (0, -1))
        return str(self._line.ask_all([Call(handle, "Text", "GetText", everything)])[0] or "")

    def windows(self) -> list[dict[str, Any]]:
        """Return the windows and dialogs that show."""
        return self.told([seen for seen in self.layers() if seen.parent == ROOT])

    def tree(self, *, hidden: bool = False) -> str:
        """Return all there is as indented text, for a person who looks into a failure."""
        whole = self.layers(hidden=hidden)
        said = dict(zip((seen.path for seen in whole), self.told(whole), strict=True))
        lines: list[str] = []

        def write(parent: str, depth: int) -> None:
            for seen in (each for each in whole if each.parent == parent):
                about = said[seen.path]
                lines.append(
                    f"{'  ' * depth}{seen.role} {seen.name!r} {about['extents']} {','.join(about['states'])}"
                    + (f" ({about['description']})" if about["description"] else "")
                )
                write(seen.path, depth + 1)

        write(ROOT, 0)
        return "\n".join(lines) or "nothing at all"


def states_in(bits: list[int]) -> frozenset[str]:
    """Read AT-SPI's two words of bits."""
    held = bits[0] | bits[1] << 32
    return frozenset(name for number, name in STATES.items() if held >> number & 1)


def repeat(ask: Callable[[], Any], limit_s: float) -> Any:
    """Ask until the answer is truthy or the time is up; rest as long as asking took, to leave the program time."""
    began = time.monotonic()
    while True:
        asked = time.monotonic()
        answer = ask()
        now = time.monotonic()
        if answer or now - began > limit_s:
            return answer
        time.sleep(max(EVERY_S, now - asked))


def main() -> None:
    """Answer until the input ends."""
    tool = Tool()
    for line in sys.stdin:
        try:
            answer: dict[str, Any] = {"value": tool.answer(json.loads(line))}
        except Gone as error:
            answer = {"error": str(error)}
        except GLib.Error as error:
            answer = {"error": f"the accessibility bus: {error.message}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
