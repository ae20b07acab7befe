"""Everything in one JSON file, for the person and for other programs. The types serve reading as well."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from unknot.core.anatomy import Side
from unknot.core.plan import Technique
from unknot.core.safety import StopReason
from unknot.core.screening import CheckKind
from unknot.core.session import Outcome
from unknot.i18n import _
from unknot.store.errors import StoreError, plain
from unknot.store.files import write_whole
from unknot.store.kept import KeptCheck, KeptPhase, KeptSession
from unknot.store.moments import to_text
from unknot.store.reading import check_values
from unknot.store.record import Record
from unknot.store.routines import WrittenRoutine
from unknot.store.settings import Settings

Rating = Annotated[int, Meta(ge=0, le=10)]
Seconds = Annotated[float, Meta(ge=0)]


class ExportedPhase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A technique as it stands in the file."""

    technique: Technique
    spot: Annotated[int, Meta(ge=1)] | None
    planned_s: Seconds
    observed_s: Seconds


class ExportedSession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session as it stands in the file."""

    id: str
    muscle: str
    side: Side
    started_at: str
    ended_at: str
    day: str
    outcome: Outcome
    stop_reason: StopReason | None
    rehearsal: bool
    before: Rating | None
    after: Rating | None
    note: str
    updated_at: str | UnsetType = UNSET
    phases: tuple[ExportedPhase, ...]


class ExportedCheck(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A safety check as it stands in the file.

    `result` null: nothing stood in the way. `agreed`: for ticked items, since which day a clinician knows and agrees.
    """

    id: str
    at: str
    kind: CheckKind
    ticked: tuple[str, ...]
    agreed: dict[str, str] = {}
    result: Literal["ask-first", "same-day", "emergency"] | None


class ExportFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    format: Literal["unknot-export"] = "unknot-export"
    version: Literal[1] = 1
    exported_at: str
    sessions: tuple[ExportedSession, ...]
    checks: tuple[ExportedCheck, ...] | UnsetType = UNSET
    routines: tuple[WrittenRoutine, ...] | UnsetType = UNSET
    settings: Settings | UnsetType = UNSET


def export_to(path: Path, record: Record, settings: Settings, now: datetime) -> int:
    """Write everything that is over to `path`, and return how many sessions that is. A running one is left out.

    Raises StoreError, one plain line, for a file that can't be written or is no `.json`; what was there then stays.
    """
    check_ending(path)
    with record.at_one_moment():
        whole = ExportFile(
            exported_at=to_text(now),
            sessions=tuple(_session(session) for session in record.sessions()),
            checks=tuple(_check(check) for check in record.checks()),
            routines=record.routines(),
            settings=settings,
        )
    try:
        write_whole(path, msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")
    except OSError as error:
        raise StoreError(_("{path} can't be written: {why}.").format(path=path, why=plain(error))) from error
    return len(whole.sessions)


def check_ending(path: Path) -> None:
    """Refuse a file that would be of another kind than JSON. Raises StoreError."""
    if path.suffix.lower() != ".json":
        raise StoreError(_("{path}: only a file that ends in .json can be written.").format(path=path))


def _session(session: KeptSession) -> ExportedSession:
    return ExportedSession(
        id=session.id,
        muscle=session.region.muscle,
        side=session.region.side,
        started_at=to_text(session.started_at),
        ended_at=to_text(session.ended_at),
        day=session.day.isoformat(),
        outcome=session.outcome,
        stop_reason=session.stop_reason,
        rehearsal=session.rehearsal,
        before=session.before,
        after=session.after,
        note=session.note,
        updated_at=to_text(session.updated_at),
        phases=tuple(_phase(phase) for phase in session.phases),
    )


def _phase(phase: KeptPhase) -> ExportedPhase:
    return ExportedPhase(
        technique=phase.technique, spot=phase.spot, planned_s=phase.planned_s, observed_s=phase.observed_s
    )


def _check(check: KeptCheck) -> ExportedCheck:
    return msgspec.convert(check_values(check), ExportedCheck)
