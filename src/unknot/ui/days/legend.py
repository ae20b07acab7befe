"""What the shades and marks of a calendar mean."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from unknot.core.calendar import shade_limits
from unknot.i18n import _
from unknot.ui.days.calendar_view import paint_corners
from unknot.ui.days.shades import shades
from unknot.ui.layout import text
from unknot.ui.theme import GRID, Colours, fit_text

STOPPED, OTHER, TODAY = -1, -2, -3
"""Marks that are no shades."""


class Swatch(QWidget):
    """A small cell as the calendar has it. What it means stands beside it."""

    def __init__(self, kind: int, colours: Colours, size: int) -> None:
        super().__init__()
        self._kind = kind
        self._colours = colours
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a small cell."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        steps = shades(self._colours)
        rect = QRect(0, 0, self._size, self._size)
        step = steps[max(0, self._kind)]
        painter.fillRect(rect, step.ground)
        if self._kind == STOPPED:
            paint_corners(painter, [(rect, step.ink)], self._size / 2)
        elif self._kind == OTHER:
            painter.setPen(QPen(QColor(self._colours.quiet), 1, Qt.PenStyle.DotLine))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        elif self._kind == TODAY:
            painter.setPen(QPen(QColor(self._colours.ink), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


class Legend(QWidget):
    """Shows every shade and mark with its meaning."""

    def __init__(self, colours: Colours, factor: float) -> None:
        super().__init__()
        self._factor = factor
        self._colours = colours
        self._goal = 0
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GRID // 2)

    def show_goal(self, goal: int) -> None:
        """Show what the shades mean where `goal` is that of one muscle and side."""
        if goal != self._goal:
            self._goal = goal
            self._fill()

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._colours = colours
        if self._goal:
            self._fill()

    def _fill(self) -> None:
        while (item := self._line.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._line.addWidget(text(_("Repetitions a day:"), tone="quiet", scale=0.9, wrap=False))
        for step, fewest, most in shade_limits(self._goal):
            self._add(step, _range(fewest, most))
        self._add(STOPPED, _("one was stopped"))
        self._add(OTHER, _("none in full"))
        self._add(TODAY, _("today"))
        self._line.addStretch(1)
        fit_text(self, self._factor)

    def _add(self, kind: int, meaning: str) -> None:
        self._line.addSpacing(GRID)
        self._line.addWidget(Swatch(kind, self._colours, round(14 * self._factor)))
        self._line.addWidget(text(meaning, tone="quiet", scale=0.9, wrap=False))


def _range(fewest: int, most: int | None) -> str:
    if most is None:
        return _("{n} or more").format(n=fewest)
    return str(fewest) if fewest == most else _("{n} to {m}").format(n=fewest, m=most)
