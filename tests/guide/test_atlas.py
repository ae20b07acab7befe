"""The atlas that Unknot ships: its files fit each other, and keep the rules of its geometry."""

import math
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImageReader

from unknot.core.anatomy import View
from unknot.guide.library import Guide

TOP = Path(__file__).parents[2]
ATLAS = TOP / "resources/atlas"
PLATES: list[dict[str, Any]] = tomllib.loads((ATLAS / "plates.toml").read_text(encoding="utf-8"))["plate"]
PICTURES = ("light", "dark", "small_light", "small_dark")


def test_the_views_are_what_the_definition_makes_and_keep_its_rules() -> None:
    tool = [sys.executable, "-m", "tools.plates.check_anatomy"]
    done = subprocess.run(tool, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_view_has_its_close_up_and_its_whole_figure() -> None:
    assert sorted((plate["view"], plate["frame"]) for plate in PLATES) == [
        (view, frame) for view in sorted(View) for frame in ("hips", "whole")
    ]


@pytest.mark.parametrize("plate", PLATES, ids=lambda plate: f"{plate['view']}-{plate['frame']}")
def test_a_plates_pictures_have_the_sizes_that_it_says(plate: dict[str, Any]) -> None:
    sizes = {name: QImageReader(str(ATLAS / plate[name])).size() for name in PICTURES}
    assert sizes["light"] == sizes["dark"]
    assert sizes["small_light"] == sizes["small_dark"]
    assert sizes["small_light"].width() == plate["small_width"]
    assert plate["small_width"] * 2 < sizes["light"].width()
    aspect = abs(plate["right"] - plate["left"]) / (plate["top"] - plate["bottom"])
    for size in sizes.values():
        # As near as whole pixels allow.
        assert abs(size.width() - aspect * size.height()) <= 1


def test_no_picture_lies_about_that_no_plate_shows() -> None:
    assert {path.name for path in ATLAS.glob("*.webp")} == {plate[name] for plate in PLATES for name in PICTURES}


def test_the_atlas_stays_small() -> None:
    assert sum(path.stat().st_size for path in ATLAS.iterdir()) <= 3_000_000


def test_a_stripping_path_is_as_long_as_it_is_on_the_body(guide: Guide) -> None:
    for muscle in guide.anatomy.muscles:
        shape = muscle.shape
        for line in (*shape.strip.back, *shape.strip.side):
            # A view shows a path shortened, never longer; the points are rounded.
            assert sum(math.dist(a, b) for a, b in pairwise(line)) <= shape.strip_length + 0.0005, muscle.id
        assert shape.strip_length < 0.1, muscle.id


def test_every_muscle_is_felt_in_some_area_and_every_area_has_its_muscle(guide: Guide) -> None:
    anatomy = guide.anatomy
    assert {felt.muscle for felt in anatomy.referrals} == {muscle.id for muscle in anatomy.muscles}
    assert [area.id for area in anatomy.areas if not anatomy.felt_in(area.id)] == []


def test_the_guides_own_referral_is_marked_so(guide: Guide) -> None:
    of_the_guide = {
        (felt.muscle, area) for felt in guide.anatomy.referrals if not felt.source.beyond_guide for area in felt.areas
    }
    assert of_the_guide == {
        ("gluteus-medius", "low-back"),
        ("gluteus-medius", "thigh-side"),
        ("gluteus-minimus", "thigh-back"),
        ("gluteus-minimus", "knee-back"),
        ("gluteus-minimus", "calf"),
        ("gluteus-minimus", "ankle"),
    }
