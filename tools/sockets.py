"""Which sockets Unknot opens: every system call of a whole demo and of a real session with sound, traced. Linux only.

`python -m tools.sockets` prints a table, and fails on a socket of the internet, or on a local one that nobody knows the
purpose of. The window runs on a private screen, in a room with a sound server and a speech server of its own. What the
speech server does, which belongs to the system and is only started where none runs, is told apart and not judged.
"""

import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench import screen
from bench.reader import has_read
from bench.room import Room, missing_packages
from bench.window import OWN, TITLE, start_button, start_session, wait_for_window

from unknot.desktop.summons import socket_name

CALLS = "execve,clone,clone3,fork,vfork,socket,socketpair,connect,bind,listen,sendto,sendmsg,accept,accept4"
PATIENCE_S = 120.0
SESSION_S = 8.0
"""Of the hold: its first words and tones are over by then."""
SYSTEMS_OWN = ("speech-dispatcher", "sd_", "espeak", "dbus-daemon", "pulseaudio")
"""Programs that may be started, and are not ours."""
INTERNET = ("AF_INET", "AF_INET6", "AF_PACKET")
PURPOSES = (
    (r"\.X11-unix/X\d+$", "the screen (X)"),
    (r"/wayland-\d+$", "the screen (Wayland)"),
    (r"system_bus_socket$", "the system's D-Bus: sleep"),
    (r"/at-spi/|/tmp/dbus-", "the bus of assistive tools"),
    (r"/bus$", "the session's D-Bus: screen kept on, media keys, notifications"),
    (r"/pulse/native$", "sound"),
    (r"/pipewire-0", "sound"),
    (r"/speechd\.sock$", "speech"),
    (r"/unknot-\d+-[0-9a-f]{16}$", "our own: a second start calls the first window"),
    (r"/\.[A-Za-z]{6}/s$", "our own, until it gets its name: in a folder closed to others"),
    (r"/nscd/socket$", "the C library asks the system for the name of a user"),
)
"""How the address of a socket ends, or what is in it, and what it is for."""


@dataclass(slots=True)
class Traced:
    """What one run opened: families of sockets, and the addresses that were called or taken, each with its count."""

    families: Counter[str] = field(default_factory=Counter)
    addresses: Counter[tuple[str, str]] = field(default_factory=Counter)
    apart: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    processes: int = 0

    def internet(self) -> int:
        """Return how many sockets of the internet there were."""
        return sum(count for family, count in self.families.items() if family in INTERNET)

    def unknown(self) -> list[str]:
        """Return the addresses and families without a known purpose."""
        strange = [family for family in self.families if family not in {*INTERNET, "AF_UNIX"}]
        return strange + [address for _call, address in self.addresses if purpose(address) is None]


def purpose(address: str) -> str | None:
    """Return what an address is for, or None."""
    return next((what for pattern, what in PURPOSES if re.search(pattern, address)), None)


def read(lines: Iterable[str]) -> Traced:
    """Read what strace wrote, with a process id before each call."""
    traced = Traced()
    program: dict[str, str] = {}
    for line in lines:
        pid, _space, call = line.strip().partition(" ")
        call = call.strip()
        traced.calls += 1
        program.setdefault(pid, "")
        if child := re.match(r"(?:<\.\.\. )?(?:clone3?|v?fork)\b.* = (\d+)$", call):
            program[child[1]] = program[pid]
        if (started := re.match(r'execve\("([^"]+)"', call)) and not call.endswith(
            "= -1 ENOENT (No such file or directory)"
        ):
            program[pid] = Path(started[1]).name
        if program[pid].startswith(SYSTEMS_OWN):
            if family := re.match(r"socket\((AF_\w+)", call):
                traced.apart[f"{program[pid]} {family[1]}"] += 1
            continue
        if family := re.match(r"socket(?:pair)?\((AF_\w+)", call):
            traced.families[family[1]] += 1
        if reached := re.match(r"(connect|bind)\(\d+, (.*)", call):
            address = re.search(r'sun_path=(@?"[^"]*")', reached[2])
            inner = re.search(r"sa_family=(AF_\w+)", reached[2])
            if address:
                traced.addresses[reached[1], address[1].replace('"', "")] += 1
            elif inner and inner[1] in INTERNET:
                traced.families[inner[1]] += 1
    traced.processes = sum(not name.startswith(SYSTEMS_OWN) for name in program.values())
    return traced


def strace(to: Path) -> list[str]:
    """Return what a command is put behind to be traced into a file."""
    return ["strace", "-f", "-qq", "-s", "200", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(to)]


def of_demo(folder: Path) -> Traced:
    """Trace a whole demo."""
    log = folder / "demo.trace"
    command = [*strace(log), sys.executable, "-m", "unknot", "demo", "--out", str(folder / "demo")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=5 * PATIENCE_S)
    return read(log.read_text(errors="replace").splitlines())


def of_session(folder: Path) -> tuple[Traced, str]:
    """Trace a real session, with sound; return also how the socket of our own is closed to others."""
    log, data = folder / "session.trace", folder / "data"
    with ExitStack() as stack:
        environment = stack.enter_context(screen.private_screen())
        room = stack.enter_context(Room())
        environment |= {name: value for name, value in room.environment.items() if name not in OWN}
        where = start_button(environment)
        ours = [sys.executable, "-m", "unknot", "--data-dir", has_read(str(data)), "--muscle", "piriformis"]
        program = subprocess.Popen([*strace(log), *ours, "--side", "left"], env=environment)
        try:
            wait_for_window(environment, TITLE)
            start_session(environment, where)
            rights = own_socket(Path(room.environment["XDG_RUNTIME_DIR"], socket_name(data)))
            time.sleep(SESSION_S)
            spoken = Path(room.environment["XDG_RUNTIME_DIR"], "speech-dispatcher").exists()
        finally:
            pid = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
            for each in pid:
                subprocess.run(["kill", f"-{signal.SIGTERM.value}", each], check=False)
            program.wait(timeout=PATIENCE_S)
    if not spoken:
        raise RuntimeError("no voice was there: nothing is shown about speech")
    return read(log.read_text(errors="replace").splitlines()), rights


def own_socket(path: Path) -> str:
    """Return the rights of the socket of our own. RuntimeError where anybody but its owner has any."""
    status = path.stat()
    mode = stat.S_IMODE(status.st_mode)
    if not stat.S_ISSOCK(status.st_mode) or mode & 0o077:
        raise RuntimeError(f"{path} is open to others: {mode:o}")
    return f"{mode:o}"


def show(name: str, traced: Traced) -> list[str]:
    """Print the table of one run; return what should not be."""
    print(f"\n{name}: {traced.calls} calls traced in {traced.processes} processes and threads of ours")
    print(f"  internet sockets: {traced.internet()}")
    for family, count in sorted(traced.families.items()):
        print(f"  {family:<12} {count:>4}")
    for (call, address), count in sorted(traced.addresses.items()):
        print(f"  {call:<8} {count:>3}  {purpose(address) or 'UNKNOWN':<60} {address}")
    for what, count in sorted(traced.apart.items()):
        print(f"  the system's own, apart: {what} {count}")
    return [f"{name}: {one}" for one in (*traced.unknown(), *(["internet"] * traced.internet()))]


def main() -> int:
    """Trace both, print, and return 1 where there is anything that should not be."""
    if missing := [*(["strace"] if shutil.which("strace") is None else []), *screen.missing(), *missing_packages()]:
        print(f"Not installed: {', '.join(missing)}")
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bad = show("demo", of_demo(folder))
        traced, rights = of_session(folder)
        bad += show("session with voice and tones", traced)
        print(f"  our own socket is {rights}: its owner's alone")
    print("\n" + ("\n".join(bad) if bad else "No internet socket, and every local one is known."))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
