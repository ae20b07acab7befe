"""Today, as a person sees it."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.fitting import cut_off
from ui.seeing import button, name, texts, visible
from unknot.core.anatomy import Region, Side
from unknot.core.tally import RegionTally
from unknot.ui.days.dots import MOST, Dots
from unknot.ui.days.today_page import TodayPage, TodayRow
from unknot.ui.theme import DARK, LIGHT

DAY = date(2026, 11, 22)
NAMES = [f"{muscle}, {side.value}" for side in Side for muscle in ("Gluteus medius", "Gluteus minimus", "Piriformis")]
WHY = "Rests until 07:00 tomorrow: you stopped here (sharp)."


def row(number: int, last: str = "", rest: str = "", **counts: int) -> TodayRow:
    region = Region(f"muscle-{number % 3}", list(Side)[number // 3])
    return TodayRow(NAMES[number], RegionTally(region, 3, **counts), last, rest)


ROWS = (
    row(0, "2 hours ago", completed=2, partial=1),
    row(1),
    row(2, "just now", WHY, completed=1, stopped=1),
    *(row(number) for number in (3, 4, 5)),
)


@pytest.fixture
def page(show: Show, text_size: float) -> TodayPage:
    page = TodayPage(LIGHT, 1.0)
    page.resize(950, 560)
    show(page)
    page.show_day(DAY, ROWS, "Gluteus minimus, left")
    return page


def test_each_muscle_has_a_row_with_all_that_is_known(page: TodayPage) -> None:
    said = texts(page)
    assert "Sunday 22 November 2026" in said
    for words in (*NAMES, "2 of 3", "1 in part", "1 stopped", "2 hours ago", "just now", WHY):
        assert words in said
    assert {name(label) for label in visible(page, QLabel)} >= {
        f"{NAMES[0]}: 2 of 3 today",
        f"{NAMES[5]}: 0 of 3 today",
    }


def test_nothing_is_cut_off(page: TodayPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: cut_off(page) == [])


def test_what_is_next_can_be_started(page: TodayPage, qtbot: QtBot) -> None:
    assert "Next: Gluteus minimus, left" in texts(page)
    with qtbot.waitSignal(page.next_wanted):
        button(page, "Start next").click()


def test_where_nothing_is_due_it_says_why_and_offers_nothing(page: TodayPage) -> None:
    page.show_day(DAY, [row(number, completed=3) for number in range(6)], "")
    assert "You have reached today's goal everywhere." in texts(page)
    assert not button(page, "Start next").isEnabled()
    page.show_day(DAY, [row(0, rest=WHY), *(row(number, completed=3) for number in range(1, 6))], "")
    assert "Nothing is due now: what is left of today's goal rests." in texts(page)


def test_words_are_never_of_failure(page: TodayPage) -> None:
    said = " ".join(texts(page)).lower()
    assert not any(word in said for word in ("missed", "failed", "only", "streak"))


def test_it_asks_to_be_told_anew_while_it_is_seen(page: TodayPage) -> None:
    assert page._fresh.isActive()
    page.hide()
    assert not page._fresh.isActive()


def test_dots_are_filled_for_what_was_done(show: Show) -> None:
    dots = Dots(LIGHT, 1.0)
    dots.show_count(0, 3)
    dots.resize(dots.sizeHint())
    show(dots)
    before = dots.grab().toImage()
    dots.show_count(2, 3)
    after = dots.grab().toImage()
    middle = before.height() // 2
    assert [before.pixel(x, middle) != after.pixel(x, middle) for x in (7, 27, 46)] == [True, True, False]
    dots.show_count(1, MOST + 1)
    assert dots.sizeHint().width() == 0


def test_it_takes_other_colours(page: TodayPage) -> None:
    before = page.grab().toImage()
    page.dress(DARK)
    assert "Next: Gluteus minimus, left" in texts(page)
    assert page.grab().toImage() != before
