"""What the atlas says of a bone zone: a few lines over its key, until something else is asked for."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

from unknot.core.anatomy import BoneZone
from unknot.markup import strong
from unknot.ui.theme import GRID, set_scale, text_font
from unknot.ui.words import sourced


class Explanation(QLabel):
    """A label at the lower edge of its parent, as high as its words need."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setFont(text_font())
        set_scale(self, 1.0)
        self.setAutoFillBackground(True)
        self.setMargin(GRID)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._around = parent
        parent.installEventFilter(self)
        self.hide()

    def say(self, bone: BoneZone) -> None:
        """Say why a bone is not pressed, to the eye and to assistive tools."""
        self.setText(f"{strong(f'{bone.name}.')} {sourced(bone.why)}")
        self._lie()
        self.raise_()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{bone.name}. {bone.why.text}"))

    def _lie(self) -> None:
        around = self._around.rect()
        height = max(self.heightForWidth(around.width()), 5 * GRID)
        self.setGeometry(0, around.height() - height, around.width(), height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._lie()
        return super().eventFilter(watched, event)
