"""The real program, started as a person starts it, with its data in a folder of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMAND = Path(os.environ.get("UNKNOT_COMMAND") or Path(sys.executable).with_name("unknot")).absolute()
"""What is tested: the program of this checkout, or another, such as a built one."""
VERB_LIMIT_S = 60.0
END_LIMIT_S = 20.0
EXPECTED_ON_STDERR = (  # said by libraries, true of every Qt program, no fault of this one
    r'^qt\.accessibility\.atspi: AtSpiAdaptor::applicationInterface does not implement "GetApplicationBusAddress"',
    r"^qt\.accessibility\.atspi: Could not find accessible on path: ",  # the tool asked for what had just gone
    r"^qt\.accessibility\.atspi: AtSpiAdaptor::valueInterface: Could not convert to double: ",  # a date has no number
)


class Program:
    """One data folder and the processes started on it, one window at a time."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        """Keep the data in `folder`/data and what the program prints beside it."""
        self.environment = dict(environment)
        self.folder = folder
        self.data = folder / "data"
        self._windows: list[subprocess.Popen[bytes]] = []

    def make_known(self) -> None:
        """Turn its sound off in its settings, and have its first pages read."""
        self.data.mkdir()
        settings = "voice = false\nchimes = false\nwelcomed = true\n"
        (self.data / "settings.toml").write_text(settings, encoding="utf-8")

    @property
    def window(self) -> subprocess.Popen[bytes]:
        """The process started last by `start`."""
        return self._windows[-1]

    def start(self, *arguments: str) -> int:
        """Start the program with a window; return its process id at once."""
        count = len(self._windows)
        printed, complained = self.folder / f"stdout-{count}", self.folder / f"stderr-{count}"
        with printed.open("wb") as out, complained.open("wb") as err:
            process = subprocess.Popen(
                [str(COMMAND), "--data-dir", str(self.data), *arguments],
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
        self._windows.append(process)
        return process.pid

    def kill(self) -> None:
        """End the window as a power cut would."""
        self.window.kill()
        self.window.wait(timeout=END_LIMIT_S)

    def ask_to_end(self) -> None:
        """Send what a session manager sends at log-out."""
        self.window.send_signal(signal.SIGTERM)

    def exit_code(self, limit_s: float = END_LIMIT_S) -> int:
        """Wait for the window's process to end; return its exit code."""
        return self.window.wait(timeout=limit_s)

    def run(self, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run the program once, on the same data, and return what it printed."""
        return subprocess.run(
            [str(COMMAND), *arguments, "--data-dir", str(self.data)],
            env=self.environment if environment is None else dict(environment),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=VERB_LIMIT_S,
        )

    def _answer(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = self.run(*arguments)
        assert (done.returncode, done.stderr) == (0, ""), f"unknot {' '.join(arguments)}: {done}"
        return done

    def today(self) -> dict[str, Any]:
        """Return what `today --json` says."""
        said: dict[str, Any] = json.loads(self._answer("today", "--json").stdout)
        return said

    def export(self) -> dict[str, Any]:
        """Return what `export` writes."""
        file = self.folder / "export.json"
        self._answer("export", str(file))
        written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return written

    def sessions(self) -> list[dict[str, Any]]:
        """Return the exported sessions, oldest first."""
        return sorted(self.export()["sessions"], key=lambda session: str(session["started_at"]))

    def complaints(self) -> list[str]:
        """Return every line on stderr that no library is known for: tracebacks, Qt warnings, anything."""
        return [
            line
            for count in range(len(self._windows))
            for line in (self.folder / f"stderr-{count}").read_text(errors="replace").splitlines()
            if line.strip() and not any(re.search(pattern, line) for pattern in EXPECTED_ON_STDERR)
        ]

    def close(self) -> list[str]:
        """End what still runs, politely first; return what went wrong on the way."""
        troubles: list[str] = []
        for process in self._windows:
            if process.poll() is not None:
                continue
            process.terminate()
            try:
                code = process.wait(timeout=END_LIMIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=END_LIMIT_S)
                troubles.append(f"still there {END_LIMIT_S:.0f} s after SIGTERM")
            else:
                if code:
                    troubles.append(f"exit code {code} after SIGTERM")
        return troubles
