"""Changing a session, and adding one that was forgotten."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QPlainTextEdit, QTimeEdit, QWidget

from store.records import session
from ui.fitting import cut_off
from ui.seeing import LEFT, button, name, press, role, spin, texts, visible
from unknot.core.anatomy import Region, Side
from unknot.core.history import LONGEST_NOTE
from unknot.core.plan import Dose, Technique
from unknot.core.session import Outcome
from unknot.guide.library import Guide
from unknot.ui.days.session_forms import AddDialog, ChangeDialog, Said
from unknot.ui.days.sheet import sheet
from unknot.ui.theme import LIGHT

Make = Callable[[Guide, QWidget], QDialog]
NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)


def change(guide: Guide, parent: QWidget) -> ChangeDialog:
    dialog = ChangeDialog(guide.anatomy, session(before=5, after=None, note="firm ball"), parent, 1.0)
    dialog.show()
    return dialog


def add(guide: Guide, parent: QWidget) -> AddDialog:
    dialog = AddDialog(guide.anatomy, LEFT, Dose(), NOW, parent)
    dialog.show()
    return dialog


def note(dialog: QDialog) -> QPlainTextEdit:
    (found,) = visible(dialog, QPlainTextEdit)
    return found


def test_it_shows_what_was_said_and_says_what_is_changed(guide: Guide, parent: QWidget) -> None:
    dialog = change(guide, parent)
    assert (name(dialog), role(dialog)) == ("Change a session", QAccessible.Role.Dialog)
    assert {"Piriformis, left", "Sun 22 Nov 2026, 19:00"} <= set(texts(dialog))
    assert dialog.said() == Said(5, None, "firm ball")
    spin(dialog, "Discomfort before").setValue(-1)
    press(spin(dialog, "Discomfort after"), Qt.Key.Key_3)
    note(dialog).setPlainText(" softer \0ball\n")
    assert dialog.said() == Said(None, 3, "softer ball")
    button(dialog, "Save").click()
    assert dialog.result() == QDialog.DialogCode.Accepted.value


def test_a_note_is_no_longer_than_can_be_kept(guide: Guide, parent: QWidget) -> None:
    dialog = change(guide, parent)
    note(dialog).setPlainText("x" * (LONGEST_NOTE + 5))
    assert len(dialog.said().note) == LONGEST_NOTE
    button(dialog, "Cancel").click()
    assert dialog.result() == QDialog.DialogCode.Rejected.value


def test_tab_leaves_the_note(guide: Guide, parent: QWidget) -> None:
    dialog = change(guide, parent)
    assert note(dialog).tabChangesFocus()
    assert name(note(dialog)) == "Note"


def test_a_forgotten_one_is_what_was_set(guide: Guide, parent: QWidget) -> None:
    dialog = add(guide, parent)
    assert dialog.forgotten().region == LEFT
    assert dialog.forgotten().started == datetime(2026, 11, 22, 19, 0)  # noqa: DTZ001
    muscle, side, outcome = visible(dialog, QComboBox)
    muscle.setCurrentIndex(muscle.findText("Gluteus medius"))
    side.setCurrentIndex(side.findText("right"))
    outcome.setCurrentIndex(outcome.findText("In part"))
    (day,) = visible(dialog, QDateEdit)
    (at,) = visible(dialog, QTimeEdit)
    day.setDate(QDate(2026, 11, 20))
    at.setTime(QTime(7, 30))
    spin(dialog, "Compression seconds").setValue(45)
    spin(dialog, "Spots").setValue(4)
    button(dialog, "Stripping").click()
    spin(dialog, "Discomfort before").setValue(6)
    found = dialog.forgotten()
    assert found.region == Region("gluteus-medius", Side.RIGHT)
    assert found.started == datetime(2026, 11, 20, 7, 30)  # noqa: DTZ001
    assert found.dose == Dose(45.0, 4, (Technique.COMPRESSION, Technique.FRICTION), 10.0)
    assert (found.outcome, found.said) == (Outcome.PARTIAL, Said(6, None, ""))


def test_day_and_time_can_be_read(guide: Guide, parent: QWidget, text_size: float) -> None:
    parent.setStyleSheet(sheet(LIGHT))
    dialog = add(guide, parent)
    for kind in (QDateEdit, QTimeEdit):
        box = next(one for one in visible(dialog, kind) if type(one) is kind)
        image = box.grab().toImage()
        inside = [(x, y) for x in range(4, image.width() - 36) for y in range(4, image.height() - 4)]
        assert any(_is_ink(image, *point) for point in inside)
        assert box.lineEdit().width() >= box.fontMetrics().horizontalAdvance(box.text())
        assert box.lineEdit().height() >= box.fontMetrics().height()


def _is_ink(image: QImage, x: int, y: int) -> bool:
    return QColor(image.pixel(x, y)).lightness() < 100


def test_another_muscle_has_its_own_limits(guide: Guide, parent: QWidget) -> None:
    dialog = add(guide, parent)
    muscle = next(visible(dialog, QComboBox))
    muscle.setCurrentIndex(muscle.findText("Gluteus medius"))
    spin(dialog, "Spots").setValue(4)
    muscle.setCurrentIndex(muscle.findText("Piriformis"))
    assert dialog.forgotten().dose.spots == 2


def test_what_is_still_to_come_and_what_is_nothing_cant_be_saved(guide: Guide, parent: QWidget) -> None:
    dialog = add(guide, parent)
    save = button(dialog, "Save")
    (at,) = visible(dialog, QTimeEdit)
    at.setTime(QTime(19, 1))
    assert "That time is still to come." in texts(dialog)
    assert not save.isEnabled()
    at.setTime(QTime(18, 59))
    assert save.isEnabled()
    for technique in ("Sustained compression", "Circular friction", "Stripping"):
        button(dialog, technique).click()
    assert "Tick at least one technique." in texts(dialog)
    assert not save.isEnabled()


@pytest.mark.parametrize("make", [change, add])
def test_nothing_is_cut_off_and_it_fits_the_window(
    make: object, guide: Guide, parent: QWidget, text_size: float
) -> None:
    dialog = make(guide, parent)  # type: ignore[operator]
    assert cut_off(dialog) == []
    assert dialog.width() <= parent.width()
    assert dialog.height() <= parent.height()
