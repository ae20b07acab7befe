"""Folds the figure's arms, so that they hide neither hip nor back from the side."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from tools.plates.mesh import Figure, Floats

WEIGHTS = "rigs/standard/weights.default.json"
UPPER = ("upperarm01", "upperarm02")
FORE = ("lowerarm01", "lowerarm02", "wrist", "metacarpal", "finger")
SIDES = {"L": ("l", -1.0), "R": ("r", 1.0)}
"""The skin weights' name of a side, the joints' name of it, and the way that is outward there."""
UPPER_WAY = (0.10, -0.76, 0.64)
FORE_WAY = (-0.92, 0.36, -0.06)
"""Which way each part of the folded arm points: outward, up, forward."""


def arms_folded(figure: Figure, folder: Path) -> Figure:
    """Return *figure* with the upper arms hanging a little forward and the forearms folded up before the chest."""
    weights = json.loads((folder / WEIGHTS).read_text(encoding="utf-8"))["weights"]
    moved = figure.skin.points.copy()
    for letter, (name, outward) in SIDES.items():
        shoulder, elbow, hand = (np.array(figure.joints[f"{name}-{part}"]) for part in ("shoulder", "elbow", "hand"))
        at_shoulder = _turn(elbow - shoulder, np.array(UPPER_WAY) * (outward, 1, 1))
        at_elbow = _turn(hand - elbow, np.array(FORE_WAY) * (outward, 1, 1))
        new_elbow = shoulder + at_shoulder @ (elbow - shoulder)
        upper = shoulder + (figure.skin.points - shoulder) @ at_shoulder.T
        fore = new_elbow + (figure.skin.points - elbow) @ at_elbow.T
        for names, target in ((UPPER, upper), (FORE, fore)):
            share = _share(weights, names, letter, figure)[:, None]
            moved += share * (target - figure.skin.points)
    return replace(figure, skin=replace(figure.skin, points=moved))


def _share(weights: dict[str, list[list[float]]], names: tuple[str, ...], letter: str, figure: Figure) -> Floats:
    """Return how far each vertex of the skin goes along with the bones whose names begin so, nought to one."""
    total = np.zeros(int(figure.numbers.max()) + 1)
    for bone, rows in weights.items():
        if bone.endswith(f".{letter}") and bone.startswith(names):
            for number, weight in rows:
                if number < len(total):
                    total[int(number)] += weight
    return np.asarray(np.clip(total[figure.numbers], 0, 1))


def _turn(before: Floats, after: Floats) -> Floats:
    """Return the shortest rotation that turns one direction into another."""
    a, b = before / np.linalg.norm(before), after / np.linalg.norm(after)
    v, cosine = np.cross(a, b), float(a @ b)
    skew = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    return np.asarray(np.eye(3) + skew + skew @ skew / (1 + cosine))
