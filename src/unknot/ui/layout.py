"""Small pieces that several widgets are laid out with."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from unknot.ui.theme import GRID, plate_font, set_scale, text_font


def column(dialog: QDialog, apart: int = GRID + 4) -> QVBoxLayout:
    """Give a dialog its layout, from the top, with margins as every dialog has them. `apart` is in pixels."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
    layout.setSpacing(apart)
    return layout


def heading(text: str = "", scale: float = 1.9) -> QLabel:
    """Return a label in the plate's face. Its text is no markup, whatever it looks like."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
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
