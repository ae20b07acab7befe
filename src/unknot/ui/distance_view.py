"""A session as it is read from the floor, across the room: the whole window, and nothing small that matters."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from unknot.core.session import Snapshot
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.emblem import Band, emblem_now, emblem_of
from unknot.ui.fitted import FittedLabel, fit_button, ink
from unknot.ui.keys import Does
from unknot.ui.layout import button
from unknot.ui.look import Look
from unknot.ui.moment_words import moment_words
from unknot.ui.phase_strip import PhaseStrip
from unknot.ui.shortcuts import hint
from unknot.ui.theme import Colours, digits_font, plate_font, text_font
from unknot.ui.work_picture import WorkPicture

DIGITS_SHARE = 0.315
"""Height of the digits as a share of the view's height. Never under 0.3, but on a screen that stands upright."""
LEAST_ASPECT = 1.3
"""What is less wide for its height is used in its middle only: the digits would not fit beside the picture."""
LEFT, RIGHT, MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
TOP, BOTTOM, CENTRE = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignHCenter


class DistanceView(QWidget):
    """Draws snapshots; says what the person wants with `pause`, `skip` and `stop`.

    `free` is the place that the reminder may lie over: the stop rule stands there too. `picture` shows the
    work. Everything is laid out in shares of the view's height, whatever size the system sets for text.
    """

    pause = Signal()
    skip = Signal()
    stop = Signal()

    def __init__(self, guide: Guide, folder: Path, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self._colours = colours
        self._high = 0
        bold = text_font(1.0, QFont.Weight.DemiBold)
        self._band = Band(colours, self)
        self._phase = FittedLabel(_heavy(plate_font(1.0)), LEFT | MIDDLE, self._band)
        self._spot = FittedLabel(bold, RIGHT | MIDDLE, self._band)
        self._line = FittedLabel(text_font(1.0, QFont.Weight.Medium), LEFT | MIDDLE, self)
        self._digits = QLabel(self)
        self._digits.setAlignment(RIGHT | MIDDLE)
        self._note = FittedLabel(bold, LEFT | TOP, self)
        self._unit = FittedLabel(text_font(), LEFT | BOTTOM, self)
        self._coming = Band(colours, self)
        self._next = FittedLabel(bold, LEFT | MIDDLE, self._coming)
        self._who = FittedLabel(_heavy(plate_font(1.0)), CENTRE | MIDDLE, self)
        self.picture = WorkPicture(guide.anatomy, folder, colours, self)
        self._pause = button(_("Pause"))
        self._skip = button(_("Next phase"))
        self._strip = PhaseStrip(colours, self)
        self.free = QWidget(self)
        self._rule = FittedLabel(bold, LEFT | MIDDLE, self.free)
        self._rule.say(guide.stop.rule_short.text)
        self._stop = button(_("Stop now"), "stop")
        self._stop.setProperty("far", True)
        self._keys = FittedLabel(text_font(), LEFT | MIDDLE, self)
        said = {
            Does.DISTANCE: _("the window"),
            Does.PAUSE: _("pause"),
            Does.SKIP: _("next"),
            Does.EASE: _("too strong"),
            Does.MUTE: _("mute"),
            Does.STOP: _("stop"),
        }
        self._keys.say(hint(said))
        for made, signal in ((self._pause, self.pause), (self._skip, self.skip), (self._stop, self.stop)):
            made.setParent(self)
            made.setProperty("scale", None)  # these do not grow with the window: they are fitted
            made.clicked.connect(signal)
        self.dress(colours)

    def show_note(self, words: str) -> None:
        """Say what is out of the ordinary about this session; an empty text for nothing."""
        self._note.say(words)

    def focus_pause(self) -> None:
        """Put the focus where Space means the same as everywhere."""
        self._pause.setFocus(Qt.FocusReason.OtherFocusReason)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._colours = colours
        for part in (self._band, self._coming, self._strip, self.picture):
            part.dress(colours)
        self._inked()

    def _inked(self) -> None:
        for label in (self._line, self._digits, self._note, self._unit, self._who, self._rule, self._keys):
            ink(label, self._colours.ink)
        for label in (self._phase, self._spot):
            ink(label, self._band.ink)
        ink(self._next, self._coming.ink)

    def show_snapshot(self, snapshot: Snapshot, look: Look) -> None:
        """Draw this moment, and its work as a look shows it."""
        session = snapshot.session
        said = moment_words(self._guide, snapshot)
        self._band.show_emblem(emblem_now(session))
        self._phase.say(said.title)
        self._spot.say(said.spot)
        self._line.say(said.line)
        self._line.setToolTip(said.source)
        self._digits.setText(said.digits)
        self._digits.setAccessibleName(said.spoken)
        self._unit.say(said.unit)
        self._who.say(said.who)
        coming = None if said.coming is None else emblem_of(session.plan.phases[said.coming])
        before = self._coming.words_left
        self._coming.show_emblem(coming, outlined=False, strong=bool(said.then))
        self._next.say(said.then or said.following)
        if self._coming.words_left != before:
            self._lay_next()
        self._pause.setText(said.pause)
        self.picture.show_look(look)
        self._strip.show_snapshot(snapshot)
        self._inked()

    def show_over(self) -> None:
        """Show no time any more: on the screen before anything else is done."""
        self._digits.clear()
        self._digits.repaint()
        self._digits.setAccessibleName("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything anew."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        """Share the height between the rows, and the width between what is read and what is looked at."""
        high = self._high = min(self.height(), round(self.width() / LEAST_ASPECT))
        above = (self.height() - high) // 2
        edge = round(0.03 * high)
        wide = self.width() - 2 * edge
        reading = round(0.62 * wide)
        looking = QRect(edge + reading + edge, 0, wide - reading - edge, 0)

        def row(top: float, share: float, left: int = edge, width: int = reading) -> QRect:
            return QRect(left, above + round(top * high), width, round(share * high))

        self._band.setGeometry(row(0.03, 0.135, width=wide))
        self._lay_band()
        self._line.lay(row(0.178, 0.140), round(0.058 * high))
        self._lay_digits(row(0.330, 0.34))
        self._coming.setGeometry(row(0.683, 0.08))
        self._lay_next()
        self._who.lay(row(0.18, 0.055, looking.left(), looking.width()), round(0.046 * high))
        self.picture.setGeometry(row(0.235, 0.435, looking.left(), looking.width()))
        self._lay_buttons(row(0.683, 0.08, looking.left(), looking.width()))
        self._strip.setGeometry(row(0.773, 0.014, width=wide))
        self.free.setGeometry(row(0.797, 0.165))
        self._rule.lay(self.free.rect(), round(0.06 * high))
        fit_button(self._stop, row(0.797, 0.165, looking.left(), looking.width()), round(0.075 * high))
        self._keys.lay(row(0.965, 0.03, width=wide), round(0.021 * high))

    def _lay_band(self) -> None:
        """Lay the phase and the spot behind the emblem."""
        high = self._band.height()
        left, right = self._band.words_left, self._band.width() - round(0.25 * high)
        split = left + round(0.78 * (right - left))
        edge = round(0.08 * high)  # an outline runs there
        self._phase.lay(QRect(left, edge, split - left - 3 * edge, high - 2 * edge), round(0.096 * self._high))
        self._spot.lay(QRect(split, edge, right - split, high - 2 * edge), round(0.05 * self._high))

    def _lay_next(self) -> None:
        """Lay what comes behind its emblem, if it has one."""
        left, high = self._coming.words_left, self._coming.height()
        room = QRect(left, 0, self._coming.width() - left - round(0.2 * high), high)
        self._next.lay(room, round(0.056 * self._high))

    def _lay_digits(self, row: QRect) -> None:
        """Lay the clock, as wide as two digits whatever they are, and beside it what it counts."""
        font = digits_font(round(DIGITS_SHARE * self._high))
        metrics = QFontMetrics(font)
        self._digits.setFont(font)
        clock = QRect(row.left(), row.top(), metrics.horizontalAdvance("90"), row.height())
        self._digits.setGeometry(clock)
        left = clock.right() + round(0.03 * self._high)
        beside = QRect(left, row.top(), row.right() - left, row.height())
        off = (row.height() - round(DIGITS_SHARE * self._high)) // 2
        beside.adjust(0, off, 0, -off)
        most = round(0.046 * self._high)
        half = beside.height() // 2
        self._note.lay(QRect(beside.topLeft(), beside.size()).adjusted(0, 0, 0, -half), most)
        self._unit.lay(QRect(beside.topLeft(), beside.size()).adjusted(0, half, 0, 0), most)

    def _lay_buttons(self, room: QRect) -> None:
        """Lay Pause and Next side by side, with room for the longer of Pause and Resume."""
        gap = round(0.012 * self._high)
        split = round((room.width() - gap) * 0.44)
        said = self._pause.text()
        self._pause.setText(max(_("Pause"), _("Resume"), key=len))
        most = round(0.04 * self._high)
        fit_button(self._pause, QRect(room.left(), room.top(), split, room.height()), most)
        self._pause.setText(said)
        rest = QRect(room.left() + split + gap, room.top(), room.width() - split - gap, room.height())
        fit_button(self._skip, rest, most)
        smaller = min(self._pause.font().pixelSize(), self._skip.font().pixelSize())
        for made in (self._pause, self._skip):
            fit_button(made, made.geometry(), smaller)


def _heavy(font: QFont) -> QFont:
    """Return a face with the weight that thin strokes need to be seen from afar."""
    font.setWeight(QFont.Weight.DemiBold)
    return font
