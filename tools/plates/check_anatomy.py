"""Checks the geometry in ``resources/atlas/anatomy.toml``; standard library alone.

Run ``python tools/plates/check_anatomy.py [FOLDER]`` (the folder holds ``anatomy.toml`` and ``plates.toml``;
``resources/atlas`` if left out).  Prints one plain line for each fault and ends with 1 if there is any.
"""

from __future__ import annotations

import math
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

Point: TypeAlias = tuple[float, float]

KEYS = {
    "source": {"id", "text"},
    "landmark": {"id", "point", "paired", "source"},
    "bone": {"id", "paired", "beyond_guide", "outline", "source"},
    "muscle": {"id", "outline", "spots", "fibres", "strip", "source"},
    "referral": {"muscle", "beyond_guide", "outline", "source"},
    "line": {"muscle", "step", "path"},
}
SPOTS = {"gluteus-medius": 4, "gluteus-minimus": 2, "piriformis": 2}
"""Spots each muscle must have; also the order in which they are drawn, the last on top."""
NERVE_CLEARANCE = 0.025
TOLERANCE = 0.005
STATURE_CM = 170.0
TARGET_PX = 44
FRAME_PX = 560

LANDMARKS: dict[str, tuple[float | None, float]] = {
    "iliac-crest": (0.070, 0.607),
    "sacrum-top": (0.020, 0.590),
    "psis": (0.024, 0.577),
    "sacral-hiatus": (0.0, 0.535),
    "coccyx": (0.0, 0.512),
    "greater-trochanter": (0.090, 0.515),
    "ischial-tuberosity": (0.034, 0.480),
    "gluteal-fold": (None, 0.465),
}
FIRST_SPOT = {  # low and high corner of where the guide's own spot lies
    "gluteus-medius": ((0.068, 0.580), (0.078, 0.592)),
    "gluteus-minimus": ((0.083, 0.530), (0.088, 0.538)),
    "piriformis": ((0.067, 0.534), (0.073, 0.540)),
}
NERVE_PASSES = ((0.027, 0.547), (0.061, 0.497))


def inside(point: Point, outline: list[Point]) -> bool:
    """Tell whether *point* lies in the closed *outline*."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in pairwise([*outline, outline[0]]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


def distance(point: Point, path: list[Point]) -> float:
    """Return how far *point* is from the nearest place on *path*."""
    best = math.inf
    for a, b in pairwise(path):
        length = math.dist(a, b) ** 2
        along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length if length else 0.0
        t = min(1.0, max(0.0, along))
        best = min(best, math.dist(point, (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))))
    return best


def crosses_itself(outline: list[Point]) -> bool:
    """Tell whether two sides of the closed *outline* cross."""
    sides = list(pairwise([*outline, outline[0]]))

    def turn(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    for i, (a, b) in enumerate(sides):
        for c, d in sides[i + 2 : len(sides) - (i == 0)]:
            if turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0:
                return True
    return False


def largest_square(owned: list[list[bool]]) -> tuple[int, int, int]:
    """Return the side of the largest square of true cells, and its middle's column and row."""
    best = (0, 0, 0)
    above = [0] * len(owned[0])
    for row, cells in enumerate(owned):
        here = [0] * len(cells)
        for column, cell in enumerate(cells):
            if cell:
                here[column] = 1 + (min(above[column], above[column - 1], here[column - 1]) if column else 0)
                if here[column] > best[0]:
                    best = (here[column], column - here[column] // 2, row - here[column] // 2)
        above = here
    return best


class Checker:
    """Gathers the faults of one atlas."""

    def __init__(self, anatomy: dict[str, Any], plates: dict[str, Any]) -> None:
        self.anatomy = anatomy
        self.plates = plates
        self.faults: list[str] = []
        self.notes: list[str] = []

    def need(self, fine: object, fault: str) -> None:
        """Note *fault* unless *fine*."""
        if not fine:
            self.faults.append(fault)

    def run(self) -> None:
        """Check everything; stop after the form if that is wrong."""
        self.form()
        if self.faults:
            return
        self.landmarks()
        self.bones()
        for muscle in self.anatomy["muscle"]:
            self.muscle(muscle)
        self.nerve()
        self.lines()
        self.click_regions()

    def form(self) -> None:
        """Check keys, counts and references."""
        self.need(set(self.anatomy) == {*KEYS, "nerve"}, f"the tables are {sorted(self.anatomy)}")
        sources = {entry.get("id") for entry in self.anatomy.get("source", [])}
        for table, keys in KEYS.items():
            for number, entry in enumerate(self.anatomy.get(table, []), 1):
                self.need(set(entry) == keys, f"{table} {number}: its keys are {sorted(entry)}")
                if "source" in keys:
                    self.need(entry.get("source") in sources, f"{table} {number}: its source is not listed")
                if "muscle" in keys:
                    self.need(entry.get("muscle") in SPOTS, f"{table} {number}: names no muscle")
                if "outline" in keys:
                    self.outline(f"{table} {entry.get('id', number)}", table, points(entry.get("outline", [])))
        for table in ("source", "landmark", "bone", "muscle"):
            ids = [entry.get("id") for entry in self.anatomy.get(table, [])]
            self.need(len(ids) == len(set(ids)), f"{table}: an id stands twice")
        self.need(
            [m.get("id") for m in self.anatomy["muscle"]] == list(SPOTS), "the muscles, or their order, are wrong"
        )

    def outline(self, name: str, table: str, outline: list[Point]) -> None:
        """Check one closed outline."""
        low, high = {"bone": (16, 40), "muscle": (20, 60)}.get(table, (12, 80))
        self.need(low <= len(outline) <= high, f"{name}: {len(outline)} points, not {low} to {high}")
        self.need(not crosses_itself(outline), f"{name}: the outline crosses itself")

    def landmarks(self) -> None:
        """Check the landmarks against the table they come from."""
        found = {entry["id"]: entry["point"] for entry in self.anatomy["landmark"]}
        for name, (x, y) in LANDMARKS.items():
            if name not in found:
                self.faults.append(f"landmark {name} is missing")
                continue
            off = max(abs(found[name][0] - x) if x is not None else 0.0, abs(found[name][1] - y))
            self.need(off <= TOLERANCE, f"landmark {name} is {off:.4f} from its place")

    def bones(self) -> None:
        """Check the bones that the guide names."""
        outlines = {bone["id"]: points(bone["outline"]) for bone in self.anatomy["bone"]}
        for name in ("sacrum", "greater-trochanter"):
            entry = next((bone for bone in self.anatomy["bone"] if bone["id"] == name), None)
            self.need(entry and not entry["beyond_guide"], f"bone {name}: the guide names it, and it is not so here")
        trochanter = outlines["greater-trochanter"]
        wide, tall = ((max(c) - min(c)) * STATURE_CM for c in zip(*trochanter, strict=True))
        self.need(
            abs(wide - 3) < 0.6 and abs(tall - 5) < 0.6, f"the trochanter is {tall:.1f} × {wide:.1f} cm, not 5 × 3"
        )
        tip = (0.090, 0.515)
        self.need(
            distance(tip, [*trochanter, trochanter[0]]) <= TOLERANCE, "the trochanter's tip is not at its landmark"
        )
        for place in ((0.0, 0.535), (0.0195, 0.588)):
            self.need(inside(place, outlines["sacrum"]), f"the sacrum does not reach {place}")

    def muscle(self, muscle: dict[str, Any]) -> None:
        """Check one muscle's spots, stripping path and fibres."""
        name, outline = muscle["id"], points(muscle["outline"])
        spots, strip = points(muscle["spots"]), points(muscle["strip"])
        self.need(len(spots) == SPOTS[name], f"{name}: {len(spots)} spots, not {SPOTS[name]}")
        (left, bottom), (right, top) = FIRST_SPOT[name]
        (x, y), t = spots[0], TOLERANCE
        home = left - t <= x <= right + t and bottom - t <= y <= top + t
        self.need(home, f"{name}: its first spot is not where the guide has it")
        for kind, places in (("spot", spots), ("stripping path", strip)):
            for number, place in enumerate(places, 1):
                self.pressable(f"{name}, {kind} {number}", place, outline)
        for a, b in pairwise(strip):
            middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            self.pressable(f"{name}, stripping path between points", middle, outline)
        fibres = [points(fibre) for fibre in muscle["fibres"]]
        self.need(5 <= len(fibres) <= 9, f"{name}: {len(fibres)} fibres, not 5 to 9")
        for number, path in enumerate([strip, *fibres]):
            which = f"fibre {number}" if number else "stripping path"
            outward = path[-1][0] > path[0][0] and path[-1][1] < path[0][1]
            self.need(outward, f"{name}, {which}: does not run from the pelvis to the hip joint")
            self.need(all(inside(p, outline) for p in path), f"{name}, {which}: leaves the muscle")

    def pressable(self, what: str, place: Point, outline: list[Point]) -> None:
        """Check a place that is pressed: in its muscle, on no bone, far from the nerve."""
        self.need(inside(place, outline), f"{what} {place}: outside the muscle")
        for bone in self.anatomy["bone"]:
            self.need(not inside(place, points(bone["outline"])), f"{what} {place}: on the {bone['id']}")
        clear = distance(place, points(self.anatomy["nerve"]["path"]))
        self.need(clear >= NERVE_CLEARANCE, f"{what} {place}: {clear:.4f} from the nerve, not {NERVE_CLEARANCE}")

    def nerve(self) -> None:
        """Check the nerve's course."""
        path = points(self.anatomy["nerve"]["path"])
        self.need(math.dist(path[0], NERVE_PASSES[0]) <= TOLERANCE, "the nerve does not begin below piriformis")
        self.need(distance(NERVE_PASSES[1], path) <= TOLERANCE, "the nerve does not pass beside the sit bone")
        self.need(0.27 <= path[-1][1] <= 0.32, "the nerve does not end at the back of the knee")

    def lines(self) -> None:
        """Check the finding lines: the guide's own first of all."""
        for line in self.anatomy["line"]:
            self.need(1 <= line["step"] <= 3, f"line of {line['muscle']}: step {line['step']}")
        wanted = [(0.020, 0.590), (0.090, 0.515)]
        ours = [points(line["path"]) for line in self.anatomy["line"] if line["muscle"] == "piriformis"]
        met = any(all(math.dist(a, b) <= TOLERANCE for a, b in zip(path, wanted, strict=True)) for path in ours)
        self.need(met, "piriformis: no line from the top of the sacrum to the trochanter")

    def click_regions(self) -> None:
        """Check that each muscle keeps enough to click, drawn at the smallest size."""
        frame = next(plate for plate in self.plates["plate"] if plate["frame"] == "hips")
        step = (frame["right"] - frame["left"]) / FRAME_PX
        rows, columns = int((frame["top"] - frame["bottom"]) / step), int(frame["right"] / step)
        outlines = [points(muscle["outline"]) for muscle in self.anatomy["muscle"]]
        owner = [[-1] * columns for _ in range(rows)]
        for row in range(rows):
            for column in range(columns):
                place = ((column + 0.5) * step, frame["top"] - (row + 0.5) * step)
                owner[row][column] = max((k for k, line in enumerate(outlines) if inside(place, line)), default=-1)
        for number, name in enumerate(SPOTS):
            owned = [[cell == number for cell in cells] for cells in owner]
            side, column, row = largest_square(owned)
            middle = (column * step, frame["top"] - row * step)
            self.notes.append(
                f"{name}: a square of {side} px to click, about ({middle[0]:.3f}, {middle[1]:.3f}), "
                f"{sum(map(sum, owned))} px in all"
            )
            self.need(side >= TARGET_PX, f"{name}: only {side} px to click at {FRAME_PX} px, not {TARGET_PX}")


def points(rows: list[list[float]]) -> list[Point]:
    """Return rows of two numbers as points."""
    return [(float(x), float(y)) for x, y in rows]


def main() -> int:
    """Check the atlas in the folder named on the command line."""
    default = Path(__file__).resolve().parents[2] / "resources" / "atlas"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    read = [tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in ("anatomy.toml", "plates.toml")]
    checker = Checker(*read)
    checker.run()
    print("\n".join([*checker.notes, *checker.faults] or ["nothing checked"]))
    return 1 if checker.faults else 0


if __name__ == "__main__":
    sys.exit(main())
