"""What the fault tests share: the player, verbs that are killed, and what is on record afterwards."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from store.records import BOUNDARY, NOW, session
from unknot.core.session import Outcome
from unknot.store import editing
from unknot.store.backup import problem_in
from unknot.store.database import open_to_look
from unknot.store.exporting import export_to
from unknot.store.places import Places, name_places
from unknot.store.record import Record
from unknot.store.settings import Settings

HERE = Path(__file__).parent
PLAYER = [sys.executable, str(HERE / "player.py")]
VERB = [sys.executable, str(HERE / "verb.py")]
PATIENCE_S = 60.0

Said = dict[tuple[str, str], str]
"""What a player said is on record, by session and phase: the seconds; and by session and `ended`: the outcome."""


def start_player(folder: Path, speed: float = 1000.0, prefix: Sequence[str] = ()) -> "subprocess.Popen[str]":
    """Start a player that writes into a folder."""
    return subprocess.Popen(
        [*prefix, *PLAYER, str(folder), str(speed)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def heard(lines: Iterable[str]) -> Said:
    """Read what a player said is on record; a line cut off by its death counts not."""
    said: Said = {}
    for line in lines:
        session_id, what, value = (*line.split(), "", "", "")[:3]
        if line.endswith("\n") and len(session_id) == 36:
            said[session_id, what] = value
    return said


def missing(folder: Path, said: Said) -> list[str]:
    """Return what was said to be on record and is not, after the program was started again; and whether it is whole."""
    with Record.open(name_places(folder).database) as record:
        record.settle(NOW)
        kept = {one.id: one for one in record.sessions()}
        ordinals = {
            (row[0], str(row[1])): row[2]
            for row in record.connection.execute("SELECT session, ordinal, observed_s FROM phases")
        }
        problem = problem_in(record.connection, "integrity_check")
    lost = [problem] if problem else []
    for (session_id, what), value in said.items():
        if session_id not in kept:
            lost.append(f"session {session_id}")
        elif what == "ended":
            if kept[session_id].outcome is not Outcome(value):
                lost.append(f"outcome of {session_id}: {kept[session_id].outcome}, not {value}")
        elif ordinals.get((session_id, what), -1.0) < float(value):
            lost.append(f"phase {what} of {session_id}: {ordinals.get((session_id, what))}, not {value}")
    return lost


def fill(path: Path, count: int, chance: random.Random, note: str = "") -> None:
    """Put sessions into a record."""
    with Record.open(path) as record, record.writing():
        for _each in range(count):
            editing.write_session(record, session(note=note or f"note {chance.random()}"), BOUNDARY)


def content(path: Path) -> str:
    """Return all that a record holds, as text; the record must be whole."""
    file = path.with_name(path.name + ".seen.json")
    with Record.open(path) as record:
        assert problem_in(record.connection, "integrity_check") is None
        export_to(file, record, Settings(), NOW)
        (changes,) = record.connection.execute("SELECT count(*) FROM changes").fetchone()
    whole = json.loads(file.read_text())
    file.unlink()
    return json.dumps([whole, changes], sort_keys=True)


def run_verb(*words: str, environment: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a verb to its end."""
    return subprocess.run(
        [*VERB, *words], capture_output=True, text=True, check=False, timeout=PATIENCE_S, env=environment
    )


def time_verb(*words: str) -> float:
    """Run a verb to its end, and return the seconds that it was at work."""
    with subprocess.Popen([*VERB, *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        began_s = time.monotonic()
        process.stdout.read()
        assert process.wait() == 0
        return time.monotonic() - began_s


def kill_verb(after_s: float, *words: str) -> bool:
    """Kill a verb so many seconds after it began its work; whether it was still at it."""
    with subprocess.Popen([*VERB, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            process.kill()
        process.stdout.read()
        return process.wait() < 0


def copy_record(source: Path, target: Path) -> None:
    """Copy a record that nobody has open."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
    target.chmod(0o600)


def is_plain(stderr: str) -> bool:
    """Whether what a person would read is nothing, or plain lines of the program: no traceback."""
    lines = stderr.splitlines()
    return len(lines) <= 2 and all(line.startswith("unknot: ") for line in lines)


def places_in(folder: Path) -> Places:
    """Name what lies in a data folder."""
    return name_places(folder)


def whole(path: Path) -> bool:
    """Whether a record is whole, looked at without opening it for writing."""
    with closing(open_to_look(path)) as connection:
        return problem_in(connection, "integrity_check") is None


def as_json(path: Path) -> dict[str, Any]:
    """Read an export."""
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read
