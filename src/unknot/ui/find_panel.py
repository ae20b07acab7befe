"""The panel before a session: how to find the spot, what to set, and Start."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from unknot.core.anatomy import Anatomy, Muscle, Region, Statement
from unknot.core.plan import Dose, PlanError, build_plan
from unknot.guide.words import About
from unknot.i18n import _
from unknot.markup import escape, strong
from unknot.ui.dose_form import DoseForm
from unknot.ui.layout import button, heading, rule, text
from unknot.ui.theme import GRID, plate_font, set_scale
from unknot.ui.words import duration, side_name, sourced

ROOM_LINES = 26
"""In a panel of fewer lines of text than this, what is set would leave no room for what is read."""


class FindPanel(QWidget):
    """Shows the chosen muscle; emits `start` with the dose, `stepped` with a finding step or None."""

    start = Signal(object)
    stepped = Signal(object)
    dosed = Signal(object)
    undone = Signal()

    def __init__(self, anatomy: Anatomy, about: About, scale: Statement, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anatomy = anatomy
        self._strong = scale
        self._region: Region | None = None
        self._rests = self._cramped = False
        self._title = heading(_("Where do you want to press?"))
        self._side = heading(scale=1.5)
        self._side.setFont(plate_font(1.5, italic=True))
        self._lead = text()
        self._steps = [_Step(number) for number in range(1, 4)]
        self._more = text(tone="quiet")
        self._welcome = _welcome(anatomy, about)
        self._form = DoseForm()
        self._total = text(tone="quiet")
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._resting = text(scale=1.05)
        self._undo = button(_("Undo"))
        self._undo.hide()
        self._start = button(_("Start session"), "primary", 1.15)
        self._today = text(scale=1.15, bold=True, wrap=False)
        self._build()
        self._form.changed.connect(self._dose_changed)
        self._undo.clicked.connect(self.undone)
        self._start.clicked.connect(lambda: self.start.emit(self._form.dose()))
        for index, step in enumerate(self._steps):
            step.entered.connect(lambda index=index: self.stepped.emit(index))
            step.left.connect(lambda: self.stepped.emit(None))
        self.show_region(None, Dose())

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 0, Qt.AlignmentFlag.AlignBaseline)
        top.addWidget(self._side, 1, Qt.AlignmentFlag.AlignBaseline)
        inside = QWidget()
        self._reading = reading = QVBoxLayout(inside)
        reading.setContentsMargins(0, 0, GRID, 0)
        reading.setSpacing(GRID + 2)
        reading.addLayout(top)
        reading.addWidget(self._lead)
        reading.addWidget(self._resting)
        for step in self._steps:
            reading.addWidget(step)
        reading.addWidget(self._more)
        reading.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.addWidget(self._today)
        foot.addWidget(self._undo)
        foot.addWidget(self._total, 1)
        self._line = rule()
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID + 4)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._form)
        layout.addLayout(foot)
        layout.addWidget(self._start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room for what is set beside what is read."""
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """See to it again where what lies in it has changed: its text gets another size after the panel."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)

    def _make_room(self) -> None:
        """Where the text is so large that both don't fit, let what is set scroll with what is read."""
        cramped = self.height() < ROOM_LINES * self._lead.fontMetrics().height()
        if cramped == self._cramped:
            return
        self._cramped = cramped
        if cramped:
            self._reading.insertWidget(self._reading.count() - 1, self._form)
        else:
            self._layout.insertWidget(2, self._form)
        self._form.stack(on=cramped)

    # What is shown

    def show_region(self, region: Region | None, dose: Dose) -> None:
        """Show a muscle and side with the dose it was last given; None for none chosen."""
        self._region = region
        if region is None:
            self._title.setText(_("Where do you want to press?"))
            self._lead.setText(self._welcome)
        else:
            muscle = self._anatomy.muscle(region.muscle)
            self._title.setText(muscle.name)
            self._side.setText(side_name(region.side))
            self._lead.setText(sourced(muscle.refers))
            for step, found in zip(self._steps, muscle.finding, strict=True):
                step.show_step(found.statement)
            self._more.setText(
                "<br>".join(sourced(s) for s in (muscle.keep_off, self._strong, muscle.tool, muscle.position))
            )
            self._form.show_dose(muscle, dose)
        self._arrange()

    def show_today(self, words: str) -> None:
        """Show the day's count."""
        self._today.setText(words)

    def show_rest(self, lines: Sequence[str]) -> None:
        """Say why the chosen muscle rests, so that no session starts; no lines that it does not."""
        self._rests = bool(lines)
        self._resting.setText("".join(f"<p>{escape(line)}</p>" for line in lines))
        self._arrange()

    def _arrange(self) -> None:
        """Show what belongs to the chosen muscle, or to its rest, or to no choice."""
        chosen = self._region is not None
        free = chosen and not self._rests
        self._side.setVisible(chosen)
        self._lead.setVisible(free or not chosen)
        self._resting.setVisible(chosen and self._rests)
        for part in (*self._steps, self._more, self._form, self._total, self._line, self._start):
            part.setVisible(free)
        self._measure()

    def offer_undo(self, *, on: bool) -> None:
        """Offer to take the session just made away, or no longer."""
        self._undo.setVisible(on)

    def focus_start(self) -> None:
        """Put the keyboard's focus on Start."""
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dose_changed(self, dose: Dose) -> None:
        self._measure()
        self.dosed.emit(dose)

    def _measure(self) -> None:
        """Show how long it takes, and whether it can start."""
        if self._region is None:
            return
        muscle: Muscle = self._anatomy.muscle(self._region.muscle)
        try:
            plan = build_plan(self._region, self._form.dose(), muscle.spots_max)
        except PlanError:
            self._total.setText(_("Tick at least one technique"))
            self._start.setEnabled(False)
            return
        self._total.setText(_("{time} in all").format(time=duration(round(plan.total_s))))
        self._start.setEnabled(not self._rests)


def _welcome(anatomy: Anatomy, about: About) -> str:
    """Return what is read before anything is picked: each muscle and where it is felt, and what the program is not."""
    muscles = "".join(f"<p>{strong(m.name)}<br>{sourced(m.refers)}</p>" for m in anatomy.muscles)
    pick = _("Click a muscle on the picture or in the list. Or click “Where do you feel it?” over the picture.")
    return f"<p>{escape(pick)}</p>{muscles}<p>{escape(about.disclaimer.text)}</p><p>{escape(about.privacy.text)}</p>"


class _Step(QAbstractButton):
    """One finding step: a number in the plate's face and a line to read.

    Lights its landmark while the pointer or the focus is on it. A button, so that assistive tools name it and reach it.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        digit = QLabel(str(number))
        digit.setFont(plate_font(1.6))
        set_scale(digit, 1.6)
        digit.setProperty("tone", "teal")
        digit.setMinimumWidth(3 * GRID)
        digit.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words = text()
        for part in (digit, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(digit, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.entered)

    def show_step(self, statement: Statement) -> None:
        """Show the words of the step."""
        self._words.setText(sourced(statement))
        self.setAccessibleName(statement.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the labels do."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light the landmark."""
        super().enterEvent(event)
        self._light(on=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Light it no more."""
        super().leaveEvent(event)
        self._light(on=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light the landmark."""
        super().focusInEvent(event)
        self._light(on=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Light it no more."""
        super().focusOutEvent(event)
        self._light(on=False)

    def _light(self, *, on: bool) -> None:
        font = self._words.font()
        font.setWeight(QFont.Weight.DemiBold if on else QFont.Weight.Normal)
        self._words.setFont(font)
        (self.entered if on else self.left).emit()
