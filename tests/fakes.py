"""Parts that a test moves by hand: a clock, an alarm that goes with it, and a log that only notes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from unknot.conductor import Conductor
from unknot.core.plan import Phase, Plan
from unknot.core.safety import Uptime
from unknot.core.session import Outcome, Snapshot, Stage

EVENING = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
MOST_RINGS = 20_000
"""More than any test needs between two moves: whoever rings as often rings without time passing."""


class HandClock:
    """A clock that stands still until it is moved. The wall clock goes with it, in real seconds."""

    def __init__(self, start_s: float = 1000.0, *, speed: float = 1.0, wall: datetime = EVENING) -> None:
        self.speed = speed
        self._now = self._start = start_s
        self._wall = wall
        self._alarm: HandAlarm | None = None

    def now(self) -> float:
        return self._now

    def wall(self) -> datetime:
        return self._wall + timedelta(seconds=(self._now - self._start) / self.speed)

    def uptime(self) -> Uptime | None:
        return Uptime("this start", self._now / self.speed)

    def carry(self, alarm: "HandAlarm") -> None:
        """Ring `alarm` from now on when its time comes."""
        self._alarm = alarm

    def forward(self, seconds: float) -> None:
        """Let time pass, ringing whatever falls due, each ring `late_s` after the time it was set for."""
        until = self._now + seconds
        for _ in range(MOST_RINGS):
            due_s = self._alarm.due_s if self._alarm else None
            if due_s is None or due_s > until:
                break
            self._now = max(self._now, due_s)
            self._go()
        else:
            raise AssertionError("the alarm rings on and on, and no time passes")
        self._now = until

    def leap(self, seconds: float) -> None:
        """Sleep: time passes, nothing rings meanwhile, and what fell due rings once at the end."""
        self._now += seconds
        if self._alarm is not None and self._alarm.due_s is not None and self._alarm.due_s <= self._now:
            self._go()

    def _go(self) -> None:
        if self._alarm is not None:
            self._alarm.go()


class HandAlarm:
    """Rings when its clock is moved past the time it was set for, `late_s` late. `asked` has every time it was set."""

    def __init__(self, clock: HandClock) -> None:
        self.late_s = 0.0
        self.asked: list[float] = []
        self._at_s: float | None = None
        self._ring: Callable[[], None] | None = None
        clock.carry(self)

    @property
    def due_s(self) -> float | None:
        """When it rings, or None."""
        return None if self._at_s is None else self._at_s + self.late_s

    def set(self, at_s: float, ring: Callable[[], None]) -> None:
        self.asked.append(at_s)
        self._at_s, self._ring = at_s, ring

    def cancel(self) -> None:
        self._at_s = self._ring = None

    def go(self) -> None:
        """Ring now."""
        ring = self._ring
        self.cancel()
        if ring is not None:
            ring()


Note = tuple[object, ...]


@dataclass
class LogBook:
    """A session log that notes what it was told, as tuples that begin with the name of the call."""

    notes: list[Note] = field(default_factory=list)

    def began(self, plan: Plan) -> None:
        self.notes.append(("began", plan))

    def phase_began(self, index: int, phase: Phase) -> None:
        self.notes.append(("phase", index, phase))

    def observed(self, index: int, seconds: float) -> None:
        self.notes.append(("observed", index, seconds))

    def ended(self, outcome: Outcome) -> None:
        self.notes.append(("ended", outcome))


@dataclass
class Stand:
    """A conductor with parts moved by hand. `told` has, in order, what was shown and what was noted, and when."""

    clock: HandClock = field(default_factory=HandClock)
    shown: list[Snapshot] = field(default_factory=list)
    told: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.alarm = HandAlarm(self.clock)
        self.book = LogBook(self.told)
        self.conductor = Conductor(self.clock, self.alarm, self.book, self._show)

        self.calls = {
            "pause": self.conductor.pause_or_resume,
            "skip": self.conductor.skip,
            "stop": self.conductor.stop,
            "interrupt": self.conductor.interrupt,
        }

    def _show(self, snapshot: Snapshot) -> None:
        self.shown.append(snapshot)
        self.told.append(("shown", snapshot, self.clock.now()))

    @property
    def stage(self) -> Stage:
        return self.shown[-1].session.stage

    def told_of(self, name: str) -> list[Note]:
        return [note for note in self.told if note[0] == name]

    def beats(self) -> list[float]:
        """When the seconds of a phase were put on record."""
        times, now = [], 0.0
        for note in self.told:
            if note[0] == "shown":
                now = float(str(note[2]))
            elif note[0] == "observed":
                times.append(now)
        return times
