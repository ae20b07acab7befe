"""Moves the skin along with the skeleton: blended dual quaternions, then smoothed without losing the body's shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tools.positions.turns import quaternions

if TYPE_CHECKING:
    from tools.plates.mesh import Floats, Ints, Mesh
    from tools.positions.rig import Rig

ROUNDS = 14
"""How often the skin is averaged: what it may stretch and fold over at a joint."""


def moved_skin(rig: Rig, turns: Floats, places: Floats) -> Floats:
    """Return the skin's vertices where every part is turned so and its joint lies there.

    *turns* is a rotation matrix for every part, from the body as it stands; *places* the joints.
    """
    points = rig.figure.skin.points
    blended = _blended(rig, turns, places, points)
    return _kept_shape(rig.figure.skin, blended)


def _blended(rig: Rig, turns: Floats, places: Floats, points: Floats) -> Floats:
    """Blend the parts' movements as dual quaternions: unlike blended matrices, they don't pinch a twisted limb."""
    real = quaternions(turns)
    for k, parent in enumerate(rig.parents):  # a turn has two signs; neighbours must agree
        if parent >= 0 and real[k] @ real[parent] < 0:
            real[k] = -real[k]
    shift = places - np.einsum("nij,nj->ni", turns, rig.heads)
    dual = 0.5 * _product(np.column_stack([np.zeros(len(shift)), shift]), real)
    turn, move = rig.weights @ real, rig.weights @ dual
    length = np.linalg.norm(turn, axis=1, keepdims=True)
    turn, move = turn / length, move / length
    w, v = turn[:, :1], turn[:, 1:]
    turned = points + 2 * np.cross(v, np.cross(v, points) + w * points)
    conjugate = turn * (1, -1, -1, -1)
    return np.asarray(turned + 2 * _product(move, conjugate)[:, 1:])


def _product(a: Floats, b: Floats) -> Floats:
    """Return the products of quaternions, row by row."""
    w = a[:, 0] * b[:, 0] - (a[:, 1:] * b[:, 1:]).sum(axis=1)
    v = a[:, :1] * b[:, 1:] + b[:, :1] * a[:, 1:] + np.cross(a[:, 1:], b[:, 1:])
    return np.column_stack([w, v])


def _kept_shape(mesh: Mesh, moved: Floats) -> Floats:
    """Smooth the moved skin, then give back what smoothing takes from the body as it stands ("delta mush")."""
    ends = _edges(mesh.quads)
    count = np.bincount(ends.ravel(), minlength=len(moved))
    beside = np.zeros(len(moved), dtype=np.int64)
    beside[ends[:, 0]], beside[ends[:, 1]] = ends[:, 1], ends[:, 0]
    still, smooth = (_averaged(rows, ends, count) for rows in (mesh.points, moved))
    detail = np.einsum("nji,nj->ni", _frames(mesh, still, beside), mesh.points - still)
    return np.asarray(smooth + np.einsum("nij,nj->ni", _frames(mesh, smooth, beside), detail))


def _edges(quads: Ints) -> Ints:
    """Return every edge once."""
    half = np.stack([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 2)
    return np.asarray(np.unique(np.sort(half, axis=1), axis=0))


def _averaged(points: Floats, ends: Ints, count: Ints) -> Floats:
    """Return *points*, each moved half-way to the middle of its neighbours, some times over."""
    for _ in range(ROUNDS):
        total = np.zeros_like(points)
        for axis in range(3):
            for here, there in ((0, 1), (1, 0)):
                total[:, axis] += np.bincount(ends[:, here], points[ends[:, there], axis], minlength=len(points))
        points = 0.5 * points + 0.5 * total / np.maximum(count, 1)[:, None]
    return points


def _frames(mesh: Mesh, points: Floats, beside: Ints) -> Floats:
    """Return three axes for every vertex, as columns: outward, along the skin, across."""
    outward = type(mesh)(points, mesh.quads).normals()
    along = points[beside] - points
    along -= (along * outward).sum(axis=1, keepdims=True) * outward
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-12)
    return np.stack([outward, along, np.cross(outward, along)], axis=2)
