"""Where one reads from the right, time and arrows go to the left, and the body stays as it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui.conftest import Show
from ui.seeing import EVERYTHING, LEFT, moment
from unknot.core.plan import Dose
from unknot.ui.flow import Flow
from unknot.ui.keys import Does, SessionKeys, as_read
from unknot.ui.phase_strip import PhaseStrip
from unknot.ui.shortcuts import key_names
from unknot.ui.theme import LIGHT
from unknot.ui.window import Window


@pytest.fixture
def turned(qapp: QApplication) -> Iterator[None]:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(before)


def skips(qapp: QApplication, key: Qt.Key) -> int:
    keys, counted = SessionKeys(qapp), []
    keys.skip.connect(lambda: counted.append(1))
    keys.eventFilter(qapp, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    keys.deleteLater()
    return len(counted)


def test_next_is_to_the_right_where_one_reads_from_the_left(qapp: QApplication) -> None:
    assert (skips(qapp, Qt.Key.Key_Right), skips(qapp, Qt.Key.Key_Left)) == (1, 0)
    assert key_names(Does.SKIP).startswith("→")


def test_next_is_to_the_left_where_one_reads_from_the_right(qapp: QApplication, turned: None) -> None:
    assert (skips(qapp, Qt.Key.Key_Right), skips(qapp, Qt.Key.Key_Left)) == (0, 1)
    assert key_names(Does.SKIP).startswith("←")
    assert as_read(Qt.Key.Key_Up) is Qt.Key.Key_Up


def coloured_half(show: Show) -> str:
    """Return which half of the strip is filled a little after the beginning."""
    strip = PhaseStrip(LIGHT)
    strip.resize(400, 16)
    strip.show_snapshot(moment(60, EVERYTHING))
    show(strip)
    picture = strip.grab().toImage()
    teal = [x for x in range(400) if QColor(picture.pixel(x, 8)) == QColor(LIGHT.teal)]
    assert teal
    return "left" if max(teal) < 200 else "right" if min(teal) > 200 else "both"


def test_the_session_begins_on_the_left(show: Show) -> None:
    assert coloured_half(show) == "left"


def test_it_begins_on_the_right_where_one_reads_from_there(show: Show, turned: None) -> None:
    assert coloured_half(show) == "right"


def test_the_left_of_the_body_stays_on_the_left(window: Window, turned: None) -> None:
    window.show_region(LEFT, Dose())
    QApplication.processEvents()
    rows = window._inside.foot.muscles
    assert rows.layoutDirection() is Qt.LayoutDirection.LeftToRight
    first, fourth = (rows.visualItemRect(rows.item(row)) for row in (0, 3))
    assert first.left() < fourth.left(), "the left muscles are in the left column"
    buttons = {r.side.value: b for r, b in window.atlas._targets.regions.items() if r.muscle == LEFT.muscle}
    assert buttons["left"].geometry().center().x() < buttons["right"].geometry().center().x()


def places(width: int, *, turned: bool = False, first_takes: int = 0) -> list[QRect]:
    root = QWidget()
    root.setLayoutDirection(Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight)
    flow = Flow(10, apart=2, first_takes=first_takes)
    root.setLayout(flow)
    made = [QPushButton(words) for words in ("One", "Two", "Three")]
    for one in made:
        one.setMinimumWidth(100)
        flow.addWidget(one)
    flow.setContentsMargins(0, 0, 0, 0)
    flow.setGeometry(QRect(0, 0, width, flow.heightForWidth(width)))
    found = [one.geometry() for one in made]
    root.deleteLater()
    return found


def test_a_flow_stays_in_a_line_and_pushes_apart_where_there_is_room(qapp: QApplication) -> None:
    one, two, three = places(600)
    assert one.top() == two.top() == three.top()
    assert one.left() == 0
    assert three.right() == 599


def test_a_flow_goes_on_in_the_next_line_where_there_is_none(qapp: QApplication) -> None:
    one, two, three = places(250)
    assert one.top() == two.top() < three.top()
    assert three.left() == 0


def test_a_flow_begins_on_the_right_where_one_reads_from_there(qapp: QApplication) -> None:
    one, two, three = places(600, turned=True)
    assert one.right() == 599
    assert three.left() == 0
    assert two.right() < one.left()


def test_what_fills_a_line_has_one_of_its_own_where_too_little_is_left(qapp: QApplication) -> None:
    one, two, _three = places(900, first_takes=4)
    assert one.top() == two.top() or one.bottom() >= two.bottom() - 1
    assert one.width() > 500
    one, two, _three = places(280, first_takes=10)
    assert one.width() == 280
    assert two.top() > one.top()
