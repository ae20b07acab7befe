"""Learn as a person reads in it: pages, a search, pictures, and an assistive tool's view of them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.seeing import button, name, press, role, texts, visible
from unknot.core.plan import Technique
from unknot.guide.learn import Page, load_reading
from unknot.guide.library import Guide
from unknot.ui.learn import LearnDialog
from unknot.ui.learn_pages import all_pages
from unknot.ui.learn_pictures import LearnPictures, Moving
from unknot.ui.pacing import PaceMark
from unknot.ui.theme import DARK, LIGHT


@pytest.fixture(scope="module")
def pages(shipped: Path, guide: Guide) -> tuple[Page, ...]:
    return all_pages(guide, load_reading(shipped, "en").pages)


@pytest.fixture
def pictures(shipped: Path, guide: Guide) -> LearnPictures:
    return LearnPictures(guide.anatomy, shipped, LIGHT, still=False)


@pytest.fixture
def learn(pages: tuple[Page, ...], pictures: LearnPictures, parent: QWidget) -> LearnDialog:
    dialog = LearnDialog(pages, pictures.make, parent)
    dialog.show()
    return dialog


def listed(learn: LearnDialog) -> list[str]:
    (found,) = visible(learn, QListWidget)
    return [found.item(row).text() for row in range(found.count()) if not found.item(row).isHidden()]


def seek(learn: LearnDialog, words: str) -> None:
    (line,) = visible(learn, QLineEdit)
    line.setText(words)


def test_it_lists_every_page_and_shows_the_first(learn: LearnDialog, pages: tuple[Page, ...]) -> None:
    assert (name(learn), role(learn)) == ("Learn", QAccessible.Role.Dialog)
    assert listed(learn) == [page.title for page in pages]
    assert learn.page == pages[0].id
    assert not learn.isModal()


def test_every_page_shows_all_it_says_with_its_source(learn: LearnDialog, pages: tuple[Page, ...]) -> None:
    for page in pages:
        learn.open_page(page.id)
        read_out = {name(label) for label in visible(learn, QLabel)}
        assert page.title in texts(learn)
        for part in page.parts:
            for statement in part.statements():
                mark = "beyond the guide" if statement.source.beyond_guide else "guide"
                assert f"{statement.text} ({mark})" in read_out


def test_no_line_is_cut_and_no_page_wider_than_its_room(learn: LearnDialog, pages: tuple[Page, ...]) -> None:
    for page in pages:
        learn.open_page(page.id)
        QTest.qWait(1)
        (shown,) = [widget for widget in learn.findChildren(QWidget) if name(widget) == page.title and widget.layout()]
        for label in shown.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), (page.id, label.text())
                assert label.mapTo(shown, QPoint(label.width(), 0)).x() <= shown.width() + 1


def test_the_arrows_turn_the_pages(learn: LearnDialog, pages: tuple[Page, ...]) -> None:
    (found,) = visible(learn, QListWidget)
    press(found, Qt.Key.Key_Down)
    assert learn.page == pages[1].id


def test_a_search_leaves_the_pages_that_hold_it_and_marks_it(learn: LearnDialog) -> None:
    seek(learn, "lacrosse")
    assert "Tools" in listed(learn)
    assert "What Unknot is" not in listed(learn)
    assert any("<u>" in words and ">lacrosse<" in words for words in texts(learn))
    seek(learn, "zebra")
    assert listed(learn) == []
    assert "0 pages" in texts(learn)
    seek(learn, "")
    assert "What Unknot is" in listed(learn)


def test_a_page_that_is_asked_for_is_shown_whatever_was_sought(learn: LearnDialog) -> None:
    seek(learn, "zebra")
    learn.open_page("tools")
    assert learn.page == "tools"
    assert "Tools" in listed(learn)
    learn.open_page("no-such-page")
    assert learn.page == "tools"


def test_the_first_pages_can_be_asked_for(learn: LearnDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(learn.welcome):
        button(learn, "The first pages again").click()


# Pictures


def colours_of(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})


def test_every_picture_shows_something_and_is_named_by_its_caption(
    pages: tuple[Page, ...], pictures: LearnPictures, qtbot: QtBot
) -> None:
    for page in pages:
        for part in page.parts:
            if part.caption is None:
                continue
            made = pictures.make(part.picture, part.caption.text)
            qtbot.addWidget(made)
            assert name(made) == part.caption.text
            made.show()
            assert colours_of(made.grab().toImage()) > 200, part.picture
            made.hide()


def test_a_position_has_a_picture_for_light_and_one_for_dark(shipped: Path, guide: Guide, qtbot: QtBot) -> None:
    seen = []
    for colours in (LIGHT, DARK):
        made = LearnPictures(guide.anatomy, shipped, colours, still=True).make("position:roller", "On a roller.")
        qtbot.addWidget(made)
        assert isinstance(made, QLabel)
        assert made.pixmap().deviceIndependentSize().toSize().width() <= 460
        seen.append(made.pixmap().toImage())
    assert seen[0] != seen[1]


@pytest.mark.parametrize("technique", Technique)
def test_a_technique_moves_while_it_is_seen_and_not_longer(
    pictures: LearnPictures, qtbot: QtBot, technique: Technique
) -> None:
    made = pictures.make(f"technique:{technique}", "It moves.")
    qtbot.addWidget(made)
    assert isinstance(made, Moving)
    (mark,) = made.findChildren(PaceMark)
    made.show()
    qtbot.waitUntil(lambda: mark.running)
    made.hide()
    assert not mark.running


def test_who_wants_nothing_to_move_sees_it_still(shipped: Path, guide: Guide, qtbot: QtBot) -> None:
    made = LearnPictures(guide.anatomy, shipped, LIGHT, still=True).make("technique:stripping", "It stands.")
    qtbot.addWidget(made)
    (mark,) = made.findChildren(PaceMark)
    made.show()
    qtbot.waitUntil(mark.isVisible)
    assert not mark.running


def test_it_fits_into_a_small_window(learn: LearnDialog, parent: QWidget) -> None:
    assert learn.width() <= parent.width()
    assert learn.height() <= parent.height()
    assert learn.size() != QSize(0, 0)
