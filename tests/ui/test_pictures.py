"""The atlas's pictures are those that were accepted; after a change of the look, `make accept-pictures` does so."""

import gettext
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QImageWriter
from PySide6.QtWidgets import QApplication

from ui.comparing import Difference, compare, difference_picture
from ui.conftest import Dress
from ui.pixels import Mask, on_paper
from unknot import i18n
from unknot.core.anatomy import Anatomy, BoneZone, Region, Side, View
from unknot.core.felt import Place
from unknot.core.plan import Kind, Phase, Tool
from unknot.guide.library import Guide
from unknot.ui import drawing
from unknot.ui.drawing import Drawing, Layer
from unknot.ui.look import Look, Work
from unknot.ui.picture import Picture
from unknot.ui.theme import DARK, LIGHT, Colours

pytestmark = pytest.mark.xdist_group("pictures")  # drawn once
ACCEPTED = Path(__file__).with_name("pictures")
CHANGED = Path(__file__).parents[2] / "build" / "changed-pictures"
SIZE = QSize(592, 476)
QUALITY = 90
TEXT_PT = 9.0
FACES = ("Inter", "EB Garamond 12")
"""What the accepted pictures are written in."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a look, in one theme, with so many pixels to a device-independent one."""

    look: Look
    colours: Colours = LIGHT
    ratio: float = 1.0


MEDIUS, MINIMUS, PIRIFORMIS = "gluteus-medius", "gluteus-minimus", "piriformis"
L, R = Side.LEFT, Side.RIGHT
HELD = Work(Phase(Kind.COMPRESSION, 60.0, Tool.BALL, 1))
RUBBED = Work(Phase(Kind.FRICTION, 60.0, Tool.BALL, 3), frozenset({1, 2}))
ROLLED = Work(Phase(Kind.STRIPPING, 60.0, Tool.ROLLER), frozenset({1, 2}))
FELT = frozenset({Place("low-back", L), Place("buttock", L), Place("calf", R)})

SHOTS = {
    "back-skin-medius": Shot(Look(layer=Layer.SKIN, region=Region(MEDIUS, L))),
    "back-muscle-piriformis": Shot(Look(region=Region(PIRIFORMIS, R), count=2)),
    "back-bone-minimus": Shot(Look(layer=Layer.BONE, region=Region(MINIMUS, R), count=2)),
    "left-skin-minimus": Shot(Look(View.LEFT, layer=Layer.SKIN, region=Region(MINIMUS, L))),
    "left-muscle-medius": Shot(Look(View.LEFT, region=Region(MEDIUS, L), count=4)),
    "left-bone-piriformis": Shot(Look(View.LEFT, layer=Layer.BONE, region=Region(PIRIFORMIS, L))),
    "right-skin-piriformis": Shot(Look(View.RIGHT, layer=Layer.SKIN, region=Region(PIRIFORMIS, R))),
    "right-muscle-minimus": Shot(Look(View.RIGHT, region=Region(MINIMUS, R))),
    "right-bone-medius": Shot(Look(View.RIGHT, layer=Layer.BONE, region=Region(MEDIUS, R))),
    "back-muscle-nothing-dark": Shot(Look(), DARK),
    "back-bone-piriformis-dark": Shot(Look(layer=Layer.BONE, region=Region(PIRIFORMIS, L)), DARK),
    "left-muscle-medius-dark": Shot(Look(View.LEFT, region=Region(MEDIUS, L)), DARK),
    "back-find-medius-1": Shot(Look(region=Region(MEDIUS, R), count=2, step=0)),
    "back-find-piriformis-2": Shot(Look(region=Region(PIRIFORMIS, L), count=2, step=1)),
    "left-find-minimus-2": Shot(Look(View.LEFT, region=Region(MINIMUS, L), count=2, step=1)),
    "whole-back-medius": Shot(Look(frame="whole", layer=Layer.SKIN, region=Region(MEDIUS, L))),
    "whole-back-piriformis-bone": Shot(Look(frame="whole", layer=Layer.BONE, region=Region(PIRIFORMIS, R))),
    "whole-left-minimus": Shot(Look(View.LEFT, "whole", region=Region(MINIMUS, L))),
    "whole-right-medius-dark": Shot(Look(View.RIGHT, "whole", region=Region(MEDIUS, R)), DARK),
    "felt-back": Shot(Look(frame="whole", felt=FELT)),
    "felt-left-dark": Shot(Look(View.LEFT, "whole", felt=frozenset({Place("thigh-side", L)})), DARK),
    "held-left": Shot(Look(View.LEFT, region=Region(MEDIUS, L), count=4, work=HELD)),
    "rubbed-back": Shot(Look(region=Region(MEDIUS, R), count=4, work=RUBBED)),
    "rolled-right": Shot(Look(View.RIGHT, region=Region(PIRIFORMIS, R), count=2, work=ROLLED)),
    "right-muscle-piriformis-2x": Shot(Look(View.RIGHT, region=Region(PIRIFORMIS, R), count=2, step=1), ratio=2.0),
}
Draw = Callable[[Shot, Anatomy], QImage]


@pytest.fixture(autouse=True)
def faces(qapp: QApplication, dress: Dress) -> Iterator[None]:
    """Write in the faces and the size of the accepted pictures."""
    missing = [face for face in FACES if not QFontDatabase.hasFamily(face)]
    if missing:
        pytest.skip(f"the accepted pictures are written in {missing[0]}, which is not here")
    before = QFont(qapp.font())
    usual = QFont(before)
    usual.setPointSizeF(TEXT_PT)
    qapp.setFont(usual)
    dress(LIGHT)
    yield
    qapp.setFont(before)


@pytest.fixture
def draw(shipped: Path) -> Draw:
    def drawn(shot: Shot, anatomy: Anatomy) -> QImage:
        atlas = Picture(anatomy, shipped / "atlas", shot.colours)
        atlas.fit(SIZE, shot.ratio)
        return on_paper(atlas, shot.look)

    return drawn


def encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"webp"))
    writer.setQuality(QUALITY)
    assert writer.write(image)
    return bytes(buffer.data().data())


@pytest.mark.parametrize("name", SHOTS)
def test_the_picture_is_the_one_that_was_accepted(
    name: str, draw: Draw, guide: Guide, request: pytest.FixtureRequest
) -> None:
    file, new = ACCEPTED / f"{name}.webp", draw(SHOTS[name], guide.anatomy)
    if request.config.getoption("--accept"):
        file.write_bytes(encoded(new))
    assert file.is_file(), f"{name}: no picture was accepted yet. To accept this one: make accept-pictures"
    accepted = QImage(str(file))
    found = compare(accepted, new)
    if found.seen:
        CHANGED.mkdir(parents=True, exist_ok=True)
        shown = CHANGED / f"{name}-new.png", CHANGED / f"{name}-difference.png"
        new.save(str(shown[0]))
        difference_picture(new, accepted).save(str(shown[1]))
        pytest.fail(
            f"{name} has changed: {found}. New: {shown[0]}. Difference, four times as strong: {shown[1]}. "
            "Look at both; to accept the new pictures: make accept-pictures",
            pytrace=False,
        )


def test_every_accepted_picture_has_a_test(request: pytest.FixtureRequest) -> None:
    kept = {file.stem: file for file in ACCEPTED.glob("*.webp")}
    if request.config.getoption("--accept"):
        for name in kept.keys() - SHOTS.keys():
            kept.pop(name).unlink()
    assert set(kept) == set(SHOTS)
    assert sum(file.stat().st_size for file in kept.values()) < 700_000


# What is seen, and what is not: the comparer itself.

PLAIN = Shot(Look(region=Region(PIRIFORMIS, R), count=2, step=1))
BENEATH = Shot(replace(PLAIN.look, layer=Layer.BONE))
BESIDE = Shot(Look(View.LEFT, region=Region(MEDIUS, L), step=0))
SCALE = SIZE.width() / 0.3
"""Pixels to one stature in the close-up."""
Against = Callable[..., Difference]


@pytest.fixture(scope="module")
def kept() -> dict[Shot, QImage]:
    """Return what keeps the pictures that would be accepted, from test to test."""
    return {}


@pytest.fixture
def against(draw: Draw, guide: Guide, kept: dict[Shot, QImage]) -> Against:
    """Return what compares a shot, of another anatomy or in other colours, with the one that would be accepted."""
    if not kept:
        kept |= {shot: QImage.fromData(encoded(draw(shot, guide.anatomy))) for shot in (PLAIN, BENEATH, BESIDE)}

    def compared(shot: Shot, anatomy: Anatomy = guide.anatomy, colours: Colours = LIGHT) -> Difference:
        return compare(kept[shot], draw(replace(shot, colours=colours), anatomy))

    return compared


@pytest.mark.parametrize("shot", [PLAIN, BENEATH, BESIDE], ids=["muscle", "bone", "side"])
def test_the_same_drawn_once_more_is_not_seen(against: Against, shot: Shot) -> None:
    assert not against(shot).seen


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("way", [(4, 0), (-4, 0), (0, 4), (0, -4)])
def test_a_spot_four_pixels_aside_is_seen(against: Against, guide: Guide, number: int, way: tuple[int, int]) -> None:
    muscle = guide.anatomy.muscle(PIRIFORMIS)
    spots = list(muscle.shape.spots)
    x, y, z = spots[number - 1]
    spots[number - 1] = (x + way[0] / SCALE, y + way[1] / SCALE, z)
    moved = replace(muscle, shape=replace(muscle.shape, spots=tuple(spots)))
    muscles = tuple(moved if one is muscle else one for one in guide.anatomy.muscles)
    assert against(PLAIN, replace(guide.anatomy, muscles=muscles)).seen


@pytest.mark.parametrize("shot", [PLAIN, BENEATH], ids=["muscle", "bone"])
@pytest.mark.parametrize("name", ["sacrum", "greater-trochanter", "spine", "coccyx", "sit-bone"])
def test_one_bone_without_its_hatching_is_seen(
    against: Against, monkeypatch: pytest.MonkeyPatch, name: str, shot: Shot
) -> None:
    whole = Drawing.bone

    def bare(one: Drawing, bone: BoneZone, side: Side | None) -> None:
        with monkeypatch.context() as patch:
            if bone.id == name:
                patch.setattr(drawing, "hatching", lambda *_: [])
            whole(one, bone, side)

    monkeypatch.setattr(Drawing, "bone", bare)
    assert against(shot).seen


@pytest.mark.parametrize("shot", [PLAIN, BENEATH, BESIDE], ids=["muscle", "bone", "side"])
def test_muscles_a_little_lighter_are_seen(against: Against, shot: Shot) -> None:
    lighter = replace(LIGHT, flesh=QColor(LIGHT.flesh).lighter(106).name())
    assert against(shot, colours=lighter).seen


@pytest.mark.parametrize("name", ["sacrum-top", "greater-trochanter"])
def test_a_landmark_without_its_name_is_seen(against: Against, guide: Guide, name: str) -> None:
    named = tuple(replace(mark, name="" if mark.id == name else mark.name) for mark in guide.anatomy.landmarks)
    assert against(PLAIN, replace(guide.anatomy, landmarks=named)).seen


class Swapped(gettext.NullTranslations):
    """Says left for right, and back for front."""

    def gettext(self, message: str) -> str:
        swap = {"your left": "your right", "your right": "your left", "front": "back", "back": "front"}
        return swap.get(message, message)


@pytest.mark.parametrize("shot", [PLAIN, BESIDE], ids=["back", "side"])
def test_swapped_sides_are_seen(against: Against, shot: Shot) -> None:
    i18n.install(Swapped())
    assert against(shot).seen


def text_aside(written: QImage, bare: QImage, share: float) -> QImage:
    """Return a picture with its text that share of a pixel to the right, as a smoother would set it there."""
    here, there = bytes(written.constBits()), bytes(bare.constBits())
    result, last = bytearray(here), -1
    for row, left, right in Mask.changed(written, bare).runs():
        start, end = 4 * (row * written.width() + left), 4 * (row * written.width() + right)
        for at in range(max(start, last), end + 4):
            before, now = here[at - 4] - there[at - 4], here[at] - there[at]
            result[at] = max(0, min(255, round(here[at] + share * (before - now))))
        last = end + 4
    return QImage(bytes(result), written.width(), written.height(), QImage.Format.Format_RGB32).copy()


@pytest.mark.parametrize("shot", [PLAIN, BENEATH, BESIDE], ids=["muscle", "bone", "side"])
def test_text_a_quarter_of_a_pixel_aside_is_not_seen(
    draw: Draw, guide: Guide, monkeypatch: pytest.MonkeyPatch, shot: Shot
) -> None:
    written = draw(shot, guide.anatomy)
    accepted = QImage.fromData(encoded(written))
    monkeypatch.setattr("unknot.ui.picture.write", lambda *_: None)
    monkeypatch.setattr("unknot.ui.marks.names", lambda *_: None)
    bare = draw(shot, guide.anatomy)
    assert compare(accepted, bare).seen, "without its text it is another picture"
    assert not compare(accepted, text_aside(written, bare, 0.25)).seen


@pytest.mark.parametrize("shot", [PLAIN, BENEATH, BESIDE], ids=["muscle", "bone", "side"])
def test_text_that_another_rasterizer_wrote_is_not_seen(against: Against, qapp: QApplication, shot: Shot) -> None:
    font = QFont(qapp.font())
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    qapp.setFont(font)
    assert not against(shot).seen
