"""What of the collected files goes into the bundle: read by packaging/unknot.spec, the same for every system.

PyInstaller collects whatever Qt's modules could ever load. Plugins are kept by name, so that none comes in unasked;
libraries are kept where something kept needs them; what a Linux system has of its own stays the system's.
"""

import fnmatch
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

Entry = tuple[str, str, str]
"""As PyInstaller has it: where it goes in the bundle, where it lies now, and its kind."""

KEPT_PLUGINS = (
    "imageformats/*qwebp*",  # the plates
    "platforminputcontexts/*compose*",  # accents typed with a compose key
    "platforminputcontexts/*ibus*",  # notes typed in Chinese, Japanese, Korean
    "platforms/*qxcb*",
    "platforms/*qwayland.*",
    "platforms/*qoffscreen*",  # the demo
    "platforms/*qwindows*",
    "platforms/*qcocoa*",
    "platformthemes/*xdgdesktopportal*",  # file dialogs of the desktop, where the desktop asks for it
    "printsupport/*",
    "styles/*",
    "texttospeech/*speechd*",
    "texttospeech/*sapi*",
    "texttospeech/*darwin*",
    "wayland-decoration-client/*",  # a frame, where the desktop leaves that to the program
    "wayland-shell-integration/*xdg-shell*",
)
PLUGIN_FOLDERS = ("PySide6/Qt/plugins/", "PySide6/plugins/")
"""On Linux and macOS; on Windows."""
NEVER = {
    "translations of Qt": ("PySide6/Qt/translations/*", "PySide6/translations/*"),
    "QML": ("PySide6/Qt/qml/*", "PySide6/qml/*"),
    "OpenGL in software": ("*opengl32sw.dll", "*d3dcompiler_*.dll"),
    "metadata of packages": ("*.dist-info/*", "*.egg-info/*"),
    "type hints": ("*.pyi", "*/py.typed"),
}
"""By the name it has in the table of what was cut: patterns of places in the bundle."""
SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")
OWN_TO_QT = ("PySide6/", "shiboken6/")
EXCLUDED_MODULES = (
    *("tkinter", "_tkinter", "unittest", "pydoc", "doctest", "test", "lib2to3", "distutils", "setuptools", "pip"),
    *("ssl", "_ssl", "_hashlib"),  # nothing is sent or fetched; what needs a digest has Python's own
    *("bz2", "_bz2", "lzma", "_lzma", "readline", "curses", "_curses", "xmlrpc", "ftplib", "smtplib"),
    *("multiprocessing", "_multiprocessing", "_posixshmem"),
    *("PySide6.QtConcurrent", "PySide6.QtMultimediaWidgets", "_multibytecodec"),
    *(f"_codecs_{land}" for land in ("cn", "hk", "iso2022", "jp", "kr", "tw")),  # every file here is UTF-8
)


@dataclass
class Split:
    """What goes in, and what was cut, by the name of the reason."""

    kept: list[Entry] = field(default_factory=list)
    cut: dict[str, list[Entry]] = field(default_factory=dict)

    def leave_out(self, entry: Entry, reason: str) -> None:
        """Note that an entry is cut."""
        self.cut.setdefault(reason, []).append(entry)


def bytes_of(entries: Iterable[Entry]) -> int:
    """Return how large the files are that `entries` lead to."""
    return sum(Path(source).stat().st_size for _, source, kind in entries if kind != "SYMLINK")


def split(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> Split:
    """Tell what of `entries` goes in. `needs(path)` names the libraries that the file there is linked with."""
    result = Split()
    rest = []
    for entry in entries:
        reason = _refused(entry)
        if reason is None:
            rest.append(entry)
        else:
            result.leave_out(entry, reason)
    links = {entry[0]: entry for entry in rest if entry[2] == "SYMLINK"}
    files = {entry[0]: entry for entry in rest if entry[2] != "SYMLINK"}
    wanted = _reached(files, needs)
    for entry in files.values():
        if entry[0] in wanted:
            result.kept.append(entry)
        else:
            system = entry[1].startswith(SYSTEM) and not entry[0].startswith(OWN_TO_QT)
            result.leave_out(entry, "libraries of the system" if system else "libraries that nothing kept needs")
    for entry in links.values():
        if _target(entry) in wanted:
            result.kept.append(entry)
    return result


def _refused(entry: Entry) -> str | None:
    place = PurePath(entry[0]).as_posix()
    for reason, patterns in NEVER.items():
        if any(fnmatch.fnmatch(place, pattern) for pattern in patterns):
            return reason
    for folder in PLUGIN_FOLDERS:
        if place.startswith(folder):
            plugin = place.removeprefix(folder)
            kept = any(fnmatch.fnmatch(plugin, pattern) for pattern in KEPT_PLUGINS)
            return None if kept else f"plugins: {plugin.partition('/')[0]}"
    return None


def _target(link: Entry) -> str:
    """Return where in the bundle a link leads."""
    return (PurePath(link[0]).parent / link[1]).as_posix()


def _reached(files: Mapping[str, Entry], needs: Callable[[str], Iterable[str]]) -> set[str]:
    """Return the places of what is kept: no libraries, and libraries that it needs, one after the other."""
    by_name: dict[str, list[str]] = {}
    for place in files:
        by_name.setdefault(PurePath(place).name, []).append(place)
    wanted = {place for place, entry in files.items() if not _is_library(entry)}
    # Of the system's libraries, those that Python's own modules need come along: which SQLite it is matters.
    ours = [place for place in wanted if not place.startswith(OWN_TO_QT)]
    for roots, may_be_systems in ((ours, True), (sorted(wanted.difference(ours)), False)):
        waiting = list(roots)
        while waiting:
            for name in needs(files[waiting.pop()][1]):
                for place in by_name.get(PurePath(name).name, ()):
                    if place not in wanted and (may_be_systems or not _is_systems(files[place])):
                        wanted.add(place)
                        waiting.append(place)
    return wanted


def _is_systems(entry: Entry) -> bool:
    return entry[1].startswith(SYSTEM) and not entry[0].startswith(OWN_TO_QT)


def _is_library(entry: Entry) -> bool:
    """Whether it is only there because others are linked with it."""
    place = PurePath(entry[0]).as_posix()
    if entry[2] != "BINARY" or place.startswith(PLUGIN_FOLDERS):
        return False
    return not PurePath(place).name.startswith(("libpython", "python3"))
