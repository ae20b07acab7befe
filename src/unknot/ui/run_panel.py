"""The panel in a session: the clock, what to do now, what comes next, and Stop."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from unknot.core.anatomy import Statement
from unknot.core.plan import Kind, Technique
from unknot.core.session import HELD, Snapshot, Stage, easing_is_due
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.layout import button, heading, text
from unknot.ui.phase_strip import PhaseStrip
from unknot.ui.theme import GRID, Colours, digits_font
from unknot.ui.words import phase_words, region_name, source_mark, time_left

DIGITS_SHARE = 0.2
"""Height of the digits as a share of the window's height: legible from the floor. Never under 0.12."""


class RunPanel(QWidget):
    """Draws snapshots; says what the person wants with `pause`, `skip` and `stop`."""

    pause = Signal()
    skip = Signal()
    stop = Signal()

    def __init__(self, guide: Guide, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self._who = text(tone="quiet", scale=1.1, wrap=False)
        self._phase = heading(scale=2.1)
        self._spot = text(tone="quiet", scale=1.1, wrap=False)
        self._digits = QLabel()
        self._digits.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._digits.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._unit = text(tone="quiet", scale=1.1)
        self._unit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._instruction = text(scale=1.3)
        self._strip = PhaseStrip(colours)
        self._next = text(scale=1.15, bold=True)
        self._rehearsal = text(_("Rehearsal: not counted"), tone="teal", bold=True)
        self._pause = button(_("Pause"), "", 1.15)
        self._skip = button(_("Next phase"), "", 1.15)
        self._stop = button(_("Stop now"), "stop", 1.5)
        self._keys = text(_("Space: pause    →: next    S or Esc: stop"), tone="quiet", scale=0.92)
        self._build()
        self._pause.clicked.connect(self.pause)
        self._skip.clicked.connect(self.skip)
        self._stop.clicked.connect(self.stop)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._who)
        top.addStretch(1)
        top.addWidget(self._spot)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._pause, 1)
        buttons.addWidget(self._skip, 1)
        self._stop.setMinimumHeight(8 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self._phase)
        layout.addWidget(self._instruction)
        layout.addStretch(2)
        layout.addWidget(self._digits)
        layout.addWidget(self._unit)
        layout.addStretch(3)
        layout.addWidget(self._next)
        layout.addWidget(self._strip)
        layout.addWidget(self._rehearsal)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)
        layout.addWidget(self._stop)
        layout.addWidget(self._keys)

    def prepare(self, *, rehearsal: bool) -> None:
        """Get ready to show a new session."""
        self._rehearsal.setVisible(rehearsal)

    def focus_pause(self) -> None:
        """Put the focus where Space means the same as everywhere."""
        self._pause.setFocus(Qt.FocusReason.OtherFocusReason)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._strip.dress(colours)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw this moment."""
        session = snapshot.session
        plan, index = session.plan, session.index
        self._who.setText(region_name(self._guide.anatomy, plan.region))
        self._phase.setText(self._title(snapshot))
        self._spot.setText(self._spot_words(snapshot))
        self._digits.setText(str(snapshot.seconds))
        self._digits.setAccessibleName(time_left(snapshot.seconds))
        self._unit.setText(self._unit_words(snapshot))
        line = self._line(snapshot)
        self._instruction.setText(self._held(snapshot) if session.stage in HELD else line.text)
        self._instruction.setToolTip(_("Source: {source}").format(source=line.source.title))
        # After a pause the lead-in leads back into the phase that was held.
        following = index if session.returning and session.left_s > 0.0 else plan.next_technique(index)
        self._next.setText(
            _("Next: {phase}").format(phase=phase_words(self._guide, plan, following).name)
            if following is not None
            else _("Last phase")
        )
        self._pause.setText(_("Resume") if session.stage in HELD else _("Pause"))
        self._strip.show_snapshot(snapshot)

    def show_over(self) -> None:
        """Show no time any more."""
        self._digits.clear()
        self._digits.setAccessibleName("")

    def _title(self, snapshot: Snapshot) -> str:
        session = snapshot.session
        if session.stage is Stage.LEAD_IN:
            return self._guide.moves.lead_in.name
        return phase_words(self._guide, session.plan, session.index).name

    def _line(self, snapshot: Snapshot) -> Statement:
        session = snapshot.session
        if session.stage is Stage.LEAD_IN:
            return self._guide.moves.lead_in.instruction
        easing = self._guide.techniques[Technique.COMPRESSION].easing
        if easing is not None and easing_is_due(session, snapshot.now):
            return easing
        return phase_words(self._guide, session.plan, session.index).instruction

    def _unit_words(self, snapshot: Snapshot) -> str:
        """Return what the digits count, how long it is in all, and where that length comes from."""
        session = snapshot.session
        if session.stage in HELD:
            return _("seconds left, held")
        phase = session.phase
        length = session.plan.lead_in_s if session.returning else phase.duration_s
        guide = not session.returning and phase.kind in (Kind.COMPRESSION, Kind.FRICTION)
        words = _("of {n} seconds (guide)") if guide else _("of {n} seconds (app default)")
        return words.format(n=round(length)) + self._pace_words(snapshot)

    def _pace_words(self, snapshot: Snapshot) -> str:
        """Return in a line of its own how fast the mark on the picture moves, and where that comes from."""
        technique = snapshot.session.phase.technique
        pace = self._guide.techniques[technique].pace if technique is not None else None
        if pace is None or snapshot.session.returning:
            return ""
        return "\n" + _("{words} ({mark})").format(
            words=pace.text, mark=source_mark(beyond_guide=pace.source.beyond_guide)
        )

    def _held(self, snapshot: Snapshot) -> str:
        if snapshot.session.stage is Stage.INTERRUPTED:
            return _("Interrupted: the computer was away. Only what was seen counts. Resume when you are ready.")
        return _("Paused. Take your time; it goes on with a fresh lead-in.")

    def _spot_words(self, snapshot: Snapshot) -> str:
        plan, spot = snapshot.session.plan, snapshot.session.phase.spot
        if spot is None:
            return ""
        return _("spot {n} of {count}").format(n=spot, count=plan.spots)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the digits as high as the window allows."""
        super().resizeEvent(event)
        self._fit_digits()

    def _fit_digits(self) -> None:
        height = self.window().height() * DIGITS_SHARE
        font = digits_font(round(height))
        widest = QFontMetrics(font).horizontalAdvance("90")
        if widest > self.width():
            font.setPixelSize(round(font.pixelSize() * self.width() / widest))
        self._digits.setFont(font)
        self._digits.setFixedHeight(round(font.pixelSize() * 0.95))
