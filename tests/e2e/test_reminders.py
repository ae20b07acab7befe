"""Reminders as a desktop shows them, in a notification service of somebody else's; and the tray, where there is one."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from e2e.desk import SYSTEM_PYTHON
from e2e.notifier import notified
from e2e.person import CHECK, MAIN_WINDOW
from e2e.waiting import wait_until
from unknot.core.tally import day_of
from unknot.store.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.desk import Desk
    from e2e.notifier import Dunst
    from e2e.person import Person
    from e2e.program import Program

OTHER_WINDOW = "Event Tester"  # what `xev` calls its window
ALWAYS = 'remind = true\nremind_every_h = 0.5\nremind_from = "00:00"\nremind_until = "00:00"\n'
WORDS = "Time for a few minutes, if you like. Piriformis, left is next."


@pytest.fixture
def dunst(desk: Desk, tmp_path: Path) -> Iterator[Dunst]:
    """Run dunst."""
    folder = tmp_path / "dunst"
    folder.mkdir()
    with notified(desk, folder) as running:
        yield running


def sets(program: Program, lines: str) -> None:
    """Write lines into the settings, over what is there by those names."""
    with (program.data / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(lines)


def written(program: Program) -> str:
    """Return what the settings say."""
    return (program.data / "settings.toml").read_text(encoding="utf-8")


def did(program: Program, hours_ago: float, outcome: str = "completed", reason: str | None = None) -> None:
    """Put a session on Piriformis, left on record."""
    start = datetime.now().astimezone() - timedelta(hours=hours_ago)
    end = start + timedelta(minutes=2)
    row: dict[str, object] = {
        "id": str(uuid4()),
        "muscle": "piriformis",
        "side": "left",
        "started_at": start.isoformat(timespec="milliseconds"),
        "ended_at": end.isoformat(timespec="milliseconds"),
        "day": day_of(start, Settings().boundary).isoformat(),
        "outcome": outcome,
        "stop_reason": reason,
        "rehearsal": False,
        "before": None,
        "after": None,
        "note": "",
        "updated_at": end.isoformat(timespec="milliseconds"),
        "phases": [],
    }
    whole = {"format": "unknot-export", "version": 1, "exported_at": row["ended_at"], "sessions": [row]}
    file = program.folder / "before.json"
    file.write_text(json.dumps(whole))
    done = program.run("import", str(file))
    assert (done.returncode, done.stderr) == (0, ""), done


@pytest.fixture
def other_window(desk: Desk) -> Iterator[str]:
    """Open a window of another program."""
    process = subprocess.Popen(["xev"], env=desk.environment, stdout=subprocess.DEVNULL)
    yield OTHER_WINDOW
    process.terminate()
    process.wait(timeout=10)


def test_a_reminder_is_shown_and_its_button_leads_through_the_check_to_a_session(
    person: Person, dunst: Dunst, other_window: str
) -> None:
    # Given a session some hours ago, reminders that are on, and another window in front
    did(person.program, hours_ago=5)
    sets(person.program, ALWAYS)
    person.opens()
    person.hand.bring_forward(other_window)

    # Then the desktop shows one, with what is next and two buttons
    dunst.sees_one()
    assert dunst.words() == ("Unknot", WORDS)

    # When Start is pressed there
    offered = dunst.presses("Start")
    assert offered == ["Show Unknot", "Start", "In 30 minutes"]

    # Then the window comes forward and asks what is new today, and nothing has begun
    person.sees(CHECK, role="dialog")
    wait_until(lambda: person.hand.active_title() == CHECK, "the check to have the keyboard")
    person.does_not_see("Stop now", role="button", within=MAIN_WINDOW)
    dunst.sees_none()

    # And "None of these" begins the session that the reminder spoke of
    person.passes_checks()
    person.press("Stop now", within=MAIN_WINDOW)
    person.answers_stop("Something else")
    assert [(one["muscle"], one["side"], one["outcome"]) for one in person.program.sessions()] == [
        ("piriformis", "left", "completed"),
        ("piriformis", "left", "stopped"),
    ]


def test_a_reminder_goes_when_a_session_is_begun_without_it(person: Person, dunst: Dunst) -> None:
    did(person.program, hours_ago=5)
    sets(person.program, ALWAYS)
    person.opens()
    dunst.sees_one()
    person.picks("Piriformis, left")
    person.starts()
    dunst.sees_none()
    person.press("Stop now", within=MAIN_WINDOW)
    person.answers_stop("Something else")


def test_later_takes_the_reminder_away_and_begins_nothing(person: Person, dunst: Dunst) -> None:
    did(person.program, hours_ago=5)
    sets(person.program, ALWAYS)
    person.opens()
    dunst.sees_one()
    dunst.presses("In 30 minutes")
    dunst.sees_none()
    person.does_not_see(CHECK, role="dialog")
    wait_until(lambda: "reminded_at" in written(person.program), "the settings to be written")


def test_reminders_are_turned_on_in_the_settings_and_none_comes_at_once(person: Person, dunst: Dunst) -> None:
    did(person.program, hours_ago=5)
    person.opens()
    person.press("Settings", within=MAIN_WINDOW)
    person.tick("Remind me of a session", within="Settings")
    person.press("Close", within="Settings")
    wait_until(lambda: "remind = true" in written(person.program), "the settings to be written")
    assert dunst.shown() == 0


# What fills the screen

ASKS = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
from unknot.desktop.full_screen import is_full_screen
for line in sys.stdin:
    print(is_full_screen(), flush=True)
"""


def test_what_is_in_front_fills_the_screen_or_not(desk: Desk, person: Person, other_window: str) -> None:
    def full() -> bool:
        assert asking.stdin is not None
        assert asking.stdout is not None
        asking.stdin.write("?\n")
        asking.stdin.flush()
        return asking.stdout.readline() == "True\n"

    def wmctrl(*arguments: str) -> None:
        subprocess.run(["wmctrl", *arguments], env=desk.environment, check=True, timeout=20)

    with subprocess.Popen(
        [sys.executable, "-c", ASKS], env=desk.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as asking:
        person.hand.bring_forward(other_window)
        assert not full()
        wmctrl("-r", other_window, "-b", "add,fullscreen")
        wait_until(full, "a full screen")
        person.hand.minimize(other_window)
        wait_until(lambda: not full(), "what is put away to fill nothing")
        wmctrl("-a", other_window)
        wait_until(full, "a full screen")
        wmctrl("-r", other_window, "-b", "remove,fullscreen")
        wait_until(lambda: not full(), "no full screen")


# Starting with the computer

LAUNCHER = """
import sys
from gi.repository import Gio, GLib
entry = Gio.DesktopAppInfo.new_from_filename(sys.argv[1])
entry.launch_uris_as_manager([], None, GLib.SpawnFlags.DO_NOT_REAP_CHILD, None, None, lambda _entry, pid: print(pid))
"""


def test_turned_on_in_the_settings_the_desktop_can_start_it(person: Person, desk: Desk) -> None:
    # Given the start with the computer, turned on
    file = Path(desk.environment["XDG_CONFIG_HOME"]) / "autostart" / "io.github.unknot.Unknot.desktop"
    person.opens()
    person.press("Settings", within=MAIN_WINDOW)
    person.tick("Start with the computer", within="Settings")
    wait_until(file.exists, "the autostart file")
    wait_until(lambda: "at_login = true" in written(person.program), "the settings to be written")
    person.press("Close", within="Settings")
    person.gone("Settings", role="dialog")
    person.hand.close_window(MAIN_WINDOW)
    assert person.program.exit_code() == 0

    # When the desktop starts what it finds there, the program opens on the same data
    said = person.program.folder / "launched"  # a file, for what is started holds it open
    with said.open("wb") as output:
        command = [SYSTEM_PYTHON, "-c", LAUNCHER, str(file)]
        subprocess.run(command, env=desk.environment, stdout=output, stderr=output, check=True, timeout=30)
    person.tool.attach(int(said.read_text()))
    person.sees("Unknot", role="frame", limit_s=60)
    assert person.program.run().returncode == 0, "a second start finds that window"

    # And turned off, nothing is left
    person.press("Settings", within=MAIN_WINDOW)
    person.tick("Start with the computer", on=False, within="Settings")
    wait_until(lambda: not file.exists(), "the autostart file to go")
    person.press("Close", within="Settings")
    person.gone("Settings", role="dialog")
    person.hand.close_window(MAIN_WINDOW)
    person.gone("Unknot", role="frame")
