"""The atlas's picture, put together from what is kept: the page, which seldom changes, and on it what was chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from unknot.core.anatomy import Anatomy, Region, Side, View
from unknot.core.felt import Place
from unknot.core.plan import Kind
from unknot.ui import marks
from unknot.ui.captions import KEY_PX, Captions, title_px, write
from unknot.ui.drawing import GROUND, Drawing, Layer, fade_top
from unknot.ui.look import Look, signs
from unknot.ui.plates import Placement, curves, read_picture, read_plates, strands
from unknot.ui.theme import Colours
from unknot.ui.words import region_name

ASKED_TOP = 0.70
"""How high up the body is shown while the atlas asks where it is felt: nothing above can be pointed at."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What of a look seldom changes: all that lies under the chosen muscle, and the bones over it."""

    under: QPixmap
    over: QPixmap
    lit: dict[Region, QPixmap]
    """The chosen muscle, for each that has been chosen on this page."""


class Picture:
    """Draws looks at one size, and keeps the last pages and the last picture."""

    def __init__(self, anatomy: Anatomy, folder: Path, colours: Colours) -> None:
        self._anatomy = anatomy
        self._folder = folder
        self._colours = colours
        self._plates = read_plates(folder)
        self._size = QSize()
        self._ratio = 1.0
        self._pages: dict[Look, _Page] = {}
        self._kept: tuple[Look, QPixmap] | None = None
        self.taken = False
        """Whether the last picture was drawn before the program began."""

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

    def take(self, look: Look, picture: QPixmap) -> None:
        """Keep the picture of a look that was drawn before; one of another size is of no use."""
        fits = picture.size() == (QSizeF(self._size) * self._ratio).toSize()
        if fits and picture.devicePixelRatio() == self._ratio:
            self._kept, self.taken = (look, picture), True

    def draw_anew(self) -> None:
        """Keep no picture that was drawn before the program began."""
        if self.taken:
            self._kept, self.taken = None, False

    def let_go(self) -> None:
        """Keep only the last picture: what it was put together from is drawn anew when it is wanted."""
        self._pages.clear()
        curves.cache_clear()
        strands.cache_clear()

    def _forget(self) -> None:
        self._pages.clear()
        self._kept, self.taken = None, False

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
            page = self._page(look.page())
            self._kept = look, self._on(page.under, lambda drawing: self._paint(drawing, look, page), look)
            self.taken = False
        return self._kept[1]

    def ready(self, look: Look, region: Region) -> bool:
        """Make ready what choosing a region will show of a look; return whether there was anything to do."""
        if look.felt is not None or look.frame != "hips" or not look.view.shows(region.side):
            return False
        page = self._page(look.page())
        if region in page.lit:
            return False
        self._lit(page, look, region)
        return True

    def alone(self, look: Look, region: Region) -> QPixmap:
        """Return the body with one muscle on it, and nothing else."""
        return self._on(self._plate(look), lambda drawing: drawing.muscle(region, look.layer, chosen=True), look)

    def pen(self, painter: QPainter, look: Look) -> Drawing:
        """Return what draws on the picture of a look with a painter."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return Drawing(painter, self.placement(look), self._anatomy, self._colours)

    def _page(self, look: Look) -> _Page:
        page = self._pages.get(look)
        if page is None:
            if len(self._pages) > 2:  # back and forth between two views is quick; more would only hold memory
                self._pages.pop(next(iter(self._pages)))
            under = self._on(self._paper(), lambda drawing: self._paint_under(drawing, look), look)
            over = self._on(self._blank(), lambda drawing: self._paint_over(drawing, look), look)
            page = self._pages[look] = _Page(under, over, {})
        return page

    def _blank(self) -> QPixmap:
        pixmap = QPixmap((QSizeF(self._size) * self._ratio).toSize())
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap

    def _paper(self) -> QPixmap:
        """Return an empty sheet of the window's colour: without transparency it is laid on the screen faster."""
        pixmap = QPixmap((QSizeF(self._size) * self._ratio).toSize())
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(QColor(self._colours.paper))
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

    def _paint_under(self, drawing: Drawing, look: Look) -> None:
        drawing.painter.drawPixmap(0, 0, self._plate(look))
        if look.felt is not None:
            return
        if look.layer is not Layer.SKIN or look.frame == "hips":
            beneath = self._on(self._blank(), lambda below: self._paint_beneath(below, look), look)
            drawing.painter.drawPixmap(QPointF(0, 0), beneath)
        if look.frame == "hips":

            def quiet(one: Drawing, side: Side) -> None:
                for muscle in self._anatomy.muscles:
                    one.muscle(Region(muscle.id, side), look.layer, chosen=False)

            self._sides(drawing, look, quiet)

    def _paint_beneath(self, drawing: Drawing, look: Look) -> None:
        """Paint what lies beneath and beside the muscles, fading with the plate."""
        if look.layer is Layer.BONE:
            drawing.skeleton(None)
            self._sides(drawing, look, lambda one, side: one.skeleton(side))
            self._sides(drawing, look, lambda one, side: one.nerve(side, quiet=False))
        elif look.frame == "hips":  # on the whole body they would look like places where it is felt
            if look.layer is Layer.MUSCLE:
                self._sides(drawing, look, lambda one, side: one.neighbours(side))
            self._sides(drawing, look, lambda one, side: one.nerve(side, quiet=True))
        drawing.faded()

    def _paint_over(self, drawing: Drawing, look: Look) -> None:
        if look.felt is not None or look.frame == "whole":
            return

        def zones(one: Drawing, side: Side | None) -> None:
            for bone in self._anatomy.bones:
                if bone.paired is not (side is None):
                    one.bone(bone, side)

        zones(drawing, None)
        self._sides(drawing, look, zones)

    def _sides(self, drawing: Drawing, look: Look, paint: Callable[[Drawing, Side], None]) -> None:
        """Paint one side, and show the other as its mirror image: that takes half the time."""
        if look.view.side is not None:
            paint(drawing, look.view.side)
            return
        half = self._on(self._blank(), lambda one: paint(one, Side.RIGHT), look).toImage()
        drawing.painter.drawImage(QPointF(0, 0), half)
        drawing.painter.drawImage(QPointF(0, 0), half.flipped(Qt.Orientation.Horizontal))

    # What was chosen

    def _paint(self, drawing: Drawing, look: Look, page: _Page) -> None:
        if look.felt is not None:
            self._paint_felt(drawing, look)
        elif look.frame == "whole":
            self._paint_whole(drawing, look)
        else:
            self._paint_close_up(drawing, look, page)
        title = "" if look.region is None or look.felt is not None else region_name(self._anatomy, look.region)
        write(drawing, Captions(title, signs(self._anatomy, look)))

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

    def _paint_close_up(self, drawing: Drawing, look: Look, page: _Page) -> None:
        region = look.region if look.region is not None and look.view.shows(look.region.side) else None
        if region is not None:
            box = self._around(drawing.place, region)
            drawing.painter.drawPixmap(box.topLeft(), self._lit(page, look, region))
        drawing.painter.drawPixmap(0, 0, page.over)
        if region is None:
            return
        if look.work is None:
            marks.finding(drawing, region, look.step)
            marks.spots(drawing, region, look.count, 1, ())
            marks.names(drawing, region, look.step, look.count)
        elif look.work.phase.kind is Kind.STRIPPING:
            marks.strip(drawing, region)
            marks.spots(drawing, region, look.count, None, look.work.done)
        else:
            marks.spots(drawing, region, look.count, look.work.phase.spot or 1, look.work.done)

    def _around(self, place: Placement, region: Region) -> QRect:
        """Return where a muscle lies, with room for its outline."""
        outline = self._anatomy.muscle(region.muscle).shape.outline
        room = 0.002 * place.scale
        return place.path(outline, region.side).boundingRect().adjusted(-room, -room, room, room).toAlignedRect()

    def _lit(self, page: _Page, look: Look, region: Region) -> QPixmap:
        """Return a muscle lit, and upon it, where they lie over it, the quiet ones."""
        if region not in page.lit:
            place = self.placement(look)
            box = self._around(place, region)
            pixmap = QPixmap((QSizeF(box.size()) * self._ratio).toSize())
            pixmap.setDevicePixelRatio(self._ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.translate(-box.topLeft())
            drawing = self.pen(painter, look)
            drawing.muscle(region, look.layer, chosen=True)
            painter.setClipPath(place.path(self._anatomy.muscle(region.muscle).shape.outline, region.side))
            same = [other for other in self._anatomy.regions() if other.side is region.side]
            for other in same[same.index(region) + 1 :]:
                drawing.muscle(other, look.layer, chosen=False)
            painter.end()
            page.lit[region] = pixmap
        return page.lit[region]


def thumbnail(anatomy: Anatomy, folder: Path, colours: Colours, region: Region, size: QSize, ratio: float) -> QPixmap:
    """Return a small picture of a region: the hips from behind with that muscle alone, and nothing written."""
    picture = Picture(anatomy, folder, colours)
    picture.fit(QSize(size.width(), size.height() + KEY_PX), ratio)
    whole = picture.alone(Look(region=region, layer=Layer.SKIN), region)
    return whole.copy(0, 0, round(size.width() * ratio), round(size.height() * ratio))
