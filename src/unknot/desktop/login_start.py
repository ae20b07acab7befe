"""Starting with the computer, by each system's own means: one file or one value of the person's own, no more.

Linux has autostart files (https://specifications.freedesktop.org/autostart-spec/0.5/). Windows has a key of the
registry and macOS a launch agent: both are written with care and untried, for there is neither here.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

ID = "io.github.unknot.Unknot"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
TURNED_OFF = ("Hidden=true", "X-GNOME-Autostart-enabled=false")
"""What desktops write into an autostart file when a person turns it off in their own settings."""
_QUOTED = '"`$\\'
"""What needs a backslash within the quotes of a command line there."""


def own_command() -> list[str]:
    """Return how this program was started, so that it can be again from anywhere, without its arguments."""
    if image := os.environ.get("APPIMAGE"):
        return [image]
    if sandboxed := os.environ.get("FLATPAK_ID"):
        return ["flatpak", "run", sandboxed]
    if getattr(sys, "frozen", False):
        return [sys.executable]
    script = Path(sys.argv[0])
    if script.name == "__main__.py" or not script.is_file():
        return [sys.executable, "-m", "unknot"]
    return [str(script.absolute())]


class LoginStart(Protocol):
    """Keeps the start with the computer. Each may raise OSError."""

    def turn_on(self) -> None:
        """Start with the computer from now on."""

    def turn_off(self) -> None:
        """Start with it no more."""

    def mend(self) -> None:
        """Put right what was written where the program lay before. What a person turned off elsewhere stays off."""


def login_start(command: Sequence[str]) -> LoginStart:
    """Return what keeps the start with this computer, as `command`."""
    if sys.platform == "win32":
        return _Windows(command)
    if sys.platform == "darwin":
        return _Mac(command)
    return Autostart(command)


class Autostart:
    """An autostart file. `folder` is the person's, unless given."""

    def __init__(self, command: Sequence[str], folder: Path | None = None) -> None:
        # In a Flatpak, XDG_CONFIG_HOME is a folder of its own, where no desktop looks for what it is to start.
        named = os.environ.get("HOST_XDG_CONFIG_HOME" if "FLATPAK_ID" in os.environ else "XDG_CONFIG_HOME")
        config = Path(named or Path.home() / ".config")
        self.file = (folder or config / "autostart") / f"{ID}.desktop"
        self._exec = f"Exec={exec_line(command)}"

    def turn_on(self) -> None:
        """Write the file."""
        lines = ["[Desktop Entry]", "Type=Application", "Name=Unknot", f"Icon={ID}", self._exec, "Terminal=false"]
        self._write([*lines, "StartupNotify=false", "X-GNOME-Autostart-enabled=true"])

    def turn_off(self) -> None:
        """Remove the file."""
        self.file.unlink(missing_ok=True)

    def mend(self) -> None:
        """Write the command anew if it is another now, and leave the other lines as they are."""
        try:
            lines = self.file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            self.turn_on()
            return
        except UnicodeDecodeError:
            lines = []
        if any(line.replace(" ", "") in TURNED_OFF for line in lines) or self._exec in lines:
            return
        if any(line.startswith("Exec=") for line in lines):
            self._write([self._exec if line.startswith("Exec=") else line for line in lines])
        else:
            self.turn_on()

    def _write(self, lines: Sequence[str]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.file.with_name(f"{self.file.name}.tmp")
        draft.write_text("\n".join([*lines, ""]), encoding="utf-8")
        draft.replace(self.file)


def exec_line(command: Sequence[str]) -> str:
    """Return a command as an Exec key has it: every part in quotes, escaped once for them and once for the file."""
    parts = []
    for part in command:
        quoted = "".join(f"\\{sign}" if sign in _QUOTED else sign for sign in part.replace("%", "%%"))
        parts.append(f'"{quoted}"'.replace("\\", "\\\\"))
    return " ".join(parts)


class _Windows:
    """A value of the key that Windows starts programs from (untried: there is no Windows here)."""

    def __init__(self, command: Sequence[str]) -> None:
        self._line = subprocess.list2cmdline(command)

    def turn_on(self) -> None:
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:  # type: ignore[attr-defined]
            winreg.SetValueEx(key, "Unknot", 0, winreg.REG_SZ, self._line)  # type: ignore[attr-defined]

    def turn_off(self) -> None:
        import contextlib
        import winreg

        with (
            contextlib.suppress(FileNotFoundError),
            winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key,  # type: ignore[attr-defined]
        ):
            winreg.DeleteValue(key, "Unknot")  # type: ignore[attr-defined]

    def mend(self) -> None:
        self.turn_on()  # what a person turns off in the system's settings is kept under another key


class _Mac:
    """A launch agent (untried: there is no macOS here)."""

    def __init__(self, command: Sequence[str]) -> None:
        self._file = Path.home() / "Library" / "LaunchAgents" / f"{ID}.plist"
        self._command = list(command)

    def turn_on(self) -> None:
        import plistlib

        self._file.parent.mkdir(parents=True, exist_ok=True)
        agent = {"Label": ID, "ProgramArguments": self._command, "RunAtLoad": True, "ProcessType": "Interactive"}
        self._file.write_bytes(plistlib.dumps(agent))

    def turn_off(self) -> None:
        self._file.unlink(missing_ok=True)

    def mend(self) -> None:
        import plistlib

        if not self._file.exists() or plistlib.loads(self._file.read_bytes()).get("ProgramArguments") != self._command:
            self.turn_on()
