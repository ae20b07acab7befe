"""What shows while the window is still empty: true to what follows, or only the ground."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.comparing import compare
from ui.conftest import Show
from unknot.core.anatomy import Region, Side
from unknot.guide.library import Guide
from unknot.opening import _Said, _said
from unknot.ui.atlas import Atlas
from unknot.ui.drawing import Layer
from unknot.ui.first_sight import FirstSight, Sight, packed, unpacked, written_in
from unknot.ui.theme import DARK, LIGHT, Colours

RED = QColor(200, 10, 20)


@pytest.fixture
def sight(qapp: QApplication) -> Sight:  # what it is written in is the application's
    return Sight(written_in(), "light", False, LIGHT.paper, "piriformis left", 2, (10, 20, 1100, 760), (24, 60), 1.0)


@pytest.fixture
def picture() -> QImage:
    picture = QImage(600, 500, QImage.Format.Format_RGB32)
    picture.fill(RED)
    return picture


@pytest.fixture
def file(sight: Sight, tmp_path: Path, picture: QImage) -> Path:
    file = tmp_path / "sight.png"
    file.write_bytes(packed(sight, picture))
    return file


def test_it_comes_back_from_its_file_as_it_was(sight: Sight, file: Path, picture: QImage) -> None:
    found = unpacked(str(file))
    assert found is not None
    assert found[0] == sight
    read = found[1].read()
    assert read.size() == picture.size()
    assert read.pixelColor(300, 250) == RED


@pytest.mark.parametrize("spoil", [lambda file: b"", lambda file: b"{}" + file, lambda file: file[:20]])
def test_a_damaged_file_is_none(file: Path, spoil: Callable[[bytes], bytes]) -> None:
    file.write_bytes(spoil(file.read_bytes()))
    assert unpacked(str(file)) is None


def test_of_a_picture_that_ends_in_the_middle_the_place_is_left(file: Path, show: Show) -> None:
    file.write_bytes(file.read_bytes()[:-200])
    found = unpacked(str(file))
    assert found is not None
    first = FirstSight(found[0], "light")
    first.resize(1100, 760)
    first.show_picture(found[1].read())
    show(first)
    assert first.grab().toImage().pixelColor(30, 70) == QColor(LIGHT.paper)


def test_what_is_not_there_or_says_nothing_of_itself_is_none(picture: QImage, tmp_path: Path) -> None:
    assert unpacked(str(tmp_path / "none.png")) is None
    picture.save(str(tmp_path / "other.png"))
    assert unpacked(str(tmp_path / "other.png")) is None


def test_it_is_true_only_of_the_same_words_colours_and_muscle(sight: Sight) -> None:
    assert sight.still_true(None)
    assert sight.still_true("piriformis left")
    assert not sight.still_true("piriformis right")
    assert not replace(sight, words="0.0 en").still_true(None)
    assert not replace(sight, dark=True).still_true(None)


def test_where_the_system_turned_dark_the_ground_is_dark_and_the_picture_is_not_used(
    sight: Sight, qapp: QApplication
) -> None:
    before = QPalette(qapp.palette())
    night = QPalette(before)
    night.setColor(QPalette.ColorRole.Window, QColor(DARK.paper))
    qapp.setPalette(night)
    try:
        follows = replace(sight, theme="system")
        assert not follows.still_true(None)
        assert FirstSight(follows, "system").grab().toImage().pixelColor(5, 5) == QColor(DARK.paper)
    finally:
        qapp.setPalette(before)


@pytest.mark.parametrize(("size", "shown"), [((1100, 760), True), ((1100, 761), False)])
def test_the_picture_lies_where_it_lay_in_a_window_as_large_as_it_was(
    sight: Sight, picture: QImage, show: Show, size: tuple[int, int], *, shown: bool
) -> None:
    first = FirstSight(sight, "light")
    first.show_picture(picture)
    first.resize(*size)
    before = first.seen
    show(first)
    drawn = first.grab().toImage()
    assert (before, first.seen) == (False, True)
    assert drawn.pixelColor(23, 59) == QColor(LIGHT.paper)
    assert drawn.pixelColor(24, 60) == (RED if shown else QColor(LIGHT.paper))


@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_where_nothing_was_kept_the_ground_is_that_of_the_theme(show: Show, theme: str, colours: Colours) -> None:
    first = FirstSight(None, theme)
    show(first)
    assert first.grab().toImage().pixelColor(5, 5) == QColor(colours.paper)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "dark"\nwindow = [1, 2, 1100, 760]', _Said("dark", (1, 2, 1100, 760), None)),
        ("window = [1, 2, 1100, 760]", _Said("system", (1, 2, 1100, 760), None)),
        ('theme = "dark"\nmuscle = "piriformis"', _Said("dark", None, "piriformis")),
        ("theme = 1\nwindow = [1, 2]\nmuscle = 3", _Said("system", None, None)),
        ("window = 7", _Said("system", None, None)),
        ("= no such thing", _Said("system", None, None)),
        (None, _Said("system", None, None)),
    ],
)
def test_what_the_settings_say_of_the_window(tmp_path: Path, text: str | None, said: _Said) -> None:
    settings = tmp_path / "settings.toml"
    if text is not None:
        settings.write_text(text)
    assert _said(settings) == said


def test_the_source_of_what_is_loaded_is_not_read() -> None:
    script = """
import linecache, os, unknot
from unknot.desktop import bindings
from unknot import app
print([name for name in linecache.cache if name.startswith(os.path.dirname(unknot.__file__))])
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (told.stdout, told.stderr) == ("[]\n", "")


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


def test_nothing_of_what_it_will_hold_is_loaded_before_the_window_is_up(
    sight: Sight, picture: QImage, tmp_path: Path
) -> None:
    (tmp_path / "unknot-first-sight.png").write_bytes(packed(sight, picture))
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), *LATE], capture_output=True, text=True, check=False
    )
    assert (told.stdout, told.stderr) == ("True []\n", "")


@pytest.mark.parametrize(
    ("settings", "asked", "shown"),
    [
        ("", (), True),
        ('theme = "dark"', (), True),
        ('theme = "contrast"', (), False),
        ('muscle = "piriformis"\nside = "left"', (), False),
        ("", ("--muscle", "piriformis"), False),
    ],
)
def test_where_nothing_was_kept_a_very_first_start_shows_what_is_shipped(
    tmp_path: Path, settings: str, asked: tuple[str, ...], *, shown: bool
) -> None:
    (tmp_path / "settings.toml").write_text(settings)
    script = SCRIPT.replace("sorted(set(sys.argv[2:]) & set(sys.modules))", "first.picture is not None")
    script = script.replace("sys.argv[1]]", "*sys.argv[1:]]")
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), *asked], capture_output=True, text=True, check=False
    )
    assert (told.stdout, told.stderr) == (f"True {shown}\n", "")


def test_an_atlas_that_was_never_laid_out_has_no_first_sight(guide: Guide, shipped: Path, qtbot: QtBot) -> None:
    atlas = Atlas(guide.anatomy, shipped / "atlas", LIGHT)
    qtbot.addWidget(atlas)
    assert atlas.at_first(None, 1).isNull()


def test_the_first_sight_is_what_a_start_shows(guide: Guide, shipped: Path, show: Show) -> None:
    atlas = Atlas(guide.anatomy, shipped / "atlas", LIGHT)
    atlas.resize(606, 536)
    atlas.show_region(Region("piriformis", Side.LEFT), 2)
    show(atlas)
    atlas.grab()  # the first time only its ground; the picture comes a turn later
    QCoreApplication.processEvents()
    focused = atlas.focusWidget()
    if focused is not None:
        focused.clearFocus()  # in the window the focus begins elsewhere
    shown = atlas.grab().toImage()
    atlas.show_layer(Layer.BONE)
    kept = atlas.at_first(Region("piriformis", Side.LEFT), 2).toImage()
    assert kept.convertToFormat(shown.format()) == shown


@pytest.fixture
def began(guide: Guide, shipped: Path, show: Show, sight: Sight) -> Callable[..., Atlas]:
    """Return what shows an atlas that begins with a red picture, said to be of the left piriformis."""

    def begin(region: Region | None, count: int = 2, **other: Any) -> Atlas:
        atlas = Atlas(guide.anatomy, shipped / "atlas", LIGHT)
        atlas.resize(606, 536)
        picture = QImage(606, 536, QImage.Format.Format_RGB32)
        picture.fill(RED)
        atlas.begin_with(replace(sight, **other), picture)
        atlas.show_region(region, count)
        show(atlas)
        atlas.grab()
        QCoreApplication.processEvents()
        return atlas

    return begin


PIRIFORMIS = Region("piriformis", Side.LEFT)


def test_the_atlas_begins_with_the_picture_that_was_kept_and_draws_none(began: Callable[..., Atlas]) -> None:
    atlas = began(PIRIFORMIS)
    assert atlas.drawn_before
    assert atlas.grab().toImage().pixelColor(5, 5) == RED


@pytest.mark.parametrize(
    ("region", "count", "other"),
    [
        (Region("piriformis", Side.RIGHT), 2, {}),
        (None, 2, {}),
        (PIRIFORMIS, 1, {}),
        (PIRIFORMIS, 2, {"paper": "#ffffff"}),
        (PIRIFORMIS, 2, {"dark": True}),
    ],
)
def test_one_that_is_not_true_of_it_is_not_taken(
    began: Callable[..., Atlas], region: Region | None, count: int, other: dict[str, Any]
) -> None:
    atlas = began(region, count, **other)
    assert not atlas.drawn_before
    assert atlas.grab().toImage().pixelColor(5, 5) != RED


@pytest.mark.parametrize(
    "change",
    [
        lambda atlas: atlas.show_region(Region("piriformis", Side.RIGHT), 2),
        lambda atlas: atlas.show_count(1),
        lambda atlas: atlas.show_step(0),
        lambda atlas: atlas.show_layer(Layer.BONE),
        lambda atlas: atlas.dress(DARK),
        lambda atlas: atlas.resize(600, 536),
        lambda atlas: atlas.get_ready(),
    ],
    ids=["muscle", "spots", "step", "layer", "colours", "size", "somebody is there"],
)
def test_whatever_is_changed_is_drawn(
    began: Callable[..., Atlas], change: Callable[[Atlas], None], qtbot: QtBot
) -> None:
    atlas = began(PIRIFORMIS)
    atlas.calm(still=True)
    change(atlas)
    qtbot.waitUntil(lambda: not atlas.drawn_before)
    assert atlas.grab().toImage().pixelColor(5, 5) != RED


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_what_a_very_first_start_shows_is_what_it_would_draw(
    colours: Colours, guide: Guide, shipped: Path, show: Show
) -> None:
    found = unpacked(str(shipped / "first-sight" / f"{'dark' if colours.dark else 'light'}.png"))
    assert found is not None, "make first-sight"
    sight, reader = found
    assert sight.words.split()[:2] == written_in().split()[:2], "make first-sight"
    assert (sight.dark, sight.paper, sight.region) == (colours.dark, colours.paper, "")
    kept = reader.read()
    atlas = Atlas(guide.anatomy, shipped / "atlas", colours)
    atlas.resize(kept.size())
    show(atlas)
    atlas.grab()
    QCoreApplication.processEvents()
    drawn = atlas.at_first(None, sight.spots).toImage()
    assert not compare(kept, drawn).seen, "make first-sight"
