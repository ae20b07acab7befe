"""The dialogs about the person's data: they fit, can be used by keyboard, and say what they are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QProgressBar, QWidget

from ui.conftest import Show
from ui.fitting import cut_off
from ui.seeing import accessible, button, has_button, name, press, role, texts, visible
from unknot.ui.ask_first import AskFirst
from unknot.ui.data_dialog import DataDialog, DataWish
from unknot.ui.progress import ProgressDialog
from unknot.ui.restore_dialog import RestoreDialog
from unknot.ui.shortcuts import ShortcutsDialog

FOLDER = Path("/home/anna/.local/share/unknot")
LINES = [
    f"–  {number} sessions were changed later there, and replace those here, as long as it takes" for number in range(8)
]
COPIES = [(Path(f"/copies/{day}.sqlite3"), f"2026-11-{day} at 19:00") for day in range(10, 24)]

Make = Callable[[QWidget], QDialog]
ALL: dict[str, Make] = {
    "Your data": lambda parent: DataDialog(FOLDER, 14, parent),
    "Import": lambda parent: AskFirst("Import", [("", LINES)], parent, yes="Take in"),
    "Delete everything": lambda parent: AskFirst(
        "Delete everything",
        [("What goes", LINES), ("What stays", LINES)],
        parent,
        yes="Delete everything",
        tick="I want it",
    ),
    "Restore": lambda parent: RestoreDialog(COPIES, parent),
    "Export": lambda parent: ProgressDialog("Export", lambda: (3, 9), parent),
    "Keyboard shortcuts": ShortcutsDialog,
}


def opened(made: QDialog) -> QDialog:
    made.open()
    made.activateWindow()
    for _turn in range(3):
        QApplication.processEvents()
    return made


@pytest.mark.parametrize("title", list(ALL))
@pytest.mark.parametrize("size", [(1024, 700), (1920, 1080)], ids=str)
def test_nothing_is_cut_off_and_it_fits_the_window(
    show: Show, text_size: float, title: str, size: tuple[int, int]
) -> None:
    parent = QWidget()
    parent.resize(*size)
    show(parent)
    dialog = opened(ALL[title](parent))
    assert "\n".join(cut_off(dialog)) == ""
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    assert (name(dialog), role(dialog)) == (title, QAccessible.Role.Dialog)
    dialog.close()


def test_tab_reaches_every_way_and_each_says_what_it_does(parent: QWidget) -> None:
    dialog = opened(DataDialog(FOLDER, 14, parent))
    reached = []
    for _stop in range(7):
        press(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(name(focused))
    ways = ["Export ...", "Import ...", "Back up now ...", "Restore ...", "Delete everything ..."]
    assert reached == [str(FOLDER), *ways, "Close"]
    for words in ways:
        assert accessible(button(dialog, words)).text(QAccessible.Text.Description)
    dialog.close()


def test_each_button_tells_its_wish(parent: QWidget) -> None:
    dialog = DataDialog(FOLDER, 14, parent)
    told: list[DataWish] = []
    dialog.wished.connect(told.append)
    opened(dialog)
    dialog.offer_undo("Undo the import")
    for words in (
        "Export ...",
        "Import ...",
        "Back up now ...",
        "Restore ...",
        "Undo the import",
        "Delete everything ...",
    ):
        button(dialog, words).click()
    assert told == list(DataWish)
    dialog.say("Done with <b>it</b>.")
    assert "Done with <b>it</b>." in texts(dialog)
    dialog.close()


def test_a_question_without_a_way_to_do_it_only_closes(parent: QWidget) -> None:
    dialog = opened(AskFirst("Import", [("", ["There is nothing to take in."])], parent))
    assert has_button(dialog, "Close")
    assert not has_button(dialog, "Cancel")
    press(QApplication.focusWidget() or dialog, Qt.Key.Key_Space)
    assert dialog.result() == QDialog.DialogCode.Rejected.value


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_held_key_deletes_nothing(parent: QWidget, key: Qt.Key) -> None:
    dialog = opened(ALL["Delete everything"](parent))
    for _press in range(3):
        press(QApplication.focusWidget() or dialog, key)
    assert dialog.result() == QDialog.DialogCode.Rejected.value
    dialog.close()


def test_a_progress_shows_how_far_it_is_and_can_be_given_up_once(parent: QWidget) -> None:
    far = [0, 0]
    dialog = ProgressDialog("Export", lambda: (far[0], far[1]), parent)
    told: list[bool] = []
    dialog.given_up.connect(lambda: told.append(True))
    opened(dialog)
    (bar,) = visible(dialog, QProgressBar)
    assert (bar.minimum(), bar.maximum()) == (0, 0), "nobody knows how much it is"
    far[:] = [1200, 20_000]
    dialog.look()
    assert (bar.value(), bar.maximum()) == (1200, 20_000)
    assert "1,200 of 20,000" in texts(dialog)
    assert (name(bar), role(bar)) == ("Export", QAccessible.Role.ProgressBar)
    for _press in range(2):
        press(dialog, Qt.Key.Key_Escape)
    assert told == [True]
    assert dialog.isVisible(), "it stays until all is taken back"
    dialog.end()
    assert not dialog.isVisible()


def test_another_file_is_no_copy_of_the_list(parent: QWidget) -> None:
    dialog = RestoreDialog(COPIES, parent)
    opened(dialog)
    button(dialog, "Another file ...").click()
    assert (dialog.result(), dialog.chosen) == (QDialog.DialogCode.Accepted.value, None)
    other = RestoreDialog(COPIES, parent)
    opened(other)
    press(QApplication.focusWidget() or other, Qt.Key.Key_Down)
    button(other, "Go on").click()
    assert other.chosen == COPIES[1][0]


def test_what_is_one_of_several_hangs_beside_its_dash(parent: QWidget) -> None:
    dialog = opened(AskFirst("Import", [("", ["This is what it brings:", *LINES])], parent))
    dash = next(label for label in visible(dialog, QLabel) if label.text() == "–")
    long = next(label for label in visible(dialog, QLabel) if label.text() == LINES[0].removeprefix("–  "))
    assert long.height() > 1.5 * dash.height(), "it takes two lines"
    assert long.mapTo(dialog, QPoint(0, 0)).x() >= dash.mapTo(dialog, dash.rect().topRight()).x()
    dialog.close()
