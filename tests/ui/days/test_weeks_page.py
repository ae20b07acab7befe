"""Over weeks: a chart, the same figures in a table, and no verdict."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.conftest import Show
from ui.days.making import cells, heads, spoken
from ui.seeing import LEFT, RIGHT, button, name, texts, visible
from unknot.core.days import DayCount, Period, Ratings, Total, WeekStart
from unknot.core.safety import StopReason
from unknot.guide.library import Guide
from unknot.ui.days.chart import Week, WeeksChart
from unknot.ui.days.figures import Figures
from unknot.ui.days.weeks_page import Seen, WeeksPage
from unknot.ui.days.window import DaysWindow
from unknot.ui.theme import DARK, LIGHT

FIRST = date(2026, 9, 7)


def weeks(*ratings: Ratings) -> Sequence[Week]:
    periods = [FIRST + timedelta(weeks=number) for number in range(len(ratings))]
    return [(Period(day, day + timedelta(days=6)), each) for day, each in zip(periods, ratings, strict=True)]


SEEN = Seen(
    weeks(Ratings(12, 2, 9, 3), Ratings(), Ratings(before_sum=3, before_count=1)),
    [Total(LEFT, DayCount(5, 1, 2), 1234.0), Total(RIGHT, DayCount(1), 60.0)],
    {StopReason.SHARP: 1, None: 2},
)


@pytest.fixture
def page(guide: Guide, show: Show) -> WeeksPage:
    page = WeeksPage(guide, LIGHT, 1.0)
    page.resize(950, 560)
    show(page)
    page.show_weeks(SEEN)
    return page


def table(page: WeeksPage, words: str) -> Figures:
    (found,) = [one for one in page.findChildren(Figures) if name(one) == words]
    return found


def test_the_figures_of_the_chart_stand_in_a_table_the_newest_first(page: WeeksPage) -> None:
    figures = table(page, "Discomfort week by week")
    assert heads(figures) == ["Week", "Before", "After"]
    assert [cells(figures, row) for row in range(3)] == [
        ["21 to 27 September 2026", "3.0", "–"],
        ["14 to 20 September 2026", "–", "–"],
        ["7 to 13 September 2026", "6.0", "3.0"],
    ]
    assert "6.0" in list(spoken(figures))


def test_what_was_done_and_what_stops_felt_like(page: WeeksPage) -> None:
    totals, stops = table(page, "What was done"), table(page, "What stops felt like")
    assert cells(totals, 0) == ["Piriformis, left", "5", "1", "2", "21"]
    assert cells(totals, 1) == ["Piriformis, right", "1", "0", "0", "1"]
    assert [cells(stops, row) for row in range(2)] == [["Sharp", "1"], ["Not said", "2"]]
    for whole in (totals, stops):
        last = whole.visualRect(whole.model().index(whole.rowCount() - 1, 0))
        assert last.bottom() <= whole.viewport().height(), "all rows are seen without scrolling"


@pytest.fixture
def days(guide: Guide, parent: QWidget) -> DaysWindow:
    """Return the whole window, over the smallest one there is."""
    days = DaysWindow(guide, LIGHT, date(2026, 11, 22), WeekStart.MONDAY, parent)
    days.turn("weeks")
    days.show()
    return days


def test_years_of_all_six_are_seen_whole_in_the_smallest_window(guide: Guide, days: DaysWindow, qtbot: QtBot) -> None:
    regions = guide.anatomy.regions()
    days.weeks.show_weeks(
        Seen(weeks(Ratings(12, 2, 9, 3)), [Total(one, DayCount(1501), 180_000.0) for one in regions], {None: 1200})
    )
    (scroll,) = visible(days.weeks, QScrollArea)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 0)
    assert cells(table(days.weeks, "What was done"), 5)[1:] == ["1,501", "0", "0", "3,000"]
    assert cells(table(days.weeks, "What stops felt like"), 0) == ["Not said", "1,200"]


def test_figures_stand_under_the_words_over_them(days: DaysWindow) -> None:
    days.weeks.show_weeks(SEEN)
    QApplication.processEvents()
    totals = table(days.weeks, "What was done")
    picture = totals.grab().toImage()
    head = totals.horizontalHeader().height()
    row = QRect(3, head + 4, 160, totals.rowHeight(0) - 8)
    begins = [_first_ink(picture, area) for area in (QRect(3, 5, 160, head - 10), row)]
    assert abs(begins[0] - begins[1]) <= 1


def _first_ink(image: QImage, within: QRect) -> int:
    """Return the first column in which something is written on an even ground."""
    ground = QColor(image.pixel(within.topLeft())).lightness()
    for x in range(within.left(), within.right()):
        if any(abs(QColor(image.pixel(x, y)).lightness() - ground) > 60 for y in range(within.top(), within.bottom())):
            return x
    raise LookupError("nothing is written")


def test_nothing_is_judged(page: WeeksPage) -> None:
    said = " ".join([*texts(page), *(words for one in page.findChildren(Figures) for words in spoken(one))]).lower()
    assert not any(word in said for word in ("better", "worse", "improv", "trend", "↑", "↓"))


def test_other_spans_are_asked_for(page: WeeksPage, qtbot: QtBot) -> None:
    assert page.count == 12
    with qtbot.waitSignal(page.wanted):
        button(page, "52 weeks").click()
    assert page.count == 52


def test_nothing_yet(page: WeeksPage) -> None:
    page.show_weeks(Seen((), (), {}, empty=True))
    assert "Nothing yet. After your first session it stands here." in texts(page)
    assert list(visible(page, QScrollArea)) == []
    page.show_weeks(SEEN)
    assert "Nothing yet. After your first session it stands here." not in texts(page)


# The chart


def grab(chart: WeeksChart, *ratings: Ratings) -> QImage:
    chart.show_weeks(weeks(*ratings))
    return chart.grab().toImage()


@pytest.fixture
def chart(show: Show) -> WeeksChart:
    chart = WeeksChart(LIGHT, 1.0)
    chart.resize(500, 240)
    show(chart)
    return chart


def rows_of(image: QImage, colour: str, left: int, right: int) -> list[int]:
    """Return the rows in which a colour stands, between two columns."""
    wanted = QColor(colour).rgb()
    return [y for y in range(40, image.height()) if any(image.pixel(x, y) == wanted for x in range(left, right))]


def test_a_higher_rating_stands_higher_and_a_week_without_breaks_the_line(chart: WeeksChart) -> None:
    image = grab(chart, Ratings(after_sum=8, after_count=1), Ratings(), Ratings(after_sum=2, after_count=1))
    third = image.width() // 3
    high, none, low = (rows_of(image, LIGHT.teal, part * third, (part + 1) * third) for part in range(3))
    assert none == []
    assert max(high) < min(low)
    joined = grab(chart, Ratings(after_sum=8, after_count=1), Ratings(after_sum=2, after_count=1))
    assert rows_of(joined, LIGHT.teal, joined.width() // 2 - 20, joined.width() // 2 + 20)


def test_before_and_after_differ_in_shape_too(chart: WeeksChart) -> None:
    image = grab(chart, Ratings(2, 1, 8, 1))
    inside = {}
    for colour in (LIGHT.muscle, LIGHT.teal):
        wanted = QColor(colour).rgb()
        found = [(x, y) for x in range(60, 490) for y in range(40, 220) if image.pixel(x, y) == wanted]
        columns, rows = zip(*found, strict=True)
        inside[colour] = QColor(image.pixel((min(columns) + max(columns)) // 2, (min(rows) + max(rows)) // 2)).name()
    assert inside == {LIGHT.muscle: LIGHT.paper, LIGHT.teal: LIGHT.teal}


def test_it_takes_other_colours(chart: WeeksChart) -> None:
    before = grab(chart, Ratings(5, 1, 4, 1))
    chart.dress(DARK)
    assert chart.grab().toImage() != before
