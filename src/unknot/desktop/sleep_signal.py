"""Hears that the computer is about to sleep, from systemd's logind or what speaks like it.

No lock holds the sleep up: the session's clock notices every sleep by itself, and this only lets it know in time.
"""

from PySide6.QtCore import QObject, Signal

from unknot.desktop.bus import Bus, Incoming, system_address

INTERFACE = "org.freedesktop.login1.Manager"
MEMBER = "PrepareForSleep"
RULE = f"type='signal',sender='org.freedesktop.login1',interface='{INTERFACE}',member='{MEMBER}'"


class SleepSignal(QObject):
    """Emits `about_to_sleep` when the computer goes to sleep. Says nothing where there is no system bus."""

    about_to_sleep = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = Bus(system_address(), self)
        self._bus.ready.connect(self._ready)
        self._bus.heard.connect(self._heard)

    def listen(self) -> None:
        """Listen from now on. Returns at once."""
        self._bus.open()

    def close(self) -> None:
        """Listen no more."""
        self._bus.close()

    def _ready(self) -> None:
        self._bus.listen(RULE)

    def _heard(self, message: Incoming) -> None:
        # logind tells everybody, and the bus vouches for that; anybody may send one to this program alone.
        told = (message.interface, message.member, message.destination)
        if told == (INTERFACE, MEMBER, "") and message.body == (True,):
            self.about_to_sleep.emit()
