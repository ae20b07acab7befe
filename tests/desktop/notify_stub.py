"""A desktop's notification service, for the tests: run by the system's Python, which has the bindings.

Arguments: what it is able to do, as GetCapabilities says it; besides "mute", which answers no Notify until its input
says "answer", "full", which refuses every Notify, "direct", which sends signals to who called last alone, and
"inhibited=true" or "inhibited=false", without which it has no such property. It says every call. A line of input:
"answer"; "press ID KEY"; "token ID TEXT"; "closed ID".
"""

import itertools
import os
import sys

from gi.repository import Gio, GLib

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
INHIBITED = [word.removeprefix("inhibited=") for word in sys.argv[1:] if word.startswith("inhibited=")]
ABLE = [word for word in sys.argv[1:] if word in {"actions", "body", "body-markup"}]
PROPERTY = '<property name="Inhibited" type="b" access="read"/>' if INHIBITED else ""
DESCRIPTION = f"""<node><interface name="{NAME}">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>{PROPERTY}</interface></node>"""
SIGNALS = {
    "press": ("ActionInvoked", "(us)"),
    "token": ("ActivationToken", "(us)"),
    "closed": ("NotificationClosed", "(uu)"),
}
callers: list[str] = []
due: list[tuple[Gio.DBusMethodInvocation, int]] = []
numbers = itertools.count(7)


def say(line: str) -> None:
    """Say a line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def called(_bus, sender, _path, _interface, method, asked, call):  # type: ignore[no-untyped-def]  # the bindings' own
    """Answer a call, and say what it was."""
    callers.append(sender)
    if method == "GetCapabilities":
        call.return_value(GLib.Variant("(as)", (ABLE,)))
        return
    if method == "CloseNotification":
        say(f"close {asked.unpack()[0]}")
        call.return_value(None)
        return
    name, replaces, icon, title, body, actions, hints, expires = asked.unpack()
    assert (name, icon.startswith("file:///"), expires) == ("Unknot", True, -1), asked
    assert hints == {"desktop-entry": "io.github.unknot.Unknot", "urgency": 1}, hints
    say(f"notify {replaces}|{title}|{body}|{'|'.join(actions)}")
    if "full" in sys.argv:
        call.return_dbus_error("org.freedesktop.DBus.Error.LimitsExceeded", "too many")
        return
    number = replaces or next(numbers)
    if "mute" in sys.argv:
        due.append((call, number))
    else:
        call.return_value(GLib.Variant("(u)", (number,)))


def read(_bus, _sender, _path, _interface, _name):  # type: ignore[no-untyped-def]  # the bindings' own
    """Say whether silence is wanted."""
    say("asked for silence")
    return GLib.Variant("b", INHIBITED == ["true"])


def told(_channel, _condition):  # type: ignore[no-untyped-def]  # the bindings' own
    """Do what the input says."""
    lines = os.read(0, 65536).decode().splitlines()
    for line in lines:
        if line == "answer":
            call, number = due.pop(0)
            call.return_value(GLib.Variant("(u)", (number,)))
            continue
        what, shown, *more = line.split(" ")
        member, signature = SIGNALS[what]
        value: tuple[int, object] = (int(shown), 2 if what == "closed" else more[0])
        bus.emit_signal(
            callers[-1] if "direct" in sys.argv else None, PATH, NAME, member, GLib.Variant(signature, value)
        )
        where = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId")
        bus.call_sync(*where, None, None, Gio.DBusCallFlags.NONE, -1, None)
        say("sent")
    return bool(lines)


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(DESCRIPTION).interfaces[0], called, read, None)
Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: say("ready"), None)
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN, told)
GLib.MainLoop().run()
