"""What the marks cost that move on the picture in a session: the share of a core that the whole program takes.

Run as a program it plays, round by round, each technique in real time, and stripping once more with its mark standing
still, and prints the shares of each round as JSON. Beside it the least a window can take: a bare one, of which a
timer has a patch painted anew twenty times a second.
"""

import argparse
import asyncio
import json
import time

from PySide6.QtCore import QTimer

from bench.atlas import PATCH, BareWindow
from bench.stage import PATIENCE_S, REGION, play
from unknot import app
from unknot.core.plan import Kind, Phase, Plan, Tool
from unknot.core.session import OVER, Snapshot
from unknot.desktop.clock import SystemClock

LEAD_IN_S = 3.0
SETTLE_S = 1.5
"""From the beginning of a phase to the beginning of what is measured: two moments of the session have come by then."""
CPU_S = 10.0
BARE_MS = 50
"""How often the bare window moves, whatever the marks do."""
SPOTS = {Kind.COMPRESSION: 1, Kind.FRICTION: 1, Kind.STRIPPING: None}


def plan(kind: Kind) -> Plan:
    """Return a session of one phase, long enough to measure in."""
    tool = Tool.ROLLER if kind is Kind.STRIPPING else Tool.BALL
    phase = Phase(kind, SETTLE_S + CPU_S + 1.0, tool, SPOTS[kind])
    return Plan(REGION, (Phase(Kind.LEAD_IN, LEAD_IN_S, tool), phase), spots=1)


async def share(parts: app.Parts, kind: Kind, over: asyncio.Event, *, still: bool = False) -> float:
    """Play one session; return what share of a core this process took in its phase, in percent."""
    window = parts.window
    over.clear()
    window.atlas.calm(still=still)
    parts.practice.keys.listen(on=True)
    window.show_session(rehearsal=False)
    parts.practice.conductor.begin(plan(kind))
    await asyncio.sleep(LEAD_IN_S + SETTLE_S)
    percent = await spent()
    async with asyncio.timeout(PATIENCE_S):
        await over.wait()
    parts.practice.keys.listen(on=False)
    window.end_session()
    return percent


async def bare_share() -> float:
    """Return what share of a core a bare window takes that changes every `BARE_MS`, in percent."""
    window, timer = BareWindow(), QTimer(interval=BARE_MS)
    timer.timeout.connect(lambda: window.change(PATCH))
    window.show()
    timer.start()
    await asyncio.sleep(SETTLE_S)
    percent = await spent()
    timer.stop()
    window.close()
    return percent


async def spent() -> float:
    """Return what share of a core this process takes from now on for `CPU_S`, in percent."""
    spent_s, from_s = time.process_time(), time.monotonic()
    await asyncio.sleep(CPU_S)
    spent_s, passed_s = time.process_time() - spent_s, time.monotonic() - from_s
    return 100 * spent_s / passed_s


def main() -> None:
    """Play rounds, and print one JSON object a round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, required=True)
    rounds: int = parser.parse_args().rounds
    over = asyncio.Event()

    def saw(snapshot: Snapshot) -> None:
        if snapshot.session.stage in OVER:
            over.set()

    async def scene(parts: app.Parts) -> None:
        for _ in range(rounds):
            shares = {kind.value: await share(parts, kind, over) for kind in SPOTS}
            shares["still"] = await share(parts, Kind.STRIPPING, over, still=True)
            shares["bare"] = await bare_share()
            print(json.dumps(shares), flush=True)

    play(SystemClock(), scene, saw)


if __name__ == "__main__":
    main()
