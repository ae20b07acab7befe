"""Lays the anatomy over the plates, for a person to judge; writes PNG pictures, one a plate and theme.

Run ``python -m tools.plates.preview --out DIRECTORY``.
"""

from __future__ import annotations

import argparse
import math
import tomllib
from pathlib import Path
from typing import Any, TypeAlias

from PIL import Image, ImageChops, ImageDraw

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


class Sheet:
    """One plate on its ground, and what is drawn over it."""

    def __init__(self, plate: dict[str, Any], theme: str, width: int) -> None:
        self.plate, self.theme = plate, theme
        self.scale = width * DEEP / (plate["right"] - plate["left"])
        size = (width * DEEP, round((plate["top"] - plate["bottom"]) * self.scale))
        picture = Image.open(ATLAS / plate[theme]).convert("RGBA").resize(size, Image.Resampling.LANCZOS)
        self.image = Image.new("RGBA", size, GROUND[theme])
        self.image.alpha_composite(picture)

    def at(self, point: Point, side: int = 1) -> Point:
        """Return the pixel of a body point, mirrored for *side* −1."""
        return (
            (point[0] * side - self.plate["left"]) * self.scale,
            (self.plate["top"] - point[1]) * self.scale,
        )

    def fill(self, outline: list[Point], colour: Colour, opacity: float, hatch: float = 0.0) -> None:
        """Fill a closed outline; with *hatch*, only by slanting lines so far apart (in statures)."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(outline, fill=255)
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
        self.fill(turn, BONE[self.theme] if self.theme == "light" else (0x1D, 0x1A, 0x17), 0.55)
        self.stroke(turn, colour, 1.0, width)

    def finished(self) -> Image.Image:
        """Return the sheet at its own size."""
        small = (self.image.width // DEEP, self.image.height // DEEP)
        return self.image.convert("RGB").resize(small, Image.Resampling.LANCZOS)


def main() -> None:
    """Write every preview into the folder given."""
    parser = argparse.ArgumentParser(prog="python -m tools.plates.preview", description="Lays anatomy over plates.")
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    anatomy = tomllib.loads((ATLAS / "anatomy.toml").read_text(encoding="utf-8"))
    plates = tomllib.loads((ATLAS / "plates.toml").read_text(encoding="utf-8"))["plate"]
    for plate in plates:
        for theme in GROUND:
            name = f"{plate['view']}-{plate['frame']}-{theme}"
            close = plate["frame"] == "hips"
            sheet = Sheet(plate, theme, 1200 if close else 900)
            (_draw_close if close else _draw_whole)(sheet, anatomy)
            sheet.finished().save(out / f"{name}.png")
            if close:
                _draw_one(plate, theme, anatomy, out)


def _draw_close(sheet: Sheet, anatomy: dict[str, Any]) -> None:
    """Draw every layer: all on the right; on the left the three muscles alone, as one picks them."""
    _bones(sheet, anatomy)
    for muscle in anatomy["muscle"]:
        for side in (-1, 1):
            _muscle(sheet, muscle, side)
    _bones(sheet, anatomy, only_guide=True, sides=(1,))
    path = [sheet.at(p, 1) for p in anatomy["nerve"]["path"]]
    sheet.stroke(path, NERVE[sheet.theme], 0.85, 4)
    for muscle in anatomy["muscle"]:
        for spot in muscle["spots"]:
            sheet.ring(sheet.at(spot, 1), 8, TEAL[sheet.theme], 2.5)
    for mark in anatomy["landmark"]:
        x, y = sheet.at(mark["point"], 1)
        for dx, dy in ((6, 0), (0, 6)):
            sheet.stroke([(x - dx * DEEP, y - dy * DEEP), (x + dx * DEEP, y + dy * DEEP)], INK[sheet.theme], 0.9, 1)


def _draw_one(plate: dict[str, Any], theme: str, anatomy: dict[str, Any], out: Path) -> None:
    """Draw each muscle alone, chosen on the right side, with its lines, spots and stripping path."""
    for muscle in anatomy["muscle"]:
        sheet = Sheet(plate, theme, 800)
        _bones(sheet, anatomy)
        _muscle(sheet, muscle, 1)
        _bones(sheet, anatomy, only_guide=True)
        sheet.stroke([sheet.at(p) for p in anatomy["nerve"]["path"]], NERVE[theme], 0.8, 3)
        for line in anatomy["line"]:
            if line["muscle"] == muscle["id"]:
                sheet.stroke([sheet.at(p) for p in line["path"]], INK[theme], 0.9, 1.5)
        sheet.stroke([sheet.at(p) for p in muscle["strip"]], TEAL[theme], 0.5, 7)
        for spot in muscle["spots"]:
            sheet.ring(sheet.at(spot), 7, TEAL[theme], 2.5)
        sheet.finished().save(out / f"one-{muscle['id']}-{theme}.png")


def _draw_whole(sheet: Sheet, anatomy: dict[str, Any]) -> None:
    """Draw the referral areas: the guide's firm, the others light; medius left, minimus right, piriformis both."""
    sides = {"gluteus-medius": -1, "gluteus-minimus": 1, "piriformis": 0}
    sheets = []
    for name, side in sides.items():
        part = Sheet(sheet.plate, sheet.theme, sheet.image.width // DEEP)
        for area in (area for area in anatomy["referral"] if area["muscle"] == name):
            outline = [part.at(p, side or 1) for p in area["outline"]]
            if area["beyond_guide"]:
                part.fill(outline, MUSCLE[sheet.theme], 0.55, hatch=0.006)
            else:
                part.fill(outline, MUSCLE[sheet.theme], 0.5)
            part.stroke([*outline, outline[0]], MUSCLE[sheet.theme], 0.8, 1)
        path = [part.at(p, side or 1) for p in anatomy["nerve"]["path"]]
        part.stroke(path, NERVE[sheet.theme], 0.6, 2)
        sheets.append(part.image)
    width, height = sheet.image.size
    row = Image.new("RGBA", (width * 3, height))
    for number, image in enumerate(sheets):
        row.paste(image, (number * width, 0))
    sheet.image = row


def _bones(
    sheet: Sheet, anatomy: dict[str, Any], *, only_guide: bool = False, sides: tuple[int, ...] = (1, -1)
) -> None:
    """Draw the bones, hatched: not to be pressed."""
    for bone in anatomy["bone"]:
        if only_guide and bone["beyond_guide"]:
            continue
        for side in sides if bone["paired"] else (1,):
            outline = [sheet.at(p, side) for p in bone["outline"]]
            faint = 0.55 if bone["beyond_guide"] else 1.0
            sheet.fill(outline, BONE[sheet.theme], 0.38 * faint)
            sheet.fill(outline, INK[sheet.theme], 0.55 * faint, hatch=0.0032)
            sheet.stroke([*outline, outline[0]], INK[sheet.theme], 0.75 * faint, 1.4)


def _muscle(sheet: Sheet, muscle: dict[str, Any], side: int) -> None:
    """Draw one muscle and its fibres."""
    outline = [sheet.at(p, side) for p in muscle["outline"]]
    sheet.fill(outline, MUSCLE[sheet.theme], 0.55)
    for fibre in muscle["fibres"]:
        sheet.stroke([sheet.at(p, side) for p in fibre], FIBRE[sheet.theme], 0.5, 1.2)
    sheet.stroke([*outline, outline[0]], FIBRE[sheet.theme], 0.8, 1.4)


if __name__ == "__main__":
    main()
