"""The window: what it shows in each state, and that it leaves the rest to others."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListWidget
from pytestqt.qtbot import QtBot

from ui.seeing import EVERYTHING, LEFT, RIGHT, begun, button, click, has_button, moment, name, spin, texts, visible
from unknot.core.anatomy import Region, Side, View
from unknot.core.felt import Place
from unknot.core.plan import Dose, Kind
from unknot.core.session import Outcome
from unknot.ui.drawing import Layer
from unknot.ui.region_button import RegionButton
from unknot.ui.window import SMALLEST, Window


def stop_buttons(window: Window) -> list[QAbstractButton]:
    return [b for b in visible(window, QAbstractButton) if name(b) == "Stop now"]


def test_its_name_is_the_programs_and_nothing_else(window: Window) -> None:
    assert (window.windowTitle(), name(window)) == ("Unknot", "Unknot")


def test_it_does_not_get_smaller_than_its_smallest(window: Window) -> None:
    window.resize(10, 10)
    assert window.size() == QSize(*SMALLEST)


def test_picking_on_the_picture_and_in_the_list_is_the_same(window: Window, qtbot: QtBot) -> None:
    picked: list[Region] = []
    window.picked.connect(picked.append)
    button(window, "Piriformis, left").click()
    assert picked == [LEFT]
    picked.clear()
    (rows,) = visible(window, QListWidget)
    click(rows.viewport(), rows.visualItemRect(rows.item(2)).center())
    assert set(picked) == {LEFT}


def test_what_is_picked_shows_in_the_picture_the_list_and_the_panel(window: Window) -> None:
    window.show_region(RIGHT, Dose(spots=1))
    (rows,) = visible(window, QListWidget)
    assert [name(region) for region in visible(window, RegionButton) if region.isChecked()] == ["Piriformis, right"]
    assert [item.text() for item in rows.selectedItems()] == ["Piriformis, right"]
    assert {"Piriformis", "right"} <= set(texts(window))
    assert spin(window, "Spots").value() == 1


def test_start_carries_the_dose(window: Window, qtbot: QtBot) -> None:
    window.show_region(LEFT, Dose(spots=1))
    with qtbot.waitSignal(window.start) as heard:
        button(window, "Start session").click()
    assert heard.args == [Dose(spots=1)]


def test_the_two_views_change_the_picture_and_follow_it(window: Window) -> None:
    frames = []
    for view in ("Whole body", "Hips", "Whole body", "Hips, show close up"):
        button(window, view).click()
        frames.append(window.atlas.look.frame)
    assert frames == ["whole", "hips", "whole", "hips"]
    assert button(window, "Hips").isChecked()
    assert not button(window, "Whole body").isChecked()


def test_the_switches_turn_the_picture_and_follow_it(window: Window) -> None:
    for words, view in (("Left side", View.LEFT), ("Right side", View.RIGHT), ("Back", View.BACK)):
        button(window, words).click()
        assert window.atlas.look.view is view
    for words, layer in (("Skin", Layer.SKIN), ("Bone and nerve", Layer.BONE), ("Muscle", Layer.MUSCLE)):
        button(window, words).click()
        assert window.atlas.look.layer is layer
    window.atlas.show_view(View.RIGHT)
    window.show_region(LEFT, Dose())
    assert button(window, "Left side").isChecked(), "the picture turned to what was picked, and the switch with it"


def test_asked_where_it_is_felt_the_panel_asks_too_and_gives_way_to_what_is_picked(window: Window) -> None:
    window.show_region(LEFT, Dose())
    button(window, "Where do you feel it?").click()
    assert not has_button(window, "Start session")
    told: list[object] = []
    window.ached.connect(told.append)
    button(window, "Calf, left").click()
    button(window, "It aches there").click()
    assert told == [(Place("calf", Side.LEFT),)]
    button(window, "Clear").click()
    assert not button(window, "Calf, left").isChecked()
    window.show_region(RIGHT, Dose())
    assert has_button(window, "Start session")
    assert (window.atlas.look.felt, window.atlas.look.frame) == (None, "hips")
    assert button(window, "Hips").isChecked()


def test_the_picture_shows_as_many_spots_as_the_dose_has(window: Window) -> None:
    window.show_region(LEFT, Dose(spots=1))
    assert window.atlas.look.count == 1
    spin(window, "Spots").setValue(2)
    assert window.atlas.look.count == 2


def test_the_picture_follows_a_session(window: Window) -> None:
    window.show_region(LEFT, Dose())
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(15, EVERYTHING))
    work = window.atlas.look.work
    assert work is not None
    assert (work.phase.kind, work.phase.spot, work.done) == (Kind.COMPRESSION, 1, frozenset())
    window.show_snapshot(moment(10 + 60 + 5 + 60 + 5 + 1, EVERYTHING))
    work = window.atlas.look.work
    assert work is not None
    assert (work.phase.kind, work.phase.spot, work.done) == (Kind.COMPRESSION, 2, frozenset({1}))


def clock_names(window: Window) -> list[str]:
    return [label.accessibleName() for label in visible(window, QLabel)]


def test_a_session_takes_the_panel_and_gives_it_back(window: Window) -> None:
    window.show_region(LEFT, Dose())
    stand = begun()
    window.show_session(rehearsal=False)
    window.show_snapshot(stand.shown[-1])
    assert not has_button(window, "Start session")
    assert list(visible(window, QListWidget)) == []
    assert not window.atlas.isEnabled()
    assert window.focusWidget() is button(window, "Pause")
    stand.conductor.stop()
    window.show_snapshot(stand.shown[-1])
    assert not any("left" in name for name in clock_names(window)), "at once no clock is shown any more"
    window.end_session()
    assert has_button(window, "Start session")
    assert not has_button(window, "Pause")
    assert window.atlas.isEnabled()
    assert len(list(visible(window, QListWidget))) == 1


def test_a_session_begun_in_the_whole_view_shows_the_hips(window: Window) -> None:
    button(window, "Whole body").click()
    window.show_session(rehearsal=False)
    assert window.atlas.look.frame == "hips"
    assert button(window, "Hips").isChecked()


def test_there_is_one_stop_now_in_the_window_while_a_session_runs_and_none_else(window: Window) -> None:
    assert stop_buttons(window) == []
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(20))
    assert len(stop_buttons(window)) == 1
    assert button(window.reminder, "Stop now").isVisible()
    window.show_snapshot(moment(20, Dose(), "pause"))
    assert len(stop_buttons(window)) == 1
    window.show_snapshot(moment(20, Dose(), "stop"))
    assert not window.reminder.isVisible()
    window.end_session()
    assert stop_buttons(window) == []


def test_buttons_in_a_session_say_what_the_person_wants(window: Window, qtbot: QtBot) -> None:
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(20))
    for words, signal in (("Pause", window.pause), ("Next phase", window.skip), ("Stop now", window.stop)):
        with qtbot.waitSignal(signal):
            button(window, words).click()


def test_after_a_session_the_focus_is_where_one_key_answers(window: Window) -> None:
    window.show_today("Today: 1 of 3")
    window.show_after("Piriformis, left", [Outcome.COMPLETED])
    assert window.focusWidget() is spin(window, "Discomfort now")
    assert {"Piriformis, left", "Today: 1 of 3"} <= set(texts(window))


def test_undo_is_on_after_a_session_and_stays_once_it_is_rated(window: Window, qtbot: QtBot) -> None:
    window.show_after("Piriformis, left", [Outcome.COMPLETED])
    window.offer_undo(on=True)
    with qtbot.waitSignal(window.undone):
        button(window, "Undo").click()
    window.show_region(LEFT, Dose())
    with qtbot.waitSignal(window.undone):
        button(window, "Undo").click()
    window.offer_undo(on=False)
    assert not has_button(window, "Undo")


def test_a_notice_is_there_until_it_is_taken_away(window: Window) -> None:
    window.show_notice("Not saved yet.")
    assert "Not saved yet." in texts(window)
    window.show_notice("")
    assert "Not saved yet." not in texts(window)


def test_closing_is_said_and_left_to_the_program(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()
    assert window.isVisible()


def test_called_to_the_front_it_comes_back_from_the_task_bar(window: Window, qtbot: QtBot) -> None:
    window.showMinimized()
    assert window.isMinimized()
    window.come_forward()
    assert not window.isMinimized()


@pytest.mark.parametrize("size", [(1024, 700), (1920, 1080), (3840, 2160)])
def test_a_larger_window_has_larger_words_and_half_of_it_is_the_picture(window: Window, size: tuple[int, int]) -> None:
    window.show_region(LEFT, Dose())
    small = button(window, "Start session").font().pointSizeF()
    window.resize(*size)
    QApplication.processEvents()
    grown = button(window, "Start session").font().pointSizeF() / small
    assert grown == pytest.approx(max(1.0, min(2.0, size[1] / 760)), abs=0.06)
    assert window.atlas.width() >= 0.5 * window.width()
