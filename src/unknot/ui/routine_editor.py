"""Entering a routine: its name, its steps in order, and the dose of each, as a clinician may have advised it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from unknot.core.anatomy import Anatomy, Region, Side
from unknot.core.plan import Dose
from unknot.core.routine import LONGEST_NAME, MOST_STEPS, Routine, Step
from unknot.i18n import _
from unknot.ui.dose_form import DoseForm
from unknot.ui.layout import button, text
from unknot.ui.routines_dialog import dose_words
from unknot.ui.theme import GRID, fit_text, set_scale, text_factor
from unknot.ui.words import region_name, side_name


class RoutineEditor(QDialog):
    """Changes a routine. Accepted, `routine()` is what it has become.

    `dose_of` gives the dose that a muscle begins with when it is added.
    """

    def __init__(self, anatomy: Anatomy, routine: Routine, dose_of: Callable[[str], Dose], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Routine"))
        self._anatomy = anatomy
        self._routine = routine
        self._dose_of = dose_of
        self._steps = list(routine.steps)
        self._showing = False
        self._name = QLineEdit(routine.name)
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setAccessibleName(_("Name of the routine"))
        self._list = QListWidget()
        self._list.setAccessibleName(_("Steps"))
        self._muscle, self._side = QComboBox(), QComboBox()
        for muscle in anatomy.muscles:
            self._muscle.addItem(muscle.name, muscle.id)
        for side in Side:
            self._side.addItem(side_name(side), side)
        self._form = DoseForm()
        self._add = button(_("Add step"))
        self._remove = button(_("Remove step"))
        self._up = button(_("Earlier"))
        self._down = button(_("Later"))
        self._why = text(tone="quiet")
        self._save = button(_("Save routine"), "primary", 1.1)
        self._cancel = button(_("Cancel"))
        for part in (self._name, self._list, self._muscle, self._side):
            set_scale(part, 1.0)
        self._build()
        factor = text_factor(parent.width(), parent.height())
        fit_text(self, factor)
        self.resize(min(round(820 * factor), parent.width() - 4 * GRID), min(round(480 * factor), parent.height()))
        self._wire()
        self._fill(0)
        self._name.setFocus()

    def _build(self) -> None:
        name = QHBoxLayout()
        name.setSpacing(GRID)
        said = text(_("Name"), wrap=False)
        said.setBuddy(self._name)
        name.addWidget(said)
        name.addWidget(self._name, 1)
        moving = QGridLayout()
        moving.setSpacing(GRID)
        for place, made in enumerate((self._add, self._remove, self._up, self._down)):
            moving.addWidget(made, place // 2, place % 2)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self._list, 1)
        left.addLayout(moving)
        which = QGridLayout()
        which.setHorizontalSpacing(2 * GRID)
        which.setVerticalSpacing(2)
        for column, (words, box) in enumerate(((_("Muscle"), self._muscle), (_("Side"), self._side))):
            caption = text(words, scale=0.92)
            caption.setBuddy(box)  # on Linux a combo box is named by its label alone
            which.addWidget(caption, 0, column)
            which.addWidget(box, 1, column)
            which.setColumnStretch(column, 2 - column)
        right = QVBoxLayout()
        right.setSpacing(2 * GRID)
        right.addLayout(which)
        right.addWidget(self._form)
        right.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(3 * GRID)
        halves.addLayout(left, 1)
        halves.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._why, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(name)
        layout.addLayout(halves, 1)
        layout.addLayout(foot)

    def _wire(self) -> None:
        self._list.currentRowChanged.connect(self._show)
        self._muscle.activated.connect(self._take)
        self._side.activated.connect(self._take)
        self._form.changed.connect(self._take)
        self._name.textChanged.connect(self._follow)
        self._add.clicked.connect(self._add_step)
        self._remove.clicked.connect(self._remove_step)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._save.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)

    def routine(self) -> Routine | None:
        """Return what was entered, or None where it was not saved."""
        if self.result() != QDialog.DialogCode.Accepted.value or self._problem():
            return None
        return replace(self._routine, name=self._name.text().strip(), steps=tuple(self._steps))

    # What is shown

    def _fill(self, row: int) -> None:
        """Show all steps anew, with the one at `row` chosen."""
        self._list.blockSignals(True)
        self._list.clear()
        for number, step in enumerate(self._steps, 1):
            who = region_name(self._anatomy, step.region)
            self._list.addItem(f"{number}  {who}\n{dose_words(step.dose)}")
        self._list.blockSignals(False)
        self._list.setCurrentRow(row)

    def _show(self, row: int) -> None:
        if row < 0:
            return
        step = self._steps[row]
        self._showing = True
        self._muscle.setCurrentIndex(self._muscle.findData(step.region.muscle))
        self._side.setCurrentIndex(list(Side).index(step.region.side))
        self._form.show_dose(self._anatomy.muscle(step.region.muscle), step.dose)
        self._showing = False
        self._follow()

    def _follow(self) -> None:
        """Turn off what can't be done now, and say why a routine can't be saved."""
        row, count = self._list.currentRow(), len(self._steps)
        self._add.setEnabled(count < MOST_STEPS)
        self._remove.setEnabled(count > 1)
        self._up.setEnabled(row > 0)
        self._down.setEnabled(row < count - 1)
        why = self._problem()
        self._why.setText(why)
        self._save.setEnabled(not why)

    def _problem(self) -> str:
        if not self._name.text().strip():
            return _("Give it a name.")
        empty = next((number for number, step in enumerate(self._steps, 1) if not step.dose.techniques), None)
        return _("Step {n}: tick at least one technique.").format(n=empty) if empty else ""

    # What is changed

    def _take(self, *_changed: object) -> None:
        """Take what is set for the step that is chosen."""
        row = self._list.currentRow()
        if self._showing or row < 0:
            return
        before = self._steps[row]
        region = Region(self._muscle.currentData(), list(Side)[self._side.currentIndex()])
        dose = self._form.dose()
        if region.muscle != before.region.muscle:
            muscle = self._anatomy.muscle(region.muscle)
            dose = replace(dose, spots=min(dose.spots, muscle.spots_max))
        self._steps[row] = Step(region, dose)
        self._fill(row)

    def _add_step(self) -> None:
        """Add the next muscle on the same side: what is likely meant."""
        row = self._list.currentRow()
        last = self._steps[row].region
        muscles = [muscle.id for muscle in self._anatomy.muscles]
        following = muscles[(muscles.index(last.muscle) + 1) % len(muscles)]
        self._steps.insert(row + 1, Step(Region(following, last.side), self._dose_of(following)))
        self._fill(row + 1)

    def _remove_step(self) -> None:
        row = self._list.currentRow()
        del self._steps[row]
        self._fill(min(row, len(self._steps) - 1))

    def _move(self, by: int) -> None:
        row = self._list.currentRow()
        self._steps[row], self._steps[row + by] = self._steps[row + by], self._steps[row]
        self._fill(row + by)
