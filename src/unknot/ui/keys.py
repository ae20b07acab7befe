"""The keys of a running session: they work wherever the focus is."""

from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton


class Does(Enum):
    """What a key does in a session."""

    PAUSE = auto()
    SKIP = auto()
    EASE = auto()
    DISTANCE = auto()
    MUTE = auto()
    STOP = auto()
    KEYS = auto()


KEYS: Mapping[Does, tuple[Qt.Key, ...]] = {
    Does.PAUSE: (Qt.Key.Key_Space, Qt.Key.Key_MediaPlay, Qt.Key.Key_MediaPause, Qt.Key.Key_MediaTogglePlayPause),
    Does.SKIP: (Qt.Key.Key_Right, Qt.Key.Key_MediaNext),
    Does.EASE: (Qt.Key.Key_Down,),
    Does.DISTANCE: (Qt.Key.Key_F,),
    Does.MUTE: (Qt.Key.Key_M,),
    Does.STOP: (Qt.Key.Key_S, Qt.Key.Key_Escape, Qt.Key.Key_MediaStop),
    Does.KEYS: (Qt.Key.Key_Question, Qt.Key.Key_F1),
}
"""All of them: the filter below takes these and no others, and what is said of keys is put together from here."""
_DOES = {key: does for does, keys in KEYS.items() for key in keys}
_SHIFTS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def as_read(key: Qt.Key) -> Qt.Key:
    """Return what a key means: where one reads from the right, on is to the left, and the two arrows change places."""
    if not QApplication.isRightToLeft():
        return key
    return {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}.get(key, key)


class SessionKeys(QObject):
    """Takes the keys of `KEYS` before any widget sees them, while a session is active.

    Shortcuts would lose them to spin boxes and text fields. A letter is taken with or without shift; with Ctrl, Alt or
    the system key it means something else.
    """

    pause = Signal()
    skip = Signal()
    stop = Signal()
    distance = Signal()
    mute = Signal()
    ease = Signal()
    keys = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._on = False

    def listen(self, *, on: bool) -> None:
        """Take the keys from now on, or leave them to the widgets again."""
        if on and not self._on:
            self._application.installEventFilter(self)
        elif self._on and not on:
            self._application.removeEventFilter(self)
        self._on = on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key press, and the question before it whether a widget wants it as a shortcut."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        assert isinstance(event, QKeyEvent)
        signal = self._meaning(event)
        if signal is None:
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
            signal.emit()
        return True

    def _meaning(self, event: QKeyEvent) -> SignalInstance | None:
        if event.modifiers() & ~_SHIFTS:
            return None
        does = _DOES.get(as_read(Qt.Key(event.key())))
        if does is None:
            return None
        if event.key() == Qt.Key.Key_Space and _is_stop(self._application.focusWidget()):
            return self.stop  # on a Stop button that has the focus, Space means what the button says
        signal: SignalInstance = getattr(self, does.name.lower())
        return signal


def _is_stop(widget: QObject | None) -> bool:
    return isinstance(widget, QPushButton) and widget.property("kind") == "stop"
