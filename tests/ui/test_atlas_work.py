"""The atlas in a session: the mark that moves is where the work is done, and comes back whatever happens to the window.

Where it is drawn, and how it moves, is in test_pacing.
"""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Kind, Phase, Tool
from unknot.guide.library import Guide
from unknot.ui.atlas import Atlas
from unknot.ui.look import Work
from unknot.ui.pacing import PaceMark
from unknot.ui.theme import DARK, LIGHT

REGION = Region("gluteus-medius", Side.RIGHT)
COMPRESSION = Work(Phase(Kind.COMPRESSION, 60.0, Tool.BALL, 1))
STRIPPING = Work(Phase(Kind.STRIPPING, 60.0, Tool.ROLLER))


@pytest.fixture
def atlas(guide: Guide, shipped: Path, show: Show) -> Atlas:
    atlas = Atlas(guide.anatomy, shipped / "atlas", LIGHT)
    atlas.resize(700, 500)
    show(atlas)
    atlas.show_region(REGION, 2)
    return atlas


@pytest.fixture
def mark(atlas: Atlas) -> PaceMark:
    return atlas.findChildren(PaceMark)[0]


def test_the_mark_comes_a_turn_of_the_loop_after_the_moment(atlas: Atlas, mark: PaceMark, qtbot: QtBot) -> None:
    atlas.show_work(COMPRESSION, 3.0, running=True)
    assert not mark.isVisible(), "the picture is not drawn while a boundary is shown"
    qtbot.waitUntil(mark.isVisible)
    assert mark.elapsed_s() >= 3.0, "and the time until then has passed"


def test_no_mark_of_the_phase_before_stays(atlas: Atlas, mark: PaceMark, qtbot: QtBot) -> None:
    atlas.show_work(COMPRESSION, running=True)
    qtbot.waitUntil(mark.isVisible)
    before = mark.geometry()
    atlas.show_work(STRIPPING, running=True)
    assert not mark.isVisible()
    qtbot.waitUntil(mark.isVisible)
    assert mark.geometry() != before


def test_a_session_that_is_over_leaves_no_mark_behind(atlas: Atlas, mark: PaceMark, qtbot: QtBot) -> None:
    atlas.show_work(COMPRESSION, running=True)
    atlas.hold_still()
    for _turn in range(3):
        qtbot.wait(1)
    assert not mark.isVisible()


def test_the_next_moment_brings_it_back_after_another_size(atlas: Atlas, mark: PaceMark, qtbot: QtBot) -> None:
    atlas.show_work(COMPRESSION, running=True)
    qtbot.waitUntil(mark.isVisible)
    before = mark.geometry()
    atlas.resize(900, 640)
    atlas.show_work(COMPRESSION, 1.0, running=True)
    qtbot.waitUntil(mark.isVisible)
    assert mark.geometry() != before


def test_the_next_moment_brings_it_back_in_other_colours(atlas: Atlas, mark: PaceMark, qtbot: QtBot) -> None:
    atlas.show_work(COMPRESSION, running=True)
    qtbot.waitUntil(mark.isVisible)
    light = mark.grab().toImage()
    atlas.dress(DARK)
    atlas.show_work(COMPRESSION, 0.0, running=True)
    qtbot.waitUntil(mark.isVisible)
    assert mark.grab().toImage().pixel(2, 2) != light.pixel(2, 2)
