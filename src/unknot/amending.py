"""What a person changes in the record by hand, and how it is taken back. Loaded when it is first wanted."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from unknot import aio
from unknot.core.history import KeptPhase, KeptSession
from unknot.core.plan import build_plan
from unknot.core.tally import day_of
from unknot.i18n import _, n_
from unknot.practice import Practice, dose_for
from unknot.store import editing
from unknot.store.changes import Change, ChangeKind, TakenBack, changes
from unknot.store.errors import StoreError
from unknot.store.kept import new_id
from unknot.store.record import Record
from unknot.ui.days.changes_dialog import ChangesDialog
from unknot.ui.days.session_forms import AddDialog, ChangeDialog, Forgotten
from unknot.ui.days.words import change_words, moment_words
from unknot.ui.words import region_name
from unknot.way_back import WayBack

if TYPE_CHECKING:
    from unknot.ui.days.window import DaysWindow

Work = Callable[[], Awaitable[None]]


@dataclass(eq=False)
class Amending:
    """Changes sessions for a window, with the way back. `read_anew` is called after each change."""

    practice: Practice
    way_back: WayBack
    shown: "DaysWindow"
    read_anew: Callable[[], None]
    _newest: str = ""

    def wire(self) -> None:
        """Listen to what the person wants."""
        page = self.shown.sessions
        page.changed.connect(lambda session: self._start(partial(self._change, session)))
        page.deleted.connect(lambda ids: self._start(partial(self._delete, ids)))
        page.added.connect(lambda: self._start(self._add))
        self.shown.undone.connect(lambda: self._start(self._undo_newest))
        self.shown.history.connect(lambda: self._start(self._look_back))

    def _start(self, work: Work) -> None:
        self.practice.tasks.start(self._told(work))

    async def _told(self, work: Work) -> None:
        """Do something, and say in the window what kept it from being done."""
        try:
            await work()
        except StoreError as error:
            self.shown.say(str(error))

    # Changes

    async def _change(self, session: KeptSession) -> None:
        dialog = ChangeDialog(self.practice.guide.anatomy, session, self.shown, self.shown.factor)
        if await aio.closed(dialog) != QDialog.DialogCode.Accepted.value:
            return
        said = dialog.said()
        if (said.before, said.after, said.note) == (session.before, session.after, session.note):
            return
        change = self._made(ChangeKind.EDIT, self._name(session))
        await self._do(
            change,
            lambda record: editing.edit_session(
                record, change, session.id, before=said.before, after=said.after, note=said.note
            ),
        )

    async def _delete(self, ids: Sequence[str]) -> None:
        session = self._only(ids)
        subject = (
            self._name(session)
            if session is not None
            else n_("{n} session", "{n} sessions", len(ids)).format(n=f"{len(ids):,}")
        )
        change = self._made(ChangeKind.DELETE, subject)
        await self._do(change, lambda record: editing.delete_sessions(record, change, ids))

    def _only(self, ids: Sequence[str]) -> KeptSession | None:
        model = self.shown.sessions.model
        return model.session(model.ids.index(ids[0])) if len(ids) == 1 and ids[0] in model.ids else None

    async def _add(self) -> None:
        practice = self.practice
        anatomy, settings = practice.guide.anatomy, practice.keeper.settings
        region = practice.region or anatomy.regions()[0]
        dose = dose_for(practice.guide, settings, region.muscle)
        dialog = AddDialog(anatomy, region, dose, practice.clock.wall(), self.shown)
        if await aio.closed(dialog) != QDialog.DialogCode.Accepted.value:
            return
        session = self._session(dialog.forgotten())
        change = self._made(ChangeKind.ADD, self._name(session))
        await self._do(change, lambda record: editing.add_session(record, change, session, settings.boundary))

    def _session(self, forgotten: Forgotten) -> KeptSession:
        """Return a session as it would have been recorded: all that was planned was done."""
        muscle = self.practice.guide.anatomy.muscle(forgotten.region.muscle)
        plan = build_plan(forgotten.region, forgotten.dose, muscle.spots_max)
        started = forgotten.started.astimezone()
        return KeptSession(
            id=new_id(),
            region=forgotten.region,
            started_at=started,
            ended_at=started + timedelta(seconds=plan.total_s),
            day=day_of(started, self.practice.keeper.settings.boundary),
            outcome=forgotten.outcome,
            stop_reason=None,
            rehearsal=False,
            before=forgotten.said.before,
            after=forgotten.said.after,
            note=forgotten.said.note,
            updated_at=self.practice.clock.wall(),
            phases=tuple(
                KeptPhase(phase.technique, phase.spot, phase.duration_s, phase.duration_s)
                for phase in plan.phases
                if phase.technique is not None
            ),
        )

    def _made(self, kind: ChangeKind, subject: str) -> Change:
        return Change(new_id(), kind, self.practice.clock.wall(), subject)

    def _name(self, session: KeptSession) -> str:
        who = region_name(self.practice.guide.anatomy, session.region)
        return _("{who}, {when}").format(who=who, when=moment_words(session.started_at))

    async def _do(self, change: Change, job: Callable[[Record], None]) -> None:
        """Make a change, and say what was done with the way back beside it."""
        await aio.done(self.practice.journal.do(job))
        self._newest = change.id
        self.shown.say(_("{what}.").format(what=change_words(change.kind, change.subject)), undo=True)
        await self._show()

    async def _show(self) -> None:
        self.read_anew()
        await self.practice.refresh()

    # The way back

    async def _undo_newest(self) -> None:
        """Take back the change that was just said."""
        back = await self._take_back(self._newest)
        if back is None:
            self.shown.say(_("Something else was changed since. “What was changed” has it all."))
            return
        change = back.change
        self.shown.say(_("Undone: {what}.").format(what=change_words(change.kind, change.subject)))

    async def _take_back(self, change_id: str) -> TakenBack | None:
        back = await self.way_back.take(change_id)
        if back is not None:
            await self._show()
        return back

    async def _look_back(self) -> None:
        """Show all changes, and take back as many as the person wants."""
        dialog = ChangesDialog(self.shown, self.shown.factor)
        known = await self._fill(dialog)

        async def undo() -> None:
            nonlocal known
            note = ""
            try:
                back = await self._take_back(known[0].id) if known else None
            except StoreError as error:
                note = str(error)
            else:
                if back is not None:
                    what = change_words(back.change.kind, back.change.subject)
                    note = _("Undone: {what}.").format(what=what)
            known = await self._fill(dialog, note)

        dialog.undone.connect(lambda: self._start(undo))
        self.shown.say("")
        await aio.closed(dialog)

    async def _fill(self, dialog: ChangesDialog, note: str = "") -> tuple[Change, ...]:
        known = await aio.done(self.practice.journal.do(changes))
        dialog.show_changes([_line(change) for change in known], note)
        return known


def _line(change: Change) -> str:
    at: datetime = change.at.astimezone()
    return _("{what}\n{when}").format(when=moment_words(at), what=change_words(change.kind, change.subject))
