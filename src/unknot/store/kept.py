"""What the record holds, as values."""

from dataclasses import dataclass
from uuid import uuid4

from unknot.core.screening import Answer


def new_id() -> str:
    """Return an identity for a session, a check or a routine that nobody else has."""
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """A safety check that was answered."""

    id: str
    answer: Answer
