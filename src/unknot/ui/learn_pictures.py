"""The pictures of Learn: muscles with where they are felt, techniques that move, and how to lie."""

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from unknot.core.anatomy import Anatomy, Region, Side
from unknot.core.plan import Kind, Phase, Technique, Tool
from unknot.guide.learn import REFERRAL
from unknot.ui.captions import KEY_PX
from unknot.ui.look import Look, Work
from unknot.ui.pacing import PaceMark
from unknot.ui.picture import Picture
from unknot.ui.theme import GRID, Colours

MUSCLE, WHOLE, MOVING, POSITION = QSize(420, 400), QSize(200, 370), QSize(420, 360), QSize(460, 300)
"""How large each kind of picture is, in device-independent pixels, its key included."""
RATIO = 2
"""How many pixels a picture has for each of the screen's, so that it is sharp on fine ones as well."""
LASTS_S = 12.0
"""A technique that moves begins anew after this time."""


class LearnPictures:
    """Makes them, in these colours; `still` for someone who wants nothing to move. `root` has the resources."""

    def __init__(self, anatomy: Anatomy, root: Path, colours: Colours, *, still: bool) -> None:
        self._anatomy = anatomy
        self._root = root
        self._colours = colours
        self._still = still

    def make(self, name: str, caption: str) -> QWidget:
        """Return the widget of a picture; `caption` is what an assistive tool reads for it."""
        kind, _colon, which = name.partition(":")
        if name == REFERRAL:
            made: QWidget = self._referral()
        elif kind == "muscle":
            made = self._drawn(Look(region=Region(which, Side.RIGHT), count=2), MUSCLE)
        elif kind == "technique":
            made = Moving(self._anatomy, self._picture(MOVING), Technique(which), still=self._still)
        else:
            made = self._position(which)
        made.setAccessibleName(caption)
        return made

    def _picture(self, size: QSize) -> Picture:
        picture = Picture(self._anatomy, self._root / "atlas", self._colours)
        picture.fit(size, RATIO)
        return picture

    def _drawn(self, look: Look, size: QSize, *, key: bool = True) -> QLabel:
        """Return a picture; without `key`, what it shows must be said in its caption."""
        label, shown = QLabel(), size if key else size - QSize(0, KEY_PX)
        label.setPixmap(self._picture(size).drawn(look).copy(QRect(QPoint(0, 0), shown * RATIO)))
        label.setFixedSize(shown)
        return label

    def _referral(self) -> QWidget:
        """Return all muscles in a row, each on the whole body with where it is felt."""
        row = QWidget()
        layout = QGridLayout(row)
        layout.setSpacing(GRID)
        for column, muscle in enumerate(self._anatomy.muscles):
            look = Look(frame="whole", region=Region(muscle.id, Side.RIGHT))
            layout.addWidget(self._drawn(look, WHOLE, key=False), 0, column)
        return row

    def _position(self, name: str) -> QLabel:
        label = QLabel()
        pixmap = QPixmap(str(self._root / "positions" / f"{name}-{'dark' if self._colours.dark else 'light'}.webp"))
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = pixmap.scaled(POSITION * RATIO, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        pixmap.setDevicePixelRatio(RATIO)
        label.setPixmap(pixmap)
        return label


class Moving(QWidget):
    """A technique on the right gluteus medius, or whatever muscle comes first, at the pace of a session."""

    def __init__(self, anatomy: Anatomy, picture: Picture, technique: Technique, *, still: bool) -> None:
        super().__init__()
        self.setFixedSize(MOVING)
        tool = Tool.ROLLER if technique is Technique.STRIPPING else Tool.BALL
        spot = None if technique is Technique.STRIPPING else 1
        phase = Phase(Kind(technique.value), 60.0, tool, spot)
        region = Region(anatomy.muscles[0].id, Side.RIGHT)
        look = Look(region=region, count=1, work=Work(phase))
        self._drawn = picture.drawn(look)
        self._mark = PaceMark(self)
        self._mark.still = still
        self._mark.lay(picture.placement(look), anatomy, region, phase, self._drawn, picture.colours)
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=500)
        self._timer.timeout.connect(self._keep)

    def _keep(self) -> None:
        self._mark.keep(self._since.elapsed() / 1000 % LASTS_S, running=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to move."""
        super().showEvent(event)
        self._since.restart()
        self._timer.start()
        self._keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Move no more: nobody sees it."""
        super().hideEvent(event)
        self._timer.stop()
        self._mark.keep(0.0, running=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture; the mark lies on it."""
        QPainter(self).drawPixmap(0, 0, self._drawn)
