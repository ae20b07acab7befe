"""A page for a clinician: which time, what stands on it, and the page itself as it will be printed."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unknot.core.days import Period
from unknot.core.report import LONGEST_PAGE_NOTE, Report
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.layout import button, heading, rule, text
from unknot.ui.report_paper import Content, length
from unknot.ui.report_preview import EDGE, Preview, natural_width
from unknot.ui.report_time import TimeChoice
from unknot.ui.theme import GRID, fit_text, set_scale, text_factor

ASIDE_PX, SCROLL_PX = 264, 12
SETTLE_MS = 250
"""So long after the last key the page is written anew, in milliseconds."""


class ReportDialog(QDialog):
    """Shows a report as a page. `wished` asks for another period, `save_asked` and `print_asked` for what they say.

    `cancelled` gives up what is under way. The report is that of `show_report`; what the person leaves out or adds is
    in `content`.
    """

    wished = Signal(object)
    save_asked = Signal()
    print_asked = Signal()
    cancelled = Signal()

    def __init__(self, guide: Guide, version: str, today: date, note: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Page for a clinician"))
        self._guide = guide
        self._version = version
        self._report: Report | None = None
        self._message = self._length = ""
        self._factor = text_factor(parent.width(), parent.height())
        self._over = parent
        self._time = TimeChoice(today)
        self._time.chosen.connect(self.wished)
        self._make_words(note)
        self._make_foot()
        self.preview = Preview()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self._write)
        self._build()
        fit_text(self, self._factor)
        room = parent.size()
        needed = self._inside.minimumSizeHint().width() + SCROLL_PX
        beside = max(round(ASIDE_PX * self._factor), needed)
        self._aside.setFixedWidth(beside)
        page = round(natural_width() * self._factor) + 2 * EDGE + SCROLL_PX
        self.resize(min(room.width(), beside + page + 7 * GRID), round(0.96 * room.height()))
        self.show_busy(_("Reading your record …"))

    # Making

    def _make_words(self, note: str) -> None:
        self._with_checks = self._tick(_("Safety checks"))
        self._with_note = self._tick(_("My note"))
        self._note = QPlainTextEdit(note)
        self._note.setAccessibleName(_("My note"))
        self._note.setPlaceholderText(_("What you want to say or ask"))
        self._note.setTabChangesFocus(True)
        self._note.setMinimumHeight(9 * GRID)
        for part in (self._note, self._note.viewport()):  # which has the face of what stands there while it is empty
            set_scale(part, 1.0)
        self._note.textChanged.connect(self._noted)
        self._of_note = text(_("It is on this page only, and kept until Unknot is closed."), tone="quiet", scale=0.9)

    def _tick(self, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(True)
        set_scale(box, 1.0)
        box.toggled.connect(self._write)
        return box

    def _make_foot(self) -> None:
        self._said = text(tone="quiet")
        self._said.setTextFormat(Qt.TextFormat.PlainText)  # a file may have any name
        self._said.setMinimumWidth(20 * GRID)  # and one that can't be broken must not widen the dialog
        self._bar = QProgressBar()
        self._bar.setAccessibleName(_("Progress"))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(GRID)
        self._cancel = button(_("Cancel"))
        self._cancel.clicked.connect(self.cancelled)
        self._save = button(_("Save as PDF …"), "primary")
        self._save.clicked.connect(self.save_asked)
        self._print = button(_("Print …"))
        self._print.clicked.connect(self.print_asked)
        self._close = button(_("Close"))
        self._close.clicked.connect(self.accept)

    def _build(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, GRID, 0)
        inside.setSpacing(GRID)
        inside.addWidget(heading(_("Page for a clinician"), 1.6))
        inside.addWidget(heading(_("Time"), 1.2))
        inside.addWidget(self._time)
        inside.addSpacing(GRID)
        inside.addWidget(heading(_("On the page"), 1.2))
        inside.addWidget(self._with_checks)
        inside.addWidget(self._with_note)
        inside.addWidget(self._note, 1)
        inside.addWidget(self._of_note)
        self._inside = QWidget()
        self._inside.setLayout(inside)
        self._aside = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        halves = QHBoxLayout()
        halves.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 0)
        halves.setSpacing(2 * GRID)
        halves.addWidget(scroll)
        halves.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, 0, 2 * GRID, 2 * GRID)
        foot.setSpacing(GRID + 4)
        foot.addWidget(self._said, 3)
        foot.addWidget(self._bar, 1)
        for each in (self._cancel, self._save, self._print, self._close):
            foot.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID + 4)
        layout.addLayout(halves, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    # What is asked for

    @property
    def period(self) -> Period:
        """The time that the page is to be about."""
        return self._time.period

    @property
    def note(self) -> str:
        """What the person wrote."""
        return self._note.toPlainText()

    def write_note(self, words: str) -> None:
        """Write a note in place of what was written."""
        self._note.setPlainText(words)

    @property
    def content(self) -> Content | None:
        """What the page is made from, with what the person left out and added; None while nothing was read."""
        if self._report is None:
            return None
        shown = self._report.leaving_out(checks=not self._with_checks.isChecked())
        if self._with_note.isChecked():
            shown = shown.with_note(self.note)
        return Content(shown, self._guide, self._version)

    def _noted(self) -> None:
        """Keep the note as long as it may be, and write the page a moment later."""
        over = len(self.note) - LONGEST_PAGE_NOTE
        if over > 0:
            cursor = self._note.textCursor()
            place = min(cursor.position(), LONGEST_PAGE_NOTE)
            self._note.setPlainText(self.note[:LONGEST_PAGE_NOTE])
            cursor = self._note.textCursor()
            cursor.setPosition(place)
            self._note.setTextCursor(cursor)
            self._of_note.setText(_("At most {n} characters.").format(n=LONGEST_PAGE_NOTE))
        self._soon.start()

    # What is so

    def show_report(self, report: Report) -> None:
        """Show a report as the page."""
        self._report = report
        self.show_done("")
        self._write()

    def show_busy(self, words: str, done: int = 0, of: int = 0, *, stoppable: bool = True) -> None:
        """Say what is under way, `done` parts of so many; of none for as long as it takes."""
        self._message = words
        self._say()
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._rest(on=False)
        self._cancel.setVisible(stoppable)

    def show_done(self, words: str) -> None:
        """Say how it went; an empty text for nothing to say."""
        self._message = words
        self._say()
        self._rest(on=True)

    def _rest(self, *, on: bool) -> None:
        self._bar.setVisible(not on)
        self._cancel.setVisible(not on)
        for each in (self._save, self._print):
            each.setEnabled(on and self._report is not None)

    def _write(self) -> None:
        """Write the page anew."""
        self._note.setEnabled(self._with_note.isChecked())
        content = self.content
        if content is not None:
            self.preview.show_page(content)
            self._length = length(content)
            self._say()

    def _say(self) -> None:
        self._said.setText(self._message or self._length)

    def settle(self) -> None:
        """Write the page now where a key was pressed a moment ago."""
        if self._soon.isActive():
            self._soon.stop()
            self._write()

    # Keys and size

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the focus on the page: a key held a little too long must not set anything."""
        super().showEvent(event)
        self.preview.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the page follow."""
        super().resizeEvent(event)
        self._soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter, and no other one."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and not event.isAutoRepeat():
            focused.click()
