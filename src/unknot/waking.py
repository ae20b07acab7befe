"""Gets what a person will want ready when somebody comes, and lets it go when nobody does.

A window that only lies open takes no memory for a voice that nobody hears, nor for what the next click would show.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from unknot import aio
from unknot.practice import Practice
from unknot.ui.touch import FirstTouch

if TYPE_CHECKING:
    from unknot.surroundings import Surroundings

QUIET_S = 300
"""So long after the last session or the first touch the sound is let go, in seconds (the program's own)."""


class Waking(QObject):
    """Waits for a touch of the program, wherever. `make` makes what is to be ready; it is asked once, when it is."""

    def __init__(self, practice: Practice, make: "Callable[[], Surroundings]") -> None:
        super().__init__(practice.window)
        self._practice = practice
        self._make = make
        self._around: Surroundings | None = None
        self._quiet = QTimer(self, singleShot=True, interval=1000 * QUIET_S)
        self._quiet.timeout.connect(self._let_go)
        self._touch = FirstTouch(self)
        self._touch.came.connect(self.wake)
        self._touch.wait()
        practice.prepare = self.wake
        practice.window.picked.connect(self._touch.tell)  # an assistive tool touches nothing

    def wake(self) -> None:
        """Get everything ready, if it is not."""
        self._touch.stop()
        if not self.awake:
            if self._around is None:
                self._around = self._make()
            else:
                self._around.sound_again()
            self._practice.window.get_ready()
        self._quiet.start()

    @property
    def awake(self) -> bool:
        """Whether somebody came, and is not gone yet."""
        return self._quiet.isActive()

    def close(self) -> None:
        """Let go of everything."""
        self._touch.stop()
        self._quiet.stop()
        if self._around is not None:
            self._around.close()

    def _let_go(self) -> None:
        if self._practice.busy or self._around is None:
            self._quiet.start()
        else:
            self._around.hush()
            self._touch.wait()
            self._practice.window.let_go()
            aio.tidy()
