"""The safety reminder: there from the first second of a session to the last. Closing it is Stop."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from unknot.guide.words import StopWords
from unknot.i18n import _
from unknot.ui.layout import button, text
from unknot.ui.theme import GRID

FRAME_PX = 36
"""What a window manager's frame takes of the height, about."""


class Reminder(QDialog):
    """Stays over the place in the window that is kept free for it, and never over the clock."""

    stop = Signal()

    def __init__(self, words: StopWords, place: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place
        self._watching = parent
        self.setWindowTitle(_("Safety reminder"))
        # With a close button and none to shade, shrink or put it away.
        self.setWindowFlags(
            Qt.WindowType.Dialog
            | Qt.WindowType.CustomizeWindowHint
            | Qt.WindowType.WindowTitleHint
            | Qt.WindowType.WindowCloseButtonHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        rule = text(words.rule_short.text, tone="stop", scale=1.3)
        contrast = text(words.contrast.text, tone="quiet")
        halt = button(_("Stop now"), "stop", 1.3)
        halt.setMinimumSize(17 * GRID, 8 * GRID)
        halt.clicked.connect(self.stop)
        says = QVBoxLayout()
        says.setSpacing(GRID // 2)
        says.addStretch(1)
        says.addWidget(rule)
        says.addWidget(contrast)
        says.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(says, 1)
        layout.addWidget(halt, 0, Qt.AlignmentFlag.AlignVCenter)

    def height_for(self, width_px: int) -> int:
        """Return the height it needs to say everything in that width, its frame included."""
        layout = self.layout()
        assert layout is not None
        return max(layout.totalHeightForWidth(width_px), layout.totalMinimumSize().height()) + FRAME_PX

    def appear(self) -> None:
        """Show it, without taking the focus."""
        self._watching.installEventFilter(self)
        self._follow()
        self.show()
        self._follow()

    def vanish(self) -> None:
        """Hide it: the session is over."""
        self._watching.removeEventFilter(self)
        self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take closing as Stop."""
        event.ignore()
        self.stop.emit()

    def reject(self) -> None:
        """Take Escape as Stop."""
        self.stop.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Come back where the desktop put it away."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized():
            self.showNormal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go where the window goes."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        """Lie over the free place; its frame, where the window manager draws one, included."""
        corner = self._place.mapToGlobal(self._place.rect().topLeft())
        room = QRect(corner, self._place.size())
        if self.isVisible():
            frame, inner = self.frameGeometry(), self.geometry()
            room.adjust(
                inner.left() - frame.left(),
                inner.top() - frame.top(),
                inner.right() - frame.right(),
                inner.bottom() - frame.bottom(),
            )
        self.setGeometry(room)
