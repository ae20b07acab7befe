"""How long it takes until a window, its picture and its words are seen: real processes, looked at from outside."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.reader import has_read

BARE = (sys.executable, "-m", "bench.bare")


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from the start of a process until its window, the picture in it, and all its words are seen."""

    visible_ms: float
    picture_ms: float
    ready_ms: float


def command(folder: str) -> tuple[str, ...]:
    """Return what starts the program over a folder, with a muscle picked."""
    return (sys.executable, "-m", "unknot", "--data-dir", folder, "--muscle", "piriformis", "--side", "left")


def watched(
    environment: Mapping[str, str], programs: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, list[Start]]:
    """Start each program in turn, `rounds` times. One round before them fills the disk's cache and is not counted.

    A program called `bare` has a window and nothing else.
    """
    found: dict[str, list[Start]] = {name: [] for name in programs}
    eye = subprocess.Popen(
        [sys.executable, "-m", "bench.eye"],
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert eye.stdin is not None
    assert eye.stdout is not None
    try:
        for count in range(rounds + 1):
            for name, asked in programs.items():
                eye.stdin.write(json.dumps([name == "bare", *asked]) + "\n")
                eye.stdin.flush()
                seen = json.loads(eye.stdout.readline())
                if count:
                    found[name].append(Start(seen["visible"], seen.get("picture", 0.0), seen["ready"]))
    finally:
        eye.stdin.close()
        eye.wait()
    return found


def measure(environment: Mapping[str, str], rounds: int) -> dict[str, list[Start]]:
    """Start a bare window, the program as it starts each day, and as it starts where it has never been closed."""
    with tempfile.TemporaryDirectory() as folder:
        usual, first = has_read(f"{folder}/usual"), has_read(f"{folder}/first")
        Path(first, "unknot-first-sight.png").mkdir()  # so that none can be kept
        return watched(environment, {"bare": BARE, "usual": command(usual), "first": command(first)}, rounds)
