"""How fast the marks move: by the second, with no clock at all."""

from math import hypot

import pytest

from unknot.core.pace import CIRCLE_S, LIFT_S, PULSE_S, STATURE_CM, STRIP_CM_S, Stroke, circle, pulse, stroke
from unknot.guide.library import Guide

LENGTH = 0.05
DOWN_S = LENGTH * STATURE_CM / STRIP_CM_S


def test_a_stroke_goes_two_and_a_half_centimetres_a_second() -> None:
    for second in range(int(DOWN_S)):
        along = stroke(second + 1.0, LENGTH).along - stroke(float(second), LENGTH).along
        assert along * LENGTH * STATURE_CM == pytest.approx(2.5)


def test_a_stroke_runs_from_pelvis_to_hip_joint_on_the_skin_and_back_off_it() -> None:
    assert stroke(0.0, LENGTH).along == 0.0
    assert stroke(DOWN_S, LENGTH).along == pytest.approx(1.0)
    assert not stroke(DOWN_S / 2, LENGTH).lifted
    back = [stroke(DOWN_S + LIFT_S * share, LENGTH) for share in (0.1, 0.5, 0.9)]
    assert all(moment.lifted for moment in back)
    assert [moment.along for moment in back] == pytest.approx([0.9, 0.5, 0.1])


def test_strokes_follow_one_another_without_end() -> None:
    whole_s = DOWN_S + LIFT_S
    for times in (1, 7, 20):
        again = stroke(times * whole_s + 0.3, LENGTH)
        assert again.along == pytest.approx(stroke(0.3, LENGTH).along)
        assert not again.lifted


def test_every_muscle_has_a_stroke_of_a_few_seconds(guide: Guide) -> None:
    for muscle in guide.anatomy.muscles:
        assert 1.5 < muscle.shape.strip_length * STATURE_CM / STRIP_CM_S < 8


def test_a_circle_stays_round_and_comes_round() -> None:
    assert circle(0.0) == (0.0, 1.0)
    for tenth in range(20):
        assert hypot(*circle(tenth * CIRCLE_S / 10)) == pytest.approx(1.0)
    assert circle(CIRCLE_S) == pytest.approx(circle(0.0))


def test_a_pulse_comes_and_goes() -> None:
    assert pulse(0.0) == 0.0
    assert pulse(PULSE_S / 2) == pytest.approx(1.0)
    assert all(0.0 <= pulse(tenth / 10) <= 1.0 for tenth in range(100))


def test_a_circle_goes_clockwise_in_its_time() -> None:
    assert circle(CIRCLE_S / 4) == pytest.approx((1.0, 0.0), abs=1e-9)
    assert circle(CIRCLE_S / 2) == pytest.approx((0.0, -1.0), abs=1e-9)
    assert circle(CIRCLE_S * 3 / 4) == pytest.approx((-1.0, 0.0), abs=1e-9)


def test_a_stroke_is_on_the_skin_up_to_its_very_end() -> None:
    even = STRIP_CM_S * 2 / STATURE_CM  # two seconds to the end, with nothing to round
    assert stroke(2.0, even) == Stroke(1.0, lifted=False)
