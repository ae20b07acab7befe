"""The demo, played once as a person would: its pictures, its log, and nothing on stderr."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from unknot.demo import STEP_S, PatientClock
from unknot.desktop.clock import SystemClock

pytestmark = pytest.mark.xdist_group("demo")  # played once
LIMIT_S = 300.0
"""Real seconds after which the demo is called hung; it needs well under a minute."""
LEARN = (
    *("what-this-is", "nerve-or-muscle", "referral", "muscle-gluteus-medius", "muscle-gluteus-minimus"),
    *("muscle-piriformis", "techniques", "pressing", "tools", "positions", "how-often", "when-to-stop", "when-not"),
    *("evidence", "sources"),
)
STATES = (
    "0-welcome-1-about",
    "0-welcome-2-nerve-or-muscle",
    "0-welcome-3-check",
    "0-welcome-4-session",
    "1-picking",
    "2-found",
    "2a-side",
    "2b-bone-and-nerve",
    "2c-whole-body",
    "2d-felt",
    "2e-listed",
    "3-check",
    "3a-daily-check",
    "4-lead-in",
    "5-compression",
    "6-friction",
    "7-change",
    "8-stripping",
    "9-finished",
    "10-stopped",
    "11-resting",
    *(f"13-learn-{page}" for page in LEARN),
    "14-today",
    "15-year",
    "16-month",
    "16a-week",
    "17-day",
    "18-trend",
    "19-empty",
    "20-settings",
    "21-your-data",
    "22-import-asks",
    "23-delete-asks",
    "24-shortcuts",
    "25-report",
    "25-report-first-week",
)
PAPER = {"25-report", "25-report-first-week"}
"""Mostly a page that is white in any theme."""
PRINTED = {"26-report-page.png", "26-report-page-first-week.png"} if shutil.which("pdftoppm") else set[str]()
"""What is there once, and only where a PDF can be made a picture."""
WORDS = {state for state in STATES if re.match(r"(0|3|3a|13|14|17|18|19|2\d)-", state)}
"""Mostly words: there are fewer colours."""
FROM_AFAR = tuple(
    f"12-distance-{moment}"
    for moment in ("lead-in", "compression", "friction", "gap", "change", "stripping", "then", "paused")
)
SIZES = {"1024x700": (1024, 700), "1366x768": (1366, 768), "1920x1080": (1920, 1080)}
SHOWN = {"1024x700": STATES, "1366x768": FROM_AFAR, "1920x1080": STATES + FROM_AFAR}
"""Which states there are in each size."""
EXPECTED_ON_STDERR = {"This plugin does not support propagateSizeHints()", "This plugin does not support raise()"}


@dataclass(frozen=True)
class Played:
    """A demo that has been played."""

    folder: Path
    code: int
    out: str
    err: str

    def picture(self, state: str, size: str = "1024x700", theme: str = "light") -> QImage:
        return QImage(str(self.folder / f"{state}-{size}-{theme}.png"))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("demo") / "pictures"
    environ = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    ran = subprocess.run(
        [sys.executable, "-m", "unknot", "demo", "--out", str(folder)],
        env=environ,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    return Played(folder, ran.returncode, ran.stdout, ran.stderr)


def colours(image: QImage) -> int:
    """Count the colours of a picture, on every fourth pixel."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)})


def test_it_ends_well_and_complains_of_nothing(played: Played) -> None:
    unexpected = [line for line in played.err.splitlines() if line.strip() not in EXPECTED_ON_STDERR]
    assert (played.code, unexpected) == (0, [])


def test_it_says_where_the_pictures_are_and_what_happened(played: Played) -> None:
    assert str(played.folder) in played.out.splitlines()[-1]
    seen = re.findall(r"^(\S+) +(\S+) +(\d+) s$", played.out, re.MULTILINE)
    phases = [kind for (_stage, kind, _left) in seen]
    firsts = [kind for index, kind in enumerate(phases) if index == 0 or phases[index - 1] != kind]
    assert firsts[:4] == ["lead-in", "compression", "gap", "friction"]
    assert "stripping" in firsts
    assert {stage for stage, _kind, _left in seen} >= {"lead-in", "running", "finished", "stopped"}


def test_there_is_one_picture_of_every_state_in_each_size_and_theme(played: Played) -> None:
    shown = [(state, size) for size, states in SHOWN.items() for state in states]
    expected = {f"{state}-{size}-{theme}.png" for state, size in shown for theme in ("light", "dark")}
    assert {path.name for path in played.folder.iterdir()} == expected | PRINTED


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_picture_has_its_size_and_something_on_it(played: Played, size: str, theme: str) -> None:
    for state in SHOWN[size]:
        picture = played.picture(state, size, theme)
        assert (picture.width(), picture.height()) == SIZES[size], state
        assert colours(picture) > (100 if state in PAPER else 250 if state in WORDS else 500), state


@pytest.mark.parametrize("size", list(SIZES))
def test_no_two_states_look_the_same(played: Played, size: str) -> None:
    pictures = [played.picture(state, size) for state in SHOWN[size]]
    for index, one in enumerate(pictures):
        assert all(one != other for other in pictures[index + 1 :]), SHOWN[size][index]


def test_light_and_dark_differ_all_over(played: Played) -> None:
    for state in [state for state in STATES + FROM_AFAR if state not in PAPER]:
        size = "1024x700" if state in STATES else "1366x768"
        light, dark = played.picture(state, size), played.picture(state, size, theme="dark")
        points = [(x, y) for x in range(0, light.width(), 16) for y in range(0, light.height(), 16)]
        assert sum(light.pixel(*point) != dark.pixel(*point) for point in points) > 0.9 * len(points), state


def test_compression_shows_a_spot_and_stripping_a_way_on_the_plate(played: Played) -> None:
    """The plate itself differs, not only the words beside it."""
    compression, stripping = played.picture("5-compression"), played.picture("8-stripping")
    plate = [(x, y) for x in range(0, 580, 2) for y in range(60, 480, 2)]
    differing = sum(compression.pixel(*point) != stripping.pixel(*point) for point in plate)
    assert 50 < differing < 0.2 * len(plate)


def test_on_a_machine_that_is_held_up_no_moment_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    real_s = [100.0]
    monkeypatch.setattr(SystemClock, "now", lambda _self: real_s[0])
    clock = PatientClock(90.0)
    seen = [clock.now()]
    for passed_s in (0.02, 5.0, 0.0, 0.02, 60.0):
        real_s[0] += passed_s
        seen.append(clock.now())
    assert seen == pytest.approx([0.0, 1.8, 1.8 + STEP_S, 1.8 + STEP_S, 3.6 + STEP_S, 3.6 + 2 * STEP_S])
