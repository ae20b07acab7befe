"""Compares two pictures as an eye does: by the means of small blocks, not pixel by pixel."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

BLOCK_PX = 8
"""Side of a block. Text that is set a fraction of a pixel aside hardly changes its mean; a moved mark does."""
LARGEST = 11
"""So much may the mean of one block differ, of 255, in red, green or blue."""
NOTICED = 4
"""A block that differs by more than this counts."""
MOST = 24
"""So many blocks may do that.

All three are measured. What an eye does not see (WebP at 90, text a quarter of a pixel aside, text without hinting)
reached 9 and 11 blocks; the least that it should see, the hatching of the tailbone, 13; a muscle 6 % lighter beneath
the bones, 9 and 76 blocks.
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """How two pictures differ: by how much the worst block, and how many blocks more than `NOTICED`."""

    largest: int
    blocks: int

    @property
    def seen(self) -> bool:
        """Whether an eye would see it."""
        return self.largest > LARGEST or self.blocks > MOST


def compare(one: QImage, other: QImage) -> Difference:
    """Return how two pictures differ; of different sizes, everywhere."""
    if one.size() != other.size():
        return Difference(255, one.width() * one.height() // BLOCK_PX**2)
    apart = [abs(a - b) for a, b in zip(_blocks(one), _blocks(other), strict=True)]
    worst = [max(apart[at : at + 3]) for at in range(0, len(apart), 4)]
    return Difference(max(worst), sum(block > NOTICED for block in worst))


def _blocks(image: QImage) -> bytes:
    """Return the means of all blocks: blue, green, red and a byte that says nothing."""
    size = QSize(round(image.width() / BLOCK_PX), round(image.height() / BLOCK_PX))
    how = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    means = image.convertToFormat(QImage.Format.Format_RGB32).scaled(size, *how)
    return bytes(means.constBits())


def difference_picture(one: QImage, other: QImage) -> QImage:
    """Return what differs, four times as strong, on black; of two sizes, the one with what the other lacks."""
    result = one.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.end()
    for _twice in range(2):
        once = result.copy()
        painter.begin(result)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.drawImage(0, 0, once)
        painter.end()
    return result
