"""Tells where the Start button lies in the window, for a hand that knows pixels alone.

Run as a program on the screen that is meant. It prints x and y, from the window's upper left corner.
"""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton

from bench.stage import play
from unknot import app
from unknot.desktop.clock import SystemClock
from unknot.i18n import _


async def scene(parts: app.Parts) -> None:
    """Print the middle of the button."""
    window = parts.window
    buttons = window.findChildren(QAbstractButton)
    start = next(button for button in buttons if button.isVisible() and button.text() == _("Start session"))
    middle = start.mapTo(window, QPoint(start.width() // 2, start.height() // 2))
    print(middle.x(), middle.y())


if __name__ == "__main__":
    play(SystemClock(), scene)
