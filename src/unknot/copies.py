"""Copies of the whole record: made where the person wants one, and put back in its place."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from unknot import aio
from unknot.conductor import Clock
from unknot.i18n import _
from unknot.long_work import Beside, Work
from unknot.store.changes import Change, ChangeKind
from unknot.store.errors import DamagedError
from unknot.store.kept import new_id
from unknot.store.places import Places
from unknot.store.record import Record

if TYPE_CHECKING:
    from unknot.store.holding import Holdings

ENDING = "sqlite3"


@dataclass(frozen=True)
class Copies:
    """Leads through making a copy and restoring one, over the widget `over`; each returns in a line how it went."""

    places: Places
    clock: Clock
    beside: Beside

    async def back_up(self, over: QWidget) -> str:
        """Ask where to, and copy the record there."""
        from unknot.store.backup import back_up
        from unknot.ui.file_choice import chosen, to_save

        name = f"unknot-{self.clock.wall().date().isoformat()}.{ENDING}"
        asked = to_save(_("Back up now"), name, {ENDING: _("The whole record")}, over)
        if await aio.closed(asked) != QDialog.DialogCode.Accepted.value:
            return ""
        path = chosen(asked)
        await aio.done(self.beside.journal.do(lambda _record: None))  # what is on its way to the disk belongs to it
        await self.beside.away(_("Back up now"), lambda work: back_up(self.places.database, path, work.told), over)
        return _("The record is copied to {path}, and the copy is whole.").format(path=path)

    async def restore(self, over: QWidget) -> str:
        """Ask which copy, say what it does, and put it in the place of the record."""
        from unknot.foretold import restore_lines
        from unknot.store.backup import restore, set_aside
        from unknot.store.holding import look_into
        from unknot.ui.ask_first import AskFirst

        path = await self._which(over)
        if path is None:
            return ""
        title = _("Looking through {name}").format(name=path.name)
        copy = await self.beside.away(title, lambda _work: look_into(path), over)
        here = await self.held()
        lines = restore_lines(path.name, copy, here)
        asked = AskFirst(_("Restore"), [("", lines)], over, yes=_("Put it in its place"))
        if await aio.closed(asked) != QDialog.DialogCode.Accepted.value:
            return ""
        change = Change(new_id(), ChangeKind.RESTORE, self.clock.wall(), path.name)
        if here is None:
            await asyncio.to_thread(set_aside, self.places.database, change.at)

        def put(record: Record, work: Work) -> str:
            return restore(record, path, self.places.backups, change, work.told)

        await self.beside.on_record(_("Restore"), put, over)
        return _("Restored from {name}.").format(name=path.name)

    async def _which(self, over: QWidget) -> Path | None:
        from unknot.foretold import copy_words
        from unknot.store.backup import backups
        from unknot.ui.file_choice import chosen, to_open
        from unknot.ui.restore_dialog import RestoreDialog

        dialog = RestoreDialog([(path, copy_words(path)) for path in backups(self.places.backups)], over)
        if await aio.closed(dialog) != QDialog.DialogCode.Accepted.value:
            return None
        if dialog.chosen is not None:
            return dialog.chosen
        file = to_open(_("Restore"), (ENDING,), over)
        return chosen(file) if await aio.closed(file) == QDialog.DialogCode.Accepted.value else None

    async def held(self) -> "Holdings | None":
        """Return what the record holds; None where it is damaged. Raises StoreError where it can't be read at all."""
        from unknot.store.holding import holdings

        try:
            return await aio.done(self.beside.journal.on_disk(lambda record: holdings(record.connection)))
        except DamagedError:
            return None
