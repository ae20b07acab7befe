"""Reads the base mesh, makes the neutral adult of it, and refines it to a smooth surface."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pathlib import Path

    from tools.plates.raster import View

Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Ints: TypeAlias = npt.NDArray[np.int64]

SEXES = ("female", "male")
RACES = ("african", "asian", "caucasian")


@dataclass(frozen=True, slots=True)
class Mesh:
    """A surface of four-cornered faces in body coordinates (see the package's text)."""

    points: Floats
    """One row ``x, y, z`` a vertex."""
    quads: Ints
    """One row of four vertex numbers a face, counter-clockwise seen from outside the body."""

    def normals(self) -> Floats:
        """Return the unit normal of every vertex, averaged over the faces around it by area."""
        corner = self.points[self.quads]
        # Body coordinates are left-handed (right, up, forward): the product points inward the usual way round.
        face = np.cross(corner[:, 3] - corner[:, 1], corner[:, 2] - corner[:, 0])
        total = np.zeros_like(self.points)
        for k in range(4):
            np.add.at(total, self.quads[:, k], face)
        length = np.linalg.norm(total, axis=1, keepdims=True)
        return np.asarray(total / np.maximum(length, 1e-20))

    def triangles(self) -> Ints:
        """Return the faces, each cut into two triangles."""
        return np.concatenate([self.quads[:, [0, 1, 2]], self.quads[:, [0, 2, 3]]])

    def within(self, view: View, left: float, right: float, bottom: float, top: float) -> Mesh:
        """Return the faces that reach into a box as *view* has it, all vertices kept."""
        corner = view.seen(self.points)[self.quads]
        low, high = corner.min(axis=1), corner.max(axis=1)
        keep = (high[:, 0] >= left) & (low[:, 0] <= right) & (high[:, 1] >= bottom) & (low[:, 1] <= top)
        return Mesh(self.points, self.quads[keep])


@dataclass(frozen=True, slots=True)
class Figure:
    """A body: its skin, and the middles of its joints by MakeHuman's names."""

    skin: Mesh
    joints: dict[str, tuple[float, float, float]]
    numbers: Ints
    """What number each vertex of the skin has in the base mesh: the skin weights speak of those."""


def neutral_adult(folder: Path) -> Figure:
    """Return the neutral adult of the MakeHuman data in *folder* (the package's ``mpfb2``).

    The base mesh plus half of each sex's average young adult plus a sixth of each race's: no one, and so anyone.
    """
    points, groups = _read_groups(folder / "3dobjs" / "base.obj")
    macro = folder / "targets" / "macrodetails"
    for sex in SEXES:
        name = f"universal-{sex}-young-averagemuscle-averageweight.target.gz"
        _add_target(points, macro / name, 0.5)
        for race in RACES:
            _add_target(points, macro / f"{race}-{sex}-young.target.gz", 1 / 6)
    used = np.unique(groups["body"])
    floor, crown = points[used, 1].min(), points[used, 1].max()
    # The mesh looks along +z, as body coordinates do, but has its left hand at +x; there, x < 0 on the left.
    points = np.column_stack([-points[:, 0], points[:, 1] - floor, points[:, 2]]) / (crown - floor)
    joints = {}
    for name, quads in groups.items():
        if name.startswith("joint-"):
            x, y, z = points[np.unique(quads)].mean(axis=0)
            joints[name.removeprefix("joint-")] = (float(x), float(y), float(z))
    return Figure(Mesh(points[used], np.searchsorted(used, groups["body"])), joints, used)


def refine(mesh: Mesh, times: int) -> Mesh:
    """Return *mesh* subdivided *times* by the rules of Catmull and Clark."""
    for _ in range(times):
        mesh = _refine_once(mesh)
    return mesh


def _read_groups(path: Path) -> tuple[Floats, dict[str, Ints]]:
    """Read the vertices of a Wavefront file, and the faces of each of its groups."""
    points: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    group = ""
    with path.open(encoding="ascii") as lines:
        for line in lines:
            kind, _, rest = line.strip().partition(" ")
            if kind == "v":
                points.append([float(word) for word in rest.split()])
            elif kind == "g":
                group = rest.strip()
            elif kind == "f":
                corners = [int(word.split("/")[0]) - 1 for word in rest.split()]
                if len(corners) != 4:
                    message = f"{path.name}: a face of {len(corners)} corners; only four are understood"
                    raise ValueError(message)
                groups.setdefault(group, []).append(corners)
    faces = {name: np.array(rows, dtype=np.int64) for name, rows in groups.items()}
    return np.array(points, dtype=np.float64), faces


def _add_target(points: Floats, path: Path, weight: float) -> None:
    """Move *points* by *weight* times the shape target in *path*."""
    with gzip.open(path, "rt", encoding="ascii") as lines:
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    if not rows:  # some shapes are the base mesh itself
        return
    index = np.array([int(row[0]) for row in rows])
    offset = np.array([[float(word) for word in row[1:4]] for row in rows])
    np.add.at(points, index, weight * offset)


def _refine_once(mesh: Mesh) -> Mesh:
    """One step of Catmull–Clark subdivision; open edges stay on their own curve."""
    points, quads = mesh.points, mesh.quads
    count, faces = len(points), len(quads)
    face_point = points[quads].mean(axis=1)

    half = np.stack([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 2)
    low_high = np.sort(half, axis=1)
    key = low_high[:, 0] * count + low_high[:, 1]
    edges, inverse, shared = np.unique(key, return_inverse=True, return_counts=True)
    ends = np.column_stack([edges // count, edges % count])
    around = np.zeros((len(edges), 3))
    np.add.at(around, inverse, np.repeat(face_point, 4, axis=0))
    middle = points[ends].mean(axis=1)
    inner = shared == 2
    edge_point = np.where(inner[:, None], (2 * middle + around) / 4, middle)

    valence = np.bincount(ends.ravel(), minlength=count).astype(np.float64)
    middle_sum = np.zeros((count, 3))
    face_sum = np.zeros((count, 3))
    face_count = np.bincount(quads.ravel(), minlength=count).astype(np.float64)
    for k in range(2):
        np.add.at(middle_sum, ends[:, k], middle)
    for k in range(4):
        np.add.at(face_sum, quads[:, k], face_point)
    n = np.maximum(valence, 1)[:, None]
    moved = (face_sum / np.maximum(face_count, 1)[:, None] + 2 * middle_sum / n + (n - 3) * points) / n

    rim_edges = ends[~inner]
    rim_sum = np.zeros((count, 3))
    rim_count = np.bincount(rim_edges.ravel(), minlength=count)
    for k in range(2):
        np.add.at(rim_sum, rim_edges[:, k], points[rim_edges[:, 1 - k]])
    on_rim = (rim_count == 2)[:, None]
    moved = np.where(on_rim, 0.75 * points + 0.125 * rim_sum, moved)
    moved = np.where((face_count == 0)[:, None] | ((rim_count > 0)[:, None] & ~on_rim), points, moved)

    edge_of = inverse.reshape(faces, 4) + count
    centre = np.arange(faces) + count + len(edges)
    parts = [np.column_stack([quads[:, k], edge_of[:, k], centre, edge_of[:, (k - 1) % 4]]) for k in range(4)]
    return Mesh(np.concatenate([moved, edge_point, face_point]), np.concatenate(parts))
