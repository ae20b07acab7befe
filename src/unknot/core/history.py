"""What is over: the sessions as they are kept, and which of them a person wants to see."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from unknot.core.anatomy import Region
from unknot.core.days import Period
from unknot.core.plan import Technique
from unknot.core.safety import StopReason
from unknot.core.session import Outcome

LONGEST_NOTE = 2000
"""Characters of a session's note, at most (the program's own)."""
LONGEST = timedelta(days=2)
"""From a session's start to its end, at most: a laptop may sleep in between."""


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


class SortBy(StrEnum):
    """What a list is sorted by. Each has the newest first where it says nothing."""

    START = "start"
    REGION = "region"
    OUTCOME = "outcome"
    BEFORE = "before"
    AFTER = "after"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions are wanted, and in what order. Everything, the newest first, where nothing is said.

    `words` must all stand in the note, in whatever case.
    """

    period: Period | None = None
    region: Region | None = None
    outcome: Outcome | None = None
    words: str = ""
    sort: SortBy = SortBy.START
    descending: bool = True
