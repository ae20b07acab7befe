"""A bus in the tests' own hands, that says what it is told to, and an ear that notes what comes of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jeepney import HeaderFields, Message, Parser, new_method_return
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unknot.desktop.bus import Bus


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    """Wait for something; mostly it comes with the next events, and a look every 10 ms would take a test's time."""
    for _ in range(50):
        if holds():
            return
        QCoreApplication.processEvents()
    qtbot.waitUntil(holds)


class FalseBus:
    """Takes one line at a time and says what it is told to."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._server = QLocalServer()
        assert self._server.listen(f"{folder}/false")
        self.address = f"unix:path={folder}/false"
        self.heard = b""

    def takes(self, bus: Bus) -> QLocalSocket:
        """Have a line opened to this bus, and take it."""
        bus.open()
        until(self._qtbot, self._server.hasPendingConnections)
        caller = self._server.nextPendingConnection()
        assert caller is not None
        return caller

    def hears(self, caller: QLocalSocket, what: bytes) -> bytes:
        """Wait until this has been said; return all that was."""
        self.heard = b""

        def heard() -> bool:
            self.heard += caller.readAll().data()
            return what in self.heard

        until(self._qtbot, heard)
        return self.heard

    def says(self, caller: QLocalSocket, data: bytes) -> None:
        """Say something."""
        caller.write(data)
        caller.flush()

    def hears_hello(self, caller: QLocalSocket) -> Message:
        """Open the door, and return the first message that comes through."""
        assert re.fullmatch(rb"\0AUTH EXTERNAL (3\d)+\r\n", self.hears(caller, b"\r\n"))
        self.says(caller, b"OK 0123456789abcdef\r\n")
        parser = Parser()
        messages: list[Message] = []
        said = b""

        def heard() -> bool:
            nonlocal said
            said += caller.readAll().data()
            if not messages and said.startswith(b"BEGIN\r\n"):
                messages.extend(parser.feed(said.removeprefix(b"BEGIN\r\n")))
                said = b"BEGIN\r\n"
            return bool(messages)

        until(self._qtbot, heard)
        (hello,) = messages
        assert hello.header.fields[HeaderFields.member] == "Hello"
        return hello

    def lets_in(self, bus: Bus) -> QLocalSocket:
        """Have a line opened as a bus does."""
        caller = self.takes(bus)
        hello = self.hears_hello(caller)
        with self._qtbot.waitSignal(bus.ready):
            self.says(caller, new_method_return(hello, "s", (":1.1",)).serialise(1))
        return caller

    def close(self) -> None:
        """Be gone."""
        self._server.close()
        self._server.deleteLater()


class Ear:
    """Notes all that a line tells."""

    def __init__(self, bus: Bus) -> None:
        self.heard: list[object] = []
        bus.ready.connect(lambda: self.heard.append("ready"))
        bus.heard.connect(lambda said: self.heard.append(said.body))
        bus.called.connect(lambda call: self.heard.append(call.member))
        bus.lost.connect(lambda: self.heard.append("lost"))
