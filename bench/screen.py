"""A private screen with a window manager, so that nothing is shown to anybody and nobody's windows are in the way."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator

NEEDED = ("Xvfb", "openbox", "xdotool")
SIZE = "1600x1000x24"
PATIENCE_S = 15.0


def missing() -> list[str]:
    """Return which of the programs for a private screen are not installed."""
    return [program for program in NEEDED if shutil.which(program) is None]


@contextlib.contextmanager
def private_screen() -> Iterator[dict[str, str]]:
    """Give the environment for programs on a screen of their own; without the means, one without a screen."""
    plain = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    if missing():
        yield plain | {"QT_QPA_PLATFORM": "offscreen"}
        return
    with contextlib.ExitStack() as ending:
        reading, writing = os.pipe()
        server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
        ending.callback(_end, _start(server, plain, pass_fds=(writing,)))
        os.close(writing)
        with os.fdopen(reading) as announced:
            number = announced.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        environment = plain | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
        ending.callback(_end, _start(["openbox", "--sm-disable"], environment))
        _wait_for_manager(environment)
        yield environment


def windows(environment: dict[str, str], title: str) -> list[str]:
    """Return the ids of the windows with exactly this title that are mapped."""
    search = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"]
    return subprocess.run(search, env=environment, capture_output=True, text=True, check=False).stdout.split()


def do(environment: dict[str, str], *words: str) -> None:
    """Use mouse or keyboard, in the words of xdotool."""
    subprocess.run(["xdotool", *words], env=environment, check=True, stdout=subprocess.DEVNULL)


def _wait_for_manager(environment: dict[str, str]) -> None:
    """Only a managed screen has an active desktop to tell."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        asked = subprocess.run(["xdotool", "get_desktop"], env=environment, capture_output=True, check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError("openbox did not start")


def _start(command: list[str], environment: dict[str, str], pass_fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=pass_fds
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(timeout=PATIENCE_S)
