"""The real program on a stage: its window, conductor and record, in a folder that is thrown away."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from unknot import aio, app
from unknot.core.anatomy import Region, Side
from unknot.core.session import Snapshot
from unknot.desktop.application import make_application
from unknot.desktop.clock import SystemClock
from unknot.store.places import find_places

REGION = Region("piriformis", Side.LEFT)
SIZE = (1100, 760)
"""The window's size at a first start, in pixels."""
PATIENCE_S = 20.0

Scene = Callable[[app.Parts], Awaitable[None]]
Watch = Callable[[Snapshot], None]


class Painted(QObject):
    """Tells when a frame of a window that shows was painted and handed to the screen.

    Qt paints all that has changed in one go, when it asks the window for it, or when the screen does. That event is
    sent on from here, so that the clock can be read when it has been dealt with. A frame in which nothing but `part` is
    new counts as well: where that covers what lies behind it, the window itself is not painted.
    """

    def __init__(self, clock: SystemClock, window: QWidget, part: QWidget | None = None) -> None:
        super().__init__()
        self._clock = clock
        self._window = window
        self._parts = (window, part)
        self._waiting: Callable[[float], None] | None = None
        self._counts: Callable[[], bool] = lambda: True
        self._inside = False
        self._painted = False
        window.installEventFilter(self)
        window.windowHandle().installEventFilter(self)
        if part is not None:
            part.installEventFilter(self)

    def tell(self, once: Callable[[float], None], counts: Callable[[], bool] = lambda: True) -> None:
        """Call `once` with the time at which the next frame that `counts` is done. Each is asked when it is done."""
        self._waiting, self._counts = once, counts

    async def next(self, counts: Callable[[], bool] = lambda: True) -> float:
        """Wait for the next frame that `counts`, and return when it was done."""
        done: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.tell(done.set_result, counts)
        async with asyncio.timeout(PATIENCE_S):
            return await done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Let a frame be painted, and see when that is done."""
        if self._inside:
            self._painted |= watched in self._parts and event.type() is QEvent.Type.Paint
            return False
        asked = QEvent.Type.UpdateRequest if watched is self._window else QEvent.Type.Expose
        if self._waiting is None or event.type() is not asked:
            return False
        self._inside, self._painted = True, False
        QCoreApplication.sendEvent(watched, event)
        self._inside = False
        now_s = self._clock.now()
        if self._painted and self._counts():
            waiting, self._waiting = self._waiting, None
            waiting(now_s)
        return True


def play(
    clock: SystemClock,
    scene: Scene,
    watch: Watch = lambda _snapshot: None,
    prepare: Callable[[Path], object] = lambda _folder: None,
) -> None:
    """Build the program, show its window, and play `scene` in its event loop. `prepare` fills its folder before."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        application = make_application()
        if aio.run(application, lambda: _play(application, Path(folder), clock, scene, watch)):
            sys.exit(1)


async def _play(application: QApplication, folder: Path, clock: SystemClock, scene: Scene, watch: Watch) -> int:
    parts = app.build(application, find_places(folder), clock, rehearsal=False, watch=watch)
    parts.practice.pick(REGION)
    parts.window.resize(*SIZE)
    parts.window.show()
    parts.window.get_ready()  # as the first touch does
    await asyncio.sleep(1.0)
    try:
        await scene(parts)
    finally:
        parts.practice.conductor.stop()
        parts.window.hide()
        await parts.tasks.end()
        lost = await asyncio.to_thread(parts.journal.close)
    return int(lost > 0)
