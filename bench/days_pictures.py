"""Pictures of the Days window over a record of 27 years: `python -m bench.days_pictures DIR [--sessions N]`.

Ten sessions a day up to today, 100,000 of them unless said otherwise, in light and dark. Needs no screen.
"""

import argparse
import os
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec import structs

from bench import records
from bench.stage import play
from unknot import aio, app
from unknot.core.calendar import View, by_views
from unknot.desktop.clock import SystemClock

SIZE = (1000, 645)
"""What the window has of the smallest screen, in pixels."""
MANY = 100_000
READINGS = 4
"""More than what is asked for leads to, one reading after the other."""


async def states(parts: app.Parts, count: int) -> AsyncIterator[str]:
    """Go from state to state, and give each a name when it stands."""
    days = parts.days
    shown = days.shown
    days.open("calendar")
    shown.resize(*SIZE)
    today = parts.practice.clock.wall().date()
    for name, years in (("year-last", 1), ("year-first", (count - 1) // records.A_DAY // 365)):
        shown.calendar.go(by_views(View.YEAR, today, -years))
        await _settled(parts)
        yield name
    shown.turn("sessions")
    table = shown.sessions.table
    table.scrollToTop()
    await _settled(parts)
    yield "table-newest"
    while len(shown.sessions.model.ids) < count:
        await _settled(parts)
    table.scrollToBottom()
    table.grab()  # what is seen is asked for when it is painted
    await _settled(parts)
    yield "table-oldest"
    shown.turn("weeks")
    for weeks in (12, 52):
        shown.weeks.look(weeks)
        await _settled(parts)
        yield f"trend-{weeks}-weeks"


async def _settled(parts: app.Parts) -> None:
    for _number in range(READINGS):
        await aio.done(parts.journal.do(lambda _record: None))


async def _shoot(parts: app.Parts, out: Path, count: int) -> None:
    for theme in ("light", "dark"):
        parts.wishes.put(structs.replace(parts.keeper.settings, theme=theme))
        async for name in states(parts, count):
            parts.days.shown.grab().save(str(out / f"{name}-{theme}.png"))
    parts.days.close()


def main() -> None:
    """Write the record, open it, and write a picture of each state."""
    parser = argparse.ArgumentParser(prog="bench.days_pictures", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder for the pictures")
    parser.add_argument("--sessions", type=int, default=MANY, help=f"how many (default {MANY:,})")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)

    def prepare(folder: Path) -> None:
        records.write(folder / "unknot.sqlite3", asked.sessions)

    play(SystemClock(), partial(_shoot, out=asked.out, count=asked.sessions), prepare=prepare)


if __name__ == "__main__":
    main()
