"""The distance view: read from the floor, with one Stop, and gone with the session."""

from collections import Counter
from collections.abc import Callable, Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.conftest import Dress, Show
from ui.fitting import cut_off, ink_rows
from ui.seeing import (
    EVERYTHING,
    HOLD_60,
    LEFT,
    begun,
    button,
    has_button,
    moment,
    name,
    press,
    role,
    texts,
    visible,
)
from ui.test_theme import contrast
from unknot import i18n
from unknot.core.plan import Dose, Kind, Technique, Tool
from unknot.core.session import Snapshot
from unknot.guide.library import Guide
from unknot.ui.distance_view import DistanceView
from unknot.ui.emblem import Emblem, ground, paint_emblem
from unknot.ui.keys import SessionKeys
from unknot.ui.look import Look
from unknot.ui.reminder import FRAME_PX
from unknot.ui.theme import DARK, LIGHT, Colours
from unknot.ui.window import SMALLEST, Window
from unknot.ui.work_picture import WorkPicture

SIZES = [(1024, 700), (1366, 768), (1920, 1080)]
THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
EACH_PHASE = [3, 28, 72, 97, 136, 257, 268, 316, 333]
"""Seconds into a session: every kind of phase, and the last ten seconds of some."""
ENOUGH = 7.0
INSET_PX = 12
"""The edge of a button, of which its words keep clear."""

MakeFar = Callable[..., Window]


@pytest.fixture
def make_far(guide: Guide, shipped: Path, dress: Dress, show: Show) -> MakeFar:
    """Return what makes a window with a session in the distance view."""

    def made(
        size: tuple[int, int] = SIZES[1],
        colours: Colours = LIGHT,
        snapshot: Snapshot | None = None,
        *,
        rehearsal: bool = False,
    ) -> Window:
        dress(colours)
        window = Window.furnished(guide, shipped, colours)
        window.resize(*SMALLEST)
        window.show_region(LEFT, Dose())
        show(window)
        window.show_session(rehearsal=rehearsal)
        window.show_snapshot(snapshot or moment(28, EVERYTHING))
        window.show_distance(on=True)
        settle()
        window.resize(*size)  # a screen of that size
        settle()
        return window

    return made


@pytest.fixture
def far(make_far: MakeFar) -> Window:
    return make_far()


def settle() -> None:
    for _turn in range(3):
        QApplication.processEvents()


def view_of(window: Window) -> DistanceView:
    (view,) = visible(window, DistanceView)
    return view


def clock(window: Window) -> QLabel:
    (only,) = [label for label in visible(window, QLabel) if label.text().isdigit()]
    return only


def on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


# How large


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seconds_left", [90, 58, 7])
def test_the_digits_are_at_least_three_tenths_of_the_height_and_whole(
    make_far: MakeFar, size: tuple[int, int], seconds_left: int
) -> None:
    window = make_far(size, snapshot=moment(100 - seconds_left, Dose(90.0, 1, (Technique.COMPRESSION,), 10.0)))
    digits = clock(window)
    assert digits.text() == str(seconds_left)
    place = QRect(digits.mapTo(window, QPoint(0, 0)), digits.size())
    first, last = ink_rows(window.grab().toImage(), place)
    assert (last - first + 1) / view_of(window).height() >= 0.30
    assert place.top() < first, "not cut above"
    assert last < place.bottom(), "nor below"
    assert digits.fontMetrics().horizontalAdvance(digits.text()) <= digits.width(), "nor at the sides"


def test_all_digits_are_as_wide_and_never_move_what_is_around_them(far: Window) -> None:
    metrics = clock(far).fontMetrics()
    widths = [metrics.horizontalAdvance(str(digit)) for digit in range(10)]
    assert max(widths) - min(widths) <= 1, "whole pixels are rounded"
    places = set()
    for into_s in (10, 30, 58, 64, 69):
        far.show_snapshot(moment(into_s, HOLD_60))
        places.add(clock(far).geometry().getRect())
    assert len(places) == 1


@pytest.mark.parametrize("size", SIZES)
def test_what_is_to_be_read_is_large(make_far: MakeFar, size: tuple[int, int]) -> None:
    window = make_far(size)
    sizes = {label.text(): label.fontInfo().pixelSize() / window.height() for label in visible(window, QLabel)}
    assert sizes["Sustained compression"] > 0.08
    assert sizes["Hold still on the spot. A good ache, never sharp."] > 0.05
    assert sizes["Next: Circular friction"] > 0.05
    assert sizes["spot 1 of 2"] > 0.035


# How plain


def ground_and_ink(image: QImage, within: QRect) -> tuple[QColor, QColor]:
    """Return the commonest colour of a place, and of those the words are painted in the one that is farthest from it.

    What makes less than a hundredth of the words is not counted.
    """
    part = image.copy(within).convertToFormat(QImage.Format.Format_RGB32)
    (under, _many), *others = Counter(memoryview(bytes(part.constBits())).cast("I")).most_common()
    least = sum(count for _colour, count in others) / 100
    painted = [QColor(colour) for colour, count in others if count >= least]
    return QColor(under), max(painted, key=lambda colour: contrast(colour, QColor(under)))


def poor(root: QWidget) -> Iterator[str]:
    """Yield what is written with too little contrast, as it is painted."""
    image = root.grab().toImage()
    parts: list[QLabel | QPushButton] = [*visible(root, QLabel), *visible(root, QPushButton)]
    for part in parts:
        if not part.text():
            continue
        edge = INSET_PX if isinstance(part, QPushButton) else 0
        place = QRect(part.mapTo(root, QPoint(0, 0)), part.size()).adjusted(edge, edge, -edge, -edge)
        ratio = contrast(*ground_and_ink(image, place))
        if ratio < ENOUGH:
            yield f"{part.text()}: {ratio:.2f}"


@THEMES
@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]])
def test_every_word_has_seven_to_one_as_it_is_painted(
    make_far: MakeFar, colours: Colours, size: tuple[int, int]
) -> None:
    window = make_far(size, colours, rehearsal=True)
    for at_s in EACH_PHASE:
        window.show_snapshot(moment(at_s, EVERYTHING))
        settle()
        assert list(poor(window)) == []
    for call in ("pause", "interrupt"):
        window.show_snapshot(moment(28, EVERYTHING, call))
        settle()
        assert list(poor(window)) == []
    assert list(poor(window.reminder)) == []


def test_the_measure_of_contrast_notices_poor_words(far: Window) -> None:
    assert contrast(LIGHT.quiet, LIGHT.paper) < ENOUGH
    label = next(label for label in visible(far, QLabel) if label.text().startswith("Hold still"))
    palette = label.palette()
    palette.setColor(palette.ColorRole.WindowText, QColor(LIGHT.quiet))
    label.setPalette(palette)
    assert [found.split(".")[0] for found in poor(far)] == ["Hold still on the spot"]


@THEMES
def test_each_technique_has_a_colour_and_every_kind_a_shape(colours: Colours, qapp: QApplication) -> None:
    grounds = [ground(Emblem(Kind(technique)), colours) for technique in Technique]
    assert None not in grounds
    assert len(set(grounds)) == 3
    assert not {colours.stop, colours.far_stop} & set(grounds), "signal red belongs to Stop alone"
    shapes = set()
    emblems = [
        Emblem(None),
        Emblem(Kind.LEAD_IN),
        Emblem(Kind.CHANGE, Tool.ROLLER),
        *(Emblem(Kind(t)) for t in Technique),
    ]
    for emblem in emblems:
        image = QImage(100, 100, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        paint_emblem(painter, emblem, QRectF(0, 0, 100, 100), "black")
        painter.end()
        shapes.add(bytes(image.constBits()))
        edge = {image.pixel(x, y) for x in range(100) for y in (0, 99)}
        assert edge == {QColor("white").rgb()}, "nothing is cut off"
    assert len(shapes) == len(emblems)


@THEMES
def test_its_stop_button_is_seen_on_its_ground(make_far: MakeFar, colours: Colours) -> None:
    window = make_far(colours=colours)
    for root in (window, window.reminder):
        image, halt = root.grab().toImage(), button(root, "Stop now")
        corner, middle = halt.mapTo(root, QPoint(0, 0)), halt.rect().center()
        edge = image.pixelColor(corner + QPoint(1, middle.y()))
        assert contrast(edge, colours.paper) >= 3.0
        assert image.pixelColor(corner + QPoint(INSET_PX, middle.y())) == QColor(colours.far_stop)


# What it says


def test_it_says_what_the_panel_says(far: Window) -> None:
    for at_s in EACH_PHASE:
        far.show_snapshot(moment(at_s, EVERYTHING))
        told = set(texts(view_of(far)))
        spoken = name(clock(far))
        far.toggle_distance()
        panel = {words for words in texts(far) if not words.startswith("Space:\N{NO-BREAK SPACE}pause")}
        for words in panel:
            if not words.startswith(("Next: ", "Last ")):
                assert words.split("\n")[0] in told
        assert name(clock(far)) == spoken
        far.toggle_distance()


def test_the_clocks_name_is_the_spoken_time(far: Window) -> None:
    far.show_snapshot(moment(12, HOLD_60))
    digits = clock(far)
    assert (digits.text(), name(digits), role(digits)) == ("58", "58 seconds left", QAccessible.Role.StaticText)


@pytest.mark.parametrize(
    ("at_s", "shown"),
    [
        (0, "Then: Sustained compression"),
        (59, "Next: Circular friction"),
        (60, "Then: Circular friction, same spot"),
        (71, "Then: Circular friction"),
        (130, "Then: move to spot 2"),
        (136, "Then: Sustained compression"),
        (254, "Next: Stripping"),
        (255, "Then: change to the roller"),
        (266, "Next: Stripping"),
        (275, "Then: Stripping"),
        (329, "Last phase"),
        (335, "Then: you are done"),
    ],
)
def test_in_the_last_ten_seconds_the_change_that_comes_stands_out(far: Window, at_s: float, shown: str) -> None:
    far.show_snapshot(moment(at_s, EVERYTHING))
    settle()
    coming = [words for words in texts(far) if words.startswith(("Next: ", "Then: ", "Last "))]
    assert coming == [shown]
    (label,) = [label for label in visible(far, QLabel) if label.text() == shown]
    place = QRect(label.mapTo(far, QPoint(0, 0)), label.size())
    under, _ink = ground_and_ink(far.grab().toImage(), place)
    assert (under == QColor(LIGHT.ink)) == shown.startswith("Then: ")


@pytest.mark.parametrize(
    ("call", "words"), [("pause", "Paused. Take your time"), ("interrupt", "Only what was seen counts")]
)
def test_held_it_says_so_and_resume_goes_on(far: Window, call: str, words: str, qtbot: QtBot) -> None:
    far.show_snapshot(moment(64, EVERYTHING, call))
    said = "\n".join(texts(far))
    assert words in said
    assert "seconds left, held" in said
    assert "Then: " not in said, "nothing changes while it waits"
    assert (has_button(far, "Pause"), has_button(far, "Resume")) == (False, True)
    with qtbot.waitSignal(far.pause):
        button(far, "Resume").click()


def test_back_from_a_pause_it_leads_to_what_was_held(far: Window) -> None:
    stand = begun(EVERYTHING)
    stand.clock.forward(30)
    stand.conductor.pause_or_resume()
    stand.conductor.pause_or_resume()
    far.show_snapshot(stand.shown[-1])
    assert {"Get into position", "Then: Sustained compression"} <= set(texts(far))


@pytest.mark.parametrize("rehearsal", [True, False])
def test_a_rehearsal_says_that_it_does_not_count(make_far: MakeFar, rehearsal: bool) -> None:
    assert ("Rehearsal: not counted" in texts(make_far(rehearsal=rehearsal))) is rehearsal


def test_over_it_shows_no_time(far: Window) -> None:
    far.show_snapshot(moment(28, EVERYTHING, "stop"))
    assert not any("left" in label.accessibleName() for label in visible(far, QLabel))
    assert not any(label.text().isdigit() for label in visible(far, QLabel))
    assert not far.reminder.isVisible()


# Stop


def test_there_is_one_stop_now_a_window_and_the_rule_stands_in_both(far: Window, guide: Guide) -> None:
    for root in (far, far.reminder):
        assert [name(each) for each in visible(root, QAbstractButton)].count("Stop now") == 1
        assert guide.stop.rule_short.text in texts(root)


def test_the_buttons_ask_for_what_they_say(far: Window, qtbot: QtBot) -> None:
    for words, signal in (("Pause", far.pause), ("Next phase", far.skip), ("Stop now", far.stop)):
        assert role(button(far, words)) == QAccessible.Role.Button
        with qtbot.waitSignal(signal):
            button(far, words).click()
    with qtbot.waitSignal(far.stop):
        button(far.reminder, "Stop now").click()


@pytest.mark.parametrize("size", [*SIZES, (3840, 2160)])
def test_the_reminder_lies_over_the_free_place_and_over_nothing_else(
    make_far: MakeFar, size: tuple[int, int], text_size: float
) -> None:
    window = make_far(size)
    view, reminder = view_of(window), window.reminder
    assert (name(reminder), role(reminder)) == ("Safety reminder", QAccessible.Role.Dialog)
    covered = reminder.frameGeometry()
    assert on_screen(view.free).contains(covered)
    others = [*visible(window, QLabel), *visible(window, QPushButton), *visible(window, WorkPicture)]
    for part in others:
        if not view.free.isAncestorOf(part):
            assert not covered.intersects(on_screen(part)), name(part)
    reminder.setGeometry(reminder.geometry().adjusted(0, FRAME_PX, 0, 0))
    settle()
    assert reminder.minimumSizeHint().height() <= view.free.height() - FRAME_PX, "with a frame it fits, too"


def test_left_the_reminder_is_as_it_was(window: Window) -> None:
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(28))
    settle()
    before = (window.reminder.geometry(), window.reminder.grab().toImage(), texts(window.reminder))
    window.show_distance(on=True)
    settle()
    window.show_distance(on=False)
    settle()
    assert (window.reminder.geometry(), window.reminder.grab().toImage(), texts(window.reminder)) == before


# In and out


@pytest.fixture
def keys(qapp: QApplication, window: Window) -> Iterator[SessionKeys]:
    keys = SessionKeys(qapp)
    keys.distance.connect(window.toggle_distance)
    keys.listen(on=True)
    yield keys
    keys.listen(on=False)
    keys.deleteLater()


def is_far(window: Window) -> bool:
    return bool(list(visible(window, DistanceView)))


def test_f_toggles_wherever_the_focus_is(window: Window, keys: SessionKeys) -> None:
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(28))
    for words in ("Pause", "Next phase", "Stop now"):
        for expected in (True, False):
            button(window, words).setFocus()
            press(button(window, words), Qt.Key.Key_F)
            assert is_far(window) is expected
            assert window.focusWidget() is button(window, "Pause")
    press(button(window.reminder, "Stop now"), Qt.Key.Key_F)
    assert is_far(window)


def test_f_shifted_means_the_same_and_with_ctrl_nothing(window: Window, keys: SessionKeys) -> None:
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(28))
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not is_far(window)
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert is_far(window)


def test_escape_and_s_stay_stop(window: Window, keys: SessionKeys, qtbot: QtBot) -> None:
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(28))
    window.show_distance(on=True)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_S):
        with qtbot.waitSignal(keys.stop):
            press(view_of(window), key)
        assert is_far(window)


def test_without_a_session_there_is_no_distance_view(window: Window) -> None:
    window.toggle_distance()
    assert not is_far(window)
    assert not window.isFullScreen()
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(28, HOLD_60, "stop"))
    window.toggle_distance()
    assert not is_far(window), "nor after it"


def test_a_session_can_begin_in_it(window: Window) -> None:
    window.distance_on_start = True
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(0))
    assert is_far(window)
    assert window.isFullScreen()
    assert window.focusWidget() is button(window, "Pause")
    assert window.reminder.isVisible()


@pytest.mark.parametrize("maximized", [False, True])
def test_the_end_of_the_session_gives_the_window_back_as_it_was(window: Window, maximized: bool) -> None:
    window.show_region(LEFT, Dose())
    window.setGeometry(40, 30, 1100, 760)
    if maximized:
        window.showMaximized()
    settle()
    before = (window.geometry(), window.normalGeometry(), window.windowState())
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(28))
    window.show_distance(on=True)
    settle()
    assert window.isFullScreen()
    window.show_snapshot(moment(28, HOLD_60, "stop"))
    window.end_session()
    settle()
    assert not is_far(window)
    assert has_button(window, "Start session")
    assert (window.geometry(), window.normalGeometry(), window.windowState()) == before


def test_where_the_whole_screen_is_not_granted_it_fills_the_window(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "setWindowState", lambda _state: None)
    window.show_session(rehearsal=False)
    window.show_snapshot(moment(28))
    window.show_distance(on=True)
    settle()
    assert (window.size(), view_of(window).size()) == (QSize(*SMALLEST), QSize(*SMALLEST))
    assert list(poor(window)) == []
    assert cut_off(view_of(window)) == []
    window.show_distance(on=False)
    settle()
    assert not is_far(window)
    assert window.size() == QSize(*SMALLEST)


def test_out_of_it_panel_and_picture_show_the_moment_at_once(far: Window) -> None:
    far.show_snapshot(moment(136, EVERYTHING))
    far.show_distance(on=False)
    settle()
    assert "Move to the next spot" in texts(far)
    work = far.atlas.look.work
    assert work is not None
    assert (work.phase.kind, work.phase.spot) == (Kind.COMPRESSION, 2)


# What it costs, and whether it fits


def test_the_picture_is_drawn_anew_only_when_the_work_changes(far: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Look] = []
    draw = WorkPicture._draw

    def noted(picture: WorkPicture, look: Look) -> QPixmap:
        drawn.append(look)
        return draw(picture, look)

    monkeypatch.setattr(WorkPicture, "_draw", noted)
    for at_s in (29, 30, 40, 65):
        far.show_snapshot(moment(at_s, EVERYTHING))
        settle()
    assert drawn == []
    far.show_snapshot(moment(97, EVERYTHING))
    settle()
    assert len(drawn) == 1


def test_another_theme_dresses_it_too(far: Window, dress: Dress) -> None:
    dress(DARK)
    far.dress(DARK)
    settle()
    assert far.grab().toImage().pixelColor(4, 4) == QColor(DARK.paper)
    assert list(poor(far)) == []


class Wordy(NullTranslations):
    """A language with much longer words."""

    def gettext(self, message: str) -> str:
        return f"Überraschungs-{message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2], (1080, 1920)])
@pytest.mark.parametrize("wordy", [False, True], ids=["english", "long words"])
def test_nothing_is_cut_off(make_far: MakeFar, size: tuple[int, int], text_size: float, wordy: bool) -> None:
    if wordy:
        i18n.install(Wordy())
    window = make_far(size, rehearsal=True)
    told = [moment(at_s, EVERYTHING) for at_s in EACH_PHASE]
    for snapshot in [*told, *(moment(28, EVERYTHING, call) for call in ("pause", "interrupt"))]:
        window.show_snapshot(snapshot)
        settle()
        assert cut_off(view_of(window)) == []
        assert cut_off(window.reminder) == []


def test_every_word_of_it_is_translated(make_far: MakeFar, guide: Guide) -> None:
    i18n.install(Wordy())
    window = make_far(rehearsal=True)
    compression = guide.techniques[Technique.COMPRESSION]
    known = {guide.stop.rule_short.text, compression.name, compression.instruction.text}
    told = texts(window)
    assert len(told) >= 8
    assert [
        words for words in told if "Überraschungs-" not in words and words not in known and not words.isdigit()
    ] == []
