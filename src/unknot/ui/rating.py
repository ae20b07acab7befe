"""Discomfort from 0 to 10, or not said: one key or one click."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from unknot.i18n import _
from unknot.ui.layout import number_box

NOT_SAID = -1


class Rating(QSpinBox):
    """A spin box from 0 to 10 that begins with nothing said. A digit key sets it at once; 0 typed after 1 makes 10."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(NOT_SAID, 10)
        self.setValue(NOT_SAID)
        self.setSpecialValueText(_("not said"))
        number_box(self)
        self.setMinimumWidth(112)

    def rating(self) -> int | None:
        """Return 0 to 10, or None where nothing was said."""
        return None if self.value() == NOT_SAID else self.value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a digit at once."""
        digit = event.key() - Qt.Key.Key_0.value
        if 0 <= digit <= 9 and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.setValue(10 if digit == 0 and self.value() == 1 else digit)
            self.selectAll()
            return
        super().keyPressEvent(event)
