"""The real program with its sound on, in a real window and in real time: when what was due, and when Stop was wanted.

Run as a program it plays sessions, or stops them, and prints JSON lines. It does not listen: `bench.sound` does. All
times it prints are `time.monotonic()`, as the recording's are.
"""

import argparse
import asyncio
import json
import random
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from bench.stage import PATIENCE_S, REGION, play
from bench.stop import press, showing, shows_clock, until
from unknot import app
from unknot.core.hearing import Wish
from unknot.core.plan import Dose, Kind, Phase, Plan, Tool
from unknot.core.safety import StopReason
from unknot.core.session import Snapshot
from unknot.desktop.clock import SystemClock
from unknot.desktop.sounds import Sounds
from unknot.surroundings import Surroundings
from unknot.ui.check import SafetyCheck
from unknot.ui.reminder import Reminder
from unknot.ui.stopped import StoppedDialog

PLAN = Plan(
    REGION,
    (
        Phase(Kind.LEAD_IN, 12.0, Tool.BALL),
        Phase(Kind.COMPRESSION, 14.0, Tool.BALL, 1),
        Phase(Kind.GAP, 10.0, Tool.BALL),
        Phase(Kind.FRICTION, 14.0, Tool.BALL, 1),
        Phase(Kind.CHANGE, 14.0, Tool.ROLLER),
        Phase(Kind.STRIPPING, 14.0, Tool.ROLLER),
    ),
    spots=1,
)
"""Every kind of change. Phases are shorter than a person can set them, and time is not touched."""
WISHES = {"tones": Wish(voice=False), "voice": Wish(chimes=False), "both": Wish()}
DOSE = Dose(lead_in_s=3.0)
HOLDS_S = ((0.3, 0.95), (1.02, 1.1), (1.3, 2.8), (2.02, 2.1), (3.05, 3.3))
"""When a session is stopped, in seconds after its start, in turn: in the first words, within the tone of a second that
is counted at 1 and 2, in between, and within the tone and first words of the hold at 3."""
AFTER_S, LONG_AFTER_S, LONG_EVERY = 1.2, 4.0, 8
"""How long is listened after a stop; how long after each eighth."""
KEYS = {"Escape": Qt.Key.Key_Escape, "S": Qt.Key.Key_S}
WAYS = (*KEYS, "Space on the panel's Stop", "Space on the reminder's Stop")
WAYS += ("the panel's Stop", "the reminder's Stop", "closing the reminder")
LAST_S = 4.0
"""The last words and tones of a session end within this time."""


def sound_on(parts: app.Parts) -> Surroundings:
    """Give the program what it has around it, with its sound, as `app` does."""
    around = Surroundings(parts.window)
    parts.watchers.append(around.follow)
    parts.speaker.through(around.sounds)
    around.wire(parts.practice, parts.speaker, parts.keeper.settings, "en")
    return around


async def ready(sounds: Sounds) -> None:
    """Wait until voice and tones can be heard."""
    async with asyncio.timeout(PATIENCE_S):
        while not (sounds.voice_ready and sounds.chimes_ready):  # noqa: ASYNC110  # told in two ways
            await asyncio.sleep(0.01)


def tell(**said: object) -> None:
    """Print one line."""
    print(json.dumps(said), flush=True)


class Sessions:
    """Plays whole sessions."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self._began_s = 0.0
        self._over = asyncio.Event()

    def saw(self, snapshot: Snapshot) -> None:
        """Note when a session begins and ends, by the program's own clock."""
        self._began_s = self._began_s or snapshot.now
        if snapshot.session.over:
            self._over.set()

    async def play(self, parts: app.Parts, heard: str) -> None:
        """Play one session in which only some is to be heard, and tell when it began."""
        self._began_s = 0.0
        self._over.clear()
        parts.speaker.want(WISHES[heard])
        parts.practice.keys.listen(on=True)
        parts.window.show_session(rehearsal=False)
        # The program's clock also counts sleep; of one that did not sleep meanwhile it differs by a constant.
        ahead_s = time.monotonic() - self._clock.now()
        parts.practice.conductor.begin(PLAN)
        async with asyncio.timeout(PLAN.total_s + PATIENCE_S):
            await self._over.wait()
        parts.window.end_session()
        await asyncio.sleep(LAST_S)
        slipped_s = time.monotonic() - self._clock.now() - ahead_s
        phases = [(phase.kind, phase.duration_s, phase.technique is not None) for phase in PLAN.phases]
        tell(session=heard, began_s=self._began_s + ahead_s, phases=phases, slipped_ms=1000 * slipped_s)


class Stops:
    """Begins sessions as a person does, and stops each in another way."""

    def __init__(self, parts: app.Parts) -> None:
        self._parts = parts
        self._window = parts.window
        self._numbers = count()
        self._ways: Iterator[str] = cycle(WAYS)
        self._holds = cycle(HOLDS_S)
        self._kinds = count()

    async def stop(self) -> None:
        """Lead a session, stop it, say why; tell when, how, and until when silence is to follow."""
        way, hold_s = next(self._ways), random.uniform(*next(self._holds))
        long = next(self._numbers) % LONG_EVERY == LONG_EVERY - 1
        await self._begin()
        begun_s = time.monotonic()
        reminder = await until(lambda: showing(self._window, Reminder))
        focus = await self._ready(way, reminder)
        await asyncio.sleep(max(0.0, begun_s + hold_s - time.monotonic()))
        at_s = time.monotonic()
        self._do(way, reminder)
        dialog = await until(lambda: showing(self._window, StoppedDialog))
        await asyncio.sleep(max(0.0, at_s + (LONG_AFTER_S if long else AFTER_S) - time.monotonic()))
        tell(stop=way, focus=focus, at_s=at_s, held_s=at_s - begun_s, until_s=time.monotonic())
        words = self._parts.practice.guide.stop.reasons[StopReason.OTHER]
        next(button for button in dialog.findChildren(QAbstractButton) if button.text() == words).click()
        await until(lambda: self._window if showing(self._window, StoppedDialog) is None else None)

    async def _begin(self) -> None:
        def ask_to_start() -> SafetyCheck | None:
            self._parts.practice.start(DOSE)  # nothing happens while the session before is still being put on record
            return showing(self._window, SafetyCheck)

        (await until(ask_to_start)).accept()
        await until(lambda: self._window if shows_clock(self._window) else None)

    async def _ready(self, way: str, reminder: Reminder) -> str:
        """Put the focus where this way to stop needs it, or on the next kind of widget; return which that is."""
        if way not in KEYS:
            within = reminder if "reminder" in way else self._window
            widget: QWidget = stop_button(within)
            if not way.startswith("Space"):
                return ""
        else:
            kinds = focusable(self._window)
            widget = kinds[next(self._kinds) % len(kinds)]
        widget.window().activateWindow()

        def focused() -> QWidget | None:
            widget.setFocus()
            return widget if widget.hasFocus() else None

        await until(focused)
        return f"{type(widget).__name__} in {type(widget.window()).__name__}"

    def _do(self, way: str, reminder: Reminder) -> None:
        if way == "closing the reminder":
            reminder.close()
        elif way in KEYS or way.startswith("Space"):
            active = reminder if reminder.isActiveWindow() else self._window
            press(active, KEYS.get(way, Qt.Key.Key_Space))
        else:
            click(stop_button(reminder if "reminder" in way else self._window))


def stop_button(within: QWidget) -> QPushButton:
    """Return the Stop button that shows in a window."""
    buttons = (button for button in within.findChildren(QPushButton) if button.property("kind") == "stop")
    return next(button for button in buttons if button.isVisible() and button.window() is within)


def focusable(window: QWidget) -> list[QWidget]:
    """Return one widget of each kind that shows and takes the focus, in the window and in what lies over it."""
    found: dict[tuple[str, str], QWidget] = {}
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            found.setdefault((type(widget).__name__, type(widget.window()).__name__), widget)
    return list(found.values())


def click(button: QAbstractButton) -> None:
    """Put a click on a button into the queue of events, where the platform puts it."""
    window = button.window()
    inside = QPointF(button.mapTo(window, button.rect().center()))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
        event = QMouseEvent(
            kind, inside, inside, window.mapToGlobal(inside), left, held, Qt.KeyboardModifier.NoModifier
        )
        QCoreApplication.postEvent(window.windowHandle(), event)


def main() -> None:
    """Play what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", nargs="*", default=[], choices=list(WISHES))
    parser.add_argument("--stops", type=int, default=0)
    asked = parser.parse_args()
    clock = SystemClock()
    sessions = Sessions(clock)
    watch: Callable[[Snapshot], None] = sessions.saw

    async def scene(parts: app.Parts) -> None:
        around = sound_on(parts)
        try:
            await ready(around.sounds)
            for heard in asked.sessions:
                await sessions.play(parts, heard)
            parts.speaker.want(Wish())
            stops = Stops(parts)
            for _ in range(asked.stops):
                await stops.stop()
        finally:
            around.close()

    play(clock, scene, watch)


if __name__ == "__main__":
    main()
