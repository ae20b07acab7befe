"""Records, pages and PDFs to test the page for a clinician with."""

import asyncio
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from store.records import BOUNDARY, session
from unknot.core.anatomy import Region, Side
from unknot.core.days import Period
from unknot.core.history import KeptPhase, KeptSession
from unknot.core.plan import Technique
from unknot.core.report import Report, last_weeks
from unknot.core.safety import StopReason
from unknot.core.screening import Answer, CheckKind, Urgency
from unknot.core.session import Outcome
from unknot.guide.library import Guide
from unknot.long_work import Work
from unknot.printing import as_pdf
from unknot.reporting import make_report, read_facts
from unknot.store import reading
from unknot.store.kept import KeptCheck, new_id
from unknot.store.record import Record
from unknot.store.settings import Settings
from unknot.ui.report_paper import Content

TODAY = date(2026, 11, 22)
MEDIUS, PIRIFORMIS = Region("gluteus-medius", Side.LEFT), Region("piriformis", Side.RIGHT)
MM_PT = 72 / 25.4


def put(record: Record, sessions: Iterable[KeptSession]) -> None:
    """Write sessions into a record, all in one transaction."""
    with record.writing():
        for one in sessions:
            values = reading.session_values(one) | {"boundary": BOUNDARY.isoformat("minutes")}
            record.connection.execute(
                f"INSERT INTO sessions ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
                tuple(values.values()),
            )
            record.connection.executemany(
                "INSERT INTO phases (session, ordinal, technique, spot, planned_s, observed_s)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (one.id, ordinal, phase.technique.value, phase.spot, phase.planned_s, phase.observed_s)
                    for ordinal, phase in enumerate(one.phases)
                ],
            )


def on(day: date, **values: Any) -> KeptSession:
    """Return a session of a day: completed, ten minutes, unless said otherwise."""
    at = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)
    plain = {"started_at": at, "ended_at": at + timedelta(minutes=12), "updated_at": at, "day": day, "before": None}
    phases = (KeptPhase(Technique.COMPRESSION, 1, 600.0, 600.0),)
    return session(**({"phases": phases} | plain | values))


def four_weeks() -> tuple[KeptSession, ...]:
    """Return what was done in four weeks: 13 sessions on 10 days, two of them stopped."""
    days = [TODAY - timedelta(days=number) for number in range(0, 27, 3)]
    done = [on(day, region=MEDIUS, before=6, after=4) for day in days]
    return (
        *done,
        on(days[0], region=PIRIFORMIS, outcome=Outcome.PARTIAL, before=5),
        on(days[1], region=PIRIFORMIS, outcome=Outcome.STOPPED, stop_reason=StopReason.ELECTRICAL),
        on(days[2] - timedelta(days=1), region=PIRIFORMIS, outcome=Outcome.STOPPED),
        on(days[3], region=PIRIFORMIS, outcome=Outcome.INTERRUPTED),
    )


def checks() -> tuple[KeptCheck, ...]:
    """Return a check that asked for a clinician, and one to which a clinician agreed."""
    first = Answer(datetime(2026, 11, 3, 9, tzinfo=UTC), CheckKind.DAILY, ("new-numbness",), Urgency.ASK_FIRST)
    agreed = {"bleeding": date(2026, 11, 5)}
    then = Answer(datetime(2026, 11, 5, 9, tzinfo=UTC), CheckKind.WHOLE, ("bleeding",), None, agreed)
    return KeptCheck(new_id(), first), KeptCheck(new_id(), then)


def read(record: Record, guide: Guide, period: Period | None = None, settings: Settings | None = None) -> Report:
    """Return the report that a record gives."""
    wanted = period or last_weeks(TODAY)
    settings = settings or Settings()
    facts = read_facts(record, wanted, settings.boundary, Work())
    assert facts is not None
    return make_report(guide, settings, facts, wanted, TODAY)


@dataclass(frozen=True)
class Word:
    """A word of a PDF, where it lies on its page, in points."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


class Pdf:
    """A PDF as a reader has it: its words and where they are, its pages as pictures."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.info = self._run("pdfinfo", str(path))
        self.pages = int(re.findall(r"^Pages: +(\d+)$", self.info, re.MULTILINE)[0])
        self.text = " ".join(self._run("pdftotext", "-layout", str(path), "-").split())
        """Line by line across the page."""
        self.flow = " ".join(self._run("pdftotext", "-raw", str(path), "-").split())
        """In the order in which it was written."""

    def words(self) -> list[Word]:
        """Return every word with its box."""
        found, page = [], 0
        for line in self._run("pdftotext", "-bbox", str(self.path), "-").splitlines():
            page += "<page " in line
            box = re.search(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)</word>', line)
            if box:
                found.append(Word(page, unescape(box[5]), *(float(box[part]) for part in range(1, 5))))
        return found

    def size(self) -> tuple[float, float]:
        """Return the size of the first page, in points."""
        wide, high = re.findall(r"^Page size: +(\S+) x (\S+) pts", self.info, re.MULTILINE)[0]
        return float(wide), float(high)

    def pictures(self, dpi: int) -> list[QImage]:
        """Return every page as a picture."""
        stem = self.path.with_suffix("")
        self._run("pdftoppm", "-r", str(dpi), "-png", str(self.path), str(stem))
        return [QImage(str(found)) for found in sorted(stem.parent.glob(f"{stem.name}-*.png"))]

    @staticmethod
    def _run(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def written(report: Report, guide: Guide, path: Path) -> Pdf:
    """Write a report as PDF, and return what a reader has of it."""
    data = asyncio.run(as_pdf(Content(report, guide, "0.1.0"), Work()))
    assert data is not None
    path.write_bytes(data)
    return Pdf(path)
