"""Every window and dialog, as people see it who have other words, larger text or more contrast: nothing is cut."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tools.looks.fitting import faults
from tools.looks.ink import Paper, written
from tools.looks.play import DRESSES, Dress, dressed, look
from tools.looks.pseudo import LONG, RIGHT_TO_LEFT, longer, mirrored

from unknot import aio
from unknot.ui.layout import ACCENT_PX, heading

SMALLEST = (1024, 700)
STATES = 50
"""At least so many pictures does the demo take."""


@pytest.fixture
def root(qapp: QApplication) -> QWidget:
    made = QWidget()
    made.resize(400, 300)
    return made


def shown(root: QWidget) -> list[str]:
    root.show()
    QApplication.processEvents()
    found = faults(root)
    root.deleteLater()
    return found


def test_what_fits_is_no_fault(root: QWidget) -> None:
    label = QLabel("Hold still", root)
    label.setGeometry(10, 10, 200, 40)
    assert shown(root) == []


def test_words_that_are_cut_are_a_fault(root: QWidget) -> None:
    label = QLabel("Hold still on the spot", root)
    label.setGeometry(10, 10, 60, 40)
    assert any("is cut" in fault for fault in shown(root))


def test_words_beyond_what_holds_them_are_a_fault(root: QWidget) -> None:
    label = QLabel("Hold still on the spot", root)
    label.setGeometry(360, 10, 200, 40)
    assert any("is cut by" in fault for fault in shown(root))


def test_words_over_words_are_a_fault(root: QWidget) -> None:
    for left in (10, 30):
        QLabel(f"Hold still {left}", root).setGeometry(left, 10, 200, 40)
    assert any(" over " in fault for fault in shown(root))


def test_a_button_too_narrow_is_a_fault(root: QWidget) -> None:
    QPushButton("Next phase", root).setGeometry(10, 10, 40, 40)
    assert any("needs" in fault for fault in shown(root))


def test_what_is_painted_is_heard(qapp: QApplication) -> None:
    paper = Paper(100, 100)
    painter = QPainter(paper)
    painter.translate(20, 30)
    painter.drawText(0, 0, "42")
    painter.end()
    (run,) = paper.runs
    assert run.text == "42"
    assert 19 <= run.ink.left() <= 22
    assert run.ink.bottom() <= 31


def test_a_heading_has_room_for_the_accents_of_capitals(qapp: QApplication) -> None:
    label = heading("Šéššîöñ", 1.9)
    label.resize(label.sizeHint())
    assert ACCENT_PX > 0
    assert all(run.ink.top() >= -1 for run in written(label))
    label.deleteLater()


def test_a_made_up_language_is_longer_and_keeps_what_stands_for_something_else() -> None:
    said = longer("{n} of {count} <b>sessions</b>")
    assert "{n}" in said
    assert "<b>" in said
    assert len(longer("Where do you feel it?")) >= 1.4 * len("Where do you feel it?") - 1
    assert mirrored("{n} left").startswith("{n} ")


def test_the_direction_follows_the_language(qapp: QApplication) -> None:
    with dressed(qapp, Dress("from the right", RIGHT_TO_LEFT)):
        assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    with dressed(qapp, Dress("longer", LONG)):
        assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("dress", DRESSES[1:-1], ids=lambda dress: dress.name)
def test_nothing_is_cut_in_any_window(qapp: QApplication, tmp_path: Path, dress: Dress) -> None:
    found: dict[str, list[str]] = {}

    async def play() -> int:
        looking = await look(qapp, dress, SMALLEST, tmp_path)
        found.update(looking.found)
        return 0

    assert aio.run(qapp, play) == 0
    assert len(found) > STATES
    assert [f"{picture}: {fault}" for picture, each in found.items() for fault in each] == []
