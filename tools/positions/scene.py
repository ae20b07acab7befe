"""Draws one position: ground, shadows, things and body, and the marks, as one picture with a transparent page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PIL import Image
from tools.plates.mesh import Mesh, refine
from tools.plates.raster import Buffers, draw
from tools.plates.shade import Finish, paint
from tools.positions.ground import Ground, shadow
from tools.positions.things import thing

if TYPE_CHECKING:
    from tools.plates.mesh import Floats
    from tools.plates.raster import Window
    from tools.positions.camera import Camera
    from tools.positions.colours import Theme

Row: TypeAlias = dict[str, Any]

SHRINK = 2
"""Drawn so many times larger, then reduced, for clean edges."""
REFINED = 2
LOW = ("mat", "bed", "wall")
"""Materials of what lies beneath: the body's shadow falls on it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing, or the body, as the onlooker sees it."""

    material: str
    seen: Buffers


@dataclass(frozen=True, slots=True)
class Scene:
    """A position as it was seen; painted in any theme."""

    row: Row
    look: Camera
    window: Window
    pieces: tuple[Piece, ...]
    shadows: tuple[Floats, ...]
    """How dark the shadows are, nought to one: of what lies beneath, and of what lies on it."""


def see(row: Row, body: Mesh, look: Camera, window: Window) -> Scene:
    """Look at a position: *row* is its entry in ``poses.toml``, *body* the posed skin."""
    skin = _off_the_ground(refine(_off_the_ground(body, row), REFINED), row)
    solid = [(entry["material"], thing(entry)) for entry in row.get("thing", [])] + [("skin", skin)]
    drawn = [(material, draw(mesh, look, window)) for material, mesh in solid]
    nearest = np.max([seen.depth for _, seen in drawn], axis=0)
    pieces = tuple(Piece(material, _only(seen, seen.depth >= nearest)) for material, seen in drawn)
    low = [mesh for material, mesh in solid if material in LOW]
    high = [mesh for material, mesh in solid if material not in LOW]
    planes = [Ground(plane) for plane in row["ground"]]
    shadows = tuple(
        np.max([shadow(meshes, plane, height, look, window) for plane in planes], axis=0)
        for meshes, height in ((low, 0.0), (high, row.get("top", 0.0)))
    )
    return Scene(row, look, window, pieces, shadows)


def _off_the_ground(mesh: Mesh, row: Row) -> Mesh:
    """Return the skin pressed flat where it would reach below the ground that it lies on."""
    points = mesh.points.copy()
    if "bed" not in {entry["material"] for entry in row.get("thing", [])}:
        points[:, 1] = np.maximum(points[:, 1], row.get("top", 0.0))
    return Mesh(points, mesh.quads)


def _only(seen: Buffers, where: np.ndarray[Any, np.dtype[np.bool_]]) -> Buffers:
    """Return what was seen in one part of the picture alone."""
    return Buffers(np.where(where, seen.depth, -np.inf), np.where(where[..., None], seen.normal, 0.0))


def painted(scene: Scene, theme: Theme) -> Image.Image:
    """Return the picture in the colours of *theme*."""
    page = Layers(scene.window.height // SHRINK, scene.window.width // SHRINK)
    for plane in scene.row["ground"]:
        page.over(theme.ground, _reduced(Ground(plane).strength(scene.look, scene.window)) * theme.ground_strength)
    low, high = (_reduced(dark) * theme.shadow_strength for dark in scene.shadows)
    page.over(theme.shadow, low)
    layers = [(piece.material, _piece(piece, scene, theme)) for piece in scene.pieces]
    page.beside([layer for material, layer in layers if material in LOW])
    page.over(theme.shadow, high)
    page.beside([layer for material, layer in layers if material not in LOW])
    return page.image()


def _piece(piece: Piece, scene: Scene, theme: Theme) -> Floats:
    """Return one piece in its colours, red where it is pressed."""
    picture = paint(piece.seen, scene.window, theme.materials[piece.material], Finish(), SHRINK)
    rows = np.array(picture, dtype=np.float64) / 255
    if piece.material == "wall":
        low, high = next(plane["fades"] for plane in scene.row["ground"] if plane["axis"] == 0)
        up = scene.window.top - (np.arange(rows.shape[0]) + 0.5) * SHRINK / scene.window.scale
        rows[..., 3] *= np.clip((high - up) / (high - low), 0, 1)[:, None]
    if piece.material == "skin" and "pressed" in scene.row:
        red = _reduced(_glow(piece.seen, scene))[..., None] * 0.75
        colour = np.array([theme.pressed >> 16 & 255, theme.pressed >> 8 & 255, theme.pressed & 255]) / 255
        # The skin's own light and dark stays: the red is laid over it as glass is.
        tone = rows[..., :3].mean(axis=-1, keepdims=True)
        rows = np.concatenate([rows[..., :3] * (1 - red) + colour * (0.55 + 0.6 * tone) * red, rows[..., 3:]], axis=-1)
    return np.clip(rows, 0, 1)


def _glow(seen: Buffers, scene: Scene) -> Floats:
    """Return how near each place of the skin is to the pressed one, nought to one."""
    window, look = scene.window, scene.look
    right = window.left + (np.arange(window.width) + 0.5) / window.scale
    up = window.top - (np.arange(window.height) + 0.5) / window.scale
    depth = np.where(seen.covered, seen.depth, 0.0)
    axes = (np.array(axis) for axis in (look.across, look.up, look.near))
    spread = np.broadcast_arrays(right[None, :], up[:, None], depth)
    place = sum(part[..., None] * axis for part, axis in zip(spread, axes, strict=True))
    away = np.linalg.norm(place - np.array(scene.row["pressed"]["at"]), axis=-1) / scene.row["pressed"]["wide"]
    return np.asarray(np.where(seen.covered, np.clip(1.15 - away, 0, 1) ** 1.3, 0.0).clip(0, 1))


def _reduced(values: Floats) -> Floats:
    """Return *values* at the picture's own size."""
    height, width = (n // SHRINK for n in values.shape)
    return np.asarray(
        values[: height * SHRINK, : width * SHRINK].reshape(height, SHRINK, width, SHRINK).mean(axis=(1, 3))
    )


class Layers:
    """A picture that grows from its ground upward; colours are kept weighed by their opacity."""

    def __init__(self, height: int, width: int) -> None:
        self.rows: Floats = np.zeros((height, width, 4))

    def over(self, colour: int, opacity: Floats) -> None:
        """Lay one colour over the picture, as opaque as told at every pixel."""
        rgb = np.array([colour >> 16 & 255, colour >> 8 & 255, colour & 255, 255]) / 255
        self.rows = self.rows * (1 - opacity[..., None]) + rgb * opacity[..., None]

    def beside(self, layers: list[Floats]) -> None:
        """Lay pieces over the picture that share no place with each other: between them no seam shows."""
        if layers:
            weighed = sum(np.concatenate([row[..., :3] * row[..., 3:], row[..., 3:]], axis=-1) for row in layers)
            rows = np.asarray(weighed)
            self.rows = rows + self.rows * (1 - np.clip(rows[..., 3:], 0, 1))

    def image(self) -> Image.Image:
        """Return the picture."""
        opacity = self.rows[..., 3:]
        colour = self.rows[..., :3] / np.maximum(opacity, 1e-6)
        rows = np.concatenate([colour, opacity], axis=-1)
        return Image.fromarray(np.clip(np.round(rows * 255), 0, 255).astype(np.uint8), "RGBA")
