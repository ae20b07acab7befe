"""A shape and a colour for each kind of phase: told apart from across the room, and without colour too."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from unknot.core.plan import Kind, Phase, Technique, Tool
from unknot.core.session import HELD, Session, Stage
from unknot.ui.theme import GRID, Colours

DASHED = Qt.PenStyle.DashLine
DEGREE = 16
"""Qt counts angles in sixteenths of a degree."""


@dataclass(frozen=True, slots=True)
class Emblem:
    """What is drawn for a phase: a filled shape for a technique, a dashed outline of the tool for a move.

    `kind` None is a session that is held.
    """

    kind: Kind | None
    tool: Tool = Tool.BALL

    @property
    def technique(self) -> Technique | None:
        """The technique it stands for, or None."""
        return Technique(self.kind) if self.kind is not None and self.kind in {*Technique} else None


def emblem_of(phase: Phase) -> Emblem:
    """Return the emblem of a phase."""
    return Emblem(phase.kind, phase.tool)


def emblem_now(session: Session) -> Emblem:
    """Return the emblem of a session as it stands."""
    if session.stage in HELD:
        return Emblem(None)
    if session.stage is Stage.LEAD_IN:
        return Emblem(Kind.LEAD_IN, session.phase.tool)
    return emblem_of(session.phase)


def ground(emblem: Emblem, colours: Colours) -> str | None:
    """Return the colour of a technique, or None for a move or a held session: these have no ground of their own."""
    match emblem.technique:
        case Technique.COMPRESSION:
            return colours.compression
        case Technique.FRICTION:
            return colours.friction
        case Technique.STRIPPING:
            return colours.stripping
        case _:
            return None


def paint_emblem(painter: QPainter, emblem: Emblem, box: QRectF, colour: str) -> None:
    """Paint an emblem into a square box, in one colour."""
    centre, size = box.center(), box.width()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), size * 0.10, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match emblem.kind:
        case Kind.COMPRESSION:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(centre, size * 0.42, size * 0.42)
        case Kind.FRICTION:
            ring = QRectF(0, 0, size * 0.70, size * 0.70)
            ring.moveCenter(centre)
            painter.drawArc(ring, (45 + 42) * DEGREE, (360 - 84) * DEGREE)  # open where the dot is
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(centre + QPointF(0.25, -0.25) * size, size * 0.155, size * 0.155)
        case Kind.STRIPPING:
            pen.setWidthF(size * 0.14)
            painter.setPen(pen)
            tip, head = centre + QPointF(0.40, 0) * size, size * 0.27
            painter.drawLine(centre - QPointF(0.40, 0) * size, tip)
            painter.drawPolyline([tip + QPointF(-head, -head), tip, tip + QPointF(-head, head)])
        case None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            for x in (-0.28, 0.08):
                bar = QRectF(centre.x() + x * size, centre.y() - 0.36 * size, 0.20 * size, 0.72 * size)
                painter.drawRoundedRect(bar, size * 0.04, size * 0.04)
        case _:
            _paint_tool(painter, emblem.tool, box, pen)


def _paint_tool(painter: QPainter, tool: Tool, box: QRectF, pen: QPen) -> None:
    """Paint the outline of a tool, dashed: a ball, or a roller that lies."""
    size = box.width()
    pen.setWidthF(size * 0.09)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.9, 1.3])
    painter.setPen(pen)
    if tool is Tool.BALL:
        painter.drawEllipse(box.center(), size * 0.36, size * 0.36)
    else:
        roller = QRectF(0, 0, size * 0.88, size * 0.46)
        roller.moveCenter(box.center())
        painter.drawRoundedRect(roller, size * 0.12, size * 0.12)


class Band(QWidget):
    """A band across: filled in the colour of a technique, a dashed outline for a move, an outline where it is held.

    With `strong` it is filled whatever it stands for: what comes at once must be seen. The words upon it are `ink`.
    """

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._emblem: Emblem | None = None
        self._outlined = True
        self._strong = False

    def show_emblem(self, emblem: Emblem | None, *, outlined: bool = True, strong: bool = False) -> None:
        """Stand for something else; without `outlined`, what has no ground of its own stays open."""
        if (emblem, outlined, strong) != (self._emblem, self._outlined, self._strong):
            self._emblem, self._outlined, self._strong = emblem, outlined, strong
            self.update()

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._colours = colours
        self.update()

    def _ground(self) -> str | None:
        if self._strong:
            return self._colours.ink
        return ground(self._emblem, self._colours) if self._emblem is not None and self._outlined else None

    @property
    def words_left(self) -> int:
        """Where words begin: behind the emblem, if there is one."""
        box = self.emblem_box()
        return round(box.left() if self._emblem is None else box.right() + 0.3 * box.width())

    @property
    def ink(self) -> str:
        """The colour for words on the band."""
        if self._strong:
            return self._colours.paper
        return self._colours.ink if self._ground() is None else self._colours.on_phase

    def emblem_box(self) -> QRectF:
        """Return the square at the left in which the emblem lies; in line with all else where the band is open."""
        room = self.height() * 0.14
        side = self.height() - 2 * room
        return QRectF(room * 1.5 if self._outlined or self._strong else 0.0, room, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the emblem."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, edge = self._ground(), max(2.0, self.height() * 0.035)
        area = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        if colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(self.rect()), 1.5 * GRID, 1.5 * GRID)
        elif self._outlined and self._emblem is not None:
            held = self._emblem.kind is None
            painter.setPen(QPen(QColor(self._colours.quiet), edge, Qt.PenStyle.SolidLine if held else DASHED))
            painter.drawRoundedRect(area, 1.5 * GRID, 1.5 * GRID)
        if self._emblem is not None:
            paint_emblem(painter, self._emblem, self.emblem_box(), self.ink)
