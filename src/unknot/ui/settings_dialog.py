"""The settings that matter on the floor, and the way to what is kept. A search, and the way back to the defaults."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unknot.i18n import _
from unknot.ui.layout import button, height_in, rule, text
from unknot.ui.preferences import DEFAULT, Preferences
from unknot.ui.settings_controls import ScrollGuard, across
from unknot.ui.settings_groups import SettingsGroups
from unknot.ui.settings_rows import SearchLine, guard_wheel, tab_stops
from unknot.ui.theme import GRID, fit_text, text_factor, text_font

COLUMN_EM, LONE_EM = 26, 34
"""How wide a column is, beside another or alone, in heights of its text."""
SIDES = 4 * GRID
"""What is left free beside."""


class SettingsDialog(QDialog):
    """Shows preferences, and tells each change at once. Open it with `open()`.

    `changed` carries the new Preferences; `tested` asks for a sound of each kind that is on; `data` wants to see what
    is kept, and has closed it. What can be no emergency number is not told.
    """

    changed = Signal(object)
    tested = Signal()
    data = Signal()

    def __init__(self, preferences: Preferences, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        self._now = preferences
        self._before: Preferences | None = None
        self._over = parent
        self._factor = text_factor(parent.width(), parent.height())
        self._groups = SettingsGroups(preferences)
        self._search = SearchLine(self._groups.all)
        self._make_foot(folder)
        self._build()
        self._order()
        fit_text(self, self._factor)
        self._groups.wanted.connect(lambda wanted: self._put(replace(self._now, **wanted)))
        self._groups.test.clicked.connect(self.tested)
        self._follow()
        self._arrange()

    # Making

    def _make_foot(self, folder: Path) -> None:
        self._where = text(_("Everything is kept in {folder}").format(folder=folder), tone="quiet", scale=0.9)
        self._where.setTextFormat(Qt.TextFormat.PlainText)  # a folder may have any name
        self._where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._where.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._all_back = button(_("All back to default"))
        self._all_back.clicked.connect(self._go_back)
        self._of_all = text(_("The emergency number and the country stay as they are."), tone="quiet", scale=0.9)
        self._all_back.setAccessibleDescription(self._of_all.text())
        self._data = button(_("Your data ..."))
        self._data.clicked.connect(self._show_data)
        self._close = button(_("Close"))
        self._close.clicked.connect(self.accept)

    # Layout

    def _build(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(SIDES, GRID, SIDES, GRID)
        self._columns.setSpacing(5 * GRID)
        for groups in self._groups.columns:
            column = QVBoxLayout()
            column.setSpacing(GRID + 2)
            for group in groups:
                column.addWidget(group)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._inside = QWidget()
        self._inside.setLayout(self._columns)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        self._top = QVBoxLayout()
        self._top.setContentsMargins(SIDES, 2 * GRID, SIDES, GRID)
        self._top.addWidget(self._search)
        line = self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(GRID)
        line.addWidget(self._all_back)
        line.addWidget(self._of_all, 1)
        line.addWidget(self._data)
        line.addWidget(self._close)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(SIDES, 0, SIDES, 2 * GRID)
        self._foot.setSpacing(GRID)
        self._foot.addWidget(rule())
        self._foot.addWidget(self._where)
        self._foot.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._top)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(self._foot)

    def _order(self) -> None:
        """Let Tab go from top to bottom, and the wheel turn nothing in passing."""
        guard = ScrollGuard(self)
        guard_wheel(self._inside, guard)
        stops = list(tab_stops(self._search))
        stops += [stop for group in self._groups.all for row in group.rows for stop in tab_stops(row)]
        for one, other in pairwise([*stops, self._where, self._all_back, self._data, self._close]):
            self.setTabOrder(one, other)
        QShortcut(QKeySequence.StandardKey.Find, self, self._search.line.setFocus)

    def _arrange(self) -> None:
        """Take the room that everything needs, within the window: in two columns, or in one where they are too wide."""
        # What is not shown yet does not know what it needs, and what it is in has not been told of another font.
        parts = self.findChildren(QWidget)
        for part in parts:
            part.ensurePolished()
        self._groups.make_room()
        for layout in self.findChildren(QLayout):
            layout.invalidate()
        for part in reversed(parts):  # from within: each one asks those in it
            part.updateGeometry()
        room, em = self._over.size(), QFontMetrics(text_font(self._factor)).height()
        beside = 2 * SIDES + self._columns.spacing() + 2 * COLUMN_EM * em
        self._stack(on=False)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight)
        if self._columns.totalMinimumSize().width() > room.width():
            self._columns.setDirection(QBoxLayout.Direction.TopToBottom)
            beside = 2 * SIDES + LONE_EM * em
        if max(part.totalMinimumSize().width() for part in (self._columns, self._foot)) > room.width():
            self._stack(on=True)
        width = min(room.width(), _on_grid(beside))
        around = height_in(self._top, width) + height_in(self._foot, width)
        self.resize(width, around + self._seen(width, room.height() - around))

    def _seen(self, width: int, most: int) -> int:
        """Return how much of the groups is seen at first: all, or as much as cuts no heading in half."""
        whole = height_in(self._columns, width)
        if whole <= most:
            return whole
        self._inside.resize(width, whole)
        self._columns.activate()
        tops = sorted((group.y() for group in self._groups.all if not group.isHidden()), reverse=True)
        deep = self._groups.all[0].top.sizeHint().height()
        for top in tops:
            if top < most < top + deep:
                most = top
        return most

    def _stack(self, *, on: bool) -> None:
        """Put under one another what stands beside one another, where text is vast; or beside again."""
        for group in self._groups.all:
            for row in group.setting_rows():
                row.stack(on=on)
        self._buttons.setDirection(across(not on))

    # What is so

    def show_sound(self, words: str) -> None:
        """Say what is the matter with the sound; an empty text for nothing."""
        self._groups.show_sound(words)
        self._arrange()

    def show_reminders(self, words: str) -> None:
        """Say what is the matter with reminders; an empty text for nothing."""
        self._groups.show_reminders(words)
        self._arrange()

    def _put(self, now: Preferences, before: Preferences | None = None) -> None:
        """Take what is set now, and tell; `before` is what it can be taken back to in one go."""
        if now != self._now:
            self._now, self._before = now, before
            self._follow()
            self.changed.emit(now)

    def _go_back(self) -> None:
        """Put everything back to its default but for the emergency number; pressed again, take that back."""
        before, now = self._now, self._before or replace(DEFAULT, emergency_number=self._now.emergency_number)
        undone = self._before is not None
        self._groups.show(now)
        self._put(now, None if undone else before)

    def _show_data(self) -> None:
        self.accept()
        self.data.emit()

    def _follow(self) -> None:
        """Say what differs from its default."""
        now, undo = self._now, self._before is not None
        self._groups.follow(now)
        self._all_back.setText(_("Undo: as it was before") if undo else _("All back to default"))
        self._all_back.setEnabled(undo or now != replace(DEFAULT, emergency_number=now.emergency_number))

    # Keys

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the focus on nothing in particular: a key held a little too long must not set anything."""
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter; elsewhere Enter ends what is being written, and no more.

        Escape ends the search first.
        """
        if event.key() == Qt.Key.Key_Escape and self._search.clear():
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and not event.isAutoRepeat():
            focused.click()


def _on_grid(pixels: int) -> int:
    return -(-pixels // GRID) * GRID
