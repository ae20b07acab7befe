"""A dialog that says exactly what will be done, before it is done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from unknot.i18n import _
from unknot.ui.layout import button, heading, height_in, read_by_keys, text
from unknot.ui.theme import GRID, fit_text, set_scale, text_factor

WIDTH_PX = 540
Part = tuple[str, Sequence[str]]
"""A heading, or none, and the lines under it."""


DASH = "–  "
"""What a line begins with that is one of several."""


class AskFirst(QDialog):
    """Says what will be done, part by part. Accepted means: do it.

    `yes` names the button that does it; without it there is nothing to do. With `tick` that button is off until the
    box of that name is ticked.
    """

    def __init__(self, title: str, parts: Sequence[Part], parent: QWidget, *, yes: str = "", tick: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        inside = QWidget()
        said = self._column = QVBoxLayout(inside)
        said.setContentsMargins(0, 0, GRID, 0)
        said.setSpacing(GRID)
        for head, lines in parts:
            if head:
                said.addSpacing(GRID)
                said.addWidget(heading(head, 1.25))
            for line in lines:
                said.addLayout(_laid(line))
        said.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.setAccessibleName(title)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addStretch(1)
        close = button(_("Cancel") if yes else _("Close"))
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        self._layout.setSpacing(2 * GRID)
        titled = heading(title, 1.7)
        self._layout.addWidget(titled)
        read_by_keys(self._scroll, titled)
        self._layout.addWidget(self._scroll, 1)
        do = close
        if yes:
            do = button(yes, "" if tick else "primary")
            do.clicked.connect(self.accept)
            foot.addWidget(do)
        if tick:
            box = QCheckBox(tick)
            set_scale(box, 1.05)
            box.toggled.connect(do.setEnabled)
            do.setEnabled(False)
            self._layout.addWidget(box)
        self._layout.addLayout(foot)
        (close if tick else do).setFocus()
        self._fit(parent.window())

    def _fit(self, window: QWidget) -> None:
        """Be as high as what is said, as far as the window goes; beyond that it scrolls."""
        factor = text_factor(window.width(), window.height())
        fit_text(self, factor)
        width = min(round(WIDTH_PX * factor), window.width() - 4 * GRID)
        margins = self._layout.contentsMargins()
        room = width - margins.left() - margins.right()
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        said = height_in(self._column, room)
        self._scroll.setMinimumHeight(0)
        others = self._layout.totalMinimumSize().height() - self._scroll.minimumSizeHint().height()
        self.resize(width, min(others + said + GRID, window.height() - 4 * GRID))


def _laid(line: str) -> QHBoxLayout:
    """Return a line; where it begins with a dash, what does not fit hangs beside that, not under it."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    if line.startswith(DASH):
        row.addWidget(text(DASH.strip(), scale=1.05, wrap=False), 0, Qt.AlignmentFlag.AlignTop)
    label = text(line.removeprefix(DASH), scale=1.05)
    label.setTextFormat(Qt.TextFormat.PlainText)  # a file may have any name
    row.addWidget(label, 1)
    return row
