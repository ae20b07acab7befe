"""Where something is felt, and which muscles have a known pattern that includes it. A look-up: nothing is weighed.

Trigger points are felt on their own side of the body. What lies across the midline belongs to both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from unknot.core.anatomy import Anatomy, Region, Side, Source

TRUNK = frozenset({"low-back", "sacrum", "buttock", "hip-side"})
"""Areas that are no part of a leg. They are listed rather than those of the leg, so that an area that somebody adds
counts as leg until it is named here: the safety check is then asked once too often, never once too seldom."""


@dataclass(frozen=True, slots=True)
class Place:
    """An area on one side of the body; `side` is None for what lies across the midline."""

    area: str
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Beyond:
    """A place that only patterns beyond the guide include, and where those come from."""

    place: Place
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A muscle on a side whose known pattern includes some of the places, told apart by whose pattern it is."""

    region: Region
    guide: tuple[Place, ...]
    beyond: tuple[Beyond, ...]


def matches(anatomy: Anatomy, places: Sequence[Place]) -> tuple[Match, ...]:
    """Return every region whose pattern includes one of the places: those of the guide's pattern first.

    Within both groups the order is that of `anatomy.regions()`, and a region's places stand in the order given.
    """
    found = [_match(anatomy, region, places) for region in anatomy.regions()]
    some = [match for match in found if match.guide or match.beyond]
    return tuple(sorted(some, key=lambda match: not match.guide))


def needs_check(places: Sequence[Place]) -> bool:
    """Whether both legs are among the places: pain in both is a red flag, so the safety check comes before a list."""
    return {place.side for place in places if place.area not in TRUNK} >= set(Side)


def _match(anatomy: Anatomy, region: Region, places: Sequence[Place]) -> Match:
    guide, beyond = [], []
    for place in places:
        if place.side not in (None, region.side):
            continue
        sources = tuple(felt.source for felt in anatomy.felt_in(place.area) if felt.muscle == region.muscle)
        if any(not source.beyond_guide for source in sources):
            guide.append(place)
        elif sources:
            beyond.append(Beyond(place, sources))
    return Match(region, tuple(guide), tuple(beyond))
