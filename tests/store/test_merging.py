"""Taking along: what one record exports, another takes in, and both end with the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.records import BOUNDARY, MUSCLES, NOW, checks, exported, session, sessions
from unknot.core.anatomy import Region, Side
from unknot.core.history import KeptSession
from unknot.core.plan import Dose
from unknot.core.routine import Routine, Step
from unknot.core.safety import StopReason
from unknot.core.screening import Answer, CheckKind, Urgency, standing
from unknot.core.session import Outcome
from unknot.store import editing
from unknot.store.changes import Change, ChangeKind, changes, take_back
from unknot.store.importing import Incoming, read_file
from unknot.store.kept import KeptCheck, new_id
from unknot.store.merging import Merged, foresee, take_in
from unknot.store.record import Record
from unknot.store.settings import DoseSetting, Settings

STOPPED: dict[str, Any] = {"outcome": Outcome.STOPPED, "ended_at": NOW, "updated_at": NOW}


@pytest.fixture
def here() -> Iterator[Record]:
    with Record.empty_in_memory() as record:
        yield record


@pytest.fixture
def there() -> Iterator[Record]:
    with Record.empty_in_memory() as record:
        yield record


def fill(record: Record, kept: Sequence[KeptSession] = (), answers: Sequence[KeptCheck] = ()) -> None:
    with record.writing():
        for one in kept:
            editing.write_session(record, one, BOUNDARY)
        for check in answers:
            record.write_check(check)


def file_of(record: Record, folder: Path, settings: Settings | None = None, name: str = "out.json") -> Incoming:
    exported(record, folder, settings, name)
    return read_file(folder / name, MUSCLES)


def take(record: Record, incoming: Incoming, settings: Settings | None = None) -> Merged:
    """Take a file in, after it was foreseen, and check that both say the same."""
    settings = settings or Settings()
    foreseen = foresee(record, incoming, settings)
    done = take_in(record, Change(new_id(), ChangeKind.IMPORT, NOW), incoming, settings, BOUNDARY)
    assert done == foreseen
    return done


lists = st.lists(sessions(), max_size=6, unique_by=lambda one: one.id)
answered = st.lists(checks, max_size=4, unique_by=lambda one: one.id).map(
    lambda some: sorted(some, key=lambda check: check.answer.at)
)
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@CALM
@given(kept=lists, answers=answered, goal=st.integers(1, 9))
def test_export_wipe_import_export_gives_the_same_bytes(
    tmp_path: Path, kept: list[KeptSession], answers: list[KeptCheck], goal: int
) -> None:
    with Record.empty_in_memory() as here, Record.empty_in_memory() as wiped:
        fill(here, kept, answers)
        before = exported(here, tmp_path, Settings(goal=goal))
        done = take(wiped, read_file(tmp_path / "out.json", MUSCLES))
        assert exported(wiped, tmp_path, done.settings) == before
        again = take(wiped, read_file(tmp_path / "out.json", MUSCLES), done.settings)
        assert not again.changes_anything


@CALM
@given(common=lists, ours=lists, theirs=lists, answers=answered, more=answered)
def test_two_that_diverged_are_equal_after_an_exchange(
    tmp_path: Path,
    common: list[KeptSession],
    ours: list[KeptSession],
    theirs: list[KeptSession],
    answers: list[KeptCheck],
    more: list[KeptCheck],
) -> None:
    with Record.empty_in_memory() as here, Record.empty_in_memory() as there:
        fill(here, [*ours, *common], answers)
        fill(there, [*theirs, *common], more)
        from_here, from_there = file_of(here, tmp_path, name="a.json"), file_of(there, tmp_path, name="b.json")
        take(here, from_there)
        take(there, from_here)
        assert exported(here, tmp_path) == exported(there, tmp_path)


@CALM
@given(kept=lists)
def test_a_table_brings_every_session_back(tmp_path: Path, kept: list[KeptSession]) -> None:
    with Record.empty_in_memory() as here, Record.empty_in_memory() as wiped:
        fill(here, kept)
        before = exported(here, tmp_path)
        take(wiped, file_of(here, tmp_path, name="out.csv"))
        assert exported(wiped, tmp_path) == before


@pytest.mark.parametrize("note", ["=1+1", "'=1", "-", "'quoted'", "'", 'a "b", c\nd', "+\t@"])
def test_no_note_is_a_formula_in_a_table_and_all_come_back(here: Record, tmp_path: Path, note: str) -> None:
    fill(here, [session(note=note)])
    (back,) = file_of(here, tmp_path, name="out.csv").sessions()
    assert back.note == note
    assert ",=" not in (tmp_path / "out.csv").read_text()


def test_of_one_id_the_later_stands(here: Record, tmp_path: Path) -> None:
    ours = session(note="old")
    fill(here, [ours])
    later, sooner = (
        replace(ours, note=note, updated_at=ours.updated_at + timedelta(seconds=s))
        for note, s in (("new", 1), ("older", -1))
    )
    for theirs, expected in ((sooner, Merged(kept=1)), (later, Merged(replaced=1)), (later, Merged(same=1))):
        with Record.empty_in_memory() as there:
            fill(there, [theirs])
            assert take(here, file_of(there, tmp_path)) == expected
    assert [one.note for one in here.sessions()] == ["new"]


def test_without_a_time_of_change_the_end_counts(here: Record, tmp_path: Path) -> None:
    ours = session()
    fill(here, [replace(ours, note="changed later", updated_at=ours.ended_at + timedelta(seconds=1))])
    with Record.empty_in_memory() as there:
        fill(there, [ours])
        exported(there, tmp_path)
    path = tmp_path / "out.json"
    text = path.read_text().replace(',"updated_at":"2026-11-22T19:05:00.000+00:00"', "")
    assert "updated_at" not in text
    path.write_text(text)
    assert take(here, read_file(path, MUSCLES)) == Merged(kept=1)


def test_what_runs_here_stays_as_it_is(here: Record, there: Record, tmp_path: Path) -> None:
    running = new_id()
    here.begin(running, Region("piriformis", Side.LEFT), started_at=NOW, boundary=BOUNDARY)
    fill(there, [session(running)])
    assert take(here, file_of(there, tmp_path)) == Merged(kept=1)
    assert here.unfinished() == 1


# What an import must not lift


@pytest.mark.parametrize("reason", [None, StopReason.SHARP, StopReason.NUMBNESS])
def test_a_stop_on_another_computer_lets_the_muscle_rest_here(
    here: Record, there: Record, tmp_path: Path, reason: StopReason | None
) -> None:
    fill(there, [session(stop_reason=reason, **STOPPED)])
    incoming = file_of(there, tmp_path)
    take(here, incoming)
    (rest,) = here.rests(NOW + timedelta(hours=1))
    assert rest.region == Region("piriformis", Side.LEFT)
    newest, *_older = changes(here)
    take_back(here, newest.id)
    assert here.rests(NOW + timedelta(hours=1)) == (rest,), "taking the import back lifts no rest"


def test_a_stop_for_something_else_or_long_ago_brings_none(here: Record, there: Record, tmp_path: Path) -> None:
    long_ago = NOW - timedelta(days=9)
    past = session(
        started_at=long_ago, day=long_ago.date(), stop_reason=StopReason.SHARP, **(STOPPED | {"ended_at": long_ago})
    )
    fill(there, [session(stop_reason=StopReason.OTHER, **STOPPED), past])
    take(here, file_of(there, tmp_path))
    assert here.rests(NOW) == ()
    assert here.nerve_like_stops(NOW) == ()


def test_a_rest_here_outlives_a_later_word_from_there(here: Record, there: Record, tmp_path: Path) -> None:
    running = new_id()
    here.begin(running, Region("piriformis", Side.LEFT), started_at=NOW, boundary=BOUNDARY)
    here.end(running, Outcome.STOPPED, NOW)
    fill(
        there, [session(running, stop_reason=StopReason.OTHER, **(STOPPED | {"updated_at": NOW + timedelta(hours=1)}))]
    )
    assert take(here, file_of(there, tmp_path)).replaced == 1
    assert len(here.rests(NOW)) == 1


def check(hour: int, result: Urgency | None, *, seen: bool = False) -> KeptCheck:
    answer = Answer(NOW + timedelta(hours=hour), CheckKind.WHOLE, ("both-legs",) if result else (), result, {}, seen)
    return KeptCheck(new_id(), answer)


def test_an_emergency_stands_whatever_was_answered_elsewhere(here: Record, there: Record, tmp_path: Path) -> None:
    fill(here, answers=[check(1, Urgency.EMERGENCY)])
    fill(there, answers=[check(2, None)])
    from_here = file_of(here, tmp_path, name="here.json")
    take(here, file_of(there, tmp_path))
    take(there, from_here)
    for record in (here, there):
        stands = standing(one.answer for one in record.checks())
        assert stands is not None
        assert stands.result is Urgency.EMERGENCY


def test_what_a_clinician_has_seen_elsewhere_is_lifted_here(here: Record, there: Record, tmp_path: Path) -> None:
    first = check(1, Urgency.EMERGENCY)
    fill(here, answers=[first])
    fill(there, answers=[first, check(2, None, seen=True)])
    take(here, file_of(there, tmp_path))
    assert standing(one.answer for one in here.checks()) is None


def test_answers_keep_their_order_whatever_the_clock_said(here: Record, there: Record, tmp_path: Path) -> None:
    answers = [check(5, None), check(1, Urgency.ASK_FIRST)]
    fill(there, answers=answers)
    take(here, file_of(there, tmp_path))
    assert list(here.checks()) == answers


# Routines and settings


def test_routines_are_added_and_the_later_stands(here: Record, there: Record, tmp_path: Path) -> None:
    steps = (Step(Region("piriformis", Side.LEFT), Dose(spots=1)),)
    mine, ours = new_id(), new_id()
    for record, hour, name in ((here, 1, "Here"), (there, 2, "There")):
        at = NOW + timedelta(hours=hour)
        editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, at), Routine(ours, name, steps))
    editing.keep_routine(there, Change(new_id(), ChangeKind.ROUTINE, NOW), Routine(mine, "Another", steps))
    assert take(here, file_of(there, tmp_path)).routines == 2
    assert [routine.name for routine in here.routines()] == ["Another", "There"]


def test_only_what_nobody_has_set_here_is_taken(here: Record, there: Record, tmp_path: Path) -> None:
    dose = DoseSetting.of(Dose(spots=1))
    other = DoseSetting.of(Dose(spots=2))
    theirs = Settings(
        goal=5, country="NZ", emergency_number="111", doses={"piriformis": other, "gluteus-medius": other}
    )
    ours = Settings(goal=2, doses={"piriformis": dose})
    done = take(here, file_of(there, tmp_path, theirs), ours)
    assert done.settings == Settings(
        goal=2, country="NZ", emergency_number="111", doses={"piriformis": dose, "gluteus-medius": other}
    )


# Giving up


class GivenUpError(Exception):
    """Somebody pressed cancel."""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_giving_up_half_way_leaves_nothing(here: Record, there: Record, tmp_path: Path, after: int) -> None:
    fill(there, [session() for _each in range(3)], [check(1, Urgency.EMERGENCY)])
    incoming, before = file_of(there, tmp_path), exported(here, tmp_path, name="before.json")

    def give_up(done: int) -> None:
        if done == after:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        take_in(here, Change(new_id(), ChangeKind.IMPORT, NOW), incoming, Settings(), BOUNDARY, give_up)
    assert exported(here, tmp_path, name="before.json") == before
    assert changes(here) == ()
