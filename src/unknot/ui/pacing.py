"""The mark that moves on the picture in a session: a still pulse, small circles, or the way of the roller."""

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from unknot.core import pace
from unknot.core.anatomy import Anatomy, Region
from unknot.core.plan import Kind, Phase
from unknot.ui.drawing import tinted
from unknot.ui.marks import spot_radius, strip_path
from unknot.ui.plates import Placement
from unknot.ui.theme import Colours

FRAME_MS = {Kind.COMPRESSION: 100, Kind.FRICTION: 50, Kind.STRIPPING: 50}
"""How often the mark moves: at a roller's pace 50 ms are little more than a pixel, and a pulse is slower still."""
STEPS = 64
"""The way of the roller is measured once, at so many even steps."""


class PaceMark(QObject):
    """Keeps the pace between two moments of a session. `moved` carries what has to be painted anew.

    It owns no time: each moment of the session sets it right, and from there it counts on for a second at most.
    """

    moved = Signal(QRect)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._base_s = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._move)
        self._laid: tuple[Placement, Region, Phase] | None = None
        self._kind: Kind | None = None
        self._way: list[QPointF] = []
        self._outward = QPointF()
        self._length = 1.0
        self._radius = 0.0
        self._seen = QRect()
        self.still = False
        """Whether less motion was asked for: the mark then stands where it is."""

    def lay(self, place: Placement, anatomy: Anatomy, region: Region, phase: Phase) -> None:
        """Take where the work of a phase is done."""
        if self._laid is not None and self._laid[1:] == (region, phase) and self._laid[0].picture == place.picture:
            return
        self._laid = place, region, phase
        shape = anatomy.muscle(region.muscle).shape
        self._kind, self._radius, self._length = phase.kind, spot_radius(place), shape.strip_length
        if phase.kind is Kind.STRIPPING:
            path = strip_path(place, anatomy, region)
            along = [path.length() * step / STEPS for step in range(STEPS + 1)]
            self._way = [path.pointAtPercent(path.percentAtLength(at)) for at in along]
            self._outward = _outward(self._way[0], self._way[-1])
        else:
            self._way = [place.at(shape.spots[(phase.spot or 1) - 1], region.side)]

    def rest(self) -> None:
        """Show no mark."""
        self._timer.stop()
        self._laid = self._kind = None
        self.moved.emit(self._seen)

    def keep(self, elapsed_s: float, *, running: bool) -> None:
        """Take the seconds of the phase that have passed, and whether they go on passing."""
        was = self.running
        self._base_s = elapsed_s
        self._since.restart()
        if running and not self.still and self._kind in FRAME_MS:
            if not was or self._timer.interval() != FRAME_MS[self._kind]:
                self._timer.start(FRAME_MS[self._kind])
        else:
            self._timer.stop()
        if was is not self.running:
            self._move()

    @property
    def running(self) -> bool:
        """Whether the mark moves."""
        return self._timer.isActive()

    def elapsed_s(self) -> float:
        """Return the seconds of the phase that have passed."""
        return self._base_s + (min(1.0, self._since.elapsed() / 1000) if self.running else 0.0)

    def _move(self) -> None:
        """Have painted anew where the mark was and where it is."""
        centre, reach = self._centre()
        box = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach).toAlignedRect()
        self.moved.emit(box.united(self._seen) if self._kind is Kind.STRIPPING else box)
        self._seen = box

    def _centre(self) -> tuple[QPointF, float]:
        """Return the middle of all that the mark covers now, and how far it reaches."""
        if self._kind is Kind.STRIPPING:
            return self._roller()[0], 1.6 * self._radius
        return (self._way[0] if self._way else QPointF()), 3.0 * self._radius

    def _roller(self) -> tuple[QPointF, bool]:
        """Return where the roller is, and whether it is off the skin: then beside the muscle, upward."""
        where = pace.stroke(0.0 if self.still else self.elapsed_s(), self._length)
        at = where.along * STEPS
        index = min(int(at), STEPS - 1)
        point = self._way[index] + (self._way[index + 1] - self._way[index]) * (at - index)
        if where.lifted:
            point += self._outward * self._radius * 2.2 * min(1.0, 4 * where.along * (1 - where.along) + 0.25)
        return point, where.lifted

    def paint(self, painter: QPainter, colours: Colours) -> None:
        """Draw the mark as it stands now: while a technique is done, or, where nothing may move, where it would be."""
        if self._kind not in FRAME_MS or not (self.running or self.still):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        elapsed_s = 0.0 if self.still else self.elapsed_s()
        if self._kind is Kind.STRIPPING:
            point, lifted = self._roller()
            _disc(painter, colours, point, self._radius * 1.05, lifted=lifted)
        elif self._kind is Kind.FRICTION:
            _circle(painter, colours, self._way[0], self._radius, pace.circle(elapsed_s))
        else:
            _pulse(painter, colours, self._way[0], self._radius, pace.pulse(elapsed_s))


def _outward(start: QPointF, end: QPointF) -> QPointF:
    """Return the direction of length 1 across a way, the one that leads up."""
    way = end - start
    length = max(1.0, (way.x() ** 2 + way.y() ** 2) ** 0.5)
    upward = -1 if way.x() < 0 else 1
    return QPointF(upward * way.y() / length, -upward * way.x() / length)


def _pulse(painter: QPainter, colours: Colours, centre: QPointF, radius: float, far: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tinted(colours.teal, 0.25 + 0.65 * far), radius * (0.14 + 0.24 * far)))
    painter.drawEllipse(centre, radius * 1.9, radius * 1.9)


def _circle(painter: QPainter, colours: Colours, centre: QPointF, radius: float, at: tuple[float, float]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((tinted(colours.field, 0.8), 0.42), (tinted(colours.teal, 0.75), 0.14)):
        painter.setPen(QPen(colour, radius * wide))
        painter.drawEllipse(centre, radius * 1.95, radius * 1.95)
    x, y = at
    _disc(painter, colours, centre + QPointF(x, -y) * radius * 1.95, radius * 0.52, lifted=False)


def _disc(painter: QPainter, colours: Colours, centre: QPointF, radius: float, *, lifted: bool) -> None:
    """Draw the mark: full on the skin, a hollow ring off it."""
    painter.setPen(QPen(QColor(colours.teal if lifted else colours.field), radius * 0.3))
    painter.setBrush(tinted(colours.field, 0.5) if lifted else QColor(colours.teal))
    painter.drawEllipse(centre, radius, radius)
