"""The dialog of the page for a clinician: every control by name and key, and the page as it will be printed."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QDateEdit, QPlainTextEdit, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from reports import TODAY, checks, four_weeks, put, read
from ui.conftest import Dress, Show
from ui.fitting import cut_off
from ui.seeing import accessible, button, name, press, role, texts, visible
from unknot.core.days import Period
from unknot.core.report import LONGEST_PAGE_NOTE, Report, last_months, last_weeks
from unknot.guide.library import Guide
from unknot.store.record import Record
from unknot.ui import theme
from unknot.ui.report_dialog import ReportDialog

FOUR_WEEKS, THREE_MONTHS, YEAR, OWN = "Last 4 weeks", "Last 3 months", "Last year", "From and to"


@pytest.fixture
def report(guide: Guide) -> Iterator[Report]:
    with Record.empty_in_memory() as record:
        put(record, four_weeks())
        for check in checks():
            record.add_check(check)
        yield read(record, guide)


Open = Callable[[QWidget], ReportDialog]


@pytest.fixture
def open_over(guide: Guide, report: Report, qtbot: QtBot) -> Open:
    """Return what opens the dialog over a window, with a report in it."""

    def opened(over: QWidget) -> ReportDialog:
        dialog = ReportDialog(guide, "0.1.0", TODAY, "To ask", over)
        dialog.open()
        dialog.show_report(report)
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.settle()
        return dialog

    return opened


@pytest.fixture
def dialog(open_over: Open, parent: QWidget) -> ReportDialog:
    return open_over(parent)


def date_box(dialog: ReportDialog, words: str) -> QDateEdit:
    (found,) = [box for box in visible(dialog, QDateEdit) if name(box) == words]
    return found


def shown(dialog: ReportDialog) -> str:
    return dialog.preview.toPlainText()


def test_every_control_has_its_name_and_role(dialog: ReportDialog) -> None:
    assert dialog.windowTitle() == "Page for a clinician"
    radio, tick, push = QAccessible.Role.RadioButton, QAccessible.Role.CheckBox, QAccessible.Role.PushButton
    assert [(name(one), role(one)) for one in visible(dialog, QRadioButton)] == [
        (words, radio) for words in (FOUR_WEEKS, THREE_MONTHS, YEAR, OWN)
    ]
    assert [(name(one), role(one)) for one in visible(dialog, QCheckBox)] == [
        ("Safety checks", tick),
        ("My note", tick),
    ]
    for words in ("Save as PDF …", "Print …", "Close"):
        assert role(button(dialog, words)) is push
    assert {name(box) for box in visible(dialog, QDateEdit)} == {"From", "To"}
    (note,) = visible(dialog, QPlainTextEdit)
    assert name(note) == "My note"
    assert name(dialog.preview) == "The page"


def test_assistive_tools_read_the_page_as_text(dialog: ReportDialog) -> None:
    read_out = accessible(dialog.preview).textInterface()
    assert read_out is not None
    assert "Gluteus medius, left" in read_out.text(0, read_out.characterCount())


def test_tab_goes_through_everything_once(dialog: ReportDialog) -> None:
    dialog.preview.setFocus()
    seen: list[str] = []
    for _key in range(30):
        press(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        if at is None or at is dialog.preview:
            break
        seen.append(name(at))
    assert seen[:3] == ["Save as PDF …", "Print …", "Close"]
    assert set(seen[3:]) == {FOUR_WEEKS, "Safety checks", "My note"}
    assert len(seen) == 7


def test_keys_scroll_the_page(dialog: ReportDialog) -> None:
    bar = dialog.preview.verticalScrollBar()
    press(dialog.preview, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() > 0.7 * bar.maximum() > 0


def test_the_place_of_reading_is_not_drawn(dialog: ReportDialog) -> None:
    page = dialog.preview
    assert page.hasFocus()
    first = page.viewport().grab().toImage()
    press(page, Qt.Key.Key_Right)
    assert page.textCursor().position() == 1
    assert page.viewport().grab().toImage() == first


def test_each_arrow_key_moves_the_page_by_a_line_and_reads_it(dialog: ReportDialog) -> None:
    page, bar = dialog.preview, dialog.preview.verticalScrollBar()
    read_out = accessible(page).textInterface()
    assert read_out is not None
    seen, lines = [bar.value()], [read_out.cursorPosition()]
    for _key in range(3):
        press(page, Qt.Key.Key_Down)
        seen.append(bar.value())
        lines.append(read_out.cursorPosition())
    assert seen == sorted(set(seen))
    assert lines == sorted(set(lines))
    press(page, Qt.Key.Key_Up)
    assert bar.value() < seen[-1]
    assert read_out.cursorPosition() < lines[-1]


def test_arrow_keys_go_on_where_it_was_scrolled_to(dialog: ReportDialog) -> None:
    page, bar = dialog.preview, dialog.preview.verticalScrollBar()
    dialog.write_note("Line.\n" * 60)
    dialog.settle()
    there = page.viewport().height()
    assert bar.maximum() > there
    bar.setValue(there)
    press(page, Qt.Key.Key_Down)
    assert 0 < bar.value() - there < 60
    for _key in range(200):
        press(page, Qt.Key.Key_Down)
    assert bar.value() == bar.maximum()


def test_a_held_enter_key_saves_and_closes_nothing(dialog: ReportDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.save_asked), qtbot.assertNotEmitted(dialog.finished):
        press(dialog.preview, Qt.Key.Key_Return)
    save = button(dialog, "Save as PDF …")
    save.setFocus()
    with qtbot.waitSignal(dialog.save_asked):
        press(save, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("words", "period"),
    [(THREE_MONTHS, last_months(TODAY, 3)), (YEAR, last_months(TODAY, 12))],
)
def test_each_time_is_asked_for_and_its_ends_are_shown(
    dialog: ReportDialog, qtbot: QtBot, words: str, period: Period
) -> None:
    assert dialog.period == last_weeks(TODAY)
    with qtbot.waitSignal(dialog.wished) as asked:
        button(dialog, words).click()
    assert asked.args == [period]
    first = date_box(dialog, "From")
    assert first.text() == period.first.isoformat()
    assert not first.isEnabled()


def test_own_ends_are_asked_for_and_keep_their_order(dialog: ReportDialog, qtbot: QtBot) -> None:
    button(dialog, OWN).click()
    first, last = date_box(dialog, "From"), date_box(dialog, "To")
    assert first.isEnabled()
    assert last.isEnabled()
    with qtbot.waitSignal(dialog.wished) as asked:
        last.setDate(QDate(2026, 10, 1))
    assert asked.args == [Period(date(2026, 10, 1), date(2026, 10, 1))]
    first.setDate(QDate(2026, 10, 5))
    assert dialog.period == Period(date(2026, 10, 5), date(2026, 10, 5))
    last.setDate(QDate(2030, 1, 1))
    assert dialog.period.last == TODAY, "nothing lies ahead"


def test_what_is_left_out_is_not_on_the_page(dialog: ReportDialog) -> None:
    assert "numbness" in shown(dialog)
    assert "To ask" in shown(dialog)
    button(dialog, "Safety checks").click()
    assert "numbness" not in shown(dialog)
    button(dialog, "My note").click()
    assert "To ask" not in shown(dialog)
    (note,) = visible(dialog, QPlainTextEdit)
    assert not note.isEnabled()
    assert dialog.note == "To ask", "it is still there when it is wanted again"
    button(dialog, "My note").click()
    assert "To ask" in shown(dialog)


def test_a_note_appears_on_the_page_and_has_an_end(dialog: ReportDialog, qtbot: QtBot) -> None:
    (note,) = visible(dialog, QPlainTextEdit)
    note.setPlainText("May I go on?")
    qtbot.waitUntil(lambda: "May I go on?" in shown(dialog))
    note.setPlainText("x" * (LONGEST_PAGE_NOTE + 7))
    assert len(dialog.note) == LONGEST_PAGE_NOTE
    assert "At most 2000 characters." in texts(dialog)


def test_nothing_can_be_saved_before_something_was_read(guide: Guide, parent: QWidget, show: Show) -> None:
    dialog = ReportDialog(guide, "0.1.0", TODAY, "", parent)
    dialog.open()
    assert not button(dialog, "Save as PDF …").isEnabled()
    assert not button(dialog, "Print …").isEnabled()
    assert button(dialog, "Cancel").isEnabled()
    assert dialog.content is None


def test_the_length_stands_below_until_there_is_something_to_say(dialog: ReportDialog) -> None:
    assert "1 page, A4" in texts(dialog) or "1 page, Letter" in texts(dialog)
    dialog.show_done("Saved.")
    button(dialog, "Safety checks").click()
    assert "Saved." in texts(dialog)


def test_a_very_long_name_of_a_file_does_not_widen_it(dialog: ReportDialog, qapp: QApplication) -> None:
    wide = dialog.width()
    dialog.show_done("Saved as /" + "x" * 250 + ".pdf.")
    qapp.processEvents()
    assert dialog.minimumSizeHint().width() <= wide == dialog.width()


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_page_is_black_on_white_in_any_theme(
    colours: theme.Colours, dress: Dress, open_over: Open, parent: QWidget
) -> None:
    dress(colours)
    dialog = open_over(parent)
    palette = dialog.preview.palette()
    assert palette.color(QPalette.ColorRole.Base) == QColor("white")
    picture = dialog.preview.viewport().grab().toImage()
    seen = [QColor(picture.pixel(x, y)) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)]
    assert sum(colour == QColor("white") for colour in seen) > 0.7 * len(seen)
    assert any(colour.lightness() < 60 for colour in seen)
    dress(theme.LIGHT)


@pytest.mark.parametrize("size", [(1024, 700), (1920, 1080)], ids=["1024x700", "1920x1080"])
@pytest.mark.parametrize("grown", [1.0, 1.4], ids=["text", "text x 1.4"])
def test_everything_has_its_room(
    size: tuple[int, int], grown: float, qapp: QApplication, dress: Dress, open_over: Open, parent: QWidget
) -> None:
    before = QFont(qapp.font())
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * grown)
    qapp.setFont(larger)
    try:
        parent.resize(*size)
        dialog = open_over(parent)
        assert dialog.width() <= size[0]
        assert dialog.height() <= size[1]
        assert cut_off(dialog) == []
        (aside,) = visible(dialog, QScrollArea)
        inside = aside.widget()
        assert inside is not None
        assert inside.width() <= aside.viewport().width()
        for box in visible(dialog, QDateEdit):
            assert box.lineEdit().fontMetrics().horizontalAdvance(box.text()) < box.lineEdit().width()
        if grown == 1.0:
            assert dialog.preview.horizontalScrollBar().maximum() == 0, "the page is as wide as its place"
    finally:
        qapp.setFont(before)
