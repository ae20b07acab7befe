"""Routines: those that are ready-made, and the person's own, chosen, entered, changed and kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from unknot import aio
from unknot.conductor import Clock
from unknot.core.anatomy import Muscle, Region, Side
from unknot.core.plan import Dose
from unknot.core.routine import LONGEST_NAME, Routine, Step, both_sides, one_side
from unknot.guide.library import Guide
from unknot.i18n import _
from unknot.store import editing
from unknot.store.changes import Change, ChangeKind
from unknot.store.errors import StoreError
from unknot.store.journal import Journal
from unknot.store.kept import new_id
from unknot.store.record import Record
from unknot.ui.window import Window
from unknot.ui.words import region_name


def ready_made(guide: Guide, region: Region | None, dose_of: Callable[[str], Dose]) -> tuple[Routine, ...]:
    """Return the routines that everybody has: one muscle, where one is picked, one side, both sides."""
    muscles = guide.anatomy.muscles

    def dose(muscle: Muscle) -> Dose:
        return dose_of(muscle.id)

    found = []
    if region is not None:
        one = (guide.anatomy.muscle(region.muscle),)
        found = [
            Routine("one", region_name(guide.anatomy, region), one_side(one, region.side, dose)),
            Routine(
                "one-both", _("{muscle}, both sides").format(muscle=one[0].name), both_sides(one, region.side, dose)
            ),
        ]
    first = region.side if region is not None else Side.LEFT
    return (
        *found,
        Routine("left", _("Left side, all three"), one_side(muscles, Side.LEFT, dose)),
        Routine("right", _("Right side, all three"), one_side(muscles, Side.RIGHT, dose)),
        Routine("both", _("Both sides, all three"), both_sides(muscles, first, dose)),
    )


@dataclass(frozen=True)
class Routines:
    """Leads through choosing a routine. `dose_of` gives the dose last used for a muscle."""

    guide: Guide
    window: Window
    journal: Journal
    clock: Clock
    dose_of: Callable[[str], Dose]

    async def choose(self, region: Region | None) -> Routine | None:
        """Show all routines, let the person change their own, and return the one to start; None for none."""
        at = ""
        while True:
            own = await self._own()
            if own is None:
                return None
            ready = ready_made(self.guide, region, self.dose_of)
            from unknot.ui.routines_dialog import RoutinesDialog, Wish  # the window is up sooner without it

            dialog = RoutinesDialog(self.guide.anatomy, ready, own, self.window, at=at)
            await aio.closed(dialog)
            chosen = dialog.chosen
            match dialog.wish:
                case Wish.START:
                    return chosen
                case Wish.EDIT if chosen is not None:
                    at = await self._edit(chosen, own=chosen in own)
                case Wish.NEW:
                    at = await self._edit(self._new(region), own=False)
                case Wish.DELETE if chosen is not None:
                    self._delete(chosen)
                    at = ""
                case _:
                    return None

    async def _own(self) -> tuple[Routine, ...] | None:
        try:
            written = await aio.done(self.journal.do(_read))
        except StoreError as error:
            self.window.show_notice(str(error))
            return None
        known = {muscle.id for muscle in self.guide.anatomy.muscles}
        return tuple(routine for routine in written if all(step.region.muscle in known for step in routine.steps))

    def _new(self, region: Region | None) -> Routine:
        region = region or self.guide.anatomy.regions()[0]
        return Routine(new_id(), _("My routine"), (Step(region, self.dose_of(region.muscle)),))

    async def _edit(self, routine: Routine, *, own: bool) -> str:
        """Let a routine be changed, one that is not the person's own as a copy; return which to show after that."""
        if not own and len(routine.id) < len(new_id()):
            routine = replace(routine, id=new_id(), name=_("{name}, mine").format(name=routine.name)[:LONGEST_NAME])
        from unknot.ui.routine_editor import RoutineEditor

        dialog = RoutineEditor(self.guide.anatomy, routine, self.dose_of, self.window)
        await aio.closed(dialog)
        changed = dialog.routine()
        if changed is None:
            return ""
        change = Change(new_id(), ChangeKind.ROUTINE, self.clock.wall(), changed.name)
        self.journal.do(lambda record: editing.keep_routine(record, change, changed))
        return changed.id

    def _delete(self, routine: Routine) -> None:
        change = Change(new_id(), ChangeKind.ROUTINE_DELETE, self.clock.wall(), routine.name)
        self.journal.do(lambda record: editing.delete_routine(record, change, routine.id))


def _read(record: Record) -> tuple[Routine, ...]:
    return tuple(written.routine() for written in record.routines())
