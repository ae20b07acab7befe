"""A second start calls the first window to the front, over a socket of the person's own.

Where there are sockets in the file system the system's own do: Qt's, which Windows needs, bring a library for networks
and one for encryption with them, 5 MB of memory in every window.
"""

import os
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from zlib import adler32, crc32

from PySide6.QtCore import QObject, QSocketNotifier, Signal

PATIENCE_MS = 2000
_OWNER_ALONE = 0o177
"""What is taken from the rights of a new file."""


def socket_name(folder: Path) -> str:
    """Return the name of the socket for the window that runs on `folder`: another one for each folder of a person."""
    path = os.fsencode(folder.resolve())
    return f"unknot-{os.getuid() if hasattr(os, 'getuid') else 0}-{crc32(path):08x}{adler32(path):08x}"


def socket_path(folder: Path) -> Path:
    """Return where the socket lies, on systems that have sockets in files."""
    return Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / socket_name(folder)


class _Listener(Protocol):
    def close(self) -> None: ...


class Summons(QObject):
    """Emits `called` when the program was started again. Only for whoever holds the lock of the folder."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener: _Listener | None = None
        if sys.platform == "win32":
            self._listener = _named_pipe(socket_name(folder), self)
        else:
            self._listener = _in_files(socket_path(folder), self)

    def close(self) -> None:
        """Listen no more."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None


def summon(folder: Path) -> bool:
    """Call the window that runs on `folder` to the front; whether it heard."""
    if sys.platform == "win32":
        from PySide6.QtNetwork import QLocalSocket

        pipe = QLocalSocket()
        pipe.connectToServer(socket_name(folder))
        heard = pipe.waitForConnected(PATIENCE_MS)
        pipe.disconnectFromServer()
        return heard
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as call:
        call.settimeout(PATIENCE_MS / 1000)
        try:
            call.connect(str(socket_path(folder)))
        except OSError:
            return False
        return True


class _FileSocket:
    """Listens at a path that its owner alone can use, and tells of each call."""

    def __init__(self, path: Path, summons: Summons) -> None:
        self._path = path
        self._summons = summons
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        before = os.umask(_OWNER_ALONE)
        try:
            self._socket.bind(str(path))
        finally:
            os.umask(before)
        self._socket.listen()
        self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, summons)
        self._notifier.activated.connect(self._answer)

    def _answer(self) -> None:
        with suppress(BlockingIOError):
            while True:
                self._socket.accept()[0].close()
                self._summons.called.emit()

    def close(self) -> None:
        """Listen no more, and leave nothing."""
        self._notifier.setEnabled(False)
        self._socket.close()
        with suppress(OSError):
            self._path.unlink()


def _in_files(path: Path, summons: Summons) -> _Listener | None:
    with suppress(OSError):
        path.unlink()  # what a killed window left; nobody else can be listening
    try:
        return _FileSocket(path, summons)
    except OSError:
        return None  # a second start then says that this window does not answer


def _named_pipe(name: str, summons: Summons) -> _Listener:
    from PySide6.QtNetwork import QLocalServer

    QLocalServer.removeServer(name)
    server = QLocalServer(summons, socketOptions=QLocalServer.SocketOption.UserAccessOption)

    def answer() -> None:
        while (connection := server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
            summons.called.emit()

    server.newConnection.connect(answer)
    server.listen(name)
    return server
