"""The pictures of body positions that Unknot ships: each there in both themes, readable, and small together."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

TOP = Path(__file__).parents[2]
POSITIONS = TOP / "resources/positions"
IDS = ("ball-back", "ball-side", "ball-wall", "roller", "floor-hard", "bed-soft", "massager")
THEMES = ("light", "dark")
FULL = 255


def picture(position: str, theme: str) -> QImage:
    image = QImage(str(POSITIONS / f"{position}-{theme}.webp"))
    assert not image.isNull(), f"{position}-{theme}.webp is missing, or no picture"
    return image


def opacities(image: QImage) -> list[int]:
    """Return the opacity of every 16th pixel on either way."""
    return [image.pixelColor(x, y).alpha() for y in range(0, image.height(), 16) for x in range(0, image.width(), 16)]


@pytest.mark.parametrize("position", IDS)
def test_a_position_is_shown_in_both_themes_at_one_size(position: str) -> None:
    light, dark = (picture(position, theme) for theme in THEMES)
    assert light.size() == dark.size()
    # Twice 460 × 300, as which it is shown.
    assert (light.width(), light.height()) == (920, 600)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("position", IDS)
def test_a_body_stands_out_on_a_page_that_shines_through(position: str, theme: str) -> None:
    image = picture(position, theme)
    assert image.hasAlphaChannel()
    seen = opacities(image)
    assert seen.count(0) > len(seen) / 5
    assert seen.count(FULL) > len(seen) / 20
    greys = {
        image.pixelColor(x, y).lightness() // 16
        for y in range(0, image.height(), 16)
        for x in range(0, image.width(), 16)
        if image.pixelColor(x, y).alpha() == FULL
    }
    assert len(greys) > 3


def test_light_and_dark_show_the_same_position() -> None:
    for position in IDS:
        light, dark = (opacities(picture(position, theme)) for theme in THEMES)
        solid = [(a == FULL, b == FULL) for a, b in zip(light, dark, strict=True)]
        assert sum(a != b for a, b in solid) < len(solid) / 50, position


def test_what_is_shipped_is_what_the_tool_draws_and_nothing_else() -> None:
    poses = tomllib.loads((TOP / "tools/positions/poses.toml").read_text(encoding="utf-8"))
    assert set(poses) == set(IDS)
    assert {path.name for path in POSITIONS.iterdir()} == {f"{name}-{theme}.webp" for name in IDS for theme in THEMES}


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in POSITIONS.iterdir()) <= 700_000
