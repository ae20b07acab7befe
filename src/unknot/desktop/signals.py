"""Signals of the system that ask the program to go, heard while Qt's loop sleeps."""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier


class Termination(QObject):
    """Calls `asked` in the event loop on SIGTERM, SIGINT or SIGHUP, where the platform has them."""

    def __init__(self, asked: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = asked
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        # Python runs its handlers only between two bytecodes, and none run while Qt waits: the byte wakes it.
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, self._noted)

    def _noted(self, _number: int, _frame: FrameType | None) -> None:
        """Do nothing here: the notifier calls on."""

    def _woken(self) -> None:
        try:
            self._reader.recv(64)
        except BlockingIOError:
            return
        self._asked()

    def close(self) -> None:
        """Hear no more; the next signal acts as the system has it."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, signal.SIG_DFL)
        self._reader.close()
        self._writer.close()
