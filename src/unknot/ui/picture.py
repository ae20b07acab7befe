"""The atlas's picture, put together from what is kept: the page, which seldom changes, and on it what was chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from unknot.core.anatomy import Anatomy, Region, Side, View
from unknot.core.felt import Place
from unknot.core.plan import Kind, Phase
from unknot.ui import marks
from unknot.ui.captions import KEY_PX, Captions, Sign, title_px, write
from unknot.ui.drawing import GROUND, Drawing, Layer, fade_top
from unknot.ui.plates import FrameName, Placement, read_picture, read_plates
from unknot.ui.theme import Colours
from unknot.ui.words import region_name

ASKED_TOP = 0.70
"""How high up the body is shown while the atlas asks where it is felt: nothing above can be pointed at."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done in a session: the phase, and the spots (from 1) on which nothing is left to do."""

    phase: Phase
    done: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Look:
    """What the picture shows.

    `count` is how many spots of the chosen region a session uses, `step` the finding step that is lit (from 0), `felt`
    the places pointed at while the atlas asks where it is felt, else None.
    """

    view: View = View.BACK
    frame: FrameName = "hips"
    layer: Layer = Layer.MUSCLE
    region: Region | None = None
    count: int = 1
    step: int | None = None
    work: Work | None = None
    felt: frozenset[Place] | None = None

    def page(self) -> "Look":
        """Return what of it the page shows: nothing that a click on a muscle changes."""
        return Look(self.view, self.frame, self.layer, felt=None if self.felt is None else frozenset())


class Picture:
    """Draws looks at one size, and keeps the last page and the last picture."""

    def __init__(self, anatomy: Anatomy, folder: Path, colours: Colours) -> None:
        self._anatomy = anatomy
        self._folder = folder
        self._colours = colours
        self._plates = read_plates(folder)
        self._size = QSize()
        self._ratio = 1.0
        self._pages: dict[Look, QPixmap] = {}
        self._kept: tuple[Look, QPixmap] | None = None

    @property
    def colours(self) -> Colours:
        """The colours it draws with."""
        return self._colours

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._colours = colours
        self._forget()

    def fit(self, size: QSize, ratio: float) -> None:
        """Take another size, in device-independent pixels, of which each is `ratio` pixels wide."""
        if (size, ratio) != (self._size, self._ratio):
            self._size, self._ratio = size, ratio
            self._forget()

    def _forget(self) -> None:
        self._pages.clear()
        self._kept = None

    def placement(self, look: Look) -> Placement:
        """Return how the plate of a look lies in the picture, above its key."""
        area = QRectF(QPointF(0, 0), QSizeF(self._size)).adjusted(0, 0, 0, -KEY_PX)
        if look.frame == "whole":  # the head would meet the title; the close-up fades there
            area.setTop(title_px(area.height()))
        return Placement(self._plates[look.view, look.frame], area, None if look.felt is None else ASKED_TOP)

    def hips(self, look: Look) -> QRectF:
        """Return where the close-up's stretch of the body lies in a look at the whole."""
        place, close_up = self.placement(look), self._plates[look.view, "hips"]
        left, right = (-0.115, 0.115) if look.view is View.BACK else (-0.075, 0.095)
        corners = (place.on((left, close_up.top - 0.05)), place.on((right, close_up.bottom + 0.02)))
        return QRectF(*corners).normalized()

    def drawn(self, look: Look) -> QPixmap:
        """Return the picture of a look."""
        if self._kept is None or self._kept[0] != look:
            self._kept = look, self._on(self._page(look.page()), lambda drawing: self._paint(drawing, look), look)
        return self._kept[1]

    def alone(self, look: Look, region: Region) -> QPixmap:
        """Return the body with one muscle on it, and nothing else."""
        return self._on(self._plate(look), lambda drawing: drawing.muscle(region, look.layer, chosen=True), look)

    def pen(self, painter: QPainter, look: Look) -> Drawing:
        """Return what draws on the picture of a look with a painter."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return Drawing(painter, self.placement(look), self._anatomy, self._colours)

    def _page(self, look: Look) -> QPixmap:
        page = self._pages.get(look)
        if page is None:
            if len(self._pages) > 2:  # back and forth between two views is quick; more would only hold memory
                self._pages.pop(next(iter(self._pages)))
            page = self._on(self._plate(look), lambda drawing: self._paint_page(drawing, look), look)
            self._pages[look] = page
        return page

    def _blank(self) -> QPixmap:
        pixmap = QPixmap((QSizeF(self._size) * self._ratio).toSize())
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap

    def _on(self, ground: QPixmap, paint: Callable[[Drawing], None], look: Look) -> QPixmap:
        pixmap = QPixmap(ground)
        painter = QPainter(pixmap)
        paint(self.pen(painter, look))
        painter.end()
        return pixmap

    def _plate(self, look: Look) -> QPixmap:
        place, pixmap = self.placement(look), self._blank()
        size = QSizeF(place.picture.size() * self._ratio)
        plate = read_picture(self._folder, place.plate, size, dark=self._colours.dark)
        plate.setDevicePixelRatio(self._ratio)
        painter = QPainter(pixmap)
        painter.setOpacity(1.0 if look.felt is not None else GROUND[look.layer])
        painter.drawPixmap(place.picture.topLeft(), plate)
        if look.felt is not None:
            fade_top(painter, place)
        painter.end()
        return pixmap

    # The page

    def _paint_page(self, drawing: Drawing, look: Look) -> None:
        if look.felt is not None:
            return
        if look.layer is not Layer.SKIN:
            beneath = self._on(self._blank(), lambda below: _paint_beneath(below, look.layer), look)
            drawing.painter.drawPixmap(QPointF(0, 0), beneath)
        if look.frame == "hips":
            for region in self._anatomy.regions():
                drawing.muscle(region, look.layer, chosen=False)
            self._bones(drawing)

    def _bones(self, drawing: Drawing) -> None:
        for bone in self._anatomy.bones:
            for side in tuple(Side) if bone.paired else (None,):
                drawing.bone(bone, side)

    # What was chosen

    def _paint(self, drawing: Drawing, look: Look) -> None:
        if look.felt is not None:
            self._paint_felt(drawing, look)
        elif look.frame == "whole":
            self._paint_whole(drawing, look)
        else:
            self._paint_close_up(drawing, look)
        title = "" if look.region is None or look.felt is not None else region_name(self._anatomy, look.region)
        write(drawing, Captions(title, self._signs(look)))

    def _paint_felt(self, drawing: Drawing, look: Look) -> None:
        chosen = look.felt or frozenset()
        for place in self.places():
            area = self._anatomy.area(place.area)
            path = drawing.place.path(area.outline, place.side)
            if not path.isEmpty():
                drawing.area(path, chosen=place in chosen)
                if place in chosen:
                    marks.ticked(drawing, path.boundingRect().center(), 8.0)

    def places(self) -> tuple[Place, ...]:
        """Return every place that can be pointed at, in the order in which they are drawn."""
        return tuple(
            Place(area.id, side) for area in self._anatomy.areas for side in (tuple(Side) if area.paired else (None,))
        )

    def _paint_whole(self, drawing: Drawing, look: Look) -> None:
        if look.region is not None:
            drawing.referral(look.region)
            drawing.muscle(look.region, look.layer, chosen=True)

    def _paint_close_up(self, drawing: Drawing, look: Look) -> None:
        region = look.region
        if region is None or not look.view.shows(region.side):
            return
        drawing.muscle(region, look.layer, chosen=True)
        self._paint_over(drawing, look, region)
        if look.work is None:
            marks.finding(drawing, region, look.step)
            marks.spots(drawing, region, look.count, 1, ())
            marks.names(drawing, region, look.step, look.count)
        elif look.work.phase.kind is Kind.STRIPPING:
            marks.spots(drawing, region, look.count, None, look.work.done)
            marks.strip(drawing, region)
        else:
            marks.spots(drawing, region, look.count, look.work.phase.spot or 1, look.work.done)

    def _paint_over(self, drawing: Drawing, look: Look, chosen: Region) -> None:
        """Paint again what lies over the chosen muscle, where it does."""
        painter = drawing.painter
        painter.save()
        outline = self._anatomy.muscle(chosen.muscle).shape.outline
        painter.setClipPath(drawing.place.path(outline, chosen.side))
        same = [region for region in self._anatomy.regions() if region.side is chosen.side]
        for region in same[same.index(chosen) + 1 :]:
            drawing.muscle(region, look.layer, chosen=False)
        self._bones(drawing)
        painter.restore()

    def _signs(self, look: Look) -> tuple[Sign, ...]:
        """Return the signs that a look uses, to be explained."""
        if look.felt is not None:
            return ()
        nerve = (Sign.NERVE,) if look.layer is Layer.BONE else ()
        if look.frame == "whole":
            if look.region is None:
                return nerve
            kinds = {zone.source.beyond_guide for zone in self._anatomy.referrals if zone.muscle == look.region.muscle}
            felt = tuple(sign for beyond, sign in ((False, Sign.FELT), (True, Sign.FELT_BEYOND)) if beyond in kinds)
            return (*felt, *nerve)
        seen = [bone for bone in self._anatomy.bones if bone.outline.seen(look.view, look.view.side)]
        bones = tuple(
            sign
            for beyond, sign in ((False, Sign.BONE), (True, Sign.BONE_BEYOND))
            if any(bone.why.source.beyond_guide is beyond for bone in seen)
        )
        if look.region is None:
            return (*bones, *nerve)
        stripping = look.work is not None and look.work.phase.kind is Kind.STRIPPING
        done = (Sign.DONE,) if look.work is not None and look.work.done else ()
        return (Sign.STRIP if stripping else Sign.PRESS, *done, *bones, *nerve)


def _paint_beneath(drawing: Drawing, layer: Layer) -> None:
    """Paint what lies beneath and beside the muscles, fading with the plate."""
    if layer is Layer.BONE:
        drawing.skeleton()
        drawing.nerve()
    else:
        drawing.neighbours()
    drawing.faded()


def thumbnail(anatomy: Anatomy, folder: Path, colours: Colours, region: Region, size: QSize, ratio: float) -> QPixmap:
    """Return a small picture of a region: the hips from behind with that muscle alone, and nothing written."""
    picture = Picture(anatomy, folder, colours)
    picture.fit(QSize(size.width(), size.height() + KEY_PX), ratio)
    whole = picture.alone(Look(region=region, layer=Layer.SKIN), region)
    return whole.copy(0, 0, round(size.width() * ratio), round(size.height() * ratio))
