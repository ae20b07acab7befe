"""A chime process whose Qt has lost a socket starts anew, and not while tones are in the way."""

import subprocess
import sys

import pytest

from unknot.desktop.chime_process import BETWEEN_MS
from unknot.desktop.orders import CHANGED

LIMIT_S = 60.0
PLAY = """
import os, sys, time
os.environ["QT_NO_GLIB"] = "1"
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QSocketNotifier, QTimer
from unknot.desktop.chime_process import Chimes, watch_for_lost_sockets

application = QCoreApplication([])
chimes = Chimes()
watch_for_lost_sockets(chimes)
reading, _writing = os.pipe()
notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read)
{before}
QTimer.singleShot(0, lambda: os.close(reading))
{after}
QTimer.singleShot({patience}, lambda: os._exit(9))
sys.exit(application.exec())
"""
PLAYING = 'chimes._playing.append("a tone")'
ENDED = "QTimer.singleShot(300, lambda: (chimes._playing.clear(), chimes._silence()))"


def ended(before: str = "", after: str = "", patience: int = 20 * BETWEEN_MS) -> int:
    """Return how a process ends in which a socket is lost."""
    script = PLAY.format(before=before, after=after, patience=patience)
    command, nowhere = [sys.executable, "-c", script], subprocess.DEVNULL
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere) as process:
        return process.wait(LIMIT_S)  # and its orders stay open


@pytest.mark.skipif(sys.platform != "linux", reason="Qt's sockets are watched in another way elsewhere")
def test_it_starts_anew() -> None:
    assert ended() == CHANGED


@pytest.mark.skipif(sys.platform != "linux", reason="Qt's sockets are watched in another way elsewhere")
def test_it_lets_a_tone_end_first() -> None:
    assert ended(before=PLAYING, patience=2 * BETWEEN_MS) == 9
    assert ended(before=PLAYING, after=ENDED) == CHANGED
