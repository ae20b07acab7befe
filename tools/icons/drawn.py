"""What is drawn from which SVG, and how large.

The program itself reads no SVG: that takes a library of its own, and 1.5 MB of the open window's memory.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from unknot.desktop.application import ICON_PX

HERE = Path(__file__).parent
RESOURCES = HERE.parents[1] / "resources" / "icons"
RATIOS = (1, 2, 3)
"""Pixels of the screen to one of the program's: Qt finds the picture for each by its name."""


def draw(source: Path, size: int | None = None, ratio: int = 1) -> QImage:
    """Return a picture of an SVG, as large as it says or `size` pixels wide and high, times `ratio`."""
    renderer = QSvgRenderer(str(source))
    wide = ratio * (size or renderer.defaultSize().width())
    image = QImage(wide, wide, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def drawn() -> dict[str, QImage]:
    """Return every picture that the program shows, by its place in `resources/icons`."""
    pictures = {f"unknot/{size}.png": draw(RESOURCES / "unknot.svg", size) for size in ICON_PX}
    for source in sorted(HERE.glob("*.svg")):
        for ratio in RATIOS:
            large = "" if ratio == 1 else f"@{ratio}x"
            pictures[f"{source.stem}{large}.png"] = draw(source, ratio=ratio)
    return pictures
