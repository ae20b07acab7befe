"""How each muscle stands today, read from the record."""

from datetime import date, timedelta
from pathlib import Path

from store.records import BOUNDARY, NOW, session
from unknot.core.anatomy import Region, Side
from unknot.core.due import next_due
from unknot.core.session import Outcome
from unknot.store.editing import write_session
from unknot.store.kept import new_id
from unknot.store.record import Record
from unknot.store.standing import standings

LEFT, RIGHT = Region("piriformis", Side.LEFT), Region("piriformis", Side.RIGHT)
TODAY = date(2026, 11, 22)


def test_a_muscle_has_its_count_its_last_time_and_its_rest(tmp_path: Path) -> None:
    later = NOW + timedelta(hours=2)
    with Record.open(tmp_path / "record") as record:
        with record.writing():
            write_session(record, session(region=LEFT), BOUNDARY)
            write_session(record, session(region=LEFT, outcome=Outcome.PARTIAL), BOUNDARY)
            before = NOW - timedelta(days=3)
            earlier = session(region=RIGHT, day=date(2026, 11, 19), started_at=before, ended_at=before)
            write_session(record, earlier, BOUNDARY)
            write_session(record, session(region=RIGHT, rehearsal=True), BOUNDARY)
        found, rests = standings(record, TODAY, [LEFT, RIGHT], 3, later)
        left, right = found
        assert (left.tally.completed, left.tally.partial, left.rests) == (1, 1, False)
        assert (left.last, right.last) == (NOW + timedelta(minutes=5), NOW - timedelta(days=3))
        assert (right.tally.completed, rests) == (0, ())
        assert next_due(found) == RIGHT

        stopped = new_id()
        record.begin(stopped, RIGHT, started_at=later, boundary=BOUNDARY)
        record.end(stopped, Outcome.STOPPED, later)
        found, rests = standings(record, TODAY, [LEFT, RIGHT], 3, later)
        assert [one.rests for one in found] == [False, True]
        assert [rest.region for rest in rests] == [RIGHT]
        assert next_due(found) == LEFT


def test_an_empty_record_has_all_of_them_and_nothing_done(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record") as record:
        found, _rests = standings(record, TODAY, [LEFT, RIGHT], 5, NOW)
    assert [(one.tally.completed, one.tally.goal, one.last) for one in found] == [(0, 5, None)] * 2
