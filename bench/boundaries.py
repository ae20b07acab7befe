"""How late each boundary between two phases is shown, in a session that runs in real time.

Run as a program it plays sessions and prints what it saw as JSON. In the same loop, shifted to moments at which nothing
else is due, two plain ways to wait do the same waits one after the other: Qt's precise timer and `asyncio.sleep`.
"""

import argparse
import asyncio
import json
from dataclasses import asdict, dataclass, field
from itertools import accumulate

from PySide6.QtCore import Qt, QTimer

from bench.stage import PATIENCE_S, REGION, Painted, play
from unknot import app
from unknot.core.plan import Kind, Phase, Plan, Tool
from unknot.core.session import OVER, Snapshot
from unknot.desktop.clock import SystemClock

PLAN = Plan(
    REGION,
    (
        Phase(Kind.LEAD_IN, 3.0, Tool.BALL),
        Phase(Kind.COMPRESSION, 5.0, Tool.BALL, 1),
        Phase(Kind.FRICTION, 5.0, Tool.BALL, 1),
        Phase(Kind.STRIPPING, 5.0, Tool.ROLLER),
    ),
    spots=1,
)
WAITS_S = tuple(phase.duration_s for phase in PLAN.phases)
ENDS_S = tuple(accumulate(WAITS_S))
"""When each phase ends, in seconds after the session began."""
TIMER_SHIFT_S = 0.35
SLEEP_SHIFT_S = 0.65


@dataclass(slots=True)
class Session:
    """Milliseconds after its exact deadline, for each boundary of one session.

    `woken`: the conductor read the clock. `shown`: the window had taken the new state, as an assistive tool sees it.
    `painted`: the frame was done. `timer` and `sleep`: the two plain waits.
    """

    woken: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    timer: list[float] = field(default_factory=list)
    sleep: list[float] = field(default_factory=list)


class Beholder:
    """Looks on at sessions and notes when each boundary was shown."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self._began_s = 0.0
        self._passed = 0
        self.painted: Painted | None = None
        self.session = Session()
        self.over = asyncio.Event()

    def expect(self) -> None:
        """Get ready for a new session."""
        self.session, self._began_s, self._passed = Session(), 0.0, 0
        self.over.clear()

    def saw(self, snapshot: Snapshot) -> None:
        """Note a boundary, if this is one."""
        shown_s = self._clock.now()
        if not self._began_s:
            self._began_s = snapshot.now
        passed = len(ENDS_S) if snapshot.session.stage in OVER else snapshot.session.index
        if passed == self._passed:
            return
        self._passed = passed
        deadline_s = self._began_s + ENDS_S[passed - 1]
        self.session.woken.append(1000 * (snapshot.now - deadline_s))
        self.session.shown.append(1000 * (shown_s - deadline_s))
        assert self.painted is not None
        session, last = self.session, passed == len(ENDS_S)
        self.painted.tell(lambda done_s: self._note_frame(session, 1000 * (done_s - deadline_s), last=last))

    def _note_frame(self, session: Session, late_ms: float, *, last: bool) -> None:
        session.painted.append(late_ms)
        if last:
            self.over.set()


class TimerChain:
    """One precise single-shot timer after another, each started by the one before."""

    def __init__(self, clock: SystemClock, late_ms: list[float]) -> None:
        self._clock = clock
        self._late_ms = late_ms
        self._done = asyncio.Event()
        self._timer = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._rang)

    async def run(self) -> None:
        """Do all waits."""
        await asyncio.sleep(TIMER_SHIFT_S)
        self._began_s = self._clock.now()
        self._timer.start(round(1000 * WAITS_S[0]))
        await self._done.wait()

    def _rang(self) -> None:
        passed = len(self._late_ms)
        self._late_ms.append(1000 * (self._clock.now() - self._began_s - ENDS_S[passed]))
        if passed + 1 < len(WAITS_S):
            self._timer.start(round(1000 * WAITS_S[passed + 1]))
        else:
            self._done.set()


async def sleep_chain(clock: SystemClock, late_ms: list[float]) -> None:
    """Do all waits with `asyncio.sleep`."""
    await asyncio.sleep(SLEEP_SHIFT_S)
    began_s = clock.now()
    for wait_s, end_s in zip(WAITS_S, ENDS_S, strict=True):
        await asyncio.sleep(wait_s)
        late_ms.append(1000 * (clock.now() - began_s - end_s))


def main() -> None:
    """Play sessions, and print one JSON object a session."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, required=True)
    count: int = parser.parse_args().sessions
    clock = SystemClock()
    beholder = Beholder(clock)

    async def scene(parts: app.Parts) -> None:
        window = parts.window
        beholder.painted = Painted(clock, window)
        for _ in range(count):
            beholder.expect()
            parts.practice.keys.listen(on=True)
            window.show_session(rehearsal=False)
            parts.practice.conductor.begin(PLAN)
            session = beholder.session
            async with asyncio.timeout(PLAN.total_s + PATIENCE_S):
                await asyncio.gather(
                    TimerChain(clock, session.timer).run(), sleep_chain(clock, session.sleep), beholder.over.wait()
                )
            window.end_session()
            print(json.dumps(asdict(session)), flush=True)

    play(clock, scene, beholder.saw)


if __name__ == "__main__":
    main()
