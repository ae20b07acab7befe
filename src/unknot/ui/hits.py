"""What a point of the picture hits: what is drawn on top there, else the nearest thing within reach, never two."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from unknot.ui.region_button import ShapedButton

REACH_PX = 28.0
"""How far beyond its outline a thing can be hit, in device-independent pixels, where nothing is drawn."""


class _Shape:
    """One outline, ready for questions."""

    def __init__(self, path: QPainterPath) -> None:
        self.path = path
        self.bounds = path.boundingRect().adjusted(-REACH_PX, -REACH_PX, REACH_PX, REACH_PX)

    @cached_property
    def _sides(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """The straight pieces of the outline. Most are never asked for."""
        corners = [
            [(corner.x(), corner.y()) for corner in polygon.toList()] for polygon in self.path.toSubpathPolygons()
        ]
        return [side for line in corners for side in pairwise(line)]

    def distance(self, point: QPointF) -> float:
        """Return how far a point outside lies from the outline."""
        x, y = point.x(), point.y()
        nearest = REACH_PX + 1
        for (ax, ay), (bx, by) in self._sides:
            dx, dy = bx - ax, by - ay
            square = dx * dx + dy * dy
            share = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / square)) if square else 0.0
            nearest = min(nearest, hypot(ax + share * dx - x, ay + share * dy - y))
        return nearest


class Hits:
    """Answers what lies at a point, for things in the order in which they are drawn: the last lies on top."""

    def __init__(self, drawn: Sequence[ShapedButton]) -> None:
        self._shapes = [(button, _Shape(button.path)) for button in drawn]

    def at(self, point: QPointF) -> ShapedButton | None:
        """Return what is hit at `point`, or None where nothing is drawn within `REACH_PX`."""
        near = [(button, shape) for button, shape in self._shapes if shape.bounds.contains(point)]
        for button, shape in reversed(near):
            if shape.path.contains(point):
                return button
        reached = [(shape.distance(point), button) for button, shape in near]
        best = min(reached, key=lambda found: found[0], default=None)
        return best[1] if best is not None and best[0] <= REACH_PX else None

    def surely(self, point: QPointF, button: ShapedButton) -> bool:
        """Tell whether a pixel at `point` hits `button`, however it is rounded."""
        return all(self.at(point + QPointF(x, y)) is button for x, y in ((0, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)))

    def inside(self, button: ShapedButton) -> QPointF:
        """Return a point that hits `button`, as near to its middle as can be."""
        (path,) = (shape.path for other, shape in self._shapes if other is button)
        bounds = path.boundingRect()
        middle = bounds.center()
        steps = range(-8, 9)
        tried = [
            middle + QPointF(bounds.width() * i / 17, bounds.height() * j / 17)
            for i, j in sorted(((i, j) for i in steps for j in steps), key=lambda at: at[0] ** 2 + at[1] ** 2)
        ]
        return next((point for point in tried if path.contains(point) and self.surely(point, button)), middle)
