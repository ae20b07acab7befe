"""What a widget really writes, and where: its words are painted on a device that notes them instead of drawing them.

What a layout says of itself is no proof: a style cuts words short, a painter's clip swallows the last line, a delegate
puts three dots. This hears every run of text on its way to the screen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import (
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

_DOTS_PER_INCH = 96


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text as it is drawn: its ink in pixels of the widget, and what the painter lets be seen of it."""

    text: str
    ink: QRectF
    clip: QRectF | None


class _Listener(QPaintEngine):
    """Notes text, and lets everything else go by."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.runs: list[Run] = []
        self._placed = QTransform()
        self._clip: QRectF | None = None

    def begin(self, _device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        dirty, flags = state.state(), QPaintEngine.DirtyFlag
        if dirty & flags.DirtyTransform:
            self._placed = QTransform(state.transform())  # a copy: the state is gone when this returns
        if dirty & flags.DirtyClipRegion:
            self._cut(QRectF(state.clipRegion().boundingRect()), state)
        if dirty & flags.DirtyClipPath:
            self._cut(QRectF(state.clipPath().boundingRect()), state)
        if dirty & flags.DirtyClipEnabled and not state.isClipEnabled():
            self._clip = None

    def _cut(self, box: QRectF, state: QPaintEngineState) -> None:
        placed = self._placed.mapRect(box)
        match state.clipOperation().name:
            case "NoClip":
                self._clip = None
            case "IntersectClip" if self._clip is not None:
                self._clip = self._clip.intersected(placed)
            case _:
                self._clip = placed

    def drawTextItem(self, at: QPointF | QPoint | QPainterPath.Element, item: QTextItem) -> None:
        words = item.text()
        if not words.strip():
            return
        assert isinstance(at, QPointF)
        metrics, bare = QFontMetricsF(item.font()), words.strip()
        ink = metrics.tightBoundingRect(bare)
        turned = bool(item.renderFlags() & QTextItem.RenderFlag.RightToLeft)
        before = words[len(words.rstrip()) :] if turned else words[: len(words) - len(words.lstrip())]
        left = at.x() + metrics.horizontalAdvance(before)
        box = QRectF(left, at.y() + ink.y(), min(item.width(), ink.width()), ink.height())
        self.runs.append(Run(words, self._placed.mapRect(box), self._clip))

    def drawPixmap(self, *_: object) -> None:
        """Not of interest."""

    def drawImage(self, *_: object) -> None:
        """Not of interest."""

    def drawTiledPixmap(self, *_: object) -> None:
        """Not of interest."""

    def drawPath(self, *_: object) -> None:
        """Not of interest."""

    def drawRects(self, *_: object) -> None:
        """Not of interest."""

    def drawLines(self, *_: object) -> None:
        """Not of interest."""

    def drawPolygon(self, *_: object) -> None:
        """Not of interest."""

    def drawPoints(self, *_: object) -> None:
        """Not of interest."""

    def drawEllipse(self, *_: object) -> None:
        """Not of interest."""


class Paper(QPaintDevice):
    """A device of some size that notes the words that are painted on it."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._size, self._listener = (width, height), _Listener()

    @property
    def runs(self) -> list[Run]:
        """What was written."""
        return self._listener.runs

    def paintEngine(self) -> QPaintEngine:
        """Return what hears it."""
        return self._listener

    def metric(self, which: QPaintDevice.PaintDeviceMetric) -> int:
        """Return one of its measures."""
        width, height = self._size
        known = {
            "PdmWidth": width,
            "PdmHeight": height,
            "PdmWidthMM": round(width * 25.4 / _DOTS_PER_INCH),
            "PdmHeightMM": round(height * 25.4 / _DOTS_PER_INCH),
            "PdmNumColors": 2**24,
            "PdmDepth": 32,
            "PdmDpiX": _DOTS_PER_INCH,
            "PdmDpiY": _DOTS_PER_INCH,
            "PdmPhysicalDpiX": _DOTS_PER_INCH,
            "PdmPhysicalDpiY": _DOTS_PER_INCH,
            "PdmDevicePixelRatio": 1,
        }
        return known.get(which.name, 1 << 16)


def written(widget: QWidget) -> Iterator[Run]:
    """Yield what a widget writes itself, without those in it."""
    paper = Paper(widget.width(), widget.height())
    painter = QPainter(paper)
    widget.render(painter, QPoint(0, 0), QRegion(), QWidget.RenderFlag(0))
    painter.end()
    yield from paper.runs
