"""The machine under the benchmark: what it is, who else uses it, and how to keep its cores busy."""

import contextlib
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

TICK_HZ = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
PROC = Path("/proc")
QUIET_SHARE = 0.05
"""Others use at most this share of the cores where the machine is called quiet."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def cpu_model() -> str:
    """Return the processor's name, or its architecture where nothing tells the name."""
    with contextlib.suppress(OSError):
        for line in (PROC / "cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


@contextlib.contextmanager
def busy_cores(count: int) -> Iterator[None]:
    """Keep `count` cores busy with one child process each, at the ordinary priority."""
    children = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for child in children:
            child.kill()
            child.wait()


def process_tree(root: int) -> list[int]:
    """Return `root` and all that descend from it and live."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            fields = _stat(int(folder.name))
            if fields:
                children.setdefault(int(fields[1]), []).append(int(folder.name))
    tree = [root]
    for pid in tree:  # grows while it is walked
        tree += children.get(pid, [])
    return tree


def pss_mib(pid: int) -> float:
    """Return the process's share of memory: its own pages, and its part of those it shares."""
    return _memory_mib(pid, ("Pss:",))


def private_mib(pid: int) -> float:
    """Return the memory that is the process's alone."""
    return _memory_mib(pid, ("Private_Clean:", "Private_Dirty:"))


def _memory_mib(pid: int, kinds: tuple[str, ...]) -> float:
    found_kib = 0
    with contextlib.suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith(kinds):
                found_kib += int(line.split()[1])
    return found_kib / 1024


def cpu_s(pid: int) -> float:
    """Return the seconds that all threads of a process have been on a core."""
    spent_ns = 0
    with contextlib.suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            with contextlib.suppress(OSError):
                spent_ns += int((task / "schedstat").read_text().split()[0])
    return spent_ns / 1e9


class Neighbours:
    """Watches, from its making on, what share of all cores others use: neither this process nor a descendant."""

    def __init__(self) -> None:
        self._from = self._read()

    def share(self) -> float:
        """Return the share so far, 0 to 1; 0 where the system does not tell."""
        busy, total, ours = (now - before for now, before in zip(self._read(), self._from, strict=True))
        return max(0.0, (busy - ours) / total) if total else 0.0

    def _read(self) -> tuple[float, float, float]:
        """Return seconds that the cores were busy, that there were, and that were ours."""
        try:
            first = (PROC / "stat").read_text().splitlines()[0]
        except OSError:
            return 0.0, 0.0, 0.0
        user, nice, system, idle, waiting, *rest = (int(field) / TICK_HZ for field in first.split()[1:9])
        busy = user + nice + system + sum(rest)
        return busy, busy + idle + waiting, _ours_s()


def wait_until_quiet(limit_s: float) -> None:
    """Wait until others leave the machine alone for two seconds, but no longer than `limit_s`."""
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        neighbours = Neighbours()
        time.sleep(2.0)
        if neighbours.share() <= QUIET_SHARE:
            return


def _ours_s() -> float:
    spent = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        spent += usage.ru_utime + usage.ru_stime
    for pid in process_tree(os.getpid())[1:]:
        fields = _stat(pid)
        if fields:
            spent += sum(int(field) for field in fields[11:15]) / TICK_HZ
    return spent


def _stat(pid: int) -> list[str]:
    """Return what the kernel says of a process after its name (state first), or nothing if it is gone."""
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return []
