"""Starting: without a screen, a second time, from the command line."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from e2e.assistive import TESTS
from e2e.desk import SYSTEM_PYTHON
from e2e.person import MAIN_WINDOW
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from e2e.desk import Desk
    from e2e.person import Person
    from e2e.program import Program

MUSCLES = ("Gluteus medius", "Gluteus minimus", "Piriformis")
OTHER_WINDOW = "Event Tester"  # what `xev` calls its window


def test_without_a_screen_it_says_so_in_one_line(program: Program) -> None:
    # Given no screen to open a window on
    bare = {name: value for name, value in program.environment.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}}

    # When the program is started
    done = program.run(environment=bare)

    # Then it refuses in one plain line
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr


def test_with_a_screen_that_is_not_there_it_says_so_in_one_line(program: Program) -> None:
    # Given the name of a screen that nobody serves
    absent = {**program.environment, "DISPLAY": ":987654"}

    # When the program is started
    done = program.run(environment=absent)

    # Then it refuses in one plain line, and does not abort
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_second_start_brings_the_first_window_to_the_front(person: Person, desk: Desk) -> None:
    # Given a window that another program's window is in front of
    person.opens()
    other = subprocess.Popen(["xev"], env=desk.environment, stdout=subprocess.DEVNULL)
    try:
        person.hand.bring_forward(OTHER_WINDOW)

        # When the program is started a second time on the same data
        second = person.program.run()

        # Then that start ends, and the first window is in front
        assert (second.returncode, second.stderr) == (0, "")
        wait_until(lambda: person.hand.active_title() == MAIN_WINDOW, "the first window in front", limit_s=10)

        # And the same from out of sight
        person.hand.minimize(MAIN_WINDOW)
        person.hand.bring_forward(OTHER_WINDOW)
        assert person.program.run().returncode == 0
        wait_until(lambda: person.hand.active_title() == MAIN_WINDOW, "the minimized window in front", limit_s=10)
    finally:
        other.terminate()
        other.wait(timeout=10)
    assert person.program.window.poll() is None


def test_a_screen_reader_s_own_library_sees_the_same(person: Person, desk: Desk) -> None:
    # Given an open window
    person.opens()

    # When it is looked at through the library that screen readers use
    command = [SYSTEM_PYTHON, "-s", "-W", "ignore", "-m", "e2e.at_witness", str(person.program.window.pid)]
    environment = {**desk.environment, "PYTHONPATH": str(TESTS)}
    looked = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    seen = {(role, name) for role, name in json.loads(looked.stdout)}

    # Then it sees what the contract promises, and all that these tests see
    assert ("frame", MAIN_WINDOW) in seen
    regions = {f"{muscle}, {side}" for muscle in MUSCLES for side in ("left", "right")}
    assert {name for role, name in seen if role == "check box"} >= regions
    assert {name for role, name in seen if role == "list item"} >= regions
    assert {name for _, name in seen} == {thing.name for thing in person.tool.find()}


def test_version_is_told(program: Program) -> None:
    done = program.run("--version")
    assert done.returncode == 0
    assert done.stdout.lower().startswith("unknot")
    assert done.stderr == ""


def test_doctor_tells_each_thing_s_state(program: Program) -> None:
    # When the doctor is asked
    done = program.run("doctor", "--json")

    # Then its answer can be read by a program, and is about more than nothing
    assert done.returncode in {0, 1}
    assert done.stderr == ""
    told = json.dumps(json.loads(done.stdout))
    assert '"ok"' in told


def test_plan_is_what_the_contract_says(program: Program) -> None:
    # When a plan is asked for
    wanted = ["--compression", "30", "--spots", "2", "--techniques", "compression,stripping", "--lead-in", "3"]
    done = program.run("plan", "--muscle", "piriformis", "--side", "left", *wanted, "--json")

    # Then it is the contract's, second by second
    assert (done.returncode, done.stderr) == (0, "")
    phases = [
        ("lead-in", None, 0, 3, "ball"),
        ("compression", 1, 3, 30, "ball"),
        ("gap", None, 33, 5, "ball"),
        ("compression", 2, 38, 30, "ball"),
        ("change", None, 68, 15, "roller"),
        ("stripping", None, 83, 60, "roller"),
    ]
    keys = ("kind", "spot", "start_s", "duration_s", "tool")
    plan = json.loads(done.stdout)
    for phase in plan["phases"]:
        if phase["kind"] in {"gap", "change"}:  # whether a way to a spot belongs to it is not said
            phase["spot"] = None
    assert plan == {
        "muscle": "piriformis",
        "side": "left",
        "total_s": 143,
        "phases": [dict(zip(keys, phase, strict=True)) for phase in phases],
    }


@pytest.mark.parametrize(
    "wrong",
    [
        ["--muscle", "biceps", "--side", "left"],
        ["--muscle", "piriformis", "--side", "middle"],
        ["--muscle", "piriformis", "--side", "left", "--compression", "29"],
        ["--muscle", "piriformis", "--side", "left", "--spots", "3"],
        ["--muscle", "piriformis", "--side", "left", "--lead-in", "2"],
        ["--muscle", "piriformis", "--side", "left", "--techniques", "tapping"],
    ],
    ids=lambda wrong: " ".join(wrong[-2:]),
)
def test_wrong_use_is_refused_in_one_line(program: Program, wrong: list[str]) -> None:
    done = program.run("plan", *wrong, "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
