"""The switches of the atlas: how near, from where, and how deep one looks."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from unknot.core.anatomy import View
from unknot.i18n import _
from unknot.ui.drawing import Layer
from unknot.ui.flow import Flow
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
        openers = [button(words, "view") for words in (_("Routines"), _("Settings"))]
        for opener, signal in zip(openers, (self.routines, self.settings), strict=True):
            opener.clicked.connect(signal)
        rows.addLayout(_row(self._frames.values(), openers))
        rows.addLayout(_row(self._views.values(), self._layers.values()))
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


def _row(*groups: Iterable[QPushButton]) -> Flow:
    """Return a row with two groups of switches, pushed apart."""
    first, second = (list(group) for group in groups)
    row = Flow(GRID + 4, apart=len(first))
    for switch in (*first, *second):
        row.addWidget(switch)
    return row
