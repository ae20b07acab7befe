"""A person at the desk: works the program by what it calls itself, by hand or through the assistive tool."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from e2e.assistive import CLOCK, Assistive, Thing, seconds_left
from e2e.waiting import LIMIT_S, wait_until

if TYPE_CHECKING:
    from e2e.hand import Hand
    from e2e.program import Program

MAIN_WINDOW = "Unknot"
CHECK = "Safety check"
WELCOME = "Welcome"
STOPPED = "You stopped"
SIDE = ", (left|right)$"  # how the name of every region ends
NUMBER_ROLES = ("spin box", "slider")
BETWEEN_DIALOGS_S = 0.4  # one dialog may follow another
STILL_S = 1.6  # long enough for a clock that runs to show another second


class Person:
    """Every verb waits for what it needs, within a time limit, and fails with all that was showing."""

    def __init__(self, tool: Assistive, hand: Hand, program: Program) -> None:
        """Sit down at a desk."""
        self.tool = tool
        self.hand = hand
        self.program = program
        self._clock: Thing | None = None

    # Starting the program

    def opens(self, *arguments: str) -> None:
        """Start the program and get through its welcome, if it has one, to where a muscle can be picked."""
        self._clock = None
        self.tool.attach(self.program.start(*arguments))
        wait_until(self._is_open, "the window to be ready", limit_s=60)

    def _is_open(self) -> bool:
        assert self.program.window.poll() is None, f"the program ended: {self.program.complaints()}"
        there = self.tool.wait(1, role="check box", pattern=SIDE, within=MAIN_WINDOW)
        if self._pass_welcome() or any(dialog.name == WELCOME for dialog in self.dialogs()):
            return False
        return bool(there)

    def _pass_welcome(self) -> bool:
        for name in ("Get started", "None of these", "Next"):
            for button in self.tool.find(role="button", name=name, within=WELCOME, states=["sensitive"]):
                self.tool.press(button)
                if name == "Get started":
                    self.gone(WELCOME, role="dialog")
                return True
        return False

    def passes_checks(self) -> None:
        """Answer whatever stands between Start and the session with "None of these"."""
        wait_until(self._is_in_session, "the session to begin after its checks")

    def _is_in_session(self) -> bool:
        if self._pass_welcome():
            return False
        for button in self.tool.find(role="button", name="None of these", within=CHECK, states=["sensitive"]):
            self.tool.press(button)
            self.gone(CHECK, role="dialog")
        return bool(self.tool.wait(0.5, role="button", name="Stop now", within=MAIN_WINDOW))

    # Seeing and hearing

    def sees(
        self, name: str = "", *, role: str = "", within: str = "", pattern: str = "", limit_s: float = LIMIT_S
    ) -> Thing:
        """Return the one thing showing by this name (or pattern) and role, waiting for it."""
        found = self.tool.wait(limit_s, name=name, role=role, within=within, pattern=pattern)
        assert len(found) == 1, (
            f"{len(found)} of {role or 'anything'} {name or pattern!r} {within and 'in ' + within}, not 1; showing:\n"
            f"{self.tool.tree()}"
        )
        return found[0]

    def reads(self, text: str, *, limit_s: float = LIMIT_S) -> None:
        """Wait until a label says this, in however many places of the main window."""
        found = self.tool.wait(limit_s, name=text, role="label", within=MAIN_WINDOW)
        assert found, f"nothing says {text!r}; showing:\n{self.tool.tree()}"

    def does_not_see(self, name: str = "", *, role: str = "", within: str = "", pattern: str = "") -> None:
        """Fail if it is there now."""
        found = self.tool.find(name=name, role=role, within=within, pattern=pattern)
        assert not found, f"unexpected: {found}"

    def gone(self, name: str, *, role: str = "", within: str = "", limit_s: float = LIMIT_S) -> None:
        """Wait until it is there no more."""
        away = self.tool.wait_gone(limit_s, name=name, role=role, within=within)
        assert away, f"{role} {name!r} is still there; showing:\n{self.tool.tree()}"

    def has_focus(self) -> Thing | None:
        """Return what has the keyboard within the active window.

        Rows of a list are passed over: Qt calls the current row focused even while its list is not.
        """
        found = self.tool.find(states=["focused"], within=self.hand.active_title())
        return next((thing for thing in reversed(found) if "transient" not in thing.states), None)

    def hears_clock(self) -> int:
        """Return the seconds left, from the accessible name of the clock in the main window."""
        if self._clock is not None:
            clock = self.tool.look_again(self._clock)
            if clock and "showing" in clock.states and (left := seconds_left(clock.name)) is not None:
                return left
        self._clock = self.sees(pattern=CLOCK, role="label", within=MAIN_WINDOW)
        left = seconds_left(self._clock.name)
        assert left is not None, self._clock
        return left

    def hears_clock_at_most(self, seconds: int, *, limit_s: float = LIMIT_S) -> int:
        """Wait until the clock says so many seconds or fewer; return what it says."""
        wait_until(lambda: self.hears_clock() <= seconds, f"{seconds} seconds left", limit_s)
        return self.hears_clock()

    def hears_no_running_clock(self, for_s: float = STILL_S) -> None:
        """Watch every clock in every window for a while; fail if one of them moves."""
        before = self.clocks()
        until = time.monotonic() + for_s
        while time.monotonic() < until:
            now = self.clocks()
            assert now == before, f"a clock runs: {before} became {now}"

    def clocks(self) -> list[str]:
        """Return what every clock that shows says, in every window."""
        return [thing.name for thing in self.tool.find(pattern=CLOCK)]

    # Doing, as an assistive tool does

    def press(self, name: str, *, within: str = "") -> None:
        """Press the one button by this name, once it can be pressed."""
        button = self.sees(name, role="button", within=within)
        wait_until(lambda: self.tool.look(button).enabled, f"{name!r} to be enabled")
        self.tool.press(button)

    def tick(self, name: str, *, on: bool = True, within: str = "") -> None:
        """Tick a check box, or clear it."""
        box = self.sees(name, role="check box", within=within)
        if ("checked" in box.states) is not on:
            self.tool.press(box)
        wait_until(lambda: ("checked" in self.tool.look(box).states) is on, f"{name!r} to be {on}")

    def set(self, name: str, value: int) -> None:
        """Set a number, whether it is shown as a spin box or a slider."""
        found = [thing for thing in self.tool.wait(name=name) if thing.role in NUMBER_ROLES]
        assert found, f"no number called {name!r}; showing:\n{self.tool.tree()}"
        self.tool.set_value(found[0], value)
        wait_until(lambda: self.tool.look(found[0]).value == value, f"{name!r} to be {value}")

    def focuses(self, thing: Thing, window: str) -> bool:
        """Give a thing in a window the keyboard; say whether it took it."""
        self.hand.bring_forward(window)
        self.tool.focus(thing)
        try:
            wait_until(lambda: "focused" in self.tool.look(thing).states, "the focus", limit_s=1.0)
        except AssertionError:
            return False
        return True

    # Doing, by hand

    def clicks(self, name: str, *, role: str, within: str = "") -> None:
        """Click on a thing with the mouse, once it has come to rest."""
        self.hand.click(self.at_rest(self.sees(name, role=role, within=within)))

    def at_rest(self, thing: Thing) -> Thing:
        """Return a thing once it is where it was a moment ago: windows are placed after they show."""
        seen = [thing]

        def rests() -> bool:
            seen.append(self.tool.look(thing))
            return seen[-1] == seen[-2] and "showing" in seen[-1].states

        wait_until(rests, f"{thing.name!r} to keep its place")
        return seen[-1]

    # The ways of a session

    def picks(self, muscle: str) -> None:
        """Pick a muscle and side on the body, as an assistive tool does."""
        region = self.sees(muscle, role="check box")
        if "checked" not in region.states:
            self.tool.press(region)
        wait_until(lambda: "checked" in self.tool.look(region).states, f"{muscle!r} to be picked")

    def sets_short_session(self) -> None:
        """Set the shortest hold there is: one spot, 30 s of compression alone, 3 s to get ready."""
        self.tick("Sustained compression", on=True)
        self.tick("Circular friction", on=False)
        self.tick("Stripping", on=False)
        self.set("Spots", 1)
        self.set("Compression seconds", 30)
        self.set("Lead-in seconds", 3)

    def starts(self) -> None:
        """Press Start and pass the checks; on return the session is running."""
        self.press("Start session", within=MAIN_WINDOW)
        self.passes_checks()

    def answers_stop(self, reason: str) -> None:
        """Say what it felt like, and read to its end whatever advice follows."""
        self.press(reason, within=STOPPED)
        self.reads_advice()

    def reads_advice(self) -> None:
        """Close whatever is left to read, until only the main window shows and has done so for a moment."""
        wait_until(self._has_read_all, "the dialogs after a stop to end")

    def _has_read_all(self) -> bool:
        alone_since = time.monotonic()
        while time.monotonic() - alone_since < BETWEEN_DIALOGS_S:
            for dialog in self.dialogs():
                for button in self.tool.find(role="button", name="Close", within=dialog.name, states=["sensitive"]):
                    self.tool.press(button)
                    self.tool.wait_gone(5, name=dialog.name, within=dialog.name)
                return False
        return True

    def dialogs(self) -> list[Thing]:
        """Return every window that shows, but the main one."""
        return [window for window in self.tool.windows() if window.name != MAIN_WINDOW]
