"""The person's own routines: their steps as JSON, in the database and in an export alike."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Self

import msgspec
from msgspec import Meta

from unknot.core.anatomy import Region, Side
from unknot.core.routine import LONGEST_NAME, MOST_STEPS, Routine, Step
from unknot.store.moments import from_text, to_text
from unknot.store.settings import DoseSetting

Identity = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
"""What `new_id` makes."""
TEXT = r"^[^\0]*\Z"
"""A text ends for SQLite, and for tables, at the character 0."""


class RoutineStep(DoseSetting, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One session of a routine, as it is written."""

    muscle: Annotated[str, Meta(min_length=1, max_length=60)]
    side: Side

    @classmethod
    def of_step(cls, step: Step) -> Self:
        """Write a step down. msgspec.ValidationError for one outside the limits."""
        dose = step.dose
        values = {
            "muscle": step.region.muscle,
            "side": step.region.side,
            "compression_s": dose.compression_s,
            "spots": dose.spots,
            "techniques": dose.techniques,
            "lead_in_s": dose.lead_in_s,
        }
        return msgspec.convert(values, cls)

    def step(self) -> Step:
        """Return the step that was written down."""
        return Step(Region(self.muscle, self.side), self.dose())


class WrittenRoutine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A routine of the person's own, as it stands in an export. `updated_at` is ISO 8601 with its offset."""

    id: Identity
    name: Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME, pattern=TEXT)]
    steps: Annotated[tuple[RoutineStep, ...], Meta(min_length=1, max_length=MOST_STEPS)]
    updated_at: str

    def routine(self) -> Routine:
        """Return the routine itself."""
        return Routine(self.id, self.name, tuple(step.step() for step in self.steps))


_STEPS = msgspec.json.Decoder(tuple[RoutineStep, ...])


def read(connection: sqlite3.Connection) -> Iterator[WrittenRoutine]:
    """Read every routine, by its name and then its id."""
    rows = connection.execute("SELECT id, name, steps, updated_at FROM routines ORDER BY name, id")
    for routine_id, name, steps, updated_at in rows:
        written = to_text(from_text(updated_at))
        yield WrittenRoutine(id=routine_id, name=name, steps=_STEPS.decode(steps), updated_at=written)


def row(routine: Routine, at: datetime) -> tuple[str, str, str, str]:
    """Return the columns of a routine that was changed at `at`. ValueError for a step outside the limits."""
    steps = msgspec.json.encode([RoutineStep.of_step(step) for step in routine.steps]).decode()
    return routine.id, routine.name.strip(), steps, to_text(at)
