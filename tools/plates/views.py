"""Writes what each view shows of the anatomy: ``views.json`` out of ``anatomy.toml``; standard library alone.

Run ``python -m tools.plates.views`` after every change of ``anatomy.toml``: the program reads ``views.json`` alone.
With ``--check`` it writes nothing and ends with 1 if the file is not what it would write.
"""

from __future__ import annotations

import json
import math
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tools.plates.geometry import (
    Edge,
    Point,
    Point3,
    Shown,
    area,
    blunt,
    curve,
    cut_outline,
    cut_path,
    horizon,
    numbers,
    silhouette,
    spaced,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ATLAS = Path(__file__).resolve().parents[2] / "resources" / "atlas"
ANATOMY = ATLAS / "anatomy.toml"
INSET = 0.0012
"""What turns away at the figure's edge is drawn so far inside it."""
SPACING = 0.0045
FEWEST, MOST = 20, 64
SLIVER = 0.0035
"""What shows no broader than this is not drawn."""


Row: TypeAlias = dict[str, Any]
Drawn: TypeAlias = dict[str, list[list[Point]]]


class Body:
    """The horizons of the figure."""

    def __init__(self, horizons: dict[str, str]) -> None:
        self.lateral, self.posterior, self.anterior = (
            horizon(numbers(horizons[name])) for name in ("lateral", "posterior", "anterior")
        )

    def faces_back(self, point: Point3) -> float:
        """Tell how far a place lies before the horizon of the view of the back."""
        return self.lateral(point[1])[2] - point[2]

    def faces_side(self, point: Point3, *, edge: Edge) -> float:
        """Tell how far a place lies before one horizon of the view of the side; beyond the other it counts as seen."""
        behind = point[2] < self.lateral(point[1])[2]
        return point[0] - edge(point[1])[0] if behind == (edge is self.posterior) else 1.0

    def cuts(self, view: str, lies: str, inset: float) -> list[tuple[Shown, Edge]]:
        """Return the horizons that hide a part of what lies so, in a view."""
        if lies == "deep":
            return []
        if view == "back":
            return [(self.faces_back, lambda y: _moved(self.lateral(y), -inset, 0.0))]
        if lies == "flank":
            return []
        return [
            (lambda p: self.faces_side(p, edge=self.posterior), lambda y: _moved(self.posterior(y), 0.0, inset)),
            (lambda p: self.faces_side(p, edge=self.anterior), lambda y: _moved(self.anterior(y), 0.0, -inset)),
        ]

    def held(self, view: str, lies: str, inset: float, line: list[Point3]) -> list[Point]:
        """Return places as a view has them, none nearer to the figure's edge than *inset*."""
        seen = flat(view, line)
        if lies == "deep" or (lies == "flank" and view == "side"):
            return seen
        if view == "back":
            edges = [self.lateral(y)[0] - inset for _, y in seen]
            return [(max(-edge, min(edge, x)), y) for (x, y), edge in zip(seen, edges, strict=True)]
        spans = [(self.posterior(y)[2] + inset, self.anterior(y)[2] - inset) for _, y in seen]
        return [(max(low, min(high, z)), y) for (z, y), (low, high) in zip(seen, spans, strict=True)]

    def seen(self, point: Point3, lies: str) -> list[str]:
        """Return the views that show a place."""
        return [view for view in ("back", "side") if all(shown(point) >= 0 for shown, _ in self.cuts(view, lies, 0))]


def _moved(point: Point3, across: float, forward: float) -> Point3:
    return point[0] + across, point[1], point[2] + forward


def flat(view: str, line: list[Point3]) -> list[Point]:
    """Return places as a view has them: outward from the midline, or forward; and up."""
    return [(p[0] if view == "back" else p[2], p[1]) for p in line]


def triples(text: str) -> list[Point3]:
    """Read places in body coordinates."""
    return [(x, y, z) for x, y, z in numbers(text)]


def smooth(text: str, *, closed: bool, half: bool = False) -> list[Point3]:
    """Return the smooth line through the places in *text*; of a half, with its mirror image."""
    given = numbers(text)
    if half:
        given += [(-x, y, z) for x, y, z in reversed(given) if x > 1e-9]
    return [(p[0], p[1], p[2]) for p in curve(given, closed=closed)]


def outline(body: Body, row: Row, text: str | None = None) -> Drawn:
    """Return what each view shows of a closed outline."""
    line = smooth(row["outline"] if text is None else text, closed=True, half=row.get("half", False))
    found: Drawn = {}
    for view in ("back", "side"):
        parts = [line]
        for shown, edge in body.cuts(view, row["lies"], row.get("inset", INSET)):
            parts = [piece for part in parts for piece in cut_outline(part, shown, edge)]
        seen = [body.held(view, row["lies"], row.get("inset", INSET), part) for part in parts]
        found[view] = [_even(part) for part in seen if _wide(part)]
    return found


def paths(body: Body, row: Row, texts: list[str], count: int = 0) -> Drawn:
    """Return what each view shows of open lines."""
    found: Drawn = {}
    for view in ("back", "side"):
        parts = [smooth(text, closed=False) for text in texts]
        for shown, _ in body.cuts(view, row["lies"], row.get("inset", INSET)):
            parts = [piece for part in parts for piece in cut_path(part, shown)]
        seen = [flat(view, part) for part in parts]
        found[view] = [
            spaced(line, min(len(line), count or _count(line, 2)), closed=False)
            for line in seen
            if _length(line) > 0.004
        ]
    return found


def _length(line: Sequence[tuple[float, ...]]) -> float:
    """Return how long a line is in statures, across a view or, where its places have a depth, along the body."""
    return sum(math.dist(a, b) for a, b in pairwise(line))


def _wide(line: list[Point]) -> bool:
    return area(line) / (_length([*line, line[0]]) / 2) > SLIVER if len(line) > 2 else False


def _count(line: list[Point], fewest: int) -> int:
    return min(MOST, max(fewest, round(_length(line) / SPACING)))


def _even(line: list[Point]) -> list[Point]:
    line = blunt(line)
    return spaced(line, _count(line, FEWEST), closed=True)


def bones(row: Row) -> Drawn:
    """Return the outlines of a part of the skeleton: plates and tubes together, holes among them."""
    found: Drawn = {}
    for view in ("back", "side"):
        plates = [flat(view, smooth(text, closed=True, half=not row["paired"])) for text in row.get("plates", [])]
        plates = [spaced(plate, 48, closed=True) for plate in plates]
        tubes = [
            [(p[0] if view == "back" else p[2], p[1], p[3]) for p in numbers(text)] for text in row.get("tubes", [])
        ]
        found[view] = [_even(ring) for ring in silhouette(plates, tubes) if len(ring) > 12]
    return found


def build(anatomy: Row) -> Row:
    """Return all that the views show."""
    body = Body(anatomy["horizon"])

    def shape(row: Row, *keys: str) -> Row:
        return {key: row[key] for key in keys} | {"outline": outline(body, row), "source": row["source"]}

    muscles = [
        shape(row, "id")
        | {
            "spots": triples(row["spots"]),
            "fibres": paths(body, row, row["fibres"], 6),
            "strip": paths(body, row | {"lies": "deep"}, [row["strip"]]),
            "strip_length": _length(smooth(row["strip"], closed=False)),
        }
        for row in anatomy["muscle"]
    ]
    landmarks = []
    for row in anatomy["landmark"]:
        point = triples(row["point"])[0]
        kept = {"id": row["id"], "point": point, "paired": row["paired"]}
        landmarks.append(kept | {"seen": body.seen(point, row["lies"]), "source": row["source"]})
    return {
        "source": anatomy["source"],
        "landmark": landmarks,
        "bone": [shape(row, "id", "paired", "beyond_guide") for row in anatomy["bone"]],
        "muscle": muscles,
        "neighbour": [
            shape(row, "id") | {"fibres": paths(body, row, row["fibres"], 6)} for row in anatomy["neighbour"]
        ],
        "skeleton": [
            {"id": row["id"], "paired": row["paired"], "outline": bones(row), "source": row["source"]}
            for row in anatomy["skeleton"]
        ],
        "area": [shape(row, "id", "paired") for row in anatomy["area"]],
        "referral": [shape(row, "muscle", "beyond_guide", "areas") for row in anatomy["referral"]],
        "nerve": {
            "path": paths(body, anatomy["nerve"], [anatomy["nerve"]["path"]]),
            "source": anatomy["nerve"]["source"],
        },
        "line": [
            {"muscle": row["muscle"], "step": row["step"], "path": paths(body, row, [row["path"]])}
            for row in anatomy["line"]
        ],
    }


def text(views: Row) -> str:
    """Return the file: one entry in a line, so that a change of one shape changes one line."""
    tables = []
    for name, rows in views.items():
        entries = [
            json.dumps(_rounded(row), separators=(",", ":")) for row in (rows if isinstance(rows, list) else [rows])
        ]
        tables.append(f'"{name}":' + ("[\n" + ",\n".join(entries) + "\n]" if isinstance(rows, list) else entries[0]))
    return "{\n" + ",\n".join(tables) + "\n}\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value


def main() -> int:
    """Write views.json, or check it."""
    wanted = text(build(tomllib.loads(ANATOMY.read_text(encoding="utf-8"))))
    path = ATLAS / "views.json"
    if "--check" not in sys.argv:
        path.write_text(wanted, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != wanted:
        print(f"{path.name} is not what {ANATOMY.name} makes: run python -m tools.plates.views")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
