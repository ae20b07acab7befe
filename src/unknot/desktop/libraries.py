"""What Qt needs of a Linux system before it may be started: libraries, a screen, a font.

Qt ends the whole program where one is missing, so this looks first, without Qt. Elsewhere than on Linux nothing is
ever missing: the wheel brings everything.
"""

import ctypes
import os
import re
import socket
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from unknot.i18n import _

OS_RELEASE = Path("/etc/os-release")
CONNECT_S = 2.0
"""How long a screen on another computer may take to answer."""
_X_SOCKETS = "/tmp/.X11-unix/X"  # noqa: S108  # where X servers listen, by agreement
_SCREENLESS = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs", "vkkhrdisplay")

_INSTALL = {"apt": "apt-get install", "dnf": "dnf install", "pacman": "pacman -S --needed"}
_FAMILIES = {
    "apt": {"debian", "ubuntu"},
    "dnf": {"fedora", "rhel", "centos"},
    "pacman": {"arch"},
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A library that is not there, and the package that brings it, by package manager."""

    library: str
    apt: str
    dnf: str
    pacman: str


# What `ldd` reports of the PySide6 6.12 wheel (Core, Gui, Widgets, DBus and the two platform plugins), without what
# every Linux with Python has (glibc, libstdc++, zlib).
_ALWAYS = (
    Missing("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Missing("libgthread-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Missing("libzstd.so.1", "libzstd1", "libzstd", "zstd"),
    Missing("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Missing("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Missing("libX11.so.6", "libx11-6", "libX11", "libx11"),
    Missing("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Missing("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Missing("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    Missing("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
)
_X11 = (
    Missing("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    Missing("libxcb.so.1", "libxcb1", "libxcb", "libxcb"),
    Missing("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Missing("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Missing("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Missing("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Missing("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    Missing("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    Missing("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    Missing("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Missing("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    Missing("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    Missing("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    Missing("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    Missing("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    Missing("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
)
_WAYLAND = (
    Missing("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland"),
    Missing("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
)
_FONT = Missing("", "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu")


def missing_libraries(environ: Mapping[str, str] = os.environ) -> tuple[Missing, ...]:
    """Return the system libraries that Qt would miss with the screen that `environ` names."""
    if not sys.platform.startswith("linux"):
        return ()
    missing = _not_there(_ALWAYS)
    platform = environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform in _SCREENLESS:
        return missing
    if platform.startswith("wayland") or (environ.get("WAYLAND_DISPLAY") and not platform):
        wayland = _not_there(_WAYLAND)
        # Qt falls back to X11 where it can't use Wayland.
        if not wayland or not environ.get("DISPLAY") or _not_there(_X11):
            return missing + wayland
        return missing
    return missing + _not_there(_X11)


def install_line(missing: Iterable[Missing], os_release: Path = OS_RELEASE) -> str:
    """Return the one command that installs what is missing, or the names where the system is not known."""
    missing = tuple(missing)
    manager = _package_manager(os_release)
    if manager is None:
        return _("Install: {names}").format(names=" ".join(sorted({item.library or item.apt for item in missing})))
    packages = " ".join(sorted({str(getattr(item, manager)) for item in missing}))
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}{_INSTALL[manager]} {packages}"


def screen_problem(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return in one plain line why no window can be shown on the screen that `environ` names, or None."""
    if not sys.platform.startswith("linux") or environ.get("QT_QPA_PLATFORM", "").startswith(_SCREENLESS):
        return None
    wayland, display = environ.get("WAYLAND_DISPLAY"), environ.get("DISPLAY")
    if not wayland and not display:
        return _("There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set.")
    if wayland and _answers_wayland(wayland, environ):
        return None
    if not display:
        return _("The screen WAYLAND_DISPLAY={name} does not answer.").format(name=wayland)
    if not _answers_x(display):
        return _("The screen DISPLAY={name} does not answer.").format(name=display)
    if not _lets_in(display):
        return _("The screen DISPLAY={name} does not let this user in.").format(name=display)
    return None


def font_problem(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return in one plain line that there is no font at all, or None. `font_install_line` says what to do."""
    if not sys.platform.startswith("linux") or any(_has_font(folder) for folder in _font_folders(environ)):
        return None
    return _("There is no font on this computer, so no text can be shown.")


def font_install_line(os_release: Path = OS_RELEASE) -> str:
    """Return the one command that installs a font."""
    return install_line([_FONT], os_release)


def _not_there(libraries: Iterable[Missing]) -> tuple[Missing, ...]:
    return tuple(item for item in libraries if not _loads(item.library))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _package_manager(os_release: Path) -> str | None:
    try:
        lines = os_release.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    values = dict(line.partition("=")[::2] for line in lines)
    names = {name.strip("\"'") for key in ("ID", "ID_LIKE") for name in values.get(key, "").split()}
    return next((manager for manager, family in _FAMILIES.items() if family & names), None)


def _answers_wayland(name: str, environ: Mapping[str, str]) -> bool:
    address = name if name.startswith("/") else f"{environ.get('XDG_RUNTIME_DIR', '')}/{name}"
    return _connects(socket.AF_UNIX, address)


def _answers_x(display: str) -> bool:
    """Whether anybody listens at a display as Xlib writes it: `:1`, `host:0.0`, `unix:0`, `/path/to/socket:0`."""
    parsed = re.fullmatch(r"(?P<host>.*):(?P<number>\d{1,5})(\.\d+)?", display)
    if parsed is None:
        return False
    host, number = parsed["host"], int(parsed["number"])
    if host.startswith("/"):
        return _connects(socket.AF_UNIX, host) or _connects(socket.AF_UNIX, f"{host}:{number}")
    if host in {"", "unix"} or host.endswith("/unix"):
        return _connects(socket.AF_UNIX, f"\0{_X_SOCKETS}{number}") or _connects(
            socket.AF_UNIX, f"{_X_SOCKETS}{number}"
        )
    if 6000 + number > 65535:
        return False
    try:
        with socket.create_connection((host.strip("[]").removeprefix("tcp/"), 6000 + number), CONNECT_S):
            return True
    except OSError:
        return False


def _connects(family: int, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as connection:
            connection.settimeout(CONNECT_S)
            connection.connect(address)
            return True
    except OSError:
        return False


def _lets_in(display: str) -> bool:
    """Whether the X server takes us, with whatever key its user has. True where that can't be asked."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)  # never NULL: an error is in what it points to
    taken = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return taken


def _font_folders(environ: Mapping[str, str]) -> Iterable[Path]:
    home = Path(environ.get("HOME", "/nonexistent"))
    yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts")
    for folder in environ.get("XDG_DATA_DIRS", "").split(":"):
        if folder:
            yield Path(folder) / "fonts"


def _has_font(folder: Path) -> bool:
    for _folder, _folders, files in os.walk(folder):
        if any(name.lower().endswith((".ttf", ".otf", ".ttc", ".pfb", ".pcf.gz")) for name in files):
            return True
    return False
