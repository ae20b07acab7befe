"""The body as the atlas draws it, found in pixels. Knows nothing of how the program lays its plates."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ui.pixels import Mask, Part, Pixel, on_paper
from unknot.core.anatomy import Anatomy, Drawn, Muscle, Region, Side, View
from unknot.core.plan import Kind, Phase, Tool
from unknot.ui.captions import KEY_PX
from unknot.ui.drawing import Layer
from unknot.ui.look import Look, Work
from unknot.ui.picture import Picture
from unknot.ui.theme import LIGHT, Colours

LARGE, SMALL = QSize(1200, 940), QSize(562, 476)


@cache
def _plates(folder: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = tomllib.loads((folder / "plates.toml").read_text())["plate"]
    return listed


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where a close-up's pixels lie on the body, worked out from the plate's edges and the picture's size alone."""

    left: float
    right: float
    top: float
    bottom: float
    column: float
    row: float
    scale: float

    @classmethod
    def of(cls, folder: Path, view: View, size: QSize) -> "Ruler":
        """Lay the plate, as large as it fits, into the middle of what is left above the key."""
        (plate,) = [plate for plate in _plates(folder) if plate["view"] == view.value and plate["frame"] == "hips"]
        left, right, top, bottom = (plate[edge] for edge in ("left", "right", "top", "bottom"))
        wide, high = size.width(), size.height() - KEY_PX
        scale = min(wide / abs(right - left), high / (top - bottom))
        column, row = (wide - abs(right - left) * scale) / 2, (high - (top - bottom) * scale) / 2
        return cls(left, right, top, bottom, column, row, scale)

    def body(self, pixel: Pixel) -> tuple[float, float]:
        """Return where a pixel lies on the body: the view's own horizontal, and the height."""
        across = (pixel[0] - self.column) / self.scale
        return self.left + (across if self.right > self.left else -across), self.height(pixel[1])

    def height(self, row: float) -> float:
        """Return the height on the body of a row."""
        return self.top - (row - self.row) / self.scale

    def pixel(self, across: float, height: float) -> Pixel:
        """Return the pixel of a place on the body."""
        away = across - self.left
        return self.column + abs(away) * self.scale, self.row + (self.top - height) * self.scale


class Eye:
    """Looks at anatomies, drawn at one size. Keeps what draws the last few of them."""

    def __init__(self, folder: Path, colours: Colours, size: QSize) -> None:
        self.folder, self.colours, self.size = folder, colours, size
        self._pictures: list[tuple[Anatomy, Picture]] = []

    def image(self, anatomy: Anatomy, look: Look) -> QImage:
        """Return what is seen."""
        for kept in self._pictures:
            if kept[0] is anatomy:
                return on_paper(kept[1], look)
        picture = Picture(anatomy, self.folder, self.colours)
        picture.fit(self.size, 1.0)
        self._pictures = [*self._pictures[-3:], (anatomy, picture)]
        return on_paper(picture, look)

    def ruler(self, view: View) -> Ruler:
        """Return what tells where the pixels of a view's close-up lie on the body."""
        return Ruler.of(self.folder, view, self.size)


class Body:
    """An anatomy as it is drawn at one size; each thing is looked for once."""

    def __init__(self, folder: Path, anatomy: Anatomy, size: QSize = LARGE) -> None:
        self.eye, self.anatomy = Eye(folder, LIGHT, size), anatomy
        self._without: dict[str, Anatomy] = {}
        self._masks: dict[tuple[str, Look], Mask] = {}
        self._diamonds: dict[tuple[Region, int, str], Pixel | None] = {}
        self._dots: dict[tuple[Region, int, View], Pixel | None] = {}

    def ruler(self, view: View = View.BACK) -> Ruler:
        return self.eye.ruler(view)

    def _changed(self, what: str, other: Callable[[], Anatomy], look: Look) -> Mask:
        """Return what of a look changes in another anatomy."""
        if (what, look) not in self._masks:
            without = self._without.setdefault(what, other())
            self._masks[what, look] = Mask.changed(self.eye.image(self.anatomy, look), self.eye.image(without, look))
        return self._masks[what, look]

    def bone(self, name: str, view: View = View.BACK) -> Mask:
        left = tuple(bone for bone in self.anatomy.bones if bone.id != name)
        assert left != self.anatomy.bones
        return self._changed(name, lambda: replace(self.anatomy, bones=left), Look(view))

    def muscle(self, name: str, view: View = View.BACK) -> Mask:
        left = tuple(muscle for muscle in self.anatomy.muscles if muscle.id != name)
        assert left != self.anatomy.muscles
        return self._changed(name, lambda: replace(self.anatomy, muscles=left), Look(view))

    def lit(self, muscle: Muscle) -> Mask:
        """Where the picture from behind differs when the muscle is chosen on the other side."""
        images = [self.eye.image(self.anatomy, Look(region=Region(muscle.id, side))) for side in Side]
        return Mask.changed(*images)

    def nerve(self) -> Mask:
        return self._changed("nerve", lambda: replace(self.anatomy, nerve=Drawn()), Look(layer=Layer.BONE))

    def diamond(self, region: Region, step: int, name: str) -> Pixel | None:
        """Find the diamond of a landmark, from behind: of what goes with the landmark, the part that fills half."""
        key = region, step, name
        if key not in self._diamonds:
            self._diamonds[key] = self._diamond(*key)
        return self._diamonds[key]

    def _diamond(self, region: Region, step: int, name: str) -> Pixel | None:
        hidden = tuple(replace(mark, from_back=mark.from_back and mark.id != name) for mark in self.anatomy.landmarks)
        gone = self._changed(
            f"landmark {name}", lambda: replace(self.anatomy, landmarks=hidden), Look(region=region, step=step)
        )
        return _only(part for part in gone.parts() if part.fills(0.4, 0.72))

    def dot(self, region: Region, number: int, view: View = View.BACK) -> Pixel | None:
        """Find the middle of a spot's ring, while it is the one that is pressed: the solid teal dot in it."""
        key = region, number, view
        if key not in self._dots:
            work = Work(Phase(Kind.COMPRESSION, 60.0, Tool.BALL, number))
            image = self.eye.image(
                self.anatomy, Look(view, region=region, count=_most(self.anatomy, region), work=work)
            )
            teal = Mask.coloured(image, LIGHT.teal).above(image.height() - KEY_PX)
            self._dots[key] = _only(part for part in teal.parts() if part.size > 20 and part.fills(0.65, 0.95))
        return self._dots[key]

    def disc(self, region: Region, number: int) -> Mask:
        """Return what comes when one more spot is used."""
        images = [self.eye.image(self.anatomy, Look(region=region, count=count)) for count in (number - 1, number)]
        return Mask.changed(*images).above(images[0].height() - KEY_PX)  # the key explains what comes, too


def _only(parts: Iterator[Part]) -> Pixel | None:
    found = list(parts)
    return found[0].middle if len(found) == 1 else None


def _most(anatomy: Anatomy, region: Region) -> int:
    return anatomy.muscle(region.muscle).spots_max


def spots_of(anatomy: Anatomy, view: View = View.BACK) -> Iterator[tuple[Region, int]]:
    """Every spot that a session can use and a view shows."""
    for region in anatomy.regions():
        if view.shows(region.side):
            yield from ((region, number) for number in range(1, _most(anatomy, region) + 1))


def steps_of(anatomy: Anatomy) -> Iterator[tuple[Region, int, str]]:
    """Every landmark of every finding step, on both sides."""
    for region in anatomy.regions():
        for index, step in enumerate(anatomy.muscle(region.muscle).finding):
            yield from ((region, index, name) for name in step.landmarks)
