"""The safety reminder: in sight from the first second of a session to the last, and never over the clock."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.seeing import EVERYTHING, begun, button, moment, name, press, role, texts, visible
from unknot.guide.library import Guide
from unknot.ui.reminder import Reminder
from unknot.ui.window import Window


@pytest.fixture
def session(window: Window) -> Window:
    """Return the window with a session that runs."""
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(20))
    return window


def on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def clock(window: Window) -> QLabel:
    (only,) = [label for label in visible(window, QLabel) if label.text().isdigit()]
    return only


def test_it_is_a_dialog_with_the_name_the_rule_and_a_stop_button(session: Window, guide: Guide) -> None:
    reminder = session.reminder
    assert reminder.isVisible()
    assert (name(reminder), reminder.windowTitle(), role(reminder)) == (
        "Safety reminder",
        "Safety reminder",
        QAccessible.Role.Dialog,
    )
    assert guide.stop.rule_short.text in texts(reminder)
    assert button(reminder, "Stop now").isEnabled()


def test_its_button_is_stop(session: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.stop):
        button(session.reminder, "Stop now").click()


def test_closing_it_is_stop_and_it_stays(session: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.stop):
        session.reminder.close()
    assert session.reminder.isVisible()


def test_escape_on_it_is_stop_and_it_stays(session: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.stop):
        press(session.reminder, Qt.Key.Key_Escape)
    assert session.reminder.isVisible()


def test_enter_on_it_does_not_dismiss_it(session: Window) -> None:
    press(session.reminder, Qt.Key.Key_Return)
    assert session.reminder.isVisible()


def test_it_comes_with_the_session_and_goes_with_it(window: Window) -> None:
    assert not window.reminder.isVisible()
    for _turn in range(2):
        window.show_session(rehearsal=False)
        assert window.reminder.isVisible()
        stand = begun()
        window.show_snapshot(stand.shown[-1])
        stand.conductor.pause_or_resume()
        window.show_snapshot(stand.shown[-1])
        assert window.reminder.isVisible(), "a pause is no end"
        stand.conductor.stop()
        window.show_snapshot(stand.shown[-1])
        assert not window.reminder.isVisible()


def test_it_leaves_the_focus_where_it_is(session: Window) -> None:
    assert session.reminder.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert session.focusWidget() is button(session, "Pause")


def test_put_away_by_the_desktop_it_comes_back(session: Window, qtbot: QtBot) -> None:
    session.reminder.showMinimized()
    qtbot.waitUntil(lambda: not session.reminder.isMinimized())
    assert session.reminder.isVisible()


@pytest.mark.parametrize("size", [(1024, 700), (1100, 760), (1366, 768), (1920, 1080), (2560, 1440), (3840, 2160)])
def test_it_lies_over_the_window_and_never_over_the_panel(session: Window, size: tuple[int, int]) -> None:
    session.resize(*size)
    QApplication.processEvents()
    for at_s in (0, 20, 75, 281):
        session.show_snapshot(moment(at_s, EVERYTHING))
        QApplication.processEvents()
        covered = session.reminder.frameGeometry()
        assert on_screen(session).contains(covered)
        assert not covered.intersects(on_screen(clock(session)))
        for words in ("Pause", "Next phase", "Stop now"):
            assert not covered.intersects(on_screen(button(session, words)))
        assert not covered.intersects(on_screen(session.atlas))


def test_it_is_in_its_place_as_it_appears(window: Window) -> None:
    window.move(300, 200)
    QApplication.processEvents()
    window.show_session(rehearsal=False)
    covered = window.reminder.frameGeometry()
    assert on_screen(window).contains(covered)
    assert not covered.intersects(on_screen(window.atlas))


def test_it_is_large_enough_for_its_words(session: Window) -> None:
    for size in ((1024, 700), (1920, 1080), (3840, 2160)):
        session.resize(*size)
        QApplication.processEvents()
        reminder, layout = session.reminder, session.reminder.layout()
        assert layout is not None
        assert layout.totalMinimumSize().width() <= reminder.width()
        assert layout.totalHeightForWidth(reminder.width()) <= reminder.height()


def test_it_goes_where_the_window_goes(session: Window) -> None:
    away = session.reminder.pos() - session.pos()
    session.move(session.pos() + QPoint(140, 90))
    QApplication.processEvents()
    assert session.reminder.pos() - session.pos() == away


def test_after_the_session_it_follows_no_more(session: Window) -> None:
    stand = begun()
    stand.conductor.stop()
    session.show_snapshot(stand.shown[-1])
    place = session.reminder.geometry()
    session.resize(1500, 900)
    QApplication.processEvents()
    assert session.reminder.geometry() == place


def test_the_same_rule_stands_in_the_window_itself(session: Window, guide: Guide) -> None:
    """A desktop that hides dialogs hides nothing."""
    assert guide.stop.rule_short.text in texts(session)
    assert isinstance(session.reminder, Reminder)
