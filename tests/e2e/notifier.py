"""A notification service of somebody else's: dunst, on the screen and the bus of the desk."""

from __future__ import annotations

import re
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from e2e.desk import Desk

LIMIT_S = 30.0
CONFIG = """[global]
dmenu = {menu}
follow = none
idle_threshold = 0
show_age_threshold = -1
[urgency_normal]
timeout = 0
"""
MENU = """#!/bin/sh
tee {folder}/offered | grep -m1 -F -f {folder}/wanted
"""


class Dunst:
    """What is asked of dunst with its own command, `dunstctl`."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        """Work with the dunst of a desk, whose menu looks into `folder` for what is wanted."""
        self._environment = desk.environment
        self._folder = folder

    def _ctl(self, *arguments: str) -> str:
        done = subprocess.run(
            ["dunstctl", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT_S,
        )
        return done.stdout.strip()

    def answers(self) -> bool:
        """Whether it is there."""
        return self._ctl("is-paused") == "false"

    def shown(self) -> int:
        """How many notifications stand on the screen."""
        said = self._ctl("count", "displayed")
        return int(said) if said.isdecimal() else 0

    def words(self) -> tuple[str, str]:
        """Return title and text of the latest one, as dunst prints them."""
        printed = (self._folder / "dunst.log").read_text()
        title, text = (re.findall(rf"^\t{key}: '(.*)'$", printed, re.MULTILINE) for key in ("summary", "body"))
        return title[-1], text[-1]

    def sees_one(self, limit_s: float = LIMIT_S) -> None:
        """Wait until one stands on the screen."""
        wait_until(lambda: self.shown() == 1, "a notification", limit_s=limit_s)

    def sees_none(self) -> None:
        """Wait until none stands there."""
        wait_until(lambda: self.shown() == 0, "no notification")

    def presses(self, button: str) -> list[str]:
        """Open the menu of the one that is shown, and choose a button by its words; return all it offers."""
        (self._folder / "wanted").write_text(f"#{button} (")
        self._ctl("context")
        offered = self._folder / "offered"
        wait_until(lambda: offered.exists() and offered.read_text().strip(), "the menu of the notification")
        lines = offered.read_text().splitlines()
        offered.unlink()
        return [line.partition(" (")[0].removeprefix("#") for line in lines if line.startswith("#")]


@contextmanager
def notified(desk: Desk, folder: Path) -> Iterator[Dunst]:
    """Run dunst at the desk."""
    menu, config = folder / "menu", folder / "dunstrc"
    menu.write_text(MENU.format(folder=folder))
    menu.chmod(0o700)
    config.write_text(CONFIG.format(menu=menu))
    with (folder / "dunst.log").open("wb") as said:
        process = subprocess.Popen(
            ["dunst", "-print", "-config", str(config)],
            env=desk.environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        dunst = Dunst(desk, folder)
        wait_until(dunst.answers, "dunst")
        yield dunst
    finally:
        process.terminate()
        process.wait(timeout=LIMIT_S)
