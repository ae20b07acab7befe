"""Curves in body coordinates and what of them a view shows; standard library alone.

A *horizon* is where the skin turns away from an onlooker.  Three are measured on the mesh, as functions of the height:
``lateral`` bounds what is seen from behind; ``posterior`` and ``anterior`` bound what is seen from the side.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Point3: TypeAlias = tuple[float, float, float]
Edge: TypeAlias = Callable[[float], Point3]
"""A horizon: for a height, the place on the skin."""

SMOOTH = 12
"""Points between two given ones."""
BEND = 0.45
"""How much closer the points stand where a line bends."""


def numbers(text: str) -> list[tuple[float, ...]]:
    """Read ``a b c, a b c, …``."""
    return [tuple(float(word) for word in group.split()) for group in text.split(",") if group.strip()]


def curve(given: Sequence[tuple[float, ...]], *, closed: bool) -> list[tuple[float, ...]]:
    """Return a smooth line (centripetal Catmull–Rom) through the points *given*, in any number of dimensions."""
    count = len(given)
    if count < 3:
        return list(given)
    line: list[tuple[float, ...]] = []
    for i in range(count if closed else count - 1):
        four = [given[(i + k) % count] if closed else given[min(count - 1, max(0, i + k))] for k in (-1, 0, 1, 2)]
        if not closed and i == 0:
            four[0] = tuple(2 * a - b for a, b in zip(four[1], four[2], strict=True))
        if not closed and i == count - 2:
            four[3] = tuple(2 * a - b for a, b in zip(four[2], four[1], strict=True))
        line += _span(four)
    return line if closed else [*line, given[-1]]


def _span(four: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Return points from the second of *four* to before the third."""
    knot = [0.0]
    for a, b in pairwise(four):
        knot.append(knot[-1] + max(1e-9, math.dist(a, b) ** 0.5))
    found = []
    for step in range(SMOOTH):
        u = knot[1] + (knot[2] - knot[1]) * step / SMOOTH
        row, reach = four, 1
        while len(row) > 1:
            # Neville's scheme, with the two inner levels held to the middle span.
            row = [_between(row[k], row[k + 1], u, *_knots(knot, k, reach, len(row))) for k in range(len(row) - 1)]
            reach += 1
        found.append(row[0])
    return found


def _knots(knot: list[float], k: int, reach: int, rows: int) -> tuple[float, float]:
    """Return between which knots the *k*-th pair of a row is mixed."""
    if rows == 2:
        return knot[1], knot[2]
    return knot[k], knot[k + reach]


def _between(a: tuple[float, ...], b: tuple[float, ...], u: float, start: float, end: float) -> tuple[float, ...]:
    part = (u - start) / (end - start)
    return tuple(x + part * (y - x) for x, y in zip(a, b, strict=True))


def spaced(line: Sequence[Point], count: int, *, closed: bool) -> list[Point]:
    """Return *count* points along *line*, closer together where it bends."""
    dense = [*line, line[0]] if closed else list(line)
    total = sum(math.dist(a, b) for a, b in pairwise(dense)) or 1.0
    reach = max(2, len(dense) // 60)
    bends = [_bend(dense, i, reach, total, closed=closed) for i in range(len(dense))]
    along = [0.0]
    for i, (a, b) in enumerate(pairwise(dense)):
        bend = min(60.0, (bends[i] + bends[i + 1]) / 2) ** 0.7
        along.append(along[-1] + math.dist(a, b) / total * (1 + BEND * bend))
    found = []
    for k in range(count):
        place = along[-1] * k / (count if closed else count - 1)
        i = min(len(dense) - 2, max(0, bisect_right(along, place) - 1))
        part = (place - along[i]) / ((along[i + 1] - along[i]) or 1.0)
        (ax, ay), (bx, by) = dense[i], dense[i + 1]
        found.append((ax + part * (bx - ax), ay + part * (by - ay)))
    return found


def _bend(dense: list[Point], i: int, reach: int, total: float, *, closed: bool) -> float:
    count = len(dense) - 1
    a = dense[(i - reach) % count] if closed else dense[max(0, i - reach)]
    b = dense[i]
    c = dense[(i + reach) % count] if closed else dense[min(count, i + reach)]
    u, v = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    angle = abs(math.atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]))
    return angle / max(1e-9, math.dist(a, b) + math.dist(b, c)) * total


def area(outline: Sequence[Point]) -> float:
    """Return the area of a closed outline."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*outline, outline[0]]))) / 2


def blunt(outline: list[Point]) -> list[Point]:
    """Return a closed outline without its thorns: places where it runs out and back again along itself."""
    line = [point for k, point in enumerate(outline) if math.dist(point, outline[k - 1]) > 1e-7]
    k = 0
    while k < len(line) and len(line) > 3:
        a, b, c = line[k - 1], line[k], line[(k + 1) % len(line)]
        u, v = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
        if u[0] * v[0] + u[1] * v[1] < -0.8 * math.hypot(*u) * math.hypot(*v):
            del line[k]
            k = max(0, k - 2)
        else:
            k += 1
    return line


def inside(point: Point, outline: Sequence[Point]) -> bool:
    """Tell whether *point* lies in the closed *outline*."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in pairwise([*outline, outline[0]]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


def distance(point: Point, path: Sequence[Point]) -> float:
    """Return how far *point* is from the nearest place on *path*."""
    best = math.inf
    for a, b in pairwise(path):
        length = math.dist(a, b) ** 2
        part = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length if length else 0.0
        t = min(1.0, max(0.0, part))
        best = min(best, math.dist(point, (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))))
    return best


def horizon(rows: list[tuple[float, ...]]) -> Edge:
    """Return the horizon that is measured at *rows* of x, y and z, ordered by y."""
    heights = [row[1] for row in rows]

    def at(y: float) -> Point3:
        i = min(len(rows) - 2, max(0, bisect_right(heights, y) - 1))
        part = min(1.0, max(0.0, (y - heights[i]) / (heights[i + 1] - heights[i])))
        (ax, _, az), (bx, _, bz) = rows[i], rows[i + 1]
        return ax + part * (bx - ax), y, az + part * (bz - az)

    return at


Shown: TypeAlias = Callable[[Point3], float]
"""How far a place lies before a horizon: above nought is seen."""


def cut_outline(line: Sequence[Point3], shown: Shown, edge: Edge) -> list[list[Point3]]:
    """Return what a horizon leaves of a closed outline: the parts before it, closed along it."""
    start = next((i for i, point in enumerate(line) if shown(point) < 0), None)
    if start is None:
        return [list(line)]
    runs: list[list[Point3]] = []
    ring = [*line[start:], *line[: start + 1]]
    for a, b in pairwise(ring):
        before, after = shown(a), shown(b)
        if (before < 0) != (after < 0):
            part = before / (before - after)
            crossing = edge(a[1] + part * (b[1] - a[1]))
            if before < 0:
                runs.append([crossing])
            else:
                runs[-1].append(crossing)
        if after >= 0:
            runs[-1].append(b)
    return _joined(runs, edge)


def _joined(runs: list[list[Point3]], edge: Edge) -> list[list[Point3]]:
    """Close *runs* along the horizon: its stretches between crossings lie in the outline by turns."""
    ends = sorted((y, i, side) for i, run in enumerate(runs) for side, y in ((0, run[0][1]), (1, run[-1][1])))
    mate = {}
    for (_, i, a), (_, j, b) in zip(ends[::2], ends[1::2], strict=True):
        mate[i, a], mate[j, b] = (j, b), (i, a)
    left, parts = set(range(len(runs))), []
    while left:
        run = first = min(left)
        part: list[Point3] = []
        while True:
            left.discard(run)
            part += runs[run]
            following = mate[run, 1][0]
            part += _along(runs[run][-1][1], runs[following][0][1], edge)
            run = following
            if run == first or run not in left:
                break
        parts.append(part)
    return parts


def _along(start: float, end: float, edge: Edge) -> list[Point3]:
    """Return places on a horizon between two heights, both left out."""
    steps = max(1, round(abs(end - start) / 0.0025))
    return [edge(start + (end - start) * k / steps) for k in range(1, steps)]


def cut_path(line: Sequence[Point3], shown: Shown) -> list[list[Point3]]:
    """Return the stretches of an open line that lie before a horizon."""
    parts: list[list[Point3]] = []
    seen = False
    for point in line:
        if shown(point) >= 0:
            if not seen:
                parts.append([])
            parts[-1].append(point)
            seen = True
        else:
            seen = False
    return [part for part in parts if len(part) > 1]


def silhouette(
    plates: Sequence[Sequence[Point]], tubes: Sequence[Sequence[tuple[float, float, float]]], step: float = 0.0016
) -> list[list[Point]]:
    """Return the outlines (holes too) of flat shapes and of tubes (a way of points, each with a radius) together."""
    solid = [ball for tube in tubes for ball in tube]
    across = [x for plate in plates for x, _ in plate] + [x + s * r for x, _, r in solid for s in (-1, 1)]
    up = [y for plate in plates for _, y in plate] + [y + s * r for _, y, r in solid for s in (-1, 1)]
    left, bottom = min(across) - 2 * step, min(up) - 2 * step
    columns = math.ceil((max(across) - left) / step) + 3
    rows = math.ceil((max(up) - bottom) / step) + 3

    def depth(x: float, y: float) -> float:
        best = -1.0
        for plate in plates:
            away = distance((x, y), [*plate, plate[0]])
            best = max(best, away if inside((x, y), plate) else -away)
        for tube in tubes:
            best = max(best, _in_tube(x, y, tube))
        return best or 1e-12

    field = [[depth(left + c * step, bottom + r * step) for c in range(columns)] for r in range(rows)]
    return [[(left + x * step, bottom + y * step) for x, y in ring] for ring in _contours(field)]


def _in_tube(x: float, y: float, tube: Sequence[tuple[float, float, float]]) -> float:
    if len(tube) == 1:
        return tube[0][2] - math.dist((x, y), tube[0][:2])
    best = -1.0
    for (ax, ay, ar), (bx, by, br) in pairwise(tube):
        length = (bx - ax) ** 2 + (by - ay) ** 2
        t = min(1.0, max(0.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) if length else 0.0
        best = max(best, ar + t * (br - ar) - math.dist((x, y), (ax + t * (bx - ax), ay + t * (by - ay))))
    return best


def _contours(field: list[list[float]]) -> list[list[Point]]:
    """Return the closed lines where *field* is nought, in its columns and rows (marching squares)."""
    links: dict[Point, Point] = {}
    for r in range(len(field) - 1):
        for c in range(len(field[0]) - 1):
            corners = [(c, r), (c + 1, r), (c + 1, r + 1), (c, r + 1)]
            values = [field[y][x] for x, y in corners]
            out: list[Point] = []
            into: list[Point] = []
            for k in range(4):
                a, b = values[k], values[(k + 1) % 4]
                if (a > 0) != (b > 0):
                    (ax, ay), (bx, by) = sorted((corners[k], corners[(k + 1) % 4]))
                    low, high = field[ay][ax], field[by][bx]
                    part = low / (low - high)
                    (out if a > 0 else into).append((ax + part * (bx - ax), ay + part * (by - ay)))
            links.update(zip(out, into, strict=True))
    rings = []
    while links:
        start = min(links)
        ring, at = [start], links.pop(start)
        while at != start:
            ring.append(at)
            at = links.pop(at)
        rings.append(ring)
    return rings
