"""Turns what the z-buffer saw into a picture: light, rim, hollows and drawn outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from tools.plates.mesh import Floats
    from tools.plates.raster import Buffers, Window

KEY = (-0.50, 0.58, 0.64)
"""Direction to the key light: upper left, before the plate."""
FILL = (0.75, -0.10, 0.65)
"""Direction to the weak light that keeps the shadow side readable."""
RELIEF = ((0.030, 6.0, -0.22, 0.12), (0.012, 13.0, -0.14, 0.08), (0.0050, 24.0, -0.20, 0.05))
"""Hollows and swellings at three sizes: radius in statures, gain, and the most it may darken and lighten."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme's plates."""

    name: str
    ramp: tuple[tuple[float, int], ...]
    """Tone from nought to one, and the colour it has."""
    edge: int
    """Colour of the drawn outline: darker than the skin by day, a faint glow by night."""
    rim: float
    """How far the turning edge darkens, nought to one."""
    outline: float
    """How strong the outline is, nought to one."""


LIGHT = Palette(
    "light",
    ramp=((0.0, 0x6B4736), (0.25, 0xA67C62), (0.5, 0xCDA588), (0.75, 0xE5CAB0), (1.0, 0xF4E5D2)),
    edge=0x54352A,
    rim=0.32,
    outline=0.62,
)
DARK = Palette(
    "dark",
    ramp=((0.0, 0x2A201B), (0.25, 0x4A3A31), (0.5, 0x6F594B), (0.75, 0x917867), (1.0, 0xAF9682)),
    edge=0x8A7262,
    rim=0.36,
    outline=0.42,
)
PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}


@dataclass(frozen=True, slots=True)
class Finish:
    """How a picture meets the page."""

    sides: float = 0.0
    """Width, in statures, over which a close-up melts into the page at each side."""
    top: float = 0.0
    bottom: float = 0.0


def paint(seen: Buffers, window: Window, palette: Palette, finish: Finish, shrink: int) -> Image.Image:
    """Return the picture, *shrink* times smaller than the buffers, with soft edges and transparent ground."""
    figure = np.isfinite(seen.depth).astype(np.float64)
    depth = np.where(figure > 0, seen.depth, 0.0)
    present = _vignette(window, finish)
    tone = _tone(seen.normal, palette)
    faced = np.clip(seen.normal[..., 2] * 1.5, 0, 1) ** 2
    for radius, gain, low, high in RELIEF:
        tone = tone + np.clip(_relief(depth, figure, radius, window.scale) * gain, low, high) * faced
    tone = np.clip(tone, 0, 1)
    colour = _through_ramp(tone, palette)
    outline = _outline(depth, figure, window.scale) * palette.outline * present**2
    colour = colour + (_rgb(palette.edge) - colour) * outline[..., None]
    return _reduced(colour, figure * present, shrink)


def _tone(normal: Floats, palette: Palette) -> Floats:
    """Return how bright the skin is under both lights, nought to one, darkened where it turns away."""
    key = np.clip((normal @ _unit(KEY) + 0.35) / 1.35, 0, 1)
    fill = np.clip(normal @ _unit(FILL), 0, 1)
    turned = (1 - np.clip(normal[..., 2], 0, 1)) ** 2.2
    return (0.10 + 0.74 * key + 0.16 * fill) * (1 - palette.rim * turned)


def _relief(depth: Floats, figure: Floats, radius: float, scale: float) -> Floats:
    """Return how far the skin stands out of its surroundings, in statures; below nought in a hollow."""
    around = _blurred(depth * figure, radius * scale) / np.maximum(_blurred(figure, radius * scale), 1e-6)
    return np.clip(depth - around, -0.05, 0.02) * figure


def _outline(depth: Floats, figure: Floats, scale: float) -> Floats:
    """Return the drawn line: along the figure's edge, and where one part passes before another."""
    edge = np.clip((1 - _blurred(figure, 0.00075 * scale)) * 2.3 - 0.10, 0, 1)
    behind = -_relief(depth, figure, 0.0011, scale)
    return np.asarray(np.maximum(edge, np.clip((behind - 0.0012) / 0.0025, 0, 1)) * figure)


def _vignette(window: Window, finish: Finish) -> Floats:
    """Return the opacity of the page's close-up: one in the middle, melting to nought at the edges."""
    up = np.asarray((np.arange(window.height) + 0.5) / window.scale, dtype=np.float64)
    right = np.asarray((np.arange(window.width) + 0.5) / window.scale, dtype=np.float64)
    across = np.minimum(_ease(right, finish.sides), _ease(right[::-1], finish.sides))
    down = np.minimum(_ease(up, finish.top), _ease(up[::-1], finish.bottom))
    return np.asarray(down[:, None] * across[None, :])


def _ease(distance: Floats, width: float) -> Floats:
    """Return a smooth step from nought at an edge to one at *width* from it."""
    if width <= 0:
        return np.ones_like(distance)
    t = np.clip(distance / width, 0, 1)
    return t * t * t * (t * (6 * t - 15) + 10)


def _through_ramp(tone: Floats, palette: Palette) -> Floats:
    """Return the palette's colour for every tone."""
    stops = np.array([stop for stop, _ in palette.ramp])
    colours = np.array([_rgb(colour) for _, colour in palette.ramp])
    return np.stack([np.interp(tone, stops, colours[:, k]) for k in range(3)], axis=-1)


def _blurred(values: Floats, radius: float) -> Floats:
    """Return *values* blurred, much as by a Gaussian of that standard deviation, edges held."""
    shrink = max(1, int(radius / 4))
    small = Image.fromarray(values.astype(np.float32))
    if shrink > 1:
        size = (max(1, small.width // shrink), max(1, small.height // shrink))
        small = small.resize(size, Image.Resampling.BOX)
    rows = np.asarray(small, dtype=np.float64)
    reach = max(1, round(radius / shrink * 3))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(radius / shrink, 1e-6)) ** 2)
    kernel /= kernel.sum()
    for axis in range(2):
        pads = [(reach, reach) if k == axis else (0, 0) for k in range(2)]
        padded = np.pad(rows, pads, mode="edge")
        length = rows.shape[axis]
        total = np.zeros_like(rows)
        for k, weight in enumerate(kernel):
            total += weight * np.take(padded, range(k, k + length), axis=axis)
        rows = total
    back = Image.fromarray(rows.astype(np.float32))
    if shrink > 1:
        back = back.resize((values.shape[1], values.shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(back, dtype=np.float64)


def _reduced(colour: Floats, alpha: Floats, shrink: int) -> Image.Image:
    """Return the picture made smaller, colours weighed by opacity so that no ground bleeds in."""
    height, width = (n // shrink for n in alpha.shape)
    cut = (slice(0, height * shrink), slice(0, width * shrink))
    blocks = alpha[cut].reshape(height, shrink, width, shrink)
    opacity = blocks.mean(axis=(1, 3))
    weighed = (colour[cut] * alpha[cut][..., None]).reshape(height, shrink, width, shrink, 3).mean(axis=(1, 3))
    mixed = weighed / np.maximum(opacity, 1e-6)[..., None]
    out = np.concatenate([mixed, opacity[..., None] * 255], axis=-1)
    return Image.fromarray(np.clip(np.round(out), 0, 255).astype(np.uint8), "RGBA")


def _rgb(colour: int) -> Floats:
    """Return a colour written 0xRRGGBB as three numbers from 0 to 255."""
    return np.array([colour >> 16 & 255, colour >> 8 & 255, colour & 255], dtype=np.float64)


def _unit(vector: tuple[float, float, float]) -> Floats:
    """Return *vector* made one long."""
    row = np.array(vector)
    return np.asarray(row / np.linalg.norm(row))
