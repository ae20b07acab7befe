"""Whether boundaries stay exact while the speech service hangs, is missing, dies in mid-word, or floods. Linux only.

`python -m bench.speech` runs it alone. The sessions are those of `bench.boundaries` with the sound on, and the faults
come one at a time, after sessions without any: `bench.speaking`. Beside a boundary stands a bare precise timer in the
same loop, beside a gap what a process met that only sleeps.
"""

import argparse
import contextlib
import subprocess
import sys
from collections.abc import Generator, Iterator
from typing import Any

from bench import screen
from bench.machine import Neighbours, busy_cores, cores, wait_until_quiet
from bench.playing import play
from bench.report import Row, middle, table, worst
from bench.room import Room, missing_packages

IDLE_MS, BUSY_MS, GAP_MS = 5.0, 25.0, 50.0
"""The targets: for a boundary, and for the longest time in which the loop answers nothing."""
FAULTS = ("healthy", "hung", "missing", "killed", "flooding")
QUIET_S = 60.0
"""How long to wait at most, before each fault, until others leave the machine alone."""
NOBODY = "inet_socket:127.0.0.2:1"
"""An address at which no server is, and at which none is started."""


@contextlib.contextmanager
def faulty(room: Room, fault: str) -> Iterator[dict[str, str]]:
    """Give what a program in the room needs to meet this fault."""
    if fault in {"healthy", "killed"}:
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
        kill = ["--kill"] if fault == "killed" else []
        yield from play(inside | address, "bench.speaking", "--sessions", str(count), *kill)


def measure(environment: dict[str, str], count: int, *, busy: bool) -> list[Row]:
    """Play sessions with each fault; with every core kept busy, if asked."""
    lacking = missing_packages()
    if lacking:
        print(f"Not installed: {', '.join(lacking)}. So the part 'speech' is left out.")
        return []
    rows = []
    for fault in FAULTS:
        wait_until_quiet(QUIET_S)
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

    def of(kind: str) -> float:
        return float(max(each[kind] for each in seen))

    return [
        Row(f"{name} boundary, worst of {len(shown)}", "ms", worst(shown), worst(timer), target=limit_ms),
        Row(f"{name} boundary, median", "ms", middle(shown), middle(timer)),
        Row(f"{name} longest gap in the loop", "ms", of("gap"), of("bystander"), target=GAP_MS),
    ]


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="bench.speech", description=__doc__)
    parser.add_argument("--sessions", type=int, default=3, help="sessions with each fault (default 3)")
    asked = parser.parse_args()
    with screen.private_screen() as environment:
        for busy in (False, True):
            print("\n" + table(measure(environment, asked.sessions, busy=busy)), flush=True)


if __name__ == "__main__":
    main()
