"""The main window: the plate and the list on the left, the panel on the right, the stop rule always in sight."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from unknot.core.anatomy import Region
from unknot.core.plan import Dose
from unknot.core.session import OVER, Outcome, Snapshot
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.after_panel import AfterPanel
from unknot.ui.atlas import Atlas
from unknot.ui.find_panel import FindPanel
from unknot.ui.layout import button, text
from unknot.ui.region_list import RegionList
from unknot.ui.reminder import Reminder
from unknot.ui.run_panel import RunPanel
from unknot.ui.theme import GRID, Colours, fit_text, text_factor
from unknot.ui.words import region_name

SMALLEST = (1024, 700)
PANEL_SHARE = 0.42
"""The panel's share of the window's width, between 400 and 860 pixels."""


class Window(QMainWindow):
    """Shows what it is told, and says what the person wants.

    `picked` (Region), `dosed` and `start` (Dose), `pause`, `skip`, `stop`, `rated` (int or None), `undone`, `again`,
    `closing`.
    """

    picked = Signal(object)
    dosed = Signal(object)
    start = Signal(object)
    pause = Signal()
    skip = Signal()
    stop = Signal()
    rated = Signal(object)
    undone = Signal()
    again = Signal()
    closing = Signal()

    def __init__(self, guide: Guide, resources: Path, colours: Colours) -> None:
        super().__init__()
        self._guide = guide
        self._factor = 1.0
        self.setWindowTitle("Unknot")
        self.setMinimumSize(*SMALLEST)
        self.atlas = Atlas(guide.anatomy, resources / "atlas", colours)
        self._list = RegionList(guide.anatomy, _("Muscles"))
        self._views = {name: button(words, "view") for name, words in (("hips", _("Hips")), ("whole", _("Whole body")))}
        self._find = FindPanel(guide.anatomy, guide.about)
        self._run = RunPanel(guide, colours)
        self._after = AfterPanel()
        self._panels = QStackedWidget()
        self._notice = text(tone="quiet")
        self._notice.hide()
        self._foot = QWidget()
        self._build()
        self.reminder = Reminder(guide.stop, self._foot, self)
        self._wire()

    # Layout

    def _build(self) -> None:
        views = QHBoxLayout()
        group = QButtonGroup(self)
        for view in self._views.values():
            view.setCheckable(True)
            group.addButton(view)
            views.addWidget(view)
            views.addSpacing(GRID)
        self._views["hips"].setChecked(True)
        views.addStretch(1)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(GRID)
        keeps = self._list.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the reminder lies there in a session
        self._list.setSizePolicy(keeps)
        foot.addWidget(self._list)
        foot.addStretch(1)
        foot.addWidget(text(self._guide.stop.rule_short.text, tone="stop"))
        left = QVBoxLayout()
        left.setContentsMargins(3 * GRID, GRID, GRID, 2 * GRID)
        left.setSpacing(GRID)
        left.addLayout(views)
        left.addWidget(self.atlas, 1)
        left.addWidget(self._foot)
        for panel in (self._find, self._run, self._after):
            self._panels.addWidget(panel)
        right = QVBoxLayout()
        right.setContentsMargins(2 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        right.addWidget(self._panels, 1)
        right.addWidget(self._notice)
        self._side = QWidget()
        self._side.setLayout(right)
        whole = QWidget()
        halves = QHBoxLayout(whole)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addLayout(left, 1)
        halves.addWidget(self._side)
        self.setCentralWidget(whole)

    def _wire(self) -> None:
        self.atlas.picked.connect(self.picked)
        self.atlas.explained.connect(lambda bone: self._find.explain(f"{bone.name}: {bone.why.text}"))
        self.atlas.frame_changed.connect(lambda name: self._views[name].setChecked(True))
        self._list.picked.connect(self.picked)
        for name, view in self._views.items():
            view.clicked.connect(lambda _checked=False, name=name: self.atlas.show_frame(name))
        self._find.start.connect(self.start)
        self._find.dosed.connect(self.dosed)
        self._find.stepped.connect(self.atlas.show_step)
        self._run.pause.connect(self.pause)
        self._run.skip.connect(self.skip)
        self._run.stop.connect(self.stop)
        self.reminder.stop.connect(self.stop)
        self._after.rated.connect(self.rated)
        self._after.undone.connect(self.undone)
        self._find.undone.connect(self.undone)
        self._after.again.connect(self.again)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the plate and the panel."""
        super().resizeEvent(event)
        self._side.setFixedWidth(max(400, min(860, round(self.width() * PANEL_SHARE))))
        factor = text_factor(self.width(), self.height())
        if factor != self._factor:
            self._factor = factor
            fit_text(self, factor)
        self._foot.setMinimumHeight(self.reminder.height_for(self._foot.width()))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the focus on nothing in particular: Tab leads to the first thing."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave closing to the program: it first keeps what has to be kept."""
        event.ignore()
        self.closing.emit()

    # Showing

    def show_region(self, region: Region | None, dose: Dose) -> None:
        """Show the muscle and side that were picked, ready to start."""
        self._panels.setCurrentWidget(self._find)
        self.atlas.show_region(region)
        self._list.show_region(region)
        self._find.show_region(region, dose)

    def show_rests(self, rests: Mapping[Region, str]) -> None:
        """Say of each region why it rests; those not named do not."""
        for region in self._guide.anatomy.regions():
            why = rests.get(region, "")
            self.atlas.show_rest(region, why)
            self._list.show_rest(region, why)

    def show_rest(self, lines: Sequence[str]) -> None:
        """Say why the picked muscle rests and what to watch for; no lines that it does not."""
        self._find.show_rest(lines)

    def show_today(self, words: str) -> None:
        """Show the day's count for the picked muscle."""
        self._find.show_today(words)
        self._after.show_today(words)

    def show_session(self, *, rehearsal: bool) -> None:
        """Show the running panel and the reminder; the picture can't be clicked meanwhile."""
        self._run.prepare(rehearsal=rehearsal)
        self._panels.setCurrentWidget(self._run)
        self._list.hide()
        self.atlas.setEnabled(False)
        self.atlas.show_frame("hips")
        self.atlas.show_step(None)
        self.reminder.appear()
        self._run.focus_pause()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw one moment of a session."""
        if snapshot.session.stage in OVER:
            self.reminder.vanish()
            self._run.show_over()
            return
        self._run.show_snapshot(snapshot)
        self.atlas.show_work(snapshot.session.plan.work_at(snapshot.session.index))

    def end_session(self) -> None:
        """Give the picture and the list back. Apart from the last moment, which must be shown at once."""
        self._list.show()
        self.atlas.setEnabled(True)
        self.atlas.show_work(None)
        self._panels.setCurrentWidget(self._find)

    def offer_undo(self, *, on: bool) -> None:
        """Offer to take the session just made away, or no longer."""
        self._after.offer_undo(on=on)
        self._find.offer_undo(on=on)

    def show_after(self, region: Region, outcome: Outcome) -> None:
        """Show how a session ended; the day's count is the one shown last."""
        self._after.show_end(region_name(self._guide.anatomy, region), outcome)
        self._panels.setCurrentWidget(self._after)
        self._after.focus_rating()

    def show_notice(self, words: str) -> None:
        """Say one plain thing under the panel: what happened, what is safe, what to do. Empty text: nothing."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self.atlas.dress(colours)
        self._run.dress(colours)

    def come_forward(self) -> None:
        """Come to the front: the program was started a second time."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
