"""The way to a window: what can keep it from opening is looked for first, then it comes, then what it holds.

The window is on the screen while most of the program is still being loaded. Nothing is imported here before it that it
can do without.
"""

import functools
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unknot import resources, verbs
from unknot.cli import WindowOptions
from unknot.i18n import _
from unknot.store.instance import InstanceLock
from unknot.store.places import Places, find_places
from unknot.without import without

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from unknot.ui.first_sight import FirstSight
    from unknot.ui.window import Window

PLACE = 4
"""Numbers: x and y of the window's corner, width and height."""
SEEN_S = 0.15
"""So long at most is waited for the screen to show the empty window, before all the rest is loaded."""


def run(options: WindowOptions) -> int:
    """Open the window and lead sessions until it is closed; return the exit code."""
    problem = _platform_problem()
    if problem:
        verbs.complain(problem)
        return verbs.FAILED
    places = find_places(options.data_dir)
    lock = InstanceLock(places.lock)
    with lock:
        if not lock.try_acquire():
            return verbs.DONE if options.in_tray else _call_first_window(places)
        from unknot.desktop import bindings  # noqa: F401  # first of all that needs Qt
        from unknot.desktop.application import make_application

        application = make_application()
        window = _first_sight(application, places, options)
        with without("typing_extensions"):  # msgspec finds the same in Python itself
            from unknot import aio, app

        built: list[app.Parts] = []
        main = functools.partial(app.main, application, places, options, window, built)
        return aio.run(application, main, lambda: app.screen_lost(built, places))


def _platform_problem() -> str | None:
    """Return in one line why no window can be shown, or None: Qt itself would only abort."""
    from unknot.desktop.libraries import install_line, missing_libraries, screen_problem

    missing = missing_libraries()
    if missing:
        return _("system libraries are missing; install them with: {command}").format(command=install_line(missing))
    return screen_problem()


def _call_first_window(places: Places) -> int:
    from PySide6.QtCore import QCoreApplication

    from unknot.desktop.summons import summon

    _core = QCoreApplication(sys.argv[:1])
    if summon(places.folder):
        return verbs.DONE
    verbs.complain(_("Unknot is open already on {folder}, but does not answer.").format(folder=places.folder))
    return verbs.FAILED


def _first_sight(application: "QApplication", places: Places, options: WindowOptions) -> "Window":
    """Return the window, on the screen unless it is to begin in the tray."""
    from unknot.ui.first_sight import FirstSight, unpacked
    from unknot.ui.placing import place
    from unknot.ui.window import Window

    window = Window()
    if options.in_tray:
        return window
    kept = unpacked(str(places.sight))
    if kept is None:
        said = _said(places.settings)
        theme, where = said.theme, said.window
        kept = unpacked(str(_shipped(theme))) if said.muscle is None and theme != "contrast" else None
    else:
        theme, where = kept[0].theme, kept[0].window
    sight, reader = kept or (None, None)
    first = FirstSight(sight, theme)
    window.setCentralWidget(first)
    place(window, where)
    window.show()
    if sight is not None and reader is not None and sight.still_true(_asked(options, sight.region)):
        first.show_picture(reader.read())  # while the window comes
    _wait_until_seen(application, first)
    return window


@dataclass(frozen=True, slots=True)
class _Said:
    """What the settings say of the window, where nothing was kept of it."""

    theme: str
    window: tuple[int, int, int, int] | None
    muscle: str | None


def _said(settings: Path) -> _Said:
    """Read what is needed before the window; whatever else is in the settings is read later."""
    import tomllib  # 5 ms, and only where nothing was kept

    try:
        said = tomllib.loads(settings.read_text("utf-8"))
    except (OSError, ValueError):
        said = {}
    theme, numbers, muscle = said.get("theme"), said.get("window"), said.get("muscle")
    where = None
    if isinstance(numbers, list) and len(numbers) == PLACE and all(isinstance(number, int) for number in numbers):
        x, y, width, height = numbers
        where = (x, y, width, height)
    return _Said(theme if isinstance(theme, str) else "system", where, muscle if isinstance(muscle, str) else None)


def _shipped(theme: str) -> Path:
    """Return the picture of a first start in this theme: nothing chosen, the window as large as it is at first."""
    from unknot.ui.first_sight import is_dark

    return resources.root() / "first-sight" / f"{'dark' if is_dark(theme) else 'light'}.png"


def _asked(options: WindowOptions, before: str) -> str | None:
    """Return which region was asked for, on the side it was on `before` where none was named; None for any."""
    if options.muscle is None:
        return None
    return f"{options.muscle} {options.side or (before.split() or ['left'])[-1]}"


def _wait_until_seen(application: "QApplication", first: "FirstSight") -> None:
    """Let the window come onto the screen; it takes a few milliseconds, and none that the program could use."""
    until_s = time.monotonic() + SEEN_S
    while not first.seen and time.monotonic() < until_s:
        application.processEvents()
