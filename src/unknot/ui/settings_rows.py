"""What the settings are made of: groups of rows, each with its default and the way back to it, and a search in them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from unknot.i18n import _
from unknot.ui.layout import button, heading, text
from unknot.ui.settings_controls import Aside, ScrollGuard, across
from unknot.ui.theme import GRID, set_scale


def default_words(value: str) -> str:
    """Return quietly what the default is."""
    return _("default: {value}").format(value=value)


class _WayBack(QWidget):
    """What the default is, in quiet words; where another value is set, the same words are the button that goes back."""

    def __init__(self, setting: str, said: str) -> None:
        super().__init__()
        self.words = default_words(said)
        self._quiet = text(self.words, tone="quiet", scale=0.9, wrap=False)
        self.button = button(self.words, "back", 0.9)
        self.button.setAccessibleName(_("{setting}: back to {default}").format(setting=setting, default=self.words))
        self.button.setToolTip(_("Back to default"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._quiet, self.button):
            part.setProperty("aside", True)
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # nothing moves when one takes the place of the other
            part.setSizePolicy(policy)
            layout.addWidget(part, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.offer(on=False)

    def offer(self, *, on: bool) -> None:
        """Offer the way back, or only say what the default is."""
        self.button.setVisible(on)
        self._quiet.setVisible(not on)


class SettingRow(QWidget):
    """A setting: what it is set with, what its default is, and, where it differs from that, the way back.

    `inside` is set with `put`; `default` is the preference's own value and `said` how that is called. `returned` says
    that the default is wanted. `control` has the focus then.
    """

    returned = Signal(object)

    def __init__(
        self,
        preference: str,
        inside: QCheckBox | Aside,
        control: QWidget,
        put: Callable[[Any], None],
        default: object,
        said: str,
    ) -> None:
        super().__init__()
        self.preference = preference
        self.put = put
        self.control = control
        self._default = default
        name = inside.text() if isinstance(inside, QCheckBox) else control.accessibleName()
        self._way_back = _WayBack(name or inside.accessibleName(), said)
        self._way_back.button.clicked.connect(self._go_back)
        self._inside = inside
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(inside, 0 if isinstance(inside, QCheckBox) else 1)
        if isinstance(inside, QCheckBox):
            inside.setAccessibleDescription(self._way_back.words)
            self._line.addStretch(1)
            self._line.addWidget(self._way_back)
        else:
            inside.put_aside(self._way_back)
        self.stack(on=False)

    def stack(self, *, on: bool) -> None:
        """Put everything under one another, because there is no room beside; or beside one another again."""
        self._line.setDirection(across(not on))
        self._line.setSpacing(2 if on else GRID)
        if not isinstance(self._inside, QCheckBox):
            self._inside.stack(on=on)

    def follow(self, value: object) -> None:
        """Offer the way back where the setting differs from its default."""
        self._way_back.offer(on=value != self._default)

    def _go_back(self) -> None:
        self.control.setFocus()
        self.put(self._default)
        self.returned.emit(self._default)


class SettingsGroup(QWidget):
    """Rows under a heading, which is also the label of `buddy`. A row is a SettingRow, or any other widget."""

    def __init__(self, title: str, *rows: QWidget, buddy: QWidget | None = None) -> None:
        super().__init__()
        self.title = title
        self.rows = rows
        self.top = heading(title, 1.35)
        if buddy is not None:
            self.top.setBuddy(buddy)
            buddy.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for row in (self.top, *rows):
            layout.addWidget(row)

    def narrow(self, words: str) -> int:
        """Show only the rows in which all these words stand, or in the title over them; return how many those are."""
        shown = 0
        for row in self.rows:
            hit = _stands(words, [self.title, *_said(row)])
            row.setVisible(hit)
            shown += hit
        self.setVisible(bool(shown))
        return shown

    def setting_rows(self) -> Iterator[SettingRow]:
        """Yield the rows that have a default to go back to."""
        for row in self.rows:
            if isinstance(row, SettingRow):
                yield row


class SearchLine(QWidget):
    """A line that narrows groups to what is looked for, and says where nothing is found."""

    def __init__(self, groups: Sequence[SettingsGroup]) -> None:
        super().__init__()
        self._groups = groups
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Search the settings"))
        self.line.setAccessibleName(_("Search the settings"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._search)
        set_scale(self.line, 1.0)
        self._nothing = text(_("Nothing found"), tone="quiet")
        self._nothing.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.line, 2)
        layout.addWidget(self._nothing, 1)
        layout.addStretch(1)

    def clear(self) -> bool:
        """Show everything again, the focus in the line; whether anything was looked for."""
        if not self.line.text():
            return False
        self.line.clear()
        self.line.setFocus()
        return True

    def _search(self, words: str) -> None:
        shown = sum(group.narrow(words) for group in self._groups)
        self._nothing.setVisible(not shown)
        self.line.setAccessibleDescription("" if shown else self._nothing.text())


def tab_stops(part: QWidget) -> Iterator[QWidget]:
    """Yield what Tab reaches in a part of the settings, in the order in which it was made."""
    for widget in (part, *part.findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            yield widget


def guard_wheel(part: QWidget, guard: ScrollGuard) -> None:
    """Let the wheel turn nothing in passing."""
    for kind in (QSlider, QAbstractSpinBox, QComboBox):
        for control in part.findChildren(kind):
            guard.guard(control)


def _said(row: QWidget) -> Iterator[str]:
    """Yield what stands in a row, apart from its default."""
    for widget in (row, *row.findChildren(QWidget)):
        if widget.property("aside"):
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        yield widget.accessibleName()


def _stands(words: str, said: Sequence[str]) -> bool:
    whole = " ".join(said).casefold()
    return all(word in whole for word in words.casefold().split())
