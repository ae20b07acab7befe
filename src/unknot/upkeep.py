"""What can be done with the person's data as a whole, in the dialog `Your data`.

Everything that may take long runs beside the window. Nothing of this happens while a session is on its way.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtWidgets import QDialog, QWidget

from unknot import aio
from unknot.conductor import Clock
from unknot.core.safety import Rest, Uptime
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.keeping import FileSettings
from unknot.long_work import GRACE_S, Beside, GivenUpError
from unknot.practice import Practice
from unknot.store.changes import Change, ChangeKind, changes
from unknot.store.errors import StoreError
from unknot.store.journal import Journal
from unknot.store.places import Places
from unknot.store.record import Record
from unknot.ui.window import Window
from unknot.way_back import WayBack
from unknot.wishes import Wishes

if TYPE_CHECKING:
    from unknot.store.holding import Holdings
    from unknot.ui.ask_first import Part
    from unknot.ui.data_dialog import DataDialog, DataWish


@dataclass(eq=False)
class Upkeep:
    """Leads through it. What takes longer than `grace_s` seconds shows how far it is."""

    guide: Guide
    window: Window
    places: Places
    journal: Journal
    clock: Clock
    keeper: FileSettings
    practice: Practice
    wishes: Wishes
    way_back: WayBack
    grace_s: float = GRACE_S
    _wish: "asyncio.Future[DataWish | None] | None" = None

    def wire(self) -> None:
        """Listen to what the person wants."""
        self.window.data_asked.connect(self.open)

    def open(self) -> None:
        """Show the person's data. Nothing while a session is on its way."""
        self.practice.alone(self._keep_house)

    async def _keep_house(self) -> None:
        from unknot.store.backup import DAILY_KEPT
        from unknot.ui.data_dialog import DataDialog

        dialog = DataDialog(self.places.folder, DAILY_KEPT, self.window)
        dialog.wished.connect(self._wished)
        dialog.finished.connect(lambda _result: self._wished(None))
        dialog.open()
        try:
            wishes = self._listen()
            await self._offer_undo(dialog)
            while dialog.isVisible() and (wish := await wishes) is not None:
                said = await self._fulfil(wish, dialog)
                wishes = self._listen()
                dialog.say(said)
                await self._read_anew(dialog)
        finally:
            dialog.hide()
            dialog.deleteLater()

    def _listen(self) -> "asyncio.Future[DataWish | None]":
        """Return what will be the next wish, from now on."""
        self._wish = asyncio.get_running_loop().create_future()
        return self._wish

    def _wished(self, wish: "DataWish | None") -> None:
        """Take a wish; while another one is fulfilled there is none."""
        if self._wish is not None and not self._wish.done():
            self._wish.set_result(wish)

    async def _fulfil(self, wish: "DataWish", dialog: "DataDialog") -> str:
        """Do what is wished, and return in a line how it went."""
        dialog.say("")
        try:
            return await self._ways()[wish](dialog)
        except GivenUpError:
            return _("Given up. Nothing was changed.")
        except StoreError as error:
            return str(error)

    async def _read_anew(self, dialog: "DataDialog") -> None:
        """Read the day and the rests anew, and what can be undone."""
        if not self.keeper.sealed:
            await self._offer_undo(dialog)
            await self.practice.refresh()

    def _ways(self) -> "dict[DataWish, Callable[[QWidget], Awaitable[str]]]":
        from unknot.copies import Copies
        from unknot.taking_along import TakingAlong
        from unknot.ui.data_dialog import DataWish

        beside = Beside(self.journal, self.grace_s)
        copies = Copies(self.places, self.clock, beside)
        taking = TakingAlong(self.guide, self.clock, self.keeper, self.wishes, beside)
        return {
            DataWish.EXPORT: taking.export,
            DataWish.IMPORT: taking.import_file,
            DataWish.BACK_UP: copies.back_up,
            DataWish.RESTORE: copies.restore,
            DataWish.UNDO: self._undo,
            DataWish.DELETE: self._delete,
        }

    # Undoing

    async def _offer_undo(self, dialog: "DataDialog") -> None:
        """Offer to take the last change back, if it was one of those made here."""
        newest = await self._newest()
        words = {ChangeKind.IMPORT: _("Undo the import"), ChangeKind.RESTORE: _("Undo the restoring")}
        dialog.offer_undo("" if newest is None else words.get(newest.kind, ""))

    async def _newest(self) -> Change | None:
        try:
            made = await aio.done(self.journal.do(changes))
        except StoreError:
            return None  # whoever wants something of the record is told
        return made[0] if made else None

    async def _undo(self, _over: QWidget) -> str:
        newest = await self._newest()
        if newest is None:
            return ""
        back = await self.way_back.take(newest.id)
        if back is None:
            return _("There is nothing to undo any more.")
        return _("Undone: everything is as it was before {subject}.").format(subject=back.change.subject)

    # An end to it

    async def _delete(self, over: QWidget) -> str:
        from unknot.foretold import what_goes, what_stays
        from unknot.store.backup import backups
        from unknot.ui.ask_first import AskFirst

        now, uptime = self.clock.wall(), self.clock.uptime()
        held, rests = await aio.done(self.journal.on_disk(lambda record: _look(record, now, uptime)))
        parts: list[Part] = [
            (_("What goes"), what_goes(held, len(backups(self.places.backups)))),
            (_("What stays"), what_stays(self.guide, rests, now, uptime)),
            ("", [_("There is no way back. Unknot closes when it is done.")]),
        ]
        title = _("Delete everything")
        asked = AskFirst(title, parts, over, yes=title, tick=_("I want everything here deleted"))
        if await aio.closed(asked) == QDialog.DialogCode.Accepted.value:
            await self._delete_all(now, uptime)
        return ""

    async def _delete_all(self, now: datetime, uptime: Uptime | None) -> None:
        """Delete everything, and close the program: from now on nothing is written."""
        from unknot.store.wiping import delete_all, remove_record

        if self.keeper.settings.at_login:  # what starts the program lies outside its folders
            self.wishes.put(structs.replace(self.keeper.settings, at_login=False))
        self.keeper.seal()
        try:
            rests = await aio.done(self.journal.on_disk(lambda record: delete_all(record, self.places, now, uptime)))
        except StoreError:
            self.keeper.seal(on=False)
            raise
        if not rests:
            await asyncio.to_thread(self.journal.close)
            remove_record(self.places)
        self.window.closing.emit()


def _look(record: Record, now: datetime, uptime: Uptime | None) -> "tuple[Holdings, Sequence[Rest]]":
    from unknot.store.holding import holdings

    return holdings(record.connection), record.rests(now, uptime)
