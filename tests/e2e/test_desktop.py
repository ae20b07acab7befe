"""The desktop around a session: the screen stays on while it runs, media keys work it, and a computer that was away."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING, TypeAlias

import pytest

from desktop.buses import Lines, stand_in
from e2e.person import MAIN_WINDOW, STOPPED
from e2e.test_survival import HOLD_S, holds_for, observed_s
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from e2e.desk import Desk
    from e2e.person import Person

    Media: TypeAlias = Callable[..., str]

INHIBIT = "inhibit {} Unknot|A timed session is running"
PLAYERCTL_LIMIT_S = 30
AWAY_S = 4.0
LATE_S = 2.0  # how far the clock that shows may be behind in a session that goes on
INTERRUPTED = "^Interrupted: the computer was away"


@pytest.fixture
def screen(desk: Desk) -> Iterator[Lines]:
    """Give what keeps the screen on for others, and says for whom."""
    with stand_in("screen_stub.py", desk.environment, "/org/freedesktop/ScreenSaver") as service:
        yield service


@pytest.fixture
def playerctl(desk: Desk) -> Media:
    """Give the desktop's media keys."""

    def press(*arguments: str) -> str:
        return playerctl_says(desk.environment, *arguments)

    return press


def playerctl_says(environment: Mapping[str, str], *arguments: str) -> str:
    command = ["playerctl", *arguments]
    done = subprocess.run(
        command, env=dict(environment), capture_output=True, text=True, check=False, timeout=PLAYERCTL_LIMIT_S
    )
    return done.stdout.strip()


def begins(person: Person, *arguments: str) -> None:
    """Open the program and start a short session."""
    person.opens(*arguments)
    person.picks("Piriformis, left")
    person.sets_short_session()
    person.starts()


def test_the_screen_stays_on_while_a_session_runs_and_no_longer(person: Person, screen: Lines) -> None:
    begins(person)
    assert screen.says() == INHIBIT.format(1)

    person.press("Pause", within=MAIN_WINDOW)
    assert screen.says() == "uninhibit 1"

    person.press("Resume", within=MAIN_WINDOW)
    assert screen.says() == INHIBIT.format(2)

    person.press("Stop now", within=MAIN_WINDOW)
    assert screen.says() == "uninhibit 2"
    person.answers_stop("Something else")


def test_the_screen_may_blank_when_a_session_has_finished(person: Person, screen: Lines) -> None:
    begins(person, "--speed", "2")
    assert screen.says() == INHIBIT.format(1)
    person.sees("Discomfort now")
    assert screen.says() == "uninhibit 1"


@pytest.mark.parametrize("ending", ["SIGKILL", "SIGTERM"])
def test_a_program_that_ends_in_a_session_keeps_no_screen_on(person: Person, screen: Lines, ending: str) -> None:
    begins(person)
    assert screen.says() == INHIBIT.format(1)
    if ending == "SIGKILL":
        person.program.kill()
        assert screen.says() == "dropped 1"
    else:
        person.program.ask_to_end()
        assert screen.says() == "uninhibit 1"
        assert person.program.exit_code() == 0
    assert screen.says() == "left"


def test_media_keys_work_a_session(person: Person, playerctl: Media) -> None:
    # Given no session, there is no player
    person.opens()
    assert playerctl("--list-all") == ""

    # When one runs, it is one
    person.picks("Piriformis, left")
    person.sets_short_session()
    person.starts()
    wait_until(lambda: playerctl("--list-all") == "unknot", "a player")
    assert playerctl("status") == "Playing"
    person.reads("Sustained compression")
    told = "Sustained compression | Piriformis, left"
    wait_until(lambda: playerctl("metadata", "--format", "{{title}} | {{artist}}") == told, "what goes on")

    # And pause holds it, twice too, play goes on, twice too, and one key does both
    for _ in range(2):
        playerctl("pause")
        person.sees("Resume", role="button", within=MAIN_WINDOW)
        assert playerctl("status") == "Paused"
    for _ in range(2):
        playerctl("play")
        person.sees("Pause", role="button", within=MAIN_WINDOW)
        assert playerctl("status") == "Playing"
    playerctl("play-pause")
    person.sees("Resume", role="button", within=MAIN_WINDOW)
    person.hears_no_running_clock()

    # When it is stopped, it asks why, is on record, and is no player any more
    playerctl("stop")
    person.sees(STOPPED, role="dialog")
    wait_until(lambda: playerctl("--list-all") == "", "no player")
    person.answers_stop("Something else")
    (session,) = person.program.sessions()
    assert (session["muscle"], session["outcome"]) == ("piriformis", "stopped")


def test_the_next_key_goes_on_to_the_end(person: Person, playerctl: Media) -> None:
    begins(person)
    person.reads("Sustained compression")
    playerctl("next")
    person.sees("Discomfort now")
    wait_until(lambda: playerctl("--list-all") == "", "no player")
    (session,) = person.program.sessions()
    assert session["outcome"] == "partial"


def test_a_program_that_was_held_up_interrupts_the_session_and_credits_nothing(
    person: Person, screen: Lines, playerctl: Media
) -> None:
    # Given a session in its hold
    person.opens()
    holds_for(person, "Piriformis, left", 3)
    assert screen.says() == INHIBIT.format(1)

    # When the program stands still for a while, as in a computer that sleeps
    began = time.monotonic()
    left = person.hears_clock()
    person.program.window.send_signal(signal.SIGSTOP)
    looked_s = time.monotonic() - began
    time.sleep(AWAY_S)
    person.program.window.send_signal(signal.SIGCONT)

    # Then it says so, and waits, and the screen may blank
    person.sees(pattern=INTERRUPTED, role="label", within=MAIN_WINDOW)
    person.sees("Resume", role="button", within=MAIN_WINDOW)
    assert screen.says() == "uninhibit 1"
    assert playerctl("status") == "Paused"
    person.hears_no_running_clock()
    assert left - looked_s - LATE_S <= person.hears_clock() <= left

    # And what nobody saw is on no record
    person.press("Stop now", within=MAIN_WINDOW)
    person.answers_stop("Something else")
    (session,) = person.program.sessions()
    assert session["outcome"] == "stopped"
    assert HOLD_S - left <= observed_s(session) <= HOLD_S - left + looked_s + LATE_S
