"""Starts a program as a person does, and tells when its first frame was done.

Run as a program, with the moment at which it was started on the monotonic clock, which all processes share. It prints,
as JSON, the milliseconds until the end of the first frame, those that this process was on a core until then, and those
until the end of the first frame with a picture in the atlas; then it ends.
`shipped` is Unknot; `without` is Unknot with nothing where the atlas would be, its modules not even imported; `bare` is
the least that Qt can do.
"""

import argparse
import json
import signal
import sys
import time
from types import ModuleType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from bench.reader import has_read

PROGRAMS = ("shipped", "without", "bare")
PATCH_PX = 40
PLAIN_COLOURS = 4
"""A ground has one colour, or a few where it is dithered."""


class FirstFrame(QObject):
    """Waits for the first frame of a window that does not show yet, and for the first one with a picture in `atlas`.

    Then it tells when both were done, and closes the window. Without an atlas the first frame is all there is.
    """

    def __init__(self, window: QWidget, started_s: float, atlas: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._started_s = started_s
        self._atlas = atlas
        self._painted = self._inside = False
        self._times_ms: dict[str, float] = {}
        window.installEventFilter(self)
        if atlas is not None:  # where nothing else is new, the window itself is not painted
            atlas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Let a frame be painted, and see when that is done."""
        kind = event.type()
        if watched is self._window and kind is QEvent.Type.Show:
            self._window.windowHandle().installEventFilter(self)
        asked = QEvent.Type.UpdateRequest if watched is self._window else QEvent.Type.Expose
        if self._inside or "picture_ms" in self._times_ms or kind is not asked:
            self._painted |= watched in (self._window, self._atlas) and kind is QEvent.Type.Paint
            return False
        self._inside, self._painted = True, False
        QCoreApplication.sendEvent(watched, event)
        self._inside = False
        if self._painted:
            self._frame_done(1000 * (time.monotonic() - self._started_s), 1000 * time.process_time())
        return True

    def _frame_done(self, passed_ms: float, spent_ms: float) -> None:
        if not self._times_ms:
            self._times_ms |= {"frame_ms": passed_ms, "cpu_ms": spent_ms}
        if self._atlas is None or _shows_picture(self._window, self._atlas):
            self._times_ms |= {"picture_ms": passed_ms}
            print(json.dumps(self._times_ms), flush=True)
            QTimer.singleShot(0, self._window.close)


def _shows_picture(window: QWidget, atlas: QWidget) -> bool:
    """Whether there is more than one plain colour on the screen in the middle of the atlas."""
    middle = atlas.mapTo(window, atlas.rect().center())
    half = PATCH_PX // 2
    shown = window.screen().grabWindow(window.winId(), middle.x() - half, middle.y() - half, PATCH_PX, PATCH_PX)
    image = shown.toImage()
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) > PLAIN_COLOURS


class Nothing(QWidget):
    """Stands where the atlas would be, takes everything, and shows nothing."""

    picked = Signal(object)
    explained = Signal(object)
    felt = Signal(object)
    looked = Signal(object)

    def __init__(self, *_given: object) -> None:
        super().__init__()
        self.setMinimumSize(400, 300)

    def __getattr__(self, name: str) -> Any:
        """Take whatever the window has to say."""
        return _ignore


def _ignore(*_given: object, **_named: object) -> None:
    pass


def leave_out_atlas() -> None:
    """Put `Nothing` into the place of the atlas, before anything imports it."""
    for name, what in (("atlas", {"Atlas": Nothing}), ("picture", {"thumbnail": _ignore})):
        module = ModuleType(f"unknot.ui.{name}")
        vars(module).update(what)
        sys.modules[module.__name__] = module


def run_unknot(started_s: float, folder: str) -> int:
    """Run the program, with a muscle picked, until its first frame is done."""
    from unknot import __main__, app

    build = app.build

    def watched(*given: Any, **named: Any) -> app.Parts:
        parts = build(*given, **named)
        atlas: QWidget = parts.window.atlas
        FirstFrame(parts.window, started_s, None if isinstance(atlas, Nothing) else atlas)
        return parts

    app.build = watched
    return __main__.main(["--data-dir", has_read(folder), "--muscle", "piriformis", "--side", "left"])


def run_bare(started_s: float) -> int:
    """Run a bare window until its first frame is done."""
    from bench import bare

    application = QApplication(sys.argv[:1])
    window = bare.make_window()
    FirstFrame(window, started_s)
    window.show()
    return application.exec()


def main() -> int:
    """Start what was asked for; return the exit code."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", choices=PROGRAMS)
    parser.add_argument("started_s", type=float)
    parser.add_argument("folder")
    asked = parser.parse_args()
    if asked.program == "bare":
        return run_bare(asked.started_s)
    if asked.program == "without":
        leave_out_atlas()
    return run_unknot(asked.started_s, asked.folder)


if __name__ == "__main__":
    sys.exit(main())
