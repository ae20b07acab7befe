"""What the program does between sessions, as the person has set it: reminders, the tray, the start with the computer.

Each is loaded when it is first wanted: who wants none of it pays for none of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal

from unknot.core.session import Snapshot
from unknot.i18n import _
from unknot.practice import Practice
from unknot.store.errors import plain
from unknot.store.settings import Settings

if TYPE_CHECKING:
    from unknot.desktop.login_start import LoginStart
    from unknot.in_tray import InTray
    from unknot.reminding import Reminding

TRAY_LOOKS, TRAY_EVERY_MS = 10, 1000
"""At log-in the tray may come up after this program: so often it is looked for, so far apart (the program's own)."""


@dataclass(frozen=True, slots=True)
class Means:
    """What it works with: `root` has the program's own files, `data_dir` is the folder that was asked for, if any."""

    root: Path
    data_dir: Path | None
    leave: Callable[[], None]
    """Ends the program."""


class Between(QObject):
    """Follows the settings from `begin` to `close`.

    `troubled` says in plain words what is the matter with reminders; an empty text that nothing is.
    """

    troubled = Signal(str)

    def __init__(self, practice: Practice, means: Means) -> None:
        super().__init__(practice.window)
        self._practice = practice
        self._means = means
        self._before = Settings()
        self._reminding: Reminding | None = None
        self._in_tray: InTray | None = None
        self._hidden_looks = 0
        self._said = False
        self.trouble = ""
        """What is the matter with reminders now, in plain words; empty if nothing is."""

    def begin(self) -> None:
        """Do what the settings say, from now on."""
        settings = self._practice.keeper.settings
        if settings.at_login:
            self._start_at_login(lambda start: start.mend())
            self._before = structs.replace(self._before, at_login=True)
        self._follow(settings, just_asked=False)

    def follow(self, settings: Settings) -> None:
        """Do what other settings say: the person has changed something."""
        self._follow(settings, just_asked=True)

    def watch(self, snapshot: Snapshot) -> None:
        """Take one moment of a session."""
        if snapshot.session.over:
            if self._in_tray is not None:
                self._in_tray.read()
        elif self._reminding is not None:
            self._reminding.serve()

    def close(self) -> None:
        """Let go of everything; the start with the computer stays."""
        if self._reminding is not None:
            self._reminding.end()
            self._reminding = None
        if self._in_tray is not None:
            self._in_tray.close()
            self._in_tray = None

    def _follow(self, settings: Settings, *, just_asked: bool) -> None:
        before, self._before = self._before, settings
        if settings.at_login is not before.at_login:
            self._start_at_login(lambda start: start.turn_on() if settings.at_login else start.turn_off())
        self._follow_reminders(settings, just_asked=just_asked)
        self._follow_tray(settings)

    # The window

    def close_window(self) -> None:
        """Close the window as a person does: into the tray where it is wanted and there, else for good.

        A session is stopped first. What that asks is asked, and only then the window goes. After everything was deleted
        it is always for good.
        """
        if self._in_tray is None or not self._in_tray.is_there() or self._practice.keeper.sealed:
            self._means.leave()
            return
        self._practice.conductor.stop()
        self._in_tray.hide_window()

    def show_window(self, *, in_tray: bool) -> None:
        """Show the window for the first time; or, if it is to begin `in_tray`, only where it can't."""
        settings = self._practice.keeper.settings
        if not (in_tray and settings.tray and settings.welcomed):
            self._practice.window.show()
            return
        self._follow_tray(settings)
        self._show_without_tray()

    def _show_without_tray(self) -> None:
        """Show the window unless a tray comes up within a while."""
        if self._in_tray is None or self._in_tray.is_there() or self._practice.window.isVisible():
            return
        self._hidden_looks += 1
        if self._hidden_looks > TRAY_LOOKS:
            self._practice.window.show()
        else:
            QTimer.singleShot(TRAY_EVERY_MS, self, self._show_without_tray)

    # Each of them

    def _follow_tray(self, settings: Settings) -> None:
        if settings.tray and self._in_tray is None:
            from unknot.desktop.application import program_icon
            from unknot.in_tray import InTray

            icon = program_icon(self._means.root)
            self._in_tray = InTray(self._practice, icon, self._later, self._means.leave)
        elif not settings.tray and self._in_tray is not None:
            self._in_tray.close()
            self._in_tray = None
        if self._in_tray is not None:
            self._in_tray.offer_later(on=self._reminding is not None)

    def _follow_reminders(self, settings: Settings, *, just_asked: bool) -> None:
        if settings.remind and not self._practice.rehearsal:
            if self._reminding is None:
                self._reminding = self._make_reminding()
                self._reminding.begin(just_asked=just_asked)
            self._reminding.look()
        elif self._reminding is not None:
            self._reminding.end()
            self._reminding = None
            self._say_trouble("")

    def _make_reminding(self) -> "Reminding":
        from unknot.desktop.alarm import PreciseAlarm
        from unknot.desktop.full_screen import is_full_screen
        from unknot.desktop.notifications import Notifications
        from unknot.reminding import Reminding

        teller = Notifications(self._means.root / "icons" / "unknot.svg", self)
        made = Reminding(self._practice, PreciseAlarm(self._practice.clock, self), teller, is_full_screen)
        teller.pressed.connect(made.pressed)
        teller.found.connect(self._found)
        teller.look()
        return made

    def _later(self) -> None:
        if self._reminding is not None:
            self._reminding.later()

    def _found(self, there: bool) -> None:  # noqa: FBT001  # a signal's
        """Say where nobody shows notifications: once in the window, and in the settings for as long as it is so."""
        words = "" if there else _("This desktop shows no notifications: reminders can't be seen.")
        if words and not self._said:
            self._said = True
            self._practice.window.show_notice(words)
        self._say_trouble(words)

    def _say_trouble(self, words: str) -> None:
        self.trouble = words
        self.troubled.emit(words)

    def _start_at_login(self, act: "Callable[[LoginStart], None]") -> None:
        from unknot.desktop.login_start import login_start, own_command

        folder = self._means.data_dir
        asked = [] if folder is None else ["--data-dir", str(folder.absolute())]
        try:
            act(login_start([*own_command(), "--in-tray", *asked]))
        except OSError as error:
            words = _("The start with the computer can't be changed: {why}.")
            self._practice.window.show_notice(words.format(why=plain(error).rstrip(".")))
