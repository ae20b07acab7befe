"""The things around the body: ball, roller, massager, pillow, mat, mattress, wall; surfaces, as the body is one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from tools.plates.mesh import Mesh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.plates.mesh import Floats, Ints

Row: TypeAlias = dict[str, Any]


def thing(row: Row) -> Mesh:
    """Return the surface of an entry ``[[POSITION.thing]]`` of ``poses.toml``."""
    form = row.get("form", "rounded")
    if form == "mat":
        return strip(_rolled(row), row["thick"], row["near"], row["far"])
    if form == "strip":
        ends = np.array(row["path"])
        share = np.linspace(0, 1, 64)[:, None]
        return strip(ends[0] * (1 - share) + ends[1] * share, row["thick"], row["near"], row["far"])
    if form == "tube":
        return tube(row["at"], row["radius"], row["hole"], row["half"])
    if form == "box":
        mesh = box(row["at"], row["half"], row["round"])
    else:
        mesh = rounded(row["at"], row["half"], row["square"])
    for lean in row.get("turned", []):
        mesh = _turned(mesh, row["at"], *lean)
    for well in row.get("wells", []):
        mesh = sunk(mesh, row["at"], row["half"], well)
    return mesh


def tube(at: Sequence[float], radius: float, hole: float, half: float) -> Mesh:
    """Return a tube that lies along the depth, with a little rounded rims."""
    rim = 0.12 * (radius - hole)
    edge = np.linspace(0, math.pi / 2, 6)
    rounding = np.column_stack([radius - rim + rim * np.sin(edge), -half + rim - rim * np.cos(edge)])
    ends = np.array([[hole, -half], [radius - rim, -half]])
    outline = [ends, rounding, np.column_stack([np.full(9, radius), np.linspace(-half + rim, half - rim, 9)])]
    outline += [rounding[::-1] * (1, -1), ends[::-1] * (1, -1), np.array([[hole, half], [hole, -half]])]
    columns = 128
    around = np.linspace(0, 2 * math.pi, columns, endpoint=False)
    parts = []
    for line in outline:
        ring = [line[:, :1] * np.cos(around), line[:, :1] * np.sin(around), np.repeat(line[:, 1:], columns, axis=1)]
        parts.append(Mesh(np.stack(ring, axis=-1).reshape(-1, 3) + at, _grid(len(line), columns)[:, ::-1]))
    return _joined(parts)


def _rolled(row: Row) -> Floats:
    """Return the way of a mat seen from its long side: flat, then rolled up."""
    start, end = row["from"], row["to"]
    flat = np.column_stack([np.linspace(start, end, 40), np.full(40, row["thick"] / 2)])
    outer, inner, turns = row["roll"]
    angle = np.linspace(0, turns * 2 * math.pi, 160)
    radius = outer + (inner - outer) * angle / angle[-1]
    roll = np.column_stack([end + radius * np.sin(angle), row["thick"] / 2 + outer - radius * np.cos(angle)])
    return np.concatenate([flat, roll[1:]])


def rounded(at: Sequence[float], half: Sequence[float], square: Sequence[float]) -> Mesh:
    """Return a rounded body: *half* as long on each side, between a ball (*square* 1) and a box (towards 0).

    The first of *square* is for its outline seen from above, the second for that seen from the side.
    """
    rows, columns = 96, 192
    along = np.linspace(-math.pi / 2, math.pi / 2, rows)
    around = np.linspace(0, 2 * math.pi, columns, endpoint=False)
    across = _power(np.cos(along), square[1])[:, None]
    one, two = across * _power(np.cos(around), square[0]), across * _power(np.sin(around), square[0])
    up = np.repeat(_power(np.sin(along), square[1])[:, None], columns, axis=1)
    points = np.stack((one, up, two), axis=-1).reshape(-1, 3)
    return _outward(Mesh(points * half + at, _grid(rows, columns)), np.array(at))


def box(at: Sequence[float], half: Sequence[float], edge: float) -> Mesh:
    """Return a box with edges rounded by *edge*, cut into small faces so that it can be pressed in."""
    parts = []
    for axis in range(3):
        one, two = (k for k in range(3) if k != axis)
        columns, rows = (max(12, round(120 * half[k] / max(half))) + 1 for k in (one, two))
        for end in (-1.0, 1.0):
            points = np.empty((rows, columns, 3))
            points[..., axis] = end * half[axis]
            points[..., one] = np.linspace(-half[one], half[one], columns)
            points[..., two] = np.linspace(-half[two], half[two], rows)[:, None]
            flat = points.reshape(-1, 3)
            inner = np.clip(flat, edge - np.array(half), np.array(half) - edge)
            out = flat - inner
            flat = inner + edge * out / np.linalg.norm(out, axis=1, keepdims=True)
            parts.append(_outward(Mesh(flat, _lattice(rows, columns)), np.zeros(3)))
    whole = _joined(parts)
    return Mesh(whole.points + at, whole.quads)


def strip(path: Floats, thick: float, near: float, far: float) -> Mesh:
    """Return a band with sharp edges whose middle follows *path* (across, up) between two depths."""
    ahead = np.gradient(path, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    aside = np.column_stack([-ahead[:, 1], ahead[:, 0]]) * thick / 2
    above, below = path + aside, path - aside
    first, last = np.array([below[0], above[0]]), np.array([below[-1], above[-1]])
    long, across = 48, 3
    return _joined(
        [
            _face(_at_depth(above, near), _at_depth(above, far), long),
            _face(_at_depth(below, far), _at_depth(below, near), long),
            _face(_at_depth(below, near), _at_depth(above, near), across),
            _face(_at_depth(above, far), _at_depth(below, far), across),
            _face(_at_depth(first, far), _at_depth(first, near), long),
            _face(_at_depth(last, near), _at_depth(last, far), long),
        ]
    )


def _face(one: Floats, other: Floats, parts: int) -> Mesh:
    """Return the surface between two lines, cut across into *parts*; small faces are drawn faster."""
    share = np.linspace(0, 1, parts + 1)[:, None, None]
    return Mesh((one * (1 - share) + other * share).reshape(-1, 3), _lattice(parts + 1, len(one)))


def _joined(parts: list[Mesh]) -> Mesh:
    """Return several surfaces as one; where they meet they keep their own edges."""
    starts = np.cumsum([0, *(len(part.points) for part in parts)])
    quads = [part.quads + start for part, start in zip(parts, starts[:-1], strict=True)]
    return Mesh(np.concatenate([part.points for part in parts]), np.concatenate(quads))


def sunk(mesh: Mesh, at: Sequence[float], half: Sequence[float], well: Sequence[float]) -> Mesh:
    """Return a cushion pressed down at a *well*: where (across, depth), how broad on either way, how deep."""
    x, z, broad, long, deep = well
    points = mesh.points.copy()
    share = np.exp(-(((points[:, 0] - x) / broad) ** 2 + ((points[:, 2] - z) / long) ** 2) / 2)
    height = np.clip((points[:, 1] - at[1] + half[1]) / (2 * half[1]), 0, 1)
    points[:, 1] -= deep * share * height
    return Mesh(points, mesh.quads)


def _turned(mesh: Mesh, at: Sequence[float], axis: int, degrees: float) -> Mesh:
    """Return *mesh* turned about one of the picture's axes through *at*."""
    a, b = [(1, 2), (2, 0), (0, 1)][axis]
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    points = mesh.points - at
    points[:, [a, b]] = np.column_stack([c * points[:, a] - s * points[:, b], s * points[:, a] + c * points[:, b]])
    return Mesh(points + at, mesh.quads)


def _power(values: Floats, exponent: float) -> Floats:
    values = np.where(np.abs(values) < 1e-9, 0.0, values)  # a tiny number's root is not tiny
    return np.asarray(np.sign(values) * np.abs(values) ** exponent)


def _at_depth(line: Floats, z: float) -> Floats:
    return np.column_stack([line, np.full(len(line), z)])


def _grid(rows: int, columns: int) -> Ints:
    """Return the faces of a grid that closes on itself along its rows."""
    k = np.arange(rows - 1)[:, None] * columns
    one, two = np.arange(columns)[None, :], (np.arange(columns)[None, :] + 1) % columns
    return np.stack([k + one, k + two, k + columns + two, k + columns + one], axis=-1).reshape(-1, 4)


def _lattice(rows: int, columns: int) -> Ints:
    """Return the faces of a grid with open edges."""
    k = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)[None, :]).ravel()
    return np.column_stack([k, k + 1, k + columns + 1, k + columns])


def _outward(mesh: Mesh, middle: Floats) -> Mesh:
    """Return *mesh* with its faces turned so that they look away from *middle*."""
    facing = ((mesh.points - middle) * mesh.normals()).sum()
    return mesh if facing > 0 else Mesh(mesh.points, mesh.quads[:, ::-1])
