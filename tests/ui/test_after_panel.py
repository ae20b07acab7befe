"""What is asked and offered after a session."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.seeing import button, name, press, spin, texts, visible
from unknot.core.session import Outcome
from unknot.ui.after_panel import AfterPanel


@pytest.fixture
def panel(show: Show) -> AfterPanel:
    panel = AfterPanel()
    panel.resize(430, 640)
    show(panel)
    panel.show_today("Today: 2 of 3")
    panel.show_end("Piriformis, left", [Outcome.COMPLETED])
    panel.offer_undo(on=True)
    return panel


def test_it_has_the_names_of_the_contract(panel: AfterPanel) -> None:
    assert name(panel) == "After the session"
    assert spin(panel, "Discomfort now").isVisible()
    assert {"Save", "Skip", "Undo", "Same again"} <= {b.text() for b in visible(panel, QAbstractButton)}


def test_it_says_who_the_days_count_and_how_it_ended(panel: AfterPanel) -> None:
    said = texts(panel)
    assert {"Piriformis, left", "Today: 2 of 3"} <= set(said)
    assert "That is one repetition." in " ".join(said)
    panel.show_end("Piriformis, left", [Outcome.PARTIAL])
    assert "Only complete ones are counted." in " ".join(texts(panel))
    assert "one repetition" not in " ".join(texts(panel))


def test_one_key_and_save_rate_it(panel: AfterPanel, qtbot: QtBot) -> None:
    panel.focus_rating()
    assert panel.focusWidget() is spin(panel, "Discomfort now")
    press(spin(panel, "Discomfort now"), Qt.Key.Key_3)
    with qtbot.waitSignal(panel.rated) as heard:
        button(panel, "Save").click()
    assert heard.args == [3]


def test_save_with_nothing_said_and_skip_say_nothing(panel: AfterPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.rated) as saved:
        button(panel, "Save").click()
    spin(panel, "Discomfort now").setValue(7)
    with qtbot.waitSignal(panel.rated) as skipped:
        button(panel, "Skip").click()
    assert (saved.args, skipped.args) == ([None], [None])


def test_the_rating_of_one_session_is_not_there_at_the_next(panel: AfterPanel, qtbot: QtBot) -> None:
    spin(panel, "Discomfort now").setValue(7)
    panel.show_end("Piriformis, left", [Outcome.COMPLETED])
    with qtbot.waitSignal(panel.rated) as heard:
        button(panel, "Save").click()
    assert heard.args == [None]


def test_undo_is_on_only_while_it_is_offered(panel: AfterPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.undone):
        button(panel, "Undo").click()
    panel.offer_undo(on=False)
    assert not button(panel, "Undo").isEnabled()


def test_the_same_again_is_asked_for(panel: AfterPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.again):
        button(panel, "Same again").click()
