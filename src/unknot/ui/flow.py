"""A row that goes on in the next line where there is no room: for larger text, and for languages with longer words."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from unknot.ui.theme import GRID


class Flow(QLayout):
    """Lays widgets beside each other from where one begins to read, in as many lines as that takes.

    `apart` is the index of the first that goes to the far end where all fit into one line. `first_takes` is the least
    width, in heights of its text, that the first must get beside the others to stay there: it fills the line, and
    has one of its own where that is too little.
    """

    def __init__(self, spacing: int = GRID + 4, *, apart: int | None = None, first_takes: int = 0) -> None:
        super().__init__()
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []
        self._apart = apart
        self._first_takes = first_takes

    def addItem(self, item: QLayoutItem) -> None:
        """Add one at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of them, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one of them out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow place takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that it takes in a width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def minimumSize(self) -> QSize:
        """Return what the widest of them takes."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def sizeHint(self) -> QSize:
        """Return what one line takes."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Take a place."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Lay them into a place, or only measure; return the height."""
        items, y = self._shown(), rect.y()
        if self._first_takes and items:
            first, others = items[0], items[1:]
            beside = sum(item.sizeHint().width() + self.spacing() for item in others)
            rest = rect.width() - beside
            if rest >= self._first_takes * _line_height(first):
                return self._beside(first, others, rect, rest, move=move)
            high = _height(first, rect.width())
            if move:
                first.setGeometry(QRect(rect.x(), y, rect.width(), high))
            y += high + self.spacing() // 2
            items = others
        for line in self._lines(items, rect.width()):
            y += self._one_line(line, items, rect, y, move=move)
        return y - rect.y()

    def _beside(self, first: QLayoutItem, others: list[QLayoutItem], rect: QRect, rest: int, *, move: bool) -> int:
        """Lay the first into the rest of the one line, the others at its end, at the bottom."""
        high = max([_height(first, rest), *(item.sizeHint().height() for item in others)])
        if move:
            self._place(first, rect, rect.x(), rect.y(), QSize(rest, high))
            x = rect.x() + rest + self.spacing()
            for item in others:
                size = item.sizeHint()
                self._place(item, rect, x, rect.y() + high - size.height(), size)
                x += size.width() + self.spacing()
        return high

    def _lines(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        taken = 0
        for item in items:
            wide = item.sizeHint().width()
            if lines[-1] and taken + wide > width:
                lines.append([])
                taken = 0
            lines[-1].append(item)
            taken += wide + self.spacing()
        return lines

    def _one_line(self, line: list[QLayoutItem], all_: list[QLayoutItem], rect: QRect, y: int, *, move: bool) -> int:
        high = max((item.sizeHint().height() for item in line), default=0)
        if move:
            wide = sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)
            gap = rect.width() - wide if len(line) == len(all_) else 0
            x = rect.x()
            for item in line:
                if gap and self._apart is not None and item is self._items[self._apart]:
                    x += gap
                size = QSize(min(item.sizeHint().width(), rect.width()), high)
                self._place(item, rect, x, y, size)
                x += size.width() + self.spacing()
        return high

    def _place(self, item: QLayoutItem, rect: QRect, x: int, y: int, size: QSize) -> None:
        """Put one in its place, counted from where one begins to read."""
        widget = self.parentWidget()
        if widget is not None and widget.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = rect.x() + rect.right() - x - size.width() + 1
        item.setGeometry(QRect(QPoint(x, y), size))


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _line_height(item: QLayoutItem) -> int:
    widget: QWidget | None = item.widget()
    return 0 if widget is None else widget.fontMetrics().height()
