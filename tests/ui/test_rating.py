"""Discomfort by one key."""

import pytest
from PySide6.QtCore import Qt

from ui.conftest import Show
from ui.seeing import name, press
from unknot.ui.rating import Rating


@pytest.fixture
def rating(show: Show) -> Rating:
    rating = Rating("Discomfort now")
    show(rating)
    rating.setFocus()
    return rating


def test_it_begins_with_nothing_said(rating: Rating) -> None:
    assert (rating.rating(), rating.text(), name(rating)) == (None, "not said", "Discomfort now")


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_says_it_at_once(rating: Rating, digit: int) -> None:
    press(rating, Qt.Key(Qt.Key.Key_0.value + digit))
    assert rating.rating() == digit


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_of_the_keypad_does_too(rating: Rating, digit: int) -> None:
    press(rating, Qt.Key(Qt.Key.Key_0.value + digit), Qt.KeyboardModifier.KeypadModifier)
    assert rating.rating() == digit


def test_one_and_then_nought_makes_ten(rating: Rating) -> None:
    press(rating, Qt.Key.Key_1)
    press(rating, Qt.Key.Key_0)
    assert rating.rating() == 10
    press(rating, Qt.Key.Key_0)
    assert rating.rating() == 0


def test_another_digit_takes_the_place_of_the_first(rating: Rating) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        press(rating, key)
    assert rating.rating() == 2


def test_the_arrows_stay_between_not_said_and_ten(rating: Rating) -> None:
    press(rating, Qt.Key.Key_Down)
    assert rating.rating() is None
    press(rating, Qt.Key.Key_Up)
    assert rating.rating() == 0
    for _ in range(12):
        press(rating, Qt.Key.Key_Up)
    assert rating.rating() == 10
    for _ in range(12):
        press(rating, Qt.Key.Key_Down)
    assert rating.rating() is None, "what was said can be taken back"
