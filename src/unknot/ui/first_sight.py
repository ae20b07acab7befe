"""What the window shows while all that it will hold is still being loaded: its ground, and the body as seen last.

It is kept in one small picture, whose text says what it belongs to. It tells nothing that the settings don't.
"""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageReader, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from unknot import __version__
from unknot.i18n import language

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from unknot.core.anatomy import Region

_TEXT = "Unknot"
"""Under this name the picture says what it belongs to."""
MIDDLE = 128
_QUICK = 80
"""Of PNG's qualities one that is packed in a few milliseconds; the picture is the same with all of them."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen last, and of what: `words` as `written_in` says, `theme` the setting, `region` as `named` says."""

    words: str
    theme: str
    dark: bool
    paper: str
    region: str
    spots: int
    """How many of its spots were shown."""
    window: tuple[int, int, int, int]
    """Where the window was: x and y of its frame's corner, width and height without it, in pixels."""
    corner: tuple[int, int]
    """Where in the window the picture lies."""
    ratio: float
    """How many pixels the picture has for one of the window's."""

    def still_true(self, region: str | None) -> bool:
        """Whether the picture is what will be shown, if the window has the same size. `region` None: as it was."""
        same = self.words == written_in() and (region is None or region == self.region)
        return same and self.dark is is_dark(self.theme)


def written_in() -> str:
    """Return what the words of a picture depend on: the version, the language, and how large the system writes."""
    screen = QGuiApplication.primaryScreen()
    return f"{__version__} {language()} {QGuiApplication.font().pointSizeF():g} {screen.logicalDotsPerInch():g}"


def named(region: "Region | None") -> str:
    """Return how a sight names what was chosen; an empty text for nothing."""
    return "" if region is None else f"{region.muscle} {region.side}"


def is_dark(theme: str) -> bool:
    """Return whether a setting of the theme is dark now; before the program's own colours are put on, that is.

    Qt says outright what the system asks for, but to know its names for that takes 15 ms.
    """
    if theme in {"light", "dark"}:
        return theme == "dark"
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < MIDDLE


def _paper(theme: str) -> str:
    from unknot.ui.theme import DARK, LIGHT

    return (DARK if is_dark(theme) else LIGHT).paper


def packed(sight: Sight, picture: QImage) -> bytes:
    """Return both as one file."""
    picture.setText(_TEXT, json.dumps(asdict(sight)))
    from PySide6.QtCore import QBuffer

    store = QBuffer()
    store.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(store, "PNG", _QUICK)  # type: ignore[call-overload]  # the stubs want bytes, Qt a text
    return bytes(store.data().data())


def unpacked(path: str) -> tuple[Sight, QImageReader] | None:
    """Return what `packed` made the file at `path` of, the picture not read yet; None for any other file, or none."""
    reader = QImageReader(path, b"png")  # its kind named: else every plugin is loaded to look at it
    try:
        said = json.loads(reader.text(_TEXT))
        x, y, width, height = (int(number) for number in said.pop("window"))
        left, top = (int(number) for number in said.pop("corner"))
        return Sight(window=(x, y, width, height), corner=(left, top), **said), reader
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


class FirstSight(QWidget):
    """Paints the ground of a theme, and the picture as long as the window is as large as it was."""

    def __init__(self, sight: Sight | None, theme: str) -> None:
        super().__init__()
        self.seen = False
        """Whether it has been on the screen."""
        self.sight = sight
        self.picture: QImage | None = None
        """What was seen last, where it is still true."""
        known = sight is not None and sight.dark is is_dark(theme)
        self._paper = QColor(sight.paper if sight is not None and known else _paper(theme))

    def show_picture(self, picture: QImage) -> None:
        """Show the picture as well; one that could not be read is none."""
        if self.sight is not None and not picture.isNull():
            picture.setDevicePixelRatio(self.sight.ratio)
            self.picture = picture
            self.update()

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Paint the ground, and on it the picture."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._paper)
        sight, picture = self.sight, self.picture
        if sight is not None and picture is not None and self._fits(sight):
            painter.drawImage(QPointF(*sight.corner), picture)
        self.seen = True

    def _fits(self, sight: Sight) -> bool:
        return (self.width(), self.height()) == sight.window[2:] and self.devicePixelRatioF() == sight.ratio
