"""The atlas's picture as pixels: which of them changed, which have a colour, which touch each other."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import hypot, inf

from PySide6.QtGui import QColor, QImage, QPainter

from unknot.ui.look import Look
from unknot.ui.picture import Picture

SET = bytes([0]) + bytes([1]) * 255
"""Makes every byte but nought a one."""
Pixel = tuple[float, float]
Run = tuple[int, int, int]


def on_paper(picture: Picture, look: Look) -> QImage:
    """Return the picture of a look on the colour of the page, in the pixels of the screen."""
    drawn = picture.drawn(look)
    image = QImage(drawn.size(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(drawn.devicePixelRatio())
    image.fill(QColor(picture.colours.paper))
    painter = QPainter(image)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    image.setDevicePixelRatio(1.0)
    return image


class Mask:
    """Some of the pixels of a picture: a byte each, 1 or 0, row after row."""

    def __init__(self, width: int, data: bytes) -> None:
        self.width, self.height = width, len(data) // width
        self.data = data

    @classmethod
    def changed(cls, one: QImage, other: QImage) -> "Mask":
        """Return the pixels in which two pictures differ."""
        planes = [_bits(a) ^ _bits(b) for a, b in zip(_planes(one), _planes(other), strict=True)]
        size = one.width() * one.height()
        different = [_bits(plane.to_bytes(size).translate(SET)) for plane in planes]
        return cls(one.width(), (different[0] | different[1] | different[2]).to_bytes(size))

    @classmethod
    def coloured(cls, image: QImage, colour: str) -> "Mask":
        """Return the pixels of exactly one colour."""
        wanted = QColor(colour)
        found = -1
        for plane, value in zip(_planes(image), (wanted.blue(), wanted.green(), wanted.red()), strict=True):
            found &= _bits(plane.translate(bytes(int(byte == value) for byte in range(256))))
        return cls(image.width(), found.to_bytes(image.width() * image.height()))

    def __and__(self, other: "Mask") -> "Mask":
        return Mask(self.width, (_bits(self.data) & _bits(other.data)).to_bytes(len(self.data)))

    def __or__(self, other: "Mask") -> "Mask":
        return Mask(self.width, (_bits(self.data) | _bits(other.data)).to_bytes(len(self.data)))

    def __len__(self) -> int:
        return self.data.count(1)

    @cached_property
    def rows(self) -> list[int]:
        """How many pixels each row has."""
        return [self.data.count(1, y * self.width, (y + 1) * self.width) for y in range(self.height)]

    @cached_property
    def columns(self) -> list[int]:
        """How many pixels each column has."""
        return [self.data[x :: self.width].count(1) for x in range(self.width)]

    def centroid(self) -> Pixel:
        """Return the middle of all pixels."""
        return _mean(self.columns), _mean(self.rows)

    def has(self, point: Pixel) -> bool:
        """Tell whether a point and what lies around it, a pixel each way, is for the greater part within."""
        x, y = int(point[0]), int(point[1])
        return sum(self._at(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)) > 4

    def _at(self, x: int, y: int) -> int:
        return self.data[y * self.width + x] if 0 <= x < self.width and 0 <= y < self.height else 0

    def above(self, row: float) -> "Mask":
        """Return the pixels above a row."""
        kept = int(row) * self.width
        return Mask(self.width, self.data[:kept] + bytes(len(self.data) - kept))

    def between(self, left: float, right: float) -> "Mask":
        """Return the pixels of some columns."""
        line = bytes(int(left <= x + 0.5 <= right) for x in range(self.width)) * self.height
        return self & Mask(self.width, line)

    def mirrored(self) -> "Mask":
        """Return the mirror image."""
        lines = (self.data[y * self.width : (y + 1) * self.width] for y in range(self.height))
        return Mask(self.width, b"".join(line[::-1] for line in lines))

    def top(self) -> float:
        """Return the upper edge of the highest pixel; ValueError if there is none."""
        return float(_first(self.rows))

    def bottom(self) -> float:
        """Return the lower edge of the lowest pixel; ValueError if there is none."""
        return float(self.height - _first(self.rows[::-1]))

    def runs(self) -> Iterator[Run]:
        """Yield the stretches of pixels of each row, from above: row, first column, and the one after the last."""
        for row, count in enumerate(self.rows):
            if count:
                line = self.data[row * self.width : (row + 1) * self.width]
                yield from ((row, *found.span()) for found in re.finditer(b"\x01+", line))

    def distance(self, point: Pixel) -> float:
        """Return how far the middle of the nearest pixel is; infinity if there is none."""
        x, y = point
        ways = (hypot(max(left + 0.5 - x, 0.0, x - right + 0.5), row + 0.5 - y) for row, left, right in self.runs())
        return min(ways, default=inf)

    def parts(self) -> list["Part"]:
        """Return the pixels that touch each other, corners too, part by part."""
        runs = list(self.runs())
        joined = list(range(len(runs)))

        def first(one: int) -> int:
            while joined[one] != one:
                one = joined[one]
            return one

        for index, (row, left, right) in enumerate(runs):
            for before in range(index - 1, -1, -1):
                above, start, end = runs[before]
                if above < row - 1:
                    break
                if above < row and start <= right and end >= left:
                    joined[first(index)] = first(before)
        parts: dict[int, list[Run]] = {}
        for index, run in enumerate(runs):
            parts.setdefault(first(index), []).append(run)
        return [Part(part) for part in parts.values()]


class Part:
    """Pixels that touch each other."""

    def __init__(self, runs: Sequence[Run]) -> None:
        left, right = min(left for _, left, _ in runs), max(right for _, _, right in runs)
        top, bottom = min(row for row, _, _ in runs), max(row for row, _, _ in runs) + 1
        self.size = sum(right - left for _, left, right in runs)
        self.width, self.height = right - left, bottom - top
        self.middle: Pixel = (left + right) / 2, (top + bottom) / 2

    def fills(self, least: float, most: float) -> bool:
        """Tell whether it is as high as wide, and fills between so much and so much of the square around it."""
        square = self.width > 4 and abs(self.width - self.height) <= max(2, 0.12 * self.width)
        return square and least <= self.size / (self.width * self.height) <= most


def _planes(image: QImage) -> tuple[bytes, bytes, bytes]:
    data = bytes(image.constBits())
    return data[0::4], data[1::4], data[2::4]


def _bits(data: bytes) -> int:
    return int.from_bytes(data)


def _mean(counts: Sequence[int]) -> float:
    return sum((at + 0.5) * count for at, count in enumerate(counts)) / sum(counts)


def _first(counts: Sequence[int]) -> int:
    return next((at for at, count in enumerate(counts) if count), -1)
