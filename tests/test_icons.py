"""The small pictures are what their SVG says, and the program reads no SVG."""

import subprocess
import sys
import textwrap
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from tools.icons.drawn import RESOURCES, drawn

from unknot.desktop.application import ICON_PX, program_icon

FAR = 24
"""How far one of a pixel's four numbers, of 255, may be from what is drawn here: libraries round curves differently."""


def furthest(one: QImage, other: QImage) -> int:
    form = QImage.Format.Format_ARGB32_Premultiplied
    images = [image.convertToFormat(form) for image in (one, other)]
    numbers: list[bytes] = [bytes(image.constBits()) for image in images]
    return max(abs(a - b) for a, b in zip(numbers[0], numbers[1], strict=True))


def test_they_are_as_they_would_be_drawn_now(qapp: QApplication) -> None:
    there = {path.relative_to(RESOURCES).as_posix() for path in RESOURCES.rglob("*.png")}
    wanted = drawn()
    assert there == set(wanted)
    for place, image in wanted.items():
        assert furthest(QImage(str(RESOURCES / place)), image) <= FAR, place


def test_the_icon_is_there_in_each_size(qapp: QApplication, shipped: Path) -> None:
    icon = program_icon(shipped)
    assert {size.width() for size in icon.availableSizes()} == set(ICON_PX)


def test_the_window_and_its_controls_read_no_svg(shipped: Path) -> None:
    shown = f"""
        from pathlib import Path
        from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox, QVBoxLayout, QWidget
        from unknot.desktop.application import program_icon
        from unknot.ui import theme
        application = QApplication([])
        theme.apply(application, theme.LIGHT, Path({str(shipped)!r}) / "icons")
        application.setWindowIcon(program_icon(Path({str(shipped)!r})))
        window = QWidget()
        layout = QVBoxLayout(window)
        for part in (QCheckBox("one", checked=True), QSpinBox(), QComboBox()):
            layout.addWidget(part)
        window.show()
        window.grab()
        print("libQt6Svg" in Path("/proc/self/maps").read_text() if Path("/proc/self/maps").exists() else False)
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(shown)], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.split() == ["False"]
