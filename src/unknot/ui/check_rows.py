"""The lines of the safety check: each a box to tick, with what it means, and where one may agree, a second box."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from unknot.core.screening import ScreeningItem, Urgency
from unknot.i18n import _
from unknot.ui.layout import text
from unknot.ui.theme import GRID
from unknot.ui.words import source_mark


class CheckRow(QWidget):
    """One item. Its words wrap, and a click on them ticks the box.

    `agree` are the words of the second box, that a clinician knows and agrees; it is there for items that ask for one
    first, and shows while the item is ticked. `agreed` is the day since when that was said, if it was.
    """

    def __init__(self, item: ScreeningItem, agree: str = "", agreed: date | None = None) -> None:
        super().__init__()
        self.item = item
        self.box = QCheckBox()
        self.box.setAccessibleName(item.statement.text)
        self._words = text(item.statement.text, scale=1.1)
        self._looks: QLabel | None = None
        self._agree: QCheckBox | None = None
        mark = source_mark(beyond_guide=item.statement.source.beyond_guide)
        source = _("Source: {source} ({mark})").format(source=item.statement.source.title, mark=mark)
        for widget in (self.box, self._words):
            widget.setToolTip(source)
        self.box.setAccessibleDescription(mark)  # a screen reader would read out the whole source, address and all
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self.box, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 0, 1)
        if item.looks is not None:
            self._looks = text(item.looks.text, tone="quiet")
            self.box.setAccessibleDescription(item.looks.text)
            layout.addWidget(self._looks, 1, 1)
        if agree and item.urgency is Urgency.ASK_FIRST:
            self._add_agree(layout, agree, agreed)
        for label in filter(None, (self._words, self._looks)):
            label.installEventFilter(self)

    def _add_agree(self, layout: QGridLayout, agree: str, agreed: date | None) -> None:
        since = _("{words} (since {date})").format(words=agree, date=agreed.isoformat()) if agreed else agree
        box = self._agree = QCheckBox(since)
        name = _("{words}: {item}").format(words=since, item=self.item.statement.text)
        box.setAccessibleName(name)
        box.setChecked(agreed is not None)
        box.hide()
        self.box.toggled.connect(box.setVisible)
        layout.addWidget(box, 2, 1)

    @property
    def agreed(self) -> bool:
        """Whether the item is ticked, and a clinician knows and agrees."""
        return self._agree is not None and self.box.isChecked() and self._agree.isChecked()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick with a click on the words."""
        if event.type() is QEvent.Type.MouseButtonRelease:
            self.box.click()
            return True
        return super().eventFilter(watched, event)
