"""The Days window: today, the calendar, all sessions, and weeks, beside the window that it belongs to."""

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from unknot.core.days import WeekStart
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.days.calendar_page import CalendarPage
from unknot.ui.days.sessions_page import SessionsPage
from unknot.ui.days.sheet import sheet
from unknot.ui.days.today_page import TodayPage
from unknot.ui.days.weeks_page import WeeksPage
from unknot.ui.layout import button, heading, plain, rule, text
from unknot.ui.settings_controls import Choice
from unknot.ui.theme import GRID, Colours, fit_text, text_factor

PAGES = ("today", "calendar", "sessions", "weeks")


class DaysWindow(QDialog):
    """Holds the pages. `looked` says that a page came into sight and is to be read anew.

    `undone` asks for the newest change to be taken back, `history` to see them all, `report` for a page to print.
    """

    looked = Signal()
    undone = Signal()
    history = Signal()
    report = Signal()

    def __init__(self, guide: Guide, colours: Colours, today: date, start: WeekStart, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Days"))
        self.factor = text_factor(parent.width(), parent.height())
        self.today = TodayPage(colours, self.factor)
        self.calendar = CalendarPage(colours, self.factor, today, start)
        self.sessions = SessionsPage(guide, colours)
        self.weeks = WeeksPage(guide, colours, self.factor)
        names = (_("Today"), _("Calendar"), _("Sessions"), _("Over weeks"))
        self._choice = Choice(dict(zip(PAGES, names, strict=True)), PAGES[0])
        self._pages = QStackedWidget()
        for page in (self.today, self.calendar, self.sessions, self.weeks):
            self._pages.addWidget(page)
        self._note = plain(text(tone="quiet"))
        self._undo = button(_("Undo"))
        self._undo.hide()
        self._history = button(_("What was changed"), "view")
        self._report = button(_("Page for a clinician"), "view")
        self._build()
        self.setStyleSheet(sheet(colours))
        fit_text(self, self.factor)
        self.sessions.table.fit()
        self._choice.chosen.connect(self._turn)
        self._undo.clicked.connect(self.undone)
        self._history.clicked.connect(self.history)
        self._report.clicked.connect(self.report)
        room = parent.size()
        self.resize(min(round(1000 * self.factor), room.width()), round(0.92 * room.height()))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(heading(_("Days"), 1.7))
        top.addSpacing(GRID)
        top.addWidget(self._choice)
        top.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        foot.addWidget(self._note, 1)
        foot.addWidget(self._undo)
        foot.addWidget(self._history)
        foot.addWidget(self._report)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    @property
    def page(self) -> str:
        """Which page is shown: one of `PAGES`."""
        return PAGES[self._pages.currentIndex()]

    def turn(self, page: str) -> None:
        """Show a page, as if it had been chosen."""
        switch = self._choice.switches[page]
        switch.setChecked(True)
        if self.focusWidget() in (None, *self._choice.switches.values()):
            switch.setFocus()

    def _turn(self, page: str) -> None:
        self._pages.setCurrentIndex(PAGES.index(page))
        self.looked.emit()

    def event(self, event: QEvent) -> bool:
        """See that it came to the front: meanwhile something may have been done."""
        if event.type() is QEvent.Type.WindowActivate:
            self.looked.emit()
        return super().event(event)

    def offer_report(self, *, on: bool) -> None:
        """Offer a page to print, or not."""
        self._report.setVisible(on)

    def say(self, words: str, *, undo: bool = False) -> None:
        """Say one plain thing, with the way back beside it where there is one."""
        self._note.setText(words)
        self._undo.setVisible(undo)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self.setStyleSheet(sheet(colours))
        self.today.dress(colours)
        self.calendar.dress(colours)
        self.sessions.dress(colours)
        self.weeks.dress(colours)
        fit_text(self, self.factor)
