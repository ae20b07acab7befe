"""What the open window costs: seconds until it is there, memory, and CPU at rest and in a session.

Beside it, round by round, a bare PySide6 window: the floor. Everything is measured from outside, on real processes:
the program and those it starts. The speech server, which belongs to the system, is left out. Where the machine has what
`bench.room` needs, voice and chimes are loaded and sound.
"""

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench import bare, screen
from bench.machine import cpu_s, process_tree, pss_mib
from bench.reader import has_read
from bench.room import Room, missing_packages

TITLE = "Unknot"
CHECK = "Safety check"
REMINDER = "Safety reminder"
SETTLE_S, CALM_S, CALM_TIMES = 3.0, 0.02, 3
"""Who used no more than so much of a core in this time, so often in a row, has settled: on a slow machine a voice that
was silenced from outside comes back seconds later.
"""
LEAD_IN_S = 10.0
"""The lead-in of a session as it comes: CPU is measured in the compression after it."""
CPU_S = 10.0
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process cost: seconds to a mapped window, MiB of memory (PSS), percent of one core."""

    window_s: float
    pss_mib: float
    cpu_percent: float


OWN = frozenset({"PATH", "LANG", "QT_QPA_PLATFORM"})
"""What a room does not decide."""
KINDS = ("bare", "bare-sound", "rest", "session", "distance", "paused")
"""A bare window; the same with a bare voice and bare chimes beside it; the program with nothing going on, in a session,
in the distance view, and in one that waits.
"""


def measure(environment: dict[str, str], rounds: int) -> dict[str, list[Cost]]:
    """Start each kind in turn, `rounds` times. One round before them fills the disk cache and is not counted."""
    found: dict[str, list[Cost]] = {kind: [] for kind in KINDS}
    with sounding(environment) as heard, tempfile.TemporaryDirectory() as folder:
        where = start_button(heard)
        for count in range(rounds + 1):
            for kind in KINDS:
                cost = run_kind(heard, kind, folder_of(folder, kind, count), where)
                if count:
                    found[kind].append(cost)
    return found


@contextlib.contextmanager
def sounding(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Give an environment with a sound server and a speech server of its own, if the machine has them."""
    if missing_packages():
        yield environment
        return
    with Room() as room:
        yield environment | {name: value for name, value in room.environment.items() if name not in OWN}


def folder_of(folder: str, kind: str, count: int) -> str:
    """Return where a round keeps its record, in `folder`.

    Ending the program stops its session, without a reason: the muscle then rests, so each has one of its own. At rest
    it is measured as on any day but the first, for which it has nothing kept yet.
    """
    return f"{folder}/{kind}" if kind == "rest" else f"{folder}/{kind}-{count}"


def run_kind(environment: dict[str, str], kind: str, folder: str, where: tuple[int, int]) -> Cost:
    """Measure one kind once."""
    if kind in {"bare", "bare-sound"}:
        floor = [sys.executable, "-m", f"bench.{kind.replace('-', '_')}"]
        return run_once(environment, floor, bare.TITLE, until_calm)
    command = [
        sys.executable,
        "-m",
        "unknot",
        "--data-dir",
        has_read(folder),
        "--muscle",
        "piriformis",
        "--side",
        "left",
    ]
    if kind == "distance":
        command.append("--distance")

    def settle(pid: int) -> None:
        if kind != "rest":
            start_session(environment, where)
        if kind == "paused":
            screen.do(environment, "key", "space")
        if kind in {"rest", "paused"}:
            until_calm(pid)  # all is loaded, and what is said has been said

    return run_once(environment, command, TITLE, settle)


def run_once(environment: dict[str, str], command: list[str], title: str, settle: Callable[[int], None]) -> Cost:
    """Start a program, wait for its window, let it come to what is measured, and measure."""
    began_s = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_window(environment, title, every_s=0.002)
        window_s = time.monotonic() - began_s
        settle(process.pid)
        tree = process_tree(process.pid)
        spent_s, from_s = sum(map(cpu_s, tree)), time.monotonic()
        time.sleep(CPU_S)
        spent_s, passed_s = sum(map(cpu_s, tree)) - spent_s, time.monotonic() - from_s
        if process.poll() is not None:
            raise RuntimeError(f"{title!r} ended by itself")
        return Cost(window_s, sum(map(pss_mib, tree)), 100 * spent_s / passed_s)
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until_calm(pid: int) -> None:
    """Wait until a program and its processes have nothing left to do for now, however slow the machine is."""
    until_s, spent_s, calm = time.monotonic() + 2 * PATIENCE_S, 0.0, 0
    while calm < CALM_TIMES and time.monotonic() < until_s:
        before_s, spent_s = spent_s, sum(map(cpu_s, process_tree(pid)))
        calm = calm + 1 if abs(spent_s - before_s) <= CALM_S else 0
        time.sleep(SETTLE_S)


def start_button(environment: dict[str, str]) -> tuple[int, int]:
    """Return where the Start button lies in the window."""
    asked = [sys.executable, "-m", "bench.start_button"]
    said = subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout
    x, y = said.split()
    return int(x), int(y)


def start_session(environment: dict[str, str], where: tuple[int, int]) -> None:
    """Click Start, answer the check with its default button, and wait until the compression runs."""
    x, y = (str(pixels) for pixels in where)
    until_s = time.monotonic() + PATIENCE_S
    while not screen.windows(environment, CHECK):
        if time.monotonic() > until_s:
            raise RuntimeError("the Start button did not answer")
        window = wait_for_window(environment, TITLE)
        screen.do(environment, "mousemove", "--window", window, x, y, "click", "1")
        time.sleep(1.0)  # a click goes astray while the window manager still moves the window
    while not screen.windows(environment, REMINDER):
        if time.monotonic() > until_s:
            raise RuntimeError("the session did not begin")
        for check in screen.windows(environment, CHECK):
            screen.do(environment, "windowfocus", check, "key", "Return")
        time.sleep(0.5)
    time.sleep(LEAD_IN_S + 1.0)


def wait_for_window(environment: dict[str, str], title: str, every_s: float = 0.05) -> str:
    """Return the id of the window with this title as soon as it is mapped."""
    until_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < until_s:
        found = screen.windows(environment, title)
        if found:
            return found[-1]
        time.sleep(every_s)
    raise RuntimeError(f"no window {title!r}")
