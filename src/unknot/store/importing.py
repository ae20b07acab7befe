"""Reads a file that was taken along: whole, or refused in one line that says what and where. Changes nothing."""

import csv
import io
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import UnsetType

from unknot.core.history import KeptSession
from unknot.i18n import _
from unknot.store.errors import StoreError, plain
from unknot.store.exporting import COLUMNS, FORMULA, check_ending
from unknot.store.kept import KeptCheck
from unknot.store.moments import from_text
from unknot.store.routines import WrittenRoutine
from unknot.store.settings import Settings, where
from unknot.store.written import CheckShape, ExportedCheck, ExportedSession, ExportFile, SessionShape

LARGEST = 96 * 1024 * 1024
"""Bytes of a file, at most: more than 100,000 sessions and their checks take."""
LARGEST_ROUTINES = 4 * 1024 * 1024
"""Bytes of all routines, at most: a thousand of the longest."""

LONGEST_CELL = 100_000
"""Characters in one cell of a table, at most."""

T = TypeVar("T")
Told = Callable[[int], None]


@dataclass(frozen=True)
class Incoming:
    """A file that holds only what may be there. Its rows are decoded anew each time: there may be very many."""

    path: Path
    session_rows: Iterable[msgspec.Raw | dict[str, object]]
    check_rows: Sequence[msgspec.Raw] = ()
    routines: tuple[WrittenRoutine, ...] = ()
    settings: Settings | None = None

    def without_settings(self) -> "Incoming":
        """Return the same without its settings."""
        return replace(self, settings=None)

    def sessions(self) -> Iterator[KeptSession]:
        """Return the sessions, in the order of the file."""
        return (_session(row).kept() for row in self.session_rows)

    def checks(self) -> Iterator[KeptCheck]:
        """Return the safety checks, in the order of the file."""
        return (msgspec.json.decode(row, type=ExportedCheck).kept() for row in self.check_rows)


def read_file(path: Path, muscles: Mapping[str, int], told: Told = lambda _done: None) -> Incoming:
    """Read `path`, a `.json` or a `.csv`; `muscles` has the ids that may stand in it, with the most spots of each.

    Raises StoreError, one plain line with the place in the file, for anything that is not as it should be. `told`
    hears of each session, and may raise to give up.
    """
    check_ending(path)
    content = _content(path)
    try:
        incoming = Incoming(path, _Table(content)) if path.suffix.lower() == ".csv" else _json(path, content)
        _check(incoming, muscles, told)
    except (ValueError, RecursionError, csv.Error, MemoryError, OverflowError) as error:
        raise StoreError(_("{path} can't be read in: {why}.").format(path=path, why=_why(error))) from error
    return incoming


class _PlaceError(ValueError):
    """Something is wrong at a place in the file, which stands before the words."""


def _content(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_at_once) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise StoreError(_("{path} is no file.").format(path=path))
            size = status.st_size
            content = b"" if size > LARGEST else file.read(LARGEST + 1)
    except OSError as error:
        raise StoreError(_("{path} can't be read: {why}.").format(path=path, why=plain(error))) from error
    if max(size, len(content)) > LARGEST:
        most = LARGEST // (1024 * 1024)
        raise StoreError(_("{path} is larger than {most} MB: no export is.").format(path=path, most=most))
    return content.removeprefix(b"\xef\xbb\xbf")


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe would keep us waiting for somebody to write


# JSON


def _json(path: Path, content: bytes) -> Incoming:
    whole = msgspec.json.decode(content, type=ExportFile)
    _at("exported_at", lambda: from_text(whole.exported_at))
    settings = None if isinstance(whole.settings, UnsetType) else whole.settings
    sessions = _rows("sessions", whole.sessions, SessionShape)
    return Incoming(path, sessions, _rows("checks", whole.checks, CheckShape), _routines(whole.routines), settings)


def _rows(name: str, section: msgspec.Raw, shape: type[msgspec.Struct]) -> list[msgspec.Raw]:
    """Return the rows of a list, once it is known that they are not just anything: a million of those would fill us."""
    _at(name, lambda: msgspec.json.decode(section, type=list[shape]))  # type: ignore[valid-type]
    return msgspec.json.decode(section, type=list[msgspec.Raw])


def _routines(section: msgspec.Raw) -> tuple[WrittenRoutine, ...]:
    if memoryview(section).nbytes > LARGEST_ROUTINES:
        raise _PlaceError(f"routines: they are longer than {LARGEST_ROUTINES} bytes")
    routines = _at("routines", lambda: msgspec.json.decode(section, type=tuple[WrittenRoutine, ...]))
    for index, routine in enumerate(routines):
        _at(f"routines[{index}]", lambda routine=routine: (from_text(routine.updated_at), routine.routine()))  # type: ignore[misc]
    return routines


# The table


class _Table:
    """The rows of a table, read anew each time: as objects they would take ten times their room."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[dict[str, object]]:
        csv.field_size_limit(LONGEST_CELL)
        file = io.TextIOWrapper(io.BytesIO(self._content), "utf-8", newline="")
        reader = csv.reader(file, strict=True)
        head = next(reader, [])
        if sorted(head) != sorted(COLUMNS):
            raise _PlaceError(f"line 1: the columns must be {', '.join(COLUMNS)}")
        for cells in reader:
            if cells:
                yield _at(f"line {reader.line_num}", lambda cells=cells: _from_cells(head, cells))  # type: ignore[misc]


def _from_cells(head: list[str], cells: list[str]) -> dict[str, object]:
    if len(cells) != len(head):
        raise ValueError(f"{len(cells)} columns, not {len(head)}")
    row: dict[str, object] = dict(zip(head, cells, strict=True))
    for name in ("before", "after"):
        row[name] = int(str(row[name])) if row[name] else None
    row["stop_reason"] = row["stop_reason"] or None
    row["rehearsal"] = {"yes": True, "no": False}.get(str(row["rehearsal"]), row["rehearsal"])
    note = str(row["note"])
    if note.startswith("'") and note[1:].startswith(FORMULA):
        row["note"] = note[1:]
    if not row["updated_at"]:
        del row["updated_at"]
    row["phases"] = [_phase(word) for word in str(row["phases"]).split()]
    return row


def _phase(word: str) -> dict[str, object]:
    technique, spot, planned_s, observed_s = (*word.split(":"), "", "", "")[:4]
    return {
        "technique": technique,
        "spot": int(spot) if spot else None,
        "planned_s": float(planned_s),
        "observed_s": float(observed_s),
    }


# Both


def _check(incoming: Incoming, muscles: Mapping[str, int], told: Told) -> None:
    """Look at every row, and that nothing is there twice."""
    sessions, checks = _Once("sessions"), _Once("checks")
    for index, row in enumerate(incoming.session_rows):
        place = f"sessions[{index}]"
        session = _at(place, lambda row=row: _session(row))  # type: ignore[misc]
        _known(f"{place}.muscle", session.muscle, muscles)
        sessions.see(session.id)
        told(index + 1)
    for index, row in enumerate(incoming.check_rows):
        checks.see(_at(f"checks[{index}]", lambda row=row: msgspec.json.decode(row, type=ExportedCheck)).id)  # type: ignore[misc]
    routines = _Once("routines")
    for index, routine in enumerate(incoming.routines):
        routines.see(routine.id)
        for number, step in enumerate(routine.steps):
            place = f"routines[{index}].steps[{number}]"
            _known(f"{place}.muscle", step.muscle, muscles)
            _within(f"{place}.spots", step.spots, muscles[step.muscle])
    for muscle, dose in (incoming.settings.doses if incoming.settings is not None else {}).items():
        _known(f"settings.doses.{muscle}", muscle, muscles)
        _within(f"settings.doses.{muscle}.spots", dose.spots, muscles[muscle])


class _Once:
    """Sees that no id is there twice."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen: set[bytes] = set()

    def see(self, row_id: str) -> None:
        key = bytes.fromhex(row_id.replace("-", ""))
        if key in self._seen:
            raise _PlaceError(f"{self._name}: {row_id} is there twice")
        self._seen.add(key)


def _known(place: str, muscle: str, muscles: Collection[str]) -> None:
    if muscle not in muscles:
        raise _PlaceError(f"{place}: '{muscle}' is not known")


def _within(place: str, spots: int, most: int) -> None:
    if spots > most:
        raise _PlaceError(f"{place}: {spots} is more than {most}")


def _session(row: msgspec.Raw | dict[str, object]) -> ExportedSession:
    if isinstance(row, dict):
        return msgspec.convert(row, ExportedSession)
    return msgspec.json.decode(row, type=ExportedSession)


def _at(place: str, do: Callable[[], T]) -> T:
    """Do something, and put the place in the file before whatever is wrong there."""
    try:
        return do()
    except (ValueError, OverflowError, RecursionError) as error:
        inside = re.search(r" - at `\$([.\[])", str(error))
        join = ": " if inside is None else inside[1].strip("[")
        raise _PlaceError(f"{place}{join}{_why(error)}") from error


def _why(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return _("it is nested too deeply")
    if isinstance(error, MemoryError):
        return _("it is too large")
    if isinstance(error, UnicodeError):
        return _("it is not UTF-8")
    return " ".join(where(error).split()).rstrip(".")[:300]
