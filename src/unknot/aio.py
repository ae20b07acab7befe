"""The event loop: the only place that knows qasync.

Slots stay synchronous and hand coroutines to `Tasks`, which keeps them alive, shows their errors and ends them: with
qasync 0.28 nothing else does.
"""

import contextlib
import ctypes
import gc
import linecache
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QDialog

from unknot.without import without

with without("ssl"):  # nothing here touches a network
    import asyncio
import qasync  # isort: skip  # after PySide6, or it may choose another binding

T = TypeVar("T")


class Tasks:
    """Keeps what runs beside the window. `on_error` is told of a task that failed."""

    def __init__(self, on_error: Callable[[BaseException], None]) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._on_error = on_error

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run `work` from now on."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._on_error(error)

    async def end(self) -> None:
        """Cancel what still runs and wait until it is gone."""
        left = tuple(self._running)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def closed(dialog: QDialog) -> int:
    """Show `dialog` and wait until it is closed; return its result. It is deleted then.

    Never `exec()` in a coroutine: a second loop inside the first wedges it.
    """
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def settle(result: int) -> None:
        if not answer.done():
            answer.set_result(result)

    dialog.finished.connect(settle)
    QDialog.open(dialog)  # some of Qt's own dialogs hide it behind one of their own
    try:
        return await answer
    finally:
        dialog.hide()
        dialog.deleteLater()


async def done(future: "Future[T]") -> T:
    """Wait for work that another thread does."""
    return await asyncio.wrap_future(future)


def run(application: QApplication, main: Callable[[], Awaitable[int]], lost: Callable[[], int] | None = None) -> int:
    """Run `main` on Qt's event loop until it returns, and return its exit code.

    Where Qt ends the loop by itself, because its screen is gone, `lost` is called, and the process ends there and then
    with the code that it returns: whatever else would be cleared up needs the screen.

    Meanwhile Python collects reference cycles only when `tidy` is called: of itself it would do so in any thread, and a
    Qt object that is destroyed in another thread than its own can take the program with it.
    """
    over = False

    async def wrapped() -> int:
        nonlocal over
        try:
            return await main()
        finally:
            over = True

    gc.disable()  # as it was from the start, where this is the program
    gc.collect()  # what importing left: its room is used again
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
            try:
                return runner.run(wrapped())
            except RuntimeError:
                if over or lost is None:
                    raise
                code = lost()
                sys.stdout.flush()
                os._exit(code)
    finally:
        gc.enable()


def tidy() -> None:
    """Collect what nothing refers to any more, and give its memory back. For the loop's thread, between sessions."""
    linecache.clearcache()  # sources that PySide6 had read
    gc.collect()
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):  # another C library than GNU's keeps nothing back
            ctypes.CDLL(None).malloc_trim(0)
