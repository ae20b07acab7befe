"""Checks what the views show, as it is drawn: places, bones, muscles, areas, room to click; standard library alone."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TypeAlias

from tools.plates.check_definition import NERVE_CLEARANCE, SPOTS, Findings, Row
from tools.plates.geometry import Point, distance, inside
from tools.plates.views import flat

Outlines: TypeAlias = list[list[Point]]

VIEWS = ("back", "side")
TOLERANCE = 0.005
EDGE = 0.0006
"""How far a fibre may leave its muscle: it is cut off there."""
COVERED, MISSED = 0.20, 0.40
"""Of a listed area a referral covers so much at least in some view; of another, less than so much in every view."""
STATURE_CM = 170.0
TARGET_PX = 44
FRAME_PX = 560
CELL = 0.0022

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


def crossings(line: list[Point], y: float) -> list[float]:
    """Return where a closed outline crosses a height, from left to right."""
    return sorted(
        ax + (y - ay) / (by - ay) * (bx - ax)
        for (ax, ay), (bx, by) in pairwise([*line, line[0]])
        if (ay > y) != (by > y)
    )


def cells(outlines: Outlines, size: float = CELL, left: float = 0.0, bottom: float = 0.0) -> set[tuple[int, int]]:
    """Return the columns and rows of a grid whose middles lie in the outlines (one inside another is a hole)."""
    found: set[tuple[int, int]] = set()
    for line in outlines:
        ys = [p[1] for p in line]
        for row in range(math.floor((min(ys) - bottom) / size), math.ceil((max(ys) - bottom) / size)):
            xs = crossings(line, bottom + (row + 0.5) * size)
            for start, end in zip(xs[::2], xs[1::2], strict=True):
                columns = range(math.ceil((start - left) / size - 0.5), math.ceil((end - left) / size - 0.5))
                found ^= {(column, row) for column in columns}
    return found


def lines_of(shape: Row, view: str) -> Outlines:
    """Return the lines a view shows of a shape."""
    return [[(float(x), float(y)) for x, y in line] for line in shape[view]]


class Views(Findings):
    """The faults of what one atlas's views show, on its plates."""

    def __init__(self, views: Row, plates: Row) -> None:
        super().__init__()
        self.views = views
        self.plates = plates

    def run(self) -> None:
        """Check everything."""
        self.outlines()
        self.landmarks()
        self.bones()
        for muscle in self.views["muscle"]:
            self.muscle(muscle)
        self.nerve()
        self.lines()
        self.areas()
        self.click_regions()

    def outlines(self) -> None:
        """Check that no outline crosses itself."""
        for table, rows in self.views.items():
            for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
                for view in VIEWS:
                    for line in lines_of(row["outline"], view) if "outline" in row else []:
                        name = f"{table} {row.get('id', number)}, {view}"
                        self.need(not crosses_itself(line), f"{name}: the outline crosses itself")

    def landmarks(self) -> None:
        """Check the landmarks against the table they come from."""
        found = {entry["id"]: entry["point"] for entry in self.views["landmark"]}
        for name, (x, y) in LANDMARKS.items():
            if name not in found:
                self.faults.append(f"landmark {name} is missing")
                continue
            off = max(abs(found[name][0] - x) if x is not None else 0.0, abs(found[name][1] - y))
            self.need(off <= TOLERANCE, f"landmark {name} is {off:.4f} from its place")

    def bones(self) -> None:
        """Check the bones that the guide names."""
        zones = {bone["id"]: bone for bone in self.views["bone"]}
        for name in ("sacrum", "greater-trochanter"):
            named = name in zones and not zones[name]["beyond_guide"]
            self.need(named, f"bone {name}: the guide names it, and it is not so here")
        for view, tip in (("back", (0.090, 0.515)), ("side", None)):
            trochanter = lines_of(zones["greater-trochanter"]["outline"], view)[0]
            wide, tall = ((max(c) - min(c)) * STATURE_CM for c in zip(*trochanter, strict=True))
            fits = abs(wide - 3) < 0.6 and abs(tall - 5) < 0.6
            self.need(fits, f"the trochanter, {view}, is {tall:.1f} × {wide:.1f} cm, not 5 × 3")
            if tip:
                off = distance(tip, [*trochanter, trochanter[0]])
                self.need(off <= TOLERANCE, "the trochanter's tip is not at its landmark")
        for place in ((0.0, 0.535), (0.0195, 0.588)):
            sacrum = lines_of(zones["sacrum"]["outline"], "back")[0]
            self.need(inside(place, sacrum), f"the sacrum does not reach {place}")

    def muscle(self, muscle: Row) -> None:
        """Check one muscle's spots, stripping path and fibres, in each view."""
        name, spots = muscle["id"], muscle["spots"]
        self.need(len(spots) == SPOTS[name], f"{name}: {len(spots)} spots, not {SPOTS[name]}")
        (left, bottom), (right, top) = FIRST_SPOT[name]
        (x, y, _), t = spots[0], TOLERANCE
        home = left - t <= x <= right + t and bottom - t <= y <= top + t
        self.need(home, f"{name}: its first spot is not where the guide has it")
        for view in VIEWS:
            if len(muscle["outline"][view]) != 1 or len(muscle["strip"][view]) != 1:
                self.faults.append(f"{name}, {view}: not one outline and one stripping path")
                continue
            outline, strip = (lines_of(muscle[key], view)[0] for key in ("outline", "strip"))
            for kind, places in (("spot", flat(view, spots)), ("stripping path", strip)):
                for number, place in enumerate(places, 1):
                    self.pressable(f"{name}, {view}, {kind} {number}", place, outline, view)
            for a, b in pairwise(strip):
                middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
                self.pressable(f"{name}, {view}, stripping path between points", middle, outline, view)
            fibres = lines_of(muscle["fibres"], view)
            self.need(5 <= len(fibres) <= 14, f"{name}, {view}: {len(fibres)} fibres, not 5 to 14")
            self.need(strip[-1][1] < strip[0][1], f"{name}, {view}: the stripping path runs up")
            for number, path in enumerate(fibres, 1):
                self.need(path[-1][1] < path[0][1], f"{name}, {view}, fibre {number}: runs up, not to the hip joint")
                out = max((distance(p, [*outline, outline[0]]) for p in path if not inside(p, outline)), default=0.0)
                self.need(out <= EDGE, f"{name}, {view}, fibre {number}: leaves the muscle by {out:.4f}")

    def pressable(self, what: str, place: Point, outline: list[Point], view: str) -> None:
        """Check a place that is pressed: in its muscle, on no bone; from behind, far from the nerve."""
        self.need(inside(place, outline), f"{what} {place}: outside the muscle")
        for bone in self.views["bone"]:
            on_bone = any(inside(place, line) for line in lines_of(bone["outline"], view))
            self.need(not on_bone, f"{what} {place}: on the {bone['id']}")
        if view == "back":
            clear = distance(place, lines_of(self.views["nerve"]["path"], view)[0])
            self.need(clear >= NERVE_CLEARANCE, f"{what} {place}: {clear:.4f} from the nerve, not {NERVE_CLEARANCE}")

    def nerve(self) -> None:
        """Check the nerve's course, from below piriformis."""
        path = lines_of(self.views["nerve"]["path"], "back")[0]
        self.need(math.dist(path[0], NERVE_PASSES[0]) <= TOLERANCE, "the nerve does not begin below piriformis")
        self.need(distance(NERVE_PASSES[1], path) <= TOLERANCE, "the nerve does not pass beside the sit bone")
        self.need(0.27 <= path[-1][1] <= 0.32, "the nerve does not end at the back of the knee")

    def lines(self) -> None:
        """Check the finding lines: the guide's own first of all."""
        for line in self.views["line"]:
            self.need(1 <= line["step"] <= 3, f"line of {line['muscle']}: step {line['step']}")
            self.need(line["path"]["back"], f"line of {line['muscle']}, step {line['step']}: not seen from behind")
        wanted = [(0.020, 0.590), (0.090, 0.515)]
        ours = [lines_of(line["path"], "back")[0] for line in self.views["line"] if line["muscle"] == "piriformis"]
        ends = [(path[0], path[-1]) for path in ours]
        met = any(all(math.dist(a, b) <= TOLERANCE for a, b in zip(path, wanted, strict=True)) for path in ends)
        self.need(met, "piriformis: no line from the top of the sacrum to the trochanter")

    def areas(self) -> None:
        """Check that areas leave each other room, and that a referral names the areas it covers."""
        found = {
            view: {row["id"]: cells(lines_of(row["outline"], view)) for row in self.views["area"]} for view in VIEWS
        }
        for view, areas in found.items():
            for name, ours in areas.items():
                for other, theirs in areas.items():
                    few = len(ours & theirs) <= max(3, 0.02 * len(ours))
                    self.need(name == other or few, f"area {name}, {view}: overlaps {other}")
        for number, row in enumerate(self.views["referral"], 1):
            covered = {view: cells(lines_of(row["outline"], view)) for view in VIEWS}
            for name in found["back"]:
                whole = {view: areas[name] for view, areas in found.items() if areas[name]}
                shares = [len(covered[view] & area) / len(area) for view, area in whole.items()]
                fault = f"referral {number} ({row['muscle']}): covers {max(shares):.0%} of the {name}"
                if name in row["areas"]:
                    self.need(max(shares) >= COVERED, f"{fault}, and lists it")
                else:
                    self.need(max(shares) < MISSED, f"{fault}, and does not list it")

    def click_regions(self) -> None:
        """Check that each muscle keeps enough to click, drawn at the smallest size; tell it of the side."""
        for view in VIEWS:
            frame = next(p for p in self.plates["plate"] if p["frame"] == "hips" and p["view"] in {view, "right"})
            step = (frame["right"] - frame["left"]) / FRAME_PX
            start = 0.0 if view == "back" else frame["left"]
            rows, columns = int((frame["top"] - frame["bottom"]) / step), int((frame["right"] - start) / step)
            owner = [[-1] * columns for _ in range(rows)]
            for number, muscle in enumerate(self.views["muscle"]):
                for column, row in cells(lines_of(muscle["outline"], view), step, start, frame["bottom"]):
                    owner[row][column] = number
            for number, name in enumerate(SPOTS):
                owned = [[cell == number for cell in line] for line in owner]
                side, column, row = largest_square(owned)
                middle = (start + column * step, frame["bottom"] + row * step)
                self.notes.append(
                    f"{name}, {view}: a square of {side} px to click, about ({middle[0]:.3f}, {middle[1]:.3f}), "
                    f"{sum(map(sum, owned))} px in all"
                )
                if view == "back":
                    self.need(side >= TARGET_PX, f"{name}: only {side} px to click at {FRAME_PX} px, not {TARGET_PX}")
