"""Where the window goes: back to its place, and never to a place that nobody can see."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication

from ui.conftest import Show
from unknot.guide.library import Guide
from unknot.ui.placing import FRAME_PX, place, placed
from unknot.ui.theme import LIGHT
from unknot.ui.window import Window

MAIN, RIGHT, ABOVE = QRect(0, 24, 1920, 1056), QRect(1920, 0, 1280, 1024), QRect(0, -1200, 1920, 1200)
SMALL = QRect(0, 0, 800, 600)


@pytest.mark.parametrize(
    ("wanted", "screens"),
    [
        (QRect(100, 80, 1100, 760), [MAIN, RIGHT]),
        (QRect(1950, 10, 1200, 900), [MAIN, RIGHT]),
        (QRect(300, -1100, 1100, 760), [MAIN, ABOVE]),
    ],
)
def test_where_there_is_still_a_screen_it_goes_where_it_was(wanted: QRect, screens: list[QRect]) -> None:
    assert placed(wanted, screens) == wanted


FAR = [
    QRect(5000, 300, 1100, 760),
    QRect(-9000, -9000, 1100, 760),
    QRect(1950, 10, 1200, 900),
    QRect(1900, 1000, 1100, 760),
    QRect(-1090, 100, 1100, 760),
    QRect(10, -700, 1100, 760),
    QRect(0, 0, 9000, 9000),
    QRect(2_000_000_000, 2_000_000_000, 1100, 760),
]


@pytest.mark.parametrize("screens", [[MAIN], [SMALL], [SMALL, RIGHT]], ids=["main", "small", "two"])
@pytest.mark.parametrize("wanted", FAR, ids=str)
def test_it_is_wholly_on_one_screen_and_never_larger(wanted: QRect, screens: list[QRect]) -> None:
    there = placed(wanted, screens)
    with_frame = there.adjusted(0, 0, *FRAME_PX)
    assert any(screen.contains(with_frame) for screen in screens)
    assert there.width() <= wanted.width()
    assert there.height() <= wanted.height()


def test_of_two_screens_it_takes_the_one_that_has_most_of_it() -> None:
    assert RIGHT.contains(placed(QRect(1800, 100, 1100, 760), [MAIN, RIGHT]))
    assert MAIN.contains(placed(QRect(900, 100, 1100, 760), [MAIN, RIGHT]))


def test_without_a_screen_nothing_is_moved() -> None:
    assert placed(QRect(1, 2, 3, 4), []) == QRect(1, 2, 3, 4)


@pytest.mark.parametrize("kept", [None, (5000, 4000, 1100, 760), (-4000, 30, 9000, 9000), (3, 5, 1030, 701)])
def test_the_window_itself_ends_up_on_the_screen(
    guide: Guide, shipped: Path, show: Show, kept: tuple[int, int, int, int] | None
) -> None:
    window = Window.furnished(guide, shipped, LIGHT)
    place(window, kept)
    show(window)
    screen = QGuiApplication.primaryScreen().availableGeometry()  # the offscreen one: 800 by 800
    sides = window.frameGeometry().width() - window.width()
    assert screen.adjusted(0, 0, sides, 0).contains(window.frameGeometry())
    free = screen.size() - QSize(*FRAME_PX)
    assert window.size() == QSize(*(kept or (0, 0, 1100, 760))[2:]).boundedTo(free)
