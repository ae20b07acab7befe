"""Whether everything that can be seen has the room it needs."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QScrollArea, QSpinBox, QWidget

from ui.seeing import name, visible

KINDS = (QLabel, QPushButton, QCheckBox, QSpinBox)
SLACK_PX = 1
"""Rounding of a layout."""


def cut_off(root: QWidget) -> list[str]:
    """Return, in words, each label, button or box that is cut off or lies over another."""
    parts = list(_parts(root))
    found = [f"{_what(part)} {why}" for part in parts for why in _shortcomings(part)]
    for one, other in combinations([part for part in parts if not _scrolls(part)], 2):
        shared = _on_window(one, root).intersected(_on_window(other, root))
        if shared.width() > SLACK_PX and shared.height() > SLACK_PX:
            found.append(f"{_what(one)} lies over {_what(other)}")
    return found


def ink_rows(image: QImage, within: QRect) -> tuple[int, int]:
    """Return the first and last row in which something is drawn on an even ground."""
    ground = QColor(image.pixel(within.topLeft())).lightness()
    rows = [
        y
        for y in range(within.top(), within.bottom() + 1)
        if any(abs(QColor(image.pixel(x, y)).lightness() - ground) > 90 for x in range(within.left(), within.right()))
    ]
    return rows[0], rows[-1]


def _parts(root: QWidget) -> Iterator[QWidget]:
    for kind in KINDS:
        for part in visible(root, kind):
            if not isinstance(part, QLabel) or (part.text() and not part.text().isdigit()):
                yield part


def _shortcomings(part: QWidget) -> Iterator[str]:
    """Yield what is missing. The digits of the clock are left out: how they come out is measured by its own test."""
    width, height = part.width() + SLACK_PX, part.height() + SLACK_PX
    wraps = isinstance(part, QLabel) and part.wordWrap()
    needs = part.minimumSizeHint().width() if wraps else part.sizeHint().width()
    if needs > width:
        yield f"needs {needs} px across and has {part.width()}"
    tall = part.heightForWidth(part.width()) if wraps else part.sizeHint().height()
    if tall > height:
        yield f"needs {tall} px of height and has {part.height()}"
    if not _scrolls(part):
        seen = part.visibleRegion().boundingRect()
        if seen.size() != part.size():
            yield f"shows {seen.width()} by {seen.height()} px of {part.width()} by {part.height()}"
    elif _scroll(part).viewport().width() < part.mapTo(_scroll(part).viewport(), part.rect().bottomRight()).x():
        yield "reaches beyond the side of what scrolls"


def _scroll(part: QWidget) -> QScrollArea:
    """Return the scroll area that a part lies in; LookupError where there is none."""
    up = part.parentWidget()
    while up is not None:
        if isinstance(up, QScrollArea):
            return up
        up = up.parentWidget()
    raise LookupError(name(part))


def _scrolls(part: QWidget) -> bool:
    try:
        _scroll(part)
    except LookupError:
        return False
    return True


def _on_window(part: QWidget, root: QWidget) -> QRect:
    return QRect(part.mapTo(root.window(), QPoint(0, 0)), part.size())


def _what(part: QWidget) -> str:
    return f"{type(part).__name__} {name(part)[:40]!r}"
