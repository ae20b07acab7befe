"""Takes a file's rows into the record: what is not there is added, and of two of one id the later stands.

Whichever of two records takes in the other's file, and in whatever order, both end with the same. Deletions do not
travel. Nothing here lifts a rest or an emergency: a stop that was felt like a nerve brings its rest along.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum, auto

import msgspec

from unknot.core.history import KeptSession
from unknot.core.safety import OFTEN_WITHIN, rest_after
from unknot.core.session import Outcome
from unknot.store import editing, reading, routines
from unknot.store.changes import Change, Touching, changing
from unknot.store.importing import Incoming
from unknot.store.kept import KeptCheck
from unknot.store.moments import from_text
from unknot.store.record import Record
from unknot.store.settings import Settings, to_toml
from unknot.store.written import ExportedSession

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import does, in numbers, and the settings that it leaves.

    `kept` are sessions of which the record has a later form, `same` those that it has just so.
    """

    added: int = 0
    replaced: int = 0
    kept: int = 0
    same: int = 0
    checks: int = 0
    routines: int = 0
    settings: Settings | None = None

    @property
    def changes_anything(self) -> bool:
        """Whether the import would change the record or the settings."""
        return bool(self.added or self.replaced or self.checks or self.routines or self.settings)


class _Fate(Enum):
    ADD = auto()
    REPLACE = auto()
    KEEP = auto()
    SAME = auto()


def foresee(record: Record, incoming: Incoming, settings: Settings, told: Told = lambda _done: None) -> Merged:
    """Return what taking in a file would do. Changes nothing; `told` hears of each session and may raise."""
    counts = dict.fromkeys(_Fate, 0)
    with record.at_one_moment():
        for number, session in enumerate(incoming.sessions(), 1):
            counts[_fate(record, session)] += 1
            told(number)
        checks = sum(1 for _check in _new_checks(record, incoming))
        own = sum(1 for _row in _new_routines(record, incoming))
    return _merged(counts, checks, own, _settings(settings, incoming.settings))


def take_in(
    record: Record,
    change: Change,
    incoming: Incoming,
    settings: Settings,
    boundary: time,
    told: Told = lambda _done: None,
) -> Merged:
    """Take a file in, wholly or not at all, and return what that did; the caller keeps the settings.

    `change.at` is now; `boundary` is when a day begins here. `told` hears of each session and may raise: then nothing
    is changed.
    """
    counts, checks, own = dict.fromkeys(_Fate, 0), 0, 0
    after = _settings(settings, incoming.settings)
    with changing(record, change) as touching:
        if touching is None:
            return Merged()
        for number, session in enumerate(incoming.sessions(), 1):
            fate = _fate(record, session)
            counts[fate] += 1
            if fate in {_Fate.ADD, _Fate.REPLACE}:
                _write(record, touching, session, fate, boundary)
                _keep_rest(record, session, change.at, boundary)
            told(number)
        checks = _add_checks(record, touching, tuple(_new_checks(record, incoming)))
        for row in _new_routines(record, incoming):
            touching.touch("routines", [row[0]])
            editing.write_routine(record, row)
            own += 1
        if after is not None:
            touching.keep_settings(to_toml(settings))
    return _merged(counts, checks, own, after)


def _merged(counts: dict[_Fate, int], checks: int, own: int, settings: Settings | None) -> Merged:
    return Merged(
        counts[_Fate.ADD], counts[_Fate.REPLACE], counts[_Fate.KEEP], counts[_Fate.SAME], checks, own, settings
    )


# Sessions


def _fate(record: Record, session: KeptSession) -> _Fate:
    row = record.connection.execute("SELECT updated_at, outcome FROM sessions WHERE id = ?", (session.id,)).fetchone()
    if row is None:
        return _Fate.ADD
    updated_at, outcome = row
    if outcome is None:  # it runs in a window at this moment
        return _Fate.KEEP
    here = from_text(updated_at)
    if session.updated_at != here:
        return _Fate.REPLACE if session.updated_at > here else _Fate.KEEP
    ours, theirs = _text(next(reading.sessions_of(record.connection, [session.id]))), _text(session)
    if ours == theirs:
        return _Fate.SAME
    return _Fate.REPLACE if theirs > ours else _Fate.KEEP  # which one is all the same, if only both sides choose it


def _text(session: KeptSession) -> bytes:
    return msgspec.json.encode(ExportedSession.of(session))


def _write(record: Record, touching: Touching, session: KeptSession, fate: _Fate, boundary: time) -> None:
    touching.touch("sessions", [session.id])
    if fate is _Fate.REPLACE:
        record.connection.execute("DELETE FROM sessions WHERE id = ?", (session.id,))
    editing.write_session(record, session, boundary)


def _keep_rest(record: Record, session: KeptSession, now: datetime, boundary: time) -> None:
    """Let a muscle rest after a stop on another computer as after one here, and let the stop count as often."""
    if session.outcome is not Outcome.STOPPED or now - session.ended_at > OFTEN_WITHIN:
        return
    rest = rest_after(session.region, session.ended_at, boundary, session.stop_reason)
    if rest is not None:
        record.keep_rest(session.id, rest)


# Checks and routines


def _new_checks(record: Record, incoming: Incoming) -> Iterator[KeptCheck]:
    for check in incoming.checks():
        if record.connection.execute("SELECT 1 FROM checks WHERE id = ?", (check.id,)).fetchone() is None:
            yield check


def _add_checks(record: Record, touching: Touching, new: tuple[KeptCheck, ...]) -> int:
    """Put checks among those that are there, by their time; neither's own order changes."""
    if not new:
        return 0
    here, merged = list(record.checks()), list[KeptCheck]()
    touching.touch("checks", [check.id for check in new])
    waiting = list(reversed(new))
    for check in here:
        while waiting and (waiting[-1].answer.at, waiting[-1].id) < (check.answer.at, check.id):
            merged.append(waiting.pop())
        merged.append(check)
    merged += reversed(waiting)
    if merged[: len(here)] != here:
        record.connection.execute("DELETE FROM checks")
    else:
        merged = merged[len(here) :]
    for check in merged:
        record.write_check(check)
    return len(new)


def _new_routines(record: Record, incoming: Incoming) -> Iterator[tuple[str, str, str, str]]:
    here = {written.id: written for written in record.routines()}
    for theirs in incoming.routines:
        row = routines.row(theirs.routine(), from_text(theirs.updated_at))
        ours = here.get(theirs.id)
        if ours is None:
            yield row
            continue
        old = routines.row(ours.routine(), from_text(ours.updated_at))
        if (from_text(row[-1]), row) > (from_text(old[-1]), old):
            yield row


# Settings


def _settings(ours: Settings, theirs: Settings | None) -> Settings | None:
    """Return ours with what nobody has set here from theirs; None where that changes nothing."""
    if theirs is None:
        return None
    plain = Settings()
    taken = {
        name: value
        for name, value in msgspec.structs.asdict(theirs).items()
        if getattr(ours, name) == getattr(plain, name) != value
    }
    taken["doses"] = {**theirs.doses, **ours.doses}
    if (ours.muscle, ours.side) != (None, None):
        taken = {name: value for name, value in taken.items() if name not in {"muscle", "side"}}
    merged = msgspec.structs.replace(ours, **taken)
    return None if merged == ours else merged
