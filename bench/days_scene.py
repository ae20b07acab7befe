"""Opens the Days window over a record of many sessions, and tells what that takes.

Run as a program, with how many sessions: it prints, as JSON, milliseconds. `today`: reading how everything stands
today, in the record's thread. `ids`: reading the ids of all sessions, there too. `year`: from asking for another year
to the end of the frame that shows it. `table`: from turning to the sessions to the end of the frame with the first of
them in it. `frames`: while the table is scrolled, by the wheel and by leaps, each turn of the loop in which a frame was
painted and whatever pages came were taken in. `bytes`: what the record has on disk.
"""

import argparse
import asyncio
import json
import random
import time
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bench import records
from bench.report import middle
from bench.stage import Painted, play
from unknot import aio, app
from unknot.core.calendar import by_views
from unknot.core.history import Wanted
from unknot.days import Days
from unknot.desktop.clock import SystemClock
from unknot.store.listing import listed
from unknot.store.record import Record
from unknot.store.standing import standings
from unknot.ui.days.sessions_model import SessionsModel

READS, LISTS, YEARS, TABLES = 30, 9, 12, 5
WHEEL, LEAPS = 240, 120
"""So many turns of the wheel, three rows each, and so many leaps to anywhere."""
WHEEL_ROWS = 3


class Timed:
    """The Days window with its frames timed."""

    def __init__(self, parts: app.Parts, clock: SystemClock) -> None:
        self.days: Days = parts.days
        self.parts = parts
        self.clock = clock
        self.days.open()
        self.painted = Painted(clock, self.days.shown)

    async def today(self) -> list[float]:
        """Time reading how all stands, in the thread that reads."""
        regions = self.parts.practice.guide.anatomy.regions()
        now, day = self.clock.wall(), self.clock.wall().date()
        found = []
        for _number in range(READS):

            def read(record: Record) -> float:
                began = time.perf_counter()
                standings(record, day, regions, 3, now)
                return 1000 * (time.perf_counter() - began)

            found.append(await aio.done(self.parts.journal.do(read)))
        return found

    async def ids(self) -> list[float]:
        """Time reading the ids of all sessions, in the thread that reads."""

        def read(record: Record) -> float:
            began = time.perf_counter()
            listed(record, Wanted())
            return 1000 * (time.perf_counter() - began)

        return [await aio.done(self.parts.journal.do(read)) for _number in range(LISTS)]

    async def years(self) -> list[float]:
        """Time going from year to year."""
        shown, found = self.days.shown, []
        shown.turn("calendar")
        await asyncio.sleep(0.3)
        page, way = shown.calendar, -1
        for number in range(YEARS):
            day = by_views(page.view, page.day, way if number % 2 else -way)
            began = self.clock.now()
            page.go(day)
            ended = await self.painted.next(partial(self._has, day.year))
            found.append(1000 * (ended - began))
            await asyncio.sleep(0.05)
        return found

    def _has(self, year: int) -> bool:
        rows = self.days.shown.calendar.cells.calendar.rows
        return any(day is not None and day.year == year for day in rows[0])

    async def tables(self, count: int) -> list[float]:
        """Time turning to the table, and then the other order, each to the first rows; all `count` follow."""
        shown, found = self.days.shown, []
        head, model = shown.sessions.table.horizontalHeader(), shown.sessions.model
        for number in range(TABLES):
            before = model.ids[:1]
            began = self.clock.now()
            if number:
                head.sectionClicked.emit(0)
            else:
                shown.turn("sessions")
            ended = await self.painted.next(partial(_shows_other, model, before))
            found.append(1000 * (ended - began))
            while len(model.ids) < count:  # noqa: ASYNC110  # what is waited for is shown, not told
                await asyncio.sleep(0.05)
        return found

    async def frames(self) -> list[float]:
        """Time each turn of the loop while the table is scrolled."""
        table, chance, found = self.days.shown.sessions.table, random.Random(1), []
        bar = table.verticalScrollBar()
        for number in range(WHEEL + LEAPS):
            where = bar.value() + WHEEL_ROWS if number < WHEEL else chance.randrange(bar.maximum() + 1)
            began = self.clock.now()
            bar.setValue(where)
            _paint(table.viewport())
            await asyncio.sleep(0)
            found.append(1000 * (self.clock.now() - began))
            await asyncio.sleep(0.004)
        return found


def _shows_other(model: SessionsModel, before: tuple[str, ...]) -> bool:
    return model.ids[:1] != before and model.session(0) is not None


def _paint(widget: QWidget) -> None:
    widget.repaint()


def main() -> None:
    """Measure one record, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, required=True)
    count: int = parser.parse_args().sessions
    clock, size = SystemClock(), list[int]()

    def prepare(folder: Path) -> None:
        size.append(records.write(folder / "unknot.sqlite3", count))

    async def scene(parts: app.Parts) -> None:
        timed = Timed(parts, clock)
        await asyncio.sleep(1.0)
        today, ids, years = await timed.today(), await timed.ids(), await timed.years()
        tables = await timed.tables(count)
        frames = await timed.frames()
        found = {"today": middle(today), "year": middle(years), "year-worst": max(years), "table": max(tables)}
        print(json.dumps(found | {"ids": middle(ids), "frame": max(frames), "bytes": size[0]}), flush=True)
        timed.days.close()

    play(clock, scene, prepare=prepare)


if __name__ == "__main__":
    main()
