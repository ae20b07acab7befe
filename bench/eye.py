"""Starts programs and looks at the screen until their window, its picture and its words are seen.

Run as a program on a private screen, with a command a line on standard input, as JSON: `[plain, command…]`. For each it
prints, as JSON, the milliseconds from the start of the process until its window was `visible`; and, unless `plain`,
until the `picture` in it was, and until it was `ready`: the words of its panel were. Then it ends the program.

A window as large as those comes to lie in the middle of the screen: there it looks.
"""

import json
import subprocess
import sys
import time

from PySide6.QtGui import QGuiApplication, QImage, QScreen

PICTURE, PANEL = (480, 460, 40, 40), (1000, 320, 60, 300)
"""Parts of a screen of 1600 by 1000: in the middle of the atlas, and in the panel beside it."""
PLAIN_COLOURS = 8
"""A ground has one colour, or a few where it is dithered."""
LOOK_S = 0.002
PATIENCE_S = 30.0
ENDS_S = 10.0


def look(screen: QScreen, part: tuple[int, int, int, int]) -> QImage:
    """Return a part of the screen as it is now."""
    return screen.grabWindow(0, *part).toImage()


def colours(image: QImage) -> int:
    """Return how many colours there are in every other pixel of every other line."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)})


def watch(screen: QScreen, command: list[str], *, plain: bool) -> dict[str, float]:
    """Start a program and return when what was seen. RuntimeError if it is not seen at all."""
    before = look(screen, PICTURE).pixel(0, 0)
    began_s = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    seen: dict[str, float] = {}
    try:
        while time.monotonic() < began_s + PATIENCE_S and process.poll() is None:
            shown = look(screen, PICTURE)
            passed_ms = 1000 * (time.monotonic() - began_s)
            if shown.pixel(0, 0) != before:
                seen.setdefault("visible", passed_ms)
            if colours(shown) > PLAIN_COLOURS:
                seen.setdefault("picture", passed_ms)
            if "visible" in seen and (plain or ("picture" in seen and colours(look(screen, PANEL)) > PLAIN_COLOURS)):
                return seen | {"ready": 1000 * (time.monotonic() - began_s)}
            time.sleep(LOOK_S)
        raise RuntimeError(f"not seen on the screen: {command}")
    finally:
        time.sleep(0.0 if plain else 1.0)  # as a person, it does not end what has only just begun
        process.terminate()
        process.wait(timeout=ENDS_S)


def main() -> None:
    """Watch what is asked for."""
    _application = QGuiApplication(sys.argv[:1])
    screen = QGuiApplication.primaryScreen()
    for line in sys.stdin:
        plain, *command = json.loads(line)
        print(json.dumps(watch(screen, command, plain=plain)), flush=True)
        time.sleep(0.3)  # until the window is gone from the screen


if __name__ == "__main__":
    main()
