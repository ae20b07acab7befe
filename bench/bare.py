"""The floor: the least a PySide6 window can cost. Run as a program.

Whoever measures it reads the title alone: memory that is shared with another process of Qt would count by half.
"""

import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

TITLE = "Bare window"


def make_window() -> "QMainWindow":
    """Return a window with a label in it, which does not show yet."""
    from PySide6.QtWidgets import QLabel, QMainWindow

    window = QMainWindow()
    window.setWindowTitle(TITLE)
    window.setCentralWidget(QLabel("60"))
    window.resize(1100, 760)
    return window


def main() -> int:
    """Show a label in a window until somebody ends the process."""
    from PySide6.QtWidgets import QApplication

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QApplication(sys.argv[:1])
    window = make_window()
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
