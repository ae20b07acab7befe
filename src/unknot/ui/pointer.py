"""The pointer over the atlas: what lies under it, what it takes hold of, what it clicks."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from unknot.ui.region_button import ShapedButton
from unknot.ui.targets import Targets


class Pointer(QObject):
    """Hands clicks to the shapes that they hit, and has what is hovered painted anew."""

    def __init__(self, atlas: QWidget, targets: Targets) -> None:
        super().__init__(atlas)
        self._atlas = atlas
        self._targets = targets
        self.under: ShapedButton | None = None
        """What lies under the pointer."""
        self._held: ShapedButton | None = None
        atlas.setMouseTracking(True)
        atlas.installEventFilter(self)

    def forget(self) -> None:
        """Know nothing any more: things lie elsewhere now."""
        self.under = self._held = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer. A disabled atlas gets none of its events."""
        if isinstance(event, QMouseEvent) and watched is self._atlas and self._atlas.isEnabled():
            self._moved(event.type(), event)
        elif event.type() is QEvent.Type.Leave:
            self._hover(None)
        elif isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().eventFilter(watched, event)

    def _moved(self, kind: QEvent.Type, event: QMouseEvent) -> None:
        target = self._targets.at(event.position())
        if kind is QEvent.Type.MouseMove:
            self._hover(target)
        elif event.button() is not Qt.MouseButton.LeftButton:
            pass
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._held = target
        elif kind is QEvent.Type.MouseButtonRelease:
            held, self._held = self._held, None
            if held is not None and held is target:
                self._targets.enter(held)
                held.setFocus(Qt.FocusReason.MouseFocusReason)
                held.click()

    def _hover(self, target: ShapedButton | None) -> None:
        if target is self.under:
            return
        for changed in (self.under, target):
            if changed is not None:
                self._atlas.update(_around(changed))
        self.under = target
        if target is None:
            self._atlas.unsetCursor()
        else:
            bone = target in self._targets.bones.values()
            self._atlas.setCursor(Qt.CursorShape.WhatsThisCursor if bone else Qt.CursorShape.PointingHandCursor)

    def _tell(self, event: QHelpEvent) -> None:
        """Show the tip of what lies under a resting pointer. Qt's own would be read out as a description too."""
        under = self._targets.at(QPointF(event.pos()))
        QToolTip.showText(event.globalPos() if under else QPoint(), under.tip if under else "", self._atlas)


def _around(button: ShapedButton) -> QRect:
    return button.path.boundingRect().adjusted(-8, -8, 8, 8).toAlignedRect()
