"""What shows while the window is still empty: true to what follows, or only the ground."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication

from ui.conftest import Show
from unknot.ui.first_sight import FirstSight, Sight, packed, unpacked, written_in
from unknot.ui.theme import DARK, LIGHT

SIGHT = Sight(written_in(), "light", False, LIGHT.paper, "piriformis left", (10, 20, 1100, 760), (24, 60), 1.0)
RED = QColor(200, 10, 20)


@pytest.fixture
def picture() -> QImage:
    picture = QImage(600, 500, QImage.Format.Format_RGB32)
    picture.fill(RED)
    return picture


def test_it_comes_back_from_its_file_as_it_was(picture: QImage) -> None:
    found = unpacked(packed(SIGHT, picture))
    assert found is not None
    assert found[0] == SIGHT
    assert found[1].size() == picture.size()
    assert found[1].pixelColor(300, 250) == RED


@pytest.mark.parametrize("spoil", [lambda file: file[: len(file) // 2], lambda file: b"", lambda file: b"{}" + file])
def test_a_damaged_file_is_none(picture: QImage, spoil: Callable[[bytes], bytes]) -> None:
    assert unpacked(spoil(packed(SIGHT, picture))) is None


def test_a_picture_that_says_nothing_of_itself_is_none(picture: QImage, tmp_path: Path) -> None:
    picture.save(str(tmp_path / "other.png"))
    assert unpacked((tmp_path / "other.png").read_bytes()) is None


def test_it_is_true_only_of_the_same_words_colours_and_muscle() -> None:
    assert SIGHT.still_true(None)
    assert SIGHT.still_true("piriformis left")
    assert not SIGHT.still_true("piriformis right")
    assert not replace(SIGHT, words="0.0 en").still_true(None)
    assert not replace(SIGHT, dark=True).still_true(None)


def test_where_the_system_turned_dark_the_ground_is_dark_and_the_picture_is_not_used(qapp: QApplication) -> None:
    before = QPalette(qapp.palette())
    night = QPalette(before)
    night.setColor(QPalette.ColorRole.Window, QColor(DARK.paper))
    qapp.setPalette(night)
    try:
        follows = replace(SIGHT, theme="system")
        assert not follows.still_true(None)
        assert FirstSight(follows, None).grab().toImage().pixelColor(5, 5) == QColor(DARK.paper)
    finally:
        qapp.setPalette(before)


@pytest.mark.parametrize(("size", "shown"), [((1100, 760), True), ((1100, 761), False)])
def test_the_picture_lies_where_it_lay_in_a_window_as_large_as_it_was(
    picture: QImage, show: Show, size: tuple[int, int], *, shown: bool
) -> None:
    first = FirstSight(SIGHT, picture)
    first.resize(*size)
    before = first.seen
    show(first)
    drawn = first.grab().toImage()
    assert (before, first.seen) == (False, True)
    assert drawn.pixelColor(23, 59) == QColor(LIGHT.paper)
    assert drawn.pixelColor(24, 60) == (RED if shown else QColor(LIGHT.paper))


LATE = ("asyncio", "msgspec", "unknot.app", "unknot.guide", "unknot.core.anatomy", "unknot.ui.atlas", "unknot.ui.theme")
SCRIPT = """
import sys
from unknot import opening
from unknot.__main__ import main
def tell(application, first):
    print(first.window().isVisible(), sorted(set(sys.argv[2:]) & set(sys.modules)))
    raise SystemExit(0)
opening._wait_until_seen = tell
main(["--data-dir", sys.argv[1]])
"""


def test_nothing_of_what_it_will_hold_is_loaded_before_the_window_is_up(picture: QImage, tmp_path: Path) -> None:
    (tmp_path / "unknot-first-sight.png").write_bytes(packed(SIGHT, picture))
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), *LATE], capture_output=True, text=True, check=False
    )
    assert (told.stdout, told.stderr) == ("True []\n", "")
