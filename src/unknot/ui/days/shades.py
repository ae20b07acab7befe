"""The colours of days: four steps from the ground to teal, each with ink that can be read on it."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from unknot.core.calendar import SHADES
from unknot.ui.theme import Colours

_LIGHT, _DARK = (0.0, 0.15, 0.36, 0.6, 1.0), (0.0, 0.16, 0.36, 0.76, 1.0)
"""How much teal is in each step; a test measures that what is written on it can be read."""


@dataclass(frozen=True, slots=True)
class Shade:
    """A step: its ground, and what is written on it."""

    ground: QColor
    ink: QColor


def shades(colours: Colours) -> tuple[Shade, ...]:
    """Return the steps from none to the darkest."""
    shares = _DARK if colours.dark else _LIGHT
    return tuple(_shade(colours, share) for share in shares[: SHADES + 1])


def _shade(colours: Colours, share: float) -> Shade:
    ground = mixed(QColor(colours.plate), QColor(colours.teal), share)
    ink = max(QColor(colours.ink), QColor(colours.on_teal), key=lambda colour: contrast(ground, colour))
    return Shade(ground, ink)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour with `share` (0 to 1) of `other` in it."""
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]  # PySide's stub says object
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def contrast(one: QColor, other: QColor) -> float:
    """Return how well two colours can be told apart, 1 to 21, as WCAG 2 has it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
