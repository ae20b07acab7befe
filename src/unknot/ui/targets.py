"""Everything on the atlas that can be picked: the buttons, where they lie, and how the keyboard moves among them."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QWidget

from unknot.core.anatomy import Anatomy, BoneZone, Region, Side
from unknot.core.felt import Place
from unknot.i18n import _
from unknot.ui.hits import Hits
from unknot.ui.look import Look
from unknot.ui.plates import Placement
from unknot.ui.region_button import RegionButton, ShapedButton, nearest
from unknot.ui.words import place_name, region_name, side_name


class Targets(QObject):
    """The buttons of an atlas. `changed` says that the focus came or went."""

    picked = Signal(object)
    explained = Signal(object)
    pointed = Signal()
    closer = Signal()
    left = Signal()
    changed = Signal()

    def __init__(self, anatomy: Anatomy, atlas: QWidget) -> None:
        super().__init__(atlas)
        self._anatomy = anatomy
        self._atlas = atlas
        self.regions = {region: self._region_button(region) for region in anatomy.regions()}
        self.bones = {
            (bone.id, side): self._bone_button(bone, side)
            for bone in anatomy.bones
            for side in (tuple(Side) if bone.paired else (None,))
        }
        self.areas: dict[Place, ShapedButton] = {}
        """Made when they are first asked for: a window opens without them."""
        self.hips = self._wired(ShapedButton(_("Hips, show close up"), atlas))
        self.hips.clicked.connect(self.closer)
        self.shown: list[ShapedButton] = []
        """What can be picked now, in the order in which it is drawn."""
        self._hits = Hits([])
        self._roving: ShapedButton = next(iter(self.regions.values()))

    # The buttons

    def _region_button(self, region: Region) -> RegionButton:
        name = region_name(self._anatomy, region)
        button = RegionButton(region, name, self.picked.emit, self._atlas)
        self._wired(button)
        return button

    def _bone_button(self, bone: BoneZone, side: Side | None) -> ShapedButton:
        name = (
            _("{bone}, do not press here").format(bone=bone.name)
            if side is None
            else _("{bone}, {side}, do not press here").format(bone=bone.name, side=side_name(side))
        )
        button = ShapedButton(name, self._atlas)
        mark = _("beyond the guide") if bone.why.source.beyond_guide else _("guide")
        button.setAccessibleDescription(_("{words} ({mark})").format(words=bone.why.text, mark=mark))
        button.tip = f"{name}\n{bone.why.text} ({mark})"
        button.clicked.connect(lambda: self.explained.emit(bone))
        return self._wired(button)

    def _make_areas(self) -> None:
        if self.areas:
            return
        before: QWidget = self.hips
        for area in self._anatomy.areas:
            for side in tuple(Side) if area.paired else (None,):
                button = self.areas[Place(area.id, side)] = self._area_button(Place(area.id, side))
                QWidget.setTabOrder(before, button)  # with the picture, not after all that was made before it
                before = button

    def _area_button(self, place: Place) -> ShapedButton:
        button = ShapedButton(place_name(self._anatomy, place), self._atlas)
        button.setCheckable(True)
        button.clicked.connect(self.pointed)
        return self._wired(button)

    def _wired(self, button: ShapedButton) -> ShapedButton:
        button.moved.connect(lambda key: self._move(button, key))
        button.left.connect(self.left)
        button.focused.connect(self.changed)
        button.hide()
        return button

    # Where they lie

    def lay(self, look: Look, place: Placement, hips: QRectF) -> None:
        """Lay what a look shows where it is drawn, and hide the rest. The focus stays on the picture."""
        had_focus = any(button.hasFocus() for button in self.shown)
        paths = self._paths(look, place, hips)
        for button in self.shown:
            if button not in paths:
                button.hide()
        self.shown = list(paths)
        for button, path in paths.items():
            button.path = path
        self._hits = Hits(self.shown)
        for button, path in paths.items():
            button.lay(path, self._anchor(button))
            button.show()
        self._rove(self._roving if self._roving in paths else self._first(look))
        if had_focus:
            self._roving.setFocus(Qt.FocusReason.OtherFocusReason)

    def _paths(self, look: Look, place: Placement, hips: QRectF) -> dict[ShapedButton, QPainterPath]:
        """Return the outlines of what can be picked, in the order in which it is drawn."""
        found: dict[ShapedButton, QPainterPath] = {}
        if look.felt is not None:
            self._make_areas()
            for spot, button in self.areas.items():
                found[button] = place.path(self._anatomy.area(spot.area).outline, spot.side)
        elif look.frame == "whole":
            found[self.hips] = QPainterPath()
            found[self.hips].addRoundedRect(hips, 8, 8)
        else:
            for region, muscle in self.regions.items():
                found[muscle] = place.path(self._anatomy.muscle(region.muscle).shape.outline, region.side)
            for bone in self._anatomy.bones:
                for side in tuple(Side) if bone.paired else (None,):
                    found[self.bones[bone.id, side]] = place.path(bone.outline, side)
        return {button: path for button, path in found.items() if not path.isEmpty()}

    def _anchor(self, button: ShapedButton) -> QPointF:
        """Return a point that hits the button, as near to its middle as can be: arrows go by it, too."""
        middle = button.path.boundingRect().center()
        return middle if self._hits.surely(middle, button) else self._hits.inside(button)

    def _first(self, look: Look) -> ShapedButton:
        chosen = self.regions.get(look.region) if look.region else None
        return chosen if chosen in self.shown else self.shown[0]

    def at(self, point: QPointF) -> ShapedButton | None:
        """Return what a point of the atlas hits."""
        return self._hits.at(point)

    # The keyboard

    def enter(self, button: ShapedButton) -> None:
        """Make `button` the place where Tab enters, if it is shown."""
        if button in self.shown:
            self._rove(button)

    def focused(self) -> ShapedButton | None:
        """Return what has the keyboard."""
        return next((button for button in self.shown if button.hasFocus()), None)

    def _move(self, start: ShapedButton, key: int) -> None:
        target = nearest(self.shown, start, key)
        if target is not None:
            self._rove(target)
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _rove(self, current: ShapedButton) -> None:
        """Make `current` the one place where Tab enters the atlas."""
        self._roving = current
        for button in self.shown:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is current else Qt.FocusPolicy.ClickFocus)
