"""The atlas, small: the chosen muscle and its spot, without words. It is drawn anew only when the work changes."""

from dataclasses import replace
from pathlib import Path

from PySide6 import QtGui
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from unknot.core.anatomy import Anatomy, View
from unknot.core.plan import Kind
from unknot.ui.captions import KEY_PX, title_px
from unknot.ui.drawing import tinted
from unknot.ui.look import Look
from unknot.ui.picture import Picture
from unknot.ui.theme import Colours

SMALL_PX = 165
"""How high a picture is drawn before it is enlarged with its marks and lines: they are seen from afar."""
FADE_SHARE = 0.14
"""Over how much of its height the picture melts into the page above."""


class WorkPicture(QWidget):
    """Shows looks at the hips, without title and key."""

    def __init__(self, anatomy: Anatomy, folder: Path, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture(anatomy, folder, colours)
        self._look: Look | None = None
        self._drawn: QPixmap | None = None

    def show_look(self, look: Look) -> None:
        """Show the work of a look, from its side where the muscle can be seen from there, else from behind."""
        seen = look.region is None or look.view.shows(look.region.side)
        look = replace(look, frame="hips", felt=None, step=None, view=look.view if seen else View.BACK)
        if look.work is not None and look.work.phase.kind is Kind.STRIPPING:
            look = replace(look, count=0)  # so small, the spots would hide the way
        if look != self._look:
            self._look = look
            self._forget()

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._picture.dress(colours)
        self._forget()

    def _forget(self) -> None:
        self._drawn = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it anew."""
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is kept."""
        if self._look is None:
            return
        if self._drawn is None:
            self._drawn = self._draw(self._look)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)

    def _draw(self, look: Look) -> QPixmap:
        """Draw the part of the atlas's picture between its title and its key."""
        ratio = self.devicePixelRatioF()
        enlarged = max(1.0, self.height() / SMALL_PX)
        inner = self.size() / enlarged
        above = round(title_px(inner.height())) + 4
        self._picture.fit(QSize(inner.width(), inner.height() + above + KEY_PX), ratio * enlarged)
        whole = QPixmap(self._picture.drawn(look))
        whole.setDevicePixelRatio(ratio)
        cut = QPixmap(self.size() * ratio)
        cut.setDevicePixelRatio(ratio)
        cut.fill(Qt.GlobalColor.transparent)
        painter = QPainter(cut)
        painter.drawPixmap(QPointF(0, -above * enlarged), whole)
        high = FADE_SHARE * self.height()
        fade = QtGui.QLinearGradient(QPointF(0, 0), QPointF(0, high))
        fade.setColorAt(0.0, tinted("#000000", 0.0))
        fade.setColorAt(1.0, tinted("#000000", 1.0))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(QRectF(0, 0, self.width(), high), fade)
        painter.end()
        return cut
