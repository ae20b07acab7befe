"""The program's icon in every size that desktops ask for, drawn from its SVG: `python -m tools.bundle.icons FOLDER`.

Run where PySide6 is. Also the single files that Windows and macOS want, where Qt can write them.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication
from tools.icons.drawn import RESOURCES, draw

SOURCE = RESOURCES / "unknot.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def main(arguments: list[str]) -> int:
    """Write `SIZE.png` for every size, `unknot.ico` and `unknot.icns`; the exit code."""
    application = QGuiApplication([])
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    written = [draw(SOURCE, size).save(str(folder / f"{size}.png")) for size in SIZES]
    written += [draw(SOURCE, 256).save(str(folder / "unknot.ico")), draw(SOURCE, 512).save(str(folder / "unknot.icns"))]
    del application
    return 0 if all(written) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
