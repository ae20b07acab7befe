"""What the body picture and the guide speak of: muscles, sides, landmarks, bone zones, referral.

Points are in body coordinates: the person's height is 1, x is the distance from the midline, y the height above the
floor. A paired structure is given once, with x positive outward; the left one is its mirror image. An unpaired
structure has x negative to the person's left.
"""

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
Outline = tuple[Point, ...]
"""A closed polygon; the last point joins the first."""


class Side(StrEnum):
    """The person's own left or right."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """One muscle on one side: what a person picks, presses, and counts repetitions for."""

    muscle: str
    side: Side


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement or figure comes from. `beyond_guide` is False for the guide alone."""

    id: str
    title: str
    beyond_guide: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the program tells a person, with its source."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that a finger can find, used in the finding steps."""

    id: str
    name: str
    point: Point
    paired: bool


@dataclass(frozen=True, slots=True)
class BoneZone:
    """Bone near the skin that must not be pressed. `name` is as it reads in a sentence, without its side."""

    id: str
    name: str
    why: Statement
    outline: Outline
    paired: bool


@dataclass(frozen=True, slots=True)
class Referral:
    """An area where a muscle's trigger points are felt, on the muscle's own side."""

    muscle: str
    outline: Outline
    source: Source


@dataclass(frozen=True, slots=True)
class FindingStep:
    """One of the steps that lead the hand to the spot, and the landmarks that it lights on the picture."""

    statement: Statement
    landmarks: tuple[str, ...]
    line: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class MuscleShape:
    """A muscle as drawn: outline, spots in the order of their use, fibres and the stripping path.

    Fibres and `strip` run from the pelvis to the hip joint, the direction the guide gives for stripping.
    """

    outline: Outline
    spots: tuple[Point, ...]
    fibres: tuple[tuple[Point, ...], ...]
    strip: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Muscle:
    """A hip muscle: its words, its limits and its shape.

    `spots_default` and `spots_max` bound how many spots a session offers (1 is always the least).
    """

    id: str
    name: str
    spots_default: int
    spots_max: int
    finding: tuple[FindingStep, ...]
    refers: Statement
    keep_off: Statement
    tool: Statement
    position: Statement
    shape: MuscleShape


@dataclass(frozen=True, slots=True)
class Anatomy:
    """Everything the atlas draws, in the order in which it is offered."""

    muscles: tuple[Muscle, ...]
    landmarks: tuple[Landmark, ...]
    bones: tuple[BoneZone, ...]
    referrals: tuple[Referral, ...]
    nerve: tuple[Point, ...]

    def muscle(self, muscle_id: str) -> Muscle:
        """Return the muscle of that id; KeyError if there is none."""
        for muscle in self.muscles:
            if muscle.id == muscle_id:
                return muscle
        raise KeyError(muscle_id)

    def landmark(self, landmark_id: str) -> Landmark:
        """Return the landmark of that id; KeyError if there is none."""
        for landmark in self.landmarks:
            if landmark.id == landmark_id:
                return landmark
        raise KeyError(landmark_id)

    def regions(self) -> tuple[Region, ...]:
        """Every muscle on every side: the left column first, as on the picture seen from behind."""
        return tuple(Region(muscle.id, side) for side in Side for muscle in self.muscles)
