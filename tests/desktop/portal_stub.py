"""A desktop's portal that answers one question, for the tests: run by the system's Python, which has the bindings.

Arguments: namespace, key, type of the answer (as D-Bus writes it), the answer as text.
"""

import sys

from gi.repository import Gio, GLib

DESCRIPTION = """<node><interface name="org.freedesktop.portal.Settings"><method name="Read">
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/>
</method></interface></node>"""
SPACE, KEY, KIND, SAID = sys.argv[1:5]


def answer(*told):  # type: ignore[no-untyped-def]  # there are no types of these bindings here
    """Answer as a portal does: a variant in a variant, or an error for what it does not know."""
    asked, call = told[5:7]
    if asked.unpack() != (SPACE, KEY):
        call.return_dbus_error("org.freedesktop.portal.Error.NotFound", "Requested setting not found")
        return
    value = {"b": SAID == "true", "u": int(SAID) if SAID.isdigit() else 0}.get(KIND, SAID)
    call.return_value(GLib.Variant("(v)", (GLib.Variant("v", GLib.Variant(KIND, value)),)))


def ready() -> None:
    """Say that the name is taken."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
(interface,) = Gio.DBusNodeInfo.new_for_xml(DESCRIPTION).interfaces
bus.register_object("/org/freedesktop/portal/desktop", interface, answer, None, None)
Gio.bus_own_name_on_connection(
    bus, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE, lambda *_: ready(), None
)
GLib.MainLoop().run()
