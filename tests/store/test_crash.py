"""Nothing that was written is lost when the program is killed or the power goes."""

import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from unknot.core.anatomy import Region, Side
from unknot.core.plan import Kind, Phase, Tool
from unknot.core.session import Outcome
from unknot.store.kept import new_id
from unknot.store.record import Record

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
LEFT = Region("piriformis", Side.LEFT)
HOLD = Phase(Kind.COMPRESSION, 60.0, Tool.BALL, 1)
KILLS = 20

WRITER = """
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Kind, Phase, Tool
from unknot.core.session import Outcome
from unknot.store.kept import new_id
from unknot.store.record import Record

now = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
with Record.open(Path(sys.argv[1])) as record:
    while True:
        session = new_id()
        record.begin(session, Region("piriformis", Side.LEFT), started_at=now, boundary=time(3))
        for ordinal in range(1, 4):
            record.phase_began(session, ordinal, Phase(Kind.COMPRESSION, 60.0, Tool.BALL, ordinal), now)
            for seconds in range(1, 6):
                record.observed(session, ordinal, float(seconds), now)
                print(session, ordinal, seconds, flush=True)
        record.end(session, Outcome.COMPLETED, now)
        print(session, "ended", 0, flush=True)
"""


def test_a_copy_taken_mid_session_holds_all_that_was_written(tmp_path: Path) -> None:
    """The files as a power cut would leave them, once writes have returned."""
    running = tmp_path / "running"
    running.mkdir()
    with Record.open(running / "unknot.sqlite3") as record:
        session_id = new_id()
        record.begin(session_id, LEFT, started_at=NOW, boundary=time(3))
        record.phase_began(session_id, 1, HOLD, NOW)
        for seconds in range(1, 40):
            record.observed(session_id, 1, float(seconds), NOW)
            if seconds in {1, 20, 39}:
                shutil.copytree(running, tmp_path / str(seconds))
    for seconds in (1, 20, 39):
        with Record.open(tmp_path / str(seconds) / "unknot.sqlite3") as record:
            assert record.settle(NOW) == 1
            (session,) = record.sessions()
            assert session.outcome is Outcome.INTERRUPTED
            assert session.phases[0].observed_s == seconds


def test_a_killed_writer_loses_nothing_it_had_said(tmp_path: Path) -> None:
    path = tmp_path / "unknot.sqlite3"
    moments = random.Random(2)
    said: dict[tuple[str, str], int] = {}
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(moments.randrange(1, 60))]
            writer.kill()
            lines += writer.stdout.readlines()
        for line in lines:
            session, what, seconds = line.split()
            said[session, what] = int(seconds)
    with Record.open(path) as record:
        assert record.settle(NOW) <= KILLS
        kept = {session.id: session for session in record.sessions()}
        assert record.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert said
    for (session_id, what), observed_s in said.items():
        if what == "ended":
            assert kept[session_id].outcome is Outcome.COMPLETED
        else:
            assert kept[session_id].phases[int(what) - 1].observed_s >= observed_s


@pytest.mark.parametrize("missing", ["-shm", "-wal"])
def test_a_side_file_that_went_missing_is_no_disaster(tmp_path: Path, missing: str) -> None:
    path, copy = tmp_path / "unknot.sqlite3", tmp_path / "copy"
    with Record.open(path) as record:
        record.begin(new_id(), LEFT, started_at=NOW, boundary=time(3))
        shutil.copytree(tmp_path, copy)
    (copy / f"unknot.sqlite3{missing}").unlink()
    with Record.open(copy / "unknot.sqlite3") as record:
        assert record.settle(NOW) == (1 if missing == "-shm" else 0)
