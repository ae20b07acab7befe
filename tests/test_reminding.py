"""Reminders as they come in a house with hands moved by the test: told by a desktop that only notes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from msgspec import structs

from ui.house import House, Live
from ui.seeing import LEFT, RIGHT, button
from unknot.core.anatomy import Region
from unknot.core.session import Outcome
from unknot.desktop.notifications import ITSELF, Notification
from unknot.reminding import LATER, LOOK_S, START, Reminding
from unknot.store.errors import StoreError
from unknot.store.kept import new_id
from unknot.store.record import Record

H, M = 3600, 60
WORDS = "Time for a few minutes, if you like. Piriformis, left is next."


@dataclass
class Bell:
    """An alarm that rings when it is looked at and its time has come."""

    at_s: float | None = None
    ring: Callable[[], None] | None = None

    def set(self, at_s: float, ring: Callable[[], None]) -> None:
        self.at_s, self.ring = at_s, ring

    def cancel(self) -> None:
        self.at_s = self.ring = None


@dataclass
class Desktop:
    """Shows nothing, and notes what it was told. `silence` is what it wants, `full` whether something fills it."""

    told: list[str] = field(default_factory=list)
    last: Notification | None = None
    silence: bool = False
    full: bool = False
    asked: int = 0

    def show(self, notification: Notification) -> None:
        self.last = notification
        self.told.append(notification.body)

    def withdraw(self) -> None:
        self.told.append("withdrawn")

    def close(self) -> None:
        self.told.append("closed")

    def ask_silence(self, answered: Callable[[bool], None]) -> None:
        self.asked += 1
        answered(self.silence)

    def is_full(self) -> bool:
        return self.full

    @property
    def shown(self) -> list[str]:
        return [line for line in self.told if line not in {"withdrawn", "closed"}]


class Reminded:
    """Reminders in a house, all day long and every three hours unless set otherwise."""

    def __init__(self, house: House, **settings: object) -> None:
        self.house = house
        usual = {"remind": True, "welcomed": True, "remind_from": "00:00", "remind_until": "00:00"}
        house.keeper.change(structs.replace(house.keeper.settings, **(usual | settings)))
        self.bell = Bell()
        self.desktop = Desktop()
        self.reminding = self.again()

    def again(self) -> Reminding:
        """Begin as a program that was just started."""
        self.reminding = Reminding(self.house.practice, self.bell, self.desktop, self.desktop.is_full)
        self.reminding.begin()
        return self.reminding

    async def wait(self, seconds: float) -> None:
        """Let time pass, and let the alarm ring when it is due, which must be once a minute at least."""
        until = self.house.clock.now() + seconds
        while self.bell.at_s is not None and self.bell.at_s <= until:
            assert self.bell.at_s - self.house.clock.now() <= LOOK_S
            self.house.clock.forward(max(0.0, self.bell.at_s - self.house.clock.now()))
            ring, self.bell.at_s = self.bell.ring, None
            assert ring is not None
            ring()
            await self.house.rest()
        self.house.clock.forward(until - self.house.clock.now())

    async def did(self, region: Region = LEFT, outcome: Outcome = Outcome.COMPLETED) -> None:
        """Put a session on record that is over just now."""
        await did(self.house, region, outcome)


async def did(house: House, region: Region = LEFT, outcome: Outcome = Outcome.COMPLETED) -> None:
    at, boundary, session_id = house.clock.wall(), house.keeper.settings.boundary, new_id()

    def write(record: Record) -> None:
        record.begin(session_id, region, started_at=at, boundary=boundary)
        record.end(session_id, outcome, at)

    house.read(write)
    await house.rest()


def test_it_comes_three_hours_after_a_session_and_again_after_three_more(live: Live) -> None:
    async def story(house: House) -> None:
        await did(house)
        all_day = Reminded(house)
        await house.rest()
        await all_day.wait(3 * H - 1)
        assert all_day.desktop.told == []
        assert all_day.desktop.asked == 0, "the desktop is asked nothing before one is due"
        await all_day.wait(1)
        assert all_day.desktop.told == [WORDS]
        assert all_day.desktop.last == Notification(
            "Unknot", WORDS, {"start": "Start", "later": "In 30 minutes"}, "Show Unknot"
        )
        await all_day.wait(3 * H - 1)
        assert len(all_day.desktop.shown) == 1
        await all_day.wait(1)
        assert len(all_day.desktop.shown) == 2

    live(story)


def test_a_session_that_is_really_led_counts(live: Live) -> None:
    async def story(house: House) -> None:
        all_day = Reminded(house, remind_every_h=0.5)
        await house.rest()
        assert len(all_day.desktop.shown) == 1, "with nothing to count from it is due at once"
        await all_day.wait(20 * M)
        await house.begin()
        await house.finish()
        button(house.window, "Skip").click()
        await all_day.wait(30 * M - 5)
        assert len(all_day.desktop.shown) == 1
        await all_day.wait(10)
        assert len(all_day.desktop.shown) == 2

    live(story)


def test_start_leads_through_the_check_with_the_muscle_it_spoke_of(live: Live) -> None:
    async def story(house: House) -> None:
        await did(house, RIGHT)
        all_day = Reminded(house)
        await house.rest()
        await all_day.wait(3 * H)
        assert all_day.desktop.shown == [WORDS.replace("left", "right")]
        house.window.hide()
        all_day.reminding.pressed(START)
        check = await house.dialog("Safety check")
        assert house.window.isVisible()
        assert house.practice.region == RIGHT
        assert not house.conductor.active
        button(check, "None of these").click()
        await house.until(lambda: house.conductor.active)
        assert house.shown[-1].session.plan.region == RIGHT

    live(story)


def test_start_in_a_session_only_brings_the_window_forward(live: Live) -> None:
    async def story(house: House) -> None:
        await did(house, RIGHT)
        all_day = Reminded(house)
        await house.rest()
        await all_day.wait(3 * H)
        await house.begin()
        all_day.reminding.pressed(START)
        await house.rest()
        assert not house.has_dialog("Safety check")
        assert house.shown[-1].session.plan.region == LEFT
        assert house.practice.region == LEFT

    live(story)


def test_a_click_beside_the_buttons_picks_the_muscle_and_begins_nothing(live: Live) -> None:
    async def story(house: House) -> None:
        await did(house, RIGHT)
        all_day = Reminded(house)
        await house.rest()
        await all_day.wait(3 * H)
        all_day.reminding.pressed(ITSELF)
        await house.rest()
        assert house.practice.region == RIGHT
        assert not house.has_dialog("Safety check")

    live(story)


def test_later_is_half_an_hour(live: Live) -> None:
    async def story(house: House) -> None:
        await did(house)
        all_day = Reminded(house)
        await house.rest()
        await all_day.wait(3 * H + 5 * M)
        all_day.reminding.pressed(LATER)
        await house.rest()
        assert all_day.desktop.told == [WORDS, "withdrawn"]
        await all_day.wait(30 * M - 1)
        assert len(all_day.desktop.shown) == 1
        await all_day.wait(1)
        assert len(all_day.desktop.shown) == 2

    live(story)


async def in_session(house: House, all_day: Reminded) -> Callable[[], Awaitable[None]]:
    await all_day.wait(M)
    await house.begin()
    house.conductor.pause_or_resume()

    async def over() -> None:
        house.conductor.stop()
        button(await house.dialog("You stopped"), "Something else").click()
        await house.rest()
        await all_day.wait(3 * H)

    return over


async def behind_a_film(_house: House, all_day: Reminded) -> Callable[[], Awaitable[None]]:
    all_day.desktop.full = True

    async def over() -> None:
        all_day.desktop.full = False
        await all_day.wait(LOOK_S)

    return over


async def in_silence(_house: House, all_day: Reminded) -> Callable[[], Awaitable[None]]:
    all_day.desktop.silence = True

    async def over() -> None:
        all_day.desktop.silence = False
        await all_day.wait(LOOK_S)

    return over


@pytest.mark.parametrize("what", [in_session, behind_a_film, in_silence])
def test_what_is_in_the_way_makes_it_wait_and_none_pile_up(
    live: Live, what: Callable[[House, Reminded], Awaitable[Callable[[], Awaitable[None]]]]
) -> None:
    async def story(house: House) -> None:
        await did(house)
        all_day = Reminded(house, remind_every_h=1.0)
        await house.rest()
        over = await what(house, all_day)
        await all_day.wait(3.5 * H)
        assert all_day.desktop.shown == []
        house.keeper.change(structs.replace(house.keeper.settings, remind_every_h=3.0))
        await over()
        assert len(all_day.desktop.shown) == 1
        await all_day.wait(2.9 * H)
        assert len(all_day.desktop.shown) == 1

    live(story)


def test_it_is_quiet_while_a_muscle_rests(live: Live) -> None:
    async def story(house: House) -> None:
        all_day = Reminded(house, reminded_at=house.clock.wall().isoformat(timespec="milliseconds"))
        await house.begin()
        button(await house.stop(), "Sharp").click()
        await house.until(lambda: "Rests until" in house.said())
        for advice in ("Get medical help", "Ask a clinician first"):
            if house.has_dialog(advice):
                button(await house.dialog(advice), "Close").click()
                await house.rest()
        await all_day.wait(11 * H)
        assert all_day.desktop.shown == []
        await all_day.wait(2 * H)
        assert len(all_day.desktop.shown) == 1

    live(story)


def test_it_is_quiet_once_the_goal_is_met_until_the_day_ends(live: Live) -> None:
    async def story(house: House) -> None:
        for _ in range(3):
            await did(house)
        all_day = Reminded(house)
        await house.rest()
        await all_day.wait(7.9 * H)
        assert all_day.desktop.shown == [], "until 3:00"
        await all_day.wait(0.2 * H)
        assert all_day.desktop.shown == [WORDS]

    live(story)


def test_a_program_that_is_started_again_knows_when_it_reminded(live: Live) -> None:
    async def story(house: House) -> None:
        await did(house)
        all_day = Reminded(house)
        await house.rest()
        await all_day.wait(4 * H)
        all_day.again()
        await house.rest()
        assert len(all_day.desktop.shown) == 1
        assert house.keeper.settings.reminded_at == datetime.fromisoformat("2026-11-22T22:00:00+00:00").isoformat(
            timespec="milliseconds"
        )

    live(story)


def test_turned_on_just_now_it_does_not_come_at_once(live: Live) -> None:
    async def story(house: House) -> None:
        await did(house)
        all_day = Reminded(house, remind=False)
        await house.rest()
        await all_day.wait(5 * H)
        assert all_day.desktop.shown == []
        house.keeper.change(structs.replace(house.keeper.settings, remind=True))
        all_day.reminding.begin(just_asked=True)
        await house.rest()
        await all_day.wait(3 * H - 1)
        assert all_day.desktop.shown == []
        await all_day.wait(1)
        assert len(all_day.desktop.shown) == 1

    live(story)


def test_nobody_is_reminded_before_the_first_pages_are_read(live: Live) -> None:
    async def story(house: House) -> None:
        all_day = Reminded(house, welcomed=False)
        await house.rest()
        await all_day.wait(1 * H)
        assert all_day.desktop.shown == []

    live(story)


def test_turned_off_it_looks_no_more(live: Live) -> None:
    async def story(house: House) -> None:
        await did(house)
        all_day = Reminded(house)
        await house.rest()
        all_day.reminding.end()
        assert all_day.bell.at_s is None
        all_day.reminding.look()
        assert all_day.bell.at_s is None
        assert all_day.desktop.told == ["closed"]

    live(story)


def test_turned_off_while_it_looks_it_shows_nothing(live: Live) -> None:
    async def story(house: House) -> None:
        all_day = Reminded(house)
        all_day.reminding.end()
        await house.rest()
        assert all_day.desktop.shown == []
        assert all_day.bell.at_s is None

    live(story)


def test_where_the_record_can_t_be_read_nobody_is_reminded(live: Live) -> None:
    def unreadable() -> Record:
        raise StoreError("It can't be read.")

    async def story(house: House) -> None:
        all_day = Reminded(house)
        await house.rest()
        await all_day.wait(5 * M)
        assert all_day.desktop.shown == []
        assert all_day.bell.at_s is not None, "it looks again"

    live(story, unreadable)


def test_a_computer_that_slept_reminds_once_within_a_minute_of_waking(live: Live) -> None:
    async def story(house: House) -> None:
        await did(house)
        all_day = Reminded(house)
        await house.rest()
        house.clock.leap(9 * H)
        await all_day.wait(0)
        assert all_day.desktop.shown == [WORDS]

    live(story)
