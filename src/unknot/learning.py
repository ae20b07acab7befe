"""What there is to read beside the one flow: the first pages, and Learn. Loaded when it is first wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from unknot.guide.library import Guide
from unknot.guide.reading import GuideError
from unknot.keeping import FileSettings
from unknot.store.settings import Settings
from unknot.ui.window import Window

if TYPE_CHECKING:
    from unknot.guide.learn import Emergency, Reading
    from unknot.surroundings import Surroundings
    from unknot.ui.learn import LearnDialog
    from unknot.ui.welcome import WelcomeDialog


@dataclass(eq=False)
class Learning:
    """Opens the pages over or beside the window. `check` asks the whole safety check, `language` names the files."""

    guide: Guide
    window: Window
    root: Path
    language: str
    keeper: FileSettings
    check: Callable[[], None]
    wake: Callable[[], None] = lambda: None
    """Gets the sound ready, which the first pages let one try."""
    _around: "Surroundings | None" = None
    _welcome: "WelcomeDialog | None" = None
    _reading: "Reading | None" = None
    _dialog: "LearnDialog | None" = None

    def wire(self) -> None:
        """Listen to what the person wants."""
        self.window.learn_asked.connect(self.open)
        self.window.dressed.connect(self._dress)

    def surround(self, around: "Surroundings") -> None:
        """Take what sounds, so that the first pages can try it."""
        self._around = around
        around.troubled.connect(self._show_sound)

    def first_time(self) -> None:
        """Show the first pages to whoever has not read them yet."""
        if not self.keeper.settings.welcomed:
            self.welcome()

    def welcome(self) -> None:
        """Show the first pages."""
        from unknot.ui.welcome import WelcomeDialog

        reading = self._read()
        if reading is None:
            return
        self._guess(reading.emergency)
        settings = self.keeper.settings
        dialog = WelcomeDialog(
            reading.welcome, reading.emergency, settings.country or "", settings.emergency_number, self.window
        )
        dialog.numbered.connect(self._number)
        dialog.checked.connect(self.check)
        dialog.tested.connect(self._test)
        dialog.accepted.connect(self._welcomed)
        dialog.finished.connect(self._close)
        self._welcome = dialog
        if self._around is not None:
            dialog.show_sound(self._around.trouble)
        dialog.open()

    def _guess(self, emergency: "Emergency") -> None:
        """Take the country of the system's settings where nobody has said another one, or set a number."""
        settings = self.keeper.settings
        untouched = settings.country is None and settings.emergency_number == Settings().emergency_number
        known = emergency.country(here()) if untouched and not settings.welcomed else None
        if known is not None:
            self._number(known.id, known.number)

    def _test(self) -> None:
        self.wake()
        if self._around is not None:
            self._around.test()

    def _show_sound(self, words: str) -> None:
        if self._welcome is not None:
            self._welcome.show_sound(words)

    def _close(self) -> None:
        if self._welcome is not None:
            self._welcome.deleteLater()
            self._welcome = None

    def _number(self, country: str, number: str) -> None:
        self.keeper.change(structs.replace(self.keeper.settings, country=country or None, emergency_number=number))

    def _welcomed(self) -> None:
        self.keeper.change(structs.replace(self.keeper.settings, welcomed=True))

    def open(self, page: str = "") -> None:
        """Show Learn, at a page if one is named."""
        from unknot.ui.learn import LearnDialog
        from unknot.ui.learn_pages import all_pages

        reading = self._read()
        if reading is None:
            return
        if self._dialog is None:
            pages = all_pages(self.guide, reading.pages)
            self._dialog = LearnDialog(pages, self._pictures(), self.window)
            self._dialog.welcome.connect(self.welcome)
        if page:
            self._dialog.open_page(page)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _dress(self) -> None:
        """Draw the pictures in other colours."""
        if self._dialog is not None:
            self._dialog.redraw(self._pictures())

    def _pictures(self) -> Callable[[str, str], QWidget]:
        from unknot.ui.learn_pictures import LearnPictures

        return LearnPictures(self.guide.anatomy, self.root, self.window.colours, still=self.window.still).make

    def _read(self) -> "Reading | None":
        """Return what there is to read; None, and why in the window, where a file is wrong."""
        from unknot.guide.learn import load_reading

        if self._reading is None:
            try:
                self._reading = load_reading(self.root, self.language)
            except GuideError as error:
                self.window.show_notice(str(error))
        return self._reading


def here() -> str:
    """Return the two letters of the country that the system's settings name. A setting is not a place: ask."""
    return QLocale.territoryToCode(QLocale.system().territory())
