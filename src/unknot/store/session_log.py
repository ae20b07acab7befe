"""Puts a session on record while it runs: hands each thing that happens to the journal and never waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from unknot.core.plan import Phase, Plan
from unknot.core.safety import Uptime
from unknot.core.session import Outcome
from unknot.store.journal import Journal
from unknot.store.kept import new_id


@dataclass(slots=True)
class SessionLog:
    """The log of one session at a time. `wall` tells the time of day, `uptime` how long the computer has been on.

    `session_id` is that of the latest session. Set `boundary` and `before` (discomfort, 0 to 10, or None) ahead of the
    session.
    """

    journal: Journal
    wall: Callable[[], datetime]
    uptime: Callable[[], Uptime | None]
    rehearsal: bool
    boundary: time
    before: int | None = None
    session_id: str = ""

    def began(self, plan: Plan) -> None:
        """Write that a session began."""
        self.session_id = session_id = new_id()
        region, at, boundary = plan.region, self.wall(), self.boundary
        rehearsal, before = self.rehearsal, self.before
        self.journal.do(
            lambda record: record.begin(
                session_id, region, started_at=at, boundary=boundary, rehearsal=rehearsal, before=before
            )
        )

    def phase_began(self, index: int, phase: Phase) -> None:
        """Write that a phase began."""
        session_id, at = self.session_id, self.wall()
        self.journal.do(lambda record: record.phase_began(session_id, index, phase, at))

    def observed(self, index: int, seconds: float) -> None:
        """Write how much of a phase has been observed so far."""
        session_id, at = self.session_id, self.wall()
        self.journal.do(lambda record: record.observed(session_id, index, seconds, at))

    def ended(self, outcome: Outcome) -> None:
        """Write how the session ended."""
        session_id, at, uptime = self.session_id, self.wall(), self.uptime()
        self.journal.do(lambda record: record.end(session_id, outcome, at, uptime))
