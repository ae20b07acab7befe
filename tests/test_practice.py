"""The one flow, from the picture to the day's count, with nothing but the clock in the test's hand."""

from collections.abc import Callable
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog

from ui.house import SHORT, House, Live
from ui.seeing import LEFT, RIGHT, button, has_button, name, press, spin, texts, visible
from unknot.core.plan import Technique
from unknot.core.safety import StopReason
from unknot.core.screening import Urgency
from unknot.core.session import Outcome
from unknot.guide.library import Guide
from unknot.store.kept import new_id
from unknot.store.record import Record


def test_a_session_from_the_picture_to_the_days_count(live: Live) -> None:
    async def story(house: House) -> None:
        assert "Today: 0 of 3" in house.said()
        check = await house.press_start()
        assert not house.conductor.active
        press(spin(check, "Discomfort before"), Qt.Key.Key_6)
        button(check, "None of these").click()
        await house.until(lambda: house.has_dialog("Safety reminder"))
        assert "Get into position" in house.said()
        house.clock.forward(3 + 5)
        assert "Sustained compression" in house.said()
        assert "25" in texts(house.window)
        await house.finish()
        assert not house.has_dialog("Safety reminder")
        assert "Today: 1 of 3" in house.said()
        press(spin(house.window, "Discomfort now"), Qt.Key.Key_2)
        button(house.window, "Save").click()
        await house.rest()
        (kept,) = house.sessions
        assert (kept.region, kept.outcome, kept.before, kept.after) == (LEFT, Outcome.COMPLETED, 6, 2)
        assert [(p.technique, p.spot, p.observed_s) for p in kept.phases] == [(Technique.COMPRESSION, 1, 30.0)]
        assert button(house.window, "Start session").isEnabled()
        assert "Today: 1 of 3" in house.said()

    live(story)


def test_the_count_is_that_of_one_muscle_and_side(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        await house.finish()
        await house.pick(RIGHT)
        assert "Today: 0 of 3" in house.said()
        await house.pick(LEFT)
        assert "Today: 1 of 3" in house.said()

    live(story)


def test_a_phase_skipped_with_next_makes_it_partial_and_not_counted(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        house.clock.forward(10)
        button(house.window, "Next phase").click()
        await house.until(lambda: "After the session" in house.said())
        assert "Today: 0 of 3" in house.said()
        assert "partial" in house.said()
        assert [kept.outcome for kept in house.sessions] == [Outcome.PARTIAL]

    live(story)


def test_a_rehearsal_is_marked_and_never_counted(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        assert "Rehearsal: not counted" in house.said()
        await house.finish()
        assert "Today: 0 of 3" in house.said()
        assert [kept.rehearsal for kept in house.sessions] == [True]

    live(story, rehearsal=True)


@pytest.mark.parametrize("flag", ["both-legs", "weakness", "bladder-bowel"])
@pytest.mark.parametrize("way_out", ["Continue", "Escape"])
def test_a_red_flag_leads_to_advice_and_no_session(live: Live, guide: Guide, flag: str, way_out: str) -> None:
    async def story(house: House) -> None:
        check = await house.press_start()
        (text,) = [item.statement.text for item in guide.screening if item.id == flag]
        (box,) = [box for box in visible(check, QCheckBox) if name(box) == text]
        box.click()
        if way_out == "Escape":
            press(check, Qt.Key.Key_Escape)
        else:
            button(check, way_out).click()
        advice = await house.dialog("Get medical help")
        assert any("112" in line for line in texts(advice))
        button(advice, "Close").click()
        await house.until(lambda: not house.has_dialog("Get medical help"))
        await house.rest()
        assert not house.conductor.active
        assert house.sessions == []
        assert house.read(Record.unfinished) == 0
        (_first, kept) = house.read(lambda record: list(record.checks()))
        assert (kept.answer.ticked, kept.answer.result) == ((flag,), Urgency.EMERGENCY)

    live(story)


def test_a_check_closed_without_an_answer_starts_nothing_and_can_be_asked_again(live: Live) -> None:
    async def story(house: House) -> None:
        press(await house.press_start(), Qt.Key.Key_Escape)
        await house.until(lambda: not house.has_dialog("Safety check"))
        await house.rest()
        assert not house.conductor.active
        assert len(house.read(lambda record: list(record.checks()))) == 1
        await house.begin()
        assert house.conductor.active

    live(story)


def test_nobody_can_start_twice(live: Live) -> None:
    async def story(house: House) -> None:
        start = button(house.window, "Start session")
        start.click()
        start.click()
        check = await house.dialog("Safety check")
        house.practice.start(SHORT)
        await house.rest()
        assert len(house.window.findChildren(type(check))) == 1
        button(check, "None of these").click()
        await house.until(lambda: house.conductor.active)
        house.practice.start(SHORT)
        await house.pick(RIGHT)
        assert not house.has_dialog("Safety check")
        assert has_button(house.window, "Pause"), "nor pick another muscle meanwhile"
        await house.finish()
        assert [kept.region for kept in house.sessions] == [LEFT]

    live(story)


REASONS = [
    ("Sharp", StopReason.SHARP),
    ("Electrical", StopReason.ELECTRICAL),
    ("Shooting", StopReason.SHOOTING),
    ("Numbness or tingling", StopReason.NUMBNESS),
]


async def rests(house: House, reason: StopReason | None) -> None:
    """Check that the muscle rests, on record and in the window, and that nothing starts."""
    (kept,) = house.sessions
    assert (kept.outcome, kept.stop_reason, kept.phases[0].observed_s) == (Outcome.STOPPED, reason, 10.0)
    (rest,) = house.read(lambda record: record.rests(house.clock.wall()))
    assert (rest.region, rest.reason) == (LEFT, reason)
    assert "Rests until 07:00 tomorrow" in house.said()
    assert not has_button(house.window, "Start session")
    for again in (house.window.start, house.window.again):
        again.emit(*[SHORT][: again is house.window.start])
        await house.rest()
        assert not house.has_dialog("Safety check")
    await house.pick(RIGHT)
    assert button(house.window, "Start session").isEnabled(), "the other side may go on"


@pytest.mark.parametrize(("words", "reason"), REASONS)
def test_a_stop_that_feels_like_a_nerve_rests_the_muscle(live: Live, words: str, reason: StopReason) -> None:
    async def story(house: House) -> None:
        await house.begin()
        house.clock.forward(13)
        question = await house.stop()
        assert (house.alarm.due_s, house.conductor.active) == (None, False)
        assert not has_button(house.window, "Pause"), "no running clock behind the question"
        button(question, words).click()
        await house.until(lambda: "Rests until" in house.said())
        await rests(house, reason)

    live(story)


@pytest.mark.parametrize(
    "close", [lambda question: press(question, Qt.Key.Key_Escape), lambda question: question.close()]
)
def test_a_stop_left_unexplained_rests_the_muscle_too(live: Live, close: Callable[[QDialog], object]) -> None:
    async def story(house: House) -> None:
        await house.begin()
        house.clock.forward(13)
        close(await house.stop())
        await house.until(lambda: "Rests until" in house.said())
        assert "did not say" in house.said()
        await rests(house, None)

    live(story)


def test_a_stop_for_something_else_is_no_rest(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        house.clock.forward(13)
        button(await house.stop(), "Something else").click()
        await house.until(lambda: not house.has_dialog("You stopped"))
        await house.rest()
        (kept,) = house.sessions
        assert (kept.outcome, kept.stop_reason) == (Outcome.STOPPED, StopReason.OTHER)
        assert house.read(lambda record: record.rests(house.clock.wall())) == ()
        assert button(house.window, "Start session").isEnabled()
        assert "You can begin a new session when you feel ready." in house.said()

    live(story)


def test_a_rest_is_over_when_its_time_is(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        button(await house.stop(), "Sharp").click()
        await house.until(lambda: "Rests until" in house.said())
        house.clock.forward(12 * 3600 - 1)
        await house.pick(LEFT)
        assert not has_button(house.window, "Start session")
        house.clock.forward(1)
        await house.pick(LEFT)
        await house.begin()

    live(story)


def test_a_rest_that_came_from_elsewhere_meanwhile_blocks_start_and_says_why(live: Live) -> None:
    async def story(house: House) -> None:
        session_id, now = new_id(), house.clock.wall()
        house.read(lambda record: record.begin(session_id, LEFT, started_at=now, boundary=time(3)))
        house.read(lambda record: record.end(session_id, Outcome.STOPPED, now))
        button(house.window, "Start session").click()
        await house.until(lambda: "Rests until" in house.said())
        await house.rest()
        assert not house.has_dialog("Safety check")
        assert not has_button(house.window, "Start session")

    live(story)
