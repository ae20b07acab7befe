"""Colours that can be read, and sizes that stay within their limits."""

import re

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from ui.conftest import Dress, Show
from unknot.ui import theme
from unknot.ui.layout import button, text
from unknot.ui.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Colours, text_factor

ALL = {"light": LIGHT, "dark": DARK, "contrast-light": CONTRAST_LIGHT, "contrast-dark": CONTRAST_DARK}
THEMES = pytest.mark.parametrize("colours", ALL.values(), ids=ALL.keys())
ENOUGH = 4.5
MORE = 7.0
"""What WCAG asks of text where contrast is to be high."""
EDGE = 3.0
"""What it asks of what is around a control."""


def luminance(colour: QColor) -> float:
    """Relative luminance, as WCAG 2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | QColor, other: str | QColor) -> float:
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize("words", ["ink", "quiet", "teal", "muscle"])
@pytest.mark.parametrize("ground", ["paper", "plate", "field"])
def test_every_text_colour_can_be_read_on_every_ground(colours: Colours, words: str, ground: str) -> None:
    assert contrast(getattr(colours, words), getattr(colours, ground)) >= ENOUGH


@THEMES
def test_text_on_what_can_be_pressed_can_be_read(colours: Colours) -> None:
    assert contrast(colours.on_teal, colours.teal) >= ENOUGH
    assert contrast(colours.on_stop, colours.stop) >= ENOUGH


@THEMES
def test_what_can_be_pressed_stands_out_from_its_ground(colours: Colours) -> None:
    for ground in (colours.paper, colours.plate):
        assert contrast(colours.teal, ground) >= 3.0
        assert contrast(colours.stop, ground) >= 3.0
        assert contrast(colours.quiet, ground) >= 3.0, "the frame of a check box or a number"


@THEMES
def test_every_rule_of_the_style_sheet_can_be_read(qapp: QApplication, dress: Dress, colours: Colours) -> None:
    dress(colours)
    pairs = []
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", qapp.styleSheet()):
        said = dict(re.findall(r"(?<![\w-])((?:selection-)?(?:color|background(?:-color)?)):\s*([^;]+);", body))
        grounds = [said["background"]] if "#" in said.get("background", "") else [colours.paper, colours.plate]
        pairs += [(selector.strip(), said["color"], ground) for ground in grounds if "color" in said]
        if "selection-color" in said:
            pairs.append((selector.strip(), said["selection-color"], said["selection-background-color"]))
    assert len(pairs) > 15

    def least(rule: str) -> float:
        large = 'kind="stop"' in rule  # and bold
        return MORE if colours.contrast and not large else ENOUGH

    assert [(rule, *pair) for rule, *pair in pairs if contrast(pair[0], pair[1]) < least(rule)] == []


@THEMES
@pytest.mark.parametrize(
    "control", ["QPushButton", "QCheckBox::indicator", "QRadioButton::indicator", "QSpinBox", "QLineEdit", "QComboBox"]
)
def test_the_edge_of_every_control_stands_out(qapp: QApplication, dress: Dress, colours: Colours, control: str) -> None:
    dress(colours)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", qapp.styleSheet())
    edges = [
        re.search(r"border: \d+px solid (#\w+)", body)
        for selector, body in rules
        if control in [part.strip() for part in selector.split(",")]
    ]
    found = [edge[1] for edge in edges if edge]
    assert found
    for edge in found:
        for ground in (colours.paper, colours.plate):
            assert contrast(edge, ground) >= (ENOUGH if colours.contrast else EDGE)


@pytest.mark.parametrize("colours", [CONTRAST_LIGHT, CONTRAST_DARK], ids=["light", "dark"])
@pytest.mark.parametrize("words", ["ink", "quiet", "teal", "muscle"])
def test_in_high_contrast_text_has_more_than_enough(colours: Colours, words: str) -> None:
    for ground in ("paper", "plate", "field"):
        assert contrast(getattr(colours, words), getattr(colours, ground)) >= MORE


@THEMES
@pytest.mark.parametrize(
    "group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled]
)
def test_every_pair_of_the_palette_can_be_read(
    qapp: QApplication, dress: Dress, colours: Colours, group: QPalette.ColorGroup
) -> None:
    dress(colours)
    role, palette = QPalette.ColorRole, qapp.palette()
    for words, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.ToolTipText, role.ToolTipBase),
        (role.HighlightedText, role.Highlight),
        (role.PlaceholderText, role.Base),
        (role.Link, role.Window),
    ):
        assert contrast(palette.color(group, words), palette.color(group, ground)) >= ENOUGH, (words, ground)


def test_signal_red_belongs_to_stop_alone(qapp: QApplication, dress: Dress) -> None:
    for colours in ALL.values():
        dress(colours)
        rules = re.findall(r"([^{}]+)\{([^{}]*)\}", qapp.styleSheet())
        users = {selector.strip() for selector, body in rules if colours.stop in body}
        assert users == {'QPushButton[kind="stop"]'}


@THEMES
def test_what_is_dressed_is_drawn_in_its_colours(dress: Dress, show: Show, colours: Colours) -> None:
    dress(colours)
    halt: QPushButton = button("Stop now", "stop")
    halt.resize(200, 80)
    show(halt)
    assert QColor(halt.grab().toImage().pixel(100, 12)) == QColor(colours.stop)
    label = text("seconds", tone="quiet")
    label.resize(200, 80)
    show(label)
    picture = label.grab().toImage()
    drawn = {picture.pixel(x, y) for x in range(200) for y in range(80)}
    assert QColor(colours.paper).rgb() in drawn
    assert min(contrast(QColor(pixel), colours.quiet) for pixel in drawn) < 1.1


def test_a_choice_names_its_theme_and_the_system_decides_otherwise() -> None:
    assert theme.colours_for("light") is LIGHT
    assert theme.colours_for("dark") is DARK
    dark = QGuiApplication.styleHints().colorScheme().name == "Dark"
    assert theme.colours_for("system") is (DARK if dark else LIGHT)
    assert theme.colours_for("contrast") is (CONTRAST_DARK if dark else CONTRAST_LIGHT)


@pytest.mark.parametrize(("dark", "colours"), [(False, CONTRAST_LIGHT), (True, CONTRAST_DARK)])
def test_the_system_may_ask_for_high_contrast(monkeypatch: pytest.MonkeyPatch, dark: bool, colours: Colours) -> None:
    monkeypatch.setattr(theme, "_desktop_wants_contrast", lambda: True)
    monkeypatch.setattr(theme, "_desktop_is_dark", lambda: dark)
    assert theme.colours_for("system") is colours
    assert theme.colours_for("light") is LIGHT
    assert theme.colours_for("dark") is DARK


@pytest.mark.parametrize(
    ("size", "factor"),
    [
        ((1, 1), 1.0),
        ((1024, 700), 1.0),
        ((1100, 760), 1.0),
        ((1650, 1140), 1.5),
        ((1650, 760), 1.0),
        ((1100, 1140), 1.0),
        ((2200, 1520), 2.0),
        ((7680, 4320), 2.0),
    ],
)
def test_text_grows_with_the_window_between_once_and_twice(size: tuple[int, int], factor: float) -> None:
    assert text_factor(*size) == factor


def test_text_never_gets_smaller_in_a_larger_window() -> None:
    factors = [text_factor(width, width * 9 // 16) for width in range(800, 5000, 10)]
    assert factors == sorted(factors)


def test_sizes_follow_the_systems_text_size(qapp: QApplication) -> None:
    before = QFont(qapp.font())
    larger = QFont(before)
    larger.setPointSizeF(30)
    qapp.setFont(larger)
    try:
        assert theme.text_font(0.5).pointSizeF() == 15
        assert theme.plate_font(2.0).pointSizeF() == 60
    finally:
        qapp.setFont(before)


def test_all_digits_of_the_clock_are_equally_wide() -> None:
    metrics = QFontMetrics(theme.digits_font(140))
    assert len({metrics.horizontalAdvance(str(digit)) for digit in range(10)}) == 1


def test_dressing_twice_changes_nothing(qapp: QApplication, dress: Dress) -> None:
    dress(LIGHT)
    before = (qapp.styleSheet(), qapp.font().toString(), qapp.style().objectName())
    dress(DARK)
    assert qapp.styleSheet() != before[0]
    dress(LIGHT)
    assert (qapp.styleSheet(), qapp.font().toString(), qapp.style().objectName()) == before
