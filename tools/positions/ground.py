"""Floor and wall: a patch that fades, and the soft shadow that falls on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PIL import Image, ImageFilter
from tools.plates.mesh import Mesh
from tools.plates.raster import draw

if TYPE_CHECKING:
    from tools.plates.mesh import Floats
    from tools.plates.raster import Window
    from tools.positions.camera import Camera

Row: TypeAlias = dict[str, Any]

SHADES = ((1.0, 0.030, 0.34), (0.12, 0.012, 0.50), (0.035, 0.004, 0.62))
"""Three shadows laid over each other: of what is nearer than this; how far blurred, in statures; how dark."""


class Ground:
    """A level place or an upright one (``axis`` 1: the floor, 0: a wall) that fades to its edges as an ellipse does."""

    def __init__(self, row: Row) -> None:
        self.axis: int = row["axis"]
        self.at: float = row.get("at", 0.0)
        self.middle = np.array(row.get("middle", [0, 0]), dtype=np.float64)
        """Along the two other axes, as are the next three."""
        self.half = np.array(row.get("half", [0, 0]), dtype=np.float64)
        self.low = np.array(row.get("low", [-9, -9]), dtype=np.float64)
        """Where the patch ends sharply: where floor and wall meet."""
        self.high = np.array(row.get("high", [9, 9]), dtype=np.float64)
        self.toward: float = row.get("toward", 1.0)
        """On which side of it the body is: 1 or -1."""
        self.fades: list[float] = row.get("fades", [8, 9])
        """Between which heights a wall dissolves."""

    def strength(self, look: Camera, window: Window) -> Floats:
        """Return how opaque the patch is at every pixel; a wall has none, it is a thing."""
        place = self._places(look, window)
        if place is None or not self.half.all():
            return np.zeros((window.height, window.width))
        inner = 1 - (((place - self.middle) / self.half) ** 2).sum(axis=-1)
        t = np.clip(inner / 0.8, 0, 1)
        within = ((place >= self.low) & (place <= self.high)).all(axis=-1)
        return np.asarray(t * t * (3 - 2 * t) * within)

    def within(self, look: Camera, window: Window) -> Floats:
        """Return one where the ground may have a shadow, nought beyond its sharp ends."""
        place = self._places(look, window)
        if place is None:
            return np.zeros((window.height, window.width))
        sharp = ((place >= self.low) & (place <= self.high)).all(axis=-1)
        if self.axis == 1:
            return sharp.astype(np.float64)
        low, high = self.fades
        return np.asarray(sharp * np.clip((high - place[..., 0]) / (high - low), 0, 1))

    def _places(self, look: Camera, window: Window) -> Floats | None:
        """Return the place on the ground at every pixel; none if the onlooker sees the ground's edge alone."""
        right = window.left + (np.arange(window.width) + 0.5) / window.scale
        up = window.top - (np.arange(window.height) + 0.5) / window.scale
        others = [k for k in range(3) if k != self.axis]
        axes = np.array([look.across, look.up])
        if abs(np.linalg.det(axes[:, others])) < 1e-6:
            return None
        spread = np.stack(np.broadcast_arrays(right[None, :], up[:, None]), axis=-1) - axes[:, self.axis] * self.at
        return np.asarray(spread @ np.linalg.inv(axes[:, others]).T)


def shadow(meshes: list[Mesh], ground: Ground, height: float, look: Camera, window: Window) -> Floats:
    """Return how dark the shadow of *meshes* on the ground is, nought to one; on the floor it falls at *height*."""
    light = np.ones((window.height, window.width))
    at = ground.at + (height if ground.axis == 1 else 0.0)
    for nearer, blur, strength in SHADES:
        covered = np.zeros((window.height, window.width))
        for mesh in meshes:
            near = ((mesh.points[:, ground.axis] - at) * ground.toward)[mesh.quads].min(axis=1) < nearer
            if near.any():
                flat = mesh.points.copy()
                flat[:, ground.axis] = at
                covered = np.maximum(covered, draw(Mesh(flat, mesh.quads[near]), look, window).covered)
        light *= 1 - strength * _blurred(covered, blur * window.scale)
    return np.asarray((1 - light) * ground.within(look, window))


def _blurred(values: Floats, radius: float) -> Floats:
    """Return *values*, nought to one, softened."""
    picture = Image.fromarray((values * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(radius))
    return np.asarray(picture, dtype=np.float64) / 255
