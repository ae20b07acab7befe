"""The table of sessions: read by pages, sorted, filtered, and what can be done with the rows."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from store.records import session
from ui.conftest import Show
from ui.days.making import cells, heads, many, spoken
from ui.fitting import cut_off
from ui.seeing import button, press, texts, visible
from unknot.core.anatomy import Region, Side
from unknot.core.days import Period, WeekStart
from unknot.core.history import KeptSession, SortBy, Wanted
from unknot.core.safety import StopReason
from unknot.core.session import Outcome
from unknot.guide.library import Guide
from unknot.ui.days.sessions_model import MISSING_KEPT, PAGE, PAGES_KEPT, SessionsModel
from unknot.ui.days.sessions_page import SessionsPage
from unknot.ui.theme import LIGHT

TODAY = date(2026, 11, 22)


class Reader:
    """Brings pages as the record would, and notes which ones were asked for."""

    def __init__(self, model: SessionsModel, sessions: list[KeptSession]) -> None:
        self.asked: list[int] = []
        self._model = model
        self._of = {one.id: one for one in sessions}

    def bring(self) -> None:
        """Bring all that is missing now."""
        while (missing := self._model.next_missing()) is not None:
            number, ids = missing
            self.asked.append(number)
            self._model.fill(number, ids, [self._of.get(session_id) for session_id in ids])


@pytest.fixture
def page(guide: Guide, show: Show) -> SessionsPage:
    page = SessionsPage(guide, LIGHT)
    page.offer_days(TODAY, WeekStart.MONDAY)
    page.table.fit()
    page.resize(950, 540)
    show(page)
    return page


def fill(page: SessionsPage, sessions: list[KeptSession]) -> Reader:
    reader = Reader(page.model, sessions)
    page.show_ids(tuple(one.id for one in sessions))
    page.table.grab()
    reader.bring()
    return reader


def box(page: SessionsPage, label: str) -> QComboBox:
    """Return the combo box that a label names: on Linux its own name is its value."""
    (found,) = [one.buddy() for one in visible(page, QLabel) if one.text() == label]
    assert isinstance(found, QComboBox)
    return found


def choose(page: SessionsPage, label: str, words: str) -> None:
    chooser = box(page, label)
    chooser.setCurrentIndex(chooser.findText(words))


def test_a_row_says_all_of_a_session(page: SessionsPage) -> None:
    fill(page, [session(before=5, after=None, note="a firm\nball"), session(outcome=Outcome.PARTIAL)])
    assert heads(page.table) == [
        *("Day and time", "Muscle and side", "How it ended", "Minutes", "Before", "After", "Note"),
    ]
    assert cells(page.table, 0) == [
        *("Sun 22 Nov 2026, 19:00", "Piriformis, left", "Completed", "2.0", "5", "–", "a firm ball"),
    ]
    assert cells(page.table, 1)[2] == "In part"
    assert "2 sessions" in texts(page)


def test_a_tool_reads_the_cells_out(page: SessionsPage) -> None:
    fill(page, [session()])
    said = list(spoken(page.table))
    assert said[:3] == ["Sun 22 Nov 2026, 19:00", "Piriformis, left", "Completed"]
    assert "How it ended" in list(spoken(page.table, QAccessible.Role.ColumnHeader))


def test_only_what_is_seen_is_read_and_only_some_of_it_kept(page: SessionsPage) -> None:
    sessions = many(30 * PAGE)
    reader = fill(page, sessions)
    assert reader.asked == [0]
    for number in range(30):
        page.table.scrollTo(page.model.index(number * PAGE + PAGE // 2, 0))
        page.table.grab()
        reader.bring()
    assert set(reader.asked) == set(range(30))
    assert len(page.model._pages) <= PAGES_KEPT
    assert cells(page.table, 29 * PAGE + PAGE // 2)[-1] == f"note {29 * PAGE + PAGE // 2}"


def test_who_rushes_by_is_not_waited_for(page: SessionsPage) -> None:
    sessions = many(30 * PAGE)
    page.show_ids(tuple(one.id for one in sessions))
    reader = Reader(page.model, sessions)
    for number in range(30):
        assert cells(page.table, number * PAGE)[0] == "", "nothing is known yet, and nobody waits"
    reader.bring()
    assert reader.asked == [29, 28, 27]
    assert len(reader.asked) == MISSING_KEPT


def test_a_page_that_comes_after_another_list_is_shown_is_not_taken(page: SessionsPage) -> None:
    sessions = many(3)
    page.show_ids(tuple(one.id for one in sessions))
    cells(page.table, 0)
    late = page.model.next_missing()
    assert late is not None
    page.show_ids(tuple(one.id for one in reversed(sessions)))
    page.model.fill(late[0], late[1], sessions)
    assert cells(page.table, 0)[-1] == ""


def test_one_that_is_gone_meanwhile_has_an_empty_row(page: SessionsPage) -> None:
    here, gone = session(), session()
    page.show_ids((here.id, gone.id))
    page.table.grab()
    Reader(page.model, [here]).bring()
    assert cells(page.table, 1) == [""] * 7
    page.table.selectRow(1)
    assert not button(page, "Change…").isEnabled()


def test_each_column_sorts_and_sorts_the_other_way(page: SessionsPage, qtbot: QtBot) -> None:
    head = page.table.horizontalHeader()

    def order() -> tuple[SortBy, bool]:
        return page.wanted.sort, page.wanted.descending

    assert order() == (SortBy.START, True)
    with qtbot.waitSignal(page.listing):
        head.sectionClicked.emit(0)
    assert order() == (SortBy.START, False)
    assert head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
    for column, by in (
        (1, SortBy.REGION),
        (2, SortBy.OUTCOME),
        (4, SortBy.BEFORE),
        (5, SortBy.AFTER),
        (6, SortBy.NOTE),
    ):
        head.sectionClicked.emit(column)
        assert (order()[0], head.sortIndicatorSection()) == (by, column)
    head.sectionClicked.emit(3)
    assert order()[0] is SortBy.NOTE, "minutes sort nothing"
    assert head.sortIndicatorSection() == 6


def test_filters_say_what_is_wanted(page: SessionsPage, qtbot: QtBot) -> None:
    assert page.wanted == Wanted()
    choose(page, "Muscle and side", "Piriformis, left")
    choose(page, "How it ended", "Stopped")
    choose(page, "Days", "This week")
    choose(page, "Sorted by", "Before, highest first")
    (line,) = visible(page, QLineEdit)
    with qtbot.waitSignal(page.listing):
        line.setText("ball drive")
    week = Period(date(2026, 11, 16), TODAY)
    region = Region("piriformis", Side.LEFT)
    assert page.wanted == Wanted(week, region, Outcome.STOPPED, "ball drive", SortBy.BEFORE)
    page.show_ids(())
    assert "No session is like that." in texts(page)


def test_a_day_that_is_asked_for_is_chosen_and_stays(page: SessionsPage) -> None:
    day = Period(date(2026, 3, 1), date(2026, 3, 1))
    page.offer_days(TODAY, WeekStart.MONDAY, also=day)
    assert page.wanted.period == day
    assert box(page, "Days").currentText() == "Sun 1 Mar 2026"
    page.offer_days(TODAY, WeekStart.SUNDAY)
    assert page.wanted.period == day
    choose(page, "Days", "All days")
    page.offer_days(TODAY, WeekStart.SUNDAY)
    assert page.wanted == Wanted()
    assert box(page, "Days").findText("Sun 1 Mar 2026") == -1


def test_nothing_yet_but_one_can_be_added(page: SessionsPage, qtbot: QtBot) -> None:
    page.show_ids(())
    assert "Nothing yet. After your first session it stands here." in texts(page)
    with qtbot.waitSignal(page.added):
        button(page, "Add one…").click()


def test_one_row_can_be_changed_and_several_deleted(page: SessionsPage, qtbot: QtBot) -> None:
    sessions = many(5)
    fill(page, sessions)
    assert not button(page, "Delete").isEnabled()
    page.table.selectRow(2)
    with qtbot.waitSignal(page.changed) as changed:
        button(page, "Change…").click()
    assert changed.args == [sessions[2]]
    press(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert not button(page, "Change…").isEnabled()
    with qtbot.waitSignal(page.deleted) as deleted:
        press(page.table, Qt.Key.Key_Delete)
    assert deleted.args == [(sessions[2].id, sessions[3].id)]


def test_keys_change_and_delete(page: SessionsPage, qtbot: QtBot) -> None:
    fill(page, many(2))
    with qtbot.assertNotEmitted(page.deleted):
        press(page.table, Qt.Key.Key_Delete)
    page.table.selectRow(0)
    with qtbot.waitSignal(page.changed):
        press(page.table, Qt.Key.Key_Return)


def test_after_a_change_one_is_still_where_one_was(page: SessionsPage) -> None:
    sessions = many(300)
    fill(page, sessions)
    page.table.selectRow(250)
    fill(page, sessions)
    assert page.table.currentIndex().row() == 250
    fill(page, [one for one in sessions if one is not sessions[250]])
    assert page.table.currentIndex().row() == 250
    fill(page, sessions[:10])
    assert page.table.currentIndex().row() == 9


def test_rows_are_all_as_high_and_none_is_measured(page: SessionsPage) -> None:
    fill(page, [session(note="x\n" * 40), session()])
    heights = {page.table.rowHeight(row) for row in (0, 1)}
    assert len(heights) == 1


def test_a_day_a_name_and_an_end_are_not_cut_off(page: SessionsPage) -> None:
    where, stopped = Region("gluteus-minimus", Side.RIGHT), Outcome.STOPPED
    fill(page, [session(region=where, outcome=stopped, stop_reason=reason) for reason in StopReason])
    measure = page.table.fontMetrics()
    for row in range(len(StopReason)):
        for column, words in enumerate(cells(page.table, row)[:6]):
            assert page.table.columnWidth(column) >= measure.horizontalAdvance(words) + 16


def test_nothing_is_cut_off(guide: Guide, show: Show, text_size: float, qtbot: QtBot) -> None:
    page = SessionsPage(guide, LIGHT)
    page.offer_days(TODAY, WeekStart.MONDAY)
    page.table.fit()
    page.resize(976, 540)
    show(page)
    fill(page, many(20))
    qtbot.waitUntil(lambda: cut_off(page) == [])
