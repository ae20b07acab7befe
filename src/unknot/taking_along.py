"""What is kept goes along to another computer or program, and comes in from there."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from unknot import aio
from unknot.conductor import Clock
from unknot.guide.library import Guide
from unknot.i18n import _, n_
from unknot.keeping import FileSettings
from unknot.long_work import Beside, Work
from unknot.store.changes import Change, ChangeKind
from unknot.store.kept import new_id
from unknot.store.record import Record
from unknot.wishes import Wishes

if TYPE_CHECKING:
    from unknot.store.importing import Incoming
    from unknot.store.merging import Merged
    from unknot.ui.ask_first import Part


@dataclass(frozen=True)
class TakingAlong:
    """Leads through an export and an import, over the widget `over`; each returns in a line how it went."""

    guide: Guide
    clock: Clock
    keeper: FileSettings
    wishes: Wishes
    beside: Beside

    async def export(self, over: QWidget) -> str:
        """Ask where to, and write everything, or the sessions as a table."""
        from unknot.store.exporting import export_to
        from unknot.store.holding import holdings
        from unknot.ui.file_choice import chosen, to_save

        now, settings = self.clock.wall(), self.keeper.settings
        kinds = {"json": _("Everything"), "csv": _("The sessions as a table")}
        asked = to_save(_("Export"), f"unknot-{now.date().isoformat()}.json", kinds, over)
        if await aio.closed(asked) != QDialog.DialogCode.Accepted.value:
            return ""
        path = chosen(asked)

        def export(record: Record, work: Work) -> int:
            work.begin(holdings(record.connection).sessions)
            return export_to(path, record, settings, now, work.told)

        count = await self.beside.on_record(_("Export"), export, over)
        said = n_("{n:,} session is in {path}.", "{n:,} sessions are in {path}.", count)
        return said.format(n=count, path=path)

    async def import_file(self, over: QWidget) -> str:
        """Ask which file, say what it brings, and take it in."""
        from unknot.carrying import merge_lines
        from unknot.ui.ask_first import AskFirst
        from unknot.ui.file_choice import chosen, to_open

        which = to_open(_("Import"), ("json", "csv"), over)
        if await aio.closed(which) != QDialog.DialogCode.Accepted.value:
            return ""
        path = chosen(which)
        incoming, foreseen = await self._foresee(path, over)
        parts: list[Part] = [("", [_("This is what {name} brings:").format(name=path.name)])]
        parts.append(("", [f"–  {line}" for line in merge_lines(foreseen)]))
        if foreseen.changes_anything:
            parts.append(("", [_("It is taken in as a whole, and can be undone. A muscle that rests keeps resting.")]))
        asked = AskFirst(_("Import"), parts, over, yes=_("Take in") if foreseen.changes_anything else "")
        if await aio.closed(asked) != QDialog.DialogCode.Accepted.value:
            return ""
        done = await self._take_in(incoming, foreseen, over)
        return " ".join([_("Taken in."), *merge_lines(done)])

    async def _foresee(self, path: Path, over: QWidget) -> "tuple[Incoming, Merged]":
        from unknot.store.importing import read_file
        from unknot.store.merging import foresee

        muscles, settings = self.guide.anatomy.most_spots, self.keeper.settings

        async def read(work: Work) -> "tuple[Incoming, Merged]":
            incoming = await asyncio.to_thread(read_file, path, muscles, work.told)
            work.begin(work.done)
            job = self.beside.journal.on_disk(lambda record: foresee(record, incoming, settings, work.told))
            return incoming, await aio.done(job)

        return await self.beside.lead(_("Reading {name}").format(name=path.name), read, over)

    async def _take_in(self, incoming: "Incoming", foreseen: "Merged", over: QWidget) -> "Merged":
        from unknot.store.merging import take_in

        change = Change(new_id(), ChangeKind.IMPORT, self.clock.wall(), incoming.path.name)
        settings = self.keeper.settings
        sessions = foreseen.added + foreseen.replaced + foreseen.kept + foreseen.same

        def take(record: Record, work: Work) -> "Merged":
            work.begin(sessions)
            return take_in(record, change, incoming, settings, settings.boundary, work.told)

        done = await self.beside.on_record(_("Import"), take, over)
        if done.settings is not None:
            self.wishes.put(done.settings)
        return done
