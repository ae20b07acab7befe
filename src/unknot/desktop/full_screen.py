"""Whether what is in front fills the screen: a film, a game, a talk. Then nothing shall pop up over it.

On X11 the active window is looked at, on Windows the shell is asked (untested: there is no Windows here). A Wayland
desktop tells nobody, and macOS has no call for it: there the desktop itself holds notifications back, if it does.
"""

import ctypes
import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication

_ANY_TYPE = 0
_MOST = 64
"""Whole numbers of a property that are read; a window has a handful of states."""
_WINDOWS_TAKES = (5, 7)
"""What SHQueryUserNotificationState says where notifications may come: accepts them, a store app is open."""


def is_full_screen() -> bool:
    """Whether what is in front fills the screen; no where that cannot be told. Takes a millisecond or two."""
    if sys.platform == "win32":
        return _windows_is_full()
    if sys.platform == "linux" and QGuiApplication.platformName() == "xcb":
        return _x11_is_full()
    return False


def _windows_is_full() -> bool:
    state = ctypes.c_int()
    failed = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))  # type: ignore[attr-defined]
    return not failed and state.value not in _WINDOWS_TAKES


# X11, over a connection of its own: a window may be gone by the time it is asked about, and what xcb then answers is
# no more than an empty reply, while Xlib would end the program.


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("first", ctypes.POINTER(ctypes.c_uint32)), ("left", ctypes.c_int), ("index", ctypes.c_int))


class _Atom(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("pad", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("atom", ctypes.c_uint32),
    )


class _X:
    """The few calls of libxcb that are needed."""

    def __init__(self) -> None:
        self.xcb = xcb = ctypes.CDLL("libxcb.so.1")
        pointer, uint8, uint16, uint32 = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
        xcb.xcb_connect.restype = pointer
        xcb.xcb_connect.argtypes = [ctypes.c_char_p, pointer]
        for name in ("xcb_disconnect", "xcb_connection_has_error", "xcb_get_setup"):
            getattr(xcb, name).argtypes = [pointer]
        xcb.xcb_get_setup.restype = pointer
        xcb.xcb_setup_roots_iterator.restype = _Screens
        xcb.xcb_setup_roots_iterator.argtypes = [pointer]
        xcb.xcb_intern_atom.restype = _Cookie
        xcb.xcb_intern_atom.argtypes = [pointer, uint8, uint16, ctypes.c_char_p]
        xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(_Atom)
        xcb.xcb_intern_atom_reply.argtypes = [pointer, _Cookie, pointer]
        xcb.xcb_get_property.restype = _Cookie
        xcb.xcb_get_property.argtypes = [pointer, uint8, uint32, uint32, uint32, uint32, uint32]
        xcb.xcb_get_property_reply.restype = pointer
        xcb.xcb_get_property_reply.argtypes = [pointer, _Cookie, pointer]
        xcb.xcb_get_property_value.restype = ctypes.POINTER(uint32)
        xcb.xcb_get_property_value.argtypes = [pointer]
        xcb.xcb_get_property_value_length.argtypes = [pointer]
        self.free = ctypes.CDLL(None).free
        self.free.argtypes = [pointer]

    @contextmanager
    def connection(self) -> Iterator[int]:
        """Connect to the screen of the environment, and leave it again. OSError if there is none."""
        made = self.xcb.xcb_connect(None, None)
        try:
            if self.xcb.xcb_connection_has_error(made):
                raise OSError("no X11 screen")
            yield made
        finally:
            self.xcb.xcb_disconnect(made)

    def root(self, connection: int) -> int:
        """Return the root window of the first screen."""
        return int(self.xcb.xcb_setup_roots_iterator(self.xcb.xcb_get_setup(connection)).first[0])

    def atom(self, connection: int, name: bytes) -> int:
        """Return the number of a name; 0 for one that nobody has used yet."""
        reply = self.xcb.xcb_intern_atom_reply(
            connection, self.xcb.xcb_intern_atom(connection, 1, len(name), name), None
        )
        if not reply:
            return 0
        number = int(reply.contents.atom)
        self.free(reply)
        return number

    def numbers(self, connection: int, window: int, name: bytes) -> list[int]:
        """Return a window's property that is a list of whole numbers; empty where there is none, or no such window."""
        atom = self.atom(connection, name)
        asked = self.xcb.xcb_get_property(connection, 0, window, atom, _ANY_TYPE, 0, _MOST)
        reply = self.xcb.xcb_get_property_reply(connection, asked, None)
        if not reply:
            return []
        count = self.xcb.xcb_get_property_value_length(reply) // 4
        found = self.xcb.xcb_get_property_value(reply)[:count]
        self.free(reply)
        return list(found)


def _x11_is_full() -> bool:
    try:
        x = _X()
        with x.connection() as connection:
            active = x.numbers(connection, x.root(connection), b"_NET_ACTIVE_WINDOW")
            full = x.atom(connection, b"_NET_WM_STATE_FULLSCREEN")
            return bool(active and active[0] and full) and full in x.numbers(connection, active[0], b"_NET_WM_STATE")
    except OSError:  # no libxcb: then there is no X11 either
        return False
