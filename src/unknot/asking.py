"""What a person is asked around a session: what is the matter, and what a stop felt like. Each answer is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QDialog, QWidget

from unknot import aio
from unknot.conductor import Clock
from unknot.core.safety import StopReason, is_nerve_like, stops_often
from unknot.core.screening import (
    Answer,
    CheckKind,
    ScreeningItem,
    Urgency,
    agreements,
    check_due,
    judge,
    most_urgent,
    standing,
)
from unknot.guide.library import Guide
from unknot.store.journal import Journal
from unknot.store.kept import KeptCheck, new_id
from unknot.store.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer to the check: whether one may go on, and the discomfort before, 0 to 10, where it was given."""

    free: bool
    before: int | None = None


@dataclass(frozen=True)
class Asking:
    """Asks, in dialogs over the window. Where the record can't be read, StoreError passes through."""

    guide: Guide
    window: QWidget
    journal: Journal
    clock: Clock

    async def check(
        self, number: str, ticked: Collection[str] = (), *, whole: bool = False, ask_rating: bool = True
    ) -> Asked:
        """Ask the check that is due, or the `whole` one, and say what to do where something is the matter.

        `number` is the one for emergencies; items in `ticked` are ticked from the start.
        """
        from unknot.ui.check import SafetyCheck  # the window is up sooner without it

        at = self.clock.wall()
        answers, stops = await aio.done(self.journal.do(lambda record: _answered(record, at)))
        kind = CheckKind.WHOLE if whole else check_due(answers, stops, at)
        stood, since = standing(answers), agreements(answers)
        dialog = SafetyCheck(
            kind,
            [item for item in self.guide.screening if item.daily or kind is CheckKind.WHOLE],
            self.guide.check,
            self.window,
            ticked=ticked,
            agreed=since,
            stands=self._named(stood),
            ask_rating=ask_rating,
        )
        await aio.closed(dialog)
        if not dialog.answered():
            return Asked(free=False)
        said, agreed, before = dialog.ticked(), dialog.agreed(), dialog.before()  # it is deleted in the next turn
        emergency = stood if stood is not None and stood.result is Urgency.EMERGENCY else None
        seen = emergency is not None and most_urgent(said, agreed) is None and await self._seen(emergency)
        urgency = judge(said, agreed, stood.result if stood else None, seen=seen)
        ids = [item.id for item in said]
        if emergency is not None and urgency is Urgency.EMERGENCY:  # nobody has seen to it: it stands as it was ticked
            ids = [*emergency.ticked, *ids]
        at = self.clock.wall()
        days = {item: since.get(item, at.date()) for item in sorted(agreed)}
        self._keep(Answer(at, kind, tuple(dict.fromkeys(ids)), urgency, days, seen))
        if urgency is not None:
            from unknot.ui.advice import AdviceDialog

            await aio.closed(AdviceDialog(self.guide, urgency, number, self.window))
            return Asked(free=False)
        return Asked(free=True, before=before)

    async def _seen(self, emergency: Answer) -> bool:
        """Ask whether a clinician has looked at an emergency; whether one has."""
        names = tuple(item.statement.text for item in self._named(emergency))
        from unknot.ui.advice import SeenDialog

        dialog = SeenDialog(self.guide.check, names, self.window)
        await aio.closed(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted.value

    def _named(self, stood: Answer | None) -> tuple[ScreeningItem, ...]:
        """Return the items for which an answer still stands."""
        return tuple(item for item in self.guide.screening if stood is not None and item.id in stood.ticked)

    def _keep(self, answer: Answer) -> None:
        check = KeptCheck(new_id(), answer)
        self.journal.do(lambda record: record.add_check(check))

    async def why(self, session_id: str, number: str) -> StopReason | None:
        """Ask what the stop of a session felt like; None where that is not said. Too many like it lead to a clinician.

        `number` is the one for emergencies.
        """
        from unknot.ui.stopped import StoppedDialog

        dialog = StoppedDialog(self.guide.stop, self.window)
        await aio.closed(dialog)
        reason, at = dialog.reason, self.clock.wall()
        self.journal.do(lambda record: record.explain_stop(session_id, reason, at))
        if is_nerve_like(reason) and stops_often(await self._stops(at), at):
            often = self.guide.stop.often
            from unknot.ui.advice import AdviceDialog

            await aio.closed(AdviceDialog(self.guide, Urgency.ASK_FIRST, number, self.window, often))
        return reason

    async def _stops(self, now: datetime) -> tuple[datetime, ...]:
        return await aio.done(self.journal.do(lambda record: record.nerve_like_stops(now)))


def _answered(record: Record, now: datetime) -> tuple[tuple[Answer, ...], tuple[datetime, ...]]:
    return record.deciding_answers(), record.nerve_like_stops(now)
