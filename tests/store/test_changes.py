"""Taking back: whatever was changed, the record stands exactly as before it."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from store.records import BOUNDARY, MUSCLES, NOW, checks, exported, ids, notes, ratings, session, sessions
from unknot.core.anatomy import Region, Side
from unknot.core.history import KeptSession
from unknot.core.plan import Dose, Kind, Phase, Tool
from unknot.core.routine import Routine, Step
from unknot.core.session import Outcome
from unknot.store import editing
from unknot.store.changes import KEPT, Change, ChangeKind, changes, changing, take_back
from unknot.store.errors import StoreError
from unknot.store.importing import read_file
from unknot.store.kept import KeptCheck, new_id
from unknot.store.merging import take_in
from unknot.store.record import Record
from unknot.store.settings import Settings, of_toml

HOLD = Phase(Kind.COMPRESSION, 60.0, Tool.BALL, 1)


@pytest.fixture
def record() -> Iterator[Record]:
    with Record.empty_in_memory() as record:
        yield record


def change(kind: ChangeKind) -> Change:
    return Change(new_id(), kind, NOW + timedelta(days=1))


def add(record: Record, kept: KeptSession) -> Change:
    made = change(ChangeKind.ADD)
    editing.add_session(record, made, kept, BOUNDARY)
    return made


def begin(record: Record) -> str:
    session_id = new_id()
    record.begin(session_id, Region("piriformis", Side.LEFT), started_at=NOW, boundary=BOUNDARY)
    record.phase_began(session_id, 1, HOLD, NOW)
    return session_id


def test_an_edit_changes_ratings_note_and_time_and_nothing_else(record: Record) -> None:
    kept = session()
    add(record, kept)
    made = change(ChangeKind.EDIT)
    editing.edit_session(record, made, kept.id, before=None, after=3, note="by hand")
    (now,) = record.sessions()
    assert (now.before, now.after, now.note, now.updated_at) == (None, 3, "by hand", made.at)
    assert (now.started_at, now.day, now.phases) == (kept.started_at, kept.day, kept.phases)


@pytest.mark.parametrize("values", [{"before": 11}, {"after": -1}, {"note": "x" * 2001}])
def test_an_edit_outside_the_limits_is_refused_and_is_no_change(record: Record, values: dict[str, object]) -> None:
    kept = session()
    add(record, kept)
    plain: dict[str, object] = {"before": None, "after": None, "note": ""}
    with pytest.raises(ValueError, match=r"between 0 and 10|longer than"):
        editing.edit_session(record, change(ChangeKind.EDIT), kept.id, **(plain | values))  # type: ignore[arg-type]
    assert list(record.sessions()) == [kept]
    assert len(changes(record)) == 1


def test_what_runs_is_neither_changed_nor_put_back(record: Record) -> None:
    running = begin(record)
    made = change(ChangeKind.DELETE)
    editing.delete_sessions(record, made, [running])
    editing.edit_session(record, change(ChangeKind.EDIT), running, before=1, after=1, note="")
    record.observed(running, 1, 30.0, NOW + timedelta(seconds=30))
    for _each in range(2):
        newest, *_rest = changes(record)
        take_back(record, newest.id)
    record.end(running, Outcome.COMPLETED, NOW + timedelta(seconds=60))
    (kept,) = record.sessions()
    assert [phase.observed_s for phase in kept.phases] == [30.0]


def test_a_rest_outlives_the_session_and_the_taking_back(record: Record) -> None:
    running = begin(record)
    record.end(running, Outcome.STOPPED, NOW)
    made = change(ChangeKind.DELETE)
    editing.delete_sessions(record, made, [running])
    assert len(record.rests(NOW)) == 1
    take_back(record, made.id)
    assert len(record.rests(NOW)) == 1
    assert len(list(record.sessions())) == 1


def test_trying_again_changes_nothing(record: Record) -> None:
    kept = session()
    made = add(record, kept)
    editing.add_session(record, made, kept, BOUNDARY)
    assert len(changes(record)) == 1
    with pytest.raises(StoreError, match="recorded already"):
        add(record, kept)
    assert len(changes(record)) == 1, "what was refused is no change"


def test_only_the_newest_is_taken_back(record: Record) -> None:
    first, second = add(record, session()), add(record, session())
    assert take_back(record, first.id) is None
    assert len(list(record.sessions())) == 2
    assert [made.id for made in changes(record)] == [second.id, first.id]
    back = take_back(record, second.id)
    assert back is not None
    assert back.change == second
    assert take_back(record, second.id) is None


def test_the_last_fifty_are_kept_and_leave_nothing_behind(record: Record) -> None:
    for _each in range(KEPT + 3):
        kept = session()
        add(record, kept)
        editing.delete_sessions(record, change(ChangeKind.DELETE), [kept.id])
    assert len(changes(record)) == KEPT
    for table in ("changed", "old_sessions", "old_phases"):
        (oldest,) = record.connection.execute(f"SELECT min(change) FROM {table}").fetchone()
        assert oldest > 2 * 3
    for made in changes(record):
        assert take_back(record, made.id) is not None
    for table in ("changes", "changed", "old_sessions", "old_phases", "old_routines"):
        assert record.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_change_that_fails_leaves_no_trace(record: Record) -> None:
    def fail() -> None:
        with changing(record, change(ChangeKind.DELETE)) as touching:
            assert touching is not None
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert changes(record) == ()


class Undoing(RuleBasedStateMachine):
    """Changes of every kind, in any order, and after each what stood before; then back again, step by step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.record = Record.open(self.path / "unknot.sqlite3")
        self.settings = Settings()
        self.before: list[bytes] = []

    def teardown(self) -> None:
        self.record.close()
        self.folder.cleanup()

    def state(self) -> bytes:
        return exported(self.record, self.path, self.settings)

    def made(self, kind: ChangeKind) -> Change:
        self.before.append(self.state())
        return change(kind)

    @initialize(kept=st.lists(sessions(), max_size=4, unique_by=lambda one: one.id), running=st.booleans())
    def begin(self, kept: list[KeptSession], *, running: bool) -> None:
        with self.record.writing():
            for one in kept:
                editing.write_session(self.record, one, BOUNDARY)
        if running:
            begin(self.record)

    @rule(session_id=ids, before=ratings, after=ratings, note=notes)
    def edit(self, session_id: str, before: int | None, after: int | None, note: str) -> None:
        editing.edit_session(self.record, self.made(ChangeKind.EDIT), session_id, before=before, after=after, note=note)

    @rule(chosen=st.sets(ids))
    def delete(self, chosen: set[str]) -> None:
        editing.delete_sessions(self.record, self.made(ChangeKind.DELETE), chosen)

    @rule(kept=sessions())
    def add(self, kept: KeptSession) -> None:
        made = self.made(ChangeKind.ADD)
        try:
            editing.add_session(self.record, made, kept, BOUNDARY)
        except StoreError:
            assert self.before.pop() == self.state()

    @rule(routine_id=ids, name=st.sampled_from(["Morning", "Evening"]), spots=st.integers(1, 2))
    def keep_routine(self, routine_id: str, name: str, spots: int) -> None:
        routine = Routine(routine_id, name, (Step(Region("piriformis", Side.LEFT), Dose(spots=spots)),))
        editing.keep_routine(self.record, self.made(ChangeKind.ROUTINE), routine)

    @rule(routine_id=ids)
    def delete_routine(self, routine_id: str) -> None:
        editing.delete_routine(self.record, self.made(ChangeKind.ROUTINE_DELETE), routine_id)

    @rule(
        kept=st.lists(sessions(), max_size=4, unique_by=lambda one: one.id),
        answers=st.lists(checks, max_size=3, unique_by=lambda one: one.id),
        goal=st.integers(1, 5),
    )
    def import_file(self, kept: list[KeptSession], answers: list[KeptCheck], goal: int) -> None:
        with Record.empty_in_memory() as other:
            with other.writing():
                for one in kept:
                    editing.write_session(other, one, BOUNDARY)
                for check in answers:
                    other.write_check(check)
            exported(other, self.path, Settings(goal=goal), "other.json")
        incoming = read_file(self.path / "other.json", MUSCLES)
        done = take_in(self.record, self.made(ChangeKind.IMPORT), incoming, self.settings, BOUNDARY)
        self.settings = done.settings or self.settings

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        newest, *_older = changes(self.record)
        back = take_back(self.record, newest.id)
        assert back is not None
        if back.settings is not None:
            self.settings = of_toml(back.settings)
        assert self.state() == self.before.pop()


Undoing.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestUndoing = Undoing.TestCase


def test_settings_survive_being_written_down() -> None:
    some = Settings(goal=4, window=(1, 2, 3, 4), country="NZ")
    assert of_toml(msgspec.toml.encode(some).decode()) == some
