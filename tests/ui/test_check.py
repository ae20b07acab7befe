"""The safety check, and the advice that follows a tick."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QDialog, QSpinBox, QWidget

from ui.seeing import button, name, press, role, spin, texts, visible
from unknot.core.screening import CheckKind, Urgency, most_urgent
from unknot.guide.library import Guide
from unknot.ui.advice import AdviceDialog
from unknot.ui.check import SafetyCheck

ACCEPTED, REJECTED = QDialog.DialogCode.Accepted.value, QDialog.DialogCode.Rejected.value


@pytest.fixture
def check(guide: Guide, parent: QWidget) -> SafetyCheck:
    check = SafetyCheck(CheckKind.DAILY, guide.screening, guide.check, parent)
    check.open()
    return check


def boxes(check: SafetyCheck) -> list[QCheckBox]:
    return list(visible(check, QCheckBox))


def tick(check: SafetyCheck, guide: Guide, *ids: str) -> None:
    for box, item in zip(boxes(check), guide.screening, strict=True):
        box.setChecked(item.id in ids)


def test_it_is_a_dialog_with_a_check_box_for_each_item(check: SafetyCheck, guide: Guide) -> None:
    assert (name(check), check.windowTitle(), role(check)) == (
        "Safety check",
        "Safety check",
        QAccessible.Role.Dialog,
    )
    assert [name(box) for box in boxes(check)] == [item.statement.text for item in guide.screening]
    assert all(item.statement.source.title in box.toolTip() for box, item in zip(boxes(check), guide.screening))  # noqa: B905


def test_while_nothing_is_ticked_only_none_of_these_goes_on(check: SafetyCheck) -> None:
    assert button(check, "None of these").isEnabled()
    assert not button(check, "Continue").isEnabled()


def test_while_anything_is_ticked_only_continue_goes_on(check: SafetyCheck) -> None:
    for box in boxes(check):
        box.click()
        assert not button(check, "None of these").isEnabled()
        assert button(check, "Continue").isEnabled()
        box.click()
        assert button(check, "None of these").isEnabled()
        assert not button(check, "Continue").isEnabled()


def test_none_of_these_is_one_key_away(check: SafetyCheck, qtbot: object) -> None:
    assert check.focusWidget() is button(check, "None of these")
    press(check, Qt.Key.Key_Return)
    assert (check.result(), check.isVisible()) == (ACCEPTED, False)
    assert (check.ticked(), most_urgent(check.ticked())) == ((), None)


def test_enter_with_a_tick_does_not_accept(check: SafetyCheck) -> None:
    boxes(check)[0].click()
    press(check, Qt.Key.Key_Return)
    assert check.result() == REJECTED
    assert check.isVisible()


def test_continue_ends_it_unaccepted_with_what_was_ticked(check: SafetyCheck, guide: Guide) -> None:
    tick(check, guide, "weakness")
    button(check, "Continue").click()
    assert check.result() == REJECTED
    assert [item.id for item in check.ticked()] == ["weakness"]


def test_escape_is_no_answer(check: SafetyCheck) -> None:
    press(check, Qt.Key.Key_Escape)
    assert (check.result(), check.isVisible(), check.ticked()) == (REJECTED, False, ())


def test_the_most_urgent_tick_says_what_to_do(check: SafetyCheck, guide: Guide) -> None:
    for item in guide.screening:
        tick(check, guide, item.id)
        assert most_urgent(check.ticked()) is item.urgency
    tick(check, guide, *(item.id for item in guide.screening))
    assert most_urgent(check.ticked()) is Urgency.EMERGENCY
    milder = [item for item in guide.screening if item.urgency is not Urgency.EMERGENCY]
    tick(check, guide, *(item.id for item in milder))
    assert most_urgent(check.ticked()) is max(item.urgency for item in milder)


@pytest.mark.parametrize("flag", ["both-legs", "weakness", "bladder-bowel"])
def test_the_guides_red_flags_are_emergencies(check: SafetyCheck, guide: Guide, flag: str) -> None:
    tick(check, guide, flag)
    assert most_urgent(check.ticked()) is Urgency.EMERGENCY


def test_discomfort_before_is_asked_and_may_be_left(check: SafetyCheck) -> None:
    assert check.before() is None
    press(spin(check, "Discomfort before"), Qt.Key.Key_4)
    assert check.before() == 4


def test_an_item_can_be_ticked_from_the_start_and_unticked(guide: Guide, parent: QWidget) -> None:
    check = SafetyCheck(CheckKind.DAILY, guide.screening, guide.check, parent, ticked=["new-numbness"])
    check.open()
    assert [item.id for item in check.ticked()] == ["new-numbness"]
    assert check.focusWidget() is button(check, "Continue")
    assert not button(check, "None of these").isEnabled()
    tick(check, guide)
    assert not button(check, "Continue").isEnabled()
    button(check, "None of these").click()
    assert (check.answered(), check.ticked()) == (True, ())


def test_what_was_ticked_from_the_start_is_an_answer_only_with_continue(guide: Guide, parent: QWidget) -> None:
    closed, continued = (
        SafetyCheck(CheckKind.DAILY, guide.screening, guide.check, parent, ticked=["new-numbness"]) for _ in range(2)
    )
    closed.open()
    press(closed, Qt.Key.Key_Escape)
    assert (closed.result(), closed.answered()) == (REJECTED, False)
    continued.open()
    button(continued, "Continue").click()
    assert (continued.result(), continued.answered()) == (REJECTED, True)


def test_ones_own_tick_is_an_answer_however_it_is_closed(check: SafetyCheck, guide: Guide) -> None:
    assert not check.answered()
    tick(check, guide, "weakness")
    press(check, Qt.Key.Key_Escape)
    assert check.answered()


def test_where_no_session_follows_discomfort_is_not_asked(guide: Guide, parent: QWidget) -> None:
    check = SafetyCheck(CheckKind.DAILY, guide.screening, guide.check, parent, ask_rating=False)
    check.open()
    assert list(visible(check, QSpinBox)) == []
    assert check.before() is None


@pytest.mark.parametrize(
    ("urgency", "title"),
    [
        (Urgency.EMERGENCY, "Get medical help"),
        (Urgency.SAME_DAY, "Get medical help"),
        (Urgency.ASK_FIRST, "Ask a clinician first"),
    ],
)
def test_advice_has_its_title_its_lines_and_one_way_out(
    guide: Guide, parent: QWidget, urgency: Urgency, title: str
) -> None:
    advice = AdviceDialog(guide, urgency, "15", parent)
    advice.open()
    assert (name(advice), advice.windowTitle()) == (title, title)
    assert role(advice) is QAccessible.Role.Dialog
    assert set(guide.advice[urgency].lines_with("15")) <= set(texts(advice))
    button(advice, "Close").click()
    assert not advice.isVisible()


def test_an_emergency_names_the_number_that_was_set(guide: Guide, parent: QWidget) -> None:
    advice = AdviceDialog(guide, Urgency.EMERGENCY, "999", parent)
    advice.open()
    said = " ".join(texts(advice))
    assert "999" in said
    assert "{" not in said
