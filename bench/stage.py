"""The real program on a stage: its window, conductor and record, in a folder that is thrown away."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from unknot import aio, app
from unknot.core.anatomy import Region, Side
from unknot.core.session import Snapshot
from unknot.desktop.clock import SystemClock
from unknot.store.places import find_places

REGION = Region("piriformis", Side.LEFT)
SIZE = (1100, 760)
"""The window's size at a first start, in pixels."""
PATIENCE_S = 20.0

Scene = Callable[[app.Parts], Awaitable[None]]
Watch = Callable[[Snapshot], None]


class Painted(QObject):
    """Tells when a frame of a window was painted and handed to the screen.

    The window is told to paint first, then what lies in it: Qt paints all that has changed in one go. So an event is
    posted then, which arrives when the frame is done, ahead of whatever else waits.
    """

    _DONE = QEvent.Type(QEvent.registerEventType())

    def __init__(self, clock: SystemClock, window: QWidget) -> None:
        super().__init__()
        self._clock = clock
        self._waiting: Callable[[float], None] | None = None
        self._counts: Callable[[], bool] = lambda: True
        window.installEventFilter(self)

    def tell(self, once: Callable[[float], None], counts: Callable[[], bool] = lambda: True) -> None:
        """Call `once` with the time at which the next frame that `counts` is done. Each is asked when it is done."""
        self._waiting, self._counts = once, counts

    async def next(self, counts: Callable[[], bool] = lambda: True) -> float:
        """Wait for the next frame that `counts`, and return when it was done."""
        done: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.tell(done.set_result, counts)
        async with asyncio.timeout(PATIENCE_S):
            return await done

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Note that a frame has begun."""
        if event.type() is QEvent.Type.Paint and self._waiting is not None:
            QCoreApplication.postEvent(self, QEvent(self._DONE), Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        """Note that the frame is done."""
        if event.type() is not self._DONE:
            return super().event(event)
        now_s = self._clock.now()
        if self._waiting is not None and self._counts():
            waiting, self._waiting = self._waiting, None
            waiting(now_s)
        return True


def play(clock: SystemClock, scene: Scene, watch: Watch = lambda _snapshot: None) -> None:
    """Build the program, show its window, and play `scene` in its event loop."""
    with tempfile.TemporaryDirectory() as folder:
        application = app.make_application()
        if aio.run(application, lambda: _play(application, Path(folder), clock, scene, watch)):
            sys.exit(1)


async def _play(application: QApplication, folder: Path, clock: SystemClock, scene: Scene, watch: Watch) -> int:
    parts = app.build(application, find_places(folder), clock, rehearsal=False, watch=watch)
    parts.practice.pick(REGION)
    parts.window.resize(*SIZE)
    parts.window.show()
    await asyncio.sleep(1.0)
    try:
        await scene(parts)
    finally:
        parts.practice.conductor.stop()
        parts.window.hide()
        await parts.tasks.end()
        lost = await asyncio.to_thread(parts.journal.close)
    return int(lost > 0)
