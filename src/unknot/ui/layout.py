"""Small pieces that several widgets are laid out with."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from unknot.markup import escape
from unknot.ui.theme import GRID, plate_font, set_scale, text_font

ACCENT_PX = 3
"""Room over a heading, for each time the size of text: the accents of capitals rise above the height of the face."""
SCROLLS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End)
"""Keys that scroll what is read."""


def column(dialog: QDialog, apart: int = GRID + 4) -> QVBoxLayout:
    """Give a dialog its layout, from the top, with margins as every dialog has them. `apart` is in pixels."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
    layout.setSpacing(apart)
    return layout


def heading(text: str = "", scale: float = 1.9) -> QLabel:
    """Return a label in the plate's face. Its text is no markup, whatever it looks like."""
    label = plain(QLabel(text))
    label.setContentsMargins(0, round(ACCENT_PX * scale), 0, 0)
    label.setFont(plate_font(scale))
    set_scale(label, scale)
    label.setWordWrap(True)
    return label


def text(words: str = "", *, tone: str = "", scale: float = 1.0, bold: bool = False, wrap: bool = True) -> QLabel:
    """Return a label for reading. `tone` is `quiet`, `stop` or `teal`, or empty for ink."""
    label = QLabel(words)
    label.setFont(text_font(scale, QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
    set_scale(label, scale)
    label.setWordWrap(wrap)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    if tone:
        label.setProperty("tone", tone)
    return label


def plain(label: QLabel) -> QLabel:
    """Let a label show what it is given letter by letter: what a person or a file says is never markup."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def plain_tip(words: str) -> str:
    """Return words as a tool tip shows them letter by letter: a tip itself takes whatever looks like markup for it."""
    return f'<p style="white-space: pre-wrap;">{escape(words)}</p>' if words else ""


def button(words: str, kind: str = "", scale: float = 1.0) -> QPushButton:
    """Return a push button. `kind` is `primary`, `stop` or `view`, or empty for a plain one."""
    made = QPushButton(words)
    made.setFont(text_font(scale))
    set_scale(made, scale)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    return made


def rule() -> QWidget:
    """Return a hairline across."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


def read_by_keys(area: QScrollArea, title: QLabel) -> None:
    """Let the keyboard stop at the title of what is read in a scroll area, from where the arrows scroll it.

    The area itself would be told as a container without a role.
    """
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    title.setProperty("reads", True)
    title.installEventFilter(_Scrolling(area, title))


class _Scrolling(QObject):
    """Hands the keys that scroll on to a scroll area."""

    def __init__(self, area: QScrollArea, title: QLabel) -> None:
        super().__init__(title)
        self._area = area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what scrolls; leave the rest to the title."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in SCROLLS:
            bar = self._area.verticalScrollBar()
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0) * 3 * bar.singleStep()
            page = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0) * bar.pageStep()
            ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
            bar.setValue(ends.get(Qt.Key(event.key()), bar.value() + step + page))
            return True
        return super().eventFilter(watched, event)


def number_box(box: QSpinBox) -> None:
    """Give a spin box its measure: text that grows with the window, and room beside it."""
    for part in (box, box.lineEdit()):
        set_scale(part, 1.0)
    box.lineEdit().setTextMargins(GRID, 0, 0, 0)
    box.setMinimumHeight(4 * GRID)


def height_in(layout: QLayout, width_px: int) -> int:
    """Return the height that a layout needs in that width, whether or not anything in it wraps."""
    wrapped = layout.totalHeightForWidth(width_px) if layout.hasHeightForWidth() else 0
    return max(wrapped, layout.totalMinimumSize().height())
