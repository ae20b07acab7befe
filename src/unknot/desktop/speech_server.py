"""Silence at the system's speech server, without a word to the process that spoke.

On Linux another process speaks, Speech Dispatcher, and says a sentence to its end even where the one who asked for it
was killed. Elsewhere a voice ends with its process.
"""

import contextlib
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

CANCEL = b"SET SELF CLIENT_NAME unknot:unknot:silence\r\nCANCEL ALL\r\n"
"""Which of its clients was ours it does not tell. Qt asks the same for every stop."""
HEARD_MS = 2000
"""A server that works has heard it by then; one whose client has gone meanwhile may not listen to it."""
ANSWER = 256
"""Bytes of an answer, at least as many as it has."""


class Silencer:
    """Asks the server for silence on a line of its own, and keeps that open until it has been heard. Never waits."""

    def __init__(self, parent: QObject) -> None:
        self._line: socket.socket | None = None
        self._heard = QTimer(parent, singleShot=True, interval=HEARD_MS)
        self._heard.timeout.connect(self.close)

    def hush(self, environ: Mapping[str, str] = os.environ) -> bool:
        """Ask for silence; whether there is a server to ask."""
        self.close()
        place = address(environ) if sys.platform.startswith("linux") else None
        if place is None:
            return False
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.setblocking(False)
        try:
            line.connect(str(place))
            line.send(CANCEL)
        except OSError:  # it does not run, or is too busy to listen
            line.close()
            return False
        self._line = line
        self._heard.start()
        return True

    def wait(self, seconds: float) -> None:
        """Let the server hear what was asked, for so long at most: only where the whole program ends."""
        if self._line is not None:
            self._line.settimeout(seconds)
            with contextlib.suppress(OSError):
                self._line.recv(ANSWER)
        self.close()

    def close(self) -> None:
        """Close the line, heard or not."""
        self._heard.stop()
        if self._line is not None:
            self._line.close()
            self._line = None


def address(environ: Mapping[str, str]) -> Path | None:
    """Return where the server's socket lies by its own rules; None where it is no file."""
    kind, _, place = environ.get("SPEECHD_ADDRESS", "").partition(":")
    if kind and kind != "unix_socket":
        return None
    if place:
        return Path(place)
    folder = environ.get("XDG_RUNTIME_DIR")
    return Path(folder) / "speech-dispatcher" / "speechd.sock" if folder else None
