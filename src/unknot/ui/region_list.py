"""The list beside the atlas: the same six regions, the left ones in the left column as on the picture."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from unknot.core.anatomy import Anatomy, Region
from unknot.ui.theme import GRID, set_scale
from unknot.ui.words import region_name

BESIDE_PX = 36
"""What the style sheet keeps beside a name, and a little more."""


class RegionList(QListWidget):
    """Shows every region by name; emits `picked` when one is chosen."""

    picked = Signal(object)

    def __init__(self, anatomy: Anatomy, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regions = anatomy.regions()
        self._rows = len(anatomy.muscles)
        self.setAccessibleName(name)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # also where one reads from the right: it is a body
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for region in self._regions:
            self.addItem(QListWidgetItem(region_name(anatomy, region)))
        set_scale(self, 1.0)
        self._measure()
        self.itemClicked.connect(lambda item: self.picked.emit(self._regions[self.row(item)]))
        self.itemActivated.connect(lambda item: self.picked.emit(self._regions[self.row(item)]))
        self.currentRowChanged.connect(self._row_changed)

    def show_region(self, region: Region | None) -> None:
        """Show `region` as the one that is chosen."""
        self.blockSignals(True)
        row = self._regions.index(region) if region is not None else -1
        self.setCurrentRow(row)
        self.blockSignals(False)

    def show_rest(self, region: Region, why: str) -> None:
        """Say of a region why it rests; an empty text that it does not."""
        item = self.item(self._regions.index(region))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, why)
        item.setToolTip(why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep two columns of equal width."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows as high as the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        height = self.fontMetrics().height() + 2 * GRID - 2
        wide = max(
            120, self.contentsRect().width() // 2 - 1
        )  # nothing here scrolls; to ask for the viewport takes 1 MB
        self.setGridSize(QSize(wide, height))
        self.setFixedHeight(height * self._rows + 2)
        self._fit_names(wide - BESIDE_PX)

    def _fit_names(self, room_px: int) -> None:
        """Make the names smaller where the longest would not fit: a name that is cut off could be either side's."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)  # as the chosen one is
        names = [self.item(row).text() for row in range(self.count())]
        widest = max((QFontMetrics(font).horizontalAdvance(name) for name in names), default=0)
        shown = QFont(self.font())
        if widest > room_px:
            shown.setPointSizeF(shown.pointSizeF() * room_px / widest)
        for row in range(self.count()):
            self.item(row).setFont(shown)

    def _row_changed(self, row: int) -> None:
        if row >= 0:
            self.picked.emit(self._regions[row])
