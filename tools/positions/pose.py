"""Puts the body into a position: from the words of ``poses.toml`` to a turn and a place for every part.

In a picture's space ``x`` runs to the right, ``y`` up from the floor, ``z`` away from the onlooker; the stature is 1.
"""

from __future__ import annotations

import copy
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from tools.plates.mesh import Mesh
from tools.positions.rig import SIDES
from tools.positions.skin import moved_skin
from tools.positions.turns import about, shortest, turned, twist_of, unit

if TYPE_CHECKING:
    from tools.plates.mesh import Floats
    from tools.positions.rig import Rig

Row: TypeAlias = dict[str, Any]

ACROSS, UP, AHEAD = np.eye(3)
"""The body's own axes as it stands: to its right, to its head, forward."""
SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
ROUNDS = 3
"""How often hands and feet are set down anew: where the skin lies is known only after it moved."""


@dataclass(frozen=True, slots=True)
class Limb:
    """Where an arm or a leg reaches."""

    at: Floats
    """The wrist or the ankle."""
    bends: Floats
    """Which way elbow or knee points."""
    along: Floats
    """Which way fingers or toes point."""
    flat: Floats
    """Which way palm or sole faces."""
    rests: float | None
    """How high the ground is on which hand or foot is set down; none: it stays where it is."""
    curl: float
    """By how many degrees every joint of the fingers is bent."""
    shoulder: Floats
    """By how many degrees the shoulder is raised, and drawn forward."""


@dataclass(frozen=True, slots=True)
class Pose:
    """A position of the body."""

    at: Floats
    """The middle of the pelvis."""
    pelvis: Floats
    """How the pelvis is turned."""
    bends: dict[str, Floats]
    """By how many degrees spine, neck and head bend forward, lean to the right and turn to the right."""
    limbs: dict[str, Limb]
    """By kind and side: ``arm.left``."""


def read_rows(text: str) -> dict[str, Row]:
    """Return the entries of ``poses.toml``, those that are like another one filled in and lifted."""
    rows: dict[str, Row] = tomllib.loads(text)
    for name, row in rows.items():
        if "like" in row:
            rows[name] = _filled(row, rows[row["like"]])
    return rows


def _filled(row: Row, other: Row) -> Row:
    """Return *row* with what it does not say itself taken from *other*, lifted: limbs, pressed place, things.

    Of the things, those of a material that *row* has itself are not taken.
    """
    lifted = row["lifted"]
    filled = copy.deepcopy(other) | row
    for part in ("body", "left_arm", "right_arm", "left_leg", "right_leg"):
        filled[part] = copy.deepcopy(other[part]) | row.get(part, {})
        if "at" not in row.get(part, {}):
            filled[part]["at"][1] += lifted
        if "rests" in filled[part] and "rests" not in row.get(part, {}):
            filled[part]["rests"] += lifted
    own = row.get("thing", [])
    materials = {entry["material"] for entry in own}
    taken = [copy.deepcopy(entry) for entry in other["thing"] if entry["material"] not in materials]
    for entry in taken:
        entry["at"][1] += lifted
    filled["thing"] = own + taken
    if "pressed" not in row:
        filled["pressed"]["at"][1] += lifted
    return filled


def read_pose(row: Row) -> Pose:
    """Return the position that an entry of ``poses.toml`` tells."""
    body = row["body"]
    turn = turned((UP, AHEAD), (_vector(body["head_way"]), _vector(body["front_way"])))
    limbs = {f"{kind}.{side}": _limb(row[f"{side}_{kind}"]) for kind in ("arm", "leg") for side in SIDES}
    bends = {name: _vector(body.get(name, [0, 0, 0])) for name in ("spine", "neck", "head")}
    return Pose(_vector(body["at"]), turn, bends, limbs)


def _limb(row: Row) -> Limb:
    at, bends, along, flat = (_vector(row[key]) for key in ("at", "bends", "along", "flat"))
    return Limb(at, bends, along, flat, row.get("rests"), row.get("curl", 0.0), _vector(row.get("shoulder", [0, 0])))


def _vector(numbers: list[float]) -> Floats:
    return np.array(numbers, dtype=np.float64)


def posed(rig: Rig, pose: Pose) -> Mesh:
    """Return the skin of the body in that position, its hands and feet set down where they rest."""
    limbs = dict(pose.limbs)
    for _ in range(ROUNDS):
        points = moved_skin(rig, *Skeleton(rig, replace(pose, limbs=limbs)).parts())
        for name, limb in limbs.items():
            if limb.rests is not None:
                kind, side = name.split(".")
                begins = ("foot",) if kind == "leg" else ("wrist", "finger")
                low = float(points[rig.share(*begins, side=side) > 0.6, 1].min())
                limbs[name] = replace(limb, at=limb.at + (limb.rests - low) * UP)
    return Mesh(points, rig.figure.skin.quads)


class Skeleton:
    """Works out how the parts of one position lie, from the pelvis outward."""

    def __init__(self, rig: Rig, pose: Pose) -> None:
        self.rig = rig
        self.pose = pose
        self.turns: dict[str, Floats] = {}
        self.places: dict[str, Floats] = {}

    def parts(self) -> tuple[Floats, Floats]:
        """Return a rotation matrix and the place of its joint for every part."""
        self._trunk()
        for side in SIDES:
            self._leg(side, self.pose.limbs[f"leg.{side}"])
            self._arm(side, self.pose.limbs[f"arm.{side}"])
        for name in self.rig.names:
            if name not in self.turns:
                self._hang(name, np.eye(3))
        names = self.rig.names
        return np.array([self.turns[name] for name in names]), np.array([self.places[name] for name in names])

    def _hang(self, name: str, own: Floats) -> None:
        """Turn a part against what it hangs on."""
        parent = self.rig.names[self.rig.parents[self.rig.names.index(name)]]
        self._set(name, self.turns[parent] @ own)

    def _set(self, name: str, turn: Floats) -> None:
        """Turn a part so in the picture; its joint stays on what it hangs on."""
        number = self.rig.names.index(name)
        parent = self.rig.parents[number]
        if parent < 0:
            self.places[name] = self.pose.at
        else:
            held = self.rig.names[parent]
            reach = self.rig.heads[number] - self.rig.heads[parent]
            self.places[name] = self.places[held] + self.turns[held] @ reach
        self.turns[name] = turn

    def _trunk(self) -> None:
        self._set("root", self.pose.pelvis)
        for names, key in ((SPINE, "spine"), (("neck01",), "neck"), (("head",), "head")):
            bend, lean, turn = self.pose.bends[key] / len(names)
            own = about(UP, turn) @ about(AHEAD, -lean) @ about(ACROSS, bend)
            for name in names:
                self._hang(name, own)

    def _bent(self, start: Floats, lengths: tuple[float, float], limb: Limb) -> tuple[Floats, Floats, Floats]:
        """Return the directions of both halves of a limb that reaches its goal, and the axis that it bends about."""
        way = limb.at - start
        far = min(float(np.linalg.norm(way)), 0.999 * sum(lengths))
        way = unit(way)
        first, second = lengths
        along = (first**2 - second**2 + far**2) / (2 * far)
        out = float(np.sqrt(max(first**2 - along**2, 0)))
        aside = unit(limb.bends - (limb.bends @ way) * way)
        middle = along * way + out * aside
        return middle, far * way - middle, unit(np.cross(aside, way))

    def _leg(self, side: str, limb: Limb) -> None:
        letter, lower = SIDES[side]
        hip, knee, ankle = (self.rig.joint(f"{lower}-{name}") for name in ("upper-leg", "knee", "ankle"))
        thigh, shin = knee - hip, ankle - knee
        self._hang(f"upperleg01.{letter}", np.eye(3))
        lengths = float(np.linalg.norm(thigh)), float(np.linalg.norm(shin))
        new_thigh, new_shin, axis = self._bent(self.places[f"upperleg01.{letter}"], lengths, limb)
        full = turned((thigh, ACROSS), (new_thigh, axis))
        self._set_twisted((f"upperleg01.{letter}", f"upperleg02.{letter}"), self.turns["root"], full, thigh)
        self._set(f"lowerleg01.{letter}", turned((shin, ACROSS), (new_shin, axis)))
        toes = (self.rig.joint(f"{lower}-toe-2-1") - ankle) * (1, 0, 1)
        self._set(f"foot.{letter}", turned((-UP, toes), (limb.flat, limb.along)))

    def _arm(self, side: str, limb: Limb) -> None:
        letter, lower = SIDES[side]
        outward = 1.0 if side == "right" else -1.0
        shoulder, elbow, hand = (self.rig.joint(f"{lower}-{name}") for name in ("shoulder", "elbow", "hand"))
        upper, fore = elbow - shoulder, hand - elbow
        raised, forward = limb.shoulder
        self._hang(f"clavicle.{letter}", about(AHEAD, outward * raised) @ about(UP, -outward * forward))
        self._hang(f"upperarm01.{letter}", np.eye(3))
        lengths = float(np.linalg.norm(upper)), float(np.linalg.norm(fore))
        new_upper, new_fore, axis = self._bent(self.places[f"upperarm01.{letter}"], lengths, limb)
        hinge = np.cross(upper, fore)
        full = turned((upper, hinge), (new_upper, axis))
        parts = f"upperarm01.{letter}", f"upperarm02.{letter}"
        self._set_twisted(parts, self.turns[f"clavicle.{letter}"], full, upper)
        bent = turned((fore, hinge), (new_fore, axis))
        fingers, palm = self._hand(lower, outward)
        at_hand = turned((fingers, palm), (limb.along, limb.flat))
        twist = twist_of(bent.T @ at_hand, fore)
        for name, part in ((f"lowerarm01.{letter}", 0.35), (f"lowerarm02.{letter}", 0.8)):
            self._set(name, bent @ about(fore, twist * part))
        self._set(f"wrist.{letter}", at_hand)
        curl = about(np.cross(fingers, palm), limb.curl)
        for finger in range(2, 6):
            for bone in range(1, 4):
                self._hang(f"finger{finger}-{bone}.{letter}", curl)

    def _hand(self, lower: str, outward: float) -> tuple[Floats, Floats]:
        """Return which way the fingers point and the palm faces in the body as it stands."""
        wrist, index, middle, small = (
            self.rig.joint(f"{lower}-{name}") for name in ("hand", "finger-2-1", "finger-3-1", "finger-5-1")
        )
        fingers = unit(middle - wrist)
        palm = unit(np.cross(fingers, index - small))
        return fingers, palm * np.sign(palm @ (-outward, -1.0, 0.0))

    def _set_twisted(self, names: tuple[str, str], base: Floats, full: Floats, bone: Floats) -> None:
        """Turn both halves of a bone: the first without twist, but for a share of what the second has."""
        swung = shortest(base @ bone, full @ bone) @ base
        twist = twist_of(swung.T @ full, bone)
        for name, part in zip(names, (0.4, 1.0), strict=True):
            self._set(name, swung @ about(bone, twist * part))
