"""The sessions of `bench.boundaries` with the sound on, while something is wrong with the speech service.

Run as a program it prints what it saw as one JSON object a session. What is wrong, `bench.speech` arranges.
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
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from bench.boundaries import PLAN, Beholder, TimerChain
from bench.sounding import sound_on
from bench.stage import PATIENCE_S, Painted, play
from unknot import app
from unknot.desktop.clock import SystemClock
from unknot.desktop.sounds import Sounds

AGAIN_MS = 2000
"""How often the voice is asked for anew after it failed: the program does so thrice, half a minute apart."""
WORDS_MS, KILLED_MS = 900, 350
"""How often words begin that are killed, and how long after their beginning."""
LONG = "Go slowly along the muscle, from the hip bone down to the outside of the thigh, and breathe out."
BEAT_MS = 5
SETTLED_S = 2.0
"""The sound starts with the window. No session begins so soon after that a machine is still busy with it."""
BYSTANDER = """
import select, sys, time
beat_s, worst_s, last_s = float(sys.argv[1]), 0.0, time.monotonic()
while True:
    asked, _, _ = select.select([sys.stdin], [], [], beat_s)
    now_s = time.monotonic()
    worst_s, last_s = max(worst_s, now_s - last_s), now_s
    if asked:
        if not sys.stdin.readline():
            break
        print(1000 * worst_s, flush=True)
        worst_s = 0.0
"""


class NoFrames(Painted):
    """Counts a frame as done as soon as it is asked for: here only the moment matters at which a boundary is shown."""

    def __init__(self, clock: SystemClock) -> None:
        QObject.__init__(self)
        self._clock = clock

    def tell(self, once: Callable[[float], None], counts: Callable[[], bool] = lambda: True) -> None:  # noqa: ARG002
        """Call `once` now."""
        once(self._clock.now())


class Beats(QObject):
    """Knows the longest time in milliseconds in which the loop did not come round, since a session began."""

    def __init__(self) -> None:
        super().__init__()
        self.worst_ms = 0.0
        self._last_s = time.monotonic()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        """Forget what was before: a session begins."""
        self.worst_ms, self._last_s = 0.0, time.monotonic()

    def _beat(self) -> None:
        now_s = time.monotonic()
        self.worst_ms = max(self.worst_ms, 1000 * (now_s - self._last_s))
        self._last_s = now_s


class Bystander:
    """A process that does nothing but sleep as long as a beat, and knows the longest time in which it was not woken.

    What holds it up as well is the machine, and not the program.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", BYSTANDER, str(BEAT_MS / 1000)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def worst_ms(self) -> float:
        """Return it, since the last time this was asked. Takes a beat."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def end(self) -> None:
        """End it."""
        self._process.communicate()


class Trouble(QObject):
    """Has the voice come back whenever it is lost, and, if asked, kills it in mid-word again and again."""

    def __init__(self, sounds: Sounds, *, kill: bool) -> None:
        super().__init__()
        self.killed = 0
        self._sounds = sounds
        self._timers = [self._every(AGAIN_MS, self._ask_again)]
        if kill:
            self._timers.append(self._every(WORDS_MS, self._speak))

    def end(self) -> None:
        """Leave the voice alone."""
        for timer in self._timers:
            timer.stop()

    def _every(self, interval_ms: int, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=interval_ms)
        timer.timeout.connect(do)
        timer.start()
        return timer

    def _ask_again(self) -> None:
        self._sounds.start(language="en", voice=True, chimes=True)

    def _speak(self) -> None:
        if self._sounds.voice_ready:
            self._sounds.say(LONG, cut=True)
            QTimer.singleShot(KILLED_MS, self, self._kill)

    def _kill(self) -> None:
        for process in self._sounds.process_ids():
            with contextlib.suppress(OSError):
                if b"voice_process" in Path(f"/proc/{process}/cmdline").read_bytes():
                    os.kill(process, signal.SIGKILL)
                    self.killed += 1


def main() -> None:
    """Play sessions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, required=True)
    parser.add_argument("--kill", action="store_true")
    asked = parser.parse_args()
    clock = SystemClock()
    beholder = Beholder(clock)

    async def scene(parts: app.Parts) -> None:
        beholder.painted = NoFrames(clock)
        around = sound_on(parts)
        trouble = Trouble(around.sounds, kill=asked.kill)
        beats, bystander = Beats(), Bystander()
        try:
            await asyncio.sleep(SETTLED_S)
            for _ in range(asked.sessions):
                beholder.expect()
                trouble.killed = 0
                parts.practice.keys.listen(on=True)
                parts.window.show_session(rehearsal=False)
                bystander.worst_ms()
                beats.begin()
                parts.practice.conductor.begin(PLAN)
                session = beholder.session
                async with asyncio.timeout(PLAN.total_s + PATIENCE_S):
                    await asyncio.gather(TimerChain(clock, session.timer).run(), beholder.over.wait())
                gaps = {"gap": beats.worst_ms, "bystander": bystander.worst_ms()}
                seen = asdict(session) | gaps | {"killed": trouble.killed}
                parts.window.end_session()
                print(json.dumps(seen), flush=True)
        finally:
            trouble.end()
            bystander.end()
            around.close()

    play(clock, scene, beholder.saw)


if __name__ == "__main__":
    main()
