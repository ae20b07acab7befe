"""Colour, type and measure: a calm anatomical plate on warm paper, or on a warm dark ground.

One muscle red for the muscle that was chosen, one teal for what can be pressed. Signal red belongs to Stop alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from unknot.ui.sheet import sheet

GRID = 8
"""Everything sits on multiples of this, in device-independent pixels."""
LARGE_PX = 27
"""From this height of a line on, text is large: a little over one and a half times what is usual."""
TEXT_FACES = ("Inter",)
"""Faces for text where the system has them; else its own."""
PLATE_FACES = (
    "EB Garamond 12",
    "EB Garamond",
    "Source Serif 4",
    "Georgia",
    "Noto Serif",
    "Liberation Serif",
    "DejaVu Serif",
)
"""Faces for the headings of the plate, the first that is there."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. Text colours have at least 4.5:1 on `paper` and `plate`; a test measures it.

    `edge` is what is around a control: 3:1. With `contrast`, text has 7:1 and edges 4.5:1, and what has the keyboard is
    told by more than a colour. `compression`, `friction` and `stripping` are the grounds of the distance view, with
    `on_phase` upon them, and `far_stop` is its red: text on these, like ink on paper, has 7:1.
    """

    dark: bool
    paper: str
    plate: str
    field: str
    ink: str
    quiet: str
    line: str
    muscle: str
    flesh: str
    fibre: str
    tendon: str
    bone: str
    skeleton: str
    nerve: str
    teal: str
    on_teal: str
    stop: str
    on_stop: str
    far_stop: str
    compression: str
    friction: str
    stripping: str
    on_phase: str
    edge: str
    contrast: bool = False


LIGHT = Colours(
    dark=False,
    paper="#faf6ed",
    plate="#f3ecdf",
    field="#fffdf8",
    ink="#29231e",
    quiet="#655a4e",
    line="#d9cebc",
    muscle="#9a3f33",
    flesh="#b5594b",
    fibre="#6f261b",
    tendon="#e3c5ab",
    bone="#8a7b66",
    skeleton="#fbf6ea",
    nerve="#a87a0c",
    teal="#0d6966",
    on_teal="#ffffff",
    stop="#c4161c",
    on_stop="#ffffff",
    far_stop="#a80f15",
    compression="#0b5957",
    friction="#4f3a78",
    stripping="#6b4700",
    on_phase="#ffffff",
    edge="#8a7b66",
)
DARK = Colours(
    dark=True,
    paper="#1f1b18",
    plate="#191613",
    field="#2a2521",
    ink="#efe7da",
    quiet="#b9ac9b",
    line="#453d35",
    muscle="#d9806f",
    flesh="#b25a4c",
    fibre="#f2b3a3",
    tendon="#d8bfa6",
    bone="#a8977d",
    skeleton="#d9cdb6",
    nerve="#e8c25a",
    teal="#63c2ba",
    on_teal="#0d2423",
    stop="#d3272c",
    on_stop="#ffffff",
    far_stop="#ab1116",
    compression="#12524f",
    friction="#503c72",
    stripping="#5c4312",
    on_phase="#ffffff",
    edge="#8a7b66",
)
CONTRAST_LIGHT = replace(
    LIGHT,
    paper="#ffffff",
    plate="#ffffff",
    field="#ffffff",
    ink="#000000",
    quiet="#303030",
    line="#6b6b6b",
    muscle="#8c0f0f",
    bone="#5a4d3a",
    nerve="#7a5600",
    teal="#004f4c",
    stop="#a8000a",
    far_stop="#8f0008",
    edge="#000000",
    contrast=True,
)
CONTRAST_DARK = replace(
    DARK,
    paper="#000000",
    plate="#000000",
    field="#000000",
    ink="#ffffff",
    quiet="#dedede",
    line="#9a9a9a",
    muscle="#ffa08c",
    bone="#d8c7ab",
    nerve="#ffdc6b",
    teal="#7ff0e6",
    on_teal="#000000",
    stop="#c8141c",
    edge="#ffffff",
    contrast=True,
)


def colours_for(choice: str) -> Colours:
    """Return the theme for a setting: `light`, `dark`, `contrast`, or `system` for what the desktop asks for.

    High contrast is light or dark as the desktop is.
    """
    dark = choice == "dark" or (choice != "light" and _desktop_is_dark())
    if choice == "contrast" or (choice == "system" and _desktop_wants_contrast()):
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def _desktop_is_dark() -> bool:
    from PySide6.QtCore import Qt  # 15 ms; the window is there before

    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def follow_contrast(dress: Callable[[], None]) -> None:
    """Call `dress` whenever the desktop asks for high contrast, or no longer."""
    hints = QGuiApplication.styleHints()
    if hasattr(hints, "accessibility"):
        hints.accessibility().contrastPreferenceChanged.connect(dress)


def _desktop_wants_contrast() -> bool:
    """Say whether the desktop asks for high contrast; Qt before 6.10 can't tell."""
    from PySide6.QtCore import Qt

    style = QGuiApplication.styleHints()
    hints = style.accessibility() if hasattr(style, "accessibility") else None
    return hints is not None and hints.contrastPreference() is Qt.ContrastPreference.HighContrast


def text_font(scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the face for text, `scale` times the size that the system sets for text. Its digits are all as wide."""
    font = QFont(QApplication.font())
    font.setPointSizeF(QApplication.font().pointSizeF() * scale)
    font.setWeight(weight)
    return font


def plate_font(scale: float, *, italic: bool = False) -> QFont:
    """Return the face for headings, `scale` times the size of text."""
    font = text_font(scale)
    font.setFamilies(list(PLATE_FACES))
    font.setItalic(italic)
    _set_feature(font, "lnum")  # digits as high as capitals
    return font


def animates() -> bool:
    """Return whether the system's style animates anything."""
    from PySide6.QtWidgets import QStyle

    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


def is_large() -> bool:
    """Return whether the system's text is so large that what usually lies side by side must lie one under the other."""
    return QFontMetrics(QApplication.font()).height() > LARGE_PX


def set_scale(widget: QWidget, scale: float) -> None:
    """Note how large a widget's text is, as a multiple of the system's, so that `fit_text` finds it."""
    widget.setProperty("scale", scale)


def fit_text(root: QWidget, factor: float) -> None:
    """Make all text under `root` that has a scale `factor` times as large: a large window is read from farther off."""
    base = QApplication.font().pointSizeF()
    for widget in root.findChildren(QWidget):
        scale = widget.property("scale")
        if scale is not None:
            font = widget.font()
            font.setPointSizeF(base * scale * factor)
            widget.setFont(font)


def text_factor(width_px: int, height_px: int) -> float:
    """Return how much larger than usual text is in a window of that size: 1 up to 1100 by 760, then in proportion."""
    return max(1.0, min(2.0, round(20 * min(width_px / 1100, height_px / 760)) / 20))


def digits_font(height_px: int) -> QFont:
    """Return a face whose digits are `height_px` high and all equally wide."""
    font = text_font(1.0, QFont.Weight.DemiBold)
    # A digit is a little under three quarters of the em in the faces in use; a test measures what comes out.
    font.setPixelSize(round(height_px / 0.72))
    return font


def apply(application: QApplication, colours: Colours, icons: Path) -> None:
    """Dress the whole application; `icons` is the folder of small pictures."""
    _set_face(application)
    application.setPalette(_palette(colours))
    application.setStyleSheet(sheet(colours, icons.as_posix()))


def _set_face(application: QApplication) -> None:
    font = QFont(application.font())
    present = [face for face in TEXT_FACES if QFontDatabase.hasFamily(face)]
    if present and font.families()[0] not in present:
        font.setFamilies([*present, *font.families()])
    _set_feature(font, "tnum")  # all digits equally wide, so that a clock does not jump
    if font.pointSizeF() < 1:
        font.setPointSizeF(10.5)
    application.setFont(font)


def _set_feature(font: QFont, name: str) -> None:
    tag = QFont.Tag.fromString(name)
    if tag is not None:
        font.setFeature(tag, 1)


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in {
        role.Window: colours.paper,
        role.WindowText: colours.ink,
        role.Base: colours.field,
        role.AlternateBase: colours.plate,
        role.Text: colours.ink,
        role.Button: colours.field,
        role.ButtonText: colours.ink,
        role.ToolTipBase: colours.field,
        role.ToolTipText: colours.ink,
        role.Highlight: colours.teal,
        role.HighlightedText: colours.on_teal,
        role.Accent: colours.teal,
        role.PlaceholderText: colours.quiet,
        role.Mid: colours.line,
        role.Link: colours.teal,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.quiet))
    return palette
