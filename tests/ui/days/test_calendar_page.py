"""The calendar: what it shows, how one walks through it, and how a tool reads it out."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.days.making import spoken
from ui.fitting import cut_off
from ui.seeing import accessible, button, press, texts
from unknot.core.calendar import View
from unknot.core.days import DayCount, WeekStart
from unknot.ui.days.calendar_page import CalendarPage, Shown
from unknot.ui.days.shades import shades
from unknot.ui.theme import DARK, LIGHT

TODAY = date(2026, 11, 22)
COUNTS = {
    TODAY: DayCount(completed=3, stopped=1),
    date(2026, 11, 20): DayCount(completed=1),
    date(2026, 11, 18): DayCount(partial=1),
    date(2026, 1, 1): DayCount(completed=6),
}


def answer(page: CalendarPage, *, empty: bool = False, start: WeekStart = WeekStart.MONDAY) -> None:
    """Tell a page what it asked for."""
    counts = {} if empty else {day: count for day, count in COUNTS.items() if day in page.period}
    lines = {TODAY: ["19:00 Piriformis, left"]}
    page.show_period(Shown(page.period, counts, TODAY, start, 3, lines, empty))


@pytest.fixture
def page(show: Show) -> CalendarPage:
    page = CalendarPage(LIGHT, 1.0, TODAY, WeekStart.MONDAY)
    page.resize(950, 540)
    page.wanted.connect(lambda: answer(page))
    show(page)
    answer(page)
    return page


def chosen(page: CalendarPage) -> str:
    return next(words for words in reversed(texts(page)) if ":" in words and "Repetitions" not in words)


def look(page: CalendarPage, view: View) -> None:
    button(page, view.value.capitalize()).click()


def test_a_year_is_read_out_as_a_table(page: CalendarPage) -> None:
    table = page.cells
    assert (accessible(table).role(), accessible(table).text(QAccessible.Text.Name)) == (
        QAccessible.Role.Table,
        "Calendar",
    )
    said = list(spoken(table))
    assert len(said) == 365
    assert said[0] == "Thursday 1 January 2026: 6 repetitions"
    assert "Sunday 22 November 2026: 3 repetitions, 1 stopped" in said
    assert "Saturday 21 November 2026: nothing" in said
    assert list(spoken(table, QAccessible.Role.RowHeader))[10] == "November"
    assert list(spoken(table, QAccessible.Role.ColumnHeader))[:2] == ["Monday", "Tuesday"]


def test_it_says_what_period_it_is_and_what_was_done_in_it(page: CalendarPage) -> None:
    assert {"2026", "In all: 10 repetitions, 1 in part, 1 stopped"} <= set(texts(page))
    look(page, View.MONTH)
    assert {"November 2026", "In all: 4 repetitions, 1 in part, 1 stopped"} <= set(texts(page))
    look(page, View.WEEK)
    assert "16 to 22 November 2026" in texts(page)


@pytest.mark.parametrize(
    ("view", "key", "gone"),
    [
        (View.YEAR, Qt.Key.Key_Left, date(2026, 11, 21)),
        (View.YEAR, Qt.Key.Key_Right, date(2026, 11, 23)),
        (View.YEAR, Qt.Key.Key_Up, date(2026, 10, 22)),
        (View.YEAR, Qt.Key.Key_Down, date(2026, 12, 22)),
        (View.YEAR, Qt.Key.Key_PageUp, date(2026, 10, 22)),
        (View.YEAR, Qt.Key.Key_Home, date(2026, 1, 1)),
        (View.YEAR, Qt.Key.Key_End, date(2026, 12, 31)),
        (View.MONTH, Qt.Key.Key_Up, date(2026, 11, 15)),
        (View.MONTH, Qt.Key.Key_Down, date(2026, 11, 29)),
        (View.MONTH, Qt.Key.Key_PageDown, date(2026, 12, 22)),
        (View.MONTH, Qt.Key.Key_Home, date(2026, 11, 1)),
        (View.WEEK, Qt.Key.Key_Right, date(2026, 11, 23)),
        (View.WEEK, Qt.Key.Key_Home, date(2026, 11, 16)),
    ],
)
def test_the_keys_go_from_day_to_day(page: CalendarPage, view: View, key: Qt.Key, gone: date) -> None:
    if view is not View.YEAR:
        look(page, view)
    press(page.cells, key)
    assert page.day == gone
    assert page.cells.calendar.day_at(page.cells.currentIndex()) == gone
    assert gone in page.period


def test_a_whole_year_can_be_walked_through_without_a_gap(page: CalendarPage) -> None:
    press(page.cells, Qt.Key.Key_Home)
    for number in range(365):
        assert page.day == date(2026, 1, 1) + timedelta(days=number)
        press(page.cells, Qt.Key.Key_Right)
    assert page.day == date(2027, 1, 1)
    assert "2027" in texts(page)


def test_enter_and_the_button_open_the_day(page: CalendarPage, qtbot: QtBot) -> None:
    press(page.cells, Qt.Key.Key_Left)
    with qtbot.waitSignal(page.opened) as opened:
        press(page.cells, Qt.Key.Key_Return)
    assert opened.args == [date(2026, 11, 21)]
    with qtbot.waitSignal(page.opened) as opened:
        button(page, "Sessions of this day").click()
    assert opened.args == [date(2026, 11, 21)]


def test_a_click_chooses_a_day_and_two_open_it(page: CalendarPage, qtbot: QtBot) -> None:
    where = page.cells.visualRect(page.cells.calendar.index_of(date(2026, 11, 20))).center()
    QTest.mouseClick(page.cells.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen(page) == "Friday 20 November 2026: 1 repetition"
    with qtbot.waitSignal(page.opened):
        QTest.mouseDClick(page.cells.viewport(), Qt.MouseButton.LeftButton, pos=where)
    before = page.day
    QTest.mouseClick(page.cells.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert page.day == before, "where no day is, nothing happens"


def test_a_tool_that_goes_to_a_cell_goes_to_its_day(page: CalendarPage) -> None:
    page.cells.setCurrentIndex(page.cells.calendar.index_of(date(2026, 11, 18)))
    assert page.day == date(2026, 11, 18)
    assert chosen(page) == "Wednesday 18 November 2026: 1 in part"


def test_the_buttons_go_by_what_is_shown_and_back_to_today(page: CalendarPage) -> None:
    button(page, "Previous year").click()
    assert (page.day, "2025" in texts(page)) == (date(2025, 11, 22), True)
    button(page, "Today").click()
    assert page.day == TODAY
    look(page, View.WEEK)
    button(page, "Next week").click()
    assert "23 to 29 November 2026" in texts(page)


def test_an_answer_that_comes_too_late_is_not_shown(page: CalendarPage) -> None:
    late = Shown(page.period, COUNTS, TODAY, WeekStart.MONDAY, 3)
    button(page, "Next year").click()
    page.show_period(late)
    assert "2027" in texts(page)
    assert "In all: nothing" in texts(page)


def test_nothing_yet(page: CalendarPage) -> None:
    answer(page, empty=True)
    assert "Nothing yet. After your first session it stands here." in texts(page)


@pytest.mark.parametrize("view", View)
def test_days_are_shaded_by_repetitions_and_marked_by_shape(page: CalendarPage, view: View) -> None:
    if view is not View.YEAR:
        look(page, view)
    page.cells.clearFocus()
    page.go(date(2026, 11, 16))
    image = page.cells.viewport().grab().toImage()
    steps = [step.ground.name() for step in shades(LIGHT)]

    def ground(day: date) -> str:
        rect = page.cells.visualRect(page.cells.calendar.index_of(day))
        return QColor(image.pixel(rect.right() - 5, rect.bottom() - 5)).name()

    def corner(day: date) -> str:
        rect = page.cells.visualRect(page.cells.calendar.index_of(day))
        return QColor(image.pixel(rect.right() - 3, rect.top() + 3)).name()

    assert ground(date(2026, 11, 20)) == steps[1]
    assert ground(date(2026, 11, 21)) == steps[0]
    assert ground(TODAY) == steps[3]
    assert corner(TODAY) != steps[3], "a stop has a corner"
    assert corner(date(2026, 11, 20)) == steps[1]


def test_a_week_begins_where_the_person_wants_it(page: CalendarPage) -> None:
    page.begin_weeks(WeekStart.SUNDAY)
    answer(page, start=WeekStart.SUNDAY)
    assert next(spoken(page.cells, QAccessible.Role.ColumnHeader)) == "Sunday"
    look(page, View.WEEK)
    assert page.period.first == TODAY


def test_nothing_is_cut_off(text_size: float, show: Show, qtbot: QtBot) -> None:
    page = CalendarPage(LIGHT, 1.0, TODAY, WeekStart.MONDAY)
    page.resize(976, 540)
    show(page)
    answer(page)
    qtbot.waitUntil(lambda: cut_off(page) == [])


def test_it_takes_other_colours(page: CalendarPage) -> None:
    before = page.cells.viewport().grab().toImage()
    page.dress(DARK)
    assert page.cells.viewport().grab().toImage() != before
