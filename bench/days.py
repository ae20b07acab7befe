"""What the Days window costs as the record grows: `python -m bench.days` alone, or a part of `bench`.

Records of 100 to 100,000 sessions, ten a day. Each is opened by the program in a process of its own (bench.days_scene),
and started over, in turn with an empty one, until all of its window is seen.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from bench import records, screen
from bench.playing import play
from bench.report import Row, middle, table
from bench.starts import command, watched

SIZES = (100, 1_000, 10_000, 100_000)
TODAY_MS, YEAR_MS, TABLE_MS, FRAME_MS, SESSION_BYTES, START_RATIO = 2.0, 50.0, 200.0, 33.0, 1024.0, 1.05
"""The targets, at any size; bytes only where there are sessions enough to speak of an average."""
ENOUGH = 1_000


def measure(environment: dict[str, str], starts: int) -> list[Row]:
    """Measure each size; `starts` is how often to start each."""
    return [*(row for count in SIZES for row in _one(environment, count)), *_starts(environment, starts)]


def _one(environment: dict[str, str], count: int) -> list[Row]:
    found: dict[str, Any]
    (found,) = play(environment, "bench.days_scene", "--sessions", str(count))
    name = f"days, {count:,} sessions:"
    bytes_each = found["bytes"] / count
    return [
        Row(f"{name} today read", "ms", found["today"], target=TODAY_MS),
        Row(f"{name} a year read and shown", "ms", found["year"], target=YEAR_MS),
        Row(f"{name} a year read and shown, worst", "ms", found["year-worst"]),
        Row(f"{name} table opened", "ms", found["table"], target=TABLE_MS),
        Row(f"{name} all ids read", "ms", found["ids"]),
        Row(f"{name} scrolling, worst frame", "ms", found["frame"], target=FRAME_MS),
        Row(f"{name} on disk, a session", "bytes", bytes_each, target=SESSION_BYTES if count >= ENOUGH else None),
    ]


def _starts(environment: dict[str, str], rounds: int) -> list[Row]:
    """Start over an empty and over the largest record in turn; the first round fills the disk's cache."""
    largest = SIZES[-1]
    with tempfile.TemporaryDirectory() as folder:
        for count in (0, largest):
            path = Path(folder) / str(count) / "unknot.sqlite3"
            path.parent.mkdir()
            path.with_name("settings.toml").write_text("welcomed = true\n")  # no first pages lie over the window
            records.write(path, count)
        programs = {str(count): command(f"{folder}/{count}") for count in (0, largest)}
        found = watched(environment, programs, rounds)
    empty, full = (middle(each.ready_ms for each in found[str(count)]) for count in (0, largest))
    name = f"start to the whole window, {largest:,} sessions"
    return [Row(name, "ms", full, target=START_RATIO * empty), Row("the same, empty record", "ms", empty)]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="bench.days", description=__doc__)
    parser.add_argument("--starts", type=int, default=10, help="how often to start each (default 10)")
    asked = parser.parse_args()
    with screen.private_screen() as environment:
        for count in SIZES:
            print(table(_one(environment, count)), flush=True)
        print(table(_starts(environment, asked.starts)))


if __name__ == "__main__":
    main()
