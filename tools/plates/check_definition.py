"""Checks what the definition says: its form, and where it lets things lie; standard library alone."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

from tools.plates.geometry import horizon, numbers
from tools.plates.views import smooth, triples

Row: TypeAlias = dict[str, Any]

COMMON = {"id", "lies", "outline", "source"}
KEYS: dict[str, tuple[set[str], set[str]]] = {  # of every table: the keys it must have, and those it may have
    "source": ({"id", "text"}, set()),
    "landmark": ({"id", "point", "paired", "lies", "source"}, set()),
    "bone": (COMMON | {"paired", "beyond_guide"}, {"half"}),
    "muscle": (COMMON | {"spots", "fibres", "strip"}, {"inset"}),
    "neighbour": (COMMON | {"fibres"}, {"inset"}),
    "skeleton": ({"id", "paired", "source"}, {"plates", "tubes"}),
    "area": (COMMON | {"paired"}, {"half"}),
    "referral": (COMMON - {"id"} | {"muscle", "beyond_guide", "areas"}, set()),
    "line": ({"muscle", "step", "lies", "path"}, {"inset"}),
}
LIES = {"skin", "flank", "deep"}
SPOTS = {"gluteus-medius": 4, "gluteus-minimus": 2, "piriformis": 2}
"""Spots each muscle must have; also the order in which they are drawn, the last on top."""
NERVE_CLEARANCE = 0.025
BESIDE = 0.003
"""How far a place may lie outside the skin: smooth lines through few points leave it a little."""


class Findings:
    """What a check found: faults, and notes for the reader."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.notes: list[str] = []

    def need(self, fine: object, fault: str) -> None:
        """Note *fault* unless *fine*."""
        if not fine:
            self.faults.append(fault)


class Definition(Findings):
    """The faults of one definition."""

    def __init__(self, anatomy: Row) -> None:
        super().__init__()
        self.anatomy = anatomy

    def places(self) -> None:
        """Check where things lie; the form must be right."""
        self.within_the_body()
        self.nerve()

    def form(self) -> None:
        """Check keys, counts and references."""
        self.need(set(self.anatomy) == {*KEYS, "nerve", "horizon"}, f"the tables are {sorted(self.anatomy)}")
        sources = {entry.get("id") for entry in self.anatomy.get("source", [])}
        areas = {entry.get("id") for entry in self.anatomy.get("area", [])}
        for table, (must, may) in KEYS.items():
            for number, entry in enumerate(self.anatomy.get(table, []), 1):
                keys = set(entry)
                self.need(must <= keys <= must | may, f"{table} {number}: its keys are {sorted(entry)}")
                if "source" in must:
                    self.need(entry.get("source") in sources, f"{table} {number}: its source is not listed")
                if "muscle" in must:
                    self.need(entry.get("muscle") in SPOTS, f"{table} {number}: names no muscle")
                if "lies" in must:
                    self.need(entry.get("lies") in LIES, f"{table} {number}: lies {entry.get('lies')}")
                self.need(set(entry.get("areas", [])) <= areas, f"{table} {number}: names no area")
            ids = [entry.get("id") for entry in self.anatomy.get(table, []) if "id" in entry]
            self.need(len(ids) == len(set(ids)), f"{table}: an id stands twice")
        self.need("?" not in str(self.anatomy), "a ? is left: run python -m tools.plates.depth")
        order = [muscle.get("id") for muscle in self.anatomy.get("muscle", [])]
        self.need(order == list(SPOTS), "the muscles, or their order, are wrong")

    def within_the_body(self) -> None:
        """Check that every place lies in the body or on its skin."""
        edges = {name: horizon(numbers(rows)) for name, rows in self.anatomy["horizon"].items()}
        for name, place in _places(self.anatomy):
            x, y, z = place[:3]
            out = max(abs(x) - edges["lateral"](y)[0], z - edges["anterior"](y)[2], edges["posterior"](y)[2] - z)
            self.need(out <= BESIDE, f"{name}: {place} lies {out:.4f} outside the body")

    def nerve(self) -> None:
        """Check that the nerve lies beneath piriformis."""
        muscle = next(row for row in self.anatomy["muscle"] if row["id"] == "piriformis")
        for nerve in triples(self.anatomy["nerve"]["path"]):
            near = min(smooth(muscle["outline"], closed=True), key=lambda p: math.dist(p[:2], nerve[:2]))
            if math.dist(near[:2], nerve[:2]) < NERVE_CLEARANCE / 2:
                self.need(nerve[2] > near[2], f"the nerve at {nerve} does not lie beneath piriformis")


def _places(anatomy: Row) -> list[tuple[str, tuple[float, ...]]]:
    """Return every place of the definition with the name of what it belongs to."""
    found = []
    for table, rows in anatomy.items():
        for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
            if table in {"horizon", "source"}:
                continue
            name = f"{table} {row.get('id', number)}"
            for key in ("point", "outline", "spots", "fibres", "strip", "path", "plates", "tubes"):
                given = row.get(key, [])
                for line in [given] if isinstance(given, str) else given:
                    found += [(f"{name}, {key}", place) for place in numbers(line)]
    return found
