"""Whether every word has the room it needs: what is cut, shortened with dots, or written over something else."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import cast

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QDialog, QHeaderView, QLabel, QWidget
from tools.looks.ink import Paper, Run, written

from unknot.ui.atlas import Atlas
from unknot.ui.days.sessions_view import SessionsView

SLACK_PX = 2.5
"""Rounding, and the soft edge of letters."""
OVER_PX = 1.6
"""Two inks that share more than this in both directions overlap: lines stand closer than the letters of some faces."""
DOTS = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on a window: what wrote it, and where its ink is to be seen, in pixels of the window."""

    widget: QWidget
    run: Run
    ink: QRectF


def faults(root: QWidget) -> list[str]:
    """Return, in words, what of a window's text can't be read whole."""
    found, lines = [], []
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or widget.window() is not root:
            continue
        runs = list(_runs(widget))
        found += [f"{_what(widget)}: {why}" for run in runs for why in _cut(widget, run)]
        found += [f"{_what(widget)}: {why}" for why in _squeezed(widget, runs)]
        lines += [_line(widget, run, root) for run in runs]
    seen = [line for line in lines if not line.ink.isEmpty()]
    found += [
        f"{_what(one.widget)} writes {one.run.text[:40]!r} over {other.run.text[:40]!r} of {_what(other.widget)}"
        for one, other in combinations(seen, 2)
        if _over(one.ink, other.ink) and (one.widget, one.run.text) != (other.widget, other.run.text)
    ]
    return sorted(set(found))


def too_large(root: QWidget, screen: tuple[int, int]) -> list[str]:
    """Return, in words, that a window is larger than the screen it has to fit."""
    width, height = screen
    if root.width() <= width and root.height() <= height:
        return []
    return [f"{_what(root)} is {root.width()} by {root.height()} px, and the screen {width} by {height}"]


def _runs(widget: QWidget) -> Iterator[Run]:
    yield from written(widget)
    if isinstance(widget, Atlas):  # its words lie in a picture that is kept
        yield from _in_picture(widget)


def _in_picture(atlas: Atlas) -> Iterator[Run]:
    picture, look = atlas._picture, atlas.look  # noqa: SLF001
    paper = Paper(atlas.width(), atlas.height())
    painter = QPainter(paper)
    picture._paint(picture.pen(painter, look), look, picture._page(look.page()))  # noqa: SLF001
    painter.end()
    yield from paper.runs


def _cut(widget: QWidget, run: Run) -> Iterator[str]:
    """Yield what is cut off a run: by its painter, by its widget, by what that lies in."""
    if DOTS in run.text and not isinstance(widget.parentWidget(), SessionsView):  # a note may be of any length
        yield f"{run.text!r} is shortened"
    room = QRectF(widget.rect()) if run.clip is None else run.clip.intersected(QRectF(widget.rect()))
    across, down = _scrolls(widget.parentWidget() if _is_viewport(widget) else None)
    missing = _missing(run.ink, room, across=across, down=down)
    if missing:
        yield f"{run.text[:60]!r} is cut: {missing}"
        return
    if across or down:
        return
    ink, child = run.ink, widget
    while not child.isWindow() and (parent := child.parentWidget()) is not None:
        ink = ink.translated(child.pos())
        child = parent
        across, down = _scrolls(child.parentWidget() if _is_viewport(child) else None)
        missing = _missing(ink, QRectF(child.rect()), across=across, down=down)
        if missing:
            yield f"{run.text[:60]!r} is cut by {_what(child)}: {missing}"
            return
        if across or down:
            return


def _missing(ink: QRectF, room: QRectF, *, across: bool, down: bool) -> str:
    """Say how much of an ink lies outside; nothing where it can be scrolled to."""
    sides = {
        "left": 0 if across else room.left() - ink.left(),
        "right": 0 if across else ink.right() - room.right(),
        "above": 0 if down else room.top() - ink.top(),
        "below": 0 if down else ink.bottom() - room.bottom(),
    }
    return ", ".join(f"{much:.0f} px {side}" for side, much in sides.items() if much > SLACK_PX)


def _is_viewport(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def _scrolls(area: QWidget | None) -> tuple[bool, bool]:
    """Say whether something can be scrolled across, and down."""
    if not isinstance(area, QAbstractScrollArea):
        return False, False
    if isinstance(area, QHeaderView) and isinstance(area.parentWidget(), QAbstractScrollArea):
        area = cast(QAbstractScrollArea, area.parentWidget())  # it goes where its table goes
    bars = area.horizontalScrollBar(), area.verticalScrollBar()
    return bars[0].maximum() > bars[0].minimum(), bars[1].maximum() > bars[1].minimum()


def _squeezed(widget: QWidget, runs: list[Run]) -> Iterator[str]:
    """Yield what a widget lacks that words alone don't tell."""
    if isinstance(widget, QAbstractButton) and widget.text() and widget.sizeHint().width() > widget.width() + SLACK_PX:
        yield f"needs {widget.sizeHint().width()} px across and has {widget.width()}"
    if isinstance(widget, QLabel) and widget.text().strip() and not runs:
        yield "shows nothing of its words"


def _line(widget: QWidget, run: Run, root: QWidget) -> Line:
    seen = run.ink.intersected(QRectF(widget.visibleRegion().boundingRect()))
    return Line(widget, run, seen.translated(widget.mapTo(root, QPoint(0, 0))))


def _over(one: QRectF, other: QRectF) -> bool:
    shared = one.intersected(other)
    return shared.width() > OVER_PX and shared.height() > OVER_PX


def _what(widget: QWidget) -> str:
    words = widget.windowTitle() if isinstance(widget, QDialog) else getattr(widget, "text", str)()
    name = words or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {name[:40]!r}"
