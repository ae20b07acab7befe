"""How soon after a Stop key the clock stands still on the screen.

Run as a program it starts sessions on the way a person does, stops each with a key, and prints for each try, as JSON,
the milliseconds from the key event until the clock is gone: it is painted away at once, and whoever looks on is told
after that. Beside it the least a window can take: from a key event to the first frame in which a bare window shows
another text.
"""

import argparse
import asyncio
import json
import random
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QWidget

from bench.stage import PATIENCE_S, Painted, play
from unknot import app
from unknot.core.plan import Dose
from unknot.core.safety import StopReason
from unknot.core.session import Snapshot
from unknot.desktop.clock import SystemClock
from unknot.ui.check import SafetyCheck
from unknot.ui.stopped import StoppedDialog

DOSE = Dose(lead_in_s=60.0)
KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_S)
HOLD_S = (0.1, 1.3)
"""A session runs for a random time between these before it is stopped: Stop comes at any moment of a second."""
SETTLE_S = 0.3
"""Until the frames of the session before are painted."""

W = TypeVar("W", bound=QWidget)


class BareWindow(QMainWindow):
    """Shows another text at each key."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel("60")
        self.setCentralWidget(self.label)
        self.resize(1100, 760)
        self._keys = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Show how many keys there were."""
        self._keys += 1
        self.label.setText(f"{self._keys}")
        event.accept()


async def until(found: Callable[[], W | None]) -> W:
    """Wait until there is what is looked for, and return it."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            widget = found()
            if widget is not None:
                return widget
            await asyncio.sleep(0.01)


def showing(window: QWidget, kind: type[W]) -> W | None:
    """Return a widget of this kind that shows, if there is one."""
    return next((found for found in window.findChildren(kind) if found.isVisible()), None)


def shows_clock(window: QWidget) -> bool:
    """Whether a label shows that says how much time is left, as an assistive tool knows it."""
    return any(label.isVisible() and label.accessibleName().endswith(" left") for label in window.findChildren(QLabel))


def press(window: QWidget, key: Qt.Key) -> None:
    """Put a key press into the queue of events, where the platform puts it."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.postEvent(window.windowHandle(), event)


async def time_bare(clock: SystemClock, window: BareWindow, painted: Painted) -> float:
    """Return the milliseconds from a key to a bare window's next frame."""
    pressed_s = clock.now()
    press(window, Qt.Key.Key_S)
    return 1000 * (await painted.next() - pressed_s)


class Witness:
    """Notes when it was shown that a session is over."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self.over_s = 0.0

    def saw(self, snapshot: Snapshot) -> None:
        """Take a moment that was shown."""
        if snapshot.session.over:
            self.over_s = self._clock.now()


async def time_stop(clock: SystemClock, parts: app.Parts, witness: Witness, key: Qt.Key) -> float:
    """Lead a session, stop it with `key`, say why; return the milliseconds until its clock was gone."""
    window, practice = parts.window, parts.practice

    def ask_to_start() -> SafetyCheck | None:
        practice.start(DOSE)  # nothing happens while the session before is still being put on record
        return showing(window, SafetyCheck)

    (await until(ask_to_start)).accept()
    await until(lambda: window if shows_clock(window) else None)
    await asyncio.sleep(random.uniform(*HOLD_S))
    pressed_s = clock.now()
    press(window, key)
    await until(lambda: None if shows_clock(window) else window)
    late_ms = 1000 * (witness.over_s - pressed_s)
    if practice.conductor.active:
        raise RuntimeError("the clock is gone, but the session runs")
    words = practice.guide.stop.reasons[StopReason.OTHER]
    dialog = await until(lambda: showing(window, StoppedDialog))
    next(button for button in dialog.findChildren(QAbstractButton) if button.text() == words).click()
    async with asyncio.timeout(PATIENCE_S):
        while showing(window, StoppedDialog) is not None:  # noqa: ASYNC110  # what is waited for is shown, not told
            await asyncio.sleep(0.01)
    return late_ms


def main() -> None:
    """Stop sessions, and print one JSON object a try."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, required=True)
    tries: int = parser.parse_args().tries
    clock = SystemClock()
    witness = Witness(clock)

    async def scene(parts: app.Parts) -> None:
        bare = BareWindow()
        bare.show()
        bare_painted = Painted(clock, bare)
        await asyncio.sleep(0.5)
        for attempt in range(tries):
            await asyncio.sleep(SETTLE_S)
            bare_ms = await time_bare(clock, bare, bare_painted)
            stop_ms = await time_stop(clock, parts, witness, KEYS[attempt % len(KEYS)])
            print(json.dumps({"stop": stop_ms, "bare": bare_ms}), flush=True)
        bare.close()

    play(clock, scene, witness.saw)


if __name__ == "__main__":
    main()
