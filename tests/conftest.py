"""What all tests share: no screen is needed, the shipped guide is at hand, and nobody leaves a window behind."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from unknot import i18n
from unknot.guide.library import Guide, load

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.house import Live, Story
    from unknot.store.record import Record

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# How long an example takes says what else the machine has to do.
settings.register_profile("patient", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let pictures of the atlas be accepted (`make accept-pictures`), and faults be made at length (`make soak`)."""
    parser.addoption(
        "--accept", action="store_true", help="accept the pictures of tests/ui/test_pictures.py as they are"
    )
    parser.addoption("--full", action="store_true", help="make every fault, and fuzz, as often as `make soak` does")
    parser.addoption("--seed", type=int, default=None, help="the chance of tests/faults; another one each time without")


def pytest_collection_finish() -> None:
    """Leave what is there for good out of every later look for reference cycles.

    All tests, their modules and the plugins are many objects: each story collects twice, and would go through them all.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shipped() -> Path:
    """Return the folder of resources that Unknot ships."""
    return Path(__file__).parents[1] / "resources"


@pytest.fixture(scope="session")
def guide(shipped: Path) -> Guide:
    """Return the shipped guide in English."""
    return load(shipped)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Put the words back that a test replaced."""
    catalogue = i18n._catalogue
    yield
    i18n.install(catalogue)


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """Fail a test that leaves a window, dialog or any other widget without a parent."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if not isinstance(QCoreApplication.instance(), QApplication):
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = QApplication.topLevelWidgets()
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in left]
    for widget in left:
        widget.hide()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not names, f"left open: {', '.join(names)}"


@pytest.fixture
def live(qapp: "QApplication", guide: Guide, shipped: Path, tmp_path: Path) -> "Live":
    """Return what plays a story in a house of its own, on a real event loop, and sees it out."""
    from ui.house import SHORT, House
    from ui.seeing import LEFT
    from unknot import aio
    from unknot.ui import theme

    theme.apply(qapp, theme.LIGHT, shipped / "icons")

    def play(
        story: "Story",
        opener: "Callable[[], Record] | None" = None,
        *,
        rehearsal: bool = False,
        checked: bool = True,
    ) -> None:
        async def main() -> int:
            house = House(qapp, guide, shipped, tmp_path, opener, rehearsal=rehearsal, checked=checked)
            house.keeper.change(house.keeper.settings.with_dose(LEFT.muscle, SHORT))
            try:
                await house.pick(LEFT)
                await story(house)
            finally:
                await house.close()
            assert house.errors == []
            return 0

        # Each story has a loop of its own, with Qt objects in cycles: the collector may only find them in this thread.
        gc.disable()
        try:
            assert aio.run(qapp, main) == 0
        finally:
            gc.collect()
            gc.enable()

    return play
