"""The program in a tray of somebody else's: closing the window keeps it there, and Quit ends it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from e2e.person import CHECK, MAIN_WINDOW, STOPPED
from e2e.test_reminders import did, sets
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from e2e.desk import Desk
    from e2e.person import Person

LIMIT_S = 30.0


class Trayer:
    """A tray at the lower edge of the screen, with nothing in it but what the program puts there."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        """Run it at a desk."""
        self._environment = desk.environment
        command = ["trayer", "--edge", "bottom", "--align", "left", "--height", "32", "--widthtype", "request"]
        with (folder / "trayer.log").open("wb") as said:
            self._process = subprocess.Popen(command, env=self._environment, stdout=said, stderr=said)
        wait_until(self._window, "a tray")

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False, timeout=LIMIT_S
        )
        return done.stdout.strip()

    def _window(self) -> str:
        return self._run("xdotool", "search", "--onlyvisible", "--class", "trayer")

    def has_icon(self) -> bool:
        """Whether the program's icon is in it."""
        return '"unknot"' in self._run("xwininfo", "-tree", "-id", self._window())

    def _clicks(self, button: str) -> None:
        wait_until(self.has_icon, "the icon in the tray")
        said = self._run("xdotool", "getwindowgeometry", "--shell", self._window())
        at = {name: int(value) for name, value in (line.split("=") for line in said.splitlines())}
        x, y = at["X"] + at["WIDTH"] // 2, at["Y"] + at["HEIGHT"] // 2
        self._run("xdotool", "mousemove", str(x), str(y), "click", button)

    def clicks(self) -> None:
        """Click on the icon."""
        self._clicks("1")

    def chooses(self, from_below: int) -> None:
        """Choose from the icon's menu by keys, counted from its end; what is off is passed over."""
        before = self._program_windows()
        wait_until(lambda: self._opens_menu(before), "the menu")
        self._run("xdotool", "key", "--delay", "50", *["Up"] * from_below, "Return")

    def _opens_menu(self, before: set[str]) -> bool:
        """Open the menu; whether it came. A click in the moment in which a window goes may come to nothing."""
        self._clicks("3")
        try:
            wait_until(lambda: self._program_windows() - before, "the menu", limit_s=2)
        except AssertionError:
            return False
        return True

    def _program_windows(self) -> set[str]:
        return set(self._run("xdotool", "search", "--onlyvisible", "--class", "unknot").split())

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(timeout=LIMIT_S)


QUIT, SHOW, START = 1, 2, 3


@pytest.fixture
def tray(desk: Desk, tmp_path: Path) -> Iterator[Trayer]:
    """Run a tray."""
    running = Trayer(desk, tmp_path)
    yield running
    running.close()


def is_hidden(person: Person) -> bool:
    return not person.hand.window(MAIN_WINDOW)


def closes_into_tray(person: Person) -> None:
    person.hand.close_window(MAIN_WINDOW)
    wait_until(lambda: is_hidden(person), "the window to go")
    assert person.program.window.poll() is None


def test_closing_leaves_it_in_the_tray_from_where_it_comes_back_and_quit_ends_it(person: Person, tray: Trayer) -> None:
    # Given the program in a tray
    sets(person.program, "tray = true\n")
    person.opens()
    wait_until(tray.has_icon, "the icon in the tray")

    # When its window is closed, it comes back by a click, by its menu, and by a second start
    ways: tuple[Callable[[], object], ...] = (tray.clicks, lambda: tray.chooses(SHOW), person.program.run)
    for way in ways:
        closes_into_tray(person)
        way()
        wait_until(lambda: person.hand.active_title() == MAIN_WINDOW, "the window in front")

    # And Quit ends it
    closes_into_tray(person)
    tray.chooses(QUIT)
    assert person.program.exit_code() == 0
    wait_until(lambda: not tray.has_icon(), "the icon to go")


def test_closing_in_a_session_stops_it_and_asks_before_the_window_goes(person: Person, tray: Trayer) -> None:
    sets(person.program, "tray = true\n")
    person.opens()
    person.picks("Piriformis, left")
    person.sets_short_session()
    person.starts()
    person.reads("Sustained compression")
    person.hand.close_window(MAIN_WINDOW)
    person.sees(STOPPED, role="dialog")
    (session,) = person.program.sessions()
    assert session["outcome"] == "stopped"
    person.press("Something else", within=STOPPED)
    wait_until(lambda: is_hidden(person), "the window to go")
    assert person.program.window.poll() is None


def test_the_next_one_starts_from_the_tray_through_the_check(person: Person, tray: Trayer) -> None:
    did(person.program, hours_ago=1)
    sets(person.program, "tray = true\n")
    person.opens()
    closes_into_tray(person)
    tray.chooses(START)
    person.sees(CHECK, role="dialog")
    person.passes_checks()
    person.press("Stop now", within=MAIN_WINDOW)
    person.answers_stop("Something else")
    assert {(one["muscle"], one["side"]) for one in person.program.sessions()} == {("piriformis", "left")}


def test_with_the_computer_it_starts_in_the_tray(person: Person, tray: Trayer) -> None:
    sets(person.program, "tray = true\n")
    person.program.start("--in-tray")
    wait_until(tray.has_icon, "the icon in the tray")
    assert is_hidden(person)

    # A start of that kind calls nothing forward, any other does
    assert person.program.run("--in-tray").returncode == 0
    assert is_hidden(person)
    assert person.program.run().returncode == 0
    wait_until(lambda: person.hand.active_title() == MAIN_WINDOW, "the window in front")


def test_without_a_tray_it_shows_and_closing_ends_it(person: Person) -> None:
    sets(person.program, "tray = true\n")
    person.opens("--in-tray")
    wait_until(lambda: not is_hidden(person), "the window")
    person.hand.close_window(MAIN_WINDOW)
    assert person.program.exit_code() == 0
