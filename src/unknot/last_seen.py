"""What the window looks like as it opens, kept so that the next one is there before it is loaded."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QPoint

from unknot.core.anatomy import Region
from unknot.store.files import write_whole
from unknot.ui.first_sight import Sight, named, packed, written_in
from unknot.ui.placing import place_of
from unknot.ui.window import Window


def keep(window: Window, theme: str, region: Region | None, spots: int, path: Path) -> None:
    """Keep in a file at `path` what a start with this region chosen shows; nothing where the disk refuses it.

    `theme` is the setting, `spots` how many of the region's spots a session uses.
    """
    picture = window.atlas.at_first(region, spots).toImage()
    if picture.isNull():
        return
    corner = window.atlas.mapTo(window, QPoint(0, 0))
    sight = Sight(
        words=written_in(),
        theme=theme,
        dark=window.colours.dark,
        paper=window.colours.paper,
        region=named(region),
        spots=spots,
        window=place_of(window),
        corner=(corner.x(), corner.y()),
        ratio=picture.devicePixelRatio(),
    )
    with contextlib.suppress(OSError):
        write_whole(path, packed(sight, picture))
