"""The mark that moves on the picture in a session: a still pulse, small circles, or the way of the roller."""

from math import ceil

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPaintDevice, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from unknot.core import pace
from unknot.core.anatomy import Anatomy, Region
from unknot.core.plan import Kind, Phase
from unknot.ui.drawing import tinted
from unknot.ui.marks import spot_radius, strip_path
from unknot.ui.plates import Placement
from unknot.ui.theme import Colours

FRAME_MS = {Kind.COMPRESSION: 250, Kind.FRICTION: 100, Kind.STRIPPING: 100}
"""How often the mark moves: at a roller's pace 100 ms are three pixels, and in 250 a pulse of 4 s hardly grows. Each
frame costs the battery something: ten in a second, 0.6 % of a core, nearly all of it Qt's own.
"""
CIRCLE = 1.95
"""The circle of friction, in radii of the spot."""
DISC_FRICTION, DISC_STRIPPING = 0.52, 1.05
"""How large what moves is, in the same."""
STEPS = 64
"""The way of the roller is measured once, at so many even steps."""


class PaceMark(QWidget):
    """Keeps the pace between two moments of a session, on a small sheet of its own that lies on the atlas.

    The sheet has a copy of the picture under it and lets nothing through, so a frame costs nothing but itself. It owns
    no time: each moment of the session sets it right, and from there it counts on for a second at most.
    """

    def __init__(self, atlas: QWidget) -> None:
        super().__init__(atlas)
        self._atlas = atlas
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._base_s = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.update)
        self._colours: Colours | None = None
        self._ground = self._on_skin = self._lifted = QPixmap()
        self._laid: tuple[QRectF, Region, Phase, Colours] | None = None
        self._kind: Kind | None = None
        self._passing = False
        self._way: list[QPointF] = []
        self._outward = QPointF()
        self._length = 1.0
        self._radius = 0.0
        self.still = False
        """Whether less motion was asked for: the mark then stands where it is."""
        self.hide()

    def lay(
        self, place: Placement, anatomy: Anatomy, region: Region, phase: Phase, picture: QPixmap, colours: Colours
    ) -> None:
        """Take where the work of a phase is done, on what picture and in which colours."""
        wanted = place.picture, region, phase, colours
        if self._laid == wanted:
            return
        self._laid, self._colours = wanted, colours
        shape = anatomy.muscle(region.muscle).shape
        self._kind, self._radius, self._length = phase.kind, spot_radius(place), shape.strip_length
        if phase.kind is Kind.STRIPPING:
            path = strip_path(place, anatomy, region)
            along = [path.length() * step / STEPS for step in range(STEPS + 1)]
            self._way = [path.pointAtPercent(path.percentAtLength(at)) for at in along]
            self._outward = _outward(self._way[0], self._way[-1])
            box, reach = path.boundingRect(), 3.8 * self._radius
        else:
            spot = place.at(shape.spots[(phase.spot or 1) - 1], region.side)
            self._way, box, reach = [spot], QRectF(spot, spot), 3.0 * self._radius
        around = box.adjusted(-reach, -reach, reach, reach).toAlignedRect().intersected(self._atlas.rect())
        self.setGeometry(around)
        ratio = picture.devicePixelRatio()
        part = QRectF(QPointF(around.topLeft()) * ratio, around.size().toSizeF() * ratio).toAlignedRect()
        self._ground = picture.copy(part)
        self._way = [point - QPointF(around.topLeft()) for point in self._way]
        if self._kind is Kind.FRICTION:
            painter = _pen(self._ground)
            _circle(painter, colours, self._way[0], self._radius)
            painter.end()
        large = self._radius * (DISC_STRIPPING if self._kind is Kind.STRIPPING else DISC_FRICTION)
        self._on_skin, self._lifted = (_disc(colours, large, ratio, lifted=lifted) for lifted in (False, True))
        self.raise_()
        self._move()

    @property
    def laid(self) -> bool:
        """Whether it knows where the work is done."""
        return self._laid is not None

    def rest(self) -> None:
        """Show no mark, and forget where it was."""
        self._laid = self._kind = None
        self._passing = False
        self._move()

    def keep(self, elapsed_s: float, *, running: bool) -> None:
        """Take the seconds of the phase that have passed, and whether they go on passing. Without that, no mark."""
        self._base_s, self._passing = elapsed_s, running
        self._since.restart()
        self._move()

    def _move(self) -> None:
        if not self._passing or self._kind not in FRAME_MS:
            self._timer.stop()
            self.hide()
            return
        if self.still:
            self._timer.stop()
        elif not self.running or self._timer.interval() != FRAME_MS[self._kind]:
            self._timer.start(FRAME_MS[self._kind])
        self.show()

    @property
    def running(self) -> bool:
        """Whether the mark moves."""
        return self._timer.isActive()

    def elapsed_s(self) -> float:
        """Return the seconds of the phase that have passed: none where nothing may move."""
        return self._base_s + min(1.0, self._since.elapsed() / 1000) if self.running else 0.0

    def _roller(self) -> tuple[QPointF, bool]:
        """Return where the roller is, and whether it is off the skin: then beside the muscle, upward."""
        where = pace.stroke(self.elapsed_s(), self._length)
        at = where.along * STEPS
        index = min(int(at), STEPS - 1)
        point = self._way[index] + (self._way[index + 1] - self._way[index]) * (at - index)
        if where.lifted:
            point += self._outward * self._radius * 2.2 * min(1.0, 4 * where.along * (1 - where.along) + 0.25)
        return point, where.lifted

    def _circling(self) -> QPointF:
        """Return where on its circle the friction is."""
        x, y = pace.circle(self.elapsed_s())
        return self._way[0] + QPointF(x, -y) * self._radius * CIRCLE

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture beneath, and the mark as it stands now: what moves is drawn already, and only laid here."""
        painter = _pen(self)
        painter.drawPixmap(0, 0, self._ground)
        if self._kind is None or self._colours is None:
            return
        if self._kind is Kind.COMPRESSION:
            _pulse(painter, self._colours, self._way[0], self._radius, pace.pulse(self.elapsed_s()))
            return
        point, lifted = self._roller() if self._kind is Kind.STRIPPING else (self._circling(), False)
        disc = self._lifted if lifted else self._on_skin
        half = disc.deviceIndependentSize() / 2
        painter.drawPixmap(point - QPointF(half.width(), half.height()), disc)


def _pen(paper: QPaintDevice) -> QPainter:
    painter = QPainter(paper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


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


def _circle(painter: QPainter, colours: Colours, centre: QPointF, radius: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((tinted(colours.field, 0.8), 0.42), (tinted(colours.teal, 0.75), 0.14)):
        painter.setPen(QPen(colour, radius * wide))
        painter.drawEllipse(centre, radius * CIRCLE, radius * CIRCLE)


def _disc(colours: Colours, radius: float, ratio: float, *, lifted: bool) -> QPixmap:
    """Return the mark, in the middle of a picture of its own: full on the skin, a hollow ring off it."""
    side = 2 * ceil(radius * 1.2)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = _pen(picture)
    painter.setPen(QPen(QColor(colours.teal if lifted else colours.field), radius * 0.3))
    painter.setBrush(tinted(colours.field, 0.5) if lifted else QColor(colours.teal))
    painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)
    painter.end()
    return picture
