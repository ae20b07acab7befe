"""What the computer does around a session goes with the window."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from unknot.guide.library import Guide
from unknot.store.settings import Settings
from unknot.surroundings import Surroundings
from unknot.ui.theme import LIGHT
from unknot.ui.window import Window


def test_nothing_is_started_once_all_is_let_go_of(guide: Guide, shipped: Path, qtbot: QtBot) -> None:
    """A program that is ended just after its start has this still to come."""
    window = Window.furnished(guide, shipped, LIGHT)
    qtbot.addWidget(window)
    around = Surroundings(window)
    around.close()
    around.sound_as(Settings())
    voice, chimes = around.sounds._voice, around.sounds._chimes
    assert (voice.process_id, chimes.process_id) == (0, 0)
