"""The atlas: the figure from behind, with the muscles that can be picked and the bones that must not be pressed."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from unknot.core.anatomy import Anatomy, BoneZone, Region, Side, View
from unknot.core.plan import Kind, Phase
from unknot.i18n import _
from unknot.ui.drawing import Drawing
from unknot.ui.plates import FrameName, Placement, read_picture, read_plates
from unknot.ui.region_button import RegionButton, ShapedButton, nearest
from unknot.ui.theme import Colours
from unknot.ui.words import region_name, side_name

KEY_PX = 32
"""Height kept free under the plate for what its signs mean."""


class Atlas(QWidget):
    """Shows the figure; emits `picked` with the region that was clicked, `explained` with a bone zone."""

    picked = Signal(object)
    explained = Signal(object)
    frame_changed = Signal(str)

    def __init__(self, anatomy: Anatomy, folder: Path, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anatomy = anatomy
        self._folder = folder
        self._colours = colours
        self._plates = read_plates(folder)
        self._frame: FrameName = "hips"
        self._picked: Region | None = None
        self._step: int | None = None
        self._work: Phase | None = None
        self._ground: QPixmap | None = None
        self._drawn: QPixmap | None = None
        self.setMinimumSize(400, 300)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._regions = {r: self._region_button(r) for r in anatomy.regions()}
        self._bones = [
            (bone, side, self._bone_button(bone, side))
            for bone in anatomy.bones
            for side in (tuple(Side) if bone.paired else (None,))
        ]
        self._hips = ShapedButton(_("Hips, show close up"), self)
        self._hips.clicked.connect(lambda: self.show_frame("hips"))
        self._rove(next(iter(self._regions.values())))
        self._lay()

    # What is shown

    @property
    def frame(self) -> FrameName:
        """Which part of the body is shown."""
        return self._frame

    def show_frame(self, frame: FrameName) -> None:
        """Show the hips close up, or the whole body."""
        if frame == self._frame:
            return
        self._frame = frame
        self._ground = None
        self._lay()
        self.frame_changed.emit(frame)

    def show_region(self, region: Region | None) -> None:
        """Show `region` as the one that is chosen."""
        self._picked = region
        for other, button in self._regions.items():
            button.setChecked(other == region)
        if region is not None:
            self._rove(self._regions[region])
        self._step = None
        self._changed()

    def show_step(self, step: int | None) -> None:
        """Light the landmarks of finding step `step` (from 0) of the chosen muscle; None for no step."""
        self._step = step
        self.update()

    def show_work(self, phase: Phase | None) -> None:
        """Show where a phase is done: its spot, or the way of the roller; None for no session."""
        if phase != self._work:
            self._work = phase
            self.update()

    def show_rest(self, region: Region, why: str) -> None:
        """Say of a region why it rests; an empty text that it does not."""
        name = region_name(self._anatomy, region)
        self._regions[region].setAccessibleDescription(why)
        self._regions[region].tip = f"{name}\n{why}" if why else name

    def dress(self, colours: Colours) -> None:
        """Take other colours."""
        self._colours = colours
        self._ground = None
        self._changed()

    # Where things lie

    def placement(self) -> Placement:
        """Return how the present plate lies in the widget, above its key."""
        return Placement(self._plates[View.BACK, self._frame], QRectF(self.rect()).adjusted(0, 0, 0, -KEY_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything anew."""
        super().resizeEvent(event)
        self._ground = None
        self._lay()

    def _lay(self) -> None:
        place = self.placement()
        close_up = self._frame == "hips"
        covered = QPainterPath()
        for bone, side, button in self._bones:
            path = place.path(bone.outline, side)
            button.lay(path, path, path.boundingRect().center())
            button.setVisible(close_up)
            covered = covered.united(path)
        # The last drawn lies on top: lay from the top down, and leave to each what is still to be seen of it.
        covers = dict.fromkeys(Side, covered)
        for region, button in reversed(self._regions.items()):
            shape = self._anatomy.muscle(region.muscle).shape
            path = place.path(shape.outline, region.side)
            shown = path.subtracted(covers[region.side])
            covers[region.side] = covers[region.side].united(path)
            button.lay(path, shown, place.at(shape.spots[0], region.side))
            button.setVisible(close_up)
        self._lay_hips(place)
        self._changed()

    def _lay_hips(self, place: Placement) -> None:
        hips = QPainterPath()
        close_up = self._plates[View.BACK, "hips"]
        corners = (place.on((-0.115, close_up.top - 0.05)), place.on((0.115, close_up.bottom + 0.02)))
        hips.addRoundedRect(QRectF(*corners), 8, 8)
        self._hips.lay(hips, hips, hips.boundingRect().center())
        self._hips.setVisible(self._frame == "whole")
        self._hips.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._frame == "whole" else Qt.FocusPolicy.NoFocus)

    # Buttons

    def _region_button(self, region: Region) -> RegionButton:
        button = RegionButton(region, region_name(self._anatomy, region), self.picked.emit, self)
        self._wire(button)
        return button

    def _bone_button(self, bone: BoneZone, side: Side | None) -> ShapedButton:
        name = (
            _("{bone}, do not press here").format(bone=bone.name)
            if side is None
            else _("{bone}, {side}, do not press here").format(bone=bone.name, side=side_name(side))
        )
        button = ShapedButton(name, self)
        button.setAccessibleDescription(bone.why.text)
        button.setCursor(Qt.CursorShape.WhatsThisCursor)
        button.clicked.connect(lambda: self.explained.emit(bone))
        self._wire(button)
        return button

    def _wire(self, button: ShapedButton) -> None:
        button.moved.connect(lambda key: self._move(button, key))
        button.hovered.connect(self._changed)
        button.installEventFilter(self)

    def _buttons(self) -> list[ShapedButton]:
        return [*self._regions.values(), *(button for _bone, _side, button in self._bones)]

    def _move(self, start: ShapedButton, key: int) -> None:
        target = nearest([b for b in self._buttons() if b.isVisible()], start, key)
        if target is not None:
            self._rove(target)
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._changed()

    def _rove(self, current: ShapedButton) -> None:
        """Make `current` the one place where Tab enters the atlas."""
        for button in self._buttons():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is current else Qt.FocusPolicy.ClickFocus)

    # Painting

    def _changed(self) -> None:
        """Paint anew what is drawn on the plate."""
        self._drawn = None
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the focus where it comes and goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part asked for: a picture that is kept until something changes, and on it what changes often."""
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self._drawn.devicePixelRatio()
        part = QRectF(event.rect())
        source = QRectF(part.topLeft() * ratio, part.size() * ratio)
        painter.drawPixmap(part, self._drawn, source)
        if self._frame == "hips":
            self._paint_marks(Drawing(painter, self.placement(), self._anatomy, self._colours))

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap((QSizeF(self.size()) * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.placement()
        painter.drawPixmap(place.picture.topLeft(), self._plate(place))
        drawing = Drawing(painter, place, self._anatomy, self._colours)
        if self._frame == "whole":
            self._paint_whole(drawing)
        else:
            self._paint_close_up(drawing)
        painter.end()
        return picture

    def _plate(self, place: Placement) -> QPixmap:
        if self._ground is None:
            ratio = self.devicePixelRatioF()
            name = place.plate.dark if self._colours.dark else place.plate.light
            self._ground = read_picture(
                self._folder / name, QSizeF(place.picture.size() * ratio), mirrored=place.plate.mirrored
            )
            self._ground.setDevicePixelRatio(ratio)
        return self._ground

    def _paint_whole(self, drawing: Drawing) -> None:
        if self._picked is not None:
            drawing.referral(self._picked)
            drawing.muscle(self._picked, chosen=True, hovered=False)
        drawing.frame(self._hips.path, strong=self._hips.hasFocus() or self._hips.underMouse())
        drawing.sides()
        if self._picked is not None:
            drawing.key(_("Shaded: where it can be felt. Lighter and dotted: beyond the guide."), KEY_PX)

    def _paint_close_up(self, drawing: Drawing) -> None:
        for region, button in self._regions.items():  # in the order in which clicks find them, the last on top
            drawing.muscle(region, chosen=region == self._picked, hovered=button.underMouse())
        for _bone, _side, zone in self._bones:
            drawing.bone(zone.path, hovered=zone.underMouse())
        drawing.sides()
        drawing.key(
            _("Seen from behind. Hatched: bone, do not press.")
            if self._picked is None
            else _("Seen from behind. Ring: press here. Hatched: bone, do not press."),
            KEY_PX,
        )

    def _paint_marks(self, drawing: Drawing) -> None:
        """Paint landmarks, the spot or the way of the roller, and the focus."""
        if self._picked is not None:
            drawing.finding(self._picked, self._step)
            if self._work is not None and self._work.kind is Kind.STRIPPING:
                drawing.strip(self._picked)
            else:
                drawing.spot(self._picked, (self._work.spot if self._work else None) or 1)
        for focused in (button for button in self._buttons() if button.hasFocus()):
            drawing.focus(focused.path)
