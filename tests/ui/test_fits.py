"""Nothing is cut off: at the smallest size, in either theme, with the text half as large again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from ui.conftest import Dress, Show
from ui.fitting import cut_off, ink_rows
from ui.seeing import EVERYTHING, begun, button, moment, visible
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Technique
from unknot.core.screening import CheckKind, Urgency
from unknot.core.session import Outcome
from unknot.guide.library import Guide
from unknot.ui import theme
from unknot.ui.advice import AdviceDialog, SeenDialog
from unknot.ui.check import SafetyCheck
from unknot.ui.stopped import StoppedDialog
from unknot.ui.window import SMALLEST, Window

MUSCLES = ["gluteus-medius", "gluteus-minimus", "piriformis"]
THEMES = [theme.LIGHT, theme.DARK]
LONG = "Not saved yet: the disk is full. It is kept while the program runs, and saved as soon as that is possible."


@pytest.fixture(params=THEMES, ids=["light", "dark"])
def window(
    request: pytest.FixtureRequest, text_size: float, guide: Guide, shipped: Path, dress: Dress, show: Show
) -> Window:
    dress(request.param)
    window = Window.furnished(guide, shipped, request.param)
    window.resize(*SMALLEST)
    window.show_region(None, Dose())
    show(window)
    return window


def settle(window: Window) -> None:
    for _turn in range(3):
        QApplication.processEvents()
    assert (window.width(), window.height()) == SMALLEST


def told(found: list[str]) -> str:
    return "\n".join(found)


State = Callable[[Window, Region], None]


def picked(window: Window, region: Region) -> None:
    window.show_region(region, Dose())
    window.show_today("Today: 2 of 3")


def picked_and_undo(window: Window, region: Region) -> None:
    picked(window, region)
    window.offer_undo(on=True)


def bone(window: Window, region: Region) -> None:
    picked(window, region)
    button(window, "Sacrum, do not press here").click()


def noticed(window: Window, region: Region) -> None:
    picked(window, region)
    window.show_notice(LONG)


def resting(window: Window, region: Region) -> None:
    picked(window, region)
    window.show_rest(["Rests until 07:00 tomorrow: you stopped here (numbness or tingling).", LONG, LONG, LONG, LONG])


def after(window: Window, region: Region) -> None:
    window.show_today("Today: 2 of 3")
    window.show_after("Piriformis, left", [Outcome.PARTIAL])
    window.offer_undo(on=True)


def whole(window: Window, region: Region) -> None:
    picked(window, region)
    button(window, "Whole body").click()


STATES: list[State] = [picked, picked_and_undo, bone, noticed, resting, after, whole]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("muscle", MUSCLES)
def test_nothing_is_cut_off_before_and_after_a_session(window: Window, muscle: str, state: State) -> None:
    state(window, Region(muscle, Side.RIGHT))
    settle(window)
    assert told(cut_off(window)) == ""


def test_nothing_is_cut_off_with_nothing_picked(window: Window) -> None:
    settle(window)
    assert told(cut_off(window)) == ""


@pytest.mark.parametrize("muscle", MUSCLES)
def test_nothing_is_cut_off_in_a_session(window: Window, muscle: str) -> None:
    stand = begun(EVERYTHING, Region(muscle, Side.RIGHT))
    window.show_session(rehearsal=True)
    phases = set()
    for _look in range(67):
        stand.clock.forward(5)
        window.show_snapshot(stand.shown[-1])
        phases.add(stand.shown[-1].session.phase.kind)
        settle(window)
        assert told(cut_off(window)) == ""
        assert told(cut_off(window.reminder)) == ""
    assert len(phases) == 6


@pytest.mark.parametrize("call", ["pause", "interrupt"])
def test_nothing_is_cut_off_while_it_is_held(window: Window, call: str) -> None:
    window.show_session(rehearsal=True)
    window.show_snapshot(moment(141, EVERYTHING, call))
    settle(window)
    assert told(cut_off(window)) == ""


Ask = Callable[[Guide, Window], QDialog]
ASKED: dict[str, Ask] = {
    "check": lambda guide, window: SafetyCheck(
        CheckKind.DAILY, [i for i in guide.screening if i.daily], guide.check, window
    ),
    "whole check": lambda guide, window: SafetyCheck(
        CheckKind.WHOLE, guide.screening, guide.check, window, stands=guide.screening[:2]
    ),
    "seen": lambda guide, window: SeenDialog(guide.check, ("I have sudden pain in both legs",), window),
    "stopped": lambda guide, window: StoppedDialog(guide.stop, window),
    "help": lambda guide, window: AdviceDialog(guide, Urgency.EMERGENCY, "112", window),
    "same day": lambda guide, window: AdviceDialog(guide, Urgency.SAME_DAY, "112", window),
    "ask first": lambda guide, window: AdviceDialog(guide, Urgency.ASK_FIRST, "112", window),
}


@pytest.mark.parametrize("ask", list(ASKED))
def test_nothing_is_cut_off_in_a_dialog_and_it_fits_the_smallest_screen(window: Window, guide: Guide, ask: str) -> None:
    dialog = ASKED[ask](guide, window)
    dialog.open()
    for _turn in range(3):
        QApplication.processEvents()
    assert told(cut_off(dialog)) == ""
    assert dialog.width() <= SMALLEST[0]
    assert dialog.height() <= SMALLEST[1]


@pytest.mark.parametrize("size", [(1024, 700), (1920, 1080)])
@pytest.mark.parametrize("seconds_left", [90, 58, 7])
def test_the_digits_are_at_least_an_eighth_of_the_windows_height_and_whole(
    window: Window, size: tuple[int, int], seconds_left: int
) -> None:
    window.resize(*size)
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(10 + 90 - seconds_left, Dose(90.0, 1, (Technique.COMPRESSION,), 10.0)))
    QApplication.processEvents()
    (digits,) = [label for label in visible(window, QLabel) if label.text() == str(seconds_left)]
    picture = window.grab().toImage()
    first, last = ink_rows(picture, QRect(digits.mapTo(window, QPoint(0, 0)), digits.size()))
    assert (last - first + 1) / window.height() >= 0.12
    top = digits.mapTo(window, QPoint(0, 0)).y()
    assert top < first, "not cut above"
    assert last < top + digits.height() - 1, "nor below"
    assert digits.fontMetrics().horizontalAdvance(digits.text()) <= digits.width(), "nor at the sides"
