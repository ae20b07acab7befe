"""The colours of days: every number on them can be read, and every step told from the next."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor

from unknot.core.calendar import SHADES
from unknot.ui.days.shades import contrast, shades
from unknot.ui.theme import DARK, LIGHT, Colours


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_what_stands_on_a_shade_can_be_read(colours: Colours) -> None:
    steps = shades(colours)
    assert len(steps) == SHADES + 1
    for step in steps:
        assert contrast(step.ground, step.ink) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_steps_go_one_way_and_can_be_told_apart(colours: Colours) -> None:
    against = [contrast(step.ground, QColor(colours.plate)) for step in shades(colours)]
    for lighter, darker in pairwise(against):
        assert darker > 1.12 * lighter


def test_the_contrast_is_that_of_the_rule() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)
