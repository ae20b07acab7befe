"""The page for a clinician as it will be printed, to be read on the screen: white paper, whatever the theme."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication, QFrame, QTextBrowser

from unknot.i18n import _
from unknot.ui.report_paper import INCH_MM, Content, document, paper, shown_dpi, text_width_mm
from unknot.ui.report_set import INK, TEXT_PT, Sized
from unknot.ui.theme import GRID

EDGE = 3 * GRID
"""What stays white around the text, in pixels."""
LARGEST = 2.0
"""How much larger than on paper the text may be shown."""
SPARE = 4
"""By so many pixels tables may be wider than they were told to be."""
READABLE = 0.85
"""How small the text may be shown, as a share of the size that the system sets for text: then one scrolls sideways."""


class Preview(QTextBrowser):
    """Reads like a page of text for assistive tools and keys; its lines are as wide as on paper."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("The page"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # so that the width does not depend on it
        palette = self.palette()
        for role, colour in ((QPalette.ColorRole.Base, "#ffffff"), (QPalette.ColorRole.Text, INK)):
            palette.setColor(role, QColor(colour))
        self.setPalette(palette)
        self._made: QTextDocument | None = None

    def show_page(self, content: Content) -> None:
        """Show a page, where it was scrolled to."""
        at = self.verticalScrollBar().value()
        dpi = shown_dpi()
        natural = natural_width()
        smallest = READABLE * QApplication.font().pointSizeF() / TEXT_PT
        zoom = min(LARGEST, max(smallest, (self.viewport().width() - 2 * EDGE - SPARE) / natural))
        width = round(natural * zoom) + 2 * EDGE
        made = document(content, Sized(zoom=zoom), dpi, width, EDGE)
        made.setParent(self)
        self.setLineWrapColumnOrWidth(width)
        self.setDocument(made)
        if self._made is not None:
            self._made.deleteLater()
        self._made = made
        self.verticalScrollBar().setValue(at)


def natural_width() -> float:
    """Return how wide the text is on paper, in pixels of the screen."""
    return text_width_mm(paper()) / INCH_MM * shown_dpi()
