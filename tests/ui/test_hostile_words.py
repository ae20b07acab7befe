"""What a record, a file or a folder says is shown letter by letter: nothing in it is markup, loaded, or a link."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from reports import TODAY, checks, four_weeks, put, read
from store.records import session
from ui.seeing import LEFT, button, dialogs
from unknot.core.plan import Dose
from unknot.core.report import Report
from unknot.core.routine import Routine, Step
from unknot.core.session import Outcome
from unknot.core.tally import DAY_BOUNDARY
from unknot.days import Days
from unknot.desktop.notifications import _PLAIN
from unknot.store import editing
from unknot.store.changes import Change, ChangeKind
from unknot.store.kept import new_id
from unknot.store.record import Record
from unknot.ui.after_panel import AfterPanel
from unknot.ui.ask_first import AskFirst
from unknot.ui.data_dialog import DataDialog
from unknot.ui.days.changes_dialog import ChangesDialog
from unknot.ui.layout import heading
from unknot.ui.preferences import DEFAULT
from unknot.ui.progress import ProgressDialog
from unknot.ui.report_dialog import ReportDialog
from unknot.ui.report_html import page_html
from unknot.ui.routine_editor import RoutineEditor
from unknot.ui.routines_dialog import RoutinesDialog
from unknot.ui.settings_dialog import SettingsDialog
from unknot.ui.theme import LIGHT
from unknot.ui.window import Window
from unknot.way_back import WayBack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.house import House, Live
    from unknot.guide.library import Guide

EVIL = '<b>HARM</b><img src="http://127.0.0.1/x"><a href="x">y</a>'
NAMED = EVIL[:58]
"""As long as the name of a routine may be."""


def taken_for_markup(root: QWidget) -> list[str]:
    """Return what in a widget and those in it shows hostile words as anything but themselves; it must show them."""
    found, seen = [], 0
    for widget in (root, *root.findChildren(QWidget)):
        for what, said, rich in said_by(widget):
            if "HARM" not in said:
                continue
            seen += 1
            shown = QTextDocumentFragment.fromHtml(said).toPlainText() if rich else said
            if "<b>HARM</b>" not in shown:
                found.append(f"{type(widget).__name__} {what}: {said!r}")
    assert seen, f"{type(root).__name__} shows nothing of it: the test sees nothing"
    return found


def said_by(widget: QWidget) -> Iterator[tuple[str, str, bool]]:
    """Yield what a widget shows: what it is, the text, and whether Qt takes that for markup."""
    yield "tip", widget.toolTip(), looks_rich(widget.toolTip())
    match widget:
        case QLabel():
            rich = widget.textFormat() == Qt.TextFormat.RichText
            maybe = widget.textFormat() == Qt.TextFormat.AutoText and looks_rich(widget.text())
            yield "label", widget.text(), rich or maybe
        case QTextEdit():
            yield "document", widget.toPlainText(), False
        case QPlainTextEdit():
            yield "text", widget.toPlainText(), False
        case QListWidget():
            for row in range(widget.count()):
                yield "item", widget.item(row).text(), False
        case QAbstractItemView() if widget.model() is not None:
            model = widget.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    tip = str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
                    yield "cell's tip", tip, looks_rich(tip)
                    yield "cell", str(model.index(row, column).data() or ""), False
        case _:
            text = getattr(widget, "text", None)
            if callable(text):
                yield "words", str(text()), False


def looks_rich(text: str) -> bool:
    """Whether Qt takes a text for markup where nobody says what it is."""
    return bool(QtGui.Qt.mightBeRichText(text))


@pytest.fixture
def parent(qapp: QApplication) -> Iterator[QWidget]:
    widget = QWidget()
    yield widget
    widget.deleteLater()


def routine() -> Routine:
    return Routine(new_id(), NAMED, (Step(LEFT, Dose(45, 1)),))


def test_the_measure_notices_markup(parent: QWidget) -> None:
    QLabel(EVIL, parent)
    assert len(taken_for_markup(parent)) == 1
    parent.setToolTip(EVIL)
    assert len(taken_for_markup(parent)) == 2
    shown = heading(EVIL)
    assert taken_for_markup(shown) == []
    shown.deleteLater()


def test_dialogs_show_names_of_files_folders_and_routines_as_they_are(guide: Guide, parent: QWidget) -> None:
    own = routine()
    changes = ChangesDialog(parent, 1.0)
    changes.show_changes([EVIL], EVIL)
    asked: list[QDialog] = [
        RoutinesDialog(guide.anatomy, (own,), (own,), parent),
        RoutineEditor(guide.anatomy, own, lambda _muscle: Dose(), parent),
        SettingsDialog(DEFAULT, Path(EVIL), parent),
        DataDialog(Path(EVIL), 14, parent),
        AskFirst("Import", [(EVIL, [EVIL])], parent, yes="Take in"),
        ProgressDialog(EVIL, lambda: (5, 9), parent),
        changes,
    ]
    assert {type(dialog).__name__: taken_for_markup(dialog) for dialog in asked if taken_for_markup(dialog)} == {}


def test_the_end_of_a_routine_and_a_notice_show_them_as_they_are(guide: Guide, shipped: Path, parent: QWidget) -> None:
    panel = AfterPanel(parent)
    panel.show_end(EVIL, [Outcome.COMPLETED], [EVIL])
    assert taken_for_markup(panel) == []
    window = Window.furnished(guide, shipped, LIGHT)
    window.show_notice(EVIL)
    assert taken_for_markup(window) == []
    window.deleteLater()


def test_the_page_for_a_clinician_shows_them_as_they_are(guide: Guide, parent: QWidget) -> None:
    dialog = ReportDialog(guide, "5", TODAY, "5", parent)
    with Record.empty_in_memory() as record:
        put(record, [replace(one, note=EVIL) for one in four_weeks()])
        for check in checks():
            record.add_check(check)
        editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, checks()[0].answer.at, EVIL), routine())
        report: Report = read(record, guide).with_note(EVIL)
    dialog.show_report(report)
    dialog.write_note(EVIL)
    assert taken_for_markup(dialog) == []
    page = QTextDocument()
    page.setHtml(page_html(report, guide))
    assert "<b>HARM</b>" in page.toPlainText()


def test_the_days_show_notes_as_they_are(live: Live, tmp_path: Path) -> None:
    def keep(record: Record) -> None:
        with record.writing():
            for outcome in Outcome:
                editing.write_session(record, session(outcome=outcome, note=EVIL), DAY_BOUNDARY)

    async def story(house: House) -> None:
        house.read(keep)
        days = Days(house.practice, WayBack(house.journal, house.clock, tmp_path, house.keeper.change))
        days.open("sessions")
        await house.rest()
        days.shown.sessions.table.grab()
        await house.rest()
        days.shown.say(EVIL)
        assert taken_for_markup(days.shown) == []
        days.shown.sessions.table.selectRow(0)
        button(days.shown, "Change…").click()
        form = await house.dialog("Change a session")
        assert taken_for_markup(form) == []
        form.reject()
        await house.rest()
        days.close()

    live(story)
    assert dialogs() == []


def test_a_notification_says_them_as_they_are() -> None:
    said = EVIL.translate(_PLAIN)
    assert "<" not in said
    assert QTextDocumentFragment.fromHtml(said).toPlainText() == EVIL
