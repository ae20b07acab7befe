"""Rotations: as matrices, as quaternions, and from the directions that they bring about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tools.plates.mesh import Floats


def unit(vector: Floats) -> Floats:
    """Return *vector* made one long."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12))


def frame(along: Floats, beside: Floats) -> Floats:
    """Return the axes, as columns, of which the first runs *along* and the second as near to *beside* as it can."""
    first = unit(along)
    second = unit(beside - (beside @ first) * first)
    return np.column_stack([first, second, np.cross(first, second)])


def turned(before: tuple[Floats, Floats], after: tuple[Floats, Floats]) -> Floats:
    """Return the rotation that brings one pair of directions to another; the first of each is kept exactly."""
    return np.asarray(frame(*after) @ frame(*before).T)


def shortest(before: Floats, after: Floats) -> Floats:
    """Return the shortest rotation that turns one direction into another."""
    a, b = unit(before), unit(after)
    v, cosine = np.cross(a, b), float(a @ b)
    skew = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    return np.asarray(np.eye(3) + skew + skew @ skew / max(1 + cosine, 1e-9))


def about(axis: Floats, degrees: float) -> Floats:
    """Return the rotation about *axis*; about x it leads from y to z, about y from z to x, about z from x to y."""
    x, y, z = unit(axis)
    skew = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = math.radians(degrees)
    return np.asarray(np.eye(3) + math.sin(angle) * skew + (1 - math.cos(angle)) * skew @ skew)


def twist_of(rotation: Floats, axis: Floats) -> float:
    """Return by how many degrees *rotation* turns about *axis*."""
    w, *v = quaternions(rotation[None])[0]
    degrees = math.degrees(2 * math.atan2(float(np.array(v) @ unit(axis)), float(w)))
    return (degrees + 180) % 360 - 180


def quaternions(turns: Floats) -> Floats:
    """Return rotation matrices as quaternions, scalar first."""
    m = turns
    squares = np.column_stack(
        [
            1 + m[:, 0, 0] + m[:, 1, 1] + m[:, 2, 2],
            1 + m[:, 0, 0] - m[:, 1, 1] - m[:, 2, 2],
            1 - m[:, 0, 0] + m[:, 1, 1] - m[:, 2, 2],
            1 - m[:, 0, 0] - m[:, 1, 1] + m[:, 2, 2],
        ]
    )
    rows = np.zeros((len(m), 4))
    for k, best in enumerate(squares.argmax(axis=1)):
        a = m[k]
        s = 2 * math.sqrt(max(float(squares[k, best]), 1e-12))
        zy, xz, yx = a[2, 1] - a[1, 2], a[0, 2] - a[2, 0], a[1, 0] - a[0, 1]
        xy, zx, yz = a[0, 1] + a[1, 0], a[0, 2] + a[2, 0], a[1, 2] + a[2, 1]
        rows[k] = (
            (s * s / 4, zy, xz, yx),
            (zy, s * s / 4, xy, zx),
            (xz, xy, s * s / 4, yz),
            (yx, zx, yz, s * s / 4),
        )[int(best)]
        rows[k] /= s
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
