"""What a session will be: its phases, in order, each with its length.

The figures are the guide's unless said otherwise: compression 30 to 90 s, about 60 s of circular friction on an area
before the next spot. The 60 s of stripping, the gaps, the tool change and the lead-in are the program's own.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from unknot.core.anatomy import Region

COMPRESSION_S = (30.0, 90.0)
"""Shortest and longest sustained compression, from the guide."""
LEAD_IN_S = (3.0, 60.0)
"""Shortest and longest time to get into position (the program's own)."""
FRICTION_S = 60.0
"""Circular friction on one area, from the guide."""
STRIPPING_S = 60.0
"""Stripping along the muscle (the program's own; the guide gives none)."""
GAP_S = 5.0
"""Between two phases with the same tool (the program's own)."""
CHANGE_S = 15.0
"""Before a phase with another tool (the program's own)."""
EASING_S = 30.0
"""From here on a compression should be felt easing, from the guide."""
EASING_FROM_S = 40.0
"""Only a compression longer than this has the easing cue: a shorter one ends as it would come."""


class PlanError(ValueError):
    """A plan can't be built as asked; the message says in one line what and which limit."""


class Technique(StrEnum):
    """The guide's three, in the order in which a session uses them."""

    COMPRESSION = "compression"
    FRICTION = "friction"
    STRIPPING = "stripping"


class Tool(StrEnum):
    """What is under the body: a ball (tennis, lacrosse) or a roller (or handheld massager)."""

    BALL = "ball"
    ROLLER = "roller"


class Kind(StrEnum):
    """What a phase is."""

    LEAD_IN = "lead-in"
    COMPRESSION = "compression"
    FRICTION = "friction"
    GAP = "gap"
    CHANGE = "change"
    STRIPPING = "stripping"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a session. `spot` counts from 1, and is None where no single spot is meant."""

    kind: Kind
    duration_s: float
    tool: Tool
    spot: int | None = None

    @property
    def technique(self) -> Technique | None:
        """The technique that is done, or None where the person only moves: lead-in, gap, change of tool."""
        return Technique(self.kind) if self.kind in {*Technique} else None


@dataclass(frozen=True, slots=True)
class Dose:
    """What a person sets before a session; the defaults are the guide's middle."""

    compression_s: float = 60.0
    spots: int = 2
    techniques: tuple[Technique, ...] = tuple(Technique)
    lead_in_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The phases of one session for one muscle on one side. The first is always the lead-in."""

    region: Region
    phases: tuple[Phase, ...]
    spots: int

    @property
    def total_s(self) -> float:
        """Length of all phases together, in seconds."""
        return sum(phase.duration_s for phase in self.phases)

    @property
    def lead_in_s(self) -> float:
        """How long the person is given to get into position, at the start and after each pause."""
        return self.phases[0].duration_s

    def starts_s(self) -> tuple[float, ...]:
        """Seconds from the start of the session to the start of each phase."""
        return (0.0, *accumulate(phase.duration_s for phase in self.phases[:-1]))

    def next_technique(self, index: int) -> int | None:
        """Index of the first phase after `index` in which a technique is done, or None."""
        return next((i for i in range(index + 1, len(self.phases)) if self.phases[i].technique is not None), None)

    def spots_done(self, index: int) -> frozenset[int]:
        """Return the spots, counted from 1, that nothing at or after phase `index` works on."""
        begun = {phase.spot for phase in self.phases[:index]}
        return frozenset(spot for spot in begun - {phase.spot for phase in self.phases[index:]} if spot is not None)

    def work_at(self, index: int) -> Phase:
        """Return the phase at `index` if a technique is done in it, else the one that it leads to."""
        phase = self.phases[index]
        following = self.next_technique(index)
        return phase if phase.technique is not None or following is None else self.phases[following]


def build_plan(region: Region, dose: Dose, spots_max: int) -> Plan:
    """Lay out the phases of a session.

    For each spot: compression, then friction; then stripping along the whole muscle. Between two phases lies a gap,
    or a change where the tool is another. Raises PlanError when a value is outside its limits.
    """
    _check_between("compression", dose.compression_s, COMPRESSION_S, "s")
    _check_between("lead-in", dose.lead_in_s, LEAD_IN_S, "s")
    _check_between("spots", dose.spots, (1, spots_max), "for this muscle")
    if not dose.techniques:
        raise PlanError("techniques: choose at least one")

    work: list[Phase] = []
    for spot in range(1, dose.spots + 1):
        if Technique.COMPRESSION in dose.techniques:
            work.append(Phase(Kind.COMPRESSION, dose.compression_s, Tool.BALL, spot))
        if Technique.FRICTION in dose.techniques:
            work.append(Phase(Kind.FRICTION, FRICTION_S, Tool.BALL, spot))
    if Technique.STRIPPING in dose.techniques:
        work.append(Phase(Kind.STRIPPING, STRIPPING_S, Tool.ROLLER))

    phases = [Phase(Kind.LEAD_IN, dose.lead_in_s, work[0].tool)]
    for before, after in zip([None, *work], work, strict=False):
        if before is not None:
            phases.append(_between(before, after))
        phases.append(after)
    return Plan(region, tuple(phases), dose.spots)


def _between(before: Phase, after: Phase) -> Phase:
    if before.tool is after.tool:
        return Phase(Kind.GAP, GAP_S, after.tool)
    return Phase(Kind.CHANGE, CHANGE_S, after.tool)


def _check_between(what: str, value: float, limits: tuple[float, float], unit: str) -> None:
    low, high = limits
    if not low <= value <= high:  # also refuses NaN
        raise PlanError(f"{what}: {value:g} is not between {low:g} and {high:g} {unit}")
