"""The picture that a very first start shows while the rest of it is being loaded: `make first-sight`.

The program itself keeps it when it is closed. What is shipped was kept by a window that nothing was ever picked in.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.screen import private_screen

SHIPPED = Path(__file__).parents[1] / "resources" / "first-sight"
THEMES = ("light", "dark")
PATIENCE_S = 30.0


def _kept(theme: str, folder: Path, environment: dict[str, str]) -> Path:
    """Open the program in a folder, let it come to rest, close it; return the picture that it kept."""
    folder.mkdir()
    Path(folder, "settings.toml").write_text(f'theme = "{theme}"\nwelcomed = true\n', "utf-8")
    program = subprocess.Popen([sys.executable, "-m", "unknot", "--data-dir", str(folder)], env=environment)
    kept, end_s = folder / "unknot-first-sight.png", time.monotonic() + PATIENCE_S
    while not kept.exists() and program.poll() is None and time.monotonic() < end_s:
        time.sleep(0.1)
    program.send_signal(signal.SIGTERM)
    program.wait(PATIENCE_S)
    if not kept.exists():
        sys.exit(f"The program kept no picture of its {theme} window.")
    return kept


def main() -> None:
    """Draw both anew."""
    shutil.rmtree(SHIPPED, ignore_errors=True)  # with one there, the program keeps that
    with tempfile.TemporaryDirectory() as place, private_screen() as environment:
        kept = {theme: _kept(theme, Path(place, theme), environment) for theme in THEMES}
        SHIPPED.mkdir()
        for theme, picture in kept.items():
            shutil.copyfile(picture, SHIPPED / f"{theme}.png")


if __name__ == "__main__":
    main()
