"""Where the onlooker of a position stands."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from tools.plates.mesh import Floats
from tools.plates.raster import View


@dataclass(frozen=True, slots=True)
class Camera(View):
    """A look from any side, without perspective: straight lines stay parallel."""

    up: tuple[float, float, float]
    """What runs upward in the picture."""

    def seen(self, rows: Floats) -> Floats:
        """Return points or normals as the onlooker has them: right, up, towards."""
        return np.asarray(rows @ np.array([self.across, self.up, self.near]).T)


def camera(turn: float, tilt: float) -> Camera:
    """Return the look from *turn* degrees round to the right and *tilt* degrees above the level."""
    t, e = math.radians(turn), math.radians(tilt)
    near = (math.sin(t) * math.cos(e), math.sin(e), -math.cos(t) * math.cos(e))
    across = (math.cos(t), 0.0, math.sin(t))
    up = (-math.sin(t) * math.sin(e), math.cos(e), math.cos(t) * math.sin(e))
    return Camera("position", across, near, up)
