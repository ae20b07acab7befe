"""What the program says: techniques, moves, advice, the stop rule. Each claim carries its source."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from unknot.core.anatomy import Statement
from unknot.core.plan import Kind, Plan, Tool
from unknot.core.safety import StopReason
from unknot.core.screening import Urgency

NUMBER = "{number}"
"""Stands for the emergency number in a line of advice; nothing else may stand in braces."""


@dataclass(frozen=True, slots=True)
class TechniqueWords:
    """A technique: its name, one line to read from the floor (at most 60 characters), and more to read before.

    `pace` is how fast the mark moves that shows the way of stripping; the other techniques have none.
    """

    name: str
    instruction: Statement
    detail: Statement
    pace: Statement | None = None


@dataclass(frozen=True, slots=True)
class StrengthWords:
    """How strong it may be: `scale` is read before, `easing` said 30 s into a long compression, with `ask` if wanted.

    `ease` answers whoever says that it is too strong. These three have at most 60 characters. `enough` is said after
    the sixth session of a day on one muscle and side.
    """

    scale: Statement
    easing: Statement
    ask: Statement
    ease: Statement
    enough: Statement


@dataclass(frozen=True, slots=True)
class MoveWords:
    """A phase in which the person only moves: its name and one line to read from the floor (at most 60 characters)."""

    name: str
    instruction: Statement


@dataclass(frozen=True, slots=True)
class Moves:
    """Words for the phases between techniques. `same_spot` is a gap in which the person stays on the spot.

    `next_muscle` and `turn_over` are lead-ins in a routine, and `take` is said before them where the tool changes.
    """

    lead_in: MoveWords
    gap: MoveWords
    same_spot: MoveWords
    change: MoveWords
    next_muscle: MoveWords
    turn_over: MoveWords
    take: Mapping[Tool, Statement]

    def into(self, plan: Plan, previous: Plan | None) -> Statement:
        """Return how one gets into position for a plan, after the one before it in a routine, if there is one."""
        if previous is None or previous.region == plan.region:
            return self.lead_in.instruction
        turns = previous.region.side is not plan.region.side
        move = (self.turn_over if turns else self.next_muscle).instruction
        tool = plan.phases[0].tool
        return move if tool is previous.phases[-1].tool else replace(move, text=f"{self.take[tool].text} {move.text}")

    def at(self, plan: Plan, index: int) -> MoveWords | None:
        """Return the words for the phase at `index`, or None where a technique is done."""
        match plan.phases[index].kind:
            case Kind.LEAD_IN:
                return self.lead_in
            case Kind.CHANGE:
                return self.change
            case Kind.GAP:
                stays = plan.phases[index - 1].spot == plan.phases[index + 1].spot
                return self.same_spot if stays else self.gap
            case _:
                return None


@dataclass(frozen=True, slots=True)
class CheckWords:
    """What stands around the items of the safety check.

    `today` heads the daily one, `whole` the other, with `why_whole` beneath. `ranks` stand over the items of each
    urgency. `agreed` goes with an item that a clinician may agree to, `stands` with what the last check has found.
    `seen_question` asks, after an emergency, whether a clinician has looked; with its two answers.
    """

    today: str
    whole: str
    why_whole: Statement
    ranks: Mapping[Urgency, str]
    agreed: str
    stands: str
    seen_question: str
    seen_yes: str
    seen_no: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do after an item of the check was ticked. `lines` may hold `{number}`: see `lines_with`."""

    title: str
    lines: tuple[Statement, ...]

    def lines_with(self, number: str) -> tuple[str, ...]:
        """Return the lines to show, with the emergency number of the person's country put in."""
        return tuple(line.text.replace(NUMBER, number) for line in self.lines)


@dataclass(frozen=True, slots=True)
class StopWords:
    """The stop rule, and what is said after Stop.

    `rule_short` is for the strip and the reminder. `nerve_like` follows a stop that is_nerve_like, with `unanswered`
    before it where no reason was given and `stays` after it; `often` is said when there were several such stops.
    `watch_for` leads in a list of the red flags.
    """

    rule_short: Statement
    rule: Statement
    contrast: Statement
    after: tuple[Statement, ...]
    question: str
    reasons: Mapping[StopReason, str]
    nerve_like: tuple[Statement, ...]
    unanswered: Statement
    stays: Statement
    often: Statement
    watch_for: Statement
    something_else: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class FeltWords:
    """The other way in, by where it is felt. `how` says how to point, `contrast` how the two answers differ.

    `listed` stands over the list of muscles, `none` in its place where there is none to list.
    """

    question: str
    how: Statement
    contrast: Statement
    listed: Statement
    none: Statement


@dataclass(frozen=True, slots=True)
class About:
    """What the program is, what it is not, and where its data stays."""

    product: Statement
    disclaimer: Statement
    privacy: Statement
