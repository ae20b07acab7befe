"""What can be picked on the atlas: a button for each muscle, bone zone or area, without a picture of its own.

The atlas paints them all and hands them the clicks that hit their shapes; the button gives focus, keys, and what
assistive tools see.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractButton, QWidget

from unknot.core.anatomy import Region

TARGET_PX = 44
"""The least width and height of what can be clicked."""
ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class ShapedButton(QAbstractButton):
    """A button with the outline of something drawn.

    `moved` carries the arrow key that was pressed on it, `left` says Escape, `focused` that the focus came or went.
    """

    moved = Signal(int)
    left = Signal()
    focused = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.tip = name
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # the atlas knows the shapes
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMask(QRegion(0, 0, 1, 1))  # there is nothing to paint, so Qt shall not ask for it with every frame
        self.path = QPainterPath()

    def lay(self, path: QPainterPath, anchor: QPointF) -> None:
        """Take the outline `path`, in the atlas's coordinates.

        The button reaches equally far to all sides of `anchor`, a point where it is on top: a tool that clicks the
        middle of what it sees hits the right shape.
        """
        self.path = path
        bounds = path.boundingRect()
        half_width = max(anchor.x() - bounds.left(), bounds.right() - anchor.x(), TARGET_PX / 2)
        half_height = max(anchor.y() - bounds.top(), bounds.bottom() - anchor.y(), TARGET_PX / 2)
        corner = anchor - QPointF(half_width, half_height)
        self.setGeometry(QRectF(corner.x(), corner.y(), 2 * half_width, 2 * half_height).toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the atlas does."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the focus came."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that it went."""
        super().focusOutEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move on the picture; Enter picks as Space does; Escape goes back."""
        if event.key() in ARROWS:
            self.moved.emit(event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class RegionButton(ShapedButton):
    """One muscle on one side. Checked means chosen; clicking it again leaves it chosen."""

    def __init__(self, region: Region, name: str, pick: Callable[[Region], None], parent: QWidget) -> None:
        super().__init__(name, parent)
        self.region = region
        self._pick = pick
        self.setCheckable(True)
        self.clicked.connect(self._clicked)

    def nextCheckState(self) -> None:
        """Stay chosen: another region is chosen by clicking that one."""
        self.setChecked(True)

    def _clicked(self) -> None:
        self._pick(self.region)


def nearest(buttons: list[ShapedButton], start: ShapedButton, key: int) -> ShapedButton | None:
    """Return the button that lies from `start` in the direction of an arrow key, or None.

    What lies straight ahead is nearer than what lies aside: distance across counts twice.
    """
    here = QRect(start.geometry()).center()
    best: tuple[float, ShapedButton] | None = None
    for button in buttons:
        there = button.geometry().center() - here
        ahead, aside = {
            Qt.Key.Key_Left: (-there.x(), there.y()),
            Qt.Key.Key_Right: (there.x(), there.y()),
            Qt.Key.Key_Up: (-there.y(), there.x()),
            Qt.Key.Key_Down: (there.y(), there.x()),
        }[Qt.Key(key)]
        if button is start or ahead <= abs(aside) / 2:
            continue
        far = ahead + 2 * abs(aside)
        if best is None or far < best[0]:
            best = (far, button)
    return best[1] if best else None
