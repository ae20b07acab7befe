"""The atlas as a hand, a keyboard and an assistive tool find it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.seeing import accessible, button, click, has_button, name, press, role, texts, visible
from unknot.core.anatomy import Region, Side, View
from unknot.core.felt import Place
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
    atlas.calm(still=True)
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
    for zone in guide.anatomy.bones:
        mark = "beyond the guide" if zone.why.source.beyond_guide else "guide"
        buttons = [bone for bone in bones(atlas) if name(bone).startswith(zone.name)]
        said = {accessible(bone).text(QAccessible.Text.Description) for bone in buttons}
        assert said == {f"{zone.why.text} ({mark})"}


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_on_a_region_picks_it(atlas: Atlas, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(atlas.picked) as heard:
        press(button(atlas, "Gluteus minimus, right"), key)
    assert heard.args == [Region("gluteus-minimus", Side.RIGHT)]


def test_a_click_on_each_region_picks_that_region(atlas: Atlas, guide: Guide, qtbot: QtBot) -> None:
    picked: list[Region] = []
    atlas.picked.connect(picked.append)
    for region in guide.anatomy.regions():
        click(atlas, atlas.placement().at(guide.anatomy.muscle(region.muscle).shape.spots[0], region.side).toPoint())
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
    assert any(heard.args[0].why.text in words and "(guide)" in words for words in texts(atlas))
    assert picked == []
    atlas.show_region(Region("piriformis", Side.LEFT))
    assert texts(atlas) == [], "what was explained makes room for what is picked"


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
    with qtbot.waitSignal(atlas.looked) as heard:
        click(button(atlas, "Hips, show close up"))
    assert (atlas.look.frame, heard.args) == ("hips", [atlas.look])
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


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_a_side_view_offers_its_own_side_alone(atlas: Atlas, view: View) -> None:
    atlas.show_view(view)
    assert sorted(name(region) for region in regions(atlas)) == [n for n in sorted(NAMES) if n.endswith(view.value)]
    assert [name(bone) for bone in bones(atlas)] == [f"Greater trochanter, {view.value}, do not press here"]


def test_what_is_picked_is_shown_from_where_it_can_be_seen(atlas: Atlas) -> None:
    atlas.show_view(View.LEFT)
    views = []
    for turned, side in ((View.LEFT, Side.RIGHT), (View.BACK, Side.LEFT)):
        atlas.show_view(turned)
        atlas.show_region(Region("piriformis", side))
        views.append(atlas.look.view)
        assert button(atlas, f"Piriformis, {side}").isChecked()
    assert views == [View.RIGHT, View.BACK]


def test_escape_goes_back_to_the_whole_body_and_keeps_the_keyboard(atlas: Atlas) -> None:
    start = button(atlas, "Piriformis, left")
    start.setFocus()
    press(start, Qt.Key.Key_Escape)
    frames = [atlas.look.frame]
    hips = button(atlas, "Hips, show close up")
    assert hips.hasFocus()
    press(hips, Qt.Key.Key_Return)
    frames.append(atlas.look.frame)
    assert frames == ["whole", "hips"]
    assert atlas.focusWidget() in regions(atlas)


def test_asked_where_it_is_felt_every_area_can_be_pointed_at(atlas: Atlas, guide: Guide) -> None:
    told: list[tuple[Place, ...]] = []
    atlas.felt.connect(told.append)
    seen = set()
    atlas.ask_where()
    for view in View:
        atlas.show_view(view)
        seen |= {name(area) for area in visible(atlas, ShapedButton)}
    assert seen == {
        f"{area.name}, {side}" if area.paired else area.name for area in guide.anatomy.areas for side in Side
    }
    atlas.show_view(View.BACK)
    calf = button(atlas, "Calf, left")
    click(atlas, calf.geometry().center())
    click(button(atlas, "Sacrum"))
    assert calf.isChecked()
    assert set(told[-1]) == {Place("calf", Side.LEFT), Place("sacrum")}
    click(calf)
    assert told[-1] == (Place("sacrum"),)


def test_escape_from_the_question_forgets_what_was_pointed_at(atlas: Atlas) -> None:
    told: list[tuple[Place, ...]] = []
    atlas.felt.connect(told.append)
    atlas.ask_where()
    calf = button(atlas, "Calf, left")
    click(calf)
    press(calf, Qt.Key.Key_Escape)
    assert (atlas.look.felt, atlas.look.frame) == (None, "hips")
    assert told[-1] == ()
    atlas.ask_where()
    assert not button(atlas, "Calf, left").isChecked()


def test_the_pointer_changes_over_what_can_be_picked_and_over_bone(atlas: Atlas) -> None:
    for words, shape in (
        ("Piriformis, left", Qt.CursorShape.PointingHandCursor),
        ("Sacrum, do not press here", Qt.CursorShape.WhatsThisCursor),
    ):
        place = button(atlas, words).geometry().center()
        QTest.mouseMove(atlas, place)
        assert atlas.cursor().shape() is shape
    QTest.mouseMove(atlas, QPoint(2, 2))
    assert atlas.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_press_that_is_let_go_elsewhere_picks_nothing(atlas: Atlas) -> None:
    picked: list[Region] = []
    atlas.picked.connect(picked.append)
    place = button(atlas, "Piriformis, left").geometry().center()
    QTest.mousePress(atlas, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(atlas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    QTest.mouseClick(atlas, Qt.MouseButton.RightButton, pos=place)
    assert picked == []


def test_a_resting_pointer_is_told_what_lies_under_it(atlas: Atlas, qtbot: QtBot) -> None:
    place = button(atlas, "Greater trochanter, left, do not press here").geometry().center()
    QApplication.sendEvent(atlas, QHelpEvent(QEvent.Type.ToolTip, place, atlas.mapToGlobal(place)))
    assert QToolTip.text().startswith("Greater trochanter, left, do not press here")
    QApplication.sendEvent(atlas, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), atlas.mapToGlobal(QPoint(2, 2))))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
