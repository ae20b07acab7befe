"""A session as a media player (MPRIS), so that media keys, headsets and the desktop's media controls reach it.

The interfaces are https://specifications.freedesktop.org/mpris-spec/2.2/. Linux only; elsewhere nothing happens.
"""

import os
import time
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from unknot.desktop.bus import BUS, Bus, Incoming, session_address

Variant = tuple[str, object]
"""A value with its D-Bus type before it."""
NAME = "org.mpris.MediaPlayer2.unknot"
PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
METHODS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    ROOT: {"Raise": {}, "Quit": {}},
    PLAYER: {
        "Next": {}, "Previous": {}, "Pause": {}, "PlayPause": {}, "Stop": {}, "Play": {},
        "Seek": {"Offset": "x"}, "SetPosition": {"TrackId": "o", "Position": "x"}, "OpenUri": {"Uri": "s"},
    },
}  # fmt: skip
"""What can be called, and what it takes. Those that a session has no use for do nothing, as the specification asks."""
_DO_NOT_QUEUE = 4
_OURS = (1,)  # what RequestName answers where the name is ours now
_STANDARD = """<interface name="org.freedesktop.DBus.Properties">
<method name="Get"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/></method>
<method name="GetAll"><arg type="s" direction="in"/><arg type="a{sv}" direction="out"/></method>
<method name="Set"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="in"/></method>
<signal name="PropertiesChanged"><arg type="s"/><arg type="a{sv}"/><arg type="as"/></signal>
</interface>"""
_FIXED: Mapping[str, Variant] = {
    "Rate": ("d", 1.0),
    "MinimumRate": ("d", 1.0),
    "MaximumRate": ("d", 1.0),
    "Volume": ("d", 1.0),
    "CanGoNext": ("b", True),
    "CanGoPrevious": ("b", False),
    "CanPlay": ("b", True),
    "CanPause": ("b", True),
    "CanSeek": ("b", False),
    "CanControl": ("b", True),
}
_ABOUT: Mapping[str, Variant] = {
    "CanQuit": ("b", False),
    "CanRaise": ("b", True),
    "HasTrackList": ("b", False),
    "Identity": ("s", "Unknot"),
    "DesktopEntry": ("s", "io.github.unknot.Unknot"),
    "SupportedUriSchemes": ("as", []),
    "SupportedMimeTypes": ("as", []),
}


class MediaPlayer(QObject):
    """Seen as a player between `appear` and `vanish`. Its signals say what somebody wants; it does nothing itself."""

    play_pause = Signal()
    play = Signal()
    pause = Signal()
    next = Signal()
    stop = Signal()
    raise_window = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: Bus | None = None
        self._status = "Stopped"
        self._title = self._subtitle = ""
        self._length_s = self._at_s = 0.0
        self._shown_at = 0.0
        self._track = 0
        self._wants = {
            "PlayPause": self.play_pause,
            "Play": self.play,
            "Pause": self.pause,
            "Next": self.next,
            "Stop": self.stop,
            "Raise": self.raise_window,
        }

    def appear(self) -> None:
        """Be found by whoever looks for players. Returns at once; does nothing without a session bus."""
        if self._bus is not None:
            return
        self._bus = Bus(session_address(), self)
        self._bus.ready.connect(self._take_name)
        self._bus.called.connect(self._called)
        self._bus.lost.connect(self.vanish)
        self._bus.open()

    def vanish(self) -> None:
        """Be found no more."""
        if self._bus is not None:
            self._bus.close()
            self._bus.deleteLater()
            self._bus = None

    def show(self, status: str, title: str, subtitle: str, *, length_s: float = 0.0, at_s: float = 0.0) -> None:
        """Tell what goes on: "Playing", "Paused" or "Stopped", what it is, and of what.

        `length_s` is how long it takes in all, 0 where that is not to be shown, and `at_s` how much of it is over.
        """
        before = self._moving()
        if (title, subtitle, length_s) != (self._title, self._subtitle, self._length_s):
            self._track += 1
        self._status, self._title, self._subtitle = status, title, subtitle
        self._length_s, self._at_s, self._shown_at = length_s, at_s, time.monotonic()
        changed = {name: value for name, value in self._moving().items() if before[name] != value}
        if changed and self._bus is not None:
            self._bus.emit_signal(PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", PLAYER, changed, [])

    def _moving(self) -> dict[str, Variant]:
        """Return the properties that changes are told of."""
        told: dict[str, Variant] = {
            "mpris:trackid": ("o", f"/io/github/unknot/Unknot/phase/{self._track}"),
            "xesam:title": ("s", self._title),
            "xesam:artist": ("as", [self._subtitle]),
        }
        if self._length_s > 0:
            told["mpris:length"] = ("x", round(self._length_s * 1_000_000))
        return {"PlaybackStatus": ("s", self._status), "Metadata": ("a{sv}", told)}

    def _position(self) -> Variant:
        running_s = time.monotonic() - self._shown_at if self._status == "Playing" else 0.0
        at_s = min(self._at_s + running_s, self._length_s)
        return ("x", round(at_s * 1_000_000))

    def _properties(self) -> dict[str, Mapping[str, Variant]]:
        return {ROOT: _ABOUT, PLAYER: {**self._moving(), "Position": self._position(), **_FIXED}}

    def _take_name(self) -> None:
        if self._bus is not None:
            self._bus.call(BUS, "RequestName", "su", NAME, _DO_NOT_QUEUE, answered=self._named)

    def _named(self, reply: tuple[object, ...] | None) -> None:
        """Take a name of this process's own where another Unknot has the plain one."""
        if self._bus is not None and reply != _OURS:
            self._bus.call(BUS, "RequestName", "su", f"{NAME}.instance{os.getpid()}", _DO_NOT_QUEUE)

    def _called(self, call: Incoming) -> None:
        if self._bus is None:
            return
        if call.path != PATH:
            self._bus.refuse(call, "UnknownObject", f"Unknot has nothing at {call.path}")
            return
        match call.interface, call.member:
            case "org.freedesktop.DBus.Peer", "Ping":
                self._bus.answer(call)
            case "org.freedesktop.DBus.Introspectable", "Introspect":
                self._bus.answer(call, "s", _description(self._properties()))
            case "org.freedesktop.DBus.Properties", _:
                self._tell_property(self._bus, call)
            case interface, member if member in METHODS.get(interface, {}):
                self._bus.answer(call)  # first: what is wanted may end with this player gone
                if member in self._wants:
                    self._wants[member].emit()
            case interface, member:
                self._bus.refuse(call, "UnknownMethod", f"Unknot has no method {interface}.{member}")

    def _tell_property(self, bus: Bus, call: Incoming) -> None:
        properties = self._properties().get(call.text(0))
        if properties is None:
            bus.refuse(call, "UnknownInterface", f"Unknot has no interface {call.text(0)}")
        elif call.member == "GetAll":
            bus.answer(call, "a{sv}", properties)
        elif call.text(1) not in properties:
            bus.refuse(call, "UnknownProperty", f"Unknot has no property {call.text(1)}")
        elif call.member == "Get":
            bus.answer(call, "v", properties[call.text(1)])
        else:
            bus.refuse(call, "PropertyReadOnly", f"{call.text(1)} cannot be set")


def _description(properties: Mapping[str, Mapping[str, Variant]]) -> str:
    """Describe both interfaces in D-Bus's XML."""
    lines = ["<node>"]
    for interface, methods in METHODS.items():
        lines.append(f'<interface name="{interface}">')
        for method, takes in methods.items():
            given = "".join(f'<arg name="{name}" type="{kind}" direction="in"/>' for name, kind in takes.items())
            lines.append(f'<method name="{method}">{given}</method>')
        for name, value in properties[interface].items():
            lines.append(f'<property name="{name}" type="{value[0]}" access="read"/>')
        lines.append("</interface>")
    return "\n".join([*lines, _STANDARD, "</node>"])
