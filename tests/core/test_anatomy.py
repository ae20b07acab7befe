"""What each view shows, and how the parts of the body are found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from unknot.core.anatomy import Drawn, Landmark, Side, View
from unknot.guide.library import Guide

BACK, FLANK = (((0.0, 0.0),),), (((1.0, 1.0),),)


@pytest.mark.parametrize(
    ("view", "seen"),
    [
        (View.BACK, {Side.LEFT, Side.RIGHT, None}),
        (View.LEFT, {Side.LEFT, None}),
        (View.RIGHT, {Side.RIGHT, None}),
    ],
)
def test_a_view_shows_its_own_side_and_what_lies_across_the_midline(view: View, seen: set[Side | None]) -> None:
    assert {side for side in (*Side, None) if view.shows(side)} == seen


def test_a_view_leaves_out_the_direction_it_looks_in() -> None:
    assert View.BACK.flat((1.0, 2.0, 3.0)) == (1.0, 2.0)
    assert View.LEFT.flat((1.0, 2.0, 3.0)) == View.RIGHT.flat((1.0, 2.0, 3.0)) == (3.0, 2.0)


def test_of_what_goes_round_the_body_each_view_has_its_part() -> None:
    drawn = Drawn(BACK, FLANK)
    assert drawn.seen(View.BACK, Side.LEFT) == drawn.seen(View.BACK) == BACK
    assert drawn.seen(View.LEFT, Side.LEFT) == drawn.seen(View.LEFT) == FLANK
    assert drawn.seen(View.LEFT, Side.RIGHT) == ()


def test_a_landmark_is_seen_where_it_is_marked_to_be() -> None:
    landmark = Landmark("trochanter", "hip point", (0.1, 0.5, 0.0), paired=True)
    assert landmark.seen(View.BACK, Side.LEFT)
    assert landmark.seen(View.LEFT, Side.LEFT)
    assert not landmark.seen(View.LEFT, Side.RIGHT), "the body lies between"
    behind = replace(landmark, from_side=False)
    assert (behind.seen(View.BACK), behind.seen(View.RIGHT, Side.RIGHT)) == (True, False)
    aside = replace(landmark, from_back=False)
    assert (aside.seen(View.BACK), aside.seen(View.RIGHT, Side.RIGHT)) == (False, True)


def test_each_part_is_found_by_its_id(guide: Guide) -> None:
    anatomy = guide.anatomy
    assert [anatomy.muscle(one.id) for one in anatomy.muscles] == list(anatomy.muscles)
    assert [anatomy.landmark(one.id) for one in anatomy.landmarks] == list(anatomy.landmarks)
    assert [anatomy.area(one.id) for one in anatomy.areas] == list(anatomy.areas)


def test_an_id_that_is_none_is_named(guide: Guide) -> None:
    lookups: list[Callable[[str], object]] = [guide.anatomy.muscle, guide.anatomy.landmark, guide.anatomy.area]
    for look_up in lookups:
        with pytest.raises(KeyError, match="elbow"):
            look_up("elbow")


def test_each_muscle_offers_its_spots(guide: Guide) -> None:
    assert guide.anatomy.most_spots == {"gluteus-medius": 4, "gluteus-minimus": 2, "piriformis": 2}
