"""Unknot in the system's tray: the day's counts, the next one, and the way to the window."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from unknot.i18n import _


class Tray(QSystemTrayIcon):
    """Shows what it is told, and says what the person wants: `start`, `window`, `later`, `leave`.

    `opening` is emitted before its menu shows, so that what it says can be read anew.
    """

    start = Signal()
    window = Signal()
    later = Signal()
    leave = Signal()
    opening = Signal()

    def __init__(self, icon: QIcon, parent: QWidget) -> None:
        super().__init__(icon, parent)
        self._menu = QMenu(parent)
        self._menu.setTitle("Unknot")
        self._menu.aboutToShow.connect(self.opening)
        self._counts: list[QAction] = []
        self._below_counts = self._menu.addSeparator()
        self._start = self._menu.addAction(_("Start next"))
        self._start.triggered.connect(self.start)
        self._menu.addAction(_("Show window")).triggered.connect(self.window)
        self._later = self._menu.addAction(_("Remind me in 30 minutes"))
        self._later.triggered.connect(self.later)
        self._menu.addSeparator()
        self._menu.addAction(_("Quit")).triggered.connect(self.leave)
        self.setContextMenu(self._menu)
        self.activated.connect(self._clicked)
        self.show_counts(())
        self.show_next("")
        self.offer_later(on=False)

    @staticmethod
    def is_there() -> bool:
        """Whether the desktop has a tray to be in."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_counts(self, lines: Sequence[str]) -> None:
        """Show the day's counts, a line for each muscle and side that was begun."""
        for action in self._counts:
            self._menu.removeAction(action)
            action.deleteLater()
        self._counts = [QAction(line, self._menu) for line in lines or (_("Nothing yet today"),)]
        for action in self._counts:
            action.setEnabled(False)
        self._menu.insertActions(self._below_counts, self._counts)
        self.setToolTip("\n".join(["Unknot", *lines]))

    def show_next(self, name: str) -> None:
        """Say which muscle and side is next; empty where none may be pressed now."""
        self._start.setText(_("Start next: {muscle}").format(muscle=name) if name else _("Start next"))
        self._start.setEnabled(bool(name))

    def offer_later(self, *, on: bool) -> None:
        """Offer to be reminded in half an hour, where reminders are on."""
        self._later.setVisible(on)

    def _clicked(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.window.emit()

    def close(self) -> None:
        """Leave the tray."""
        self.hide()
        self._menu.deleteLater()
        self.deleteLater()
