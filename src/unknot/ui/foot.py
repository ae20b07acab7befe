"""What lies under the picture: the list of muscles, the stop rule, and ways on: to the check, the days, Learn."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from unknot.core.anatomy import Anatomy
from unknot.guide.words import StopWords
from unknot.i18n import _
from unknot.ui.flow import Flow
from unknot.ui.layout import button, text
from unknot.ui.region_list import RegionList
from unknot.ui.theme import GRID

RULE_TAKES = 14
"""The least width of the stop rule beside the ways on, in heights of its text; in less it has lines of its own."""


class Foot(QWidget):
    """Shows them. Emits `changed` (something did), `days`, `learn` and `keys` (what they do); `muscles` is the list.

    In a session the list is hidden and its room kept: the reminder lies there.
    """

    changed = Signal()
    days = Signal()
    learn = Signal()
    keys = Signal()

    def __init__(self, anatomy: Anatomy, stop: StopWords) -> None:
        super().__init__()
        self.muscles = RegionList(anatomy, _("Muscles"))
        keeps = self.muscles.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.muscles.setSizePolicy(keeps)
        keys = button("?", "view")
        keys.setAccessibleName(_("Keyboard shortcuts"))
        self._openers = (*(button(words, "view") for words in (_("Something changed"), _("Days"), _("Learn"))), keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.muscles)
        layout.addStretch(1)
        line = Flow(GRID, first_takes=RULE_TAKES)
        line.addWidget(text(stop.rule_short.text, tone="stop"))
        for opener, signal in zip(self._openers, (self.changed, self.days, self.learn, self.keys), strict=True):
            opener.clicked.connect(signal)
            line.addWidget(opener)
        layout.addLayout(line)

    def rest(self, *, on: bool) -> None:
        """Offer nothing while a session runs, or offer it again."""
        self.muscles.setVisible(not on)
        for opener in self._openers:
            opener.setEnabled(not on)
