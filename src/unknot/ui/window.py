"""The main window: the plate and the list on the left, the panel on the right, the stop rule always in sight."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from unknot.core.anatomy import Region
from unknot.core.felt import Match, Place
from unknot.core.plan import Dose
from unknot.core.session import Outcome, Snapshot
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.ui.after_panel import AfterPanel
from unknot.ui.atlas import Atlas
from unknot.ui.atlas_bar import AtlasBar
from unknot.ui.felt_panel import FeltPanel
from unknot.ui.find_panel import FindPanel
from unknot.ui.foot import Foot
from unknot.ui.in_session import InSession
from unknot.ui.keys import KEYS, Does
from unknot.ui.layout import text
from unknot.ui.look import Look
from unknot.ui.notice_line import NoticeLine
from unknot.ui.picture import thumbnail
from unknot.ui.run_panel import RunPanel
from unknot.ui.theme import GRID, Colours, fit_text, text_factor

if TYPE_CHECKING:
    from unknot.ui.distance_view import DistanceView
    from unknot.ui.shortcuts import ShortcutsDialog

READY_MS = 700
"""So long after the window shows, what a session shows is laid out ahead."""
SMALLEST = (1024, 700)
PANEL_SHARE = 0.42
"""The panel's share of the window's width, between 400 and 860 pixels."""


class Window(QMainWindow):
    """Shows what it is told, and says what the person wants.

    `picked` (Region), `felt`, `ached` and `numb` (tuples of Place), `dosed` and `start` (Dose), `pause`, `skip`,
    `stop`, `rated` (int or None), `undone`, `again`, `routines_asked`, `settings_asked`, `days_asked`, `learn_asked`,
    `report_asked`, `data_asked`, `changed`, `dressed` (other colours hold), `closing`.
    """

    picked = Signal(object)
    felt = Signal(object)
    ached = Signal(object)
    numb = Signal(object)
    dosed = Signal(object)
    start = Signal(object)
    pause = Signal()
    skip = Signal()
    stop = Signal()
    rated = Signal(object)
    undone = Signal()
    again = Signal()
    routines_asked = Signal()
    settings_asked = Signal()
    days_asked = Signal()
    learn_asked = Signal()
    report_asked = Signal()
    data_asked = Signal()
    changed = Signal()
    dressed = Signal()
    closing = Signal()

    def __init__(self, guide: Guide, resources: Path, colours: Colours) -> None:
        super().__init__()
        self._guide = guide
        self._folder = resources / "atlas"
        self._colours = colours
        self._factor = 1.0
        self._places: tuple[Place, ...] = ()
        self.setWindowTitle("Unknot")
        self.setMinimumSize(*SMALLEST)
        self.atlas = Atlas(guide.anatomy, self._folder, colours)
        self._bar = AtlasBar(guide.felt.question)
        self._foot = Foot(guide.anatomy, guide.stop)
        self._find = FindPanel(guide.anatomy, guide.about, guide.strength.scale)
        self._run = RunPanel(guide, colours)
        self._after = AfterPanel()
        self._felt: FeltPanel | None = None
        self._panels = QStackedWidget()
        self._notice = NoticeLine()
        self._sound = text(tone="quiet")
        self._sound.hide()
        self._keys: ShortcutsDialog | None = None
        self._rehearsal = self._muted = self._still = False
        self._pages = QStackedWidget()
        self._build()
        self._session = InSession(guide, self._run, self.atlas, self._foot, self._pages, self, self._distance_view)
        self.reminder = self._session.reminder
        self.distance_on_start = False
        """Whether a session begins in the distance view."""
        self._wire()

    # Layout

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(3 * GRID, GRID, GRID, 2 * GRID)
        left.setSpacing(GRID)
        left.addWidget(self._bar)
        left.addWidget(self.atlas, 1)
        left.addWidget(self._foot)
        for panel in (self._find, self._run, self._after):
            self._panels.addWidget(panel)
        right = QVBoxLayout()
        right.setContentsMargins(2 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        right.addWidget(self._panels, 1)
        right.addWidget(self._notice)
        right.addWidget(self._sound)
        self._side = QWidget()
        self._side.setLayout(right)
        whole = QWidget()
        halves = QHBoxLayout(whole)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addLayout(left, 1)
        halves.addWidget(self._side)
        self._pages.addWidget(whole)
        self.setCentralWidget(self._pages)

    def _wire(self) -> None:
        self.atlas.picked.connect(self.picked)
        self.atlas.looked.connect(self._looked)
        self.atlas.felt.connect(self._point)
        self._bar.framed.connect(self.atlas.show_frame)
        self._bar.viewed.connect(self.atlas.show_view)
        self._bar.layered.connect(self.atlas.show_layer)
        self._bar.asked.connect(self.atlas.ask_where)
        self._bar.routines.connect(self.routines_asked)
        self._bar.settings.connect(self.settings_asked)
        self._foot.changed.connect(self.changed)
        self._foot.days.connect(self.days_asked)
        self._foot.learn.connect(self.learn_asked)
        self._foot.keys.connect(self.show_keys)
        shifted = QKeySequence("Shift+?")  # a keyboard may name it either way
        for sequence in (*map(QKeySequence, KEYS[Does.KEYS]), shifted):
            shortcut = QShortcut(sequence, self)
            shortcut.activated.connect(self.show_keys)
            shortcut.activatedAmbiguously.connect(self.show_keys)
        self._foot.muscles.picked.connect(self.picked)
        self._find.start.connect(self.start)
        self._find.dosed.connect(self.dosed)
        self._find.dosed.connect(lambda dose: self.atlas.show_count(dose.spots))
        self._find.stepped.connect(self.atlas.show_step)
        self._session.pause.connect(self.pause)
        self._session.skip.connect(self.skip)
        self._session.stop.connect(self.stop)
        self._after.rated.connect(self.rated)
        self._after.undone.connect(self.undone)
        self._find.undone.connect(self.undone)
        self._after.again.connect(self.again)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the plate and the panel."""
        super().resizeEvent(event)
        side = max(400, min(860, round(self.width() * PANEL_SHARE)))
        self._side.setFixedWidth(side)
        factor = text_factor(self.width(), self.height())
        if factor != self._factor:
            self._factor = factor
            fit_text(self, factor)
            self.reminder.fit(factor)
        if not self._session.far:  # there the reminder lies elsewhere, and the foot is not laid out
            self._foot.setMinimumHeight(self.reminder.height_for(self.width() - side - 4 * GRID))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the focus on nothing in particular: Tab leads to the first thing."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self.setFocus()
        QTimer.singleShot(READY_MS, self, self._make_ready)

    def _make_ready(self) -> None:
        """Lay a session's panel out while nobody waits for it: its first moment is then as short as any."""
        layout = self._run.layout()
        if layout is not None and self._run.isHidden():
            self._run.setGeometry(self._panels.rect())
            for part in self._run.findChildren(QWidget):
                part.ensurePolished()
            layout.activate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave closing to the program: it first keeps what has to be kept."""
        event.ignore()
        self.closing.emit()

    # Showing

    def show_region(self, region: Region | None, dose: Dose) -> None:
        """Show the muscle and side that were picked, ready to start; on the picture first."""
        self.atlas.show_region(region, dose.spots)
        self._panels.setCurrentWidget(self._find)
        self._foot.muscles.show_region(region)
        self._find.show_region(region, dose)

    def show_rests(self, rests: Mapping[Region, str]) -> None:
        """Say of each region why it rests; those not named do not."""
        for region in self._guide.anatomy.regions():
            why = rests.get(region, "")
            self.atlas.show_rest(region, why)
            self._foot.muscles.show_rest(region, why)

    def show_rest(self, lines: Sequence[str]) -> None:
        """Say why the picked muscle rests and what to watch for; no lines that it does not."""
        self._find.show_rest(lines)

    def show_today(self, words: str) -> None:
        """Show the day's count for the picked muscle."""
        self._find.show_today(words)
        self._after.show_today(words)

    def show_session(self, *, rehearsal: bool) -> None:
        """Show the running panel and the reminder; the picture can't be clicked meanwhile."""
        self._panels.setCurrentWidget(self._run)
        self._foot.rest(on=True)
        self.atlas.setEnabled(False)
        self._bar.setEnabled(False)
        self._rehearsal = rehearsal
        self._note()
        self._session.begin(far=self.distance_on_start)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw one moment of a session."""
        self._session.show(snapshot)

    def _distance_view(self) -> "DistanceView":
        from unknot.ui.distance_view import DistanceView  # the window is up sooner without it

        return DistanceView(self._guide, self._folder, self._colours)

    def show_distance(self, *, on: bool) -> None:
        """Show the session large enough to be read from the floor, or as usual again. Nothing without a session."""
        self._session.show_distance(on=on)

    def toggle_distance(self) -> None:
        """Go over to the distance view, or back."""
        self._session.show_distance(on=not self._session.far)

    def end_session(self) -> None:
        """Give the picture and the list back. Apart from the last moment, which must be shown at once."""
        if self._keys is not None:
            self._keys.close()
        self._session.end()
        self._foot.rest(on=False)
        self.atlas.setEnabled(True)
        self._bar.setEnabled(True)
        self._panels.setCurrentWidget(self._find)
        self._note()

    # Where it is felt

    def _looked(self, look: Look) -> None:
        """Follow the atlas: while it asks where it is felt, so does the panel."""
        self._bar.show_look(look)
        if look.felt is not None:
            self._panels.setCurrentWidget(self._felt_panel())
        elif self._panels.currentWidget() is self._felt:
            self._panels.setCurrentWidget(self._find)

    def _felt_panel(self) -> FeltPanel:
        """Return the panel of the other way in, built when it is first needed."""
        if self._felt is None:
            self._felt = felt = FeltPanel(self._guide, self._thumbnail)
            felt.ached.connect(lambda: self.ached.emit(self._places))
            felt.numb.connect(lambda: self.numb.emit(self._places))
            felt.cleared.connect(lambda: self._point(()))
            felt.picked.connect(self.picked)
            self._panels.addWidget(felt)
            fit_text(felt, self._factor)  # afterwards: what gets another parent gets its font anew
        return self._felt

    def _point(self, places: tuple[Place, ...]) -> None:
        """Show which places are pointed at, and tell."""
        self._places = places
        self.atlas.show_places(places)
        self._felt_panel().show_places(places)
        self.felt.emit(places)

    def show_matches(self, matches: Sequence[Match]) -> None:
        """List the muscles whose known pattern includes the places that are pointed at."""
        self._felt_panel().show_matches(matches)

    def _thumbnail(self, region: Region, size: QSize) -> QPixmap:
        return thumbnail(self._guide.anatomy, self._folder, self._colours, region, size, self.devicePixelRatioF())

    def offer_undo(self, *, on: bool) -> None:
        """Offer to take the session just made away, or no longer."""
        self._after.offer_undo(on=on)
        self._find.offer_undo(on=on)

    def show_after(self, who: str, outcomes: Sequence[Outcome], counts: Sequence[str] = ()) -> None:
        """Show how a session or a routine ended; the day's count is the one shown last, or what is given."""
        self._after.show_end(who, outcomes, counts)
        self._panels.setCurrentWidget(self._after)
        self._after.focus_rating()

    def show_notice(self, words: str) -> None:
        """Say one plain thing under the panel: what happened, what is safe, what to do. Empty text: nothing."""
        self._notice.say(words)

    def show_sound(self, words: str) -> None:
        """Say what is the matter with the sound for as long as it is; an empty text that all is well."""
        self._sound.setText(words)
        self._note()

    def show_muted(self, *, on: bool) -> None:
        """Say in a session that nothing sounds because the person wants it so."""
        self._muted = on
        self._note()

    def _note(self) -> None:
        """Say in a session what is out of the ordinary about it, and under another panel what is about the sound."""
        in_session = self._panels.currentWidget() is self._run
        sound = _("Sound is off. M brings it back.") if self._muted else self._sound.text()
        lines = [_("Rehearsal: not counted")] if self._rehearsal else []
        self._session.show_note("\n".join([*lines, sound] if sound else lines))
        self._sound.setVisible(bool(self._sound.text()) and not in_session)

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._colours = colours
        self.atlas.dress(colours)
        self._session.dress(colours)
        if self._felt is not None:
            self._felt.draw_again()
        self.dressed.emit()

    @property
    def colours(self) -> Colours:
        """The colours it is drawn in."""
        return self._colours

    @property
    def still(self) -> bool:
        """Whether nothing moves by itself."""
        return self._still

    def show_keys(self) -> None:
        """Show what the keys do, or put it away. In a session it lies beside it and takes nothing from it."""
        from unknot.ui.shortcuts import ShortcutsDialog

        if self._keys is not None:
            self._keys.close()
            return
        running = self._panels.currentWidget() is self._run
        self._keys = dialog = ShortcutsDialog(self, beside=running)
        dialog.finished.connect(self._let_go_of_keys)
        if running:
            over = self._session.picture_place
            dialog.lie_in(QRect(over.mapToGlobal(QPoint(0, 0)), over.size()))
        else:
            dialog.open()

    def _let_go_of_keys(self) -> None:
        if self._keys is not None:
            self._keys.deleteLater()
            self._keys = None

    def calm(self, *, still: bool) -> None:
        """Let nothing move by itself, or let it again."""
        self._still = still
        self.atlas.calm(still=still)

    def put_away(self) -> None:
        """Go out of sight, with whatever lies beside it to be read."""
        for beside in self.findChildren(QDialog):
            if beside.isVisible():
                beside.close()
        self.hide()

    def come_forward(self) -> None:
        """Come to the front, from wherever it is: the program was started a second time, or is wanted from outside."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
