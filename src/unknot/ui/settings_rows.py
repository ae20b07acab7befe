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
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from unknot.i18n import _
from unknot.ui.layout import button, heading, text
from unknot.ui.settings_controls import Choice, ScrollGuard
from unknot.ui.theme import GRID, set_scale


def default_words(value: str) -> str:
    """Return quietly what the default is."""
    return _("default: {value}").format(value=value)


class SettingRow(QWidget):
    """A setting: what it is set with, what its default is, and, where it differs from that, the way back.

    `inside` is set with `put`; `default` is the preference's own value and `said` how that is called. `about` stands
    before it. `returned` says that the default is wanted. `control` has the focus then.
    """

    returned = Signal(object)

    def __init__(
        self,
        preference: str,
        inside: QWidget,
        control: QWidget,
        put: Callable[[Any], None],
        default: object,
        said: str,
        about: str = "",
    ) -> None:
        super().__init__()
        self.preference = preference
        self.about = about
        self.put = put
        self.control = control
        self._default = default
        name = inside.text() if isinstance(inside, QCheckBox) else control.accessibleName()
        quiet = text(default_words(said) if not about else f"{about}; {default_words(said)}", tone="quiet", scale=0.9)
        self.back = button(_("Back to default"), "back", 0.9)
        self.back.setAccessibleName(_("{setting}: back to default").format(setting=name or inside.accessibleName()))
        self.back.clicked.connect(self._go_back)
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when it comes and goes
        self.back.setSizePolicy(policy)
        if isinstance(inside, QCheckBox):
            quiet.setWordWrap(False)
            inside.setAccessibleDescription(quiet.text())
        for part in (quiet, self.back):
            part.setProperty("aside", True)
        self.back.hide()
        self._lay(inside, quiet, beside=isinstance(inside, QCheckBox))

    def _lay(self, inside: QWidget, quiet: QLabel, *, beside: bool) -> None:
        """Put the default behind a box that is ticked, or under everything else."""
        self._beside = beside
        line = QHBoxLayout()
        line.setSpacing(GRID)
        first, last = (self.back, quiet) if beside else (quiet, self.back)
        line.addWidget(first, 1, Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag(0))
        line.addWidget(last)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self._lines.addWidget(inside)
        self._lines.addLayout(line, 1)
        self.stack(on=False)

    def stack(self, *, on: bool) -> None:
        """Put everything under one another, because there is no room beside; or beside one another again."""
        across = self._beside and not on
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)
        self._lines.setSpacing(GRID if across else 2)
        for choice in self.findChildren(Choice):
            choice.stack(on=on)

    def follow(self, value: object) -> None:
        """Offer the way back where the setting differs from its default."""
        self.back.setVisible(value != self._default)

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
        top = heading(title, 1.35)
        if buddy is not None:
            top.setBuddy(buddy)
            buddy.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for row in (top, *rows):
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
    if isinstance(row, SettingRow):
        yield row.about
    for widget in (row, *row.findChildren(QWidget)):
        if widget.property("aside"):
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        yield widget.accessibleName()


def _stands(words: str, said: Sequence[str]) -> bool:
    whole = " ".join(said).casefold()
    return all(word in whole for word in words.casefold().split())
