"""The first touch: somebody has come and uses the program, with whatever they use."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

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

    Meanwhile it sees every event there is; while nobody touches anything, there are few.
    """

    came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.came)

    def wait(self) -> None:
        """Wait for the next one."""
        self.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Wait no more."""
        self._soon.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a touch, and leave it to those it is for."""
        if event.type() in TOUCHES:
            self.stop()
            self._soon.start()
        return False
