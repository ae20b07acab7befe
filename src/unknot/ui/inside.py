"""What lies in the main window: the plate and the list on the left, the panels on the right."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from unknot.guide.library import Guide
from unknot.ui.after_panel import AfterPanel
from unknot.ui.atlas import Atlas
from unknot.ui.atlas_bar import AtlasBar
from unknot.ui.find_panel import FindPanel
from unknot.ui.foot import Foot
from unknot.ui.layout import text
from unknot.ui.notice_line import NoticeLine
from unknot.ui.run_panel import RunPanel
from unknot.ui.theme import GRID, Colours, fit_text, text_factor

READY_MS = 700
"""So long after the window shows, what a session shows is laid out ahead."""
PANEL_SHARE = 0.42
"""The panels' share of the window's width, between 400 and 860 pixels."""


class Inside(QWidget):
    """The usual page of the window. Its parts are its attributes; the window joins them."""

    def __init__(self, guide: Guide, folder: Path, colours: Colours) -> None:
        super().__init__()
        self.atlas = Atlas(guide.anatomy, folder, colours)
        self.bar = AtlasBar(guide.felt.question)
        self.foot = Foot(guide.anatomy, guide.stop)
        self.find_panel = FindPanel(guide.anatomy, guide.about, guide.strength.scale)
        self.run_panel = RunPanel(guide, colours)
        self.after_panel = AfterPanel()
        self.panels = QStackedWidget()
        self.notice = NoticeLine()
        self.sound = text(tone="quiet")
        self.sound.hide()
        self._side = QWidget()
        self._factor, self._left_px = 1.0, 0
        self._lay((self.find_panel, self.run_panel, self.after_panel))

    def _lay(self, panels: Sequence[QWidget]) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(3 * GRID, GRID, GRID, 2 * GRID)
        left.setSpacing(GRID)
        left.addWidget(self.bar)
        left.addWidget(self.atlas, 1)
        left.addWidget(self.foot)
        for panel in panels:
            self.panels.addWidget(panel)
        right = QVBoxLayout(self._side)
        right.setContentsMargins(2 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        right.addWidget(self.panels, 1)
        right.addWidget(self.notice)
        right.addWidget(self.sound)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addLayout(left, 1)
        halves.addWidget(self._side)

    def fit(self, window: QSize) -> float | None:
        """Share a window of that size between the plate and the panels; return how large text is, if that is new."""
        side = max(400, min(860, round(window.width() * PANEL_SHARE)))
        self._side.setFixedWidth(side)
        self._left_px = window.width() - side
        factor = text_factor(window.width(), window.height())
        if factor == self._factor:
            return None
        self._factor = factor
        fit_text(self.window(), factor)  # what lies over it as well
        return factor

    def fit_late(self, panel: QWidget) -> None:
        """Give a panel that came later text as large as the others'; what gets another parent gets its font anew."""
        fit_text(panel, self._factor)

    def keep_free(self, height_for: Callable[[int], int]) -> None:
        """Keep room for the reminder at the foot: as high as it has to be where it is so wide, in pixels."""
        self.foot.setMinimumHeight(height_for(self._left_px - 4 * GRID))

    def rest(self, *, on: bool) -> None:
        """Let the picture and the list rest for a session, or give them back."""
        self.foot.rest(on=on)
        self.atlas.setEnabled(not on)
        self.bar.setEnabled(not on)

    def make_ready_soon(self) -> None:
        """Lay a session's panel out once nothing else is to be done."""
        QTimer.singleShot(READY_MS, self, self._make_ready)

    def _make_ready(self) -> None:
        """Lay a session's panel out while nobody waits for it: its first moment is then as short as any."""
        layout = self.run_panel.layout()
        if layout is not None and self.run_panel.isHidden():
            self.run_panel.setGeometry(self.panels.rect())
            for part in self.run_panel.findChildren(QWidget):
                part.ensurePolished()
            layout.activate()
