"""Real clicks and keys, through the X server, as a hand makes them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Mapping

    from e2e.assistive import Thing

COMMAND_LIMIT_S = 20.0


class Hand:
    """Mouse, keyboard and the window manager's buttons, on one desk."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Work at the screen that `environment` names."""
        self._environment = environment

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False, timeout=COMMAND_LIMIT_S
        )
        return done.stdout.strip()

    def click(self, thing: Thing, *, across: float = 0.5, down: float = 0.5) -> None:
        """Click with the left button at a point inside a thing; its centre unless told otherwise."""
        x, y = thing.point(across, down)
        self._run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def key(self, *keys: str) -> None:
        """Press and release keys, one after the other, in the window that has the keyboard (`Escape`, `ctrl+a`)."""
        self._run("xdotool", "key", "--delay", "30", *keys)

    def type(self, words: str) -> None:
        """Write words in the window that has the keyboard."""
        self._run("xdotool", "type", "--delay", "10", words)

    def window(self, title: str) -> str:
        """Return the X id of the showing window with exactly this title; empty if there is none."""
        pattern = "^" + title.replace("(", r"\(").replace(")", r"\)") + "$"
        return self._run("xdotool", "search", "--onlyvisible", "--name", pattern).split("\n")[-1]

    def active_title(self) -> str:
        """Return the title of the window that has the keyboard."""
        return self._run("xdotool", "getactivewindow", "getwindowname")

    def bring_forward(self, title: str) -> None:
        """Give a window the keyboard, as a click on its title bar would."""
        window = wait_until(lambda: self.window(title), f"a window titled {title!r}")
        if self.active_title() != title:
            self._run("wmctrl", "-i", "-a", window)
            wait_until(lambda: self.active_title() == title, f"{title!r} to be the active window")

    def close_window(self, title: str) -> None:
        """Close a window as the button in its title bar does."""
        window = wait_until(lambda: self.window(title), f"a window titled {title!r}")
        self._run("wmctrl", "-i", "-c", window)

    def minimize(self, title: str) -> None:
        """Put a window away."""
        self._run("xdotool", "windowminimize", self.window(title))
