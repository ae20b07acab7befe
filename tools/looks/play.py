"""Plays the demo as it looks to somebody else, and measures each of its pictures."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from tools.looks.fitting import faults, too_large
from tools.looks.pseudo import LONG, PLAIN, RIGHT_TO_LEFT, Pseudo, write_resources

from unknot import demo, i18n, resources
from unknot.ui import theme

SIZES = ((1024, 700), (1920, 1080))


@dataclass(frozen=True, slots=True)
class Dress:
    """How somebody has it: a language, the size of text against the usual, colours."""

    name: str
    language: str = PLAIN
    text: float = 1.0
    colours: theme.Colours = theme.LIGHT


DRESSES = (
    Dress("usual"),
    Dress("longer", LONG),
    Dress("right-to-left", RIGHT_TO_LEFT),
    Dress("text-200", text=2.0),
    Dress("contrast", colours=theme.CONTRAST_DARK),
    Dress("contrast-light", colours=theme.CONTRAST_LIGHT),
)


class Looking(demo.Showing):
    """One run of the demo that measures what it shows."""

    def __init__(self, application: QApplication, folder: Path, dress: Dress, size: tuple[int, int], out: Path) -> None:
        """Play at that size of the window, with the pictures in `out`."""
        out.mkdir(parents=True, exist_ok=True)
        super().__init__(application, folder, dress.colours, size, out)
        self._size = size
        self._log = False
        self.found: dict[str, list[str]] = {}
        """Faults, by the name of the picture."""
        self.seen = 0

    def shoot(self, name: str) -> None:
        """Take the picture, and measure every window on it."""
        super().shoot(name)
        found = []
        for root in (self.parts.window, *self.dialogs()):
            found += faults(root) + too_large(root, self._screen_of(name))
            self.seen += 1
        self.found[name] = found

    def _screen_of(self, name: str) -> tuple[int, int]:
        return self._screen if name.startswith("12-distance") else self._size


@contextmanager
def dressed(application: QApplication, dress: Dress) -> Iterator[None]:
    """Let the application be as somebody has it, for a while."""
    font, direction, catalogue = QFont(application.font()), application.layoutDirection(), i18n._catalogue  # noqa: SLF001
    named = os.environ.get(resources.VARIABLE), os.environ.get("LANGUAGE")
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * dress.text)
    with tempfile.TemporaryDirectory() as folder:
        root = write_resources(resources.root(), Path(folder), dress.language)
        os.environ.update({resources.VARIABLE: str(root), "LANGUAGE": dress.language})
        i18n.install(Pseudo(dress.language))
        application.setFont(larger)
        application.setLayoutDirection(QLocale(i18n.spoken()).textDirection())
        try:
            yield
        finally:
            i18n.install(catalogue)
            application.setFont(font)
            application.setLayoutDirection(direction)
            for name, value in zip((resources.VARIABLE, "LANGUAGE"), named, strict=True):
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


async def look(application: QApplication, dress: Dress, size: tuple[int, int], out: Path) -> Looking:
    """Play the demo so dressed; return what was seen."""
    with dressed(application, dress), tempfile.TemporaryDirectory() as folder:
        looking = Looking(application, Path(folder), dress, size, out)
        await looking.play()
    await asyncio.sleep(0)
    return looking
