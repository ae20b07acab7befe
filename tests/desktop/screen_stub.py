"""A desktop that keeps its screen on for others, for the tests: run by the system's Python, which has the bindings.

Arguments: what to serve: `portal`, or the path of a screen saver; with `late:` before it, it answers no call until its
input says "answer". It says every call, and when somebody who called it leaves the bus: first "dropped" for what that
one still held.
"""

import itertools
import os
import sys

from gi.repository import Gio, GLib

SCREEN_SAVER = "org.freedesktop.ScreenSaver"
PORTAL = "org.freedesktop.portal.Desktop"
DESCRIPTION = """<node>
<interface name="org.freedesktop.ScreenSaver">
<method name="Inhibit"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="UnInhibit"><arg type="u" direction="in"/></method></interface>
<interface name="org.freedesktop.portal.Inhibit"><method name="Inhibit"><arg type="s" direction="in"/>
<arg type="u" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/></method></interface>
<interface name="org.freedesktop.portal.Request"><method name="Close"/></interface></node>"""
interfaces = {interface.name: interface for interface in Gio.DBusNodeInfo.new_for_xml(DESCRIPTION).interfaces}
held: dict[str, list[str]] = {}
late: set[str] = set()
due: list[tuple[Gio.DBusMethodInvocation, GLib.Variant]] = []
numbers = itertools.count(1)


def say(line: str) -> None:
    """Say a line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def called(_bus, sender, path, interface, method, asked, call):  # type: ignore[no-untyped-def]  # the bindings' own
    """Hold the screen, or let go of it."""
    holdings = held.setdefault(sender, [])
    if method == "Inhibit":
        number = next(numbers)
        portal = interface == "org.freedesktop.portal.Inhibit"
        grant = f"/org/freedesktop/portal/desktop/request/{number}" if portal else str(number)
        holdings.append(grant)
        if portal:
            bus.register_object(grant, interfaces["org.freedesktop.portal.Request"], called, None, None)
        say(f"inhibit {grant} {'|'.join(str(value) for value in asked.unpack())}")
        answer = GLib.Variant("(o)", (grant,)) if portal else GLib.Variant("(u)", (number,))
        if path in late:
            due.append((call, answer))
        else:
            call.return_value(answer)
        return
    grant = path if method == "Close" else str(asked.unpack()[0])
    if grant in holdings:
        holdings.remove(grant)
        say(f"uninhibit {grant}")
    else:
        say(f"not held: {grant}")
    call.return_value(None)


def left(_bus, _sender, _path, _interface, _signal, told):  # type: ignore[no-untyped-def]  # the bindings' own
    """Drop what is held for a name that left the bus."""
    name, _old, new = told.unpack()
    if not new and name in held:
        for grant in held.pop(name):
            say(f"dropped {grant}")
        say("left")


def told(_channel, _condition):  # type: ignore[no-untyped-def]  # the bindings' own
    """Answer what is due, one call for each line."""
    lines = os.read(0, 65536).decode().splitlines()
    for _line in lines:
        call, answer = due.pop(0)
        call.return_value(answer)
    return bool(lines)


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.signal_subscribe(
    "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged", None, None, Gio.DBusSignalFlags.NONE, left
)
names = set()
for argument in sys.argv[1:]:
    what = argument.removeprefix("late:")
    names.add(PORTAL if what == "portal" else SCREEN_SAVER)
    place = "/org/freedesktop/portal/desktop" if what == "portal" else what
    served = interfaces["org.freedesktop.portal.Inhibit" if what == "portal" else SCREEN_SAVER]
    bus.register_object(place, served, called, None, None)
    if what != argument:
        late.add(place)
missing = set(names)


def owned(_bus, name):  # type: ignore[no-untyped-def]  # the bindings' own
    """Say when every name is taken."""
    missing.discard(name)
    if not missing:
        say("ready")


for name in names:
    Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, owned, None)
if not names:
    say("ready")
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN, told)
GLib.MainLoop().run()
