"""Records of many sessions: ten a day up to today, written one after the other as a person in earnest leaves them."""

import random
import sqlite3
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from unknot.core.tally import DAY_BOUNDARY, day_of
from unknot.store.database import open_database
from unknot.store.moments import to_text

A_DAY = 10
MUSCLES = ("gluteus-medius", "gluteus-minimus", "piriformis")
OUTCOMES = ("completed",) * 8 + ("partial", "stopped")
NOTES = ("", "", "", "firm ball, on the carpet", "after a long drive")
PHASES = (
    ("compression", 1, 60.0),
    ("friction", 1, 60.0),
    ("compression", 2, 60.0),
    ("friction", 2, 60.0),
    ("stripping", None, 60.0),
)
"""What the ordinary dose records."""
LONG = timedelta(minutes=6)


def write(path: Path, count: int) -> int:
    """Write a record of `count` sessions, the oldest first; return how many bytes it has on disk."""
    connection = open_database(path)
    chance = random.Random(count)
    now = datetime.now().astimezone()
    with connection:
        connection.execute("BEGIN")
        for number in reversed(range(count)):
            _session(connection, chance, now - timedelta(days=number // A_DAY, minutes=7 * (number % A_DAY) + 7))
        connection.execute("COMMIT")
    connection.close()
    return path.stat().st_size


def _session(connection: sqlite3.Connection, chance: random.Random, at: datetime) -> None:
    row_id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    outcome, ended = chance.choice(OUTCOMES), at + LONG
    values = (
        *(row_id, chance.choice(MUSCLES), chance.choice(("left", "right")), to_text(at), to_text(ended)),
        *(day_of(at, DAY_BOUNDARY).isoformat(), DAY_BOUNDARY.isoformat("minutes"), outcome),
        *("sharp" if outcome == "stopped" else None, 0, chance.randrange(8), chance.randrange(6)),
        *(chance.choice(NOTES), to_text(ended)),
    )
    connection.execute(f"INSERT INTO sessions VALUES ({', '.join('?' * len(values))})", values)
    connection.executemany(
        "INSERT INTO phases VALUES (?, ?, ?, ?, ?, ?)",
        [(row_id, number, *phase, phase[2]) for number, phase in enumerate(PHASES)],
    )
