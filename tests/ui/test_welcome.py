"""The first pages: turned over by button and key, with the number to call and a way to try the sound."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.seeing import button, has_button, name, press, role, texts, visible
from unknot.guide.learn import Reading, load_reading
from unknot.ui.welcome import WelcomeDialog

ACCEPTED = QDialog.DialogCode.Accepted.value


@pytest.fixture(scope="module")
def reading(shipped: Path) -> Reading:
    return load_reading(shipped, "en")


@pytest.fixture
def welcome(reading: Reading, parent: QWidget) -> WelcomeDialog:
    dialog = WelcomeDialog(reading.welcome, reading.emergency, "GB", "999", parent)
    dialog.open()
    return dialog


def title(dialog: WelcomeDialog) -> str:
    return texts(dialog)[0]


def go_to(dialog: WelcomeDialog, page: int) -> None:
    for _turn in range(page):
        button(dialog, "Next").click()


def test_it_is_a_plain_dialog_of_four_pages(welcome: WelcomeDialog, reading: Reading) -> None:
    assert (name(welcome), role(welcome)) == ("Welcome", QAccessible.Role.Dialog)
    for number, page in enumerate(reading.welcome, 1):
        assert title(welcome) == page.title
        assert f"{number} of 4" in texts(welcome)
        assert has_button(welcome, "Back") is (number > 1)
        assert has_button(welcome, "Next") is (number < 4)
        assert has_button(welcome, "Get started") is (number == 4)
        if number < 4:
            press(welcome, Qt.Key.Key_Return)
    press(welcome, Qt.Key.Key_Return)
    assert (welcome.isVisible(), welcome.result()) == (False, ACCEPTED)


def test_one_can_go_back(welcome: WelcomeDialog, reading: Reading) -> None:
    go_to(welcome, 2)
    button(welcome, "Back").click()
    assert title(welcome) == reading.welcome[1].title


def test_every_line_says_where_it_comes_from(welcome: WelcomeDialog, reading: Reading) -> None:
    for page in reading.welcome:
        for line in page.parts[0].lines:
            mark = "beyond the guide" if line.source.beyond_guide else "guide"
            assert f"{line.text} ({mark})" in {name(label) for label in visible(welcome, QLabel)}
        if has_button(welcome, "Next"):
            button(welcome, "Next").click()


def test_escape_is_not_the_end_of_it(welcome: WelcomeDialog) -> None:
    press(welcome, Qt.Key.Key_Escape)
    assert welcome.result() != ACCEPTED


def test_a_country_brings_its_number(welcome: WelcomeDialog, qtbot: QtBot) -> None:
    go_to(welcome, 2)
    (country,), (number,) = visible(welcome, QComboBox), visible(welcome, QLineEdit)
    assert (country.currentText(), number.text()) == ("United Kingdom", "999")
    with qtbot.waitSignal(welcome.numbered) as told:
        country.setCurrentIndex(country.findData("US"))
        country.activated.emit(country.currentIndex())
    assert told.args == ["US", "911"]
    assert number.text() == "911"


def test_a_number_of_ones_own_is_told_and_nonsense_is_not(welcome: WelcomeDialog) -> None:
    told: list[tuple[str, str]] = []
    welcome.numbered.connect(lambda country, number: told.append((country, number)))
    go_to(welcome, 2)
    (number,) = visible(welcome, QLineEdit)
    number.selectAll()
    for key in (Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_1):
        press(number, key)
    assert told[-1] == ("GB", "101")
    number.selectAll()
    press(number, Qt.Key.Key_A)
    assert told[-1] == ("GB", "101"), "a letter is no number"


def test_a_country_that_is_not_listed_leaves_the_number(reading: Reading, parent: QWidget) -> None:
    dialog = WelcomeDialog(reading.welcome, reading.emergency, "XX", "112", parent)
    dialog.open()
    go_to(dialog, 2)
    (country,), (number,) = visible(dialog, QComboBox), visible(dialog, QLineEdit)
    assert (country.currentText(), number.text()) == ("Elsewhere", "112")


def test_the_check_and_the_sound_can_be_tried(welcome: WelcomeDialog, qtbot: QtBot) -> None:
    go_to(welcome, 2)
    with qtbot.waitSignal(welcome.checked):
        button(welcome, "Do the check now").click()
    button(welcome, "Next").click()
    with qtbot.waitSignal(welcome.tested):
        button(welcome, "Test sound").click()
    welcome.show_sound("No sound device.")
    assert "No sound device." in texts(welcome)
    welcome.show_sound("")
    assert "No sound device." not in texts(welcome)
