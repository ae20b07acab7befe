"""What tells that the computer goes to sleep, for the tests: run by the system's Python, which has the bindings.

Argument: the name that it takes. A line of input is sent as PrepareForSleep: "true", "false", or "true to NAME", to one
program alone.
"""

import os
import sys

from gi.repository import Gio, GLib

bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)


def say(line: str) -> None:
    """Say a line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def told(_channel, _condition):  # type: ignore[no-untyped-def]  # the bindings' own
    """Send what the input says; say "sent" when the bus has passed it on."""
    lines = os.read(0, 65536).decode().splitlines()
    for line in lines:
        value, _, name = line.partition(" to ")
        bus.emit_signal(
            name or None,
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager",
            "PrepareForSleep",
            GLib.Variant("(b)", (value == "true",)),
        )
        where = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId")
        bus.call_sync(*where, None, None, Gio.DBusCallFlags.NONE, -1, None)
        say("sent")
    return bool(lines)


NAME = sys.argv[1]
Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: say("ready"), None)
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN, told)
GLib.MainLoop().run()
