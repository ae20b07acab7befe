"""Whether the system asks for less motion.

Windows says so at once. On Linux the desktop is asked over D-Bus, through the portal that GNOME, KDE and others answer;
its answer comes later, or never. macOS is not asked yet: Qt 6.11 has no name for it there.
"""

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject

SERVICE = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"
QUESTIONS = (
    ("org.freedesktop.appearance", "reduced-motion"),
    ("org.gnome.desktop.interface", "enable-animations"),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor"),
)
"""What is asked, in order: who sets one of them so that nothing shall move, means it."""
LIMIT_MS = 2000


class MotionWish(QObject):
    """Asks once; calls `calm` if less motion is wished for."""

    def __init__(self, calm: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calm = calm
        self._waiting: list[QObject] = []

    def ask(self) -> None:
        """Ask the system. Returns at once."""
        if sys.platform == "win32":
            if _windows_wishes():
                self._calm()
        elif sys.platform == "linux" and "DBUS_SESSION_BUS_ADDRESS" in os.environ:
            self._ask_portal()

    def _ask_portal(self) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher  # 8 ms, after the window

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        for space, key in QUESTIONS:
            message = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "Read")
            message.setArguments([space, key])
            watcher = QDBusPendingCallWatcher(bus.asyncCall(message, LIMIT_MS), self)
            watcher.finished.connect(lambda call, key=key: self._answered(key, call.reply().arguments()))
            self._waiting.append(watcher)

    def _answered(self, key: str, said: list[object]) -> None:
        if said and wishes_less(key, unwrapped(said[0])):
            self._calm()


def unwrapped(value: object) -> object:
    """Return what is inside of a D-Bus variant, or of a variant in a variant, as the portal answers."""
    while hasattr(value, "variant"):
        value = value.variant()
    return value


def wishes_less(key: str, value: object) -> bool:
    """Tell whether the answer to one of the `QUESTIONS` means less motion; an answer of another kind does not."""
    match key, value:
        case "reduced-motion", int(asked):
            return asked == 1
        case "enable-animations", bool(on):
            return not on
        case "AnimationDurationFactor", str(factor):
            return factor.strip() in {"0", "0.0"}
    return False


def _windows_wishes() -> bool:
    """Ask Windows whether what happens inside windows is to be animated (untested: there is no Windows here)."""
    import ctypes

    animated = ctypes.c_int(1)
    get_client_area_animation = 0x1042
    ctypes.windll.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(animated), 0)  # type: ignore[attr-defined]
    return not animated.value
