"""The small dialogs of the sessions: what is changed of one, and one that was done without the program."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTimeEdit,
    QWidget,
)

from unknot.core.anatomy import Anatomy, Region, Side
from unknot.core.history import LONGEST_NOTE, KeptSession
from unknot.core.plan import Dose
from unknot.core.session import Outcome
from unknot.i18n import _
from unknot.ui.days.words import moment_words, outcome_name
from unknot.ui.dose_form import DoseForm
from unknot.ui.layout import button, column, heading, text
from unknot.ui.rating import Rating
from unknot.ui.theme import GRID, fit_text, set_scale, text_factor
from unknot.ui.words import region_name, side_name


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a session: discomfort before and after, 0 to 10 or None, and a note."""

    before: int | None
    after: int | None
    note: str


class SaidForm(QWidget):
    """Two ratings and a note."""

    def __init__(self, said: Said) -> None:
        super().__init__()
        self._before, self._after = Rating(_("Discomfort before")), Rating(_("Discomfort after"))
        self._note = QPlainTextEdit(said.note)
        self._note.setAccessibleName(_("Note"))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(12 * GRID)
        set_scale(self._note, 1.0)
        for box, value in ((self._before, said.before), (self._after, said.after)):
            if value is not None:
                box.setValue(value)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        named = ((_("Discomfort before, 0 to 10"), self._before), (_("Discomfort after, 0 to 10"), self._after))
        for place, (words, box) in enumerate(named):
            label = text(words, scale=0.92)
            label.setBuddy(box)
            grid.addWidget(label, 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
        label = text(_("Note"), scale=0.92)
        label.setBuddy(self._note)
        grid.addWidget(label, 2, 0, 1, 2)
        grid.addWidget(self._note, 3, 0, 1, 2)

    def said(self) -> Said:
        """Return what is said now. A note longer than can be kept is cut."""
        note = self._note.toPlainText().replace("\0", "").strip()[:LONGEST_NOTE]
        return Said(self._before.rating(), self._after.rating(), note)


class ChangeDialog(QDialog):
    """Lets the ratings and the note of a session be changed; `said` after it was accepted."""

    def __init__(self, anatomy: Anatomy, session: KeptSession, parent: QWidget, factor: float) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Change a session"))
        self._form = SaidForm(Said(session.before, session.after, session.note))
        layout = column(self)
        layout.addWidget(heading(region_name(anatomy, session.region), 1.5))
        layout.addWidget(text(moment_words(session.started_at), tone="quiet"))
        layout.addWidget(self._form)
        layout.addLayout(_buttons(self, button(_("Save"), "primary")))
        fit_text(self, factor)
        self.resize(round(440 * factor), self.sizeHint().height())

    def said(self) -> Said:
        """Return what is said now."""
        return self._form.said()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A session that was done without the program. `started` is local, without an offset."""

    region: Region
    started: datetime
    dose: Dose
    outcome: Outcome
    said: Said


class AddDialog(QDialog):
    """Lets a session be added; `forgotten` after it was accepted. Nothing later than `now` (local) can be said."""

    def __init__(self, anatomy: Anatomy, region: Region, dose: Dose, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Add a session"))
        self._anatomy = anatomy
        self._muscle, self._side, self._outcome = QComboBox(), QComboBox(), QComboBox()
        for muscle in anatomy.muscles:
            self._muscle.addItem(muscle.name, muscle.id)
        for side in Side:
            self._side.addItem(side_name(side), side)
        for outcome in (Outcome.COMPLETED, Outcome.PARTIAL):
            self._outcome.addItem(outcome_name(outcome), outcome)
        self._muscle.setCurrentIndex(self._muscle.findData(region.muscle))
        self._side.setCurrentIndex(list(Side).index(region.side))
        self._date = QDateEdit(QDate(now.year, now.month, now.day))
        self._date.setMaximumDate(QDate(now.year, now.month, now.day))
        self._date.setDisplayFormat("yyyy-MM-dd")
        self._time = QTimeEdit(QTime(now.hour, now.minute))
        self._time.setDisplayFormat("HH:mm")
        self._now = now.replace(tzinfo=None)
        self._dose = DoseForm()
        self._dose.show_dose(anatomy.muscle(region.muscle), dose)
        self._said = SaidForm(Said(None, None, ""))
        self._why = text(tone="stop", scale=0.92)
        self._save = button(_("Save"), "primary")
        self._build()
        factor = text_factor(parent.width(), parent.height())
        fit_text(self, factor)
        self.resize(min(round(620 * factor), parent.width()), self.sizeHint().height())
        self._wire()
        self._follow()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2)
        named = (
            (_("Muscle"), self._muscle),
            (_("Side"), self._side),
            (_("Day"), self._date),
            (_("Time of day"), self._time),
            (_("How it ended"), self._outcome),
        )
        for place, (words, control) in enumerate(named):
            label = text(words, scale=0.92)
            label.setBuddy(control)
            control.setAccessibleName(words)
            set_scale(control, 1.0)
            if isinstance(control, QDateEdit | QTimeEdit):
                set_scale(control.lineEdit(), 1.0)
                control.lineEdit().setTextMargins(GRID, 0, 0, 0)
            grid.addWidget(label, 0, place)
            grid.addWidget(control, 1, place)
        grid.setColumnStretch(0, 1)
        layout = column(self, GRID)
        layout.addWidget(text(_("One that you did without the program. It counts as if it had led you.")))
        layout.addLayout(grid)
        layout.addWidget(self._dose)
        layout.addWidget(self._said)
        layout.addWidget(self._why)
        layout.addLayout(_buttons(self, self._save))

    def _wire(self) -> None:
        self._muscle.currentIndexChanged.connect(self._limit)
        for signal in (self._date.dateChanged, self._time.timeChanged, self._dose.changed):
            signal.connect(self._follow)

    def _limit(self) -> None:
        muscle = self._anatomy.muscle(self._muscle.currentData())
        self._dose.show_dose(muscle, self._dose.dose())

    def _started(self) -> datetime:
        day, at = self._date.date(), self._time.time()
        return datetime(day.year(), day.month(), day.day(), at.hour(), at.minute())  # noqa: DTZ001  # as a clock shows

    def _follow(self, *_changed: object) -> None:
        why = ""
        if not self._dose.dose().techniques:
            why = _("Tick at least one technique.")
        elif self._started() > self._now:
            why = _("That time is still to come.")
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._save.setEnabled(not why)

    def forgotten(self) -> Forgotten:
        """Return what is set now."""
        region = Region(self._muscle.currentData(), list(Side)[self._side.currentIndex()])
        outcome = (Outcome.COMPLETED, Outcome.PARTIAL)[self._outcome.currentIndex()]
        return Forgotten(region, self._started(), self._dose.dose(), outcome, self._said.said())


def _buttons(dialog: QDialog, save: QPushButton) -> QHBoxLayout:
    cancel = button(_("Cancel"))
    cancel.clicked.connect(dialog.reject)
    save.clicked.connect(dialog.accept)
    save.setDefault(True)
    line = QHBoxLayout()
    line.setSpacing(GRID)
    line.addStretch(1)
    for made in (cancel, save):
        line.addWidget(made, 0, Qt.AlignmentFlag.AlignRight)
    return line
