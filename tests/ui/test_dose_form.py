"""What can be set before a session, and what can't."""

import pytest
from PySide6.QtWidgets import QCheckBox, QSpinBox
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.seeing import name, spin, visible
from unknot.core.plan import Dose, Technique
from unknot.guide.library import Guide
from unknot.ui.dose_form import DoseForm

TICKS = {
    Technique.COMPRESSION: "Sustained compression",
    Technique.FRICTION: "Circular friction",
    Technique.STRIPPING: "Stripping",
}


@pytest.fixture
def form(guide: Guide, show: Show) -> DoseForm:
    form = DoseForm()
    show(form)
    form.show_dose(guide.anatomy.muscle("gluteus-medius"), Dose())
    return form


def tick(form: DoseForm, technique: Technique) -> QCheckBox:
    (only,) = [box for box in visible(form, QCheckBox) if name(box) == TICKS[technique]]
    return only


def test_it_has_the_names_of_the_contract(form: DoseForm) -> None:
    assert [name(box) for box in visible(form, QSpinBox)] == ["Compression seconds", "Spots", "Lead-in seconds"]
    assert [name(box) for box in visible(form, QCheckBox)] == list(TICKS.values())


@pytest.mark.parametrize(("muscle", "most"), [("gluteus-medius", 4), ("gluteus-minimus", 2), ("piriformis", 2)])
def test_the_limits_are_the_guides_and_the_muscles(form: DoseForm, guide: Guide, muscle: str, most: int) -> None:
    form.show_dose(guide.anatomy.muscle(muscle), Dose())
    limits = {name(box): (box.minimum(), box.maximum()) for box in visible(form, QSpinBox)}
    assert limits == {"Compression seconds": (30, 90), "Spots": (1, most), "Lead-in seconds": (3, 60)}


@pytest.mark.parametrize(
    "dose",
    [
        Dose(),
        Dose(30.0, 1, (Technique.FRICTION,), 3.0),
        Dose(90.0, 4, (Technique.COMPRESSION, Technique.STRIPPING), 60.0),
        Dose(45.0, 3, (Technique.STRIPPING,), 12.0),
    ],
)
def test_a_dose_comes_back_as_it_was_shown_and_nobody_is_told(
    form: DoseForm, guide: Guide, dose: Dose, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(form.changed):
        form.show_dose(guide.anatomy.muscle("gluteus-medius"), dose)
    assert form.dose() == dose


def test_a_dose_beyond_the_muscle_is_brought_within_its_limits(form: DoseForm, guide: Guide) -> None:
    form.show_dose(guide.anatomy.muscle("piriformis"), Dose(spots=4))
    assert form.dose().spots == 2
    form.show_dose(guide.anatomy.muscle("gluteus-medius"), Dose(spots=4))
    assert form.dose().spots == 4


@pytest.mark.parametrize(
    ("box", "value", "dose"),
    [
        ("Compression seconds", 75, Dose(compression_s=75.0)),
        ("Spots", 3, Dose(spots=3)),
        ("Lead-in seconds", 20, Dose(lead_in_s=20.0)),
    ],
)
def test_a_number_that_is_altered_is_told_with_the_whole_dose(
    form: DoseForm, qtbot: QtBot, box: str, value: int, dose: Dose
) -> None:
    with qtbot.waitSignal(form.changed) as heard:
        spin(form, box).setValue(value)
    assert heard.args == [dose]
    assert form.dose() == dose


def test_a_tick_that_is_altered_is_told(form: DoseForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.changed) as heard:
        tick(form, Technique.FRICTION).click()
    assert heard.args == [Dose(techniques=(Technique.COMPRESSION, Technique.STRIPPING))]


@pytest.mark.parametrize(
    ("techniques", "seconds_on", "spots_on"),
    [
        (tuple(Technique), True, True),
        ((Technique.COMPRESSION,), True, True),
        ((Technique.FRICTION,), False, True),
        ((Technique.STRIPPING,), False, False),
        ((), False, False),
    ],
)
def test_a_number_that_nothing_depends_on_is_off(
    form: DoseForm, techniques: tuple[Technique, ...], seconds_on: bool, spots_on: bool
) -> None:
    for technique in Technique:
        tick(form, technique).setChecked(technique in techniques)
    assert spin(form, "Compression seconds").isEnabled() == seconds_on
    assert spin(form, "Spots").isEnabled() == spots_on
    assert spin(form, "Lead-in seconds").isEnabled()


def test_what_is_shown_turns_numbers_off_too(form: DoseForm, guide: Guide) -> None:
    form.show_dose(guide.anatomy.muscle("piriformis"), Dose(techniques=(Technique.STRIPPING,)))
    assert not spin(form, "Compression seconds").isEnabled()
    form.show_dose(guide.anatomy.muscle("piriformis"), Dose())
    assert spin(form, "Compression seconds").isEnabled()
