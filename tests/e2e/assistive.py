"""The test's side of the assistive tool: typed requests, and things as the tool sees them."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from e2e.desk import SYSTEM_PYTHON
from e2e.waiting import LIMIT_S

if TYPE_CHECKING:
    from collections.abc import Mapping

TESTS = Path(__file__).parents[1]
CLOCK = r"^(?:(?P<minutes>\d+) minutes?)?(?: ?(?P<seconds>\d+) seconds?)? left$"


@dataclass(frozen=True)
class Thing:
    """Something an assistive tool sees, at one moment; positions in pixels of the screen."""

    handle: str
    role: str
    name: str
    description: str
    states: frozenset[str]
    left: int
    top: int
    width: int
    height: int
    value: float | None

    @classmethod
    def seen(cls, said: Mapping[str, Any]) -> Thing:
        """Read what the client says."""
        plain = {key: said[key] for key in ("handle", "role", "name", "description", "value")}
        left, top, width, height = said["extents"]
        return cls(
            **plain,
            states=frozenset(said["states"]),
            left=left,
            top=top,
            width=width,
            height=height,
        )

    @property
    def enabled(self) -> bool:
        """Whether it can be worked."""
        return {"enabled", "sensitive"} <= self.states

    def point(self, across: float = 0.5, down: float = 0.5) -> tuple[int, int]:
        """Return a point inside, as fractions of width and height."""
        return self.left + round(self.width * across), self.top + round(self.height * down)

    def overlaps(self, other: Thing) -> bool:
        """Say whether the two share a pixel."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def holds(self, other: Thing) -> bool:
        """Say whether the other lies all inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.left + other.width <= self.left + self.width
            and other.top + other.height <= self.top + self.height
        )


@dataclass(frozen=True)
class Offer:
    """A thing, the handle of what it lies in, and what a tool can do with it."""

    thing: Thing
    parent: str
    interfaces: frozenset[str]
    actions: frozenset[str]
    labelled: bool
    """Whether a label says that it is this thing's."""


def seconds_left(name: str) -> int | None:
    """Read a clock's spoken time; None if this is no clock."""
    match = re.match(CLOCK, name)
    if match is None or not any(match.groups()):
        return None
    return 60 * int(match["minutes"] or 0) + int(match["seconds"] or 0)


class ToolError(AssertionError):
    """The assistive tool could not do what was asked; the message says why."""


class Assistive:
    """A running assistive tool. All queries are by role, name, pattern (regex), within (window title) and states."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Start the tool in a desk's environment."""
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, "-s", "-m", "e2e.at_client"],
            env={**environment, "PYTHONPATH": str(TESTS)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def close(self) -> None:
        """Let it go."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait(timeout=30)

    def ask(self, verb: str, **arguments: object) -> Any:
        """Send one request; return its value or raise ToolError."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": verb, **arguments}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            message = f"the assistive tool ended with exit code {self._process.wait(timeout=30)}"
            raise ToolError(message)
        answer = json.loads(line)
        if "error" in answer:
            message = f"{verb} {arguments}: {answer['error']}"
            raise ToolError(message)
        return answer["value"]

    def attach(self, pid: int) -> None:
        """Look at the program with this process id from now on."""
        self.ask("attach", pid=pid)

    def find(self, **query: object) -> list[Thing]:
        """Return everything that matches now."""
        return [Thing.seen(said) for said in self.ask("find", query=query)]

    def wait(self, limit_s: float = LIMIT_S, **query: object) -> list[Thing]:
        """Return everything that matches as soon as something does; nothing after `limit_s`."""
        return [Thing.seen(said) for said in self.ask("wait", query=query, limit_s=limit_s)]

    def wait_gone(self, limit_s: float = LIMIT_S, **query: object) -> bool:
        """Say whether nothing matches any more, at the latest after `limit_s`."""
        return bool(self.ask("wait_gone", query=query, limit_s=limit_s))

    def look(self, thing: Thing) -> Thing:
        """Look at a thing again."""
        return Thing.seen(self.ask("look", handle=thing.handle))

    def look_again(self, thing: Thing) -> Thing | None:
        """Look at a thing again; None if it has gone for good."""
        try:
            return self.look(thing)
        except ToolError:
            return None

    def press(self, thing: Thing) -> None:
        """Do its main action."""
        self.ask("act", handle=thing.handle)

    def focus(self, thing: Thing) -> bool:
        """Give it the keyboard; say whether it took it."""
        return bool(self.ask("focus", handle=thing.handle))

    def set_value(self, thing: Thing, value: float) -> None:
        """Set a spin box or slider."""
        self.ask("set_value", handle=thing.handle, value=value)

    def text(self, thing: Thing) -> str:
        """Return its text, where it has one."""
        return str(self.ask("text", handle=thing.handle))

    def offers(self, window: str) -> list[Offer]:
        """Return all that shows in a window, with what can be done with each thing."""
        return [
            Offer(
                Thing.seen(said),
                said["parent"],
                frozenset(said["interfaces"]),
                frozenset(said["actions"]),
                said["labelled"],
            )
            for said in self.ask("offers", within=window)
        ]

    def windows(self) -> list[Thing]:
        """Return the windows and dialogs that are showing."""
        return [Thing.seen(said) for said in self.ask("windows")]

    def tree(self) -> str:
        """Return all that shows as text."""
        return str(self.ask("tree"))
