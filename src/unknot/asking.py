"""What a person is asked around a session: what is new today, and what a stop felt like. Each answer is kept."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from unknot import aio
from unknot.conductor import Clock
from unknot.core.safety import StopReason
from unknot.guide.library import Guide
from unknot.store.journal import Journal
from unknot.store.kept import CheckKind, KeptCheck, new_id
from unknot.ui.check import AdviceDialog, SafetyCheck
from unknot.ui.stopped import StoppedDialog


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer to the check: whether one may go on, and the discomfort before, 0 to 10, where it was given."""

    free: bool
    before: int | None = None


@dataclass(frozen=True)
class Asking:
    """Asks, in dialogs over the window."""

    guide: Guide
    window: QWidget
    journal: Journal
    clock: Clock

    async def what_is_new(self, number: str, ticked: Collection[str] = (), *, ask_rating: bool = True) -> Asked:
        """Ask what is new today, and say what to do where something is; `number` is the one for emergencies."""
        items = [item for item in self.guide.screening if item.daily]
        dialog = SafetyCheck(items, self.window, ticked=ticked, ask_rating=ask_rating)
        await aio.closed(dialog)
        if not dialog.answered():
            return Asked(free=False)
        said, urgency, before = tuple(item.id for item in dialog.ticked()), dialog.urgency(), dialog.before()
        check = KeptCheck(new_id(), self.clock.wall(), CheckKind.DAILY, said, urgency)
        self.journal.do(lambda record: record.add_check(check))
        if urgency is not None:
            await aio.closed(AdviceDialog(self.guide, urgency, number, self.window))
            return Asked(free=False)
        return Asked(free=True, before=before)

    async def why(self, session_id: str) -> StopReason | None:
        """Ask what the stop of a session felt like; None where that is not said."""
        dialog = StoppedDialog(self.guide.stop, self.window)
        await aio.closed(dialog)
        reason, at = dialog.reason, self.clock.wall()
        self.journal.do(lambda record: record.explain_stop(session_id, reason, at))
        return reason
