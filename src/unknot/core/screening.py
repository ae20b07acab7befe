"""Who should not press: what the safety check asks, what an answer means, and when the whole check is due again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from unknot.core.anatomy import Statement

WHOLE_EVERY = timedelta(days=7)
"""The whole check is asked again after this time (the program's own)."""


class Urgency(IntEnum):
    """What a ticked item asks for, the most urgent last."""

    ASK_FIRST = 1
    SAME_DAY = 2
    EMERGENCY = 3


class CheckKind(StrEnum):
    """Which safety check: the whole one, or the few lines before each session."""

    WHOLE = "whole"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class ScreeningItem:
    """One plain yes-or-no line of the safety check. `daily` items are asked before each session.

    `looks` says how to tell, where that is not plain.
    """

    id: str
    statement: Statement
    urgency: Urgency
    daily: bool
    looks: Statement | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """How a check was answered, at the time of day `at` (aware).

    `ticked` are ids of items. `agreed` has, for ticked items that ask for a clinician first, the day on which the
    person said that one knows and agrees. `result` is what is left to do; None means that a session may begin. `seen`
    says that a clinician has looked at an emergency that stood until then.
    """

    at: datetime
    kind: CheckKind
    ticked: tuple[str, ...]
    result: Urgency | None
    agreed: Mapping[str, date] = field(default_factory=dict)
    seen: bool = False


def most_urgent(ticked: Iterable[ScreeningItem], agreed: Collection[str] = ()) -> Urgency | None:
    """Return what has to be done, or None where a session may begin.

    Of an item that asks for a clinician first, one may know and agree: then it asks for nothing. The others can't be
    agreed to.
    """
    return max(
        (item.urgency for item in ticked if item.urgency is not Urgency.ASK_FIRST or item.id not in agreed),
        default=None,
    )


def judge(
    ticked: Iterable[ScreeningItem], agreed: Collection[str], standing: Urgency | None, *, seen: bool
) -> Urgency | None:
    """Return the result of a check. `standing` is that of the last one, `seen` whether a clinician has looked since.

    An emergency is lifted by a check without one only where a clinician has seen it.
    """
    if standing is Urgency.EMERGENCY and not seen:
        return Urgency.EMERGENCY
    return most_urgent(ticked, agreed)


def standing(answers: Iterable[Answer]) -> Answer | None:
    """Return the answer that keeps sessions from beginning; None where none does. In order of answering.

    It is the last one that found something, until another finds nothing. An emergency stands until a clinician has
    seen it, also where the next answer was given on another computer, which did not know of it.
    """
    stands: Answer | None = None
    for answer in answers:
        unseen = stands is not None and stands.result is Urgency.EMERGENCY and not answer.seen
        if answer.result is Urgency.EMERGENCY or not unseen:
            stands = answer if answer.result is not None else None
    return stands


def check_due(answers: Iterable[Answer], stops: Iterable[datetime], now: datetime) -> CheckKind:
    """Return which check is asked before a session. `answers` in order of answering, `stops` were nerve-like.

    The whole one: if there was none, or none for seven days; after a nerve-like stop; and to lift what the last check
    has found. An answer that seems to lie ahead by more than a day was given with another clock, and does not count.
    """
    answers = tuple(answers)
    wholes = [answer for answer in answers if answer.kind is CheckKind.WHOLE]
    if not wholes or standing(answers) is not None:
        return CheckKind.WHOLE
    asked = wholes[-1].at
    recent = -timedelta(days=1) < now - asked < WHOLE_EVERY
    return CheckKind.DAILY if recent and not any(stop >= asked for stop in stops) else CheckKind.WHOLE


def agreements(answers: Iterable[Answer]) -> Mapping[str, date]:
    """Return the items to which a clinician agreed when last asked, with the days on which that was first said."""
    wholes = [answer for answer in answers if answer.kind is CheckKind.WHOLE]
    return wholes[-1].agreed if wholes else {}
