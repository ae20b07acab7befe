"""Less motion where the system wishes it: asked over a real D-Bus, of a portal of the test's own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from unknot.desktop.motion import wishes_less

SYSTEM_PYTHON = "/usr/bin/python3"
ASKING = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from unknot.desktop.motion import MotionWish
application = QCoreApplication([])
wish = MotionWish(lambda: print("calm"), application)
wish.ask()
QTimer.singleShot(int(sys.argv[1]), application.quit)
application.exec()
"""
LIMIT_S = 60


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give a session bus of its own: what finds it in the environment."""
    command = [
        "dbus-daemon",
        "--session",
        "--nofork",
        "--nopidfile",
        "--print-address=1",
        f"--address=unix:dir={tmp_path}",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield {"DBUS_SESSION_BUS_ADDRESS": process.stdout.readline().strip()}
        process.terminate()


def asked(environment: dict[str, str], wait_ms: int) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ASKING, str(wait_ms)],
        env={"PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"} | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT_S,
    )
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the portal is Linux's")
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (("org.freedesktop.appearance", "reduced-motion", "u", "1"), "calm\n"),
        (("org.gnome.desktop.interface", "enable-animations", "b", "false"), "calm\n"),
        (("org.gnome.desktop.interface", "enable-animations", "b", "true"), ""),
        (("org.kde.kdeglobals.KDE", "AnimationDurationFactor", "s", "0"), "calm\n"),
    ],
)
def test_the_desktop_is_asked_and_heeded(bus: dict[str, str], answer: tuple[str, ...], said: str) -> None:
    stub = [SYSTEM_PYTHON, str(Path(__file__).with_name("portal_stub.py")), *answer]
    with subprocess.Popen(stub, env=bus, stdout=subprocess.PIPE, text=True) as portal:
        try:
            assert portal.stdout is not None
            assert portal.stdout.readline() == "ready\n"
            assert asked(bus, 1500) == said
        finally:
            portal.terminate()


def test_without_a_desktop_nothing_is_said_and_nothing_waits(bus: dict[str, str]) -> None:
    assert asked(bus, 200) == ""
    assert asked({}, 0) == ""


@pytest.mark.parametrize(
    ("key", "value", "less"),
    [
        ("reduced-motion", 1, True),
        ("reduced-motion", 0, False),
        ("reduced-motion", "1", False),
        ("enable-animations", False, True),
        ("enable-animations", True, False),
        ("enable-animations", None, False),
        ("AnimationDurationFactor", "0", True),
        ("AnimationDurationFactor", "0.0", True),
        ("AnimationDurationFactor", "1.0", False),
        ("something-else", 1, False),
    ],
)
def test_only_a_plain_wish_counts(key: str, value: object, less: bool) -> None:  # what is expected
    assert wishes_less(key, value) is less
