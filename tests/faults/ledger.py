"""What was broken, how often, and what was lost of it: one table for the whole run."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One fault: how often it was made, what that came upon, and how much was lost."""

    fault: str
    times: int
    lost: int
    seen: str = ""


@dataclass(slots=True)
class Ledger:
    """The table, and the seed that makes its chances again."""

    seed: int
    rows: list[Row] = field(default_factory=list)

    def note(self, fault: str, times: int, lost: int, seen: str = "") -> None:
        """Write a row."""
        self.rows.append(Row(fault, times, lost, seen))

    def table(self) -> str:
        """Return the rows in columns."""
        wide = max(len(row.fault) for row in self.rows)
        head = f"{'fault':<{wide}}  times  lost  seen"
        return "\n".join(
            [head, *(f"{row.fault:<{wide}}  {row.times:>5}  {row.lost:>4}  {row.seen}".rstrip() for row in self.rows)]
        )

    def as_json(self) -> list[dict[str, object]]:
        """Return the rows as they are kept."""
        return [asdict(row) for row in self.rows]


def stamp() -> str:
    """Return the time of a run."""
    return datetime.now(UTC).isoformat(timespec="seconds")
