"""Every look that is worth a picture, each with a name that says all."""

from collections.abc import Iterator
from itertools import product

from unknot.core.anatomy import Anatomy, Region, Side, View
from unknot.core.felt import Place
from unknot.core.plan import Kind, Phase, Tool
from unknot.ui.drawing import Layer
from unknot.ui.look import Look, Work
from unknot.ui.plates import FrameName

FRAMES: tuple[FrameName, ...] = ("hips", "whole")
AT_WORK = "gluteus-medius"
"""The muscle with the most spots: its sessions show the most."""
FELT = {
    View.BACK: frozenset({Place("low-back", Side.LEFT), Place("buttock", Side.LEFT), Place("calf", Side.RIGHT)}),
    View.LEFT: frozenset({Place("hip-side", Side.LEFT), Place("thigh-side", Side.LEFT)}),
    View.RIGHT: frozenset({Place("hip-side", Side.RIGHT), Place("thigh-side", Side.RIGHT)}),
}


def all_looks(anatomy: Anatomy) -> Iterator[tuple[str, Look]]:
    """Yield every look with its name: what is found, how it is found, what is done, and where it is felt."""
    yield from _at_rest(anatomy)
    yield from _finding(anatomy)
    yield from _working(anatomy)
    for view in View:
        yield f"{view}-whole-felt-nothing", Look(view, frame="whole", felt=frozenset())
        yield f"{view}-whole-felt-some", Look(view, frame="whole", felt=FELT[view])


def look_at(anatomy: Anatomy, view: View, layer: Layer, muscle: str, frame: FrameName = "hips") -> Look:
    """Return the look at a muscle on the side that the view shows; from behind, now the left one, now the right one."""
    return Look(view, frame, layer, _region(anatomy, view, layer, muscle), _default(anatomy, muscle))


def _at_rest(anatomy: Anatomy) -> Iterator[tuple[str, Look]]:
    for view, frame, layer in product(View, FRAMES, Layer):
        yield f"{view}-{frame}-{layer}-nothing", Look(view, frame, layer)
        for muscle in anatomy.muscles:
            look = look_at(anatomy, view, layer, muscle.id, frame)
            yield f"{view}-{frame}-{layer}-{_words(look)}", look


def _finding(anatomy: Anatomy) -> Iterator[tuple[str, Look]]:
    for view, muscle in product(View, anatomy.muscles):
        region = _region(anatomy, view, Layer.MUSCLE, muscle.id)
        for step in range(len(muscle.finding)):
            look = Look(view, region=region, count=muscle.spots_default, step=step)
            yield f"{view}-hips-muscle-{_words(look)}-step{step + 1}", look


def _working(anatomy: Anatomy) -> Iterator[tuple[str, Look]]:
    count = anatomy.muscle(AT_WORK).spots_max
    phases = {
        "compression": (Phase(Kind.COMPRESSION, 60.0, Tool.BALL, 1), ()),
        "friction": (Phase(Kind.FRICTION, 60.0, Tool.BALL, 3), (1, 2)),
        "stripping": (Phase(Kind.STRIPPING, 60.0, Tool.ROLLER), range(1, count + 1)),
    }
    for view in View:
        region = _region(anatomy, view, Layer.MUSCLE, AT_WORK)
        for name, (phase, done) in phases.items():
            look = Look(view, region=region, count=count, work=Work(phase, frozenset(done)))
            yield f"{view}-hips-muscle-{_words(look)}-{name}", look


def _region(anatomy: Anatomy, view: View, layer: Layer, muscle: str) -> Region:
    order = [one.id for one in anatomy.muscles].index(muscle) + list(Layer).index(layer)
    return Region(muscle, view.side or list(Side)[order % 2])


def _default(anatomy: Anatomy, muscle: str) -> int:
    return anatomy.muscle(muscle).spots_default


def _words(look: Look) -> str:
    return "nothing" if look.region is None else f"{look.region.muscle}-{look.region.side}"
