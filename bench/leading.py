"""The real program, which leads a whole routine of three muscles in real time with its sound on.

Run as a program it prints when each boundary was planned and how late it was, as a JSON object each. `bench.routine`
makes a table of it.
"""

import asyncio
import json

from bench.stage import PATIENCE_S, play
from unknot import app
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Plan
from unknot.core.routine import Step, build_plans
from unknot.core.session import OVER, Snapshot
from unknot.desktop.clock import SystemClock

MUSCLES = ("gluteus-medius", "gluteus-minimus", "piriformis")
DOSE = Dose(compression_s=30.0, spots=1, lead_in_s=10.0)
"""The shortest that has every kind of phase: nine minutes in all."""


def plans() -> tuple[Plan, ...]:
    """Return the sessions of the routine."""
    return build_plans([Step(Region(muscle, Side.LEFT), DOSE) for muscle in MUSCLES], lambda _muscle: 2)


def planned_s(routine: tuple[Plan, ...]) -> dict[tuple[int, int], float]:
    """Return when each phase begins, in seconds after the start, by the session's number and the phase's index."""
    found: dict[tuple[int, int], float] = {}
    begins_s = 0.0
    for number, plan in enumerate(routine, 1):
        found |= {(number, index): begins_s + start for index, start in enumerate(plan.starts_s())}
        begins_s += plan.total_s
    return found | {(len(routine) + 1, 0): begins_s}


class Beholder:
    """Notes when each phase was first shown."""

    def __init__(self, clock: SystemClock, routine: tuple[Plan, ...]) -> None:
        self._clock = clock
        self._planned_s = planned_s(routine)
        self._began_s = 0.0
        self.over = asyncio.Event()

    def saw(self, snapshot: Snapshot) -> None:
        """Print a boundary, if this is one."""
        shown_s = self._clock.now()
        session = snapshot.session
        self._began_s = self._began_s or snapshot.now
        if session.stage in OVER and not session.over:
            return
        at = (session.place.number + 1, 0) if session.over else (session.place.number, session.index)
        planned_s = self._planned_s.pop(at, None)
        if planned_s is None:
            return
        woken_s = shown_s if session.over else snapshot.now
        late = {"woken_ms": woken_s - self._began_s - planned_s, "shown_ms": shown_s - self._began_s - planned_s}
        kind = "done" if session.over else session.phase.kind
        row = {"session": at[0], "phase": kind, "planned_s": planned_s}
        print(json.dumps(row | {name: 1000 * value for name, value in late.items()}), flush=True)
        if session.over:
            self.over.set()


def main() -> None:
    """Play the routine."""
    clock = SystemClock()
    routine = plans()
    beholder = Beholder(clock, routine)

    async def scene(parts: app.Parts) -> None:
        waking = app.surround(parts)
        waking.wake()
        parts.practice.keys.listen(on=True)
        await asyncio.sleep(3.0)  # the voice gets ready
        parts.window.show_session(rehearsal=False)
        parts.practice.conductor.begin(*routine)
        async with asyncio.timeout(sum(plan.total_s for plan in routine) + PATIENCE_S):
            await beholder.over.wait()
        parts.practice.keys.listen(on=False)
        parts.window.end_session()
        waking.close()

    play(clock, scene, beholder.saw)


if __name__ == "__main__":
    main()
