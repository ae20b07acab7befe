"""The application object, named as the desktop knows it."""

import sys

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from unknot.i18n import spoken

APPLICATION_ID = "io.github.unknot.Unknot"


def make_application() -> QApplication:
    """Make the application object."""
    QGuiApplication.setDesktopFileName(APPLICATION_ID)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("unknot")
    application.setQuitOnLastWindowClosed(False)
    if spoken() != "en":  # to ask Qt for a direction takes 15 ms
        application.setLayoutDirection(QLocale(spoken()).textDirection())
    return application
