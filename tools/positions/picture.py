"""Makes the whole picture of a position: the scene, the marks over it, and a close-up where the hip would be small."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from tools.plates.raster import Window
from tools.positions.camera import camera
from tools.positions.scene import SHRINK, painted, see

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.plates.mesh import Mesh
    from tools.positions.colours import Theme
    from tools.positions.scene import Scene

Row: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[float, float]

WIDTH, HEIGHT = 920, 600
"""The picture's size in pixels: twice what it is shown at."""
FINE = 4
"""Marks are drawn so many times larger, then reduced."""
LINE = 4.0
"""How broad the line of a mark is, in pixels of the picture."""


class Picture:
    """One position as it was seen; painted in any theme."""

    def __init__(self, row: Row, body: Mesh) -> None:
        given = row["camera"]
        self.row = row
        self.look = camera(given["turn"], given["tilt"])
        self.window = _window(given["middle"], given["wide"], WIDTH, HEIGHT)
        self.scene = see(row, body, self.look, self.window)
        self.lens: Scene | None = None
        if "lens" in row:
            middle = self._seen(row["lens"]["at"])
            size = 2 * row["lens"]["radius"]
            self.lens = see(row, body, self.look, _window(middle, row["lens"]["wide"], size, size))

    def painted(self, theme: Theme) -> Image.Image:
        """Return the picture in the colours of *theme*."""
        picture = painted(self.scene, theme)
        if self.lens:
            self._with_lens(picture, self.lens, theme)
        pressed = self.row["pressed"]
        if "ring" in pressed:
            at, radius = self._pixel(pressed["at"]), pressed["ring"] * WIDTH / self._wide
            _marked(picture, lambda pen, k: _ring(pen, at, radius, k), theme.ring, theme.halo)
        if "ghost" in self.row:
            self._ghost(picture, theme)
        if self.row.get("crossed"):
            _marked(picture, _cross, theme.line, theme.halo)
        return picture

    @property
    def _wide(self) -> float:
        return self.window.right - self.window.left

    def _seen(self, place: list[float]) -> Place:
        right, up, _ = self.look.seen(np.array([place]))[0]
        return float(right), float(up)

    def _pixel(self, place: list[float]) -> Place:
        """Return where a place lies in the picture."""
        right, up = self._seen(place)
        scale = WIDTH / self._wide
        return (right - self.window.left) * scale, (self.window.top - up) * scale

    def _ghost(self, picture: Image.Image, theme: Theme) -> None:
        """Draw the outline of the ball where something hides it, as a broken line."""
        ball = next(entry for entry in self.row["thing"] if entry["material"] == "ball")
        at, radius = self._pixel(ball["at"]), ball["half"][0] * WIDTH / self._wide

        x, y = at
        box = tuple(n * FINE for n in (x - radius, y - radius, x + radius, y + radius))
        _marked(picture, lambda pen, _: pen.ellipse(box, fill=255), theme.ring, None, 0.3)

        def broken(pen: ImageDraw.ImageDraw, k: float) -> None:
            for start in range(0, 360, 30):
                _arc(pen, at, radius, k, (start, start + 18))

        _marked(picture, broken, theme.ring, theme.halo)

    def _with_lens(self, picture: Image.Image, lens: Scene, theme: Theme) -> None:
        """Lay the close-up over the picture, in a ring, with the place that it shows ringed too."""
        radius: int = self.row["lens"]["radius"]
        x, y = self.row["lens"]["middle"]
        near = painted(lens, theme)
        page = Image.new("L", (near.width * FINE, near.height * FINE))
        ImageDraw.Draw(page).ellipse((0, 0, page.width - 1, page.height - 1), fill=255)
        disc = page.resize(near.size, Image.Resampling.BOX)
        near.putalpha(Image.fromarray((np.asarray(near.getchannel("A")) / 255.0 * np.asarray(disc)).astype(np.uint8)))
        picture.alpha_composite(near, (x - radius, y - radius))
        small = self.row["lens"]["wide"] / 2 * WIDTH / self._wide
        there = self._pixel(self.row["lens"]["at"])
        way = math.atan2(there[1] - y, there[0] - x)
        apart = math.hypot(there[0] - x, there[1] - y)

        def rings(pen: ImageDraw.ImageDraw, k: float) -> None:
            _ring(pen, (x, y), radius - 2, k)
            _ring(pen, there, small, k * 0.75)
            ends = [(x + r * math.cos(way), y + r * math.sin(way)) for r in (radius - 2, apart - small)]
            pen.line([(cx * FINE, cy * FINE) for cx, cy in ends], fill=255, width=round(k * 0.75 * FINE))

        _marked(picture, rings, theme.line, None)


def _window(middle: list[float] | Place, wide: float, width: int, height: int) -> Window:
    """Return the window about *middle*, *wide* across, for a picture of that size."""
    x, y = middle
    high = wide * height / width
    return Window(x - wide / 2, x + wide / 2, y - high / 2, y + high / 2, width * SHRINK / wide)


def _marked(
    picture: Image.Image,
    draw: Callable[[ImageDraw.ImageDraw, float], None],
    colour: int,
    halo: int | None,
    strength: float = 1.0,
) -> None:
    """Draw a mark over *picture*; *draw* gets a pen that is FINE times larger, and how broad to draw."""
    page = Image.new("L", (picture.width * FINE, picture.height * FINE))
    draw(ImageDraw.Draw(page), LINE)
    line = page.resize(picture.size, Image.Resampling.BOX).point(lambda value: round(value * strength))
    if halo is not None:
        soft = line.filter(ImageFilter.GaussianBlur(2.5)).point(lambda value: min(255, value * 2) * 3 // 4)
        _laid(picture, soft, halo)
    _laid(picture, line, colour)


def _laid(picture: Image.Image, opacity: Image.Image, colour: int) -> None:
    layer = Image.new("RGBA", picture.size, (colour >> 16 & 255, colour >> 8 & 255, colour & 255, 0))
    layer.putalpha(opacity)
    picture.alpha_composite(layer)


def _ring(pen: ImageDraw.ImageDraw, at: Place, radius: float, broad: float) -> None:
    _arc(pen, at, radius, broad, (0, 360))


def _arc(pen: ImageDraw.ImageDraw, at: Place, radius: float, broad: float, degrees: tuple[float, float]) -> None:
    """Draw a part of a circle, its line in the middle of the radius."""
    x, y, outer = at[0] * FINE, at[1] * FINE, (radius + broad / 2) * FINE
    pen.arc((x - outer, y - outer, x + outer, y + outer), *degrees, fill=255, width=round(broad * FINE))


def _cross(pen: ImageDraw.ImageDraw, broad: float) -> None:
    """Draw the quiet mark of what is not meant: a cross in a ring, in the upper right corner."""
    x, y, radius, arm = WIDTH - 76.0, 76.0, 40.0, 15.0
    _ring(pen, (x, y), radius, broad * 1.25)
    for way in (1, -1):
        ends = [((x - arm) * FINE, (y - way * arm) * FINE), ((x + arm) * FINE, (y + way * arm) * FINE)]
        pen.line(ends, fill=255, width=round(broad * 1.5 * FINE))
        for cx, cy in ends:
            r = broad * 0.75 * FINE
            pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=255)
