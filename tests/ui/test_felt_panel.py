"""Saying where it is felt, and what is listed for that."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.fitting import cut_off
from ui.seeing import accessible, button, click, has_button, name, press, role, texts, visible
from unknot.core.anatomy import Region, Side
from unknot.core.felt import Place, matches
from unknot.guide.library import Guide
from unknot.ui.felt_panel import FeltPanel
from unknot.ui.theme import fit_text
from unknot.ui.words import region_name, sourced

LEFT, RIGHT = Side.LEFT, Side.RIGHT
THIGH = (Place("thigh-back", LEFT),)
MANY = (Place("low-back", LEFT), Place("sacrum"), Place("buttock", RIGHT), Place("leg-outer", LEFT))
ACHES, NUMB = "It aches there", "It is numb or tingling there"


class Painter:
    """Draws regions, and remembers which and how large."""

    def __init__(self) -> None:
        self.asked: list[tuple[Region, QSize]] = []

    def __call__(self, region: Region, size: QSize) -> QPixmap:
        self.asked.append((region, size))
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.gray)
        return picture


@pytest.fixture
def painter() -> Painter:
    return Painter()


@pytest.fixture
def panel(guide: Guide, painter: Painter, show: Show) -> FeltPanel:
    panel = FeltPanel(guide, painter)
    panel.resize(400, 560)
    show(panel)
    return panel


def listed(panel: FeltPanel, guide: Guide, places: tuple[Place, ...]) -> list[QAbstractButton]:
    """Show what is listed for places; return the cards."""
    panel.show_places(places)
    panel.show_matches(matches(guide.anatomy, places))
    return cards(panel, guide)


def cards(panel: FeltPanel, guide: Guide) -> list[QAbstractButton]:
    names = {region_name(guide.anatomy, region) for region in guide.anatomy.regions()}
    found = [card for card in visible(panel, QAbstractButton) if name(card) in names]
    return sorted(found, key=lambda card: card.y())


def test_at_first_it_asks_where_and_offers_nothing_else(panel: FeltPanel, guide: Guide) -> None:
    assert texts(panel) == ["Where do you feel it?", guide.felt.how.text, guide.about.disclaimer.text]
    assert list(visible(panel, QAbstractButton)) == []


def test_the_places_are_named_with_their_side_and_the_midline_without(panel: FeltPanel) -> None:
    panel.show_places((Place("thigh-back", LEFT), Place("sacrum")))
    assert "Back of the thigh, left<br>Sacrum" in texts(panel)


def test_with_a_place_there_are_two_answers_and_how_they_differ(panel: FeltPanel, guide: Guide, qtbot: QtBot) -> None:
    panel.show_places(THIGH)
    assert guide.felt.contrast.text in texts(panel)
    assert button(panel, ACHES).property("kind") == "primary"
    with qtbot.waitSignal(panel.ached):
        button(panel, ACHES).click()
    with qtbot.waitSignal(panel.numb):
        button(panel, NUMB).click()
    with qtbot.waitSignal(panel.cleared):
        button(panel, "Clear").click()


def test_an_answer_alone_lists_nothing(panel: FeltPanel, guide: Guide) -> None:
    panel.show_places(THIGH)
    for answer in (ACHES, NUMB):
        button(panel, answer).click()
        assert cards(panel, guide) == []


def test_the_list_names_each_muscle_with_its_side_its_places_and_their_marks(panel: FeltPanel, guide: Guide) -> None:
    places = (Place("thigh-back", LEFT), Place("hip-side", LEFT))
    found = listed(panel, guide, places)
    assert [name(card) for card in found] == ["Gluteus minimus, left", "Gluteus medius, left", "Piriformis, left"]
    assert [role(card) for card in found] == [QAccessible.Role.Button] * 3
    assert [accessible(card).text(QAccessible.Text.Description) for card in found] == [
        "Back of the thigh (guide), Side of the hip (beyond the guide)",
        "Side of the hip (beyond the guide)",
        "Back of the thigh (beyond the guide)",
    ]
    assert "Back of the thigh (guide) · Side of the hip (beyond the guide)" in texts(panel)
    assert sourced(guide.felt.listed) in texts(panel)


def test_what_goes_beyond_the_guide_names_its_source(panel: FeltPanel, guide: Guide) -> None:
    for match, card in zip(matches(guide.anatomy, MANY), listed(panel, guide, MANY), strict=True):
        titles = {source.title for found in match.beyond for source in found.sources}
        assert all(title in card.toolTip() for title in titles)


def test_each_card_has_a_picture_of_its_muscle(panel: FeltPanel, guide: Guide, painter: Painter) -> None:
    found = listed(panel, guide, MANY)
    assert [region_name(guide.anatomy, region) for region, _size in painter.asked] == [name(card) for card in found]
    shown = [label.pixmap().size() for card in found for label in visible(card, QLabel) if not label.pixmap().isNull()]
    assert shown == [size for _region, size in painter.asked]


def test_pictures_are_asked_for_anew_in_other_colours_and_grow_with_the_text(
    panel: FeltPanel, guide: Guide, painter: Painter
) -> None:
    count = len(listed(panel, guide, THIGH))
    before = painter.asked[:]
    panel.draw_again()
    assert painter.asked == before + before
    fit_text(panel, 1.5)
    grown = painter.asked[2 * count :]
    assert {region for region, _size in grown} == {region for region, _size in before}
    assert grown[-1][1].height() > before[-1][1].height()


def test_a_card_is_picked_by_mouse_and_by_keys(panel: FeltPanel, guide: Guide, qtbot: QtBot) -> None:
    first, second, *_more = listed(panel, guide, MANY)
    picked: list[Region] = []
    panel.picked.connect(picked.append)
    click(first)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        press(second, key)
    one, other, *_rest = (match.region for match in matches(guide.anatomy, MANY))
    assert picked == [one, other, other, other]


def test_no_card_is_set_apart_and_tab_goes_through_them_in_order(panel: FeltPanel, guide: Guide) -> None:
    found = listed(panel, guide, THIGH)
    assert not any(card.hasFocus() for card in found)
    for card in found:
        focused = QApplication.focusWidget()
        assert focused is not None
        press(focused, Qt.Key.Key_Tab)
        assert card.hasFocus()


def test_a_card_is_large_enough_to_hit(panel: FeltPanel, guide: Guide) -> None:
    assert all(card.height() >= 44 for card in listed(panel, guide, THIGH))


def test_what_to_watch_for_stands_under_every_list(panel: FeltPanel, guide: Guide) -> None:
    for places in (THIGH, ()):
        panel.show_places(THIGH)
        panel.show_matches(matches(guide.anatomy, places))
        said = "\n".join(texts(panel))
        assert guide.stop.watch_for.text in said
        assert all(flag.statement.text in said for flag in guide.red_flags)


def test_under_a_list_one_can_still_say_that_it_is_numb(panel: FeltPanel, guide: Guide) -> None:
    listed(panel, guide, THIGH)
    assert has_button(panel, NUMB)
    assert not has_button(panel, ACHES), "that was answered"


def test_a_list_is_gone_when_the_places_change(panel: FeltPanel, guide: Guide) -> None:
    for places in (MANY, THIGH, ()):
        assert listed(panel, guide, THIGH)
        panel.show_places(places)
        assert cards(panel, guide) == []
        said = " ".join(texts(panel))
        assert guide.felt.listed.text not in said
        assert guide.stop.watch_for.text not in said
        assert has_button(panel, ACHES) is bool(places)


def test_a_shorter_list_leaves_nothing_of_a_longer_one(panel: FeltPanel, guide: Guide) -> None:
    assert len(listed(panel, guide, MANY)) > len(listed(panel, guide, THIGH)) == len(matches(guide.anatomy, THIGH))


def test_where_no_muscle_has_a_pattern_it_says_so_plainly(panel: FeltPanel, guide: Guide) -> None:
    panel.show_places(THIGH)
    panel.show_matches(())
    assert sourced(guide.felt.none) in texts(panel)
    assert cards(panel, guide) == []


FORBIDDEN = r"probab|likely|chance|your pain|comes from|caused? by|diagnos|%"


def test_no_word_is_a_verdict(panel: FeltPanel, guide: Guide) -> None:
    for found in (matches(guide.anatomy, MANY), ()):
        panel.show_places(MANY)
        panel.show_matches(found)
        said = [*texts(panel), *(widget.toolTip() + name(widget) for widget in visible(panel, QAbstractButton))]
        assert [words for words in said if re.search(FORBIDDEN, words, re.IGNORECASE)] == []


@pytest.mark.parametrize("factor", [1.0, 1.5])
@pytest.mark.parametrize(("width", "height"), [(400, 560), (860, 1000)])
def test_nothing_is_cut_off(panel: FeltPanel, guide: Guide, width: int, height: int, factor: float) -> None:
    panel.resize(width, height)
    fit_text(panel, factor)
    everywhere = tuple(Place(area.id, LEFT if area.paired else None) for area in guide.anatomy.areas)
    states: list[Callable[[], object]] = [
        lambda: panel.show_places(()),
        lambda: panel.show_places(everywhere),
        lambda: listed(panel, guide, everywhere),
        lambda: panel.show_matches(()),
    ]
    for state in states:
        state()
        for _turn in range(3):
            QApplication.processEvents()
        assert (panel.width(), panel.height()) == (width, height)
        assert cut_off(panel) == []
        (scroll,) = visible(panel, QScrollArea)
        assert scroll.horizontalScrollBar().maximum() == 0
