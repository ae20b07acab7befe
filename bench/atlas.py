"""How soon the atlas shows that it was clicked, and what lies under the pointer.

Run as a program it clicks the regions of the real window and moves over the shapes of its picture, in an order that is
the same in each run, and prints for each try, as JSON, the milliseconds from the mouse event entering Qt's queue to the
end of the frame that shows it. Beside it the least a window can take: a bare widget that changes its colour.
"""

import argparse
import asyncio
import json
import random
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bench.stage import PATIENCE_S, SIZE, Painted, play
from unknot import app
from unknot.desktop.clock import SystemClock
from unknot.ui.atlas import Atlas
from unknot.ui.region_button import RegionButton, ShapedButton

SEED = 1
PAUSE_S = (0.15, 0.5)
"""Between two tries a random time passes: what the program does by the way, such as writing settings, is met or not."""
HOLD_S = 0.06
"""From pressing the button to letting it go."""
TRIES_TO_HIT = 10_000
BARE_POINT = QPointF(50, 50)
PATCH = QRect(0, 0, 100, 100)
"""What the bare widget paints anew: about as much as a muscle covers."""

_MOVE, _PRESS, _RELEASE = QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease

B = TypeVar("B", bound=ShapedButton)


class BareWindow(QWidget):
    """Shows another colour: at once when it is clicked, and in one more frame; in its next frame at a move."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(*SIZE)
        self.setMouseTracking(True)
        self._hue = 0

    def change(self, part: QRect, *, at_once: bool = False) -> None:
        """Show another colour in a part of the window: at once, or in the next frame."""
        self._hue = (self._hue + 7) % 360
        if at_once:
            self.repaint(part)
        else:
            self.update(part)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Show another colour before anything else happens."""
        self.change(PATCH, at_once=True)
        self.update(PATCH)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Show another colour soon."""
        self.change(PATCH)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Fill what is asked for."""
        QPainter(self).fillRect(event.rect(), QColor.fromHsv(self._hue, 90, 220))


class Answered(QObject):
    """Knows whether a widget was painted after a mouse event came to it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._expected = QEvent.Type.None_
        self._came = False
        self.painted = False
        widget.installEventFilter(self)

    def expect(self, kind: QEvent.Type) -> None:
        """Wait for a mouse event of this kind."""
        self._expected, self._came, self.painted = kind, False, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802  # Qt's name
        """Look on."""
        if event.type() is self._expected:
            self._came = True
        elif event.type() is QEvent.Type.Paint and self._came:
            self.painted = True
        return False


class Hand:
    """Moves and clicks in one widget, with events where the platform puts them, and times the frames that follow."""

    def __init__(self, clock: SystemClock, window: QWidget, widget: QWidget) -> None:
        self._clock = clock
        self._window = window
        self._widget = widget
        self._painted = Painted(clock, window, None if widget is window else widget)
        self._answered = Answered(widget)

    def _post(self, kind: QEvent.Type, point: QPointF) -> None:
        inside = QPointF(self._widget.mapTo(self._window, QPoint(0, 0))) + point
        pressed = Qt.MouseButton.NoButton if kind is _MOVE else Qt.MouseButton.LeftButton
        held = Qt.MouseButton.LeftButton if kind is _PRESS else Qt.MouseButton.NoButton
        event = QMouseEvent(
            kind, inside, inside, self._window.mapToGlobal(inside), pressed, held, Qt.KeyboardModifier.NoModifier
        )
        QCoreApplication.postEvent(self._window.windowHandle(), event)

    async def move(self, point: QPointF) -> float:
        """Move to a point of the widget; return the milliseconds to the end of the next frame with the widget in it."""
        self._answered.expect(_MOVE)
        began_s = self._clock.now()
        self._post(_MOVE, point)
        return 1000 * (await self._painted.next(lambda: self._answered.painted) - began_s)

    async def click(self, point: QPointF, shown: Callable[[], bool]) -> tuple[float, float]:
        """Click a point of the widget, on which the pointer lies already.

        Return the milliseconds from letting go to the end of the first frame with the widget in it while `shown`, and
        to the end of the frame after that.
        """
        self._post(_PRESS, point)
        await asyncio.sleep(HOLD_S)
        self._answered.expect(_RELEASE)
        done: asyncio.Future[tuple[float, float]] = asyncio.get_running_loop().create_future()
        began_s = self._clock.now()

        def answered(first_s: float) -> None:
            took_ms = 1000 * (first_s - began_s)
            self._painted.tell(lambda whole_s: done.set_result((took_ms, 1000 * (whole_s - began_s))))

        self._painted.tell(answered, lambda: self._answered.painted and shown())
        self._post(_RELEASE, point)
        async with asyncio.timeout(PATIENCE_S):
            return await done


def point_on(button: ShapedButton, atlas: Atlas, chance: random.Random) -> QPointF:
    """Return a point at random where `button` is what the atlas would pick."""
    box = button.path.boundingRect()
    for _ in range(TRIES_TO_HIT):
        point = box.topLeft() + QPointF(chance.random() * box.width(), chance.random() * box.height())
        if button.path.contains(point) and atlas.at(point) is button:
            return point
    raise RuntimeError(f"no point hits {button.accessibleName()!r}")


def another(buttons: list[B], last: B | None, chance: random.Random) -> B:
    """Return one of the buttons, but not the last one."""
    return chance.choice([button for button in buttons if button is not last])


async def clicks(parts: app.Parts, hand: Hand, bare: Hand, tries: int) -> None:
    """Click one region after another, and print what each click took."""
    atlas, chance = parts.window.atlas, random.Random(SEED)
    regions = [button for button in atlas.findChildren(RegionButton) if button.isVisible()]
    last = next((button for button in regions if button.isChecked()), None)
    for _ in range(tries):
        await asyncio.sleep(chance.uniform(*PAUSE_S))
        bare_ms, _bare_whole_ms = await bare.click(BARE_POINT, lambda: True)
        last = button = another(regions, last, chance)
        point = point_on(button, atlas, chance)
        await hand.move(point)
        await asyncio.sleep(chance.uniform(*PAUSE_S))
        shown_ms, whole_ms = await hand.click(point, partial(shows, atlas, button))
        print(json.dumps({"click": shown_ms, "whole": whole_ms, "bare": bare_ms}), flush=True)


def shows(atlas: Atlas, button: RegionButton) -> bool:
    """Whether the atlas shows this region as chosen, whenever it is painted."""
    return atlas.look.region == button.region and button.isChecked()


async def moves(parts: app.Parts, hand: Hand, bare: Hand, tries: int) -> None:
    """Move from one shape to another, and print what each move took."""
    atlas, chance = parts.window.atlas, random.Random(SEED)
    shapes = [button for button in atlas.findChildren(ShapedButton) if button.isVisible()]
    last: ShapedButton | None = None
    for attempt in range(tries + 1):
        await asyncio.sleep(chance.uniform(*PAUSE_S) / 2)
        bare_ms = await bare.move(BARE_POINT + QPointF(attempt % 500, 0))
        await asyncio.sleep(chance.uniform(*PAUSE_S) / 2)
        last = another(shapes, last, chance)
        moved_ms = await hand.move(point_on(last, atlas, chance))
        if attempt:  # the first came from nowhere
            print(json.dumps({"move": moved_ms, "bare": bare_ms}), flush=True)


def main() -> None:
    """Click and move, and print one JSON object a try."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, required=True)
    tries: int = parser.parse_args().tries
    clock = SystemClock()

    async def scene(parts: app.Parts) -> None:
        bare_window = BareWindow()
        bare_window.show()
        bare, hand = Hand(clock, bare_window, bare_window), Hand(clock, parts.window, parts.window.atlas)
        await asyncio.sleep(1.0)
        await clicks(parts, hand, bare, tries)
        await moves(parts, hand, bare, tries)
        bare_window.close()

    play(clock, scene)


if __name__ == "__main__":
    main()
