"""`python -m tools.pictures [--out DIRECTORY] [--sheet]` writes the atlas's picture in every look."""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from tools.pictures.looks import all_looks
from tools.pictures.sheet import draw_sheet, on_paper

from unknot import resources
from unknot.desktop.application import make_application
from unknot.guide.library import load
from unknot.ui import theme
from unknot.ui.picture import Picture

ROOT = Path(__file__).parents[2]
SIZE = QSize(592, 476)
"""The atlas in a window of usual size, in device-independent pixels."""
QUALITY = 85


def main(arguments: list[str]) -> int:
    """Write the pictures; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "pictures", help="where to write the pictures")
    parser.add_argument("--sheet", action="store_true", help="draw the contact sheets of docs/pictures as well")
    options = parser.parse_args(arguments)
    application = make_application()
    root = resources.root()
    anatomy = load(root).anatomy
    options.out.mkdir(parents=True, exist_ok=True)
    count = 0
    for colours in (theme.LIGHT, theme.DARK):
        theme.apply(application, colours, root / "icons")
        picture = Picture(anatomy, root / "atlas", colours)
        tone = "dark" if colours.dark else "light"
        for ratio in (1, 2):
            picture.fit(SIZE, float(ratio))
            for name, look in all_looks(anatomy):
                file = options.out / f"{name}-{tone}-{ratio}x.png"
                if not on_paper(picture, look).save(str(file)):
                    print(f"{file}: can't be written", file=sys.stderr)
                    return 1
                count += 1
        if options.sheet:
            file = ROOT / "docs" / "pictures" / f"atlas-{tone}.webp"
            if not draw_sheet(anatomy, root / "atlas", colours).save(str(file), quality=QUALITY):
                print(f"{file}: can't be written", file=sys.stderr)
                return 1
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB")
    print(f"{count} pictures are in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
