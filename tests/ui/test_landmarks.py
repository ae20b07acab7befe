"""Where things lie on the body, measured in the pixels of the picture against `landmarks.toml`, for both sides.

Nothing here asks the program where it drew a thing: it is found by what changes when it is taken away, or by its shape
and colour, and its pixels are turned into places on the body with the plate's edges alone.
"""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from math import hypot, inf
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QTransform

from ui.body import LARGE, SMALL, Body, spots_of, steps_of
from ui.pixels import Pixel
from unknot.core.anatomy import Anatomy, Drawn, Side, View
from unknot.guide.library import Guide
from unknot.ui.drawing import Layer
from unknot.ui.look import Look
from unknot.ui.plates import Placement

pytestmark = pytest.mark.xdist_group("landmarks")  # measured once in each size
FACTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("landmarks.toml").read_text())
NEAR: float = FACTS["tolerance"]["place"]
ASIDE = 0.015
"""So far a thing is moved to show that it is noticed."""
Check = Callable[[Body], list[str]]


# What is measured. Each says what is wrong, a line for each thing.


def landmarks(body: Body) -> list[str]:
    """Tell which diamond of a finding step does not lie where its landmark is."""
    wrong = []
    for region, step, name in steps_of(body.anatomy):
        found, fact = body.diamond(region, step, name), FACTS["landmark"][name]
        out = fact["x"] if region.side is Side.RIGHT else -fact["x"]
        where = None if found is None else body.ruler().body(found)
        if where is None or hypot(where[0] - out, where[1] - fact["y"]) > NEAR:
            wrong.append(f"{region.muscle} {region.side}, step {step + 1}: {name} at {where}, not {out, fact['y']}")
    return wrong


def zones(body: Body) -> list[str]:
    """Tell which edge of a bone zone does not lie at the landmark that it stands for."""
    ruler, marks = body.ruler(), FACTS["landmark"]
    middle, end = ruler.pixel(0, 0)[0], body.eye.size.width()
    edges = [
        ("sacrum, lowest", ruler.height(body.bone("sacrum").bottom()), marks["sacral-hiatus"]["y"]),
        ("tailbone, tip", ruler.height(body.bone("coccyx").bottom()), marks["coccyx"]["y"]),
    ]
    wrong = []
    for side, way in ((Side.LEFT, -1), (Side.RIGHT, 1)):
        x = way * marks["sacrum-top"]["x"]
        strip = body.bone("sacrum").between(ruler.pixel(x - 0.002, 0)[0], ruler.pixel(x + 0.002, 0)[0])
        edges.append((f"sacrum, top, {side}", ruler.height(strip.top()), marks["sacrum-top"]["y"]))
        bump = body.bone("greater-trochanter").between(*((0, middle) if side is Side.LEFT else (middle, end)))
        edges.append((f"trochanter, top, {side}", ruler.height(bump.top()), marks["greater-trochanter"]["y"]))
        sit = marks["ischial-tuberosity"]
        if not body.bone("sit-bone").has(ruler.pixel(way * sit["x"], sit["y"])):
            wrong.append(f"sit bone, {side}: its zone does not cover the tuberosity")
    return wrong + [f"{what} at {at:.4f}, not {due}" for what, at, due in edges if abs(at - due) > NEAR]


def first_spots(body: Body) -> list[str]:
    """Tell which muscle's first spot does not lie where the guide has it."""
    wrong = []
    for region in body.anatomy.regions():
        found, due = body.dot(region, 1), FACTS["spot"][region.muscle]
        x, y = (9.0, 9.0) if found is None else body.ruler().body(found)
        out = x if region.side is Side.RIGHT else -x
        if any(not low - NEAR <= at <= high + NEAR for at, (low, high) in ((out, due["x"]), (y, due["y"]))):
            wrong.append(f"{region.muscle} {region.side}: first spot at {out:.4f}, {y:.4f}")
    return wrong


def beds(body: Body, view: View = View.BACK) -> list[str]:
    """Tell which spot lies beside its muscle, on bone or, from behind, too near the nerve."""
    wrong = []
    for region, number in spots_of(body.anatomy, view):
        found, what = body.dot(region, number, view), f"{view}, {region.muscle} {region.side}, spot {number}"
        if found is None:
            wrong.append(f"{what}: not to be seen")
            continue
        if not body.muscle(region.muscle, view).has(found):
            wrong.append(f"{what}: beside its muscle")
        wrong += [f"{what}: on {bone.id}" for bone in body.anatomy.bones if body.bone(bone.id, view).has(found)]
        far = body.nerve().distance(found) / body.ruler().scale if view is View.BACK else inf
        if far < FACTS["tolerance"]["nerve"]:
            wrong.append(f"{what}: {far:.4f} from the nerve")
    return wrong


def discs(body: Body) -> list[str]:
    """Tell which further spot's disc, before a session, lies elsewhere than its ring will. Others may cover part."""
    wrong = []
    for region, number in spots_of(body.anatomy):
        if number > 1:
            ring, disc = body.dot(region, number), body.disc(region, number)
            away = [9.0] if ring is None or not disc else [a - b for a, b in zip(disc.centroid(), ring, strict=True)]
            if hypot(*away) / body.ruler().scale > NEAR / 2:
                wrong.append(f"{region.muscle} {region.side}, spot {number}: disc and ring lie apart")
    return wrong


def nerve(body: Body) -> list[str]:
    """Tell whether the nerve misses its exit below piriformis, or the gap between sit bone and trochanter."""
    ruler = body.ruler()
    wrong = []
    for name, fact in FACTS["nerve"].items():
        for way in (-1, 1):
            far = body.nerve().distance(ruler.pixel(way * fact["x"], fact["y"])) / ruler.scale
            if far > NEAR:
                wrong.append(f"nerve, {name}: {far:.4f} off")
    return wrong


def mirror(body: Body) -> list[str]:
    """Tell which mark or muscle, lit or not, is no mirror image of the one on the other side."""
    wrong = []
    found: dict[str, dict[Side, Pixel | None]] = {}
    for region, number in spots_of(body.anatomy):
        found.setdefault(f"{region.muscle}, spot {number}", {})[region.side] = body.dot(region, number)
    for region, step, name in steps_of(body.anatomy):
        mark = found.setdefault(f"{region.muscle}, step {step + 1}, {name}", {})
        mark[region.side] = body.diamond(region, step, name)
    for what, sides in found.items():
        left, right = sides[Side.LEFT], sides[Side.RIGHT]
        if left is None or right is None:
            wrong.append(f"{what}: not to be seen")
            continue
        (lx, ly), (rx, ry) = body.ruler().body(left), body.ruler().body(right)
        if hypot(lx + rx, ly - ry) > FACTS["tolerance"]["mirror"]:
            wrong.append(f"{what}: {lx:.4f}, {ly:.4f} on the left, {rx:.4f}, {ry:.4f} on the right")
    for muscle in body.anatomy.muscles:
        quiet = body.muscle(muscle.id)
        for how, mask in (("quiet", quiet), ("lit", body.lit(muscle) & quiet)):
            if len(mask & mask.mirrored()) < FACTS["tolerance"]["overlap"] * len(mask | mask.mirrored()):
                wrong.append(f"{muscle.id}, {how}: left and right differ")
        if len(body.lit(muscle) & quiet) < FACTS["tolerance"]["overlap"] * len(quiet):
            wrong.append(f"{muscle.id}: it does not lie in the same place when it is chosen")
    return wrong


CHECKS: list[Check] = [landmarks, zones, first_spots, beds, discs, nerve, mirror]


def fold(body: Body) -> list[str]:
    """Tell where the fold under the buttock, the deepest shade on the bare figure, lies elsewhere."""
    bare = replace(body.anatomy, muscles=(), bones=())
    image, ruler = body.eye.image(bare, Look(layer=Layer.SKIN)), body.ruler()
    wrong = []
    for side, across in ((Side.LEFT, -0.052), (Side.RIGHT, 0.052)):
        column, lowest = ruler.pixel(across, 0.445)
        rows = range(int(ruler.pixel(across, 0.500)[1]), int(lowest))
        darkest = min(rows, key=lambda row: image.pixelColor(int(column), row).lightness())
        at, due = ruler.height(darkest + 0.5), FACTS["landmark"]["gluteal-fold"]["y"]
        if abs(at - due) > NEAR:
            wrong.append(f"gluteal fold, {side}: at {at:.4f}, not {due}")
    return wrong


# The shipped anatomy is right.


@pytest.fixture(scope="module", params=[LARGE, SMALL], ids=["large", "small"])
def body(request: pytest.FixtureRequest, qapp: object, guide: Guide, shipped: Path) -> Body:
    size: QSize = request.param
    return Body(shipped / "atlas", guide.anatomy, size)


@pytest.mark.parametrize("check", [*CHECKS, fold], ids=lambda check: check.__name__)
def test_from_behind_all_lies_where_it_should(body: Body, check: Check) -> None:
    assert check(body) == []


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_from_the_side_every_spot_lies_on_its_muscle_and_on_no_bone(body: Body, view: View) -> None:
    assert beds(body, view) == []


# What is wrong is noticed.


def moved(drawn: Drawn, across: float, up: float) -> Drawn:
    """Return a thing moved as the view from behind shows it."""
    return replace(drawn, back=tuple(tuple((x + across, y + up) for x, y in line) for line in drawn.back))


def with_landmark(anatomy: Anatomy, name: str, across: float, up: float) -> Anatomy:
    x, y, z = anatomy.landmark(name).point
    marks = (replace(m, point=(x + across, y + up, z)) if m.id == name else m for m in anatomy.landmarks)
    return replace(anatomy, landmarks=tuple(marks))


def with_spot(anatomy: Anatomy, name: str, number: int, across: float, up: float) -> Anatomy:
    spots = list(anatomy.muscle(name).shape.spots)
    x, y, z = spots[number - 1]
    spots[number - 1] = (x + across, y + up, z)
    muscles = (replace(m, shape=replace(m.shape, spots=tuple(spots))) if m.id == name else m for m in anatomy.muscles)
    return replace(anatomy, muscles=tuple(muscles))


def with_bone(anatomy: Anatomy, name: str, across: float, up: float) -> Anatomy:
    bones = (replace(b, outline=moved(b.outline, across, up)) if b.id == name else b for b in anatomy.bones)
    return replace(anatomy, bones=tuple(bones))


MOVED = [
    (landmarks, "iliac-crest", lambda a: with_landmark(a, "iliac-crest", 0.0, -ASIDE)),
    (landmarks, "greater-trochanter", lambda a: with_landmark(a, "greater-trochanter", -ASIDE, 0.0)),
    (landmarks, "sacrum-top", lambda a: with_landmark(a, "sacrum-top", ASIDE, 0.0)),
    (zones, "sacrum, top, left", lambda a: with_bone(a, "sacrum", 0.0, ASIDE)),
    (zones, "sacrum, lowest", lambda a: with_bone(a, "sacrum", 0.0, -ASIDE)),
    (zones, "tailbone", lambda a: with_bone(a, "coccyx", 0.0, -ASIDE)),
    (zones, "trochanter, top, right", lambda a: with_bone(a, "greater-trochanter", 0.0, ASIDE)),
    (zones, "sit bone, left", lambda a: with_bone(a, "sit-bone", 0.0, ASIDE)),
    (first_spots, "gluteus-medius right", lambda a: with_spot(a, "gluteus-medius", 1, 0.0, ASIDE)),
    (first_spots, "gluteus-minimus left", lambda a: with_spot(a, "gluteus-minimus", 1, ASIDE, 0.0)),
    (first_spots, "piriformis left", lambda a: with_spot(a, "piriformis", 1, ASIDE, 0.0)),
    (beds, "beside its muscle", lambda a: with_spot(a, "gluteus-medius", 2, -ASIDE, ASIDE)),
    (beds, "on greater-trochanter", lambda a: with_spot(a, "gluteus-minimus", 1, 0.0, -ASIDE)),
    (beds, "from the nerve", lambda a: with_spot(a, "piriformis", 2, -ASIDE, 0.0)),
    (nerve, "nerve, exit", lambda a: replace(a, nerve=moved(a.nerve, ASIDE, 0.0))),
]


@pytest.mark.parametrize(("check", "said", "move"), MOVED, ids=[f"{c.__name__}: {said}" for c, said, _ in MOVED])
def test_what_lies_a_little_aside_is_noticed(
    qapp: object, guide: Guide, shipped: Path, check: Check, said: str, move: Callable[[Anatomy], Anatomy]
) -> None:
    assert any(said in line for line in check(Body(shipped / "atlas", move(guide.anatomy), SMALL)))


@pytest.mark.parametrize("side", [None, Side.LEFT], ids=["both sides", "the left side alone"])
def test_a_slip_in_how_the_plate_is_laid_is_noticed(
    qapp: object, guide: Guide, shipped: Path, monkeypatch: pytest.MonkeyPatch, side: Side | None
) -> None:
    right = Placement.transform

    def wrong(place: Placement, of: Side | None = None) -> QTransform:
        shift = ASIDE * place.scale if side in (None, of) else 0.0
        return right(place, of) * QTransform.fromTranslate(shift, 0.0)

    monkeypatch.setattr(Placement, "transform", wrong)
    body = Body(shipped / "atlas", guide.anatomy, SMALL)
    assert landmarks(body) != []
    assert mirror(body) != []
