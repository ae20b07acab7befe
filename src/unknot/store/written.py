"""What stands in a file that is taken along: the types of its parts, for writing and for reading alike."""

import math
import re
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from unknot.core.anatomy import Region, Side
from unknot.core.history import LONGEST, LONGEST_NOTE, KeptPhase, KeptSession
from unknot.core.plan import Technique
from unknot.core.safety import StopReason
from unknot.core.screening import Answer, CheckKind
from unknot.core.session import Outcome
from unknot.store.kept import KeptCheck
from unknot.store.moments import from_text, to_text
from unknot.store.reading import URGENCIES, check_values
from unknot.store.routines import TEXT, Identity
from unknot.store.settings import Settings

MOST_PHASES = 100
"""More than any session can have."""
LONGEST_S = 3600.0
"""Seconds of one phase, at most: far more than any."""

Rating = Annotated[int, Meta(ge=0, le=10)]
Seconds = Annotated[float, Meta(ge=0, le=LONGEST_S)]
Moment = Annotated[str, Meta(max_length=40)]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
Word = Annotated[str, Meta(min_length=1, max_length=60, pattern=TEXT)]


class ExportedPhase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A technique as it stands in the file."""

    technique: Technique
    spot: Annotated[int, Meta(ge=1, le=9)] | None
    planned_s: Seconds
    observed_s: Seconds

    def __post_init__(self) -> None:
        """Refuse what is no time."""
        if not (math.isfinite(self.planned_s) and math.isfinite(self.observed_s)) or self.planned_s <= 0:
            raise ValueError("planned_s must be more than 0, and both must be numbers")


class ExportedSession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session as it stands in the file."""

    id: Identity
    muscle: Word
    side: Side
    started_at: Moment
    ended_at: Moment
    day: Day
    outcome: Outcome
    stop_reason: StopReason | None
    rehearsal: bool
    before: Rating | None
    after: Rating | None
    note: Annotated[str, Meta(max_length=LONGEST_NOTE, pattern=TEXT)]
    updated_at: Moment | UnsetType = UNSET
    phases: Annotated[tuple[ExportedPhase, ...], Meta(max_length=MOST_PHASES)]

    def __post_init__(self) -> None:
        """Refuse what contradicts itself. ValueError says what."""
        started, ended, day = _moment("started_at", self.started_at), _moment("ended_at", self.ended_at), self._day()
        if not timedelta() <= ended - started <= LONGEST:
            raise ValueError("ended_at must be after started_at, by two days at most")
        if started.date() - day not in (timedelta(), timedelta(days=1)):
            raise ValueError("day must be that of started_at, or the one before")
        if self.stop_reason is not None and self.outcome is not Outcome.STOPPED:
            raise ValueError("only what was stopped has a stop_reason")
        if self.updated_at is not UNSET:
            _moment("updated_at", self.updated_at)

    def _day(self) -> date:
        return date.fromisoformat(self.day)

    @classmethod
    def of(cls, session: KeptSession) -> "ExportedSession":
        """Write a session down."""
        return cls(
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
            phases=tuple(
                ExportedPhase(
                    technique=phase.technique, spot=phase.spot, planned_s=phase.planned_s, observed_s=phase.observed_s
                )
                for phase in session.phases
            ),
        )

    def kept(self) -> KeptSession:
        """Return the session that was written down. One without `updated_at` was changed last at its end."""
        ended = _moment("ended_at", self.ended_at)
        updated = ended if self.updated_at is UNSET else _moment("updated_at", self.updated_at)
        return KeptSession(
            id=self.id,
            region=Region(self.muscle, self.side),
            started_at=_moment("started_at", self.started_at),
            ended_at=ended,
            day=self._day(),
            outcome=self.outcome,
            stop_reason=self.stop_reason,
            rehearsal=self.rehearsal,
            before=self.before,
            after=self.after,
            note=self.note,
            updated_at=updated,
            phases=tuple(KeptPhase(p.technique, p.spot, p.planned_s, p.observed_s) for p in self.phases),
        )


class ExportedCheck(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A safety check as it stands in the file.

    `result` null: nothing stood in the way. `agreed`: for ticked items, since which day a clinician knows and agrees.
    `seen`: a clinician had looked at the emergency that stood until then.
    """

    id: Identity
    at: Moment
    kind: CheckKind
    ticked: Annotated[tuple[Word, ...], Meta(max_length=100)]
    agreed: Annotated[dict[Word, Day], Meta(max_length=100)] = {}
    result: Literal["ask-first", "same-day", "emergency"] | None
    seen: bool = False

    def __post_init__(self) -> None:
        """Refuse moments and days that are none."""
        _moment("at", self.at)
        for day in self.agreed.values():
            date.fromisoformat(day)

    @classmethod
    def of(cls, check: KeptCheck) -> "ExportedCheck":
        """Write a check down."""
        return msgspec.convert(check_values(check), cls)

    def kept(self) -> KeptCheck:
        """Return the check that was written down."""
        urgency = URGENCIES[self.result] if self.result else None
        days = {item: date.fromisoformat(day) for item, day in self.agreed.items()}
        return KeptCheck(self.id, Answer(_moment("at", self.at), self.kind, self.ticked, urgency, days, self.seen))


class ExportFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. Its lists are left as they stand: what is in them is read row by row, there may be very many."""

    format: Literal["unknot-export"]
    version: Literal[1]
    exported_at: Moment
    sessions: msgspec.Raw
    checks: msgspec.Raw = msgspec.Raw(b"[]")
    routines: msgspec.Raw = msgspec.Raw(b"[]")
    settings: Settings | UnsetType = UNSET


class SessionShape(msgspec.Struct):
    """Enough of a session to know that it is one. A list of these takes little memory, whatever stands in a file."""

    side: Side
    outcome: Outcome
    rehearsal: bool
    before: Rating | None
    after: Rating | None


class CheckShape(msgspec.Struct):
    """Enough of a safety check to know that it is one."""

    kind: CheckKind
    result: Literal["ask-first", "same-day", "emergency"] | None


def _moment(name: str, text: str) -> datetime:
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:", text):  # Python also reads weeks and lone dates
        raise ValueError(f"{name} is no moment")
    try:
        moment = from_text(text)
        moment.timestamp()
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{name}: {error}") from error
    return moment
