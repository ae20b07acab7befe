"""The Days window: its pages, its order of Tab, and what it says."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.fitting import cut_off
from ui.seeing import button, has_button, name, press, role, texts, visible
from unknot.core.days import WeekStart
from unknot.guide.library import Guide
from unknot.ui.days.window import PAGES, DaysWindow
from unknot.ui.theme import DARK, LIGHT


@pytest.fixture
def days(guide: Guide, parent: QWidget) -> DaysWindow:
    window = DaysWindow(guide, LIGHT, date(2026, 11, 22), WeekStart.MONDAY, parent)
    window.show()
    return window


def tabbed(days: DaysWindow) -> list[QWidget]:
    """Return what Tab goes to, in order."""
    found: list[QWidget] = []
    here = days.nextInFocusChain()
    while here is not None and here is not days:
        if here.isVisible() and here.isEnabled() and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(here)
        here = here.nextInFocusChain()
    return found


def test_it_is_a_plain_window_beside_the_main_one(days: DaysWindow, parent: QWidget) -> None:
    assert (name(days), role(days)) == ("Days", QAccessible.Role.Dialog)
    assert not days.isModal()
    assert days.width() <= parent.width()
    assert days.height() <= parent.height()


@pytest.mark.parametrize(
    ("words", "page"),
    [("Today", "today"), ("Calendar", "calendar"), ("Sessions", "sessions"), ("Over weeks", "weeks")],
)
def test_its_pages_are_turned_and_read_anew(days: DaysWindow, words: str, page: str, qtbot: QtBot) -> None:
    days.turn("calendar" if page == "today" else "today")
    with qtbot.waitSignal(days.looked):
        next(one for one in days._choice.switches.values() if one.text() == words).click()
    assert days.page == page


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_from_the_pages_through_the_page_to_the_foot_and_all_has_a_name(days: DaysWindow, page: str) -> None:
    days.turn(page)
    order = tabbed(days)
    assert order[0] is days._choice.switches[page]
    assert [name(one) for one in order[-2:]] == ["What was changed", "Page for a clinician"]
    labels = {one.buddy(): one.text() for one in visible(days, QLabel) if one.buddy() is not None}
    for one in order:
        assert labels.get(one) if isinstance(one, QComboBox) else name(one), type(one).__name__


def test_escape_closes_it(days: DaysWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(days.finished):
        press(days, Qt.Key.Key_Escape)
    assert not days.isVisible()


def test_what_is_said_can_be_undone_where_there_is_a_way_back(days: DaysWindow, qtbot: QtBot) -> None:
    days.say("Deleted: 2 sessions.", undo=True)
    assert "Deleted: 2 sessions." in texts(days)
    with qtbot.waitSignal(days.undone):
        button(days, "Undo").click()
    days.say("The record can't be read.")
    assert not has_button(days, "Undo")


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off(page: str, guide: Guide, parent: QWidget, text_size: float, qtbot: QtBot) -> None:
    days = DaysWindow(guide, DARK, date(2026, 11, 22), WeekStart.MONDAY, parent)
    days.turn(page)
    days.show()
    days.say("Undone: Changed: Gluteus medius, right, Sun 22 Nov 2026, 19:00.", undo=True)
    qtbot.waitUntil(lambda: cut_off(days) == [])
