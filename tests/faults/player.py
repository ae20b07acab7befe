"""Plays sessions one after the other until it is told to end, or killed: the program's own parts, without its window.

`python player.py FOLDER SPEED`. The conductor, its clock and alarm, the log, the journal and the record are those of
the program. What stands on record is said on stdout once its write has returned: `SESSION PHASE SECONDS` for a phase
that is over, `SESSION ended OUTCOME`. `trouble: …` is what a person would read. On SIGTERM it stops as the program
does, and says `lost N`.
"""

import os
import sys
from datetime import time
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from unknot.conductor import Conductor
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Phase, build_plan
from unknot.core.session import Outcome, Snapshot
from unknot.desktop.alarm import PreciseAlarm
from unknot.desktop.clock import RehearsalClock
from unknot.desktop.signals import Termination
from unknot.store.instance import InstanceLock
from unknot.store.journal import Journal
from unknot.store.places import find_places
from unknot.store.session_log import SessionLog

DAY_ENDS = time(3)
REGIONS = [Region(muscle, side) for muscle in ("gluteus-minimus", "piriformis") for side in Side]
DOSES = (Dose(compression_s=30, spots=2, lead_in_s=3), Dose(compression_s=60, spots=1))


def say(line: str) -> None:
    """Write a line, whole, from whichever thread."""
    os.write(1, f"{line}\n".encode())


class Told(SessionLog):
    """The log of the program, that says what is on disk: the journal does one thing after the other."""

    def phase_began(self, index: int, phase: Phase) -> None:
        super().phase_began(index, phase)
        self.technique = phase.technique

    def observed(self, index: int, seconds: float) -> None:
        super().observed(index, seconds)
        session_id, technique = self.session_id, self.technique
        if technique is not None:
            self.journal.do(lambda _record: say(f"{session_id} {index} {seconds!r}"))

    def ended(self, outcome: Outcome) -> None:
        super().ended(outcome)
        session_id = self.session_id
        self.journal.do(lambda _record: say(f"{session_id} ended {outcome}"))


def main(folder: Path, speed: float) -> int:
    """Play until asked to end; return how many writes the disk refused to the last."""
    core = QCoreApplication(sys.argv[:1])
    owner, clock, places = QObject(), RehearsalClock(speed), find_places(folder)
    with InstanceLock(places.lock) as lock:
        assert lock.try_acquire(patience_s=10)
        journal = Journal(places.database, lambda line: say(f"trouble: {line}"))
        journal.do(lambda record: record.settle(clock.wall()))
        log = Told(journal, clock.wall, clock.uptime, rehearsal=False, boundary=DAY_ENDS)
        plans = cycle([build_plan(region, dose, 2) for dose in DOSES for region in REGIONS])

        def show(snapshot: Snapshot) -> None:
            if snapshot.session.over and not ending:
                QTimer.singleShot(0, owner, lambda: conductor.begin(next(plans)))

        def end() -> None:
            ending.append(True)
            conductor.stop()
            core.quit()

        ending: list[bool] = []
        conductor = Conductor(clock, PreciseAlarm(clock, owner), log, show)
        termination = Termination(end)
        conductor.begin(next(plans))
        core.exec()
        termination.close()
        lost = journal.close()
    say(f"lost {lost}")
    return min(lost, 1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
