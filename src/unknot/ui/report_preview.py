"""The page for a clinician as it will be printed, to be read on the screen: white paper, whatever the theme."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPalette, QTextDocument
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
    """Reads like a page of text for assistive tools and keys; its lines are as wide as on paper.

    The place where keys and assistive tools read is not drawn: nothing can be written there. The page moves with it.
    """

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
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))  # nothing is drawn where all is seen
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
        self.setCursorWidth(0)  # the document's, not ours
        if self._made is not None:
            self._made.deleteLater()
        self._made = made
        self.verticalScrollBar().setValue(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next line or the last with the arrow keys, and let the page move by as much."""
        keys = QKeySequence.StandardKey
        if event.matches(keys.MoveToNextLine):
            self._go(event, 1)
        elif event.matches(keys.MoveToPreviousLine):
            self._go(event, -1)
        else:
            super().keyPressEvent(event)

    def _go(self, event: QKeyEvent, way: int) -> None:
        bar = self.verticalScrollBar()
        if not self.viewport().rect().contains(self.cursorRect().center()):  # another part was scrolled to
            self.setTextCursor(self.cursorForPosition(QPoint(EDGE, EDGE)))
        at, line = bar.value(), self._line()
        super().keyPressEvent(event)
        bar.setValue(at + (self._line() - line or way * bar.singleStep()))

    def _line(self) -> int:
        """Return where the line lies in which the place of reading is, in pixels from the page's top."""
        return self.cursorRect().top() + self.verticalScrollBar().value()


def natural_width() -> float:
    """Return how wide the text is on paper, in pixels of the screen."""
    return text_width_mm(paper()) / INCH_MM * shown_dpi()
