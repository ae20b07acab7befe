"""Brings the sessions into the table of the Days window: first rows at once, all ids, pages as they are seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from unknot import aio
from unknot.core.history import KeptSession, SortBy, Wanted
from unknot.store.journal import Journal
from unknot.store.listing import listed, page
from unknot.ui.days.sessions_model import PAGE

if TYPE_CHECKING:
    from unknot.store.record import Record
    from unknot.ui.days.sessions_page import SessionsPage

FIRST_PAGES = 2
"""So many pages of a list are shown before all of it is known."""


@dataclass(eq=False)
class Listing:
    """Reads for the table what it wants, beside the window. StoreError where the record can't be read."""

    journal: Journal
    shown: "SessionsPage"
    _number: int = 0
    _feeding: bool = False
    _wanted: Wanted | None = None

    async def show(self) -> None:
        """Read the ids of what is wanted. Of several readings on their way only the last is shown.

        Of a list that is new, the first rows come first: of a long record that is narrowed, all ids take some tenths
        of a second.
        """
        self._number = number = self._number + 1
        wanted = self.shown.wanted
        fresh = wanted != self._wanted and wanted.sort is SortBy.START
        if fresh and await self._show_first(wanted, number):
            return
        ids = await aio.done(self.journal.do(lambda record: listed(record, wanted)))
        if number == self._number:
            self._wanted = wanted
            self.shown.show_ids(ids)

    async def _show_first(self, wanted: Wanted, number: int) -> bool:
        """Show the first rows of a list; whether there is nothing more to do."""

        def read(record: "Record") -> tuple[tuple[str, ...], Sequence[KeptSession | None]]:
            ids = listed(record, wanted, FIRST_PAGES * PAGE)
            return ids, page(record, ids[:PAGE])

        ids, sessions = await aio.done(self.journal.do(read))
        if number != self._number:
            return True
        whole = len(ids) < FIRST_PAGES * PAGE
        self.shown.show_ids(ids, whole=whole)
        if ids:
            self.shown.model.fill(0, ids[:PAGE], sessions)
        if whole:
            self._wanted = wanted
        return whole

    async def feed(self) -> None:
        """Bring the pages that are wanted, one after the other, the one that was seen last first."""
        if self._feeding:
            return
        model = self.shown.model
        self._feeding = True
        try:
            while (asked := model.next_missing()) is not None:
                number, ids = asked
                model.fill(number, ids, await aio.done(self.journal.do(partial(page, ids=ids))))
        finally:
            self._feeding = False
