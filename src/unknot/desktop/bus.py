"""A line to a D-Bus message bus, over a Qt socket: nothing here ever waits, whoever does not answer.

Calls go out and their answers come back later or never. Where there is no bus, nothing happens at all. What the bus
knows of the program (its names, what it holds at services) ends with the line, however the program ends.

The messages are jeepney's. Why not QtDBus: from Python it cannot say which kind of whole number is meant. PySide6 6.11
sends every small one as `i`, while the services that keep a screen on ask for `u` and refuse all else. jeepney is
imported when a bus lets the program in: it takes some milliseconds, and no window shall wait for them. `try_out` has
that done ahead of the first moment of a session.
"""

import os
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtNetwork import QLocalSocket

BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
"""Service, path and interface of the bus itself."""
SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
LONGEST = 1 << 16
"""Bytes of the longest message that is read. All that is asked for here is far shorter, and to read one of the length
that D-Bus allows (128 MiB) would take minutes."""
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, struct.error)
"""What jeepney raises for bytes that are no message."""

Answered = Callable[[tuple[object, ...] | None], None]
"""Is given the values of the reply; None for an error, and where the line broke before."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A signal or a call that came in. `destination` is empty where it is for everybody; `message` is jeepney's own."""

    path: str
    interface: str
    member: str
    destination: str
    body: tuple[object, ...]
    message: Any

    def text(self, index: int) -> str:
        """Return value `index` if there is one and it is a text; else an empty one."""
        value = self.body[index] if index < len(self.body) else ""
        return value if isinstance(value, str) else ""


def session_address() -> str:
    """Return where the session's bus is; empty where there is none."""
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS", "") if sys.platform == "linux" else ""


def system_address() -> str:
    """Return where the system's bus is, if there is one; empty where there cannot be one."""
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", SYSTEM_BUS) if sys.platform == "linux" else ""


def socket_of(address: str) -> tuple[str, bool]:
    """Return the socket of the first address in a list that has one, and whether its name is abstract."""
    for one in address.split(";"):
        kind, _, rest = one.partition(":")
        keys = dict(pair.partition("=")[::2] for pair in rest.split(","))
        for key in ("path", "abstract"):
            if kind == "unix" and key in keys:
                return unquote(keys[key]), key == "abstract"
    return "", False


class Bus(QObject):
    """One line to one bus, from `open` to `close`. Values go out and come in as jeepney has them: a variant is a pair.

    Emits `ready` once calls can be made, `lost` if the bus ends the line or never let it come about, `heard` with
    every signal that comes in, and `called` with every call: whoever serves answers it with `answer` or `refuse`.
    Before `ready` and after `lost` nothing is sent.
    """

    ready = Signal()
    lost = Signal()
    heard = Signal(object)
    called = Signal(object)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name, abstract = socket_of(address)
        self._socket = QLocalSocket(self)
        if abstract:
            self._socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
        self._socket.connected.connect(self._greet)
        self._socket.readyRead.connect(self._read)
        self._socket.disconnected.connect(self._broke)
        self._socket.errorOccurred.connect(self._broke)
        self._open = False
        self._let_in = False
        self._door: Any = None
        self._parser: Any = None
        self._serial = 0
        self._waiting: dict[int, Answered] = {}

    def open(self) -> None:
        """Begin to connect. Returns at once; for once only."""
        if self._name and not self._open:
            self._open = True
            self._socket.connectToServer(self._name)

    def close(self) -> None:
        """End the line. What was sent arrives; answers still due do not, and nobody is told."""
        self._open = False
        self._waiting.clear()
        self._socket.abort()

    def call(
        self,
        target: tuple[str, str, str],
        member: str,
        signature: str = "",
        *body: object,
        answered: Answered | None = None,
    ) -> None:
        """Call a method of `target`, which is service, path and interface; without `answered`, ask for no answer.

        Raises ValueError, TypeError or `struct.error` for what D-Bus cannot say.
        """
        if not self._sends():
            return
        from jeepney import DBusAddress, MessageFlag, new_method_call

        service, path, interface = target
        message = new_method_call(DBusAddress(path, service, interface), member, signature or None, body)
        if answered is None:
            message.header.flags = MessageFlag.no_reply_expected
        else:
            self._waiting[self._serial + 1] = answered  # first: a line that breaks as this is sent tells it
        self._send(message)

    def listen(self, rule: str) -> None:
        """Have signals sent here that match a rule, as D-Bus writes them."""
        self.call(BUS, "AddMatch", "s", rule)

    def emit_signal(self, path: str, interface: str, member: str, signature: str, *body: object) -> None:
        """Send a signal to whoever listens."""
        if self._sends():
            from jeepney import DBusAddress, new_signal

            self._send(new_signal(DBusAddress(path, interface=interface), member, signature, body))

    def answer(self, call: Incoming, signature: str = "", *body: object) -> None:
        """Answer a call, if it asks for that."""
        if self._sends() and _wants_answer(call):
            from jeepney import new_method_return

            self._send(new_method_return(call.message, signature or None, body))

    def refuse(self, call: Incoming, error: str, why: str) -> None:
        """Answer a call with an error; `error` as in `org.freedesktop.DBus.Error.`, without that."""
        if self._sends() and _wants_answer(call):
            from jeepney import new_error

            self._send(new_error(call.message, f"org.freedesktop.DBus.Error.{error}", "s", (why,)))

    def _sends(self) -> bool:
        return self._open and self._let_in

    def _send(self, message: Any) -> None:
        self._serial += 1
        self._write(message.serialise(serial=self._serial))

    def _write(self, data: bytes) -> None:
        self._socket.write(data)
        self._socket.flush()  # now, and not when the loop comes round: the program may end before that

    def _greet(self) -> None:
        from jeepney import Parser
        from jeepney.auth import Authenticator

        self._door, self._parser = Authenticator(), Parser()
        self._write(self._door.data_to_send())

    def _read(self) -> None:
        while self._open:
            try:
                message = self._next()
                if message is None:
                    return
                answers, incoming = _values(message)
            except _BROKEN:
                self._socket.abort()
                return
            self._sort(message, answers, incoming)

    def _next(self) -> Any:
        """Return the next message; None until it is all there. Raises one of `_BROKEN`."""
        if not self._let_in and not self._comes_in():
            return None
        while (wanted := self._parser.bytes_desired()) <= LONGEST:
            data = self._socket.read(wanted).data()
            if not data:
                return None
            self._parser.add_data(data)
            message = self._parser.get_next_message()
            if message is not None:
                return message
        raise ValueError("a D-Bus message that is too long")

    def _comes_in(self) -> bool:
        from jeepney.auth import BEGIN

        self._door.feed(self._socket.readAll().data())
        if self._door.authenticated:
            self._let_in = True
            self._write(BEGIN)
            self.call(BUS, "Hello", answered=self._welcomed)
        return self._let_in

    def _welcomed(self, name: tuple[object, ...] | None) -> None:
        if name is not None:
            self.ready.emit()
        elif self._open:
            self._socket.abort()

    def _sort(self, message: Any, answers: int, incoming: Incoming) -> None:
        from jeepney import MessageType

        match message.header.message_type:
            case MessageType.signal:
                self.heard.emit(incoming)
            case MessageType.method_call:
                self.called.emit(incoming)
            case kind:
                answered = self._waiting.pop(answers, None)
                if answered is not None:
                    answered(incoming.body if kind is MessageType.method_return else None)

    def _broke(self) -> None:
        if not self._open:
            return
        self._open = False
        waiting, self._waiting = self._waiting, {}
        for answered in waiting.values():
            answered(None)
        self.lost.emit()


def _values(message: Any) -> tuple[int, Incoming]:
    """Return which call a message answers, 0 for none, and what else it says; ValueError if a field is of no use."""
    from jeepney import HeaderFields

    fields = message.header.fields
    texts = (HeaderFields.path, HeaderFields.interface, HeaderFields.member, HeaderFields.destination)
    said = [fields.get(field, "") for field in (*texts, HeaderFields.sender)]
    answers = fields.get(HeaderFields.reply_serial, 0)
    if not isinstance(answers, int) or not all(isinstance(text, str) for text in said):
        raise ValueError("a D-Bus message with a field of the wrong type")
    path, interface, member, destination, _sender = said
    return answers, Incoming(path, interface, member, destination, message.body, message)


def _wants_answer(call: Incoming) -> bool:
    from jeepney import MessageFlag

    return not call.message.header.flags & MessageFlag.no_reply_expected


def try_out(address: str, parent: QObject) -> None:
    """Connect to a bus and leave it again: what is loaded or made for the first line, some 40 ms, is then there.

    Half of that is PySide's. Where Python sees every event, as for the keys of a session, it goes through all of Qt's
    classes as soon as it meets an object of one that Qt keeps to itself, and a line has such objects.
    """
    application = QCoreApplication.instance()
    assert application is not None
    line = Bus(address, parent)
    line.ready.connect(line.close)
    onlooker = _Onlooker(line)
    application.installEventFilter(onlooker)
    line.open()
    application.removeEventFilter(onlooker)


class _Onlooker(QObject):
    """Sees every event, and leaves it be."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002  # Qt's name
        """Look on."""
        return False
