"""Measures the figure and sets it beside the survey medians that the landmarks were taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tools.plates.raster import BACK, Window, draw

if TYPE_CHECKING:
    from tools.plates.mesh import Bools, Figure, Floats

SCALE = 2000
"""Pixels to a stature: measures to half a thousandth."""

ANSUR = {
    "crotch height": 0.480,
    "wrist height (arm hanging)": 0.484,
    "knee height": 0.283,
    "ankle height": 0.040,
    "shoulder width": 0.283,
    "waist width": 0.184,
    "hip width": 0.207,
}
"""Adult medians as fractions of stature (ANSUR II)."""


def measure(figure: Figure) -> dict[str, float]:
    """Return the measures of *figure*: its silhouette from behind, and where its joints lie."""
    window = Window(-0.5, 0.5, 0.0, 1.0, SCALE)
    covered = np.isfinite(draw(figure.skin, BACK, window).depth)
    width = _middle_run(covered)
    height = 1.0 - (np.arange(len(width)) + 0.5) / SCALE
    waist = (height > 0.58) & (height < 0.68)
    hips = (height > 0.485) & (height < 0.56)
    armpit = (height > 0.70) & (height < 0.85) & (width > 0.25)
    joints = figure.joints
    return {
        "crotch height": float(height[covered[:, SCALE // 2] & (height > 0.3)].min()),
        "knee height": joints["l-knee"][1],
        "ankle height": joints["l-ankle"][1],
        "hip joint height": joints["l-upper-leg"][1],
        "hip joint from the midline": abs(joints["l-upper-leg"][0]),
        "shoulder width": float(width[armpit].min()),
        "shoulder joints' width": 2 * abs(joints["l-shoulder"][0]),
        "waist width": float(width[waist].min()),
        "waist width at the navel (y .602)": float(width[int((1 - 0.602) * SCALE)]),
        "hip width": float(width[hips].max()),
        "hip width at the trochanter (y .515)": float(width[int((1 - 0.515) * SCALE)]),
    }


def report(figure: Figure) -> str:
    """Return the measures as lines of text, each beside the survey's median where there is one."""
    found = measure(figure)
    lines = [f"{'of stature':38}{'figure':>8}{'ANSUR II':>10}{'difference':>12}"]
    for name, ours in found.items():
        theirs = ANSUR.get(name)
        beside = "" if theirs is None else f"{theirs:10.3f}{ours - theirs:+12.3f}"
        lines.append(f"{name:38}{ours:8.3f}{beside}")
    lines.extend(f"{name:38}{'—':>8}{ANSUR[name]:10.3f}" for name in ANSUR if name not in found)
    return "\n".join(lines)


def _middle_run(covered: Bools) -> Floats:
    """Return, for each row, the width of the unbroken stretch of figure across the midline."""
    half = covered.shape[1] // 2
    left, right = covered[:, :half][:, ::-1], covered[:, half:]
    sides = [np.where(side.all(axis=1), half, np.argmin(side, axis=1)) for side in (left, right)]
    return np.asarray((sides[0] + sides[1]) / SCALE)
