"""The switches of the atlas: how near, from where, and how deep one looks."""

from collections.abc import Mapping
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from unknot.core.anatomy import View
from unknot.i18n import _
from unknot.ui.drawing import Layer
from unknot.ui.layout import button
from unknot.ui.look import Look
from unknot.ui.theme import GRID

T = TypeVar("T")


class AtlasBar(QWidget):
    """Two rows of switches. Emits `framed` (hips or whole), `asked`, `viewed` (View) and `layered` (Layer).

    At the end of the first are two buttons: `routines` and `settings`.
    """

    framed = Signal(object)
    asked = Signal()
    viewed = Signal(object)
    layered = Signal(object)
    routines = Signal()
    settings = Signal()

    def __init__(self, question: str) -> None:
        super().__init__()
        self._frames = self._group({"hips": _("Hips"), "whole": _("Whole body"), "ask": question})
        self._views = self._group({View.BACK: _("Back"), View.LEFT: _("Left side"), View.RIGHT: _("Right side")})
        self._layers = self._group({Layer.SKIN: _("Skin"), Layer.MUSCLE: _("Muscle"), Layer.BONE: _("Bone and nerve")})
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        first = _row(self._frames)
        for words, signal in ((_("Routines"), self.routines), (_("Settings"), self.settings)):
            opener = button(words, "view")
            opener.clicked.connect(signal)
            first.addWidget(opener)
        rows.addLayout(first)
        rows.addLayout(_row(self._views, self._layers))
        for key, switch in self._frames.items():
            switch.clicked.connect(
                lambda _on=False, key=key: self.asked.emit() if key == "ask" else self.framed.emit(key)
            )
        for view, switch in self._views.items():
            switch.clicked.connect(lambda _on=False, view=view: self.viewed.emit(view))
        for layer, switch in self._layers.items():
            switch.clicked.connect(lambda _on=False, layer=layer: self.layered.emit(layer))
        self.show_look(Look())

    def _group(self, words: Mapping[T, str]) -> dict[T, QPushButton]:
        group = QButtonGroup(self)
        switches = {key: button(said, "view") for key, said in words.items()}
        for switch in switches.values():
            switch.setCheckable(True)
            group.addButton(switch)
        return switches

    def show_look(self, look: Look) -> None:
        """Show which switches are on; there are no layers while the atlas asks where it is felt."""
        self._frames["ask" if look.felt is not None else look.frame].setChecked(True)
        self._views[look.view].setChecked(True)
        self._layers[look.layer].setChecked(True)
        for switch in self._layers.values():
            switch.setEnabled(look.felt is None)


def _row(*groups: Mapping[Any, QPushButton]) -> QHBoxLayout:
    """Return a row with each group of switches, pushed apart."""
    row = QHBoxLayout()
    row.setSpacing(GRID + 4)
    for index, group in enumerate(groups):
        if index:
            row.addStretch(1)
        for switch in group.values():
            row.addWidget(switch)
    if len(groups) == 1:
        row.addStretch(1)
    return row
