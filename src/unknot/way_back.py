"""The way back of a change: what was on record, the settings that were in force, and the whole record of before."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from unknot import aio
from unknot.conductor import Clock
from unknot.store.changes import TakenBack, take_back
from unknot.store.journal import Journal
from unknot.store.settings import Settings, of_toml


@dataclass(frozen=True)
class WayBack:
    """Takes changes back. `backups` is the folder with the copies of the record; `put` puts settings in force."""

    journal: Journal
    clock: Clock
    backups: Path
    put: Callable[[Settings], None]

    async def take(self, change_id: str) -> TakenBack | None:
        """Take back the newest change; None where that is another one, or there is none. Raises StoreError."""
        from unknot.store.backup import take_restore_back

        at = self.clock.wall()
        back = await aio.done(self.journal.on_disk(lambda record: take_back(record, change_id)))
        if back is None:
            return None
        name = back.backup
        if name is not None:
            await aio.done(self.journal.on_disk(lambda record: take_restore_back(record, self.backups, name, at)))
        if back.settings is not None:
            self.put(of_toml(back.settings))
        return back
