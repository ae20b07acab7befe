"""Reading beside a window: what it runs is left alone, what a crash left is settled."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from unknot.core.anatomy import Region, Side
from unknot.core.session import Outcome
from unknot.store.errors import StoreError
from unknot.store.instance import InstanceLock
from unknot.store.kept import new_id
from unknot.store.places import Places, find_places
from unknot.store.record import Record
from unknot.store.visit import visit

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = find_places(tmp_path / "data")
    with Record.open(places.database) as record:
        record.begin(new_id(), Region("piriformis", Side.LEFT), started_at=NOW, boundary=time(3))
    return places


def test_with_a_window_open_its_session_runs_on(places: Places) -> None:
    with InstanceLock(places.lock) as window:
        assert window.try_acquire()
        with visit(places, NOW) as record:
            assert record.unfinished() == 1


def test_without_one_what_is_unfinished_is_settled(places: Places) -> None:
    with visit(places, NOW) as record:
        assert [session.outcome for session in record.sessions()] == [Outcome.INTERRUPTED]
    with InstanceLock(places.lock) as window:
        assert window.try_acquire(0), "the visit let go of the lock"


def test_a_window_can_start_during_a_visit(places: Places) -> None:
    with visit(places, NOW), InstanceLock(places.lock) as window:
        assert window.try_acquire(0)


def test_what_sqlite_says_comes_as_one_plain_line(places: Places) -> None:
    with pytest.raises(StoreError, match=r"\AThe record [^\n]+ can't be used: [^\n]+\Z"), visit(places, NOW) as record:
        record.connection.execute("SELECT nothing FROM nowhere")
