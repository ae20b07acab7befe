"""The colours of the positions: the plates' skin, and beside it the program's teal and a few quiet ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tools.plates import shade
from tools.plates.shade import Palette


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme's colours."""

    name: str
    materials: dict[str, Palette]
    """What the body and the things are painted with."""
    ground: int
    ground_strength: float
    """How opaque the patch of ground or wall is."""
    line: int
    """The line where the ground ends, and the quiet marks."""
    shadow: int
    shadow_strength: float
    pressed: int
    """The glow of the pressed place: the muscle red."""
    ring: int
    """The ring about it: the program's teal."""
    halo: int
    """What sets a mark off from what lies beneath."""


def _material(base: Palette, colours: tuple[int, int, int, int, int], edge: int) -> Palette:
    """Return the palette of the plates with other colours."""
    return replace(base, ramp=tuple(zip((0.0, 0.25, 0.5, 0.75, 1.0), colours, strict=True)), edge=edge)


LIGHT = Theme(
    "light",
    {
        "skin": shade.LIGHT,
        "ball": _material(shade.LIGHT, (0x05403F, 0x095553, 0x0D6966, 0x2E8A85, 0x7CC0BA), 0x04312F),
        "roller": _material(shade.LIGHT, (0x2F5F5C, 0x4F807C, 0x7BA6A1, 0xA6C6C1, 0xD3E4DF), 0x24504D),
        "tool": _material(shade.LIGHT, (0x2F5F5C, 0x4F807C, 0x7BA6A1, 0xA6C6C1, 0xD3E4DF), 0x24504D),
        "cloth": _material(shade.LIGHT, (0xA79A86, 0xC2B6A2, 0xD8CDBA, 0xE9E0D0, 0xF8F3E8), 0x7D705F),
        "mat": _material(shade.LIGHT, (0x6E7466, 0x8A9080, 0xA3A896, 0xB9BDAC, 0xD3D6C7), 0x555A4D),
        "wall": _material(shade.LIGHT, (0xA89C8A, 0xC0B4A1, 0xD3C8B6, 0xE3DACB, 0xF1EADD), 0x8A7B66),
        "bed": _material(shade.LIGHT, (0xAFA28D, 0xCABDA8, 0xDCD1BF, 0xEAE2D4, 0xF7F2E8), 0x8A7B66),
    },
    ground=0xC9B99F,
    ground_strength=0.42,
    line=0x655A4E,
    shadow=0x3B2A1E,
    shadow_strength=0.46,
    pressed=0xA8392B,
    ring=0x0D6966,
    halo=0xFAF6ED,
)
DARK = Theme(
    "dark",
    {
        "skin": shade.DARK,
        "ball": _material(shade.DARK, (0x14504C, 0x23726C, 0x3F9891, 0x63C2BA, 0xA6E4DD), 0x0D3330),
        "roller": _material(shade.DARK, (0x1C3A38, 0x2B5350, 0x406F6B, 0x5A8C87, 0x7EADA7), 0x8CB7B1),
        "tool": _material(shade.DARK, (0x1C3A38, 0x2B5350, 0x406F6B, 0x5A8C87, 0x7EADA7), 0x8CB7B1),
        "cloth": _material(shade.DARK, (0x2B2722, 0x413B34, 0x585047, 0x70675C, 0x8B8174), 0x958A7B),
        "mat": _material(shade.DARK, (0x23261F, 0x33372E, 0x454A3E, 0x585D50, 0x6E7465), 0x7F8575),
        "wall": _material(shade.DARK, (0x2A2520, 0x3A342D, 0x4C453C, 0x60574C, 0x756A5D), 0x8A7E6E),
        "bed": _material(shade.DARK, (0x28241F, 0x3A342D, 0x4D453C, 0x60574C, 0x776C5F), 0x8A7E6E),
    },
    ground=0x756858,
    ground_strength=0.40,
    line=0xB9AC9B,
    shadow=0x060403,
    shadow_strength=0.62,
    pressed=0xE0604C,
    ring=0x63C2BA,
    halo=0x191613,
)
THEMES = (LIGHT, DARK)
