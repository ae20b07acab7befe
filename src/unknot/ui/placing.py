"""Where the window goes: where it was, as far as there is still a screen there."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication

from unknot.ui.window import SMALLEST, Window

USUAL = QSize(1100, 760)
"""The window's size at first, in pixels."""
FRAME_PX = (0, 36)
"""What a window manager's frame takes of the width and the height, about. Few draw more than a hairline at the sides,
and a screen of 1024 pixels has none to give away."""


def placed(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """Return the place for a window that is to be at `wanted`: wholly on one screen, and never larger than it.

    `screens` are the parts of each that windows may use, the first being the main one. The screen is the one that has
    most of the window; the main one where none has any of it. The corner is that of the frame, the size without it.
    """
    if not screens:
        return wanted
    screen = max(screens, key=lambda each: _shared(each, wanted))
    free = screen.size() - QSize(*FRAME_PX)
    size = wanted.size().boundedTo(free)
    x = _between(wanted.left(), screen.left(), screen.left() + free.width() - size.width())
    y = _between(wanted.top(), screen.top(), screen.top() + free.height() - size.height())
    return QRect(QPoint(x, y), size)


def place(window: Window, kept: tuple[int, int, int, int] | None) -> None:
    """Put the window where it was, wholly on a screen that is there; one that it never was in, where the desktop says.

    `kept` is the corner of its frame, and its size without it. A screen that is smaller than the smallest window makes
    that smaller, too.
    """
    main = QGuiApplication.primaryScreen()
    screens = [main, *(screen for screen in QGuiApplication.screens() if screen is not main)]
    free = [screen.availableGeometry() for screen in screens if screen is not None]
    wanted = QRect(*kept) if kept else QRect(free[0].topLeft() if free else QPoint(), USUAL)
    there = placed(wanted, free)
    window.setMinimumSize(there.size().boundedTo(QSize(*SMALLEST)))
    if kept is not None:
        window.move(there.topLeft())
    window.resize(there.size().expandedTo(window.minimumSize()))


def place_of(window: Window) -> tuple[int, int, int, int]:
    """Return the window's place where it is not spread out: the corner of its frame, and its size without it."""
    usual = not (window.isMaximized() or window.isFullScreen())
    corner = window.pos() if usual else window.normalGeometry().topLeft()
    size = (window.geometry() if usual else window.normalGeometry()).size()
    return (corner.x(), corner.y(), size.width(), size.height())


def _between(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))


def _shared(one: QRect, other: QRect) -> int:
    both = one.intersected(other)
    return max(0, both.width()) * max(0, both.height())
