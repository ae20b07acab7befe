"""The demo: a session played at speed without a screen, a picture of every state, and the log of what happened.

The same window, conductor and record as in a real session, in a folder that is thrown away. Nothing in it is made up
but the months before, which the record of a single session would not have.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from unknot import aio, app, verbs
from unknot.core.anatomy import Region, Side
from unknot.core.felt import Place
from unknot.core.plan import Kind
from unknot.core.session import Snapshot, Stage
from unknot.demo_days import show_days, show_no_days
from unknot.demo_reading import show_first_pages, show_learn
from unknot.demo_report import ReportShow
from unknot.demo_upkeep import show_upkeep
from unknot.desktop.application import make_application
from unknot.desktop.clock import RehearsalClock
from unknot.desktop.libraries import install_line, missing_libraries
from unknot.i18n import _
from unknot.store.places import find_places
from unknot.ui import theme
from unknot.ui.moment_words import SOON_S
from unknot.ui.window import Window
from unknot.ui.words import place_name

SPEED = 90.0
"""How many times as fast the demo runs."""
STEP_S = 4.0
"""The most that a session goes on between two looks at its clock: pictures are of moments, and none may be missed."""
SIZES = ((1024, 700), (1920, 1080))
DISTANCE_SIZES = {SIZES[0]: (1366, 768), SIZES[1]: (1920, 1080)}
"""The screen that the distance view fills, for each size of the window."""
FROM_AFAR_S = {
    Kind.LEAD_IN: 7,
    Kind.COMPRESSION: 42,
    Kind.FRICTION: 38,
    Kind.GAP: 5,
    Kind.CHANGE: 12,
    Kind.STRIPPING: 24,
}
"""Seconds left of each kind of phase, at most, as the distance view shows it."""
TITLE_PX = 26
PATIENCE_S = 60.0
"""Real seconds to wait for a state before the demo is called failed."""


def run(out: Path | None) -> int:
    """Play the demo and write its pictures to `out` (by default `demo/` here); return the exit code."""
    missing = missing_libraries({**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if missing:
        verbs.complain(
            _("system libraries are missing; install them with: {command}").format(command=install_line(missing))
        )
        return verbs.FAILED
    out = out or Path("demo")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        verbs.complain(_("{path}: can't be made: {why}").format(path=out, why=error.strerror))
        return verbs.FAILED
    application = make_application()
    return aio.run(application, lambda: _play_all(application, out))


async def _play_all(application: QApplication, out: Path) -> int:
    for colours in (theme.LIGHT, theme.DARK):
        for width, height in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                await Showing(application, Path(folder), colours, (width, height), out).play()
    say(_("The pictures are in {folder}.").format(folder=out))
    return verbs.DONE


def say(line: str) -> None:
    """Print one line of the log."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class PatientClock(RehearsalClock):
    """A fast clock that waits for whoever looks at it: on a busy machine no moment is passed over."""

    _lost_s = _seen_s = 0.0

    def now(self) -> float:
        """Seconds since the beginning, at most `STEP_S` more than at the last look."""
        now_s = super().now() - self._lost_s
        self._lost_s += max(0.0, now_s - self._seen_s - STEP_S)
        self._seen_s = min(now_s, self._seen_s + STEP_S)
        return self._seen_s


class Showing:
    """One run through all states, at one size and in one theme."""

    def __init__(
        self, application: QApplication, folder: Path, colours: theme.Colours, size: tuple[int, int], out: Path
    ) -> None:
        self._clock = PatientClock(SPEED)
        self._colours = colours
        self._folder = folder
        self._out = out
        self._log = size == SIZES[0] and not colours.dark
        self._screen = DISTANCE_SIZES[size]
        self._wanted: dict[Kind, tuple[str, int]] = {}
        self._moments: dict[str, Snapshot] = {}
        self.parts = app.build(
            application, find_places(folder), self._clock, colours=colours, watch=self.saw, rehearsal=False
        )
        self.parts.window.resize(*size)

    async def play(self) -> None:
        """Show picking, finding, the check, a whole session, its end, a stop and what follows from it."""
        window, practice = self.parts.window, self.parts.practice
        practice.pick(None)
        window.calm(still=True)  # a picture shows one moment
        window.show()
        await show_first_pages(self.parts.learning, self._picture, self._press)
        report = ReportShow(window, window.report_asked.emit, self._picture)
        await report.show("25-report-first-week")
        await self._picture("1-picking")
        await show_no_days(self.parts.days, self._picture)
        practice.pick(Region("piriformis", Side.LEFT))
        await practice.refresh()
        window.atlas.show_step(1)
        await self._picture("2-found")
        await self._look_around()
        await self._begin("3-check")
        self._wanted = {
            Kind.LEAD_IN: ("4-lead-in", 7),
            Kind.COMPRESSION: ("5-compression", 42),
            Kind.FRICTION: ("6-friction", 38),
            Kind.CHANGE: ("7-change", 9),
            Kind.STRIPPING: ("8-stripping", 24),
        }
        await self._until(lambda: self._button(_("Save")) is not None)
        await self._picture("9-finished")
        self._press(_("Skip"))
        await self._begin("3a-daily-check")
        self._wanted = {}
        await self._until(lambda: self._button(_("Stop now")) is not None)
        self._press(_("Next phase"))
        await self._from_afar()
        await asyncio.sleep(0.2)
        self._press(_("Stop now"))
        await self._until(lambda: self._dialog() is not None)
        await self._picture("10-stopped")
        self._press(practice.guide.stop.reasons[next(iter(practice.guide.stop.reasons))])
        await self._until(lambda: self._dialog() is None)
        await practice.refresh()
        await self._picture("11-resting")
        await show_learn(self.parts.learning, self._picture)
        await show_days(self.parts.days, self._picture)
        report.fill(self.parts.journal, self._clock.wall())
        await report.show("25-report")
        if self._log:
            report.print_all(self._out)
        await show_upkeep(self.parts, self._folder, self._picture, self._press, self._until)
        window.hide()
        self.parts.keeper.flush()
        await self.parts.tasks.end()
        self.parts.journal.close()
        window.deleteLater()

    async def _look_around(self) -> None:
        """Show the other views and layers, and the way in by where it is felt."""
        window = self.parts.window
        window.atlas.show_step(None)
        for words, name in (
            (_("Left side"), "2a-side"),
            (_("Bone and nerve"), "2b-bone-and-nerve"),
            (_("Whole body"), "2c-whole-body"),
        ):
            self._press(words)
            await self._picture(name)
        for words in (_("Back"), _("Muscle"), self.parts.practice.guide.felt.question):
            self._press(words)
        for place in (Place("calf", Side.LEFT), Place("thigh-back", Side.LEFT)):
            self._press(place_name(self.parts.practice.guide.anatomy, place))
        await self._picture("2d-felt")
        self._press(_("It aches there"))
        await self._picture("2e-listed")
        self._press(_("Hips"))

    async def _from_afar(self) -> None:
        """Show the moments of the session before in the distance view, while this one waits."""
        window, size = self.parts.window, self.parts.window.size()
        self._press(_("Pause"))
        window.show_distance(on=True)
        await asyncio.sleep(0.05)  # the screen is granted in the next turn
        window.resize(*self._screen)
        for name, snapshot in self._moments.items():
            window.show_snapshot(snapshot)
            await self._picture(f"12-distance-{name}")
        window.show_distance(on=False)
        await asyncio.sleep(0.05)
        window.resize(size)
        self._press(_("Resume"))

    async def _begin(self, picture: str | None) -> None:
        self._press(_("Start session"))
        await self._until(lambda: self._dialog() is not None)
        if picture:
            await self._picture(picture)
        self._press(_("None of these"))
        await self._until(lambda: self._dialog(_("Safety reminder")) is not None)

    def saw(self, snapshot: Snapshot) -> None:
        """Take the pictures that are wanted of a session, and say what happens."""
        session = snapshot.session
        self._keep(snapshot)
        if self._log:
            say(f"{session.stage:<11} {session.phase.kind:<11} {snapshot.seconds:>3} s")
        name, at = self._wanted.get(session.phase.kind, ("", 0))
        if session.counting and name and snapshot.seconds <= at:
            del self._wanted[session.phase.kind]
            self.shoot(name)

    def _keep(self, snapshot: Snapshot) -> None:
        """Keep a moment of each kind of phase, one shortly before the tool changes, and one that is held."""
        session = snapshot.session
        kind, rest = session.phase.kind, session.plan.phases[session.index + 1 :]
        if session.stage is Stage.PAUSED:
            self._moments["paused"] = snapshot
        elif session.counting and snapshot.seconds <= FROM_AFAR_S[kind]:
            self._moments.setdefault(kind, snapshot)
        if session.counting and snapshot.seconds <= SOON_S and rest and rest[0].kind is Kind.CHANGE:
            self._moments.setdefault("then", snapshot)

    async def _picture(self, name: str) -> None:
        await asyncio.sleep(0.05)
        self.shoot(name)

    def shoot(self, name: str) -> None:
        """Take a picture of what shows now, under a name."""
        window = self.parts.window
        for widget in (window, *window.findChildren(QWidget)):
            layout = widget.layout()
            if layout is not None:
                layout.activate()  # what was just shown has its place only in the next turn of the loop
        picture = window.grab()
        painter = QPainter(picture)
        for dialog in self.dialogs():
            self._draw_dialog(painter, dialog, window)
        painter.end()
        mark = f"{window.width()}x{window.height()}-{'dark' if self._colours.dark else 'light'}"
        picture.save(str(self._out / f"{name}-{mark}.png"), quality=80)  # a tenth larger, in half the time

    def _draw_dialog(self, painter: QPainter, dialog: QDialog, window: Window) -> None:
        """Draw a dialog where it lies over the window, in a plain frame as a window manager would give it."""
        reminder = dialog is window.reminder
        whole = dialog.geometry()
        if reminder:  # where there is a window manager, its frame takes this from the dialog
            dialog.setGeometry(dialog.frameGeometry().adjusted(0, TITLE_PX, 0, 0))
        content: QPixmap = dialog.grab()
        corner = dialog.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
        if reminder:
            dialog.setGeometry(whole)
        else:
            corner = QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
            painter.fillRect(window.rect(), QColor(0, 0, 0, 70))
        bar = QRect(corner.x(), corner.y() - TITLE_PX, content.width(), TITLE_PX)
        painter.fillRect(bar.adjusted(-1, -1, 1, content.height() + 1), QColor(self._colours.line))
        painter.fillRect(bar, QColor(self._colours.plate))
        painter.setPen(QColor(self._colours.quiet))
        painter.setFont(theme.text_font(0.95))
        painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, dialog.windowTitle())
        painter.drawPixmap(corner, content)

    def dialogs(self) -> list[QDialog]:
        """Return every dialog that shows."""
        return [d for d in self.parts.window.findChildren(QDialog) if d.isVisible()]

    def _dialog(self, title: str | None = None) -> QDialog | None:
        return next((d for d in self.dialogs() if title in (None, d.windowTitle())), None)

    def _button(self, name: str) -> QAbstractButton | None:
        buttons = self.parts.window.findChildren(QAbstractButton)
        usable = (b for b in buttons if b.isVisible() and b.isEnabled())
        return next((b for b in usable if name in (b.text(), b.accessibleName())), None)

    def _press(self, name: str) -> None:
        button = self._button(name)
        if button is None:
            raise LookupError(name)
        button.click()

    async def _until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not true():  # noqa: ASYNC110  # what is waited for is shown, not told
                await asyncio.sleep(0.01)
