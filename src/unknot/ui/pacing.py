"""The mark that moves on the picture in a session: a still pulse, small circles, or the way of the roller."""

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPen

from unknot.core import pace
from unknot.core.anatomy import Anatomy, Region
from unknot.core.plan import Kind, Phase
from unknot.ui.drawing import Drawing, tinted
from unknot.ui.marks import spot_radius, strip_path
from unknot.ui.plates import Placement

FRAME_MS = 50
"""How often the mark moves: at a roller's pace this is little more than a pixel at a time."""
MOVING = frozenset({Kind.COMPRESSION, Kind.FRICTION, Kind.STRIPPING})


class PaceMark(QObject):
    """Keeps the pace between two moments of a session. `moved` says when the mark has to be painted anew.

    It owns no time: each moment of the session sets it right, and from there it counts on for a second at most.
    """

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._base_s = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.moved)
        self.still = False
        """Whether less motion was asked for: the mark then stands where it is."""

    def keep(self, elapsed_s: float, *, running: bool) -> None:
        """Take the seconds of the phase that have passed, and whether they go on passing."""
        self._base_s = elapsed_s
        self._since.restart()
        if running and not self.still:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    @property
    def running(self) -> bool:
        """Whether the mark moves."""
        return self._timer.isActive()

    def elapsed_s(self) -> float:
        """Return the seconds of the phase that have passed."""
        if not self.running:
            return 0.0 if self.still else self._base_s
        return self._base_s + min(1.0, self._since.elapsed() / 1000)

    def bounds(self, place: Placement, anatomy: Anatomy, region: Region, phase: Phase) -> QRect:
        """Return where the mark can be, in the widget's coordinates."""
        radius = spot_radius(place)
        if phase.kind is Kind.STRIPPING:
            box, reach = strip_path(place, anatomy, region).boundingRect(), 3.2 * radius
        else:
            centre = _spot(place, anatomy, region, phase)
            box, reach = QRectF(centre, centre), 2.9 * radius
        return box.adjusted(-reach, -reach, reach, reach).toAlignedRect()

    def paint(self, drawing: Drawing, region: Region, phase: Phase) -> None:
        """Draw the mark of a phase as it stands now."""
        elapsed_s = self.elapsed_s()
        match phase.kind:
            case Kind.COMPRESSION:
                _pulse(drawing, _spot(drawing.place, drawing.anatomy, region, phase), pace.pulse(elapsed_s))
            case Kind.FRICTION:
                _circle(drawing, _spot(drawing.place, drawing.anatomy, region, phase), pace.circle(elapsed_s))
            case Kind.STRIPPING:
                length = drawing.anatomy.muscle(region.muscle).shape.strip_length
                _roller(drawing, region, pace.stroke(elapsed_s, length))
            case _:
                pass


def _spot(place: Placement, anatomy: Anatomy, region: Region, phase: Phase) -> QPointF:
    return place.at(anatomy.muscle(region.muscle).shape.spots[(phase.spot or 1) - 1], region.side)


def _pulse(drawing: Drawing, centre: QPointF, far: float) -> None:
    radius = spot_radius(drawing.place)
    drawing.painter.setBrush(Qt.BrushStyle.NoBrush)
    drawing.painter.setPen(QPen(tinted(drawing.colours.teal, 0.25 + 0.65 * far), radius * (0.14 + 0.24 * far)))
    drawing.painter.drawEllipse(centre, radius * 1.9, radius * 1.9)


def _circle(drawing: Drawing, centre: QPointF, at: tuple[float, float]) -> None:
    radius, painter = spot_radius(drawing.place), drawing.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tinted(drawing.colours.field, 0.8), radius * 0.42))
    painter.drawEllipse(centre, radius * 1.95, radius * 1.95)
    painter.setPen(QPen(tinted(drawing.colours.teal, 0.75), radius * 0.14))
    painter.drawEllipse(centre, radius * 1.95, radius * 1.95)
    x, y = at
    _disc(drawing, centre + QPointF(x, -y) * radius * 1.95, radius * 0.52, lifted=False)


def _roller(drawing: Drawing, region: Region, where: pace.Stroke) -> None:
    path = strip_path(drawing.place, drawing.anatomy, region)
    radius = spot_radius(drawing.place)
    percent = path.percentAtLength(where.along * path.length())
    place = path.pointAtPercent(percent)
    if where.lifted:  # off the skin: beside the muscle, outward
        way = path.pointAtPercent(1.0) - path.pointAtPercent(0.0)
        length = max(1.0, (way.x() ** 2 + way.y() ** 2) ** 0.5)
        outward = QPointF(way.y(), -way.x()) / length
        if outward.y() > 0:
            outward = -outward
        place += outward * radius * 2.2 * min(1.0, 4 * where.along * (1 - where.along) + 0.25)
    _disc(drawing, place, radius * 1.05, lifted=where.lifted)


def _disc(drawing: Drawing, centre: QPointF, radius: float, *, lifted: bool) -> None:
    """Draw the mark: full on the skin, a hollow ring off it."""
    painter = drawing.painter
    painter.setPen(QPen(QColor(drawing.colours.teal if lifted else drawing.colours.field), radius * 0.3))
    painter.setBrush(tinted(drawing.colours.field, 0.5) if lifted else QColor(drawing.colours.teal))
    painter.drawEllipse(centre, radius, radius)
