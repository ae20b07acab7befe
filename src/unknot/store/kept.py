"""What the record holds, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

from unknot.core.anatomy import Region
from unknot.core.plan import Technique
from unknot.core.safety import StopReason, Urgency
from unknot.core.session import Outcome


def new_id() -> str:
    """Return an identity for a session, a check or a routine that nobody else has."""
    return str(uuid4())


class CheckKind(StrEnum):
    """Which safety check: the long one at the first start, or the short one before a session."""

    FIRST = "first"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """A safety check that was answered. `ticked` are ids of screening items; `result` None means: nothing ticked."""

    id: str
    at: datetime
    kind: CheckKind
    ticked: tuple[str, ...]
    result: Urgency | None


@dataclass(frozen=True, slots=True)
class KeptPhase:
    """A technique that was begun, on `spot` (from 1; None for the whole muscle), with the seconds credited."""

    technique: Technique
    spot: int | None
    planned_s: float
    observed_s: float


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session that is over. `before` and `after` are discomfort, 0 to 10, or None where nobody said."""

    id: str
    region: Region
    started_at: datetime
    ended_at: datetime
    day: date
    outcome: Outcome
    stop_reason: StopReason | None
    rehearsal: bool
    before: int | None
    after: int | None
    note: str
    updated_at: datetime
    phases: tuple[KeptPhase, ...]
