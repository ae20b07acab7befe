"""Which muscles have a known pattern where it is felt."""

from dataclasses import replace

import pytest

from unknot.core.anatomy import Anatomy, Drawn, Referral, Region, Side, Source
from unknot.core.felt import TRUNK, Beyond, Match, Place, matches, needs_check
from unknot.guide.library import Guide

LEFT, RIGHT = Side.LEFT, Side.RIGHT
GUIDE = Source("guide", "The guide", beyond_guide=False)
ATLAS = Source("atlas", "An atlas", beyond_guide=True)
BOOK = Source("book", "A book", beyond_guide=True)


@pytest.fixture
def anatomy(guide: Guide) -> Anatomy:
    """Return the muscles with patterns of our own: the last muscle is the guide's for the calf, the first is not."""
    patterns = [
        ("gluteus-medius", ATLAS, ("calf", "sacrum")),
        ("gluteus-medius", BOOK, ("calf",)),
        ("gluteus-minimus", GUIDE, ("thigh-back",)),
        ("gluteus-minimus", ATLAS, ("thigh-back", "buttock")),
        ("piriformis", GUIDE, ("calf",)),
    ]
    referrals = tuple(Referral(muscle, Drawn(), source, areas) for muscle, source, areas in patterns)
    return replace(guide.anatomy, referrals=referrals)


def regions(found: tuple[Match, ...]) -> list[Region]:
    return [match.region for match in found]


def test_a_muscle_is_felt_on_its_own_side_only(anatomy: Anatomy) -> None:
    assert regions(matches(anatomy, [Place("thigh-back", LEFT)])) == [Region("gluteus-minimus", LEFT)]
    assert regions(matches(anatomy, [Place("thigh-back", RIGHT)])) == [Region("gluteus-minimus", RIGHT)]


def test_those_of_the_guide_come_first(anatomy: Anatomy) -> None:
    assert regions(matches(anatomy, [Place("calf", LEFT)])) == [
        Region("piriformis", LEFT),
        Region("gluteus-medius", LEFT),
    ]


def test_the_guides_come_first_across_both_sides_and_else_in_the_order_they_are_offered(anatomy: Anatomy) -> None:
    found = matches(anatomy, [Place("calf", RIGHT), Place("thigh-back", RIGHT), Place("calf", LEFT)])
    assert regions(found) == [
        Region("piriformis", LEFT),
        Region("gluteus-minimus", RIGHT),
        Region("piriformis", RIGHT),
        Region("gluteus-medius", LEFT),
        Region("gluteus-medius", RIGHT),
    ]


def test_more_places_move_nobody_up(anatomy: Anatomy) -> None:
    places = [Place("calf", LEFT), Place("sacrum"), Place("buttock", LEFT)]
    assert regions(matches(anatomy, places))[0] == Region("piriformis", LEFT), "one place of the guide against two"


def test_what_lies_across_the_midline_belongs_to_both_sides(anatomy: Anatomy) -> None:
    assert regions(matches(anatomy, [Place("sacrum")])) == [
        Region("gluteus-medius", LEFT),
        Region("gluteus-medius", RIGHT),
    ]


def test_the_guides_places_and_those_beyond_it_are_told_apart(anatomy: Anatomy) -> None:
    calf, thigh, buttock = Place("calf", LEFT), Place("thigh-back", LEFT), Place("buttock", LEFT)
    of = {match.region: match for match in matches(anatomy, [buttock, calf, thigh])}
    minimus = of[Region("gluteus-minimus", LEFT)]
    assert minimus.guide == (thigh,), "the guide's, though another source has it too"
    assert minimus.beyond == (Beyond(buttock, (ATLAS,)),)
    assert of[Region("gluteus-medius", LEFT)] == Match(
        Region("gluteus-medius", LEFT), (), (Beyond(calf, (ATLAS, BOOK)),)
    )


def test_where_nobody_has_a_pattern_nothing_is_found(anatomy: Anatomy) -> None:
    assert matches(anatomy, [Place("ankle", LEFT)]) == ()
    assert matches(anatomy, []) == ()


LEG = ["thigh-back", "thigh-side", "knee-back", "knee-outer", "calf", "leg-outer", "ankle"]


@pytest.mark.parametrize("one", LEG)
@pytest.mark.parametrize("other", LEG)
def test_both_legs_need_the_check_first(one: str, other: str) -> None:
    assert needs_check([Place(one, LEFT), Place(other, RIGHT)])
    assert not needs_check([Place(one, LEFT), Place(other, LEFT)])


@pytest.mark.parametrize("area", sorted(TRUNK))
def test_the_trunk_is_no_leg(area: str) -> None:
    side = None if area == "sacrum" else RIGHT
    assert not needs_check([Place("calf", LEFT), Place(area, side)])
    assert not needs_check([Place(area, side), Place("buttock", LEFT), Place("buttock", RIGHT)])


def test_every_area_that_is_shipped_is_trunk_or_leg(guide: Guide) -> None:
    assert {area.id for area in guide.anatomy.areas} == TRUNK | set(LEG)


def test_every_area_that_is_shipped_has_a_muscle_to_list(guide: Guide) -> None:
    for area in guide.anatomy.areas:
        assert matches(guide.anatomy, [Place(area.id, LEFT if area.paired else None)]), area.id
