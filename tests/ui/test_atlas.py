"""The atlas as a hand, a keyboard and an assistive tool find it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.seeing import accessible, button, click, has_button, name, press, role, visible
from unknot.core.anatomy import Region, Side, View
from unknot.guide.library import Guide
from unknot.ui.atlas import Atlas
from unknot.ui.region_button import RegionButton, ShapedButton, nearest
from unknot.ui.theme import LIGHT
from unknot.ui.words import region_name

NAMES = [
    "Gluteus medius, left",
    "Gluteus minimus, left",
    "Piriformis, left",
    "Gluteus medius, right",
    "Gluteus minimus, right",
    "Piriformis, right",
]
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


@pytest.fixture
def atlas(guide: Guide, shipped: Path, show: Show) -> Atlas:
    atlas = Atlas(guide.anatomy, shipped / "atlas", LIGHT)
    atlas.resize(700, 500)
    show(atlas)
    return atlas


def regions(atlas: Atlas) -> list[RegionButton]:
    return list(visible(atlas, RegionButton))


def bones(atlas: Atlas) -> list[ShapedButton]:
    return [shape for shape in visible(atlas, ShapedButton) if "do not press" in name(shape)]


def test_there_are_six_regions_with_the_names_of_the_contract(atlas: Atlas) -> None:
    assert sorted(name(region) for region in regions(atlas)) == sorted(NAMES)


def test_a_region_is_a_check_box_that_can_be_pressed(atlas: Atlas) -> None:
    for region in regions(atlas):
        assert role(region) is QAccessible.Role.CheckBox
        assert accessible(region).state().checkable
        assert "Press" in (accessible(region).actionInterface().actionNames())


def test_bone_zones_are_buttons_that_say_not_here_and_why(atlas: Atlas, guide: Guide) -> None:
    names = {name(bone) for bone in bones(atlas)}
    assert {
        "Sacrum, do not press here",
        "Greater trochanter, left, do not press here",
        "Greater trochanter, right, do not press here",
    } <= names
    assert len(names) == sum(2 if bone.paired else 1 for bone in guide.anatomy.bones)
    for bone in bones(atlas):
        assert role(bone) is QAccessible.Role.Button
        assert accessible(bone).text(QAccessible.Text.Description) in {b.why.text for b in guide.anatomy.bones}


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_on_a_region_picks_it(atlas: Atlas, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(atlas.picked) as heard:
        press(button(atlas, "Gluteus minimus, right"), key)
    assert heard.args == [Region("gluteus-minimus", Side.RIGHT)]


def test_a_click_on_each_region_picks_that_region(atlas: Atlas, guide: Guide, qtbot: QtBot) -> None:
    picked: list[Region] = []
    atlas.picked.connect(picked.append)
    for region in guide.anatomy.regions():
        spot = atlas.placement().at(guide.anatomy.muscle(region.muscle).shape.spots[0], region.side).toPoint()
        under = atlas.childAt(spot)
        assert under is not None, region
        click(under, spot - under.pos())
    assert picked == list(guide.anatomy.regions())


def test_clicking_the_chosen_region_leaves_it_chosen(atlas: Atlas, qtbot: QtBot) -> None:
    region = Region("piriformis", Side.LEFT)
    chosen = button(atlas, "Piriformis, left")
    atlas.show_region(region)
    assert chosen.isChecked()
    with qtbot.waitSignal(atlas.picked) as heard:
        click(chosen)
    assert chosen.isChecked()
    assert heard.args == [region]


def test_one_region_at_most_is_chosen(atlas: Atlas, guide: Guide) -> None:
    for region in guide.anatomy.regions():
        atlas.show_region(region)
        checked = [name(other) for other in regions(atlas) if other.isChecked()]
        assert checked == [region_name(guide.anatomy, region)]
    atlas.show_region(None)
    assert not any(region.isChecked() for region in regions(atlas))


def test_a_click_on_bone_explains_it_and_picks_nothing(atlas: Atlas, qtbot: QtBot) -> None:
    picked: list[Region] = []
    atlas.picked.connect(picked.append)
    with qtbot.waitSignal(atlas.explained) as heard:
        click(button(atlas, "Sacrum, do not press here"))
    assert heard.args[0].id == "sacrum"
    assert picked == []


def test_the_arrows_reach_every_region_and_every_bone(atlas: Atlas, qtbot: QtBot) -> None:
    start = regions(atlas)[0]
    reached: set[ShapedButton] = {start}
    waiting: list[ShapedButton] = [start]
    while waiting:
        here = waiting.pop()
        for key in ARROWS:
            here.setFocus()
            press(here, key)
            there = atlas.focusWidget()
            assert isinstance(there, ShapedButton)
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    assert reached == {*regions(atlas), *bones(atlas)}


@pytest.mark.parametrize(
    ("key", "of", "found"),
    [
        (Qt.Key.Key_Right, "Piriformis, left", lambda here, there: there.x() > here.x()),
        (Qt.Key.Key_Left, "Piriformis, right", lambda here, there: there.x() < here.x()),
        (Qt.Key.Key_Up, "Piriformis, left", lambda here, there: there.y() < here.y()),
        (Qt.Key.Key_Down, "Gluteus medius, left", lambda here, there: there.y() > here.y()),
    ],
)
def test_an_arrow_goes_where_it_points(
    atlas: Atlas, qtbot: QtBot, key: Qt.Key, of: str, found: Callable[[QPoint, QPoint], bool]
) -> None:
    here = button(atlas, of)
    here.setFocus()
    press(here, key)
    there = atlas.focusWidget()
    assert there is not None
    assert there is not here
    assert found(here.geometry().center(), there.geometry().center())


@pytest.mark.parametrize(
    ("ahead_and_aside", "found"),
    [
        ([(100, 0), (60, 40)], 0),  # straight ahead, though farther
        ([(100, 0), (60, 10)], 1),
        ([(100, 60)], 0),
        ([(50, 120)], None),  # rather aside than ahead
        ([(-100, 0)], None),
        ([(0, 0)], None),
    ],
)
@pytest.mark.parametrize("turn", range(4))
def test_what_lies_straight_ahead_is_nearer_than_what_lies_aside(
    parent: QWidget, ahead_and_aside: list[tuple[int, int]], found: int | None, turn: int
) -> None:
    def at(ahead: int, aside: int) -> ShapedButton:
        x, y = [(ahead, aside), (-ahead, aside), (aside, ahead), (aside, -ahead)][turn]
        shape = ShapedButton("", parent)
        shape.setGeometry(400 + x, 400 + y, 10, 10)
        return shape

    key = [Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up][turn]
    start, others = at(0, 0), [at(*place) for place in ahead_and_aside]
    assert nearest([start, *others], start, key) is (None if found is None else others[found])


def test_tab_enters_the_atlas_at_one_place_and_that_is_where_it_was_left(atlas: Atlas, qtbot: QtBot) -> None:
    def stops() -> list[ShapedButton]:
        return [s for s in visible(atlas, ShapedButton) if s.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert len(stops()) == 1
    atlas.show_region(Region("piriformis", Side.RIGHT))
    assert [name(stop) for stop in stops()] == ["Piriformis, right"]
    stops()[0].setFocus()
    press(stops()[0], Qt.Key.Key_Up)
    assert stops() == [atlas.focusWidget()]
    atlas.show_frame("whole")
    assert [name(stop) for stop in stops()] == ["Hips, show close up"]


def test_the_whole_view_has_one_button_that_leads_to_the_hips(atlas: Atlas, qtbot: QtBot) -> None:
    atlas.show_frame("whole")
    assert (regions(atlas), bones(atlas)) == ([], [])
    with qtbot.waitSignal(atlas.frame_changed) as heard:
        click(button(atlas, "Hips, show close up"))
    assert (atlas.frame, heard.args) == ("hips", ["hips"])
    assert len(regions(atlas)) == 6
    assert not has_button(atlas, "Hips, show close up")


def test_in_the_whole_view_the_button_frames_the_hips(atlas: Atlas, guide: Guide) -> None:
    atlas.show_frame("whole")
    framed = button(atlas, "Hips, show close up")
    for region in guide.anatomy.regions():
        (outline,) = guide.anatomy.muscle(region.muscle).shape.outline.seen(View.BACK, region.side)
        for point in outline:
            assert framed.geometry().contains(atlas.placement().on(point, region.side).toPoint())


def test_a_resting_region_stays_enabled_and_says_why(atlas: Atlas) -> None:
    region, resting = Region("piriformis", Side.LEFT), button(atlas, "Piriformis, left")
    assert isinstance(resting, ShapedButton)
    atlas.show_rest(region, "Rests until 07:00.")
    assert resting.isEnabled()
    assert accessible(resting).text(QAccessible.Text.Description) == "Rests until 07:00."
    assert resting.tip == "Piriformis, left\nRests until 07:00."
    atlas.show_rest(region, "")
    assert resting.tip == "Piriformis, left"
    for free in regions(atlas):
        assert accessible(free).text(QAccessible.Text.Description) == "", "a name twice is no description"


def test_in_a_session_nothing_can_be_picked(atlas: Atlas, qtbot: QtBot) -> None:
    picked: list[Region] = []
    atlas.picked.connect(picked.append)
    atlas.setEnabled(False)
    for region in regions(atlas):
        click(region)
    assert picked == []
