"""The figure's skeleton: which part hangs on which joint, and how far each place of the skin goes along with it."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from tools.plates.mesh import neutral_adult

if TYPE_CHECKING:
    from pathlib import Path

    from tools.plates.mesh import Figure, Floats

RIG = "rigs/standard/rig.default.json"
WEIGHTS = "rigs/standard/weights.default.json"
LIDS = "targets/expression/units/caucasian/eye-{side}-closure.target.gz"
MESH_STATURE = 16.6
"""How tall the neutral adult is in the units of the mesh's shape targets."""

TRUNK = {  # part: (what it hangs on, the joint it turns about)
    "root": ("", "pelvis"),
    "spine05": ("root", "pelvis"),
    "spine04": ("spine05", "spine-4"),
    "spine03": ("spine04", "spine-3"),
    "spine02": ("spine03", "spine-2"),
    "spine01": ("spine02", "spine-1"),
    "neck01": ("spine01", "neck"),
    "head": ("neck01", "head"),
}
LIMBS = {
    "clavicle": ("spine01", "clavicle"),
    "upperarm01": ("clavicle", "shoulder"),
    "upperarm02": ("upperarm01", "shoulder"),
    "lowerarm01": ("upperarm02", "elbow"),
    "lowerarm02": ("lowerarm01", "elbow"),
    "wrist": ("lowerarm02", "hand"),
    "upperleg01": ("root", "upper-leg"),
    "upperleg02": ("upperleg01", "upper-leg"),
    "lowerleg01": ("upperleg02", "knee"),
    "foot": ("lowerleg01", "ankle"),
}
"""The same on either side; the halves of a bone that share a joint divide a twist between them."""
FINGERS = {
    f"finger{finger}-{bone}": (f"finger{finger}-{bone - 1}" if bone > 1 else "wrist", f"finger-{finger}-{bone}")
    for finger in range(1, 6)
    for bone in range(1, 4)
}
SIDES = {"left": ("L", "l"), "right": ("R", "r")}


@dataclass(frozen=True, slots=True)
class Rig:
    """A body that can be posed."""

    figure: Figure
    names: tuple[str, ...]
    """The parts; what a part hangs on stands before it."""
    parents: tuple[int, ...]
    """The number of what each part hangs on; -1 for the root."""
    heads: Floats
    """The joint each part turns about, in body coordinates."""
    weights: Floats
    """One row a vertex of the skin, one column a part; each row adds up to one."""

    def joint(self, name: str) -> Floats:
        """Return the place of one of the mesh's joints in the body as it stands."""
        return np.array(self.figure.joints[name])

    def share(self, *begins: str, side: str = "") -> Floats:
        """Return how far each vertex goes along with the parts whose names begin so; with those of *side* alone."""
        tail = f".{SIDES[side][0]}" if side else ""
        columns = [k for k, name in enumerate(self.names) if name.startswith(begins) and name.endswith(tail)]
        return np.asarray(self.weights[:, columns].sum(axis=1))


def read_rig(folder: Path) -> Rig:
    """Return the neutral adult with closed eyes and its skeleton, of the MakeHuman data in *folder*."""
    figure = _eyes_closed(neutral_adult(folder), folder)
    parts = dict(TRUNK)
    for letter, lower in SIDES.values():
        for name, (parent, joint) in (LIMBS | FINGERS).items():
            parts[f"{name}.{letter}"] = (parent if parent in TRUNK else f"{parent}.{letter}", f"{lower}-{joint}")
    names = tuple(parts)
    parents = tuple(names.index(parent) if parent else -1 for parent, _ in parts.values())
    heads = np.array([figure.joints[joint] for _, joint in parts.values()])
    return Rig(figure, names, parents, heads, _weights(figure, folder, names))


def _weights(figure: Figure, folder: Path, names: tuple[str, ...]) -> Floats:
    """Return the skin's weights, those of finer bones given to the part that they belong to."""
    bones = json.loads((folder / RIG).read_text(encoding="utf-8"))
    rows = json.loads((folder / WEIGHTS).read_text(encoding="utf-8"))["weights"]
    total = np.zeros((int(figure.numbers.max()) + 1, len(names)))
    for bone, given in rows.items():
        part = bone
        while part not in names:
            part = bones[part]["parent"] or "root"
        pairs = np.array(given).reshape(-1, 2)
        pairs = pairs[pairs[:, 0] < len(total)]
        np.add.at(total[:, names.index(part)], pairs[:, 0].astype(np.int64), pairs[:, 1])
    total = total[figure.numbers]
    return np.asarray(total / np.maximum(total.sum(axis=1, keepdims=True), 1e-9))


def _eyes_closed(figure: Figure, folder: Path) -> Figure:
    """Return *figure* with its lids down: the mesh has no eyes, and whoever lies so rests."""
    offset = np.zeros((int(figure.numbers.max()) + 1, 3))
    for side in SIDES:
        with gzip.open(folder / LIDS.format(side=side), "rt", encoding="ascii") as lines:
            for line in lines:
                if line.strip() and not line.startswith("#"):
                    number, x, y, z = line.split()
                    if int(number) < len(offset):
                        offset[int(number)] += (-float(x), float(y), float(z))
    points = figure.skin.points + offset[figure.numbers] / MESH_STATURE
    return replace(figure, skin=replace(figure.skin, points=points))
