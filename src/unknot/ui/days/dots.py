"""Repetitions as dots: filled for those done, open for those up to the goal."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from unknot.ui.theme import Colours

MOST = 6
"""With more dots than these, words say it better."""


class Dots(QWidget):
    """Paints them. What they say stands in words beside them."""

    def __init__(self, colours: Colours, factor: float) -> None:
        super().__init__()
        self._colours = colours
        self._size = round(13 * factor)
        self._done = self._goal = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, done: int, goal: int) -> None:
        """Show how many of how many."""
        self._done, self._goal = done, goal
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all dots."""
        return QSize(self._count() * round(1.5 * self._size), self._size + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the same: none may be cut off."""
        return self.sizeHint()

    def _count(self) -> int:
        return 0 if self._goal > MOST else min(max(self._done, self._goal), MOST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint filled and open dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        teal, line = QColor(self._colours.teal), QColor(self._colours.quiet)
        radius = self._size / 2 - 1
        for number in range(self._count()):
            done = number < self._done
            painter.setPen(QPen(teal if done else line, 1.6))
            painter.setBrush(teal if done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(self._size * (1.5 * number + 0.5) + 1, self.height() / 2), radius, radius)
