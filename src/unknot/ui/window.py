"""The main window: it shows what it is told, and says what the person wants.

It is there before what it holds: nothing is imported here that a window on the screen can do without.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from unknot.i18n import _

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QCloseEvent, QPixmap, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from unknot.core.anatomy import Region
    from unknot.core.felt import Match, Place
    from unknot.core.plan import Dose
    from unknot.core.session import Outcome, Snapshot
    from unknot.guide.library import Guide
    from unknot.ui.distance_view import DistanceView
    from unknot.ui.felt_panel import FeltPanel
    from unknot.ui.look import Look
    from unknot.ui.theme import Colours

SMALLEST = (1024, 700)


class Window(QMainWindow):
    """Empty, or with whatever is put into it, until it is furnished.

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

    def __init__(self) -> None:
        super().__init__()
        self._furnished = self.closed_early = False
        self.setWindowTitle("Unknot")
        self.setMinimumSize(*SMALLEST)

    @classmethod
    def furnished(cls, guide: "Guide", resources: Path, colours: "Colours") -> Self:
        """Return a window with everything in it."""
        window = cls()
        window.furnish(guide, resources, colours)
        return window

    def furnish(self, guide: "Guide", resources: Path, colours: "Colours") -> None:
        """Put everything into it, in the place of what is there now; it may be on the screen already."""
        from PySide6.QtWidgets import QStackedWidget

        from unknot.ui.first_sight import FirstSight
        from unknot.ui.in_session import InSession
        from unknot.ui.inside import Inside
        from unknot.ui.keys_sheet import KeysSheet

        self._guide = guide
        self._folder = resources / "atlas"
        self._colours = colours
        self._places: tuple[Place, ...] = ()
        self._felt: FeltPanel | None = None
        self._rehearsal = self._muted = self._still = False
        self._inside = inside = Inside(guide, self._folder, colours)
        self.atlas, self._panels = inside.atlas, inside.panels
        self._pages = QStackedWidget()
        self._pages.addWidget(inside)
        self._session = InSession(
            guide, inside.run_panel, self.atlas, inside.foot, self._pages, self, self._distance_view
        )
        self.reminder = self._session.reminder
        self._keys = KeysSheet(self, self._place_beside)
        self.distance_on_start = False
        """Whether a session begins in the distance view."""
        self._wire()
        before = self.centralWidget()
        if isinstance(before, FirstSight) and before.sight is not None and before.picture is not None:
            self.atlas.begin_with(before.sight, before.picture)
        self._furnished = True
        self.setCentralWidget(self._pages)
        self._fit()
        if self.isVisible():
            self._begin()

    # Layout

    def _wire(self) -> None:
        self.atlas.picked.connect(self.picked)
        self.atlas.looked.connect(self._looked)
        self.atlas.felt.connect(self._point)
        self._inside.bar.framed.connect(self.atlas.show_frame)
        self._inside.bar.viewed.connect(self.atlas.show_view)
        self._inside.bar.layered.connect(self.atlas.show_layer)
        self._inside.bar.asked.connect(self.atlas.ask_where)
        self._inside.bar.routines.connect(self.routines_asked)
        self._inside.bar.settings.connect(self.settings_asked)
        self._inside.foot.changed.connect(self.changed)
        self._inside.foot.days.connect(self.days_asked)
        self._inside.foot.learn.connect(self.learn_asked)
        self._inside.foot.keys.connect(self.show_keys)
        self._inside.foot.muscles.picked.connect(self.picked)
        self._inside.find_panel.start.connect(self.start)
        self._inside.find_panel.dosed.connect(self.dosed)
        self._inside.find_panel.dosed.connect(lambda dose: self.atlas.show_count(dose.spots))
        self._inside.find_panel.stepped.connect(self.atlas.show_step)
        self._session.pause.connect(self.pause)
        self._session.skip.connect(self.skip)
        self._session.stop.connect(self.stop)
        self._inside.after_panel.rated.connect(self.rated)
        self._inside.after_panel.undone.connect(self.undone)
        self._inside.find_panel.undone.connect(self.undone)
        self._inside.after_panel.again.connect(self.again)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Share the width between the plate and the panel."""
        super().resizeEvent(event)
        if self._furnished:
            self._fit()

    def _fit(self) -> None:
        factor = self._inside.fit(self.size())
        if factor is not None:
            self.reminder.fit(factor)
        if not self._session.far:  # there the reminder lies elsewhere, and the foot is not laid out
            self._inside.keep_free(self.reminder.height_for)

    def showEvent(self, event: "QShowEvent") -> None:
        """Begin with the focus on nothing in particular: Tab leads to the first thing."""
        super().showEvent(event)
        if self._furnished:
            self._begin()

    def _begin(self) -> None:
        if self.focusWidget() is None:
            self.setFocus()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Leave closing to the program: it first keeps what has to be kept."""
        event.ignore()
        self.closed_early = not self._furnished
        self.closing.emit()

    def get_ready(self) -> None:
        """Make ready what a click will show: somebody is there. Until then nothing is kept for it."""
        self.atlas.get_ready()
        self._inside.make_ready_soon()

    def let_go(self) -> None:
        """Keep only what is seen: nobody is there."""
        from PySide6.QtGui import QPixmapCache

        self.atlas.let_go()
        QPixmapCache.clear()

    # Showing

    def show_region(self, region: "Region | None", dose: "Dose") -> None:
        """Show the muscle and side that were picked, ready to start; on the picture first."""
        self.atlas.show_region(region, dose.spots)
        self._panels.setCurrentWidget(self._inside.find_panel)
        self._inside.foot.muscles.show_region(region)
        self._inside.find_panel.show_region(region, dose)

    def show_rests(self, rests: "Mapping[Region, str]") -> None:
        """Say of each region why it rests; those not named do not."""
        for region in self._guide.anatomy.regions():
            why = rests.get(region, "")
            self.atlas.show_rest(region, why)
            self._inside.foot.muscles.show_rest(region, why)

    def show_rest(self, lines: Sequence[str]) -> None:
        """Say why the picked muscle rests and what to watch for; no lines that it does not."""
        self._inside.find_panel.show_rest(lines)

    def show_today(self, words: str) -> None:
        """Show the day's count for the picked muscle."""
        self._inside.find_panel.show_today(words)
        self._inside.after_panel.show_today(words)

    def show_session(self, *, rehearsal: bool) -> None:
        """Show the running panel and the reminder; the picture can't be clicked meanwhile."""
        self._panels.setCurrentWidget(self._inside.run_panel)
        self._inside.rest(on=True)
        self._rehearsal = rehearsal
        self._note()
        self._session.begin(far=self.distance_on_start)

    def show_snapshot(self, snapshot: "Snapshot") -> None:
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
        self._keys.close()
        self._session.end()
        self._inside.rest(on=False)
        self._panels.setCurrentWidget(self._inside.find_panel)
        self._note()

    # Where it is felt

    def _looked(self, look: "Look") -> None:
        """Follow the atlas: while it asks where it is felt, so does the panel."""
        self._inside.bar.show_look(look)
        if look.felt is not None:
            self._panels.setCurrentWidget(self._felt_panel())
        elif self._panels.currentWidget() is self._felt:
            self._panels.setCurrentWidget(self._inside.find_panel)

    def _felt_panel(self) -> "FeltPanel":
        """Return the panel of the other way in, built when it is first needed."""
        from unknot.ui.felt_panel import FeltPanel

        if self._felt is None:
            self._felt = felt = FeltPanel(self._guide, self._thumbnail)
            felt.ached.connect(lambda: self.ached.emit(self._places))
            felt.numb.connect(lambda: self.numb.emit(self._places))
            felt.cleared.connect(lambda: self._point(()))
            felt.picked.connect(self.picked)
            self._panels.addWidget(felt)
            self._inside.fit_late(felt)
        return self._felt

    def _point(self, places: "tuple[Place, ...]") -> None:
        """Show which places are pointed at, and tell."""
        self._places = places
        self.atlas.show_places(places)
        self._felt_panel().show_places(places)
        self.felt.emit(places)

    def show_matches(self, matches: "Sequence[Match]") -> None:
        """List the muscles whose known pattern includes the places that are pointed at."""
        self._felt_panel().show_matches(matches)

    def _thumbnail(self, region: "Region", size: "QSize") -> "QPixmap":
        from unknot.ui.picture import thumbnail

        return thumbnail(self._guide.anatomy, self._folder, self._colours, region, size, self.devicePixelRatioF())

    def offer_undo(self, *, on: bool) -> None:
        """Offer to take the session just made away, or no longer."""
        self._inside.after_panel.offer_undo(on=on)
        self._inside.find_panel.offer_undo(on=on)

    def show_after(self, who: str, outcomes: "Sequence[Outcome]", counts: Sequence[str] = ()) -> None:
        """Show how a session or a routine ended; the day's count is the one shown last, or what is given."""
        self._inside.after_panel.show_end(who, outcomes, counts)
        self._panels.setCurrentWidget(self._inside.after_panel)
        self._inside.after_panel.focus_rating()

    def show_notice(self, words: str) -> None:
        """Say one plain thing under the panel: what happened, what is safe, what to do. Empty text: nothing."""
        self._inside.notice.say(words)

    def show_sound(self, words: str) -> None:
        """Say what is the matter with the sound for as long as it is; an empty text that all is well."""
        self._inside.sound.setText(words)
        self._note()

    def show_muted(self, *, on: bool) -> None:
        """Say in a session that nothing sounds because the person wants it so."""
        self._muted = on
        self._note()

    def _note(self) -> None:
        """Say in a session what is out of the ordinary about it, and under another panel what is about the sound."""
        in_session = self._panels.currentWidget() is self._inside.run_panel
        sound = _("Sound is off. M brings it back.") if self._muted else self._inside.sound.text()
        lines = [_("Rehearsal: not counted")] if self._rehearsal else []
        self._session.show_note("\n".join([*lines, sound] if sound else lines))
        self._inside.sound.setVisible(bool(self._inside.sound.text()) and not in_session)

    def dress(self, colours: "Colours") -> None:
        """Take other colours."""
        self._colours = colours
        self.atlas.dress(colours)
        self._session.dress(colours)
        if self._felt is not None:
            self._felt.draw_again()
        self.dressed.emit()

    @property
    def colours(self) -> "Colours":
        """The colours it is drawn in."""
        return self._colours

    @property
    def still(self) -> bool:
        """Whether nothing moves by itself."""
        return self._still

    def show_keys(self) -> None:
        """Show what the keys do, or put it away. In a session it lies beside it and takes nothing from it."""
        self._keys.turn()

    def _place_beside(self) -> "QWidget | None":
        """Return where in a session something may lie without hiding what counts; None without a session."""
        return self._session.picture_place if self._panels.currentWidget() is self._inside.run_panel else None

    def calm(self, *, still: bool) -> None:
        """Let nothing move by itself, or let it again."""
        self._still = still
        self.atlas.calm(still=still)

    def put_away(self) -> None:
        """Go out of sight, with whatever lies beside it to be read."""
        from PySide6.QtWidgets import QDialog

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
