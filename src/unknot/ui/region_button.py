"""What can be clicked on the atlas: a button in the shape of a muscle or a bone.

The atlas paints them all, for a mask has hard edges; the button gives shape, focus, and what assistive tools see.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QHelpEvent, QKeyEvent, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from unknot.core.anatomy import Region


class ShapedButton(QAbstractButton):
    """A button with the outline of something drawn. `moved` carries the arrow key that was pressed on it."""

    moved = Signal(int)
    hovered = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.tip = name
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.path = QPainterPath()

    def lay(self, path: QPainterPath, shown: QPainterPath, anchor: QPointF) -> None:
        """Take the outline `path`, of which `shown` is not covered by another; both in the atlas's coordinates.

        The button reaches equally far to all sides of `anchor`, a point that is shown: a tool that clicks the middle
        of what it sees hits the right shape.
        """
        self.path = path
        bounds = shown.boundingRect()
        half_width = max(anchor.x() - bounds.left(), bounds.right() - anchor.x())
        half_height = max(anchor.y() - bounds.top(), bounds.bottom() - anchor.y())
        reach = QRectF(
            anchor.x() - half_width, anchor.y() - half_height, 2 * half_width, 2 * half_height
        ).toAlignedRect()
        self.setGeometry(reach)
        polygon = shown.translated(-QPointF(reach.topLeft())).toFillPolygon().toPolygon()
        self.setMask(QRegion(polygon, Qt.FillRule.WindingFill))

    def event(self, event: QEvent) -> bool:
        """Show `tip` under a resting pointer. Qt's own tool tip would be read out as a description too."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the atlas does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move on the picture; Enter picks as Space does."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover."""
        super().enterEvent(event)
        self.hovered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the hover no more."""
        super().leaveEvent(event)
        self.hovered.emit()


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
