"""Asking over the accessibility bus, many questions at once.

libatspi waits for the answer to each question: 0.6–1 ms measured here, four questions a thing, so that one look at a
window of a hundred things would take a good part of a second. This asks about a whole layer of the tree together,
with the same D-Bus calls. Runs under the system's own Python; standard library and `gi` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gi.repository import Gio, GLib

if TYPE_CHECKING:
    from collections.abc import Iterable

CALL_LIMIT_MS = 10_000
ROOT = "/org/a11y/atspi/accessible/root"


class Call(NamedTuple):
    """One question: a method of an AT-SPI interface (`Properties` for a property), at one object."""

    path: str
    interface: str
    method: str
    arguments: GLib.Variant | None = None


def fetch(path: str, interface: str, prop: str) -> Call:
    """Ask for a property."""
    return Call(path, "Properties", "Get", GLib.Variant("(ss)", (f"org.a11y.atspi.{interface}", prop)))


class Line:
    """The connection to the accessibility bus, and over it to one program."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus = ("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        (address,) = session.call_sync(*bus, None, None, Gio.DBusCallFlags.NONE, CALL_LIMIT_MS).unpack()
        kind = Gio.DBusConnectionFlags
        self._connection = Gio.DBusConnection.new_for_address_sync(
            address, kind.AUTHENTICATION_CLIENT | kind.MESSAGE_BUS_CONNECTION
        )
        self.program = ""

    def ask(self, name: str, path: str, interface: str, method: str, arguments: Any = None) -> Any:
        """Ask one question of anybody and wait for its answer."""
        flags = Gio.DBusCallFlags.NONE
        call = (name, path, interface, method, arguments, None, flags, CALL_LIMIT_MS)
        return self._connection.call_sync(*call).unpack()

    def find_program(self, pid: int) -> str:
        """Return the bus name of the program with this process id; empty if it is not there."""
        registered = self.ask("org.a11y.atspi.Registry", ROOT, "org.a11y.atspi.Accessible", "GetChildren")[0]
        for name, _ in registered:
            driver = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
            try:
                (owner,) = self.ask(*driver, "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))
            except GLib.Error:
                continue
            if owner == pid:
                return str(name)
        return ""

    def ask_all(self, calls: Iterable[Call]) -> list[Any]:
        """Ask the program many questions at once; an answer is None where there is none."""
        calls = list(calls)
        answers: list[Any] = [None] * len(calls)
        waiting = len(calls)

        def take(connection: Any, result: Any, index: int) -> None:
            nonlocal waiting
            waiting -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()[0]
            except (GLib.Error, IndexError):
                answers[index] = None

        for index, (path, interface, method, arguments) in enumerate(calls):
            home = "org.freedesktop.DBus." if interface == "Properties" else "org.a11y.atspi."
            self._connection.call(
                self.program, path, home + interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START,
                CALL_LIMIT_MS, None, take, index,
            )  # fmt: skip
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers
