"""A second start calls the first window to the front, over a socket of the person's own."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 2000


def socket_name(folder: Path) -> str:
    """Return the name of the socket for the window that runs on `folder`."""
    return "unknot-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


class Summons(QObject):
    """Emits `called` when the program was started again. Only for whoever holds the lock of the folder."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        name = socket_name(folder)
        QLocalServer.removeServer(name)  # what a killed window left; nobody else can be listening
        self._server = QLocalServer(self, socketOptions=QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(name)

    def _answer(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
            self.called.emit()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()


def summon(folder: Path) -> bool:
    """Call the window that runs on `folder` to the front; whether it heard."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name(folder))
    heard = socket.waitForConnected(PATIENCE_MS)
    socket.disconnectFromServer()
    return heard
