"""The panel in a session: the clock, what to do now, what comes next, and Stop."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from unknot.core.session import Snapshot
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.keys import Does
from unknot.ui.layout import button, heading, plain, text
from unknot.ui.moment_words import moment_words
from unknot.ui.phase_strip import PhaseStrip
from unknot.ui.shortcuts import hint
from unknot.ui.theme import GRID, Colours, digits_font, text_factor, text_font

DIGITS_SHARE = 0.2
"""Height of the digits as a share of the window's height: legible from the floor. Never under 0.12."""
FITS = (
    (True, DIGITS_SHARE, 1.0),
    (False, DIGITS_SHARE, 1.0),
    *((False, 0.13, scale / 20) for scale in range(20, 8, -1)),
)
"""What is tried, until everything has room: whether the keys are told, the share of the digits, the scale of words."""


class RunPanel(QWidget):
    """Draws snapshots; says what the person wants with `pause`, `skip` and `stop`."""

    pause = Signal()
    skip = Signal()
    stop = Signal()

    def __init__(self, guide: Guide, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self._who = plain(text(tone="quiet", scale=1.1, wrap=False))
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
        self._note = text(tone="teal", bold=True)
        self._pause = button(_("Pause"), "", 1.15)
        self._skip = button(_("Next phase"), "", 1.15)
        self._stop = button(_("Stop now"), "stop", 1.5)
        said = {
            Does.PAUSE: _("pause"),
            Does.SKIP: _("next"),
            Does.EASE: _("too strong"),
            Does.DISTANCE: _("large"),
            Does.MUTE: _("mute"),
            Does.STOP: _("stop"),
        }
        self._keys = text(hint(said), tone="quiet", scale=0.92)
        # The reminder does not take the keyboard, so that a screen reader passes it over; here it reads the rule.
        self._pause.setAccessibleDescription(guide.stop.rule_short.text)
        self._fitted: object = None
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
        layout.addWidget(self._note)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)
        layout.addWidget(self._stop)
        layout.addWidget(self._keys)

    def show_note(self, words: str) -> None:
        """Say what is out of the ordinary about this session; an empty text for nothing."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def focus_pause(self) -> None:
        """Put the focus where Space means the same as everywhere."""
        self._pause.setFocus(Qt.FocusReason.OtherFocusReason)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._strip.dress(colours)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw this moment."""
        said = moment_words(self._guide, snapshot)
        self._who.setText(said.who)
        self._phase.setText(said.title)
        self._spot.setText(said.spot)
        self._digits.setText(said.digits)
        self._digits.setAccessibleName(said.spoken)
        self._unit.setText("\n".join(filter(None, (said.unit, said.pace))))
        self._instruction.setText(said.line)
        self._instruction.setToolTip(said.source)
        self._next.setText(said.following)
        self._pause.setText(said.pause)
        self._strip.show_snapshot(snapshot)
        self._fit()

    def show_over(self) -> None:
        """Show no time any more: on the screen before anything else is done."""
        self._digits.clear()
        self._digits.repaint()
        self._digits.setAccessibleName("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the digits as high as the window allows."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit again where the text gets another size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Make the digits as high as the window allows; where the text is too large for the panel, the words smaller.

        The keys make way first, then the digits get as low as they may, then all but the buttons gets smaller.
        """
        said = (self._phase.text(), self._instruction.text(), self._unit.text(), self._next.text(), self._note.text())
        sized = (self.size(), self._who.font().pointSizeF(), said)
        if sized == self._fitted or not self.isVisible():
            return
        self._fitted = sized
        words = (self._phase, self._spot, self._unit, self._instruction, self._next, self._note)
        usual = [text_font(part.property("scale")).pointSizeF() * self._factor() for part in words]
        for keys, share, scale in FITS:
            self._keys.setVisible(keys)
            self._fit_digits(share)
            for part, size in zip(words, usual, strict=True):
                font = part.font()
                font.setPointSizeF(size * scale)
                part.setFont(font)
            layout = self.layout()
            if layout is None or layout.totalHeightForWidth(self.width()) <= self.height():
                return

    def _factor(self) -> float:
        return text_factor(self.window().width(), self.window().height())

    def _fit_digits(self, share: float) -> None:
        height = self.window().height() * share
        font = digits_font(round(height))
        widest = QFontMetrics(font).horizontalAdvance("90")
        if widest > self.width():
            font.setPixelSize(round(font.pixelSize() * self.width() / widest))
        self._digits.setFont(font)
        self._digits.setFixedHeight(round(font.pixelSize() * 0.95))
