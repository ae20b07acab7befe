"""The list that picks the same as the picture."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.seeing import accessible, click, name, press, role
from unknot.core.anatomy import Region, Side
from unknot.guide.library import Guide
from unknot.ui.region_list import RegionList
from unknot.ui.words import region_name


@pytest.fixture
def rows(guide: Guide, show: Show) -> RegionList:
    rows = RegionList(guide.anatomy, "Muscles")
    rows.resize(560, 120)
    show(rows)
    return rows


def items(rows: RegionList) -> list[QListWidgetItem]:
    return [rows.item(row) for row in range(rows.count())]


def test_six_rows_have_the_names_of_the_regions(rows: RegionList, guide: Guide) -> None:
    names = [region_name(guide.anatomy, region) for region in guide.anatomy.regions()]
    assert [item.text() for item in items(rows)] == names
    assert (name(rows), role(rows)) == ("Muscles", QAccessible.Role.List)
    seen = [accessible(rows).child(row) for row in range(6)]
    assert [row.text(QAccessible.Text.Name) for row in seen] == names
    assert {row.role() for row in seen} == {QAccessible.Role.ListItem}


def test_left_ones_stand_left_and_every_row_is_in_sight(rows: RegionList) -> None:
    middle = rows.viewport().width() / 2
    for item in items(rows):
        place = rows.visualItemRect(item)
        assert rows.viewport().rect().contains(place)
        assert (place.center().x() < middle) == item.text().endswith("left")
        assert rows.fontMetrics().horizontalAdvance(item.text()) < place.width()


def test_a_click_picks(rows: RegionList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rows.picked) as heard:
        click(rows.viewport(), rows.visualItemRect(items(rows)[4]).center())
    assert heard.args == [Region("gluteus-minimus", Side.RIGHT)]


def test_clicking_the_chosen_row_picks_it_again(rows: RegionList, qtbot: QtBot) -> None:
    rows.show_region(Region("piriformis", Side.LEFT))
    with qtbot.waitSignal(rows.picked) as heard:
        click(rows.viewport(), rows.visualItemRect(items(rows)[2]).center())
    assert heard.args == [Region("piriformis", Side.LEFT)]


def test_an_arrow_key_picks_the_next(rows: RegionList, qtbot: QtBot) -> None:
    rows.show_region(Region("gluteus-medius", Side.LEFT))
    with qtbot.waitSignal(rows.picked) as heard:
        press(rows, Qt.Key.Key_Down)
    assert heard.args == [Region("gluteus-minimus", Side.LEFT)]


def test_being_shown_a_region_selects_it_and_tells_nobody(rows: RegionList, guide: Guide, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(rows.picked):
        for row, region in enumerate(guide.anatomy.regions()):
            rows.show_region(region)
            assert rows.currentRow() == row
            assert rows.selectedItems() == [items(rows)[row]]
        rows.show_region(None)
        assert rows.currentRow() == -1


def test_a_resting_row_stays_enabled_and_says_why(rows: RegionList) -> None:
    region, item = Region("piriformis", Side.LEFT), items(rows)[2]
    rows.show_rest(region, "Rests until 07:00.")
    assert item.flags() & Qt.ItemFlag.ItemIsEnabled
    row = accessible(rows).child(2)
    assert row.text(QAccessible.Text.Description) == "Rests until 07:00."
    assert item.toolTip() == "Rests until 07:00."
    rows.show_rest(region, "")
    assert item.toolTip() == ""
