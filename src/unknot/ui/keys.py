"""The keys of a running session: they work wherever the focus is."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

STOP_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_S, Qt.Key.Key_MediaStop)
PAUSE_KEYS = (Qt.Key.Key_MediaPlay, Qt.Key.Key_MediaPause, Qt.Key.Key_MediaTogglePlayPause)
NEXT_KEYS = (Qt.Key.Key_Right, Qt.Key.Key_MediaNext)
_SHIFTS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class SessionKeys(QObject):
    """Takes Space, Right, Down, F, M, S, Escape and media keys before any widget sees them, while a session is active.

    Shortcuts would lose them to spin boxes and text fields. A letter is taken with or without shift; with Ctrl, Alt or
    the system key it means something else.
    """

    pause = Signal()
    skip = Signal()
    stop = Signal()
    distance = Signal()
    mute = Signal()
    ease = Signal()

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
        if event.key() in STOP_KEYS:
            return self.stop
        if event.key() == Qt.Key.Key_Space:
            # On a Stop button that has the focus, Space means what the button says.
            focused = self._application.focusWidget()
            return self.stop if _is_stop(focused) else self.pause
        if event.key() in PAUSE_KEYS:
            return self.pause
        if event.key() in NEXT_KEYS:
            return self.skip
        others = {Qt.Key.Key_F: self.distance, Qt.Key.Key_M: self.mute, Qt.Key.Key_Down: self.ease}
        return others.get(Qt.Key(event.key()))


def _is_stop(widget: QObject | None) -> bool:
    return isinstance(widget, QPushButton) and widget.property("kind") == "stop"
