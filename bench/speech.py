"""Whether boundaries stay exact while the speech service hangs, is missing, dies in mid-word, or floods. Linux only.

`python -m bench.speech` runs it alone. Run with a fault as a program (`--fault`) it plays the sessions of
`bench.boundaries` with the sound on, and prints what it saw as JSON.
"""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import screen
from bench.machine import Neighbours, busy_cores, cores
from bench.playing import play
from bench.report import Row, middle, table, worst
from bench.room import Room, missing_packages

if TYPE_CHECKING:
    from unknot import app

IDLE_MS, BUSY_MS, GAP_MS = 5.0, 25.0, 50.0
"""The targets: for a boundary, and for the longest time in which the loop answers nothing."""
FAULTS = ("hung", "missing", "killed", "flooding")
NOBODY = "inet_socket:127.0.0.2:1"
"""An address at which no server is, and at which none is started."""
AGAIN_S = 2.0
"""How often the voice is asked for anew after it failed: the program does so thrice, 30 s apart."""
WORDS_S, KILLED_S = 0.9, 0.35
"""How often words begin that are killed, and so long after their beginning."""
LONG = "Go slowly along the muscle, from the hip bone down to the outside of the thigh, and breathe out."
BEAT_MS = 5


@contextlib.contextmanager
def faulty(room: Room, fault: str) -> Iterator[dict[str, str]]:
    """Give what a program in the room needs to meet this fault."""
    if fault == "killed":
        yield {}
    elif fault == "missing":
        yield {"SPEECHD_ADDRESS": NOBODY}
    else:
        place = f"{room.environment['XDG_RUNTIME_DIR']}/{fault}"
        command = [sys.executable, "-m", "bench.bad_server", fault, place]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
            try:
                assert server.stdout is not None
                server.stdout.readline()
                yield {"SPEECHD_ADDRESS": f"unix_socket:{place}"}
            finally:
                server.kill()


def sessions(environment: dict[str, str], fault: str, count: int) -> Generator[dict[str, Any], None, None]:
    """Play sessions with a fault, in a room."""
    with Room() as room, faulty(room, fault) as address:
        inside = {**environment, **room.environment}
        for name in ("QT_QPA_PLATFORM", "PATH"):
            inside[name] = environment[name]
        inside.pop("PULSE_SERVER", None)
        inside.pop("SPEECHD_ADDRESS", None)
        yield from play(inside | address, "bench.speech", "--fault", fault, "--sessions", str(count))


def measure(environment: dict[str, str], count: int, *, busy: bool) -> list[Row]:
    """Play sessions with each fault; with every core kept busy, if asked."""
    lacking = missing_packages()
    if lacking:
        print(f"Not installed: {', '.join(lacking)}. So the part 'speech' is left out.")
        return []
    rows = []
    for fault in FAULTS:
        neighbours = Neighbours()
        with busy_cores(cores()) if busy else contextlib.nullcontext():
            seen = list(sessions(environment, fault, count))
        print(f"speech {fault}: others, speech servers among them, used {neighbours.share():.0%} of the cores")
        rows += _rows(f"speech {fault}, {'all cores busy' if busy else 'idle'}:", seen, BUSY_MS if busy else IDLE_MS)
        if fault == "killed":
            print(f"speech killed: {sum(each['killed'] for each in seen)} times")
    return rows


def _rows(name: str, seen: list[dict[str, Any]], limit_ms: float) -> list[Row]:
    shown, timer = ([ms for each in seen for ms in each[kind]] for kind in ("shown", "timer"))
    return [
        Row(f"{name} boundary, worst of {len(shown)}", "ms", worst(shown), worst(timer), target=limit_ms),
        Row(f"{name} boundary, median", "ms", middle(shown), middle(timer)),
        Row(f"{name} longest gap in the loop", "ms", max(each["gap"] for each in seen), target=GAP_MS),
    ]


def play_sessions(fault: str, count: int) -> None:
    """Be the program, and play."""
    from PySide6.QtCore import QObject, Qt, QTimer

    from bench.boundaries import PLAN, Beholder, TimerChain
    from bench.sounding import sound_on
    from bench.stage import PATIENCE_S, Painted
    from bench.stage import play as play_scene
    from unknot.desktop.clock import SystemClock

    class Beats(QObject):
        """Knows the longest time in milliseconds in which the loop did not come round."""

        def __init__(self) -> None:
            super().__init__()
            self.worst_ms = 0.0
            self._last_s = time.monotonic()
            timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
            timer.timeout.connect(self._beat)
            timer.start()

        def begin(self) -> None:
            self.worst_ms, self._last_s = 0.0, time.monotonic()

        def _beat(self) -> None:
            now_s = time.monotonic()
            self.worst_ms = max(self.worst_ms, 1000 * (now_s - self._last_s))
            self._last_s = now_s

    clock = SystemClock()
    beholder = Beholder(clock)

    async def scene(parts: "app.Parts") -> None:
        beholder.painted = Painted(clock, parts.window)
        around = sound_on(parts)
        killer = Killer()

        def ask_again() -> None:
            around.sounds.start(language="en", voice=True, chimes=True)

        def speak_to_be_killed() -> None:
            if around.sounds.voice_ready:
                around.sounds.say(LONG, cut=True)
                QTimer.singleShot(round(1000 * KILLED_S), lambda: killer.kill(around.sounds.process_ids()))

        again = QTimer(interval=round(1000 * AGAIN_S))
        again.timeout.connect(ask_again)
        again.start()
        words = QTimer(interval=round(1000 * WORDS_S))
        words.timeout.connect(speak_to_be_killed)
        if fault == "killed":
            words.start()
        beats = Beats()
        try:
            for _ in range(count):
                beholder.expect()
                killer.killed = 0
                parts.practice.keys.listen(on=True)
                parts.window.show_session(rehearsal=False)
                beats.begin()
                parts.practice.conductor.begin(PLAN)
                session = beholder.session
                async with asyncio.timeout(PLAN.total_s + PATIENCE_S):
                    await asyncio.gather(TimerChain(clock, session.timer).run(), beholder.over.wait())
                seen = asdict(session) | {"gap": beats.worst_ms, "killed": killer.killed}
                parts.window.end_session()
                print(json.dumps(seen), flush=True)
        finally:
            again.stop()
            words.stop()
            around.close()

    play_scene(clock, scene, beholder.saw)


class Killer:
    """Kills the voice's process, and counts how often."""

    def __init__(self) -> None:
        self.killed = 0

    def kill(self, processes: list[int]) -> None:
        """Kill the one of these processes that speaks, if it still does."""
        for process in processes:
            with contextlib.suppress(OSError):
                if b"voice_process" in Path(f"/proc/{process}/cmdline").read_bytes():
                    os.kill(process, signal.SIGKILL)
                    self.killed += 1


def main() -> None:
    """Measure and print the figures; with `--fault`, play."""
    parser = argparse.ArgumentParser(prog="bench.speech", description=__doc__)
    parser.add_argument("--sessions", type=int, default=3, help="sessions with each fault (default 3)")
    parser.add_argument("--fault", choices=FAULTS)
    asked = parser.parse_args()
    if asked.fault:
        play_sessions(asked.fault, asked.sessions)
        return
    with screen.private_screen() as environment:
        for busy in (False, True):
            print("\n" + table(measure(environment, asked.sessions, busy=busy)), flush=True)


if __name__ == "__main__":
    main()
