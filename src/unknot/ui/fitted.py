"""Words that are as large as their place allows: for what is read from across the room."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

LEAST_PX = 8
"""No words are made smaller than this, fit or not."""
HUGE_PX = 100_000


def largest_px(font: QFont, words: str, room: QSize, most_px: int) -> int:
    """Return the size, at most `most_px`, at which `words` fit into `room`, in as many lines as that takes."""
    tried, least, most = QFont(font), LEAST_PX, max(LEAST_PX, most_px)
    while least < most:
        middle = (least + most + 1) // 2
        tried.setPixelSize(middle)
        box = QRect(0, 0, room.width(), HUGE_PX)
        needs = QFontMetrics(tried).boundingRect(box, Qt.TextFlag.TextWordWrap, words)
        fits = needs.width() <= room.width() and needs.height() <= room.height()
        least, most = (middle, most) if fits else (least, middle - 1)
    return least


def even_width(metrics: QFontMetrics, words: str, width: int) -> int:
    """Return the least width, at most `width`, in which `words` take no more lines: no word stands alone then."""

    def needs(most: int) -> QRect:
        return metrics.boundingRect(QRect(0, 0, most, HUGE_PX), Qt.TextFlag.TextWordWrap, words)

    high, least, most = needs(width).height(), 1, width
    while least < most:
        middle = (least + most) // 2
        box = needs(middle)
        fits = box.width() <= middle and box.height() <= high
        least, most = (least, middle) if fits else (middle + 1, most)
    return most


class FittedLabel(QLabel):
    """A label that asks for no room, and makes its words as large as the room it is given."""

    def __init__(self, font: QFont, align: Qt.AlignmentFlag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = QRect()
        self._most_px = LEAST_PX
        self.setFont(font)
        self.setAlignment(align)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def lay(self, room: QRect, most_px: int) -> None:
        """Take another place, and how large the words may get there."""
        self._room, self._most_px = room, most_px
        self._fit()

    def say(self, words: str) -> None:
        """Say something else."""
        if words != self.text():
            self.setText(words)
            self._fit()

    def _fit(self) -> None:
        from_left = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        # Where one reads from the right, the space after the last word of a line takes room before the next is begun.
        space = QSize(0 if from_left else self._most_px // 3, 0)
        px = largest_px(self.font(), self.text(), self._room.size() - space, self._most_px)
        if px != self.font().pixelSize():
            font = QFont(self.font())
            font.setPixelSize(px)
            self.setFont(font)
        self.setGeometry(self._room)
        self.setContentsMargins(space.width(), self._drop_px(), 0, 0)
        if from_left and self.alignment() & Qt.AlignmentFlag.AlignLeft:
            self.resize(even_width(self.fontMetrics(), self.text(), self._room.width()), self.height())

    def _drop_px(self) -> int:
        """Return what to leave free above, so that capitals are in the middle: some faces sit high in their line."""
        metrics = self.fontMetrics()
        if not self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            return 0
        box = QRect(0, 0, self._room.width(), HUGE_PX)
        spare = self._room.height() - metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, self.text()).height()
        return max(0, min(spare, metrics.capHeight() - metrics.ascent() + metrics.descent()))


def ink(label: QLabel, colour: str) -> None:
    """Write a label in a colour of its own."""
    if label.palette().color(QPalette.ColorRole.WindowText) != QColor(colour):
        palette = QPalette(label.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        label.setPalette(palette)


def fit_button(made: QPushButton, room: QRect, most_px: int) -> None:
    """Lay a button into `room`, with its words as large as they fit."""
    made.setGeometry(room)
    font = QFont(made.font())
    for px in range(most_px, LEAST_PX, -1):
        font.setPixelSize(px)
        made.setFont(font)
        needs = made.sizeHint()
        if needs.width() <= room.width() and needs.height() <= room.height():
            break
