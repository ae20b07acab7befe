"""What the window shows in a session: the panel beside the picture or the distance view, and the reminder over it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from unknot.core.session import OVER, Snapshot, Stage
from unknot.guide.library import Guide
from unknot.ui.atlas import Atlas
from unknot.ui.look import Look, Work
from unknot.ui.reminder import Reminder
from unknot.ui.run_panel import RunPanel
from unknot.ui.theme import Colours

if TYPE_CHECKING:
    from unknot.ui.distance_view import DistanceView


class InSession(QObject):
    """Draws the moments of a session where they are looked at, and turns from one way of looking to the other.

    `pages` has the usual page of the window; the distance view is added when it is first wanted. `foot` is the place
    that the usual page keeps free for the reminder.
    """

    pause = Signal()
    skip = Signal()
    stop = Signal()

    def __init__(
        self,
        guide: Guide,
        run: RunPanel,
        atlas: Atlas,
        foot: QWidget,
        pages: QStackedWidget,
        window: QMainWindow,
        make: "Callable[[], DistanceView]",
    ) -> None:
        super().__init__(window)
        self._run = run
        self._atlas = atlas
        self._foot = foot
        self._window = window
        self._make = make
        self._view: DistanceView | None = None
        self._pages = pages
        self._on = self._far = False
        self._note = ""
        self._last: Snapshot | None = None
        self._before = Qt.WindowState.WindowNoState
        self.reminder = Reminder(guide.stop, foot, window)
        self.reminder.stop.connect(self.stop)
        self._wire(run)

    def _wire(self, shown: "RunPanel | DistanceView") -> None:
        shown.pause.connect(self.pause)
        shown.skip.connect(self.skip)
        shown.stop.connect(self.stop)

    # Its course

    def begin(self, *, far: bool) -> None:
        """Get ready for a session, shown in the distance view if `far`; the reminder comes with it."""
        self._on, self._last = True, None
        self._atlas.show_frame("hips")
        self._atlas.show_step(None)
        if far:
            self.show_distance(on=True)
        self.reminder.appear()
        self._run.focus_pause()
        if self._far and self._view is not None:
            self._view.focus_pause()

    def show(self, snapshot: Snapshot) -> None:
        """Draw one moment of a session where it is looked at."""
        session = snapshot.session
        if session.stage in OVER and not session.over:
            return  # the next of the routine begins at this very moment
        self._last = snapshot
        if session.over:
            self._on = False
            self._atlas.hold_still()
            self.reminder.vanish()
            self._run.show_over()
            if self._view is not None:
                self._view.show_over()
            return
        work = Work(session.plan.work_at(session.index), session.plan.spots_done(session.index))
        if self._far and self._view is not None:
            self._view.show_snapshot(snapshot, self._look(snapshot, work))
            return
        self._run.show_snapshot(snapshot)
        if self._atlas.look.region != session.plan.region:  # another step of a routine
            self._atlas.show_region(session.plan.region, session.plan.spots, at_once=False)
        running = session.stage is Stage.RUNNING and session.phase.technique is not None
        elapsed_s = session.phase.duration_s - session.phase_left_s(snapshot.now) if running else 0.0
        self._atlas.show_work(work, elapsed_s, running=running)

    def _look(self, snapshot: Snapshot, work: Work) -> Look:
        plan = snapshot.session.plan
        return replace(self._atlas.look, region=plan.region, count=plan.spots, work=work)

    def end(self) -> None:
        """Give the picture back, and the window as it was."""
        self.show_distance(on=False)
        self._on, self._last = False, None
        self._atlas.show_work(None)

    def show_note(self, words: str) -> None:
        """Say what is out of the ordinary, wherever the session is looked at; an empty text for nothing."""
        self._note = words
        self._run.show_note(words)
        if self._view is not None:
            self._view.show_note(words)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._run.dress(colours)
        if self._view is not None:
            self._view.dress(colours)

    # From afar

    @property
    def far(self) -> bool:
        """Whether the distance view is shown."""
        return self._far

    @property
    def picture_place(self) -> QWidget:
        """Where the picture is: nothing that has to be read stands there."""
        return self._view.picture if self._far and self._view is not None else self._atlas

    def show_distance(self, *, on: bool) -> None:
        """Fill the screen with what is read from afar, or give the window back as it was. Only in a session."""
        if on == self._far or (on and not self._on):
            return
        self._far = on
        view = self._made()
        if on:
            self._atlas.hold_still()  # nobody sees it move
            view.show_note(self._note)
        self._pages.setCurrentIndex(self._pages.indexOf(view) if on else 0)
        self.reminder.lie_over(view.free if on else self._foot, far=on)
        self._fill_screen(on=on)
        if self._last is not None:
            self.show(self._last)
        (view if on else self._run).focus_pause()

    def _made(self) -> "DistanceView":
        if self._view is None:
            self._view = self._make()
            self._wire(self._view)
            self._pages.addWidget(self._view)
        return self._view

    def _fill_screen(self, *, on: bool) -> None:
        """Ask for the whole screen, or put the window's state back. Where that is not granted, the window is filled."""
        state = self._window.windowState()
        if on:
            self._before = state & ~Qt.WindowState.WindowMinimized
            self._window.setWindowState(state | Qt.WindowState.WindowFullScreen)
        else:
            self._window.setWindowState(self._before | (state & Qt.WindowState.WindowMinimized))
