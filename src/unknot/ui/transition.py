"""How one picture of the body becomes the next: it fades, and draws nearer or away where both show the same view."""

from PySide6.QtCore import QObject, QPointF, QRectF, QVariantAnimation
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from unknot.ui.plates import Placement

DURATION_MS = 180


class Transition(QObject):
    """One change at a time. Nothing moves while `still`."""

    def __init__(self, atlas: QWidget) -> None:
        super().__init__(atlas)
        self.still = False
        self._old: QPixmap | None = None
        self._from: Placement | None = None
        self._to: Placement | None = None
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(DURATION_MS)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.valueChanged.connect(atlas.update)
        self._animation.finished.connect(self.end)

    @property
    def running(self) -> bool:
        """Whether a change is on its way."""
        return self._old is not None

    def begin(self, old: QPixmap, before: Placement, after: Placement) -> None:
        """Begin to leave the picture `old`, which lay as `before`, for one that lies as `after`."""
        if self.still:
            return
        self._animation.stop()
        self._old, self._from, self._to = QPixmap(old), before, after
        self._animation.start()

    def end(self) -> None:
        """Show the new picture and nothing else."""
        self._animation.stop()
        self._old = None

    def paint(self, painter: QPainter, new: QPixmap, whole: QRectF) -> None:
        """Paint a moment of the change into `whole`, the widget's rectangle."""
        if self._old is None or self._from is None or self._to is None:
            return
        far = float(self._animation.currentValue())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        same = self._from.view is self._to.view
        old_box, new_box = _boxes(self._from, self._to, far, whole) if same else (whole, whole)
        painter.setOpacity(1 - far)
        painter.drawPixmap(old_box, self._old, QRectF(self._old.rect()))
        painter.setOpacity(far)
        painter.drawPixmap(new_box, new, QRectF(new.rect()))


def _boxes(before: Placement, after: Placement, far: float, whole: QRectF) -> tuple[QRectF, QRectF]:
    """Return where two pictures lie when the eye is `far` (0 to 1) on its way from one to the other.

    Every point of the body goes straight from where the old one has it to where the new one has it.
    """
    there = before.transform().inverted()[0] * after.transform()
    back = there.inverted()[0]
    return _between(whole, there.mapRect(whole), far), _between(back.mapRect(whole), whole, far)


def _between(one: QRectF, other: QRectF, far: float) -> QRectF:
    def mixed(a: QPointF, b: QPointF) -> QPointF:
        return a * (1 - far) + b * far

    return QRectF(mixed(one.topLeft(), other.topLeft()), mixed(one.bottomRight(), other.bottomRight()))
