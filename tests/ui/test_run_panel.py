"""The panel in a session: what it says at each moment, and what its buttons ask for."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.seeing import EVERYTHING, HOLD_60, begun, button, has_button, moment, name, texts, visible
from unknot.core.plan import EASING_S, Dose, Technique
from unknot.core.session import Stage
from unknot.guide.library import Guide
from unknot.ui.run_panel import RunPanel
from unknot.ui.theme import LIGHT


@pytest.fixture
def panel(guide: Guide, show: Show) -> RunPanel:
    panel = RunPanel(guide, LIGHT)
    panel.resize(420, 660)
    panel.show_note("")
    show(panel)
    return panel


def clock(panel: RunPanel) -> QLabel:
    """Return the label whose text is a number alone."""
    (only,) = [label for label in visible(panel, QLabel) if label.text().isdigit()]
    return only


def said(panel: RunPanel) -> str:
    return "\n".join(texts(panel))


@pytest.mark.parametrize(
    ("seconds_left", "spoken"),
    [
        (90, "1 minute 30 seconds left"),
        (65, "1 minute 5 seconds left"),
        (61, "1 minute 1 second left"),
        (60, "1 minute left"),
        (58, "58 seconds left"),
        (1, "1 second left"),
    ],
)
def test_the_clocks_name_is_the_spoken_time(panel: RunPanel, seconds_left: int, spoken: str) -> None:
    dose = Dose(90.0, 1, (Technique.COMPRESSION,), 10.0)
    panel.show_snapshot(moment(10 + 90 - seconds_left, dose))
    assert (clock(panel).text(), name(clock(panel))) == (str(seconds_left), spoken)


def test_the_last_second_is_shown_until_it_is_over(panel: RunPanel) -> None:
    panel.show_snapshot(moment(69.99))
    assert clock(panel).text() == "1"


@pytest.mark.parametrize(
    ("at_s", "title", "following"),
    [
        (0, "Get into position", "Next: Sustained compression"),
        (10, "Sustained compression", "Next: Circular friction"),
        (70, "Get into position", "Next: Circular friction"),
        (75, "Circular friction", "Next: Sustained compression"),
        (135, "Move to the next spot", "Next: Sustained compression"),
        (140, "Sustained compression", "Next: Circular friction"),
        (200, "Get into position", "Next: Circular friction"),
        (205, "Circular friction", "Next: Stripping"),
        (265, "Change tool", "Next: Stripping"),
        (280, "Stripping", "Last phase"),
    ],
)
def test_each_phase_has_its_name_its_line_and_what_comes_next(
    panel: RunPanel, guide: Guide, at_s: float, title: str, following: str
) -> None:
    snapshot = moment(at_s, EVERYTHING)
    panel.show_snapshot(snapshot)
    assert title in texts(panel)
    assert following in texts(panel)
    technique = snapshot.session.phase.technique
    if technique is not None:
        assert guide.techniques[technique].instruction.text in said(panel)


def test_who_and_which_spot_are_said(panel: RunPanel) -> None:
    panel.show_snapshot(moment(141, EVERYTHING))
    assert "Piriformis, left" in texts(panel)
    assert "spot 2 of 2" in texts(panel)
    panel.show_snapshot(moment(281, EVERYTHING))
    assert "spot" not in said(panel)


def test_pause_becomes_resume_and_back(panel: RunPanel) -> None:
    stand = begun()
    panel.show_snapshot(stand.shown[-1])
    assert (has_button(panel, "Pause"), has_button(panel, "Resume")) == (True, False)
    stand.clock.forward(20)
    stand.conductor.pause_or_resume()
    panel.show_snapshot(stand.shown[-1])
    assert (has_button(panel, "Pause"), has_button(panel, "Resume")) == (False, True)
    assert "Sustained compression" in texts(panel)
    assert (clock(panel).text(), name(clock(panel))) == ("50", "50 seconds left")
    assert "Paused" in said(panel)
    stand.conductor.pause_or_resume()
    panel.show_snapshot(stand.shown[-1])
    assert (has_button(panel, "Pause"), has_button(panel, "Resume")) == (True, False)
    assert "Get into position" in texts(panel)
    assert "Next: Sustained compression" in texts(panel), "it leads back into what was held"
    assert clock(panel).text() == "10"


def test_an_interruption_says_so_and_that_only_what_was_seen_counts(panel: RunPanel) -> None:
    snapshot = moment(30, HOLD_60, "interrupt")
    assert snapshot.session.stage is Stage.INTERRUPTED
    panel.show_snapshot(snapshot)
    assert "Interrupted" in said(panel)
    assert "Only what was seen counts" in said(panel)
    assert has_button(panel, "Resume")


def easing(guide: Guide) -> str:
    return guide.strength.easing.text


@pytest.mark.parametrize(
    ("compression_s", "into_s", "eases"),
    [
        (60.0, EASING_S - 0.1, False),
        (60.0, EASING_S, True),
        (60.0, 59.0, True),
        (41.0, EASING_S, True),
        (40.0, EASING_S + 5, False),
        (30.0, 29.0, False),
    ],
)
def test_thirty_seconds_into_a_long_compression_it_should_be_easing(
    panel: RunPanel, guide: Guide, compression_s: float, into_s: float, eases: bool
) -> None:
    panel.show_snapshot(moment(10 + into_s, Dose(compression_s, 1, (Technique.COMPRESSION,), 10.0)))
    assert (easing(guide) in said(panel)) == eases
    assert (guide.techniques[Technique.COMPRESSION].instruction.text in said(panel)) != eases


def test_friction_has_no_easing_line(panel: RunPanel, guide: Guide) -> None:
    panel.show_snapshot(moment(75 + 45, EVERYTHING))
    assert easing(guide) not in said(panel)


def test_the_buttons_ask_for_what_they_say(panel: RunPanel, qtbot: QtBot) -> None:
    panel.show_snapshot(moment(20))
    for words, signal in (("Pause", panel.pause), ("Next phase", panel.skip), ("Stop now", panel.stop)):
        with qtbot.waitSignal(signal):
            button(panel, words).click()


def test_what_is_out_of_the_ordinary_stands_there_for_as_long_as_it_is(panel: RunPanel) -> None:
    panel.show_snapshot(moment(20))
    panel.show_note("Sound is off.")
    assert "Sound is off." in texts(panel)
    panel.show_note("")
    assert "Sound is off." not in said(panel)


def test_the_digits_never_move_what_is_around_them(panel: RunPanel) -> None:
    dose = Dose(90.0, 1, (Technique.COMPRESSION,), 10.0)
    places = set()
    for left in (90, 88, 11, 9, 1):
        panel.show_snapshot(moment(10 + 90 - left, dose))
        places.add(clock(panel).geometry().getRect())
    assert len(places) == 1
