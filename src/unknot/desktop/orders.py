"""How a child process takes its orders: one JSON object a line, for as long as there is somebody to give them."""

import contextlib
import gc
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

Order = dict[str, object]

CHANGED, LOOK_AGAIN = 3, 4
"""Codes a process ends with that has not failed: it wants to be started anew at once, or after a while."""
STUCK_S = 20.0
"""Whoever works on one order for longer has been given up on long ago, and ends."""
LINGER_S = 0.5
"""How long a process may take to be silent once nobody gives orders any more."""


class Orders(QObject):
    """Hands over each order from stdin, in the event loop, and answers on stdout. Make one, in the main thread.

    `take` is called with the number of the order, from 1 on. Each is answered `{"done": number}` once it has returned.
    When stdin closes, the one who gave the orders is gone: `leave` is called, and the process ends at once.
    """

    _came = Signal(object)
    _closed = Signal()

    def __init__(self, take: Callable[[int, Order], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self._take, self._leave = take, leave
        self._number = 0
        # Libraries write notices to stdout, and start daemons that inherit it: both get something else.
        self._source, self._answers = os.dup(0), os.dup(1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        self._came.connect(self._next)
        self._closed.connect(self._end)

    def listen(self) -> None:
        """Begin. A thread reads, because Windows knows no way to be told of a line in a pipe."""
        gc.disable()  # the collector might run in that thread, and end there what belongs to Qt's; little is to collect
        threading.Thread(target=self._read, daemon=True).start()

    def answer(self, **said: object) -> None:
        """Say one thing to the one who gives the orders."""
        try:
            os.write(self._answers, json.dumps(said).encode() + b"\n")
        except OSError:
            os._exit(0)  # nobody is there to hear it

    def _read(self) -> None:
        with os.fdopen(self._source, "rb") as lines, contextlib.suppress(OSError):
            for line in lines:
                try:
                    order = json.loads(line)
                except ValueError:
                    order = None
                self._came.emit(order)
        self._closed.emit()
        time.sleep(LINGER_S)
        os._exit(0)

    def _next(self, order: object) -> None:
        self._number += 1
        with _watched():
            if isinstance(order, dict):
                self._take(self._number, order)
        self.answer(done=self._number)

    def _end(self) -> None:
        with _watched():
            self._leave()
        os._exit(0)  # without tidying up: there, Qt may wait for a sound or speech server, and nobody waits for this


@contextlib.contextmanager
def _watched() -> Iterator[None]:
    """End the process, where the system can, if what is within blocks: then no thread of Python's may run either."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, STUCK_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def number(order: Order, key: str, otherwise: float) -> float:
    """Return the number under `key`, or `otherwise` where there is none."""
    value = order.get(key)
    return float(value) if isinstance(value, int | float) else otherwise
