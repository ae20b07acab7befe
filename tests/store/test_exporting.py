"""The export file, as `contract.md` has it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from unknot.core.anatomy import Region, Side
from unknot.core.plan import Kind, Phase, Tool
from unknot.core.safety import StopReason
from unknot.core.screening import Answer, CheckKind, Urgency
from unknot.core.session import Outcome
from unknot.store.errors import StoreError
from unknot.store.exporting import export_to
from unknot.store.importing import read_file
from unknot.store.kept import KeptCheck, new_id
from unknot.store.record import Record
from unknot.store.settings import Settings

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
IDS = ("b0000000-0000-4000-8000-000000000000", "a0000000-0000-4000-8000-000000000000")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "unknot.sqlite3") as record:
        for session_id in IDS:
            record.begin(session_id, Region("piriformis", Side.LEFT), started_at=NOW, boundary=time(3), before=5)
            record.phase_began(session_id, 1, Phase(Kind.COMPRESSION, 60.0, Tool.BALL, 1), NOW)
            record.observed(session_id, 1, 20.0, NOW + timedelta(seconds=20))
            record.end(session_id, Outcome.STOPPED, NOW + timedelta(seconds=20))
            record.explain_stop(session_id, StopReason.SHARP, NOW + timedelta(seconds=25))
        record.begin(new_id(), Region("piriformis", Side.LEFT), started_at=NOW, boundary=time(3))
        record.add_check(KeptCheck(new_id(), Answer(NOW, CheckKind.DAILY, ("new-pain",), Urgency.ASK_FIRST)))
        yield record


def test_the_keys_and_words_are_the_contracts(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert export_to(path, record, Settings(goal=4), NOW) == 2
    whole = json.loads(path.read_text())
    assert list(whole) == ["format", "version", "exported_at", "sessions", "checks", "routines", "settings"]
    assert (whole["format"], whole["version"], whole["routines"]) == ("unknot-export", 1, [])
    assert whole["settings"] == {"goal": 4}
    assert [check["result"] for check in whole["checks"]] == ["ask-first"]
    first = whole["sessions"][0]
    assert first == {
        "id": IDS[1],
        "muscle": "piriformis",
        "side": "left",
        "started_at": "2026-11-22T19:00:00.000+00:00",
        "ended_at": "2026-11-22T19:00:20.000+00:00",
        "day": "2026-11-22",
        "outcome": "stopped",
        "stop_reason": "sharp",
        "rehearsal": False,
        "before": 5,
        "after": None,
        "note": "",
        "updated_at": "2026-11-22T19:00:25.000+00:00",
        "phases": [{"technique": "compression", "spot": 1, "planned_s": 60.0, "observed_s": 20.0}],
    }
    assert [session["id"] for session in whole["sessions"]] == sorted(IDS), "the running one is left out"


def test_it_is_the_owners_alone_and_reads_back(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    export_to(path, record, Settings(), NOW)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(list(read_file(path, {"piriformis": 2}).sessions())) == 2


def test_twice_the_same_gives_the_same(record: Record, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        export_to(tmp_path / name, record, Settings(), NOW)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


@pytest.mark.parametrize("name", ["out.tsv", "out", "out.json.txt"])
def test_other_endings_are_refused(record: Record, tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match=r"\A[^\n]*\.json[^\n]*\Z"):
        export_to(tmp_path / name, record, Settings(), NOW)
    assert not (tmp_path / name).exists()


def test_a_place_that_is_not_there_is_said(record: Record, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"can't be written: it is not there\.\Z"):
        export_to(tmp_path / "nowhere/out.json", record, Settings(), NOW)
