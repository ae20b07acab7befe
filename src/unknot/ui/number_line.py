"""A line in which a number to call is written: in the settings, and on the pages of the first start."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit

from unknot.ui.theme import GRID, set_scale


class NumberLine(QLineEdit):
    """A line to write in, in the frame that number boxes have."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setFrame(False)
        self.setMinimumHeight(4 * GRID)
        set_scale(self, 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame around what is written."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = 1.0 if self.hasFocus() else 0.5
        painter.setPen(QPen(self.palette().highlight().color() if self.hasFocus() else quiet_ink(), 2 * inset))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)


def quiet_ink() -> QColor:
    """Return the quiet colour of the theme: Qt gives a palette of their own to some kinds of control."""
    return QApplication.palette().placeholderText().color()
