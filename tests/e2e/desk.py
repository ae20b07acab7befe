"""A private desk to work at: screen, session bus, accessibility bus, window manager, empty home.

Nothing of the machine's own session is seen or changed: the program finds a fresh home, fresh XDG folders and a
screen that exists only for the tests. Whatever is started here, or starts from here, ends with the desk.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Self

from e2e import keeper
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Sequence

SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's: the accessibility bindings are packages of the system
SCREEN = "1600x1000x24"
PACKAGES = {  # a command these tests need: the Debian package that brings it
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "dbus-daemon": "dbus",
    "xdotool": "xdotool",
    "wmctrl": "wmctrl",
    "xprop": "x11-utils",
    "playerctl": "playerctl",
    "dunst": "dunst",
    "trayer": "trayer",
}
ACCESSIBILITY_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi; import pyatspi"


def missing_packages() -> list[str]:
    """Name the Debian packages that this machine lacks for these tests."""
    missing = {package for command, package in PACKAGES.items() if shutil.which(command) is None}
    if not ACCESSIBILITY_SERVICE.exists():
        missing.add("at-spi2-core")
    if not Path(SYSTEM_PYTHON).exists():
        missing |= {"python3", "python3-pyatspi"}
    elif subprocess.run([SYSTEM_PYTHON, "-I", "-c", BINDINGS], capture_output=True, check=False).returncode:
        missing.add("python3-pyatspi")
    return sorted(missing)


class Desk:
    """Screen, buses and window manager, between `with` and its end.

    `environment` is all that a program started at this desk gets to see of the machine.
    """

    def __init__(self, folder: Path) -> None:
        """Keep logs and the home under `folder`; sockets go to a short path of their own."""
        self.folder = folder
        self.mark = uuid.uuid4().hex
        self._started: list[subprocess.Popen[bytes]] = []
        self._runtime = Path(tempfile.mkdtemp(prefix="desk-"))  # 0700; socket paths may not exceed 107 bytes
        self.environment = self._fresh_environment()
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", keeper.__file__, self.mark, str(self._runtime)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _fresh_environment(self) -> dict[str, str]:
        home = self.folder / "home"
        folders = {
            "HOME": home,
            "XDG_CONFIG_HOME": home / ".config",
            "XDG_DATA_HOME": home / ".local/share",
            "XDG_STATE_HOME": home / ".local/state",
            "XDG_CACHE_HOME": home / ".cache",
        }
        for place in folders.values():
            place.mkdir(parents=True)
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self._runtime),
            "GSETTINGS_BACKEND": "memory",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONFAULTHANDLER": "1",
            keeper.MARK_VARIABLE: self.mark,
        } | {name: str(place) for name, place in folders.items()}

    def __enter__(self) -> Self:
        """Start everything; on failure end what was started."""
        try:
            self._start_screen()
            self._start_session_bus()
            self._start_window_manager()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End everything."""
        self.close()

    def close(self) -> None:
        """End every process of this desk, the detached ones too, and remove its sockets."""
        if self._keeper.stdin is not None:
            self._keeper.stdin.close()
        for process in reversed(self._started):
            process.wait(timeout=30)
        self._keeper.wait(timeout=30)

    def _start(self, command: Sequence[str], log: str, *, pass_fds: tuple[int, ...] = ()) -> None:
        """Start one of the desk's own services; what it says goes to the file `log`."""
        with (self.folder / log).open("wb") as said:
            process = subprocess.Popen(
                command,
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                pass_fds=pass_fds,
            )
        self._started.append(process)

    def _start_announcing(self, command: Sequence[str], log: str) -> str:
        """Start a service that writes its address to the descriptor `{fd}` of its command, and return that line."""
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as announced:
            try:
                self._start([word.format(fd=writing) for word in command], log, pass_fds=(writing,))
            finally:
                os.close(writing)
            address = announced.readline().decode().strip()
        if not address:
            said = (self.folder / log).read_text(errors="replace").strip()
            message = f"{command[0]} did not start: {said}"
            raise RuntimeError(message)
        return address

    def _start_screen(self) -> None:
        screen = ["Xvfb", "-displayfd", "{fd}", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
        self.environment["DISPLAY"] = ":" + self._start_announcing(screen, "screen.log")

    def _start_session_bus(self) -> None:
        """Start the session bus; the accessibility bus follows by itself when the first one asks for it."""
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={fd}"]
        address = f"--address=unix:path={self._runtime}/bus"
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_announcing([*bus, address], "bus.log")

    def _start_window_manager(self) -> None:
        self._start(["openbox", "--sm-disable"], "openbox.log")
        wait_until(self._is_managed, "a window manager on the screen")

    def _is_managed(self) -> bool:
        asked = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
        seen = subprocess.run(asked, env=self.environment, capture_output=True, text=True, check=False)
        return "window id" in seen.stdout
