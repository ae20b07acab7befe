"""Keeps the screen on while a session runs: nobody who lies on a ball touches a key for half an hour.

On Linux the desktop is asked over D-Bus. It lets the screen blank again when it is told, and when the program has gone
without a word: both services drop what is held for a name that left the bus. On Windows the wish ends with the program,
on macOS with `caffeinate`, which watches for its end.
"""

import os
import re
import sys
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QProcess, QTimer

from unknot.desktop.bus import Answered, Bus, session_address
from unknot.i18n import _

APP = "Unknot"
SCREEN_SAVER = "org.freedesktop.ScreenSaver"
PORTAL = "org.freedesktop.portal.Desktop"
IDLE = 8
"""The portal's flag: do not blank the screen for want of a touch."""
PATIENCE_MS = 2000
"""How long one service may take before the next is asked. An answer that comes later is given back."""


class Awake(QObject):
    """Keeps the screen on from `hold` to `release`. Both return at once and may be called in any order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holds = False
        self._system = _system(self)

    def hold(self) -> None:
        """Keep the screen on."""
        if not self._holds:
            self._holds = True
            self._system.hold()

    def release(self) -> None:
        """Let the screen blank as the person has set it."""
        if self._holds:
            self._holds = False
            self._system.release()


class _System(Protocol):
    def hold(self) -> None: ...
    def release(self) -> None: ...


def _system(parent: QObject) -> _System:
    if sys.platform == "win32":
        return _Windows()
    if sys.platform == "darwin":
        return _Mac(parent)
    return _Desktop(parent)


class _Way(Protocol):
    """A service that can be asked to hold, and be told to let go of what it granted."""

    def ask(self, bus: Bus, answered: Answered) -> None: ...
    def grants(self, said: object) -> bool: ...
    def give_back(self, bus: Bus, grant: object) -> None: ...


@dataclass(frozen=True, slots=True)
class _ScreenSaver:
    path: str

    def ask(self, bus: Bus, answered: Answered) -> None:
        bus.call((SCREEN_SAVER, self.path, SCREEN_SAVER), "Inhibit", "ss", APP, _reason(), answered=answered)

    def grants(self, said: object) -> bool:
        return type(said) is int and 0 <= said < 1 << 32

    def give_back(self, bus: Bus, grant: object) -> None:
        bus.call((SCREEN_SAVER, self.path, SCREEN_SAVER), "UnInhibit", "u", grant)


class _Portal:
    def ask(self, bus: Bus, answered: Answered) -> None:
        target = (PORTAL, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Inhibit")
        bus.call(target, "Inhibit", "sua{sv}", "", IDLE, {"reason": ("s", _reason())}, answered=answered)

    def grants(self, said: object) -> bool:
        return isinstance(said, str) and re.fullmatch(r"(/[A-Za-z0-9_]+)+", said) is not None

    def give_back(self, bus: Bus, grant: object) -> None:
        bus.call((PORTAL, str(grant), "org.freedesktop.portal.Request"), "Close")


WAYS = (_ScreenSaver("/org/freedesktop/ScreenSaver"), _ScreenSaver("/ScreenSaver"), _Portal())
"""Who is asked, in this order, until one grants it."""


def _reason() -> str:
    return _("A timed session is running")


class _Desktop(QObject):
    """Asks the desktop, one way after the other. What is granted too late, or no longer wanted, is given back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._bus: Bus | None = None
        self._wanted = False
        self._question = 0
        self._open_question: int | None = None
        self._grant: tuple[_Way, object] | None = None
        self._untried: list[_Way] = []
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._ask_next)

    def hold(self) -> None:
        self._wanted = True
        if self._open_question is not None or self._grant is not None:
            return  # an answer is still due, and will do
        self._untried = list(WAYS)
        if self._bus is None:
            self._bus = Bus(session_address(), self)
            self._bus.ready.connect(self._ask_next)
            self._bus.lost.connect(self._lose)
            self._open_question = 0
            self._bus.open()
        else:
            self._ask_next()

    def release(self) -> None:
        self._wanted = False
        if self._bus is not None and self._grant is not None:
            way, granted = self._grant
            self._grant = None
            way.give_back(self._bus, granted)

    def _ask_next(self) -> None:
        self._patience.stop()
        self._open_question = None
        if self._bus is None or not self._wanted or not self._untried:
            return
        way = self._untried.pop(0)
        self._question += 1
        self._open_question = self._question
        self._patience.start()
        way.ask(self._bus, partial(self._answered, way, self._question))

    def _answered(self, way: _Way, question: int, reply: tuple[object, ...] | None) -> None:
        granted = reply[0] if reply else None
        in_time = question == self._open_question
        if not way.grants(granted):
            if in_time:
                self._ask_next()
            return
        if in_time:
            self._patience.stop()
            self._open_question = None
        if in_time and self._wanted:
            self._grant = (way, granted)
        elif self._bus is not None:
            way.give_back(self._bus, granted)

    def _lose(self) -> None:
        """Forget the bus that went: with it went whatever was held. The next `hold` looks for another."""
        self._patience.stop()
        self._open_question = self._grant = None
        if self._bus is not None:
            self._bus.deleteLater()
            self._bus = None


class _Windows:
    """Tells Windows that the display is needed (untested: there is no Windows here)."""

    def hold(self) -> None:
        continuous, display, system = 0x80000000, 0x2, 0x1
        self._set(continuous | display | system)

    def release(self) -> None:
        self._set(0x80000000)

    def _set(self, state: int) -> None:
        import ctypes

        ctypes.windll.kernel32.SetThreadExecutionState(ctypes.c_uint(state))  # type: ignore[attr-defined]


class _Mac:
    """Runs macOS's own `caffeinate`, which ends with this program (untested: there is no macOS here)."""

    def __init__(self, parent: QObject) -> None:
        self._process = QProcess(parent)

    def hold(self) -> None:
        self._process.start("caffeinate", ["-d", "-w", str(os.getpid())])

    def release(self) -> None:
        self._process.kill()
