"""A notification of the desktop, with buttons: one at a time.

On Linux the desktop's own service is asked over D-Bus (https://specifications.freedesktop.org/notification-spec/1.2/).
On Windows and macOS desktop-notifier does it (untested: there is neither here). Nothing leaves the computer.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from unknot.desktop.bus import Bus, Incoming, session_address, socket_of

NAME = "org.freedesktop.Notifications"
TARGET = (NAME, "/org/freedesktop/Notifications", NAME)
PROPERTIES = (NAME, "/org/freedesktop/Notifications", "org.freedesktop.DBus.Properties")
RULE = f"type='signal',sender='{NAME}',interface='{NAME}'"
DESKTOP_ENTRY = "io.github.unknot.Unknot"
ITSELF = "default"
"""The key of what a click on the notification itself means, beside its buttons."""
PATIENCE_MS = 2000
"""How long the service may take to say whether it wants silence; after that it does not."""
_AS_THE_SERVICE_HAS_IT, _NORMAL = -1, 1
_PLAIN = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""How text is written for a service that reads markup; Python's own module for it takes 5 ms and 1 MB."""


@dataclass(frozen=True, slots=True)
class Notification:
    """What is shown. `buttons` has words by key, in order; `itself` says what a click beside them does."""

    title: str
    body: str
    buttons: Mapping[str, str]
    itself: str


class Notifications(QObject):
    """Shows one notification at a time; a later one takes the place of the one before.

    Emits `pressed` with the key of a button, or ITSELF, and `found`, as often as that shows, with whether anybody shows
    notifications. Every method returns at once.
    """

    pressed = Signal(str)
    found = Signal(bool)

    def __init__(self, icon: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        desktop = sys.platform == "linux"
        self._system: _System = _Desktop(icon, self) if desktop else _Library(icon, self.pressed.emit)
        self._system.find(self.found.emit)

    def look(self) -> None:
        """Look whether anybody shows notifications."""
        self._system.look()

    def show(self, notification: Notification) -> None:
        """Show a notification, in the place of the one before."""
        self._system.show(notification)

    def withdraw(self) -> None:
        """Take the notification away, if it is still there."""
        self._system.withdraw()

    def ask_silence(self, answered: Callable[[bool], None]) -> None:
        """Ask whether the desktop wants no notifications now; `answered` is called once, with no where it can't say."""
        self._system.ask_silence(answered)

    def close(self) -> None:
        """Take the notification away and listen no more."""
        self._system.close()


class _System(Protocol):
    def find(self, found: Callable[[bool], None]) -> None: ...
    def look(self) -> None: ...
    def show(self, notification: Notification) -> None: ...
    def withdraw(self) -> None: ...
    def ask_silence(self, answered: Callable[[bool], None]) -> None: ...
    def close(self) -> None: ...


class _Desktop(QObject):
    """Speaks to the desktop's notification service, over a line that stays open to hear of buttons."""

    def __init__(self, icon: Path, parent: Notifications) -> None:
        super().__init__(parent)
        self._pressed = parent.pressed
        self._icon = icon.as_uri()
        self._found: Callable[[bool], None] = lambda _there: None
        self._bus: Bus | None = None
        self._ready = False
        self._due: list[tuple[Callable[[Bus], None], Callable[[], None]]] = []
        self._wanted: Notification | None = None
        self._shown = 0  # what the service calls the notification that is shown; 0 for none

    def find(self, found: Callable[[bool], None]) -> None:
        self._found = found

    def look(self) -> None:
        self._with_bus(lambda bus: bus.call(TARGET, "GetCapabilities", answered=self._looked), self._nobody)

    def _looked(self, answer: tuple[object, ...] | None) -> None:
        self._found(answer is not None)

    def _nobody(self) -> None:
        self._found(False)

    def show(self, notification: Notification) -> None:
        self._wanted = notification
        self._with_bus(lambda bus: bus.call(TARGET, "GetCapabilities", answered=self._able), self._nobody)

    def _able(self, answer: tuple[object, ...] | None) -> None:
        """Send what is wanted, as far as the service can show it."""
        wanted = self._wanted
        self._looked(answer)
        if answer is None or wanted is None or self._bus is None:
            return
        able = answer[0] if answer and isinstance(answer[0], list) else []
        body = wanted.body.translate(_PLAIN) if "body-markup" in able else wanted.body
        actions = [part for action in _actions(wanted, able) for part in action]
        hints = {"desktop-entry": ("s", DESKTOP_ENTRY), "urgency": ("y", _NORMAL)}
        said = ("Unknot", self._shown, self._icon, wanted.title, body, actions, hints, _AS_THE_SERVICE_HAS_IT)
        self._bus.call(TARGET, "Notify", "susssasa{sv}i", *said, answered=self._showing)

    def _showing(self, answer: tuple[object, ...] | None) -> None:
        """Note what the service calls it; one that was taken away meanwhile goes at once."""
        number = answer[0] if answer else 0
        if not isinstance(number, int) or not number:
            self._nobody()
            return
        if self._shown not in (0, number):
            self._close_one(self._shown)
        self._shown = number
        if self._wanted is None:
            self.withdraw()

    def withdraw(self) -> None:
        self._wanted = None
        if self._shown:
            self._close_one(self._shown)
        self._shown = 0

    def _close_one(self, number: int) -> None:
        if self._bus is not None:
            self._bus.call(TARGET, "CloseNotification", "u", number)

    def ask_silence(self, answered: Callable[[bool], None]) -> None:
        once = _Once(answered, self)

        def ask(bus: Bus) -> None:
            bus.call(PROPERTIES, "Get", "ss", NAME, "Inhibited", answered=once.take)

        self._with_bus(ask, lambda: once.take(None))

    def close(self) -> None:
        self.withdraw()
        self._due.clear()
        if self._bus is not None:
            self._bus.close()
            self._forget()

    def _with_bus(self, act: Callable[[Bus], None], otherwise: Callable[[], None]) -> None:
        """Do something as soon as there is a line, or what is to be done where there can be none."""
        if self._bus is not None and self._ready:
            act(self._bus)
            return
        self._due.append((act, otherwise))
        if self._bus is not None:
            return
        if not socket_of(session_address())[0]:
            self._lost()
            return
        self._bus = Bus(session_address(), self)
        self._bus.ready.connect(self._begin)
        self._bus.heard.connect(self._heard)
        self._bus.lost.connect(self._lost)
        self._bus.open()

    def _begin(self) -> None:
        assert self._bus is not None
        self._ready = True
        self._bus.listen(RULE)
        due, self._due = self._due, []
        for act, _otherwise in due:
            act(self._bus)

    def _lost(self) -> None:
        """Forget the line; the next wish looks for another. What was wanted of this one nobody heard."""
        unheard, self._due = self._due, []
        self._forget()
        for _act, otherwise in unheard:
            otherwise()

    def _forget(self) -> None:
        self._ready, self._shown = False, 0
        if self._bus is not None:
            self._bus.deleteLater()
            self._bus = None

    def _heard(self, message: Incoming) -> None:
        if message.interface != NAME or not self._shown or message.body[:1] != (self._shown,):
            return
        match message.member:
            case "ActivationToken":  # comes first, where a window may only come forward because a person wants it
                os.environ["XDG_ACTIVATION_TOKEN"] = message.text(1)
            case "ActionInvoked":
                self.withdraw()
                self._pressed.emit(message.text(1))
            case "NotificationClosed":
                self._shown, self._wanted = 0, None


def _actions(wanted: Notification, able: Sequence[object]) -> list[tuple[str, str]]:
    return [(ITSELF, wanted.itself), *wanted.buttons.items()] if "actions" in able else []


class _Once(QObject):
    """Takes one answer, or goes without it after a while."""

    def __init__(self, answered: Callable[[bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._answered: Callable[[bool], None] | None = answered
        QTimer.singleShot(PATIENCE_MS, self, lambda: self.take(None))

    def take(self, answer: tuple[object, ...] | None) -> None:
        """Take what the service said: a variant that is true, if it wants silence."""
        answered, self._answered = self._answered, None
        if answered is not None:
            answered(answer == (("b", True),))
            self.deleteLater()


class _Library:
    """Lets desktop-notifier do it, on Windows and macOS (untested: there is neither here)."""

    def __init__(self, icon: Path, pressed: Callable[[str], None]) -> None:
        self._icon = icon
        self._pressed = pressed
        self._found: Callable[[bool], None] = lambda _there: None
        self._notifier: Any = None
        self._working: set[asyncio.Task[None]] = set()

    def find(self, found: Callable[[bool], None]) -> None:
        self._found = found

    def look(self) -> None:
        self._do(self._look)

    async def _look(self) -> None:
        there = self._notifier is not None and await self._notifier.request_authorisation()
        self._found(there)

    def show(self, notification: Notification) -> None:
        self._do(lambda: self._show(notification))

    async def _show(self, notification: Notification) -> None:
        if self._notifier is None:
            self._found(False)
            return
        from desktop_notifier import Button

        buttons = [
            Button(words, on_pressed=lambda key=key: self._pressed(key)) for key, words in notification.buttons.items()
        ]
        await self._notifier.clear_all()
        await self._notifier.send(
            notification.title, notification.body, buttons=buttons, on_clicked=lambda: self._pressed(ITSELF)
        )

    def withdraw(self) -> None:
        if self._notifier is not None:
            self._do(self._notifier.clear_all)

    def ask_silence(self, answered: Callable[[bool], None]) -> None:
        answered(False)  # the systems hold notifications back themselves where a person wants none

    def close(self) -> None:
        self.withdraw()

    def _do(self, work: Callable[[], Any]) -> None:
        if self._notifier is None:
            try:
                from desktop_notifier import DesktopNotifier, Icon
            except ImportError:
                self._found(False)
                return
            self._notifier = DesktopNotifier("Unknot", Icon(path=self._icon))
        task = asyncio.get_running_loop().create_task(work())
        self._working.add(task)
        task.add_done_callback(self._working.discard)
