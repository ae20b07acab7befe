"""Finding the spot, seeing how long it takes, and starting."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QFont
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.seeing import LEFT, button, has_button, name, spin, texts, visible
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Technique
from unknot.guide.library import Guide
from unknot.ui.find_panel import FindPanel
from unknot.ui.theme import GRID


@pytest.fixture
def panel(guide: Guide, show: Show) -> FindPanel:
    panel = FindPanel(guide.anatomy, guide.about, guide.strength.scale)
    panel.resize(52 * GRID, 84 * GRID)
    show(panel)
    panel.show_region(LEFT, Dose())
    panel.show_rest(())
    return panel


def steps(panel: FindPanel, guide: Guide, region: Region = LEFT) -> list[QWidget]:
    """Return the widgets of the three steps, in order."""
    found = []
    for step in guide.anatomy.muscle(region.muscle).finding:
        (label,) = [x for x in visible(panel, QLabel) if x.text().startswith(step.statement.text[:30])]
        parent = label.parentWidget()
        assert parent is not None
        found.append(parent)
    return found


def test_with_nothing_picked_it_asks_where_and_offers_no_start(panel: FindPanel, guide: Guide) -> None:
    panel.show_region(None, Dose())
    said = " ".join(texts(panel))
    assert "Where do you want to press?" in said
    assert guide.about.disclaimer.text in said
    assert not has_button(panel, "Start session")
    assert list(visible(panel, QCheckBox)) == []


@pytest.mark.parametrize("muscle", ["gluteus-medius", "gluteus-minimus", "piriformis"])
@pytest.mark.parametrize("side", list(Side))
def test_a_picked_muscle_is_named_with_its_side_and_its_words(
    panel: FindPanel, guide: Guide, muscle: str, side: Side
) -> None:
    panel.show_region(Region(muscle, side), Dose())
    words = guide.anatomy.muscle(muscle)
    said = " ".join(texts(panel))
    for expected in (words.name, side.value, words.refers.text, words.keep_off.text, words.tool.text):
        assert expected in said
    assert len(steps(panel, guide, Region(muscle, side))) == 3


def test_start_tells_the_dose_that_is_set(panel: FindPanel, qtbot: QtBot) -> None:
    spin(panel, "Compression seconds").setValue(45)
    with qtbot.waitSignal(panel.start) as heard:
        button(panel, "Start session").click()
    assert heard.args == [Dose(compression_s=45.0)]


def test_with_no_technique_start_is_off_and_says_what_is_missing(panel: FindPanel, qtbot: QtBot) -> None:
    for box in visible(panel, QCheckBox):
        box.setChecked(False)
    assert not button(panel, "Start session").isEnabled()
    assert "Tick at least one technique" in texts(panel)
    next(visible(panel, QCheckBox)).setChecked(True)
    assert button(panel, "Start session").isEnabled()


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose(30.0, 1, (Technique.COMPRESSION,), 3.0), "33 seconds in all"),
        (Dose(50.0, 1, (Technique.COMPRESSION,), 10.0), "1 minute in all"),
        (Dose(60.0, 1, (Technique.COMPRESSION,), 5.0), "1 minute 5 seconds in all"),
        (Dose(), "5 minutes 40 seconds in all"),
    ],
)
def test_the_total_time_is_said(panel: FindPanel, dose: Dose, words: str) -> None:
    panel.show_region(LEFT, dose)
    assert words in texts(panel)


def test_the_total_follows_what_is_set(panel: FindPanel) -> None:
    panel.show_region(LEFT, Dose(60.0, 1, (Technique.COMPRESSION,), 10.0))
    spin(panel, "Lead-in seconds").setValue(20)
    assert "1 minute 20 seconds in all" in texts(panel)


def test_an_altered_dose_is_told(panel: FindPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.dosed) as heard:
        spin(panel, "Spots").setValue(1)
    assert heard.args == [Dose(spots=1)]


def test_a_rest_takes_start_and_settings_away_and_says_why(panel: FindPanel, guide: Guide) -> None:
    panel.show_rest(("Rests until 07:00.", "Watch <this>"))
    assert not has_button(panel, "Start session")
    assert list(visible(panel, QCheckBox)) == []
    said = " ".join(texts(panel))
    assert "Rests until 07:00." in said
    assert "Watch &lt;this&gt;" in said
    panel.show_rest(())
    assert button(panel, "Start session").isEnabled()
    assert "Rests until" not in " ".join(texts(panel))


def test_a_rest_holds_when_the_region_is_shown_anew(panel: FindPanel) -> None:
    panel.show_rest(("Rests until 07:00.",))
    panel.show_region(LEFT, Dose(spots=1))
    assert not has_button(panel, "Start session")


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_step_lights_its_landmark_while_the_pointer_is_on_it(
    panel: FindPanel, guide: Guide, qtbot: QtBot, index: int
) -> None:
    step = steps(panel, guide)[index]
    here = step.rect().center().toPointF()
    with qtbot.waitSignal(panel.stepped) as heard:
        QApplication.sendEvent(step, QEnterEvent(here, here, here))
    assert heard.args == [index]
    assert weight(step) is QFont.Weight.DemiBold
    with qtbot.waitSignal(panel.stepped) as left:
        QApplication.sendEvent(step, QEvent(QEvent.Type.Leave))
    assert left.args == [None]
    assert weight(step) is QFont.Weight.Normal


def weight(step: QWidget) -> QFont.Weight:
    return step.findChildren(QLabel)[-1].font().weight()


def test_a_step_can_be_reached_by_keyboard_and_lights_then(panel: FindPanel, guide: Guide, qtbot: QtBot) -> None:
    step = steps(panel, guide)[1]
    assert step.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(panel.stepped) as heard:
        step.setFocus()
    assert heard.args == [1]


def test_a_step_is_read_out_as_it_is_written(panel: FindPanel, guide: Guide) -> None:
    for step, found in zip(steps(panel, guide), guide.anatomy.muscle("piriformis").finding, strict=True):
        assert name(step).startswith(found.statement.text)
        assert "<" not in name(step), "markup is not for reading out"


def test_undo_is_there_only_while_it_is_offered(panel: FindPanel, qtbot: QtBot) -> None:
    assert not has_button(panel, "Undo")
    panel.offer_undo(on=True)
    with qtbot.waitSignal(panel.undone):
        button(panel, "Undo").click()
    panel.offer_undo(on=False)
    assert not has_button(panel, "Undo")
