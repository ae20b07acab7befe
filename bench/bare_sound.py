"""The floor with sound: a bare window, and beside it the least that speaks and the least that chimes. Run as a program.

Each in a process of its own, as in Unknot: neither may hold up the window.
"""

import os
import signal
import subprocess
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bench import bare
from unknot.resources import root

VOICE = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtTextToSpeech import QTextToSpeech
application = QCoreApplication([])
engine = QTextToSpeech()
application.exec()
"""
CHIMES = """
import sys
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtMultimedia import QSoundEffect
application = QCoreApplication([])
effect = QSoundEffect()
effect.setSource(QUrl.fromLocalFile(sys.argv[1]))
application.exec()
"""
CODES = (VOICE, CHIMES)


def main() -> int:
    """Show the window until somebody ends the process; the two others end with it."""
    sound = str(root() / "sounds" / "begin.wav")
    others = [subprocess.Popen([sys.executable, "-c", code, sound], stderr=subprocess.DEVNULL) for code in CODES]

    def end(_signal: int, _frame: object) -> None:
        for other in others:
            other.kill()
        os._exit(0)

    window_application = QApplication(sys.argv[:1])
    signal.signal(signal.SIGTERM, end)
    window = bare.make_window()
    window.show()
    ticking = QTimer(interval=200)  # Python hears of a signal only when it runs
    ticking.timeout.connect(lambda: None)
    ticking.start()
    return window_application.exec()


if __name__ == "__main__":
    sys.exit(main())
