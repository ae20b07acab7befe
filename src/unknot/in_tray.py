"""The program in the system's tray: it says how the day stands, and keeps the window when that is closed."""

from collections.abc import Callable

from PySide6.QtGui import QIcon

from unknot.core.anatomy import Region
from unknot.core.tally import RegionTally
from unknot.i18n import _
from unknot.practice import Practice
from unknot.standing import Standing, read_standing
from unknot.store.errors import StoreError
from unknot.ui.tray import Tray
from unknot.ui.words import region_name


class InTray:
    """Fills the tray, and does what is wanted there. `later` puts a reminder off, `leave` ends the program."""

    def __init__(self, practice: Practice, icon: QIcon, later: Callable[[], None], leave: Callable[[], None]) -> None:
        self._practice = practice
        self._next: Region | None = None
        self._hiding = False
        self._tray = tray = Tray(icon, practice.window)
        tray.start.connect(self._start)
        tray.window.connect(self.show_window)
        tray.later.connect(later)
        tray.leave.connect(leave)
        tray.opening.connect(self.read)
        tray.show()
        self.read()

    def is_there(self) -> bool:
        """Whether the desktop has a tray to be in, now."""
        return self._tray.is_there()

    def offer_later(self, *, on: bool) -> None:
        """Offer to be reminded later, where reminders are on."""
        self._tray.offer_later(on=on)

    def show_window(self) -> None:
        """Bring the window to the front."""
        self._hiding = False
        self._practice.window.come_forward()

    def hide_window(self) -> None:
        """Keep the window in the tray, once nothing is being asked in it."""
        self._hiding = True
        self._practice.when_free(self._hide)

    def _hide(self) -> None:
        if self._hiding:
            self._hiding = False
            self._practice.window.put_away()

    def read(self) -> None:
        """Read how the day stands, and show it."""
        self._practice.tasks.start(self._read())

    async def _read(self) -> None:
        practice = self._practice
        anatomy = practice.guide.anatomy
        try:
            standing = await read_standing(
                practice.journal, practice.clock, practice.keeper.settings, anatomy.regions()
            )
        except StoreError:
            self._next = None
            self._tray.show_next("")
            return
        self._next = standing.next
        self._tray.show_counts([self._line(one) for one in _begun(standing)])
        self._tray.show_next("" if self._next is None else region_name(anatomy, self._next))

    def _line(self, one: RegionTally) -> str:
        who = region_name(self._practice.guide.anatomy, one.region)
        return _("{who}: {done} of {goal}").format(who=who, done=one.completed, goal=one.goal)

    def _start(self) -> None:
        self.show_window()
        if self._next is not None:
            self._practice.begin_with(self._next)

    def close(self) -> None:
        """Leave the tray."""
        self._hiding = False
        self._tray.close()


def _begun(standing: Standing) -> list[RegionTally]:
    return [one for one in standing.tallies if one.completed or one.partial or one.stopped or one.interrupted]
