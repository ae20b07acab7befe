"""A dressed application, and the window as a person first sees it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from unknot.core.plan import Dose
from unknot.guide.library import Guide
from unknot.ui import theme
from unknot.ui.window import SMALLEST, Window

Dress = Callable[[theme.Colours], None]
Show = Callable[[QWidget], None]


@pytest.fixture
def dress(qapp: QApplication, shipped: Path) -> Dress:
    """Return what dresses the application in other colours."""
    return lambda colours: theme.apply(qapp, colours, shipped / "icons")


@pytest.fixture(autouse=True)
def dressed(dress: Dress) -> None:
    """Dress the application for daylight."""
    dress(theme.LIGHT)


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Return what shows a widget, active and ready for keys; it is gone after the test."""

    def shown(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return shown


@pytest.fixture(params=[1.0, 1.5], ids=["text", "text x 1.5"])
def text_size(request: pytest.FixtureRequest, qapp: QApplication, dress: Dress) -> Iterator[float]:
    """Set the system's text size, and put it back."""
    before = QFont(qapp.font())
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(larger)
    yield request.param
    qapp.setFont(before)


@pytest.fixture
def window(guide: Guide, shipped: Path, show: Show) -> Window:
    """Return the window at its smallest, with nothing picked."""
    window = Window.furnished(guide, shipped, theme.LIGHT)
    window.resize(*SMALLEST)
    window.show_region(None, Dose())
    show(window)
    return window


@pytest.fixture
def parent(show: Show) -> QWidget:
    """Return something as large as the smallest window for dialogs to lie over."""
    parent = QWidget()
    parent.resize(*SMALLEST)
    show(parent)
    return parent
