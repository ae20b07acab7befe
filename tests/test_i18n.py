"""Every word can be put into another language: none is written past the catalogue."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import time
from gettext import NullTranslations
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QSpinBox,
    QTableView,
    QWidget,
)

from fakes import EVENING
from reports import TODAY, checks, four_weeks, put, read
from store.records import session
from ui.house import SHORT, House, Live
from ui.seeing import EVERYTHING, LEFT, begun, button, dialogs, moment
from unknot import i18n
from unknot.core.anatomy import Side
from unknot.core.calendar import View
from unknot.core.felt import Place, matches
from unknot.core.plan import Dose
from unknot.core.safety import Rest, StopReason
from unknot.core.screening import CheckKind, Urgency
from unknot.core.session import Outcome
from unknot.core.tally import DAY_BOUNDARY
from unknot.days import Days
from unknot.foretold import restore_lines, what_goes, what_stays
from unknot.guide.library import Guide
from unknot.guide.words import CheckWords
from unknot.routines import ready_made
from unknot.store.editing import write_session
from unknot.store.holding import Holdings
from unknot.store.record import Record
from unknot.store.settings import Settings
from unknot.ui.advice import AdviceDialog
from unknot.ui.ask_first import AskFirst
from unknot.ui.check import SafetyCheck
from unknot.ui.data_dialog import DataDialog
from unknot.ui.days.window import PAGES
from unknot.ui.felt_panel import FeltPanel
from unknot.ui.preferences import DEFAULT
from unknot.ui.progress import ProgressDialog
from unknot.ui.region_button import ShapedButton
from unknot.ui.report_dialog import ReportDialog
from unknot.ui.restore_dialog import RestoreDialog
from unknot.ui.routine_editor import RoutineEditor
from unknot.ui.routines_dialog import RoutinesDialog
from unknot.ui.settings_dialog import SettingsDialog
from unknot.ui.shortcuts import ShortcutsDialog
from unknot.ui.stopped import StoppedDialog
from unknot.ui.theme import LIGHT
from unknot.ui.window import Window
from unknot.ui.words import region_name
from unknot.way_back import WayBack

SOURCES = sorted((Path(__file__).parents[1] / "src" / "unknot").rglob("*.py"))
OWN_NAME = "Unknot"
NUMBER = "112"


class Pseudo(NullTranslations):
    """A language in which every text is the English one between white brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def pseudo() -> None:
    i18n.install(Pseudo())


def said_by(thing: object) -> Iterator[str]:
    """Yield what the guide says to a person, wherever it lies in it."""
    if is_dataclass(thing):
        for each in fields(thing):
            value = getattr(thing, each.name)
            if not isinstance(value, str):
                yield from said_by(value)
            elif each.name in {"text", "name", "title", "question"} or isinstance(thing, CheckWords):
                yield value.replace("{number}", NUMBER)
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from [value] if isinstance(value, str) else said_by(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from said_by(value)


@pytest.fixture
def known(guide: Guide) -> list[str]:
    """Return what the guide says, the longest first."""
    return sorted({OWN_NAME, *said_by(guide)}, key=len, reverse=True)


def untranslated(text: str, known: list[str]) -> str:
    """Return what is left of a text without what was translated, what the guide says, markup and numbers."""
    text = unescape(re.sub(r"<[^>]*>", " ", text))
    count = 1
    while count:
        text, count = re.subn(r"⟦[^⟦⟧]*⟧", "", text)
    for words in known:
        text = text.replace(words, "")
    return " ".join(re.findall(r"[^\W\d_]+", text))


def words_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """Yield everything that a widget and those in it write, show under the pointer or have read out."""
    for widget in (root, *root.findChildren(QWidget)):
        said = [widget.windowTitle(), widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        match widget:
            case ShapedButton():
                said.append(widget.tip)
            case QLabel() | QAbstractButton():
                said.append(widget.text())
            case QSpinBox():
                said += [widget.specialValueText(), widget.prefix(), widget.suffix()]
            case QLineEdit():
                said.append(widget.placeholderText())
            case QListWidget():
                items = [widget.item(row) for row in range(widget.count())]
                said += [text for item in items for text in (item.text(), item.toolTip())]
            case QComboBox():
                said += [widget.itemText(index) for index in range(widget.count())]
            case QTableView():
                said += cells_of(widget)
            case _:
                pass
        yield from ((type(widget).__name__, text) for text in said if text)


def cells_of(table: QTableView) -> Iterator[str]:
    """Yield everything that stands in a table and at its edges, and what is read out of it."""
    model = table.model()
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        for row in range(model.rowCount()):
            yield str(model.headerData(row, Qt.Orientation.Vertical, role) or "")
            yield from (str(model.index(row, column).data(role) or "") for column in range(model.columnCount()))
        heads = (model.headerData(column, Qt.Orientation.Horizontal, role) for column in range(model.columnCount()))
        yield from (str(head or "") for head in heads)


def past_the_catalogue(root: QWidget, known: list[str]) -> set[tuple[str, str]]:
    found = {(kind, untranslated(text, known)) for kind, text in words_of(root)}
    return {(kind, rest) for kind, rest in found if rest}


def test_the_measure_notices_a_bare_word(known: list[str], qapp: QApplication) -> None:
    assert untranslated("⟦Next: {phase}⟧".format(phase="⟦Stripping⟧"), known) == ""
    assert untranslated("Piriformis <b>5</b> &amp; ⟦left⟧", known) == ""
    assert untranslated("⟦Next:⟧ soon 5", known) == "soon"
    label = QLabel("Hello")
    assert past_the_catalogue(label, known) == {("QLabel", "Hello")}
    label.deleteLater()


def test_every_word_of_the_window_is_translated_in_every_state(
    pseudo: None, guide: Guide, shipped: Path, known: list[str], qapp: QApplication
) -> None:
    window = Window.furnished(guide, shipped, LIGHT)
    window.show_region(None, Dose())
    assert past_the_catalogue(window, known) == set()
    stand = begun(EVERYTHING)
    for region in guide.anatomy.regions():
        window.show_region(region, EVERYTHING)
        assert past_the_catalogue(window, known) == set()
    for _look in range(80):
        stand.clock.forward(5)
        if stand.conductor.active:
            window.show_snapshot(stand.shown[-1])
            assert past_the_catalogue(window, known) == set()
    for call in ("pause", "interrupt"):
        window.show_snapshot(moment(141, EVERYTHING, call))
        assert past_the_catalogue(window, known) == set()
    for outcome in (Outcome.COMPLETED, Outcome.PARTIAL):
        window.show_after(region_name(guide.anatomy, LEFT), [outcome, Outcome.COMPLETED])
        assert past_the_catalogue(window, known) == set()
    window.show_session(rehearsal=True)
    window.show_muted(on=True)
    window.show_distance(on=True)
    for at_s in (3, 28, 72, 97, 268, 333):
        window.show_snapshot(moment(at_s, EVERYTHING))
        assert past_the_catalogue(window, known) == set()
    window.end_session()
    window.atlas.show_frame("whole")
    assert past_the_catalogue(window, known) == set()
    window.deleteLater()


def test_every_word_of_the_dialogs_is_translated(
    pseudo: None, guide: Guide, known: list[str], qapp: QApplication
) -> None:
    parent = QWidget()
    ready = ready_made(guide, LEFT, lambda _muscle: EVERYTHING)
    asked: list[QDialog] = [
        *(SafetyCheck(kind, guide.screening, guide.check, parent) for kind in CheckKind),
        StoppedDialog(guide.stop, parent),
    ]
    asked.append(RoutinesDialog(guide.anatomy, ready, (), parent))
    asked.append(SettingsDialog(DEFAULT, Path("5"), parent))
    keys = [ShortcutsDialog(parent), ShortcutsDialog(parent, beside=True)]
    for listed in keys:
        letters = ["F", "M", "S"]  # as they stand on the keys
        assert past_the_catalogue(listed, [*known, *letters]) == set()
    asked.append(DataDialog(Path("5"), 14, parent))
    asked += [RestoreDialog([], parent), ProgressDialog("5", lambda: (5, 9), parent)]
    held = Holdings(5, 1, 2, EVENING)
    lines = [*restore_lines("5", held, held), *restore_lines("5", held, None), *what_goes(held, 3)]
    rest = Rest(LEFT, EVENING, EVENING.date(), time(3), StopReason.SHARP)
    lines += what_stays(guide, [rest], EVENING, None)
    asked.append(AskFirst("5", [("", lines)], parent, yes="5", tick="5"))
    asked.append(RoutineEditor(guide.anatomy, replace(ready[0], name="5"), lambda _muscle: EVERYTHING, parent))
    for dialog in [*asked, *(AdviceDialog(guide, urgency, NUMBER, parent) for urgency in Urgency)]:
        assert past_the_catalogue(dialog, known) == set()
    parent.deleteLater()


def test_every_word_of_the_page_for_a_clinician_is_translated(
    pseudo: None, guide: Guide, known: list[str], qapp: QApplication
) -> None:
    parent = QWidget()
    dialog = ReportDialog(guide, "5", TODAY, "5", parent)
    assert past_the_catalogue(dialog, known) == set()
    with Record.empty_in_memory() as record:
        for put_in in ((), four_weeks()):
            put(record, put_in)
            for check in checks() if put_in else ():
                record.add_check(check)
            report = read(record, guide, settings=Settings().with_dose(LEFT.muscle, SHORT))
            for shown in (report, report.leaving_out(checks=True)):
                dialog.show_report(shown)
                assert past_the_catalogue(dialog, known) == set()
                assert untranslated(dialog.preview.toPlainText().replace("\ufffc", ""), in_lines(known)) == ""
    parent.deleteLater()


def in_lines(known: list[str]) -> list[str]:
    """Return what the guide says, and the same as it stands within a line."""
    return [*known, *(words.lower() for words in known)]


def test_every_word_of_what_is_listed_for_where_it_is_felt_is_translated(
    pseudo: None, guide: Guide, known: list[str], qapp: QApplication
) -> None:
    panel = FeltPanel(guide, lambda _region, size: QPixmap(size))
    places = [Place(area.id, Side.LEFT if area.paired else None) for area in guide.anatomy.areas]
    for shown in ([], places):
        panel.show_places(shown)
        assert past_the_catalogue(panel, known) == set()
    for found in (matches(guide.anatomy, places), ()):
        panel.show_matches(found)
        assert past_the_catalogue(panel, known) == set()
    panel.deleteLater()


def test_every_word_of_the_flow_is_translated(pseudo: None, known: list[str], live: Live) -> None:
    async def story(house: House) -> None:
        def check() -> None:
            for root in (house.window, *dialogs()):
                assert past_the_catalogue(root, known) == set()

        check()
        house.window.start.emit(SHORT)
        asked = await house.dialog("⟦Safety check⟧")
        check()
        asked.accept()
        await house.until(lambda: house.conductor.active)
        check()
        house.window.stop.emit()
        question = await house.dialog("⟦You stopped⟧")
        check()
        question.close()
        await house.until(lambda: "⟦Rests until" in house.said())
        check()

    live(story)


def test_every_word_of_the_days_is_translated(pseudo: None, known: list[str], live: Live, tmp_path: Path) -> None:
    def keep(record: Record) -> None:
        with record.writing():
            for outcome in Outcome:
                reason = StopReason.SHARP if outcome is Outcome.STOPPED else None
                write_session(record, session(outcome=outcome, stop_reason=reason, after=2), DAY_BOUNDARY)
                write_session(record, session(outcome=outcome, rehearsal=True), DAY_BOUNDARY)

    async def story(house: House) -> None:
        days = Days(house.practice, WayBack(house.journal, house.clock, tmp_path, house.keeper.change))
        for filled in (False, True):
            if filled:
                house.read(keep)
            for page in PAGES:
                days.open(page)
                await house.rest()
                days.shown.sessions.table.grab()
                await house.rest()
                assert past_the_catalogue(days.shown, known) == set(), page
        for view in View:
            days.shown.calendar.look(view)
            await house.rest()
            assert past_the_catalogue(days.shown, known) == set(), view
        days.shown.say("")
        for wish, title in (("⟦Change…⟧", "⟦Change a session⟧"), ("⟦Add one…⟧", "⟦Add a session⟧")):
            days.shown.turn("sessions")
            await house.rest()
            days.shown.sessions.table.grab()
            await house.rest()
            days.shown.sessions.table.selectRow(0)
            button(days.shown, wish).click()
            form = await house.dialog(title)
            assert past_the_catalogue(form, known) == set()
            form.reject()
            await house.rest()
        button(days.shown, "⟦Delete⟧").click()
        await house.rest()
        assert past_the_catalogue(days.shown, known) == set()
        button(days.shown, "⟦What was changed⟧").click()
        history = await house.dialog("⟦What was changed⟧")
        await house.rest()
        assert past_the_catalogue(history, known) == set()
        history.reject()
        await house.rest()

    live(story)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "n_"}:
            yield node


class AtImport(ast.NodeVisitor):
    """Collects the lines on which words are looked up while a module is imported."""

    def __init__(self) -> None:
        self.lines: list[int] = []

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in {"_", "n_"}:
            self.lines.append(node.lineno)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for early in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(early)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Leave what runs later."""


def test_the_sources_are_found() -> None:
    assert sum(len(list(_calls(ast.parse(path.read_text("utf-8"))))) for path in SOURCES) > 100


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.name))
def test_only_whole_texts_are_looked_up_and_only_when_they_are_shown(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    if path.name != "i18n.py":
        for call in _calls(tree):
            texts = call.args[: 1 if isinstance(call.func, ast.Name) and call.func.id == "_" else 2]
            whole = [isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts]
            assert all(whole), f"line {call.lineno}: a catalogue can't hold what is put together first"
    early = AtImport()
    early.visit(tree)
    assert early.lines == [], "looked up at import, it would stay in the first language"


def test_a_look_up_at_import_is_noticed() -> None:
    early = AtImport()
    early.visit(ast.parse('A = _("x")\nclass B:\n    c = [_("y")]\ndef d(e=_("z")):\n    return _("later")\n'))
    assert early.lines == [1, 3, 4]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de_DE"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "fr_FR"}, "fr_FR"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "pt_BR:pt:en"}, "pt_BR"),
        ({"LC_MESSAGES": "ca_ES@valencia"}, "ca_ES"),
    ],
)
def test_the_language_is_the_one_the_system_asks_for(
    environ: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert i18n.language() == expected


def test_words_come_from_the_catalogue_of_a_language_and_english_stands_in(tmp_path: Path) -> None:
    before = i18n._catalogue
    try:
        i18n.use(tmp_path, "xx")
        assert i18n._("Pause") == "Pause"
        assert i18n.n_("{n} second", "{n} seconds", 2) == "{n} seconds"
    finally:
        i18n.install(before)
