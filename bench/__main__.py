"""Runs the parts, prints one table, and keeps the figures where asked: `make bench ARGS="--record"`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from bench import screen, window
from bench.machine import QUIET_SHARE, Neighbours, busy_cores, cores, wait_until_quiet
from bench.report import Row, middle, percentile, record, table, versions, worst

IDLE_MS, BUSY_MS, DRIFT_MS = 5.0, 25.0, 1.0
"""The targets for boundaries. Drift is how much later a session's last boundary is than its first (medians)."""
FRAME_MS = 1000 / 60


@dataclass(frozen=True, slots=True)
class Options:
    """How much to measure, and how long to wait at most for the machine to be quiet."""

    sessions: int
    tries: int
    rounds: int
    quiet_s: float


Measured = list[Row]


def play(environment: dict[str, str], module: str, *options: str) -> Generator[dict[str, Any], None, None]:
    """Run a part that needs the program inside its own process, and give what it prints, line by line.

    Closed before its end, it waits until the part finds nobody listening at its next line, and has cleared up.
    """
    command = [sys.executable, "-m", module, *options]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said, text=True)
        assert process.stdout is not None
        try:
            for line in process.stdout:
                yield json.loads(line)
        finally:
            process.stdout.close()
            failed = process.wait()
        if failed:
            said.seek(0)
            raise RuntimeError(f"{module} failed:\n{said.read()}")


def quiet_sessions(environment: dict[str, str], count: int) -> list[dict[str, Any]]:
    """Play sessions until `count` of them were left alone by others, or three times as many were played.

    A session in which others used more than `QUIET_SHARE` of the cores says nothing about an idle machine. Where there
    are too few without, the ones with the least are taken.
    """
    played: list[tuple[float, dict[str, Any]]] = []
    lines = play(environment, "bench.boundaries", "--sessions", str(3 * count))
    neighbours = Neighbours()
    for session in lines:
        played.append((neighbours.share(), session))
        neighbours = Neighbours()
        if sum(share <= QUIET_SHARE for share, _session in played) == count:
            break
    lines.close()
    best = sorted(played, key=lambda each: each[0])[:count]
    print(f"boundaries: {len(best)} of {len(played)} sessions taken; others used at most {best[-1][0]:.0%} in them")
    return [session for _share, session in best]


def boundaries(environment: dict[str, str], options: Options, *, busy: bool) -> Measured:
    """Measure how late boundaries are, on an idle machine or with every core busy."""
    if busy:
        with busy_cores(cores()):
            sessions = list(play(environment, "bench.boundaries", "--sessions", str(options.sessions)))
    else:
        sessions = quiet_sessions(environment, options.sessions)
    how, limit_ms = ("all cores busy", BUSY_MS) if busy else ("idle", IDLE_MS)

    def of(kind: str) -> list[float]:
        return [late_ms for session in sessions for late_ms in session[kind]]

    def drift(kind: str) -> float:
        return middle(session[kind][-1] for session in sessions) - middle(session[kind][0] for session in sessions)

    name = f"boundary, {how}:"
    shown, woken, painted, timer, sleep = (of(kind) for kind in ("shown", "woken", "painted", "timer", "sleep"))
    return [
        Row(f"{name} worst", "ms", worst(shown), worst(timer), worst(sleep), limit_ms),
        Row(f"{name} median", "ms", middle(shown), middle(timer), middle(sleep)),
        Row(f"{name} drift", "ms", drift("woken"), drift("timer"), drift("sleep"), DRIFT_MS),
        Row(f"{name} clock read, worst", "ms", worst(woken)),
        Row(f"{name} clock read, median", "ms", middle(woken)),
        Row(f"{name} frame done, worst", "ms", worst(painted)),
        Row(f"{name} frame done, median", "ms", middle(painted)),
    ]


def stop(environment: dict[str, str], options: Options) -> Measured:
    """Measure how soon the clock stands still after a Stop key."""
    tries = list(play(environment, "bench.stop", "--tries", str(options.tries)))
    ours, bare = [each["stop"] for each in tries], [each["bare"] for each in tries]
    return [
        Row("Stop, key to frame: worst", "ms", max(ours), max(bare)),
        Row("Stop, key to frame: 99 %", "ms", percentile(ours, 0.99), percentile(bare, 0.99), target=FRAME_MS),
        Row("Stop, key to frame: median", "ms", middle(ours), middle(bare)),
    ]


def cost(environment: dict[str, str], options: Options) -> Measured:
    """Measure what the open window costs."""
    found = window.measure(environment, options.rounds)

    def of(costs: list[window.Cost], figure: str) -> float:
        return middle(getattr(each, figure) for each in costs)

    bare, rest, session = found.bare, found.rest, found.session
    memory, spent = "pss_mib", "cpu_percent"
    return [
        Row("window: start to visible", "s", of(rest, "window_s"), of(bare, "window_s")),
        Row("window: memory at rest", "MiB", of(rest, memory), of(bare, memory)),
        Row("window: memory in a session", "MiB", of(session, memory), of(bare, memory)),
        Row("window: CPU at rest", "% of a core", of(rest, spent), of(bare, spent)),
        Row("window: CPU in a session", "% of a core", of(session, spent), of(bare, spent)),
    ]


PARTS: dict[str, Callable[[dict[str, str], Options], Measured]] = {
    "boundaries": lambda environment, options: boundaries(environment, options, busy=False),
    "boundaries-busy": lambda environment, options: boundaries(environment, options, busy=True),
    "stop": stop,
    "window": cost,
}


def main() -> int:
    """Measure what was asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}; all without")
    parser.add_argument("--sessions", type=int, default=8, help="sessions with four boundaries each (default 8)")
    parser.add_argument("--tries", type=int, default=200, help="how often to stop (default 200)")
    parser.add_argument("--rounds", type=int, default=5, help="how often to open each window (default 5)")
    parser.add_argument("--quiet", type=float, default=120, help="seconds to wait at most for a quiet machine")
    parser.add_argument("--record", action="store_true", help="add the figures to bench/results/")
    asked = parser.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    options = Options(asked.sessions, asked.tries, asked.rounds, asked.quiet)
    lacking = screen.missing()
    if lacking:
        print(f"Not installed: {', '.join(lacking)}. So nothing is shown, and the part 'window' is left out.")
    rows: list[Row] = []
    with screen.private_screen() as environment:
        for part in asked.parts or PARTS:
            if lacking and part == "window":
                continue
            rows += _measure(part, environment, options, keep=asked.record)
    print("\n" + table(rows))
    print("\n" + ", ".join(f"{name} {value}" for name, value in versions().items()))
    return 0


def _measure(part: str, environment: dict[str, str], options: Options, *, keep: bool) -> Measured:
    """Measure one part when the machine is quiet, and say what others did meanwhile."""
    wait_until_quiet(options.quiet_s)
    neighbours = Neighbours()
    rows = PARTS[part](environment, options)
    share, load = neighbours.share(), os.getloadavg()[0]
    print(f"{part}: meanwhile others used {share:.0%} of the cores; load average at the end {load:.1f}", flush=True)
    if keep:
        conditions = {"screen": environment["QT_QPA_PLATFORM"], "others": share, "load": load}
        record(part, rows, conditions)
    return rows


if __name__ == "__main__":
    sys.exit(main())
