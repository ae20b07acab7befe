"""Measures how a posed body touches the ground and the tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from tools.plates.mesh import Mesh
    from tools.positions.rig import Rig

Row: TypeAlias = dict[str, Any]

PARTS = {
    "head": ("head",),
    "chest": ("spine01", "spine02"),
    "pelvis": ("root",),
    "upper arm": ("upperarm",),
    "forearm": ("lowerarm",),
    "hand": ("wrist", "finger"),
    "thigh": ("upperleg",),
    "shin": ("lowerleg",),
    "foot": ("foot",),
}


def report(rig: Rig, body: Mesh, row: Row) -> str:
    """Return, in lines, the lowest place of each part on either side, and how deep the tool presses; in statures."""
    lines = []
    right = rig.figure.skin.points[:, 0] > 0
    for name, begins in PARTS.items():
        own = rig.share(*begins) > 0.5
        lows = [body.points[own & (right == side)] for side in (False, True)]
        places = [" ".join(f"{n:7.3f}" for n in rows[rows[:, 1].argmin()]) for rows in lows]
        lines.append(f"  {name:10} left {places[0]}   right {places[1]}")
    for entry in row["thing"]:
        if entry["material"] not in {"ball", "roller"}:
            continue
        way = body.points - np.array(entry["at"])
        radius = entry["radius"] if "radius" in entry else entry["half"][0]
        if entry["material"] == "roller":
            way = way[np.abs(way[:, 2]) < entry["half"]] * (1, 1, 0)
        deep = radius - float(np.linalg.norm(way, axis=1).min())
        lines.append(f"  {entry['material']:10} pressed in by {deep:.4f}")
    return "\n".join(lines)
