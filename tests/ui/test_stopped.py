"""The question after a stop."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui.seeing import button, name, press, role, texts, visible
from unknot.core.safety import StopReason
from unknot.guide.library import Guide
from unknot.ui.stopped import StoppedDialog

REASONS = {
    "Sharp": StopReason.SHARP,
    "Electrical": StopReason.ELECTRICAL,
    "Shooting": StopReason.SHOOTING,
    "Numbness or tingling": StopReason.NUMBNESS,
    "Something else": StopReason.OTHER,
}


@pytest.fixture
def question(guide: Guide, parent: QWidget) -> StoppedDialog:
    question = StoppedDialog(guide.stop, parent)
    question.open()
    return question


def test_it_says_first_to_take_the_weight_off_and_then_asks(question: StoppedDialog, guide: Guide) -> None:
    assert (name(question), question.windowTitle(), role(question)) == (
        "You stopped",
        "You stopped",
        QAccessible.Role.Dialog,
    )
    said = texts(question)
    assert said[0] == guide.stop.after[0].text
    assert guide.stop.question in said
    assert [b.text() for b in visible(question, QPushButton)] == list(REASONS), "and there is no Resume"


@pytest.mark.parametrize("words", list(REASONS))
def test_each_answer_closes_it_with_its_reason(question: StoppedDialog, words: str) -> None:
    button(question, words).click()
    assert (question.reason, question.isVisible()) == (REASONS[words], False)


def test_escape_closes_it_without_a_reason(question: StoppedDialog) -> None:
    press(question, Qt.Key.Key_Escape)
    assert (question.reason, question.isVisible()) == (None, False)


def test_closing_it_gives_no_reason(question: StoppedDialog) -> None:
    question.close()
    assert (question.reason, question.isVisible()) == (None, False)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_key_that_stopped_the_session_may_still_be_held(question: StoppedDialog, key: Qt.Key) -> None:
    held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(question, held)
    assert (question.reason, question.isVisible()) == (None, True)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S])
def test_a_key_pressed_once_more_than_needed_answers_nothing(question: StoppedDialog, key: Qt.Key) -> None:
    assert not any(b.hasFocus() or b.isDefault() for b in visible(question, QPushButton))
    press(question, key)
    assert (question.reason, question.isVisible()) == (None, True)


def test_tab_reaches_the_answers(question: StoppedDialog) -> None:
    press(question, Qt.Key.Key_Tab)
    focused = question.focusWidget()
    assert isinstance(focused, QPushButton)
    press(focused, Qt.Key.Key_Space)
    assert question.reason is REASONS[focused.text()]
