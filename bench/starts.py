"""How long the start takes, with the atlas and without it: real processes, started in turn, that tell it themselves."""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

PROGRAMS = ("shipped", "without", "bare")
"""What `bench.first_frame` can start."""


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from the start of a process to the end of its first frame, and those that it was on a core.

    `picture_ms`: to the end of the first frame in which the atlas has its picture.
    """

    frame_ms: float
    cpu_ms: float
    picture_ms: float


def measure(environment: dict[str, str], rounds: int) -> dict[str, list[Start]]:
    """Start each program in turn, `rounds` times. One round before them fills the disk cache and is not counted."""
    found: dict[str, list[Start]] = {program: [] for program in PROGRAMS}
    with tempfile.TemporaryDirectory() as folder:
        for count in range(rounds + 1):
            for program in PROGRAMS:
                begun = start(environment, program, f"{folder}/{program}")
                if count:
                    found[program].append(begun)
    return found


def start(environment: dict[str, str], program: str, folder: str) -> Start:
    """Start a program once, over a folder."""
    command = [sys.executable, "-m", "bench.first_frame", program]
    said = subprocess.run(
        [*command, repr(time.monotonic()), folder], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return Start(**json.loads(said.stdout))
