"""The safety reminder: there from the first second of a session to the last. Closing it is Stop."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFontInfo, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from unknot.guide.words import StopWords
from unknot.i18n import _
from unknot.ui.fitted import largest_px
from unknot.ui.layout import button, text
from unknot.ui.theme import GRID, fit_text

FRAME_PX = 36
"""What a window manager's frame takes of the height, about."""
MOST_SHARE = 0.42
"""How much of the window's height it takes at most: the picture must have some."""
FAR_SHARE = 0.06
"""How large the rule gets at most where it is read from afar, as a share of the window's height."""


class Reminder(QDialog):
    """Stays over the place in the window that is kept free for it, and never over the clock.

    Where it is read from afar the rule is as large as the place allows, and the line beneath it makes way.
    """

    stop = Signal()

    def __init__(self, words: StopWords, place: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place
        self._watching = parent
        self._far = False
        self._factor = 1.0
        self.setWindowTitle(_("Safety reminder"))
        # With a close button and none to shade, shrink or put it away.
        self.setWindowFlags(
            Qt.WindowType.Dialog
            | Qt.WindowType.CustomizeWindowHint
            | Qt.WindowType.WindowTitleHint
            | Qt.WindowType.WindowCloseButtonHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._rule = text(words.rule_short.text, tone="stop", scale=1.3)
        self._contrast = text(words.contrast.text, tone="quiet")
        self._halt = button(_("Stop now"), "stop", 1.3)
        self._halt.setMinimumSize(17 * GRID, 8 * GRID)
        self._halt.clicked.connect(self.stop)
        says = QVBoxLayout()
        says.setSpacing(GRID // 2)
        says.addStretch(1)
        says.addWidget(self._rule)
        says.addWidget(self._contrast)
        says.addStretch(1)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._layout.setSpacing(2 * GRID)
        self._layout.addLayout(says, 1)
        self._layout.addWidget(self._halt, 0, Qt.AlignmentFlag.AlignVCenter)

    def height_for(self, width_px: int) -> int:
        """Return the height it needs to say everything in that width, its frame included."""
        needs = max(self._layout.totalHeightForWidth(width_px), self._layout.totalMinimumSize().height()) + FRAME_PX
        return min(needs, round(MOST_SHARE * self._watching.height()))

    def lie_over(self, place: QWidget, *, far: bool) -> None:
        """Lie over another place of the window; `far` says that it is read from across the room."""
        self._watch(on=False)
        self._place, self._far = place, far
        if self.isVisible():
            self._watch(on=True)
        self._contrast.setVisible(not far)
        self._halt.setProperty("far", far)
        self._halt.style().polish(self._halt)
        self._halt.setMinimumSize(17 * GRID, (5 if far else 8) * GRID)
        self._layout.setContentsMargins(2 * GRID, GRID // 2 if far else GRID, 2 * GRID, GRID // 2 if far else GRID)
        self.fit(self._factor)

    def fit(self, factor: float) -> None:
        """Make its text `factor` times as large as usual; the rule, where it is read from afar, as large as it fits."""
        self._factor = factor
        fit_text(self, factor)
        if self.isVisible():
            self._follow()

    def _beside(self) -> QSize:
        """Return what of the room is not for words."""
        margins, halt = self._layout.contentsMargins(), self._halt.sizeHint().expandedTo(self._halt.minimumSize())
        across = margins.left() + margins.right() + self._layout.spacing() + halt.width()
        return QSize(across, margins.top() + margins.bottom())

    def _fit_rule(self, room: QSize) -> None:
        """Make the rule as large as it fits into a dialog of that size."""
        room = room - self._beside()
        font, bold = self._rule.font(), self._rule.font()
        bold.setBold(True)  # as the style sheet makes it, or a little more
        font.setPixelSize(largest_px(bold, self._rule.text(), room, round(FAR_SHARE * self._watching.height())))
        self._rule.setFont(font)
        self._layout.activate()  # it asks for less room now, and gets what it asks for at least

    def _fit_words(self, room: QSize) -> None:
        """Where the text is so large that not all fits, leave the second line out, and make the rule smaller."""
        fit_text(self, self._factor)
        width = room.width() - self._beside().width()
        height = room.height() - self._beside().height()
        high = self._rule.heightForWidth(width)
        both = high + self._contrast.heightForWidth(width) + GRID // 2
        self._contrast.setVisible(both <= height)
        if high > height:
            font, bold = self._rule.font(), self._rule.font()
            bold.setBold(True)
            font.setPixelSize(largest_px(bold, self._rule.text(), QSize(width, height), QFontInfo(font).pixelSize()))
            self._rule.setFont(font)

    def appear(self) -> None:
        """Show it, without taking the focus."""
        self._watch(on=True)
        self._follow()
        self.show()
        self._follow()

    def vanish(self) -> None:
        """Hide it: the session is over."""
        self._watch(on=False)
        self.hide()

    def _watch(self, *, on: bool) -> None:
        """Learn of everything that moves the place, or no longer."""
        for watched in (self._watching, self._place):
            if on:
                watched.installEventFilter(self)
            else:
                watched.removeEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the rule fit, whoever chose the size."""
        super().resizeEvent(event)
        if self._far:
            self._fit_rule(event.size())
        else:
            self._fit_words(event.size())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take closing as Stop."""
        event.ignore()
        self.stop.emit()

    def reject(self) -> None:
        """Take Escape as Stop."""
        self.stop.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Come back where the desktop put it away."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized():
            self.showNormal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go where the place goes."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        """Lie over the free place; its frame, where the window manager draws one, included."""
        corner = self._place.mapToGlobal(self._place.rect().topLeft())
        room = QRect(corner, self._place.size())
        if self.isVisible():
            frame, inner = self.frameGeometry(), self.geometry()
            room.adjust(
                inner.left() - frame.left(),
                inner.top() - frame.top(),
                inner.right() - frame.right(),
                inner.bottom() - frame.bottom(),
            )
        if self._far:
            self._fit_rule(room.size())
        else:
            self._fit_words(room.size())
        self.setGeometry(room)
