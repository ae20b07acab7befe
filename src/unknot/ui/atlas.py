"""The atlas: the body from behind and from its sides, where to press, where never to, and where it is felt."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from unknot.core.anatomy import Anatomy, BoneZone, Region, View
from unknot.core.felt import Place
from unknot.ui import marks
from unknot.ui.drawing import Layer
from unknot.ui.first_sight import Sight, named
from unknot.ui.look import Look, Work
from unknot.ui.pacing import PaceMark
from unknot.ui.picture import Picture
from unknot.ui.plates import FrameName, Placement
from unknot.ui.pointer import Pointer
from unknot.ui.region_button import ShapedButton
from unknot.ui.targets import Targets
from unknot.ui.theme import Colours
from unknot.ui.transition import Transition
from unknot.ui.words import region_name

IDLE_MS = 60
"""Pause between two pieces of work that are done ahead."""


class Atlas(QWidget):
    """Shows the figure.

    `picked` carries the region that was clicked, `explained` a bone zone, `felt` the places that are pointed at, in
    order; `looked` the look, whenever view, frame, layer or the asking has changed.
    """

    picked = Signal(object)
    explained = Signal(object)
    felt = Signal(object)
    looked = Signal(object)

    def __init__(self, anatomy: Anatomy, folder: Path, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anatomy = anatomy
        self._look = Look()
        self._laid = self._opened = self._ahead = False
        self._picture = Picture(anatomy, folder, colours)
        self._before: tuple[Sight, QImage] | None = None
        self.setMinimumSize(400, 160)  # large text around it leaves it no more in the smallest window
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing behind it has to be painted, too
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._targets = Targets(anatomy, self)
        self._targets.picked.connect(self.picked)
        self._targets.explained.connect(self._explain)
        self._targets.pointed.connect(self._pointed)
        self._targets.closer.connect(lambda: self.show_frame("hips"))
        self._targets.left.connect(self.go_back)
        self._targets.changed.connect(self.update)
        self._pointer = Pointer(self, self._targets)
        self._pace = PaceMark(self)
        self._transition = Transition(self)
        self._explanation: QWidget | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._make_ready)
        self._marking = QTimer(self, singleShot=True)
        self._marking.timeout.connect(self._mark)

    # What is shown

    @property
    def look(self) -> Look:
        """What is shown."""
        return self._look

    def show_view(self, view: View) -> None:
        """Look from behind, or from a side."""
        self._turn(replace(self._look, view=view))

    def show_frame(self, frame: FrameName) -> None:
        """Show the hips close up, or the whole body; it no longer asks where it is felt."""
        self._turn(replace(self._look, frame=frame, felt=None))

    def show_layer(self, layer: Layer) -> None:
        """Show the skin, the muscles, or bones and nerve."""
        self._turn(replace(self._look, layer=layer, felt=None))

    def ask_where(self) -> None:
        """Show the whole body, to be pointed at where it is felt."""
        self._turn(replace(self._look, frame="whole", felt=self._look.felt or frozenset()))

    def go_back(self) -> None:
        """Go from the question or the close-up to the whole body; from the whole body to the close-up."""
        if self._look.felt is not None:
            self.show_frame("hips")
        elif self._look.frame == "hips":
            self.show_frame("whole")

    def show_region(self, region: Region | None, count: int = 1, *, at_once: bool = True) -> None:
        """Show `region` with `count` spots as chosen; `at_once`, the picture comes before everything that follows."""
        self._hush()
        view = self._look.view
        if region is not None and not view.shows(region.side):
            view = View(region.side.value)
        for other, button in self._targets.regions.items():
            button.setChecked(other == region)
        asked = self._look.felt is not None and region is not None
        self._turn(
            replace(
                self._look,
                view=view,
                region=region,
                count=count,
                step=None,
                frame="hips" if asked else self._look.frame,
                felt=None if asked else self._look.felt,
            )
        )
        if region is not None:
            self._targets.enter(self._targets.regions[region])
        if at_once:
            self.repaint()

    def begin_with(self, sight: Sight, picture: QImage) -> None:
        """Begin with a picture that was kept, if it is the one: until somebody comes, none is drawn then."""
        self._before = sight, picture

    @property
    def drawn_before(self) -> bool:
        """Whether it still shows the picture it began with."""
        return self._picture.taken

    def at_first(self, region: Region | None, count: int) -> QPixmap:
        """Return the picture that a start shows with this region chosen; none before it was ever laid out."""
        if not self._laid:
            return QPixmap()
        return self._picture.drawn(Look(region=region, count=count))

    def show_count(self, count: int) -> None:
        """Show so many spots of the chosen region."""
        self._change(replace(self._look, count=count))

    def show_step(self, step: int | None) -> None:
        """Light the landmarks of finding step `step` (from 0) of the chosen muscle; None for no step."""
        self._change(replace(self._look, step=step))

    def show_places(self, places: Collection[Place]) -> None:
        """Show these places as the ones pointed at, while it asks where it is felt."""
        if self._look.felt is None:
            return
        for place, button in self._targets.areas.items():
            button.setChecked(place in places)
        self._change(replace(self._look, felt=frozenset(places)))

    def show_work(self, work: Work | None, elapsed_s: float = 0.0, *, running: bool = False) -> None:
        """Show what is done in a session, so many seconds into its phase; None for no session.

        Where that is another picture it is drawn in the next turn: nothing exact waits for it.
        """
        look = replace(self._look, work=work)
        if work is None or look.region is None or not look.view.shows(look.region.side):
            self.hold_still()
        else:
            if look != self._look or not self._pace.laid:
                self._pace.rest()
                self._marking.start()
            self._pace.keep(elapsed_s, running=running)
        self._change(look)

    def _mark(self) -> None:
        """Lay the mark that moves on the picture as it is now."""
        region, work = self._look.region, self._look.work
        if region is not None and work is not None:
            picture, colours = self._picture.drawn(self._look), self._picture.colours
            self._pace.lay(self.placement(), self._anatomy, region, work.phase, picture, colours)

    def hold_still(self) -> None:
        """Let nothing move any more: the session is over."""
        self._marking.stop()
        self._pace.rest()

    def show_rest(self, region: Region, why: str) -> None:
        """Say of a region why it rests; an empty text that it does not."""
        name, button = region_name(self._anatomy, region), self._targets.regions[region]
        button.setAccessibleDescription(why)
        button.tip = f"{name}\n{why}" if why else name

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._picture.dress(colours)
        self._pace.rest()
        self.update()

    def calm(self, *, still: bool) -> None:
        """Let nothing move by itself, or let it again."""
        self._pace.still = still
        self._transition.still = still

    def _change(self, look: Look) -> None:
        """Show another look in the same place."""
        if look != self._look:
            self._look = look
            self.update()

    def _turn(self, look: Look) -> None:
        """Go over to another look, smoothly where the place or the layer is another."""
        old = self._look
        if look == old:
            return
        self._hush()
        elsewhere, turned = look.place() != old.place(), look.page() != old.page()
        if turned and self._opened:
            kept = self._picture.drawn(old), self._picture.placement(old)
            self._transition.begin(*kept, self._picture.placement(look))
        self._look = look
        if elsewhere:
            if look.felt is None and old.felt is not None:
                for button in self._targets.areas.values():
                    button.setChecked(False)
                self.felt.emit(())
            self._lay()
        self.update()
        if turned:
            self.looked.emit(look)

    def get_ready(self) -> None:
        """Draw ahead, from now on, what the next click will show: somebody is there."""
        self._ahead = True
        if self._laid:
            self._idle.start()

    def let_go(self) -> None:
        """Keep only the picture that is shown: nobody is there."""
        self._ahead = False
        self._picture.let_go()

    def _make_ready(self) -> None:
        """Draw ahead what the next click will show, one muscle at a time; not in a session, whose time is its own."""
        if self._ahead and self._picture.taken:
            self._picture.draw_anew()
            self.update()
            self._idle.start()
            return
        regions = self._anatomy.regions() if self._ahead and self._look.work is None else ()
        if any(self._picture.ready(self._look, region) for region in regions):
            self._idle.start()

    # Where things lie

    def placement(self) -> Placement:
        """Return how the present plate lies in the widget, above its key."""
        return self._picture.placement(self._look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything anew."""
        super().resizeEvent(event)
        self._transition.end()
        self._pace.rest()  # the next moment of a session lays it where it belongs now
        if self._laid:
            self._lay()

    def showEvent(self, event: QShowEvent) -> None:
        """Lay everything while the system brings the window up: nobody waits for it then."""
        super().showEvent(event)
        if not self._laid:
            QTimer.singleShot(0, self._lay)

    def _lay(self) -> None:
        self._laid = True
        self._picture.fit(self.size(), self.devicePixelRatioF())
        self._pointer.forget()
        self._targets.lay(self._look, self.placement(), self._picture.hips(self._look))
        self._idle.start()
        self.update()

    def at(self, point: QPointF) -> ShapedButton | None:
        """Return what a point of the atlas picks."""
        return self._targets.at(point)

    def _explain(self, bone: BoneZone) -> None:
        from unknot.ui.explanation import Explanation  # most people never ask

        if not isinstance(self._explanation, Explanation):
            self._explanation = Explanation(self)
        self._explanation.say(bone)
        self.explained.emit(bone)

    def _hush(self) -> None:
        if self._explanation is not None:
            self._explanation.hide()

    def _pointed(self) -> None:
        places = tuple(place for place, button in self._targets.areas.items() if button.isChecked())
        self.show_places(places)
        self.felt.emit(places)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part asked for: a picture that is kept until something changes, and on it what changes often."""
        painter = QPainter(self)
        if not self._opened or self._transition.running:
            painter.fillRect(event.rect(), QColor(self._picture.colours.paper))
        if not self._opened:  # the window comes first, the picture in the next turn
            QTimer.singleShot(0, self._open)
            return
        picture = self._picture.drawn(self._look)
        if self._transition.running:
            self._transition.paint(painter, picture, QRectF(self.rect()))
            return
        _blit(painter, picture, QRectF(event.rect()))
        if self._look.work is not None:
            return
        drawing = self._picture.pen(painter, self._look)
        if self._pointer.under is not None and self.isEnabled():
            drawing.hover(self._pointer.under.path)
        if self._look.felt is None and self._look.frame == "whole":
            marks.frame(drawing, self._targets.hips.path, strong=False)
        focused = self._targets.focused()
        if focused is not None:
            marks.focus(drawing, focused.path)

    def _open(self) -> None:
        if not self._laid:
            self._lay()
        self._opened = True
        self._take_before()
        self.update()

    def _take_before(self) -> None:
        """Take the picture to begin with, if it is true of what is to be shown now."""
        before, self._before = self._before, None
        look, colours = self._look, self._picture.colours
        if before is None or look != Look(region=look.region, count=look.count):
            return
        sight, picture = before
        shown = (named(look.region), look.count, colours.dark, colours.paper)
        if shown == (sight.region, sight.spots, sight.dark, sight.paper):
            self._picture.take(look, QPixmap.fromImage(picture))


def _blit(painter: QPainter, picture: QPixmap, part: QRectF) -> None:
    ratio = picture.devicePixelRatio()
    painter.drawPixmap(part, picture, QRectF(part.topLeft() * ratio, part.size() * ratio))
