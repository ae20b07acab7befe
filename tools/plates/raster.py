"""An orthographic z-buffer in numpy: which triangle, how near, and how it faces, at every pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.plates.mesh import Bools, Floats, Ints, Mesh

CANDIDATES = 3_000_000
"""Pixels looked at in one go: bounds the memory."""


@dataclass(frozen=True, slots=True)
class View:
    """Where the onlooker stands, as the two body axes that run to the right and towards them."""

    name: str
    across: tuple[float, float, float]
    near: tuple[float, float, float]

    def seen(self, rows: Floats) -> Floats:
        """Return points or normals as the onlooker has them: right, up, towards."""
        return np.column_stack([rows @ np.array(self.across), rows[:, 1], rows @ np.array(self.near)])


BACK = View("back", across=(1.0, 0.0, 0.0), near=(0.0, 0.0, -1.0))
LEFT = View("left", across=(0.0, 0.0, -1.0), near=(-1.0, 0.0, 0.0))
RIGHT = View("right", across=(0.0, 0.0, 1.0), near=(1.0, 0.0, 0.0))
VIEWS = {view.name: view for view in (BACK, LEFT, RIGHT)}


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the seen plane, in statures, and how many pixels a stature has."""

    left: float
    right: float
    bottom: float
    top: float
    scale: float

    @property
    def width(self) -> int:
        """Pixels across."""
        return round((self.right - self.left) * self.scale)

    @property
    def height(self) -> int:
        """Pixels down."""
        return round((self.top - self.bottom) * self.scale)


@dataclass(frozen=True, slots=True)
class Buffers:
    """What was seen: arrays of the window's size."""

    depth: Floats
    """Nearness in statures; minus infinity where there is nothing."""
    normal: Floats
    """Unit normals (right, up, towards)."""

    @property
    def covered(self) -> Bools:
        """Where the figure is."""
        return np.isfinite(self.depth)


def draw(mesh: Mesh, view: View, window: Window) -> Buffers:
    """Return what *view* shows of *mesh* in *window*."""
    seen = view.seen(mesh.points)
    normals = view.seen(mesh.normals())
    corners = mesh.triangles()
    pixel = np.column_stack([(seen[:, 0] - window.left), (window.top - seen[:, 1])]) * window.scale - 0.5
    corners = corners[_facing(pixel, corners, window)]
    flat = np.full(window.width * window.height, -np.inf)
    owner = np.full(flat.shape, -1, dtype=np.int64)
    for place, nearness, _ in _candidates(pixel, seen[:, 2], corners, window):
        np.maximum.at(flat, place, nearness)
    for place, nearness, which in _candidates(pixel, seen[:, 2], corners, window):
        won = nearness == flat[place]
        owner[place[won]] = which[won]
    normal = np.zeros((len(flat), 3))
    hit = np.flatnonzero(owner >= 0)
    corner = corners[owner[hit]]
    at = np.column_stack([hit % window.width, hit // window.width]).astype(np.float64)
    weight = _weights(pixel[corner], at)
    mixed = np.einsum("nk,nkc->nc", weight, normals[corner])
    normal[hit] = mixed / np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-12)
    shape = (window.height, window.width)
    return Buffers(flat.reshape(shape), normal.reshape(*shape, 3))


def nearness_at(mesh: Mesh, view: View, across: float, up: float) -> float | None:
    """Return how far towards the onlooker the skin lies at a point, in statures; None beside the figure."""
    seen = view.seen(mesh.points)
    corner = seen[mesh.triangles()]
    weight = _weights(corner[:, :, :2], np.array([[across, up]]))
    inside = (weight >= 0).all(axis=1)
    if not inside.any():
        return None
    return float((weight * corner[:, :, 2]).sum(axis=1)[inside].max())


def _facing(pixel: Floats, corners: Ints, window: Window) -> Ints:
    """Return the numbers of the triangles that face the onlooker and touch the window."""
    a, b, c = (pixel[corners[:, k]] for k in range(3))
    turn = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    low = np.minimum(np.minimum(a, b), c)
    high = np.maximum(np.maximum(a, b), c)
    inside = (high >= 0).all(axis=1) & (low[:, 0] < window.width) & (low[:, 1] < window.height)
    return np.flatnonzero((turn < 0) & inside)


def _weights(triangle: Floats, at: Floats) -> Floats:
    """Return the barycentric weights of points *at* in *triangle* (rows go together)."""
    a, b, c = triangle[:, 0], triangle[:, 1], triangle[:, 2]
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    area = np.where(area == 0, 1e-30, area)
    of_b = ((at[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (at[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])) / area
    of_c = ((b[:, 0] - a[:, 0]) * (at[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (at[:, 0] - a[:, 0])) / area
    return np.column_stack([1 - of_b - of_c, of_b, of_c])


def _candidates(pixel: Floats, nearness: Floats, corners: Ints, window: Window) -> Iterator[tuple[Ints, Floats, Ints]]:
    """Yield pixels that triangles cover: place in the flat buffer, nearness there, triangle."""
    triangle = pixel[corners]
    low = np.floor(triangle.min(axis=1)).astype(np.int64)
    side = (np.ceil(triangle.max(axis=1)).astype(np.int64) - low).max(axis=1) + 1
    size = 2 ** np.ceil(np.log2(np.maximum(side, 2))).astype(np.int64)
    for span in np.unique(size):
        members = np.flatnonzero(size == span)
        grid = np.stack(np.meshgrid(np.arange(span), np.arange(span)), axis=-1).reshape(-1, 2)
        step = max(1, CANDIDATES // len(grid))
        for start in range(0, len(members), step):
            which = np.repeat(members[start : start + step], len(grid))
            at = low[which] + np.tile(grid, (len(which) // len(grid), 1))
            inside = ((at >= 0) & (at < (window.width, window.height))).all(axis=1)
            which, at = which[inside], at[inside]
            weight = _weights(triangle[which], at.astype(np.float64))
            covered = (weight >= 0).all(axis=1)
            which, at, weight = which[covered], at[covered], weight[covered]
            depth = (weight * nearness[corners[which]]).sum(axis=1)
            yield at[:, 1] * window.width + at[:, 0], depth, which
