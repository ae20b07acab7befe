"""The rules of the safety check, as a table of every way through it."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from unknot.core.anatomy import Source, Statement
from unknot.core.screening import (
    WHOLE_EVERY,
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

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
SOURCE = Source("guide", "The guide", beyond_guide=False)
WHOLE, DAILY = CheckKind.WHOLE, CheckKind.DAILY


def item(urgency: Urgency, name: str = "") -> ScreeningItem:
    name = name or urgency.name
    return ScreeningItem(name, Statement(name, SOURCE), urgency, daily=True)


def answer(kind: CheckKind, ago: timedelta, result: Urgency | None = None, **more: object) -> Answer:
    return Answer(NOW - ago, kind, ("something",) if result else (), result, **more)  # type: ignore[arg-type]


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


# What an answer means


@pytest.mark.parametrize("urgency", Urgency)
def test_what_is_ticked_says_what_to_do(urgency: Urgency) -> None:
    assert most_urgent([item(urgency)]) is urgency
    assert most_urgent([item(other) for other in Urgency if other <= urgency]) is urgency


def test_nothing_ticked_lets_one_go_on() -> None:
    assert most_urgent([]) is None


@pytest.mark.parametrize("urgency", Urgency)
def test_a_clinician_may_agree_to_what_asks_for_one_and_to_nothing_else(urgency: Urgency) -> None:
    left = most_urgent([item(urgency)], agreed={urgency.name})
    assert left is (None if urgency is Urgency.ASK_FIRST else urgency)


def test_one_that_was_agreed_to_excuses_no_other() -> None:
    ticked = [item(Urgency.ASK_FIRST, "pregnancy"), item(Urgency.ASK_FIRST, "surgery")]
    assert most_urgent(ticked, agreed={"pregnancy"}) is Urgency.ASK_FIRST
    assert most_urgent(ticked, agreed={"pregnancy", "surgery"}) is None


@pytest.mark.parametrize(("ticked", "stood", "seen"), list(product([None, *Urgency], [None, *Urgency], [False, True])))
def test_a_check_replaces_the_last_one_but_an_emergency_that_nobody_has_seen(
    ticked: Urgency | None, stood: Urgency | None, *, seen: bool
) -> None:
    items = [item(ticked)] if ticked else []
    result = judge(items, (), stood, seen=seen)
    if stood is Urgency.EMERGENCY and not seen:
        assert result is Urgency.EMERGENCY
    else:
        assert result is ticked


# Which one is asked


@pytest.mark.parametrize(
    ("answers", "stops", "due"),
    [
        pytest.param([], [], WHOLE, id="the first start"),
        pytest.param([answer(DAILY, HOUR)], [], WHOLE, id="never the whole one"),
        pytest.param([answer(WHOLE, HOUR)], [], DAILY, id="an hour later"),
        pytest.param([answer(WHOLE, WHOLE_EVERY - HOUR)], [], DAILY, id="within a week"),
        pytest.param([answer(WHOLE, WHOLE_EVERY)], [], WHOLE, id="after a week"),
        pytest.param([answer(WHOLE, WHOLE_EVERY), answer(DAILY, HOUR)], [], WHOLE, id="a daily one is not the whole"),
        pytest.param([answer(WHOLE, 2 * WHOLE_EVERY), answer(WHOLE, DAY)], [], DAILY, id="the last one counts"),
        pytest.param([answer(WHOLE, 2 * DAY)], [NOW - DAY], WHOLE, id="after a stop like a nerve"),
        pytest.param([answer(WHOLE, 2 * DAY)], [NOW - 3 * DAY], DAILY, id="a stop before it was asked"),
        pytest.param([answer(WHOLE, DAY)], [NOW - DAY], WHOLE, id="a stop at that very moment"),
        *(
            pytest.param([answer(WHOLE, DAY), answer(kind, HOUR, urgency)], [], WHOLE, id=f"{urgency.name} in {kind}")
            for kind, urgency in product(CheckKind, Urgency)
        ),
        pytest.param([answer(WHOLE, -HOUR)], [], DAILY, id="the clock was put back an hour, as in autumn"),
        pytest.param([answer(WHOLE, -2 * DAY)], [], WHOLE, id="the clock was put back by days"),
        pytest.param([answer(WHOLE, HOUR)], [NOW + DAY], WHOLE, id="the clock was put back after a stop"),
    ],
)
def test_which_check_is_due(answers: list[Answer], stops: list[datetime], due: CheckKind) -> None:
    assert check_due(answers, stops, NOW) is due


# What stands


@pytest.mark.parametrize("urgency", Urgency)
def test_what_was_found_stands_until_another_answer(urgency: Urgency) -> None:
    found = answer(DAILY, DAY, urgency)
    assert standing([found]) is found
    assert standing([found, answer(WHOLE, HOUR, seen=True)]) is None


def test_an_emergency_that_no_clinician_has_seen_stands_whatever_else_is_answered() -> None:
    found = answer(DAILY, DAY, Urgency.EMERGENCY)
    elsewhere = answer(WHOLE, HOUR)
    assert standing([found, elsewhere]) is found, "on another computer, which did not know of it"
    assert standing([found, elsewhere, answer(WHOLE, HOUR, Urgency.ASK_FIRST)]) is found
    again = answer(WHOLE, HOUR, Urgency.EMERGENCY)
    assert standing([found, again]) is again
    assert standing([found, elsewhere, answer(WHOLE, HOUR, seen=True)]) is None


def test_a_changed_clock_lifts_nothing() -> None:
    found = answer(DAILY, HOUR, Urgency.EMERGENCY)
    assert standing([answer(WHOLE, -DAY), found]) is found, "the order of answering counts, not what the clock said"


def test_nothing_stands_before_the_first_answer() -> None:
    assert standing([]) is None


def test_an_agreement_is_kept_with_its_day_until_the_whole_check_is_asked_again() -> None:
    day = (NOW - DAY).date()
    agreed = answer(WHOLE, DAY, agreed={"pregnancy": day})
    assert agreements([agreed, answer(DAILY, HOUR)]) == {"pregnancy": day}
    assert agreements([agreed, answer(WHOLE, HOUR)]) == {}
    assert agreements([]) == {}


def test_an_answer_that_lies_ahead_counts_up_to_a_day() -> None:
    for ahead, due in ((HOUR, DAILY), (DAY - HOUR, DAILY), (DAY, WHOLE), (DAY + HOUR, WHOLE)):
        assert check_due([answer(WHOLE, -ahead)], [], NOW) is due, ahead


def test_what_a_clinician_agreed_to_lets_a_check_pass() -> None:
    asked = [item(Urgency.ASK_FIRST, "pregnancy")]
    assert judge(asked, {"pregnancy"}, None, seen=False) is None
    assert judge(asked, (), None, seen=False) is Urgency.ASK_FIRST
