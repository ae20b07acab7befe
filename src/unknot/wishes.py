"""What the person has set, put in force: at the start, and at once when it changes."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from unknot.conductor import Conductor
from unknot.core.cues import Coaching
from unknot.core.hearing import Wish
from unknot.keeping import FileSettings
from unknot.speaker import Speaker
from unknot.store.settings import Settings
from unknot.ui import theme
from unknot.ui.window import Window

if TYPE_CHECKING:
    from unknot.between import Between
    from unknot.surroundings import Surroundings
    from unknot.ui.preferences import Preferences

NAMES = {name: f"say_{name}" for name in ("half_way", "ten_seconds", "every_quarter")}
"""What the settings call otherwise than the dialog."""


class Wishes:
    """Knows what each setting changes. `colours` given, the look follows them and no setting."""

    def __init__(
        self,
        application: QApplication,
        root: Path,
        window: Window,
        keeper: FileSettings,
        speaker: Speaker,
        conductor: Conductor,
        colours: theme.Colours | None = None,
    ) -> None:
        self._application = application
        self._root = root
        self._window = window
        self._keeper = keeper
        self._speaker = speaker
        self._conductor = conductor
        self._colours = colours
        self.wake: Callable[[], None] = lambda: None
        """Gets the sound ready, which the settings let one try."""
        self._around: Surroundings | None = None
        self._between: Between | None = None
        window.settings_asked.connect(self.open)
        application.styleHints().colorSchemeChanged.connect(self._dress)
        theme.follow_contrast(self._dress)
        self.apply(keeper.settings)

    def surround(self, around: "Surroundings") -> None:
        """Let the sound follow, too, from now on."""
        self._around = around

    def remind(self, between: "Between") -> None:
        """Let reminders, the tray and the start with the computer follow, too, from now on."""
        self._between = between

    def apply(self, settings: Settings) -> None:
        """Put settings in force, apart from the look, which is that of the window from the start."""
        self._speaker.want(Wish(voice=settings.voice, chimes=settings.chimes))
        self._conductor.coaching = Coaching(
            half_way=settings.say_half_way,
            ten_seconds=settings.say_ten_seconds,
            every_quarter=settings.say_every_quarter,
            comfort=settings.ask_comfort,
        )
        self._window.distance_on_start = settings.distance_view

    def move(self) -> None:
        """Let nothing move by itself where the settings or the system say so; ask the system in the next turn."""
        from unknot.desktop.motion import MotionWish

        still = self._keeper.settings.motion == "none" or not theme.animates()
        self._window.calm(still=still)
        if not still:
            QTimer.singleShot(0, MotionWish(lambda: self._window.calm(still=True), self._window).ask)

    def open(self) -> None:
        """Show the settings; each change is in force at once."""
        from unknot.ui.settings_dialog import SettingsDialog  # the window is up sooner without it

        self.wake()
        dialog = SettingsDialog(preferences_of(self._keeper.settings), self._keeper.path.parent, self._window)
        dialog.changed.connect(self._take)
        dialog.data.connect(self._window.data_asked)
        dialog.finished.connect(dialog.deleteLater)
        if self._around is not None:
            dialog.tested.connect(self._around.test)
            self._around.troubled.connect(dialog.show_sound)
            dialog.show_sound(self._around.trouble)
        if self._between is not None:
            self._between.troubled.connect(dialog.show_reminders)
            dialog.show_reminders(self._between.trouble)
        dialog.open()

    def _take(self, preferences: "Preferences") -> None:
        self.put(with_preferences(self._keeper.settings, preferences))

    def put(self, settings: Settings) -> None:
        """Put other settings in force, whatever brings them, and keep them."""
        before = self._keeper.settings
        self._keeper.change(settings)
        self.apply(settings)
        if self._around is not None:
            self._around.sound_as(settings)
        if self._between is not None:
            self._between.follow(settings)
        if settings.theme != before.theme:
            self._dress()
        if settings.motion != before.motion:
            self.move()

    def _dress(self) -> None:
        """Dress anew, as the settings say or as the desktop changes between light and dark."""
        colours = self._colours or theme.colours_for(self._keeper.settings.theme)
        theme.apply(self._application, colours, self._root / "icons")
        self._window.dress(colours)


def preferences_of(settings: Settings) -> "Preferences":
    """Return what the dialog shows of settings."""
    from unknot.ui.preferences import Preferences

    names = [field.name for field in fields(Preferences)]
    return Preferences(**{name: getattr(settings, NAMES.get(name, name)) for name in names})


def with_preferences(settings: Settings, preferences: "Preferences") -> Settings:
    """Return settings changed as the dialog says."""
    names = [field.name for field in fields(preferences)]
    return structs.replace(settings, **{NAMES.get(name, name): getattr(preferences, name) for name in names})
