"""Runs the parts, prints one table, and keeps the figures where asked: `make bench ARGS="--record"`."""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import days, peers, routine, screen, sound, speech, starts, window
from bench.machine import QUIET_SHARE, Neighbours, busy_cores, cores, wait_until_quiet
from bench.playing import play
from bench.report import Row, middle, percentile, record, table, versions, worst

IDLE_MS, BUSY_MS, DRIFT_MS = 5.0, 25.0, 1.0
"""The targets for boundaries. Drift is how much later a session's last boundary is than its first (medians)."""
FRAME_MS = 1000 / 60
CLICK_MS, HOVER_MS, MOTION_PERCENT, FILES_MB = 16.0, 8.0, 2.0, 3.0
"""The targets for the atlas."""
SEEN_RATIO, PICTURE_RATIO = 1.3, 1.6
"""The targets for the start, against the time until a bare window is seen."""
MEMORY_RATIO, SOUNDING_RATIO, SESSION_PERCENT, PAUSED_PERCENT = 1.6, 2.2, 1.0, 0.2
"""The targets for the window: memory against a bare window's, as it lies open and with voice and chimes loaded."""
UNPACKED_MB, PACKAGE_MB = 130.0, 50.0
"""The targets for what is installed; a plain bundle of a window with sound and speech is 215 MB."""
ROOT = Path(__file__).parents[1]
ATLAS, DIST = ROOT / "resources" / "atlas", ROOT / "dist"
MOTION_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Options:
    """How much to measure, and how long to wait at most for the machine to be quiet."""

    sessions: int
    tries: int
    rounds: int
    starts: int
    quiet_s: float


Measured = list[Row]


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
        Row("Stop, key to clock gone: worst", "ms", max(ours), max(bare)),
        Row("Stop, key to clock gone: 99 %", "ms", percentile(ours, 0.99), percentile(bare, 0.99), target=FRAME_MS),
        Row("Stop, key to clock gone: median", "ms", middle(ours), middle(bare)),
    ]


def cost(environment: dict[str, str], options: Options) -> Measured:
    """Measure what the open window costs."""
    found = window.measure(environment, options.rounds)

    def of(kind: str, figure: str) -> float:
        return middle(getattr(each, figure) for each in found[kind])

    memory, spent, share = "pss_mib", "cpu_percent", "% of a core"
    bare_memory, bare_spent = of("bare", memory), of("bare", spent)
    return [
        Row("window: start to visible", "s", of("rest", "window_s"), of("bare", "window_s")),
        Row("window: memory at rest", "MiB", of("rest", memory), bare_memory, target=MEMORY_RATIO * bare_memory),
        Row(
            "window: memory in a session, voice and chimes loaded",
            "MiB",
            of("session", memory),
            bare_memory,
            target=SOUNDING_RATIO * bare_memory,
        ),
        Row(
            "the same beside a bare window with a bare voice and chimes",
            "MiB",
            of("session", memory),
            of("bare-sound", memory),
        ),
        Row("window: CPU at rest", share, of("rest", spent), bare_spent),
        Row("window: CPU in a session", share, of("session", spent), bare_spent, target=SESSION_PERCENT),
        Row("window: CPU in the distance view", share, of("distance", spent), bare_spent, target=SESSION_PERCENT),
        Row("window: CPU in a session that waits", share, of("paused", spent), bare_spent, target=PAUSED_PERCENT),
    ]


def atlas(environment: dict[str, str], options: Options) -> Measured:
    """Measure how soon the atlas answers, what its motion costs, and its size."""
    return [*_answers(environment, options), *_motion(environment), _files()]


def _answers(environment: dict[str, str], options: Options) -> Measured:
    tries = list(play(environment, "bench.atlas", "--tries", str(options.tries)))

    def of(kind: str, figure: str) -> list[float]:
        return [each[figure] for each in tries if kind in each]

    rows = []
    for kind, name, limit_ms in (("click", "click to highlight", CLICK_MS), ("move", "pointer to frame", HOVER_MS)):
        ours, bare = of(kind, kind), of(kind, "bare")
        rows += [
            Row(f"atlas, {name}: worst", "ms", max(ours), max(bare)),
            Row(f"atlas, {name}: 99 %", "ms", percentile(ours, 0.99), percentile(bare, 0.99), target=limit_ms),
            Row(f"atlas, {name}: median", "ms", middle(ours), middle(bare)),
        ]
    whole = of("click", "whole")
    return [
        *rows,
        Row("atlas, click to the panel's frame: 99 %", "ms", percentile(whole, 0.99)),
        Row("atlas, click to the panel's frame: median", "ms", middle(whole)),
    ]


def _motion(environment: dict[str, str]) -> Measured:
    rounds = list(play(environment, "bench.motion", "--rounds", str(MOTION_ROUNDS)))
    shares = {kind: middle(each[kind] for each in rounds) for kind in rounds[0]}
    own = middle(each["stripping"] - each["still"] for each in rounds)
    unit = "% of a core"
    return [
        Row("atlas, CPU while stripping", unit, shares["stripping"], shares["bare"], target=MOTION_PERCENT),
        Row("atlas, CPU while stripping, mark still", unit, shares["still"]),
        Row("atlas, CPU of the stripping mark alone", unit, own, shares["bare"], target=MOTION_PERCENT),
        Row("atlas, CPU in compression", unit, shares["compression"], shares["bare"]),
        Row("atlas, CPU in friction", unit, shares["friction"], shares["bare"]),
    ]


def _files() -> Row:
    size = sum(file.stat().st_size for file in ATLAS.rglob("*") if file.is_file())
    return Row("atlas, its files", "MB", size / 1e6, target=FILES_MB)


def start(environment: dict[str, str], options: Options) -> Measured:
    """Measure how long it takes until the window, its picture and all its words are seen."""
    found = starts.measure(environment, options.starts)

    def of(program: str, figure: str) -> float:
        return middle(getattr(each, figure) for each in found[program])

    bare = of("bare", "visible_ms")
    seen, picture, ready = "visible_ms", "picture_ms", "ready_ms"
    return [
        Row("start until the window is seen", "ms", of("usual", seen), bare, target=SEEN_RATIO * bare),
        Row("start until the atlas is seen", "ms", of("usual", picture), bare, target=PICTURE_RATIO * bare),
        Row("start until all is there", "ms", of("usual", ready), bare),
        Row("the very first start, until the window is seen", "ms", of("first", seen), bare),
        Row("the very first start, until the atlas is seen", "ms", of("first", picture), bare),
        Row("the very first start, until all is there", "ms", of("first", ready), bare),
    ]


def bundle(_environment: dict[str, str], _options: Options) -> Measured:
    """Measure what was last built in `dist/`; no rows where nothing was."""
    folder, packages = DIST / "unknot", sorted(DIST.glob("*.deb"))
    if not (folder.is_dir() and packages):
        print("bundle: left out, none is built (make bundle).")
        return []
    unpacked = sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return [
        Row("bundle, unpacked", "MB", unpacked / 1e6, target=UNPACKED_MB),
        Row("bundle, as a Debian package", "MB", packages[-1].stat().st_size / 1e6, target=PACKAGE_MB),
    ]


PARTS: dict[str, Callable[[dict[str, str], Options], Measured]] = {
    "boundaries": lambda environment, options: boundaries(environment, options, busy=False),
    "boundaries-busy": lambda environment, options: boundaries(environment, options, busy=True),
    "stop": stop,
    "atlas": atlas,
    "start": start,
    "window": cost,
    "peers": lambda environment, options: peers.measure(environment, options.rounds),
    "sound": lambda environment, options: sound.measure(environment, options.tries),
    "speech": lambda environment, options: speech.measure(environment, options.sessions // 2, busy=False),
    "speech-busy": lambda environment, options: speech.measure(environment, options.sessions // 2, busy=True),
    "days": lambda environment, options: days.measure(environment, options.starts),
    "bundle": bundle,
    "routine": lambda environment, _options: routine.measure(environment, busy=False),
    "routine-busy": lambda environment, _options: routine.measure(environment, busy=True),
}


def main() -> int:
    """Measure what was asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}; all without")
    parser.add_argument("--sessions", type=int, default=8, help="sessions with four boundaries each (default 8)")
    parser.add_argument("--tries", type=int, default=200, help="how often to stop, click and move (default 200)")
    parser.add_argument("--rounds", type=int, default=5, help="how often to open each window (default 5)")
    parser.add_argument("--starts", type=int, default=15, help="how often to start (default 15)")
    parser.add_argument("--quiet", type=float, default=120, help="seconds to wait at most for a quiet machine")
    parser.add_argument("--record", action="store_true", help="add the figures to bench/results/")
    asked = parser.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    options = Options(asked.sessions, asked.tries, asked.rounds, asked.starts, asked.quiet)
    lacking = screen.missing()
    if lacking:
        print(f"Not installed: {', '.join(lacking)}. Nothing is shown, and 'window' and 'peers' are left out.")
    rows: list[Row] = []
    with screen.private_screen() as environment:
        for part in asked.parts or PARTS:
            if lacking and part in {"window", "peers"}:
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
    if keep and rows:
        conditions = {"screen": environment["QT_QPA_PLATFORM"], "others": share, "load": load}
        record(part, rows, conditions)
    return rows


if __name__ == "__main__":
    sys.exit(main())
