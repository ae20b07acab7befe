"""Entering a routine: steps in order, each with its own muscle, side and dose."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QWidget

from ui.conftest import Show
from ui.fitting import cut_off
from ui.seeing import LEFT, button, has_button, name, spin, texts, visible
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Technique
from unknot.core.routine import LONGEST_NAME, MOST_STEPS, Routine, Step
from unknot.guide.library import Guide
from unknot.ui.routine_editor import RoutineEditor

MEDIUS = Region("gluteus-medius", Side.LEFT)
TWO = Routine("1", "Mine", (Step(MEDIUS, Dose(45.0, 3)), Step(LEFT, Dose(90.0, 1))))


@pytest.fixture(params=[(1024, 700)], ids=["small"])
def editor(request: pytest.FixtureRequest, guide: Guide, show: Show) -> Iterator[RoutineEditor]:
    parent = QWidget()
    parent.resize(*request.param)
    editor = RoutineEditor(guide.anatomy, TWO, lambda _muscle: Dose(), parent)
    show(editor)
    yield editor
    parent.deleteLater()


def saved(editor: RoutineEditor) -> Routine:
    button(editor, "Save routine").click()
    routine = editor.routine()
    assert routine is not None
    editor.show()
    return routine


def box(editor: RoutineEditor, words: str) -> QComboBox:
    (caption,) = [label for label in visible(editor, QLabel) if label.text() == words]
    named = caption.buddy()
    assert isinstance(named, QComboBox)
    return named


def pick(editor: RoutineEditor, words: str, row: int) -> None:
    """Choose as a person does: the box says so."""
    box(editor, words).setCurrentIndex(row)
    box(editor, words).activated.emit(row)


def rows(editor: RoutineEditor) -> QListWidget:
    (found,) = visible(editor, QListWidget)
    return found


def line(editor: RoutineEditor) -> QLineEdit:
    (only,) = [one for one in visible(editor, QLineEdit) if name(one) == "Name of the routine"]
    return only


def test_what_nobody_changed_is_saved_as_it_was(editor: RoutineEditor) -> None:
    for row in (1, 0):
        rows(editor).setCurrentRow(row)
    assert saved(editor) == TWO


def test_the_step_that_is_chosen_is_the_one_that_changes(editor: RoutineEditor) -> None:
    rows(editor).setCurrentRow(1)
    assert (spin(editor, "Compression seconds").value(), spin(editor, "Spots").value()) == (90, 1)
    spin(editor, "Compression seconds").setValue(30)
    pick(editor, "Side", 1)
    first, second = saved(editor).steps
    assert first == TWO.steps[0]
    assert second == Step(Region("piriformis", Side.RIGHT), Dose(30.0, 1))


def test_another_muscle_keeps_its_own_limit_of_spots(editor: RoutineEditor) -> None:
    pick(editor, "Muscle", 2)
    assert spin(editor, "Spots").maximum() == 2
    assert saved(editor).steps[0] == Step(LEFT, Dose(45.0, 2))


def test_steps_are_added_moved_and_removed(editor: RoutineEditor) -> None:
    button(editor, "Add step").click()
    button(editor, "Later").click()
    assert [step.region.muscle for step in saved(editor).steps] == ["gluteus-medius", "piriformis", "gluteus-minimus"]
    rows(editor).setCurrentRow(0)
    button(editor, "Remove step").click()
    assert [step.region.muscle for step in saved(editor).steps] == ["piriformis", "gluteus-minimus"]
    button(editor, "Later").click()
    assert [step.region.muscle for step in saved(editor).steps] == ["gluteus-minimus", "piriformis"]


def test_the_ends_of_the_list_and_its_limits_turn_buttons_off(editor: RoutineEditor) -> None:
    assert not button(editor, "Earlier").isEnabled()
    rows(editor).setCurrentRow(1)
    assert not button(editor, "Later").isEnabled()
    for _ in range(MOST_STEPS - 2):
        button(editor, "Add step").click()
    assert not button(editor, "Add step").isEnabled()
    for _ in range(MOST_STEPS - 1):
        button(editor, "Remove step").click()
    assert not button(editor, "Remove step").isEnabled()
    assert len(saved(editor).steps) == 1


def test_without_a_name_or_a_technique_it_says_why_it_cant_be_saved(editor: RoutineEditor) -> None:
    line(editor).setText("   ")
    assert not button(editor, "Save routine").isEnabled()
    assert "Give it a name." in texts(editor)
    line(editor).setText("x" * 200)
    assert len(line(editor).text()) == LONGEST_NAME
    for technique in ("Sustained compression", "Circular friction", "Stripping"):
        button(editor, technique).click()
    assert "Step 1: tick at least one technique." in texts(editor)
    assert not button(editor, "Save routine").isEnabled()
    button(editor, "Stripping").click()
    assert saved(editor).steps[0].dose.techniques == (Technique.STRIPPING,)


def test_cancelled_it_gives_nothing(editor: RoutineEditor) -> None:
    line(editor).setText("Other")
    assert has_button(editor, "Cancel")
    button(editor, "Cancel").click()
    assert editor.routine() is None


@pytest.mark.parametrize("editor", [(1024, 700), (1920, 1080)], indirect=True, ids=["small", "large"])
def test_nothing_is_cut_off_and_it_is_no_larger_than_the_window(editor: RoutineEditor) -> None:
    parent = editor.parentWidget()
    assert parent is not None
    assert parent.size().expandedTo(editor.size()) == parent.size()
    assert cut_off(editor) == []
