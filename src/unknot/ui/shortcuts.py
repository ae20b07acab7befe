"""What the keys do: the line that says it in a session, and the list of all of them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from unknot.i18n import _
from unknot.ui.keys import KEYS, Does, as_read
from unknot.ui.layout import button, column, heading, text
from unknot.ui.theme import GRID, fit_text, text_factor

NO_BREAK = "\N{NO-BREAK SPACE}"


def key_names(does: Does) -> str:
    """Return the keys that do something in a session, as they are called; media keys are left out."""
    special = {
        Qt.Key.Key_Space: _("Space"),
        Qt.Key.Key_Right: "→" if as_read(Qt.Key.Key_Right) is Qt.Key.Key_Right else "←",
        Qt.Key.Key_Down: "↓",
        Qt.Key.Key_Escape: _("Esc"),
    }
    named = [special.get(key) or QKeySequence(key).toString() for key in KEYS[does] if not _is_media(key)]
    return _(" or ").join(named)


def hint(said: Mapping[Does, str]) -> str:
    """Return in one line what keys do, in the words that are given, in their order. It breaks only between two keys."""
    each = (_("{key}: {does}").format(key=key_names(does), does=words) for does, words in said.items())
    return "    ".join(one.replace(" ", NO_BREAK) for one in each)


def in_session() -> tuple[tuple[str, str], ...]:
    """Return every key of a session, and what it does."""
    said = {
        Does.PAUSE: _("Pause, and go on"),
        Does.SKIP: _("Next phase"),
        Does.EASE: _("It is too strong"),
        Does.DISTANCE: _("Fill the screen, to be read from the floor; or the window again"),
        Does.MUTE: _("Sound off, and on again"),
        Does.STOP: _("Stop now"),
    }
    return (
        *((key_names(does), words) for does, words in said.items()),
        (_("Media keys"), _("Pause, next and stop, on a headset too")),
    )


def in_window() -> tuple[tuple[str, str], ...]:
    """Return the keys of the window and its dialogs, and what they do."""
    return (
        (_("Tab, Shift+Tab"), _("To the next thing, and back")),
        (_("Space"), _("Press what is marked")),
        (_("Arrows"), _("To another of several, in a list or between switches")),
        (_("Ctrl+F"), _("Search, in the settings")),
        (_("Esc"), _("Close a dialog")),
        (key_names(Does.KEYS), _("This list")),
    )


class ShortcutsDialog(QDialog):
    """Lists the keys. `beside` a session it has those of the session alone, and takes neither focus nor any key."""

    def __init__(self, parent: QWidget, *, beside: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        if beside:
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.setWindowFlags(self.windowFlags() | Qt.WindowType.WindowDoesNotAcceptFocus)
        layout = column(self, 2 * GRID)
        layout.addWidget(heading(_("Keyboard shortcuts"), 1.5))
        parts = [(_("In a session, wherever the focus is"), in_session())]
        if not beside:
            parts.append((_("In the window"), in_window()))
        layout.addLayout(_table(parts))
        close = button(_("Close"))
        close.clicked.connect(self.accept)
        if beside:
            close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        fit_text(self, text_factor(parent.width(), parent.height()))

    def lie_in(self, place: QRect) -> None:
        """Show it in the upper right corner of a place on the screen, where nothing of a session has to be seen."""
        self.adjustSize()
        self.move(QPoint(place.right() - self.width(), place.top()))
        self.show()


def _table(parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> QGridLayout:
    """Return all parts in one grid, so that what the keys do stands in one column."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    grid.setColumnStretch(1, 1)
    for title, rows in parts:
        if grid.count():
            grid.setRowMinimumHeight(grid.rowCount(), GRID)
        grid.addWidget(text(title, tone="quiet"), grid.rowCount(), 0, 1, 2)
        for keys, does in rows:
            row = grid.rowCount()
            grid.addWidget(text(keys, bold=True, wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text(does, wrap=False), row, 1)
    return grid


def _is_media(key: Qt.Key) -> bool:
    return key.name.startswith("Key_Media")
