"""Lays the anatomy over the plates, for a person to judge: every view, layer, muscle and theme, as PNG pictures.

Run ``python -m tools.plates.preview --out DIRECTORY``.
"""

from __future__ import annotations

import argparse
import json
import math
import tomllib
from pathlib import Path
from typing import Any, TypeAlias

from PIL import Image, ImageChops, ImageDraw
from tools.plates.geometry import curve

ATLAS = Path(__file__).resolve().parents[2] / "resources" / "atlas"
GROUND = {"light": "#f6f0e4", "dark": "#1d1a17"}
MUSCLE = {"light": (0xA4, 0x36, 0x2A), "dark": (0xC2, 0x4B, 0x3C)}
FIBRE = {"light": (0x6E, 0x1C, 0x14), "dark": (0xF0, 0xA8, 0x98)}
INK = {"light": (0x3A, 0x2A, 0x20), "dark": (0xE8, 0xDC, 0xC8)}
BONE = {"light": (0xFB, 0xF6, 0xEA), "dark": (0xD8, 0xCB, 0xB4)}
TEAL = {"light": (0x0F, 0x6F, 0x6C), "dark": (0x63, 0xC7, 0xC0)}
NERVE = {"light": (0x8F, 0x6A, 0x10), "dark": (0xE3, 0xBE, 0x5B)}
DEEP = 2
"""Overlays are drawn so many times larger and then reduced."""

Point: TypeAlias = tuple[float, float]
Colour: TypeAlias = tuple[int, int, int]
Row: TypeAlias = dict[str, Any]
LAYERS = ("skin", "muscle", "bone")
SIDES = {"left": -1, "right": 1}


class Sheet:
    """One plate on its ground, and what is drawn over it."""

    def __init__(self, plate: Row, theme: str, width: int) -> None:
        self.plate, self.theme = plate, theme
        self.scale = width * DEEP / abs(plate["right"] - plate["left"])
        self.way = 1 if plate["right"] > plate["left"] else -1
        self.seen = "back" if plate["view"] == "back" else "side"
        size = (width * DEEP, round((plate["top"] - plate["bottom"]) * self.scale))
        picture = Image.open(ATLAS / plate[theme]).convert("RGBA").resize(size, Image.Resampling.LANCZOS)
        if plate["mirrored"]:
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        self.image = Image.new("RGBA", size, GROUND[theme])
        self.image.alpha_composite(picture)

    def at(self, point: Point, side: int = 1) -> Point:
        """Return the pixel of a point of this view; from behind, mirrored for *side* −1."""
        across = point[0] * side if self.seen == "back" else point[0]
        return (across - self.plate["left"]) * self.way * self.scale, (self.plate["top"] - point[1]) * self.scale

    def lines(self, drawn: Row, side: int = 1, *, closed: bool = True) -> list[list[Point]]:
        """Return the smooth lines, in pixels, of what this view shows on a side of the body."""
        if self.seen == "side" and side != SIDES[self.plate["view"]]:
            return []
        found = []
        for line in drawn[self.seen]:
            smooth = [(p[0], p[1]) for p in curve([tuple(p) for p in line], closed=closed)]
            found.append([self.at(p, side) for p in smooth])
        return found

    def fill(self, outlines: list[list[Point]], colour: Colour, opacity: float, hatch: float = 0.0) -> None:
        """Fill closed outlines, an inner one as a hole; with *hatch*, only by slanting lines so far apart."""
        mask = Image.new("L", self.image.size, 0)
        for outline in outlines:
            one = Image.new("L", self.image.size, 0)
            ImageDraw.Draw(one).polygon(outline, fill=255)
            mask = ImageChops.difference(mask, one)
        if hatch:
            lines = Image.new("L", self.image.size, 0)
            pen = ImageDraw.Draw(lines)
            gap, (width, height) = hatch * self.scale, self.image.size
            for k in range(int((width + height) / gap) + 1):
                pen.line([(k * gap - height, height), (k * gap, 0)], fill=255, width=max(1, round(gap / 6)))
            mask = ImageChops.multiply(mask, lines)
        self.lay(mask, colour, opacity)

    def lay(self, mask: Image.Image, colour: Colour, opacity: float) -> None:
        """Lay *colour* over the sheet through *mask*."""
        layer = Image.new("RGBA", self.image.size, (*colour, 0))
        layer.putalpha(mask.point([round(value * opacity) for value in range(256)]))
        self.image.alpha_composite(layer)

    def stroke(self, path: list[Point], colour: Colour, opacity: float, width: float) -> None:
        """Draw a path, *width* pixels wide in the finished sheet."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).line(path, fill=255, width=max(1, round(width * DEEP)), joint="curve")
        self.lay(mask, colour, opacity)

    def ring(self, middle: Point, radius: float, colour: Colour, width: float) -> None:
        """Draw a ring of *radius* pixels, filled faintly."""
        x, y = middle
        r = radius * DEEP
        turn = [(x + r * math.cos(k / 32 * math.pi), y + r * math.sin(k / 32 * math.pi)) for k in range(65)]
        self.fill([turn], BONE[self.theme] if self.theme == "light" else (0x1D, 0x1A, 0x17), 0.55)
        self.stroke(turn, colour, 1.0, width)

    def strokes(self, lines: list[list[Point]], colour: Colour, opacity: float, width: float) -> None:
        """Draw paths, *width* pixels wide in the finished sheet."""
        for line in lines:
            self.stroke(line, colour, opacity, width)

    def shape(self, outlines: list[list[Point]], colour: Colour, fill: float, line: float, width: float) -> None:
        """Fill and outline a shape."""
        self.fill(outlines, colour, fill)
        self.strokes([[*outline, outline[0]] for outline in outlines], colour, line, width)

    def finished(self) -> Image.Image:
        """Return the sheet at its own size."""
        small = (self.image.width // DEEP, self.image.height // DEEP)
        return self.image.convert("RGB").resize(small, Image.Resampling.LANCZOS)


def main() -> None:
    """Write every preview into the folder given."""
    parser = argparse.ArgumentParser(prog="python -m tools.plates.preview", description="Lays anatomy over plates.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--view", help="only this view")
    parser.add_argument("--theme", help="only this theme")
    parser.add_argument("--width", type=int, default=800, help="of a close-up, in pixels")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    views = json.loads((ATLAS / "views.json").read_text(encoding="utf-8"))
    for plate in tomllib.loads((ATLAS / "plates.toml").read_text(encoding="utf-8"))["plate"]:
        for theme in GROUND:
            if chosen.view in {None, plate["view"]} and chosen.theme in {None, theme}:
                name = f"{plate['view']}-{plate['frame']}-{theme}"
                (_close if plate["frame"] == "hips" else _whole)(plate, theme, views, chosen.out / name, chosen.width)


def _close(plate: Row, theme: str, views: Row, name: Path, width: int) -> None:
    """Draw each layer with each muscle chosen on one side."""
    for layer in LAYERS:
        for muscle in views["muscle"]:
            sheet = Sheet(plate, theme, width)
            _layer(sheet, layer, views)
            for other in views["muscle"]:
                for side in SIDES.values():
                    chosen = other is muscle and (sheet.seen == "side" or side == 1)
                    if chosen or layer == "muscle":
                        _muscle(sheet, other, side, chosen=chosen)
            _on_it(sheet, muscle, views)
            sheet.finished().save(name.with_name(f"{name.name}-{layer}-{muscle['id']}.png"))


def _layer(sheet: Sheet, layer: str, views: Row) -> None:
    """Draw what lies under the muscles in a layer."""
    theme = sheet.theme
    if layer == "muscle":
        for row in views["neighbour"]:
            for side in SIDES.values():
                sheet.shape(sheet.lines(row["outline"], side), MUSCLE[theme], 0.10, 0.45, 0.9)
                sheet.strokes(sheet.lines(row["fibres"], side, closed=False), MUSCLE[theme], 0.30, 0.8)
    if layer == "bone":
        for row in views["skeleton"]:
            for side in SIDES.values():
                if row["paired"] or side == 1 or sheet.seen == "side":
                    outlines = sheet.lines(row["outline"], side)
                    sheet.fill(outlines, BONE[theme], 0.88)
                    sheet.strokes([[*line, line[0]] for line in outlines], INK[theme], 0.6, 1.1)
        for side in SIDES.values():
            sheet.strokes(sheet.lines(views["nerve"]["path"], side, closed=False), NERVE[theme], 0.95, 4)


def _on_it(sheet: Sheet, muscle: Row, views: Row) -> None:
    """Draw the bone zones, and on one side the landmarks, lines, stripping path and spots of a muscle."""
    theme = sheet.theme
    side = SIDES.get(sheet.plate["view"], 1)
    for bone in views["bone"]:
        for bone_side in SIDES.values() if bone["paired"] else (side,):
            faint = 0.5 if bone["beyond_guide"] else 0.9
            outlines = sheet.lines(bone["outline"], bone_side)
            sheet.fill(outlines, BONE[theme], 0.35 * faint)
            sheet.fill(outlines, INK[theme], 0.55 * faint, hatch=0.0032)
            sheet.strokes([[*line, line[0]] for line in outlines], INK[theme], 0.75 * faint, 1.2)
    for line in views["line"]:
        if line["muscle"] == muscle["id"]:
            sheet.strokes(sheet.lines(line["path"], side, closed=False), INK[theme], 0.9, 1.5)
    sheet.strokes(sheet.lines(muscle["strip"], side, closed=False), TEAL[theme], 0.5, 7)
    for spot in muscle["spots"]:
        sheet.ring(sheet.at(_flat(sheet, spot), side), 7, TEAL[theme], 2.5)
    for mark in views["landmark"]:
        if sheet.seen in mark["seen"]:
            x, y = sheet.at(_flat(sheet, mark["point"]), side)
            for dx, dy in ((5, 0), (0, 5)):
                sheet.stroke([(x - dx * DEEP, y - dy * DEEP), (x + dx * DEEP, y + dy * DEEP)], INK[theme], 0.9, 1)


def _flat(sheet: Sheet, point: list[float]) -> Point:
    return (point[0] if sheet.seen == "back" else point[2]), point[1]


def _muscle(sheet: Sheet, muscle: Row, side: int, *, chosen: bool) -> None:
    """Draw one muscle and its fibres."""
    outlines = sheet.lines(muscle["outline"], side)
    sheet.fill(outlines, MUSCLE[sheet.theme], 0.58 if chosen else 0.25)
    sheet.strokes(sheet.lines(muscle["fibres"], side, closed=False), FIBRE[sheet.theme], 0.6 if chosen else 0.3, 1.1)
    sheet.strokes([[*line, line[0]] for line in outlines], FIBRE[sheet.theme], 0.9 if chosen else 0.5, 1.3)


def _whole(plate: Row, theme: str, views: Row, name: Path, width: int) -> None:
    """Draw side by side: the areas, and where each muscle is felt."""
    side = SIDES.get(plate["view"], 1)
    wide = round(width * 0.6 if plate["view"] == "back" else width * 0.3)
    sheets = [Sheet(plate, theme, wide) for _ in range(1 + len(views["muscle"]))]
    for number, row in enumerate(views["area"]):
        colour = (TEAL, MUSCLE, NERVE)[number % 3][theme]
        sheets[0].shape(sheets[0].lines(row["outline"], side), colour, 0.35, 0.9, 1)
    for muscle, sheet in zip(views["muscle"], sheets[1:], strict=True):
        for row in views["referral"]:
            if row["muscle"] == muscle["id"]:
                outlines = sheet.lines(row["outline"], side)
                sheet.fill(
                    outlines,
                    MUSCLE[theme],
                    0.55 if row["beyond_guide"] else 0.5,
                    hatch=0.006 if row["beyond_guide"] else 0.0,
                )
                sheet.strokes([[*line, line[0]] for line in outlines], MUSCLE[theme], 0.8, 1)
        sheet.strokes(sheet.lines(views["nerve"]["path"], side, closed=False), NERVE[theme], 0.6, 1.5)
    finished = [sheet.finished() for sheet in sheets]
    row_of = Image.new("RGB", (sum(image.width for image in finished), finished[0].height))
    for number, image in enumerate(finished):
        row_of.paste(image, (number * image.width, 0))
    row_of.save(name.with_suffix(".png"))


if __name__ == "__main__":
    main()
