"""The page for a clinician as it will be printed, to be read on the screen: white paper, whatever the theme."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QTextBrowser

from unknot.i18n import _
from unknot.ui.report_html import INK, Sized
from unknot.ui.report_paper import INCH_MM, Content, document, paper, shown_dpi, text_width_mm
from unknot.ui.theme import GRID

EDGE = 3 * GRID
"""What stays white around the text, in pixels."""
SMALLEST, LARGEST = 0.9, 2.0
"""How much smaller or larger than on paper the text may be shown."""


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
        palette = self.palette()
        for role, colour in ((QPalette.ColorRole.Base, "#ffffff"), (QPalette.ColorRole.Text, INK)):
            palette.setColor(role, QColor(colour))
        self.setPalette(palette)
        self.setViewportMargins(EDGE, EDGE, EDGE, 0)
        self._content: Content | None = None

    def show_page(self, content: Content) -> None:
        """Show a page, where it was scrolled to."""
        self._content = content
        at = self.verticalScrollBar().value()
        dpi = shown_dpi()
        natural = text_width_mm(paper()) / INCH_MM * dpi
        zoom = min(LARGEST, max(SMALLEST, (self.viewport().width() - 2) / natural))
        width = round(natural * zoom)
        made = document(content, Sized(zoom=zoom), dpi, width)
        made.setParent(self)
        old = self.document()
        self.setLineWrapColumnOrWidth(width)
        self.setDocument(made)
        old.deleteLater()
        self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the white edge."""
        super().resizeEvent(event)
