"""What the body picture and the guide speak of: muscles, sides, landmarks, bone zones, referral.

Places are in body coordinates: the person's height is 1, x is the distance from the midline, y the height above the
floor, z counts forward. A paired structure is given once, with x positive outward; the left one is its mirror image.
An unpaired structure has x negative to the person's left.

A view shows two of the three: the view of the back x and y, the views of the sides z and y. Both sides show the same
lines, each of its own half of the body; which way round they lie on the picture is the picture's affair.
"""

from dataclasses import dataclass
from enum import StrEnum

Point3 = tuple[float, float, float]
"""A place in body coordinates."""
Point = tuple[float, float]
"""A place as a view has it: x or z, and y."""
Line = tuple[Point, ...]
"""The points of a smooth line; where it is an outline, the last point joins the first."""


class Side(StrEnum):
    """The person's own left or right."""

    LEFT = "left"
    RIGHT = "right"


class View(StrEnum):
    """From where the body is looked at."""

    BACK = "back"
    LEFT = "left"
    RIGHT = "right"

    @property
    def side(self) -> Side | None:
        """The side of the body that faces the onlooker; None for the back, which shows both."""
        return None if self is View.BACK else Side(self.value)

    def shows(self, side: Side | None) -> bool:
        """Tell whether what lies on that side of the body can be seen. What lies across the midline always can."""
        return self.side is None or side is None or side is self.side

    def flat(self, place: Point3) -> Point:
        """Return the place as this view has it."""
        x, y, z = place
        return (x, y) if self is View.BACK else (z, y)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing as the views show it: outlines (one inside another is a hole), or open lines.

    Of what goes round the body, each view has the part that faces it; nothing, if nothing does.
    """

    back: tuple[Line, ...] = ()
    side: tuple[Line, ...] = ()

    def seen(self, view: View, side: Side | None = None) -> tuple[Line, ...]:
        """Return what `view` shows of the one on `side` of the body."""
        if view is View.BACK:
            return self.back
        return self.side if view.shows(side) else ()


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
    """A place that a finger can find, used in the finding steps, and whether each view shows it."""

    id: str
    name: str
    point: Point3
    paired: bool
    from_back: bool = True
    from_side: bool = True

    def seen(self, view: View, side: Side | None = None) -> bool:
        """Tell whether `view` shows the one on `side` of the body."""
        return self.from_back if view is View.BACK else self.from_side and view.shows(side)


@dataclass(frozen=True, slots=True)
class BoneZone:
    """Bone near the skin that must not be pressed. `name` is as it reads in a sentence, without its side."""

    id: str
    name: str
    why: Statement
    outline: Drawn
    paired: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A muscle or band beside those that are pressed, drawn quietly so that one finds one's way."""

    id: str
    name: str
    outline: Drawn
    fibres: Drawn


@dataclass(frozen=True, slots=True)
class Bone:
    """A part of the skeleton beneath, drawn with the nerve."""

    id: str
    name: str
    outline: Drawn
    paired: bool


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the body where something can be felt: what a person points at. `name` has no side."""

    id: str
    name: str
    outline: Drawn
    paired: bool


@dataclass(frozen=True, slots=True)
class Referral:
    """Where a muscle's trigger points are felt, on the muscle's own side, and the ids of the areas that this covers."""

    muscle: str
    outline: Drawn
    source: Source
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingStep:
    """One of the steps that lead the hand to the spot, and the landmarks that it lights on the picture."""

    statement: Statement
    landmarks: tuple[str, ...]
    line: Drawn


@dataclass(frozen=True, slots=True)
class MuscleShape:
    """A muscle as drawn: outline, spots in the order of their use, fibres and the stripping path.

    Fibres and `strip` run from the pelvis to the hip joint, the direction the guide gives for stripping.
    Each view shows the outline, every spot and the whole path. `strip_length` is the path's length in statures, along
    the body and not as a view foreshortens it.
    """

    outline: Drawn
    spots: tuple[Point3, ...]
    fibres: Drawn
    strip: Drawn
    strip_length: float


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
    areas: tuple[Area, ...]
    neighbours: tuple[Neighbour, ...]
    skeleton: tuple[Bone, ...]
    nerve: Drawn

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

    def area(self, area_id: str) -> Area:
        """Return the area of that id; KeyError if there is none."""
        for area in self.areas:
            if area.id == area_id:
                return area
        raise KeyError(area_id)

    def felt_in(self, area_id: str) -> tuple[Referral, ...]:
        """Return the referrals that cover an area, the guide's before those beyond it."""
        covering = [referral for referral in self.referrals if area_id in referral.areas]
        return tuple(sorted(covering, key=lambda referral: referral.source.beyond_guide))

    @property
    def most_spots(self) -> dict[str, int]:
        """The ids of the muscles, with the most spots that each offers."""
        return {muscle.id: muscle.spots_max for muscle in self.muscles}

    def regions(self) -> tuple[Region, ...]:
        """Every muscle on every side: the left column first, as on the picture seen from behind."""
        return tuple(Region(muscle.id, side) for side in Side for muscle in self.muscles)
