"""The first touch: somebody has come and uses the program, with whatever they use."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

TOUCHES = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
    }
)


class FirstTouch(QObject):
    """Waits from `wait` on for a touch of any of the program's windows, and emits `came` once, after its own effect.

    It stands where the platform hands a window what it is for. To look at each event of the whole program would make
    Python know all of Qt's classes: 2.5 MB of memory, in a window that nobody has touched.
    """

    came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication), "made once there is one"
        self._application = application
        self._waiting = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.came)

    def wait(self) -> None:
        """Wait for the next one."""
        self.stop()
        self._waiting = True
        self._application.focusWindowChanged.connect(self._watch)
        for window in self._application.topLevelWindows():
            self._watch(window)

    def stop(self) -> None:
        """Wait no more."""
        self._soon.stop()
        if not self._waiting:
            return
        self._waiting = False
        self._application.focusWindowChanged.disconnect(self._watch)
        for window in self._application.topLevelWindows():
            window.removeEventFilter(self)

    def tell(self) -> None:
        """Take what somebody did for a touch, whatever brought it; nothing while none is waited for."""
        if self._waiting:
            self.stop()
            self._soon.start()

    def _watch(self, window: QWindow | None) -> None:
        """Look at what a window gets; one that is looked at already is not looked at twice."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a touch, and leave it to those it is for."""
        if event.type() in TOUCHES:
            self.tell()
        return False
