"""The application object, named as the desktop knows it."""

import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from unknot.i18n import spoken

APPLICATION_ID = "io.github.unknot.Unknot"
ICON_PX = (16, 24, 32, 48, 64)
"""How large the program's icon is kept, for title bars, lists of windows and the tray."""


def make_application() -> QApplication:
    """Make the application object."""
    QGuiApplication.setDesktopFileName(APPLICATION_ID)
    application = QApplication([*sys.argv[:1], "-style", "fusion"])  # the same everywhere
    application.setApplicationName("unknot")
    application.setQuitOnLastWindowClosed(False)
    if spoken() != "en":  # to ask Qt for a direction takes 15 ms
        application.setLayoutDirection(QLocale(spoken()).textDirection())
    return application


def program_icon(root: Path) -> QIcon:
    """Return the program's icon. `root` is the folder of resources; a picture is read when it is shown."""
    icon = QIcon()
    for size in ICON_PX:
        icon.addFile(str(root / "icons" / "unknot" / f"{size}.png"), QSize(size, size))
    return icon
