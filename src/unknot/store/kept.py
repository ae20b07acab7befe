"""What the record holds, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from unknot.core.anatomy import Region
from unknot.core.plan import Technique
from unknot.core.safety import StopReason
from unknot.core.screening import Answer
from unknot.core.session import Outcome

LONGEST_NOTE = 2000
"""Characters of a session's note, at most (the program's own)."""


def new_id() -> str:
    """Return an identity for a session, a check or a routine that nobody else has."""
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """A safety check that was answered."""

    id: str
    answer: Answer


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
