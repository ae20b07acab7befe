"""The person's own routines: kept, changed, taken away, and in an export."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Technique
from unknot.core.routine import MOST_STEPS, Routine, Step
from unknot.store import editing
from unknot.store.changes import Change, ChangeKind
from unknot.store.exporting import export_to
from unknot.store.kept import new_id
from unknot.store.record import Record
from unknot.store.routines import WrittenRoutine
from unknot.store.settings import Settings

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
STEPS = (
    Step(Region("piriformis", Side.LEFT), Dose(45.0, 1, (Technique.COMPRESSION, Technique.STRIPPING), 20.0)),
    Step(Region("gluteus-medius", Side.RIGHT), Dose(90.0, 4, (Technique.FRICTION,), 3.0)),
)


@pytest.fixture
def record() -> Iterator[Record]:
    with Record.empty_in_memory() as record:
        yield record


def test_what_was_kept_is_read_back_by_name(record: Record) -> None:
    later, sooner = Routine(new_id(), "Morning", STEPS), Routine(new_id(), "Evening", STEPS[:1])
    editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW), later)
    editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW), sooner)
    assert [written.routine() for written in record.routines()] == [sooner, later]


def test_keeping_it_again_puts_it_in_place_of_what_it_was(record: Record) -> None:
    routine = Routine(new_id(), "Mine", STEPS)
    editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW), routine)
    changed = Routine(routine.id, "  Mine, shorter ", STEPS[1:])
    editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW + timedelta(hours=1)), changed)
    (kept,) = record.routines()
    assert (kept.name, kept.routine().steps) == ("Mine, shorter", STEPS[1:])
    assert kept.updated_at == "2026-11-22T20:00:00.000+00:00"


def test_what_is_taken_away_is_gone_and_twice_does_no_harm(record: Record) -> None:
    routine = Routine(new_id(), "Mine", STEPS)
    editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW), routine)
    editing.delete_routine(record, Change(new_id(), ChangeKind.ROUTINE_DELETE, NOW), routine.id)
    editing.delete_routine(record, Change(new_id(), ChangeKind.ROUTINE_DELETE, NOW), routine.id)
    assert record.routines() == ()


def test_a_dose_outside_every_limit_is_refused_and_nothing_changes(record: Record) -> None:
    wrong = Routine(new_id(), "Wrong", (Step(STEPS[0].region, Dose(compression_s=600.0)),))
    with pytest.raises(ValueError, match="compression_s"):
        editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW), wrong)
    assert record.routines() == ()


def test_an_export_has_them_with_every_value(record: Record, tmp_path: Path) -> None:
    routine = Routine(new_id(), "Mine", STEPS)
    editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW), routine)
    path = tmp_path / "out.json"
    export_to(path, record, Settings(), NOW)
    (written,) = json.loads(path.read_text())["routines"]
    assert written["id"] == routine.id
    assert written["steps"][0] == {
        "compression_s": 45.0,
        "spots": 1,
        "techniques": ["compression", "stripping"],
        "lead_in_s": 20.0,
        "muscle": "piriformis",
        "side": "left",
    }
    assert msgspec.convert(written, WrittenRoutine).routine() == routine


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", ""), ("name", "x" * 61), ("steps", []), ("more", 1), ("steps", [{}]), ("steps", [{}] * (MOST_STEPS + 1))],
)
def test_what_no_routine_can_be_is_refused(record: Record, key: str, value: object) -> None:
    editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW), Routine(new_id(), "Mine", STEPS))
    good = msgspec.to_builtins(record.routines()[0])
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(good | {key: value}, WrittenRoutine)
