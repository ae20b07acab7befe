"""Private D-Bus buses, and processes on them that are told and heard in lines. Whoever waits, waits for a line."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEM_PYTHON = "/usr/bin/python3"  # the D-Bus bindings of the stand-ins are packages of the system
HERE = Path(__file__).parent
LIMIT_S = 30.0
PLAIN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>{address}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>
"""


class Lines:
    """A process that does what its input says, line by line, and says what happens."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command, env=PLAIN | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self._said: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._said.put(line.rstrip("\n"))
        self._said.put(None)

    def says(self) -> str:
        """Return the next line; fail if none comes in time, or none can come."""
        line = self._said.get(timeout=LIMIT_S)
        assert line is not None, f"{self.process.args!r} ended"
        return line

    def tell(self, *lines: str) -> None:
        """Give it lines to act on."""
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{line}\n" for line in lines))
        self.process.stdin.flush()

    def kill(self) -> None:
        """End it as a crash would, with no chance to say goodbye."""
        self.process.kill()
        self.process.wait(timeout=LIMIT_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()
        self._reader.join(timeout=LIMIT_S)
        for end in (self.process.stdin, self.process.stdout):
            assert end is not None
            end.close()


def stand_in(script: str, environment: dict[str, str], *arguments: str) -> Lines:
    """Start a service of the tests' own and wait until it can be called."""
    service = Lines([SYSTEM_PYTHON, str(HERE / script), *arguments], environment)
    assert service.says() == "ready"
    return service


def driven(part: str, environment: dict[str, str], *arguments: str) -> Lines:
    """Start a small program around one part of Unknot."""
    program = Lines([sys.executable, str(HERE / "driven.py"), part, *arguments], environment)
    assert program.says() == "ready"
    return program


@dataclass(frozen=True)
class PrivateBus:
    """A bus that runs, and the address that programs find it at."""

    process: subprocess.Popen[str]
    address: str

    @property
    def environment(self) -> dict[str, str]:
        """What makes it the session's bus of a program."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.address}


@contextmanager
def private_bus(folder: Path, address: str = "") -> Iterator[PrivateBus]:
    """Run a bus that listens at `address`, or at a socket in `folder`.

    It starts no services by itself, so that only those are there which a test has started.
    """
    config = folder / "bus.conf"
    config.write_text(CONFIG.format(address=address or f"unix:path={folder}/bus"))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield PrivateBus(process, process.stdout.readline().strip())
        finally:
            process.kill()
