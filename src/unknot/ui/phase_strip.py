"""The whole session as a strip: one piece a phase, as wide as it is long, full as far as it is done."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from unknot.core.session import Snapshot
from unknot.ui.theme import GRID, Colours


class PhaseStrip(QWidget):
    """Draws how far a session has come. Techniques are tall, moves between them low."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._snapshot: Snapshot | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return two grid steps of height."""
        return QSize(240, 2 * GRID)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._colours = colours
        self.update()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw this moment."""
        self._snapshot = snapshot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pieces."""
        if self._snapshot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:  # time goes the way one reads
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        session = self._snapshot.session
        gap = 3.0
        phases = session.plan.phases
        scale = (self.width() - gap * (len(phases) - 1)) / session.plan.total_s
        x = 0.0
        for index, phase in enumerate(phases):
            width = phase.duration_s * scale
            height = self.height() if phase.technique is not None else self.height() / 3
            piece = QRectF(x, (self.height() - height) / 2, width, height)
            self._piece(painter, piece, self._share(index))
            x += width + gap

    def _share(self, index: int) -> float:
        assert self._snapshot is not None
        session = self._snapshot.session
        if index != session.index:
            return 1.0 if index < session.index else 0.0
        return session.observed_s(self._snapshot.now) / session.phase.duration_s

    def _piece(self, painter: QPainter, piece: QRectF, share: float) -> None:
        painter.fillRect(piece, QColor(self._colours.line))
        done = QRectF(piece)
        done.setWidth(piece.width() * share)
        painter.fillRect(done, QColor(self._colours.teal))
