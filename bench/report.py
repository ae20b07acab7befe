"""The figures as rows of one table, and as lines of a file that keeps them."""

import json
import math
import platform
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from bench.machine import cores, cpu_model
from unknot import __version__

RESULTS = Path(__file__).with_name("results")
HEADS = ("", "Unknot", "bare Qt", "ratio", "other", "ratio", "target", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of Unknot, and what stands beside it from the same run.

    `bare` is the least that PySide6 can do. `plain`, the column "other", is what `asyncio.sleep` makes of it, or the
    program of the kind that the name tells. `target` is an upper limit.
    """

    name: str
    unit: str
    ours: float
    bare: float | None = None
    plain: float | None = None
    target: float | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the row as text, in the order of `HEADS`."""
        verdict = "" if self.target is None else "met" if abs(self.ours) <= self.target else "MISSED"
        return (
            f"{self.name}, {self.unit}",
            _number(self.ours),
            _number(self.bare),
            _ratio(self.ours, self.bare),
            _number(self.plain),
            _ratio(self.ours, self.plain),
            "" if self.target is None else f"≤ {self.target:.3g}",
            verdict,
        )


def percentile(values: Iterable[float], share: float) -> float:
    """Return the smallest value that at least `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def worst(values: Iterable[float]) -> float:
    """Return the value that is farthest from 0, with its sign."""
    return max(values, key=abs)


def middle(values: Iterable[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def table(rows: Sequence[Row]) -> str:
    """Return all rows under one head, in columns."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width) for place, (cell, width) in enumerate(cells)
        ).rstrip()
        for cells in (list(zip(line, widths, strict=True)) for line in lines)
    )


def versions() -> dict[str, Any]:
    """Return what the figures depend on: versions, and the machine by its cores and processor alone."""
    return {
        "unknot": __version__,
        "python": platform.python_version(),
        "qt": metadata.version("PySide6_Essentials"),
        "cores": cores(),
        "cpu": cpu_model(),
    }


def record(part: str, rows: Sequence[Row], conditions: Mapping[str, Any]) -> None:
    """Add the figures to the file of their part."""
    RESULTS.mkdir(exist_ok=True)
    line = {"date": datetime.now(UTC).isoformat(timespec="seconds")} | versions() | dict(conditions)
    line["rows"] = [{key: value for key, value in asdict(row).items() if value is not None} for row in rows]
    with (RESULTS / f"{part}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(_rounded(line), ensure_ascii=False) + "\n")


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.2f}"


def _ratio(ours: float, other: float | None) -> str:
    if other is None:
        return ""
    return "–" if abs(other) < 0.005 else f"× {abs(ours / other):.2f}"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value
