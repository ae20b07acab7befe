"""Ends whatever a desk has started, however the tests themselves end.

Runs as its own process, standard library only: `python keeper.py MARK FOLDER`. It waits until its standard input
closes, which happens when the test run closes it, crashes or is killed. Then it ends every process that carries the
mark in its environment, and removes the folder of their sockets. Nothing else is ever touched: the mark is a fresh
random word for each desk. Processes that detach themselves (the accessibility bus, a speech daemon) inherit the mark
and are found too.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

MARK_VARIABLE = "UNKNOT_DESK"
PATIENCE_S = 5.0


def marked(mark: str) -> set[int]:
    """Return the ids of all living processes with this mark, this process excepted."""
    wanted = f"{MARK_VARIABLE}={mark}".encode()
    found: set[int] = set()
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
        except OSError:  # it ended meanwhile, or belongs to someone else
            continue
    return found


def sweep(mark: str) -> None:
    """Ask every marked process to end; after a while, insist."""
    deadline = time.monotonic() + PATIENCE_S
    asked: set[int] = set()
    while remaining := marked(mark):
        insist = time.monotonic() > deadline
        for pid in remaining if insist else remaining - asked:
            try:
                os.kill(pid, signal.SIGKILL if insist else signal.SIGTERM)
            except ProcessLookupError:
                continue
        asked |= remaining
        if time.monotonic() > deadline + PATIENCE_S:
            return
        time.sleep(0.02)


if __name__ == "__main__":
    sys.stdin.buffer.read()
    sweep(sys.argv[1])
    shutil.rmtree(sys.argv[2], ignore_errors=True)
