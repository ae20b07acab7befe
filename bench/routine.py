"""Whether boundaries stay exact over a whole routine: three muscles, nine minutes of real time, with the sound on.

`python -m bench.routine` plays it twice, idle and with every core busy, and prints each boundary. Linux only.
"""

import argparse
import contextlib
from typing import Any

from bench import screen
from bench.machine import Neighbours, busy_cores, cores, wait_until_quiet
from bench.playing import play
from bench.report import Row, middle, table, worst
from bench.room import Room, missing_packages

IDLE_MS, BUSY_MS, DRIFT_MS = 5.0, 25.0, 1.0
"""The targets for a boundary, and for how much later the last ones are than the first."""
QUIET_S = 60.0


def boundaries(environment: dict[str, str], *, busy: bool) -> list[dict[str, Any]]:
    """Play the routine in a room of its own, and return its boundaries: `bench.leading`."""
    wait_until_quiet(QUIET_S)
    neighbours = Neighbours()
    with Room() as room, busy_cores(cores()) if busy else contextlib.nullcontext():
        inside = {**environment, **room.environment}
        for name in ("QT_QPA_PLATFORM", "PATH"):
            inside[name] = environment[name]
        inside.pop("PULSE_SERVER", None)
        seen = list(play(inside, "bench.leading"))
    print(f"routine: others, the speech server among them, used {neighbours.share():.0%} of the cores", flush=True)
    return seen


def rows(seen: list[dict[str, Any]], *, busy: bool) -> list[Row]:
    """Sum up: the worst, the middle, and the drift, which is how much later the last step is than the first."""
    name = f"routine, {'all cores busy' if busy else 'idle'}:"
    seen = [each for each in seen if each["planned_s"]]  # the start is no boundary: it is when the person says so
    shown = [each["shown_ms"] for each in seen]
    drift = _of_step(seen, max(each["session"] for each in seen) - 1) - _of_step(seen, 1)
    return [
        Row(f"{name} boundary, worst of {len(shown)}", "ms", worst(shown), target=BUSY_MS if busy else IDLE_MS),
        Row(f"{name} boundary, median", "ms", middle(shown)),
        Row(f"{name} clock read, worst", "ms", worst([each["woken_ms"] for each in seen])),
        Row(f"{name} drift", "ms", drift, target=DRIFT_MS),
    ]


def _of_step(seen: list[dict[str, Any]], step: int) -> float:
    return middle(each["woken_ms"] for each in seen if each["session"] == step)


def measure(environment: dict[str, str], *, busy: bool) -> list[Row]:
    """Play the routine once, and sum up."""
    lacking = missing_packages()
    if lacking:
        print(f"Not installed: {', '.join(lacking)}. So the part 'routine' is left out.")
        return []
    return rows(boundaries(environment, busy=busy), busy=busy)


def main() -> None:
    """Play it, and print every boundary."""
    argparse.ArgumentParser(prog="bench.routine", description=__doc__).parse_args()
    with screen.private_screen() as environment:
        for busy in (False, True):
            seen = boundaries(environment, busy=busy)
            print(f"\n{'all cores busy' if busy else 'idle'}: planned, shown, late")
            for each in seen:
                shown_s = each["planned_s"] + each["shown_ms"] / 1000
                late = f"{each['planned_s']:9.3f} s {shown_s:11.4f} s {each['shown_ms']:7.2f} ms"
                print(f"{each['session']} {each['phase']:<12}{late}")
            print("\n" + table(rows(seen, busy=busy)), flush=True)


if __name__ == "__main__":
    main()
