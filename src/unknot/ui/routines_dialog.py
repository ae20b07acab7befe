"""The routines: those that are ready-made and the person's own, what is in each, and how long it takes."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListWidget, QPushButton, QScrollArea, QVBoxLayout, QWidget

from unknot.core.anatomy import Anatomy
from unknot.core.plan import Dose, PlanError, Technique
from unknot.core.routine import Routine, Step, build_plans
from unknot.i18n import _, n_
from unknot.markup import escape, strong
from unknot.ui.layout import button, heading, read_by_keys, text
from unknot.ui.theme import GRID, fit_text, set_scale, text_factor
from unknot.ui.words import duration, region_name


class Wish(Enum):
    """What a person wants of the routine that is chosen."""

    NOTHING = auto()
    START = auto()
    EDIT = auto()
    NEW = auto()
    DELETE = auto()


class RoutinesDialog(QDialog):
    """Shows routines. When it is closed, `wish` says what is wanted, and `chosen` of which.

    `at` is the id of the routine to show first. Ready-made ones can be copied, the person's own changed and deleted.
    """

    def __init__(
        self, anatomy: Anatomy, ready: Sequence[Routine], own: Sequence[Routine], parent: QWidget, *, at: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Routines"))
        self._anatomy = anatomy
        self._own = tuple(own)
        self._routines = (*ready, *own)
        self.wish = Wish.NOTHING
        self._list = QListWidget()
        self._list.setAccessibleName(_("Routines"))
        set_scale(self._list, 1.0)
        for routine in self._routines:
            self._list.addItem(routine.name)
        self._name = heading(scale=1.5)
        self._whose = text(tone="quiet", scale=0.92)
        self._length = text(bold=True)
        self._steps = text()
        self._start = button(_("Start routine"), "primary", 1.1)
        self._edit = button(_("Change"))
        self._new = button(_("New routine"))
        self._delete = button(_("Delete"))
        self._close = button(_("Close"))
        self._build()
        factor = text_factor(parent.width(), parent.height())
        fit_text(self, factor)
        self.resize(min(round(760 * factor), parent.width() - 4 * GRID), min(round(460 * factor), parent.height()))
        self._list.currentRowChanged.connect(self._show)
        self._list.itemActivated.connect(lambda _item: self._end(Wish.START))
        self._start.clicked.connect(lambda: self._end(Wish.START))
        self._edit.clicked.connect(lambda: self._end(Wish.EDIT))
        self._new.clicked.connect(lambda: self._end(Wish.NEW))
        self._delete.clicked.connect(self._ask_delete)
        self._close.clicked.connect(self.reject)
        self._list.setCurrentRow(next((i for i, one in enumerate(self._routines) if one.id == at), 0))
        self._start.setDefault(True)
        self._list.setFocus()

    def _build(self) -> None:
        inside = QWidget()
        reading = QVBoxLayout(inside)
        reading.setContentsMargins(0, 0, GRID, 0)
        reading.setSpacing(GRID // 2)
        for part in (self._name, self._whose):
            reading.addWidget(part)
        reading.addSpacing(GRID)
        reading.addWidget(self._steps)
        reading.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        read_by_keys(scroll, self._name)
        changing = QHBoxLayout()
        changing.setSpacing(GRID)
        for made in (self._new, self._edit, self._delete):
            changing.addWidget(made)
        changing.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(scroll, 1)
        right.addLayout(changing)
        halves = QHBoxLayout()
        halves.setSpacing(3 * GRID)
        halves.addWidget(self._list, 2)
        halves.addLayout(right, 3)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._length, 1)
        foot.addWidget(self._close)
        foot.addWidget(self._start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(halves, 1)
        layout.addLayout(foot)

    @property
    def chosen(self) -> Routine | None:
        """The routine that is chosen."""
        row = self._list.currentRow()
        return self._routines[row] if row >= 0 else None

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return what can be pressed, in order."""
        return self._start, self._edit, self._new, self._delete, self._close

    def _show(self) -> None:
        routine = self.chosen
        if routine is None:
            return
        own = routine in self._own
        self._name.setText(routine.name)
        count = n_("{n} session", "{n} sessions", len(routine.steps)).format(n=len(routine.steps))
        whose = _("Yours") if own else _("Ready-made, with the seconds and spots you used last")
        self._whose.setText(_("{count}, one after the other. {whose}.").format(count=count, whose=whose))
        self._steps.setText("".join(self._line(number, step) for number, step in enumerate(routine.steps, 1)))
        self._edit.setText(_("Change") if own else _("Copy and change"))
        self._delete.setVisible(own)
        self._delete.setText(_("Delete"))
        self._start.setEnabled(self._measure(routine))

    def _measure(self, routine: Routine) -> bool:
        """Show how long it takes; whether it can be done."""
        try:
            plans = build_plans(routine.steps, lambda muscle: self._anatomy.muscle(muscle).spots_max)
        except PlanError as error:
            self._length.setText(str(error))
            return False
        self._length.setText(_("{time} in all").format(time=duration(round(sum(plan.total_s for plan in plans)))))
        return True

    def _line(self, number: int, step: Step) -> str:
        who = strong(f"{number}  {region_name(self._anatomy, step.region)}")
        return f'<p style="margin: 0 0 6px 0;">{who}<br>{escape(dose_words(step.dose))}</p>'

    def _ask_delete(self) -> None:
        """Delete at the second press: there is no way back."""
        sure = _("Delete for good?")
        if self._delete.text() == sure:
            self._end(Wish.DELETE)
        else:
            self._delete.setText(sure)

    def _end(self, wish: Wish) -> None:
        if wish is Wish.START and not self._start.isEnabled():
            return
        self.wish = wish
        self.accept()


def dose_words(dose: Dose) -> str:
    """Return a dose in few words: `compression 60 s, friction, 2 spots, stripping`."""
    said = []
    if Technique.COMPRESSION in dose.techniques:
        said.append(_("compression {s} s").format(s=round(dose.compression_s)))
    if Technique.FRICTION in dose.techniques:
        said.append(_("friction"))
    if said:
        said.append(n_("{n} spot", "{n} spots", dose.spots).format(n=dose.spots))
    if Technique.STRIPPING in dose.techniques:
        said.append(_("stripping"))
    return ", ".join(said)
