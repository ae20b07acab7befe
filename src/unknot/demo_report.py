"""What the demo shows of the page for a clinician: the empty first week, and four weeks that are made up for it."""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from unknot.core.anatomy import Region, Side
from unknot.core.plan import Kind, Phase, Tool
from unknot.core.safety import StopReason
from unknot.core.screening import Answer, CheckKind, Urgency
from unknot.core.session import Outcome
from unknot.long_work import Work
from unknot.printing import as_pdf
from unknot.store.journal import Journal
from unknot.store.kept import KeptCheck, new_id
from unknot.store.record import Record
from unknot.ui.report_dialog import ReportDialog
from unknot.ui.report_paper import Content

NOTE = "It is worse after a day of sitting. May I go on with the piriformis?"
DPI = 110
"""How finely the printed page is made a picture."""
WAIT_S = 0.01
BOUNDARY = time(3)


class ReportShow:
    """Opens the page, takes pictures of it, and keeps what was on it for the end."""

    def __init__(
        self, window: QWidget, open_report: Callable[[], None], picture: Callable[[str], Awaitable[None]]
    ) -> None:
        self._window = window
        self._open = open_report
        self._picture = picture
        self._shown: dict[str, bytes] = {}

    async def show(self, name: str) -> None:
        """Show the page as the record stands, under a name."""
        self._open()
        (dialog,) = self._window.findChildren(ReportDialog)
        while dialog.content is None:  # noqa: ASYNC110  # what is waited for is shown, not told
            await asyncio.sleep(WAIT_S)
        if dialog.content.report.count.sessions:
            dialog.write_note(NOTE)
        dialog.settle()
        await self._picture(name)
        await self._keep(name, dialog.content)
        dialog.close()
        await asyncio.sleep(WAIT_S)

    async def _keep(self, name: str, content: Content | None) -> None:
        data = None if content is None else await as_pdf(content, Work())
        if data is not None:
            self._shown[name] = data

    def fill(self, journal: Journal, now: datetime) -> None:
        """Put four weeks into the record."""
        journal.do(lambda record: _fill(record, now))

    def print_all(self, out: Path) -> None:
        """Write each page as it is printed, where there is a program that makes a picture of it."""
        program = shutil.which("pdftoppm")
        for name, data in self._shown.items() if program else ():
            target = out / name.replace("25-report", "26-report-page")
            with tempfile.TemporaryDirectory() as folder:
                pdf = Path(folder) / "page.pdf"
                pdf.write_bytes(data)
                subprocess.run(  # noqa: S603
                    [str(program), "-r", str(DPI), "-png", "-singlefile", str(pdf), str(target)], check=True
                )


def _fill(record: Record, now: datetime) -> None:
    """Write a session or two a day, some of them stopped or ended early, and three checks."""
    for ago in range(27, 0, -1):
        day = now - timedelta(days=ago)
        for number, (region, outcome) in enumerate(_plan(ago)):
            start = day.replace(hour=8 + 5 * number, minute=12, second=0, microsecond=0)
            before = 6 - (ago % 3) + number % 2
            after = None if ago % 5 == 0 else before - 1 - ago % 2
            _session(record, region, outcome, start, before, after)
    injured, agreed = (now - timedelta(days=days) for days in (16, 14))
    said: dict[str, date] = {"bleeding": agreed.date()}
    for answer in (
        Answer(injured, CheckKind.DAILY, ("new-numbness",), Urgency.ASK_FIRST),
        Answer(agreed, CheckKind.WHOLE, ("bleeding",), None, said),
    ):
        record.add_check(KeptCheck(new_id(), answer))


def _plan(ago: int) -> Iterator[tuple[Region, Outcome]]:
    """Yield what is done on a day so long ago."""
    if ago % 7 == 2:
        return
    yield Region("gluteus-medius", Side.LEFT), Outcome.COMPLETED
    if ago % 2:
        yield Region("piriformis", Side.LEFT), Outcome.STOPPED if ago in (11, 17) else Outcome.COMPLETED
    if ago % 4 == 0:
        yield Region("gluteus-minimus", Side.LEFT), Outcome.PARTIAL if ago == 8 else Outcome.COMPLETED


def _session(record: Record, region: Region, outcome: Outcome, start: datetime, before: int, after: int | None) -> None:
    made, end = new_id(), start + timedelta(minutes=6)
    record.begin(made, region, started_at=start, boundary=BOUNDARY, before=before)
    seconds = 30.0 if outcome is Outcome.STOPPED else 60.0
    for ordinal, kind in enumerate((Kind.COMPRESSION, Kind.FRICTION, Kind.COMPRESSION, Kind.FRICTION, Kind.STRIPPING)):
        record.phase_began(made, ordinal, Phase(kind, 60.0, Tool.BALL, ordinal // 2 + 1), end)
        record.observed(made, ordinal, seconds, end)
        if outcome is Outcome.STOPPED:
            break
    record.end(made, outcome, end)
    if outcome is Outcome.STOPPED and start.day % 2:
        record.explain_stop(made, StopReason.SHOOTING, end)
    record.rate_after(made, None if outcome is Outcome.STOPPED else after, end)
