"""Eight hours of sessions, one after the other, in the real program at speed. What grows is a leak.

`python -m bench.soak` opens the program on a private screen and has somebody inside it press its buttons: a muscle,
Start, None of these, and Skip after each session. After each one it is written down what the process holds: memory
of its own, open files, threads, Qt's objects and Python's. What grows by more than the limits here, from the second
quarter on, fails the run.
"""

import argparse
import asyncio
import contextlib
import gc
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from bench import screen
from bench.machine import private_mib, pss_mib
from bench.playing import play
from bench.reader import has_read
from bench.report import RESULTS, middle, versions

HOURS = 8.0
SPEED = 200.0
PATIENCE_S = 60.0
WARM_SHARE = 0.25
"""So much of the run fills caches, and is not judged."""
LIMITS = {
    "private_mib": 3.0,
    "files": 1.0,
    "threads": 1.0,
    "widgets": 4.0,
    "qt_objects": 40.0,
    "python_objects": 6000.0,
}
"""So much may each grow from the end of the warm-up to the end of the run, by a straight line through it all.

Memory: what is this process's alone, for its share of what programs share (in the PSS) falls when others start; a page
of the record's cache, and what the allocator keeps. Objects of Qt's: what a panel has more than another.
Python's: the session's own, that the record of the day counts.
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What the process held after a session. `at_s`: seconds of sessions played until then."""

    at_s: float
    private_mib: float
    pss_mib: float
    files: int
    threads: int
    widgets: int
    qt_objects: int
    python_objects: int
    opened: tuple[str, ...] = ()
    """What is open, as the system names it without its number: `socket`, `pipe`, or the path of a file."""


def slope(points: list[tuple[float, float]]) -> float:
    """Return by how much a straight line through the points rises from the first to the last."""
    mean_x, mean_y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    spread = sum((x - mean_x) ** 2 for x, _y in points)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return rise / spread * (points[-1][0] - points[0][0]) if spread else 0.0


# Inside the program


def _play(folder: str, hours: float, speed: float) -> int:
    """Be the program, with somebody in it who presses buttons until the hours are full; print a line a session."""
    from unknot import aio, app, cli
    from unknot.desktop.application import make_application
    from unknot.store.places import find_places
    from unknot.ui.window import Window

    options = cli.window_options(
        cli.parse(
            ["--data-dir", has_read(folder), "--muscle", "gluteus-medius", "--side", "left", "--speed", f"{speed}"]
        )
    )
    places = find_places(options.data_dir)
    application = make_application()
    built: list[app.Parts] = []

    async def main() -> int:
        program = asyncio.create_task(app.main(application, places, options, Window(), built))
        person = asyncio.create_task(_person(built, hours * 3600.0))
        await asyncio.wait({program, person}, return_when=asyncio.FIRST_COMPLETED)
        person.result()
        os.kill(os.getpid(), 15)  # as at log-out
        return await program

    return aio.run(application, main)


async def _person(built: list[Any], until_s: float) -> None:
    """Lead sessions, one after the other, from the program's own buttons."""
    from PySide6.QtWidgets import QAbstractButton, QApplication

    def press(name: str) -> bool:
        for top in QApplication.topLevelWidgets():
            for button in top.findChildren(QAbstractButton):
                if name in (button.accessibleName(), button.text()) and button.isVisible() and button.isEnabled():
                    button.click()
                    return True
        return False

    async def pressed(*names: str) -> None:
        await _until(lambda: any(press(name) for name in names), f"a button {' or '.join(names)}")

    await _until(lambda: bool(built), "the window")
    practice, played_s = built[0].practice, 0.0
    regions = cycle(practice.guide.anatomy.regions())
    while played_s < until_s:
        built[0].window.picked.emit(next(regions))
        await pressed("Start session")
        await pressed("None of these")
        await _until(lambda: practice.conductor.active, "the session")
        session = practice.conductor._session  # noqa: SLF001  # its length
        await _until(lambda: not practice.conductor.active, "the end of the session")
        await pressed("Skip")
        await _until(lambda: not practice.busy, "the end of it all")
        played_s += session.plan.total_s
        _say(played_s)


async def _until(true: Callable[[], bool], what: str) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > end_s:
            raise TimeoutError(what)
        await asyncio.sleep(0.02)


def _say(played_s: float) -> None:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    gc.collect()
    tops = QApplication.topLevelWidgets()
    held = Held(
        played_s,
        private_mib(os.getpid()),
        pss_mib(os.getpid()),
        len(opened := _opened()),
        threading.active_count(),
        len(QApplication.allWidgets()),
        sum(len(top.findChildren(QObject)) for top in tops),
        len(gc.get_objects()),
        opened,
    )
    print(json.dumps(asdict(held)), flush=True)


def _opened() -> tuple[str, ...]:
    """Return what this process has open."""
    with os.scandir("/proc/self/fd") as handles:
        numbers = [handle.name for handle in handles]
    names = []
    for number in numbers:
        with contextlib.suppress(OSError):
            names.append(os.readlink(f"/proc/self/fd/{number}").partition(":[")[0])  # noqa: PTH115  # no file's path
    return tuple(sorted(names))


# From outside


def judge(held: list[Held]) -> dict[str, tuple[float, float, float]]:
    """Return for each figure where it was after the warm-up, by how much it has grown since, and the limit of that."""
    warm = [one for one in held if one.at_s >= WARM_SHARE * held[-1].at_s]
    return {
        name: (
            middle(float(getattr(one, name)) for one in warm),
            slope([(o.at_s, getattr(o, name)) for o in warm]),
            most,
        )
        for name, most in LIMITS.items()
    }


def main() -> int:
    """Play, judge, print; and keep it where asked. Return the exit code."""
    parser = argparse.ArgumentParser(prog="bench.soak", description=__doc__)
    parser.add_argument("--hours", type=float, default=HOURS, help=f"of sessions (default {HOURS:g})")
    parser.add_argument("--speed", type=float, default=SPEED, help=f"how many times as fast (default {SPEED:g})")
    parser.add_argument("--record", action="store_true", help="add the figures to bench/results/soak.jsonl")
    parser.add_argument("--play", metavar="DIR", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.play:
        return _play(asked.play, asked.hours, asked.speed)
    began_s = time.monotonic()
    with screen.private_screen() as environment, tempfile.TemporaryDirectory() as folder:
        words = ("--play", str(Path(folder, "data")), "--hours", str(asked.hours), "--speed", str(asked.speed))
        held = [Held(**line) for line in play(environment, "bench.soak", *words)]
    took_s, found = time.monotonic() - began_s, judge(held)
    bad = [name for name, (_middle, grown, most) in found.items() if grown > most]
    print(f"{len(held)} sessions, {held[-1].at_s / 3600:.1f} hours of them in {took_s:.0f} s\n")
    print(f"{'':<16}{'median':>10}{'growth':>10}{'limit':>8}")
    print(f"{'pss_mib':<16}{middle(one.pss_mib for one in held):>10.1f}")
    for name, (middling, grown, most) in found.items():
        print(f"{name:<16}{middling:>10.1f}{grown:>+10.2f}{most:>8g}  {'GROWS' if name in bad else 'flat'}")
    if "files" in bad:
        more = max((Counter(one.opened) - Counter(held[0].opened) for one in held), key=Counter.total)
        print("\nopen at the most, and not after the first session:")
        print("\n".join(f"{count:>4}  {name}" for name, count in more.most_common()))
    if asked.record:
        line = {"date": datetime.now(UTC).isoformat(timespec="seconds")} | versions()
        line |= {"sessions": len(held), "hours": round(held[-1].at_s / 3600, 2), "took_s": round(took_s)}
        line["pss_mib"] = round(middle(one.pss_mib for one in held), 2)
        line |= {name: {"median": round(m, 2), "growth": round(g, 3)} for name, (m, g, _most) in found.items()}
        with (RESULTS / "soak.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
