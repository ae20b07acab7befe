"""The atlas that Unknot ships: its files fit each other, and keep the rules of its geometry."""

import subprocess
import sys
from pathlib import Path

from unknot.guide.library import Guide

TOP = Path(__file__).parents[2]


def test_the_views_are_what_the_definition_makes_and_keep_its_rules() -> None:
    tool = [sys.executable, "-m", "tools.plates.check_anatomy"]
    done = subprocess.run(tool, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


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
