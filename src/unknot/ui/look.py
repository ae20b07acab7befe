"""What the atlas shows at a moment, as a value, and which of its signs that needs explained."""

from dataclasses import dataclass

from unknot.core.anatomy import Anatomy, Region, View
from unknot.core.felt import Place
from unknot.core.plan import Kind, Phase
from unknot.ui.captions import Sign
from unknot.ui.drawing import Layer
from unknot.ui.plates import FrameName


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done in a session: the phase, and the spots (from 1) on which nothing is left to do."""

    phase: Phase
    done: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Look:
    """What the picture shows.

    `count` is how many spots of the chosen region a session uses, `step` the finding step that is lit (from 0), `felt`
    the places pointed at while the atlas asks where it is felt, else None.
    """

    view: View = View.BACK
    frame: FrameName = "hips"
    layer: Layer = Layer.MUSCLE
    region: Region | None = None
    count: int = 1
    step: int | None = None
    work: Work | None = None
    felt: frozenset[Place] | None = None

    def place(self) -> tuple[View, FrameName, bool]:
        """Return what decides where everything lies, and what can be picked."""
        return self.view, self.frame, self.felt is None

    def page(self) -> "Look":
        """Return what of it the page shows: nothing that a click on a muscle changes."""
        return Look(self.view, self.frame, self.layer, felt=None if self.felt is None else frozenset())


def signs(anatomy: Anatomy, look: Look) -> tuple[Sign, ...]:
    """Return the signs that a look uses, in the order of the key."""
    if look.felt is not None:
        return ()
    nerve = (Sign.NERVE,) if look.layer is Layer.BONE else ()
    if look.frame == "whole":
        return (*_felt_signs(anatomy, look), *nerve)
    nerve = nerve or (Sign.NERVE_QUIET,)
    bones = _bone_signs(anatomy, look)
    if look.region is None:
        return (*bones, *nerve)
    if look.work is None:
        later = (Sign.LATER,) if look.count > 1 else ()
        return (Sign.PRESS, *later, Sign.LANDMARK, *bones, *nerve)
    stripping = look.work.phase.kind is Kind.STRIPPING
    done = (Sign.DONE,) if look.work.done else ()
    return (Sign.STRIP if stripping else Sign.PRESS, *done, *bones, *nerve)


def _felt_signs(anatomy: Anatomy, look: Look) -> tuple[Sign, ...]:
    zones = [zone for zone in anatomy.referrals if look.region is not None and zone.muscle == look.region.muscle]
    kinds = {zone.source.beyond_guide for zone in zones}
    return tuple(sign for beyond, sign in ((False, Sign.FELT), (True, Sign.FELT_BEYOND)) if beyond in kinds)


def _bone_signs(anatomy: Anatomy, look: Look) -> tuple[Sign, ...]:
    seen = [bone for bone in anatomy.bones if bone.outline.seen(look.view, look.view.side)]
    kinds = {bone.why.source.beyond_guide for bone in seen}
    return tuple(sign for beyond, sign in ((False, Sign.BONE), (True, Sign.BONE_BEYOND)) if beyond in kinds)
