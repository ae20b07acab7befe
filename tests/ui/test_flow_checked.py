"""The safety check in the flow: every item by every way in, what it keeps from beginning, and what lifts that."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import cycle, product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog

from effort import LONG
from ui.house import SHORT, House, Live
from ui.seeing import LEFT, RIGHT, button, dialogs, has_button, name, press, texts, visible
from unknot.core.anatomy import Side
from unknot.core.felt import Place
from unknot.core.routine import Routine, Step
from unknot.core.screening import WHOLE_EVERY, Answer, CheckKind, ScreeningItem, Urgency
from unknot.guide.library import Guide
from unknot.store.kept import KeptCheck, new_id

CHECK = "Safety check"
TITLES = {
    Urgency.EMERGENCY: "Get medical help",
    Urgency.SAME_DAY: "Get medical help",
    Urgency.ASK_FIRST: "Ask a clinician first",
}
AGREE, YES = "A clinician knows and agrees", "Yes, a clinician has seen me"
ROUTINE = Routine(new_id(), "Mine", (Step(RIGHT, SHORT), Step(LEFT, SHORT)))
Way = Callable[[House], Awaitable[None]]


# Ways in


async def by_start(house: House) -> None:
    button(house.window, "Start session").click()


async def by_key(house: House) -> None:
    start = button(house.window, "Start session")
    start.setFocus()
    press(start, Qt.Key.Key_Space)


async def by_again(house: House) -> None:
    house.window.again.emit()


async def by_routine(house: House) -> None:
    house.own(ROUTINE)
    button(house.window, "Routines").click()
    dialog = await house.dialog("Routines")
    button(dialog, "Start routine").click()


async def by_what_is_felt(house: House) -> None:
    house.window.ached.emit((Place("calf", Side.LEFT), Place("calf", Side.RIGHT)))


async def by_something_changed(house: House) -> None:
    button(house.window, "Something changed").click()


WAYS: dict[str, Way] = {
    "start": by_start,
    "key": by_key,
    "again": by_again,
    "routine": by_routine,
    "felt": by_what_is_felt,
    "something changed": by_something_changed,
}


def boxes(check: QDialog) -> dict[str, QCheckBox]:
    return {name(box): box for box in visible(check, QCheckBox)}


def answers(house: House) -> list[Answer]:
    return [check.answer for check in house.read(lambda record: list(record.checks()))]


async def close_advice(house: House, urgency: Urgency) -> None:
    button(await house.dialog(TITLES[urgency]), "Close").click()
    await house.until(lambda: not house.has_dialog(TITLES[urgency]))
    await house.rest()


async def tick(house: House, *items: ScreeningItem) -> None:
    """Tick items of the check that is open, and go on."""
    check = await house.dialog(CHECK)
    for item in items:
        boxes(check)[item.statement.text].click()
    button(check, "Continue").click()


def by_id(guide: Guide, name: str) -> ScreeningItem:
    (item,) = [item for item in guide.screening if item.id == name]
    return item


def keep(house: House, answer: Answer) -> None:
    house.read(lambda record: record.add_check(KeptCheck(new_id(), answer)))


ITEMS = (
    *("both-legs", "weakness", "bladder-bowel", "saddle-numbness", "both-sides", "passing-water", "full-bladder"),
    *("sexual-change", "milder-weakness", "clot", "new-numbness", "cancer", "unwell", "night-pain", "injury"),
    *("weak-bones", "bleeding", "surgery", "skin", "pregnancy"),
)


def test_these_are_all_the_items(guide: Guide) -> None:
    assert tuple(item.id for item in guide.screening) == ITEMS


def each_item_by_each_way() -> list[tuple[str, str]]:
    """Return every item with every way in; in a short run every item with one of the ways, in turn.

    The short run loses nothing where a way asks the check that all of them ask: that each way meets what an item of
    each urgency left behind is the test after this one.
    """
    if LONG:
        return list(product(ITEMS, WAYS))
    return list(zip(ITEMS, cycle(WAYS), strict=False))


@pytest.mark.parametrize(("item", "way"), each_item_by_each_way())
def test_no_item_lets_a_session_begin_by_any_way(live: Live, guide: Guide, item: str, way: str) -> None:
    asked = by_id(guide, item)

    async def story(house: House) -> None:
        await WAYS[way](house)
        await tick(house, asked)
        await close_advice(house, asked.urgency)
        assert not house.conductor.active
        assert house.sessions == []
        (last,) = answers(house)
        assert (last.kind, last.ticked, last.result) == (CheckKind.WHOLE, (item,), asked.urgency)

    live(story, checked=False)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("urgency", Urgency)
def test_what_was_found_stands_by_every_way_until_the_whole_check_is_asked_again(
    live: Live, guide: Guide, urgency: Urgency, way: str
) -> None:
    item = next(item for item in guide.screening if item.urgency is urgency)

    async def story(house: House) -> None:
        keep(house, Answer(house.clock.wall(), CheckKind.DAILY, (item.id,), urgency))
        await WAYS[way](house)
        check = await house.dialog(CHECK)
        assert len(boxes(check)) == len(guide.screening), "the whole one"
        assert f"Last time you ticked: {item.statement.text}." in texts(check)
        assert not any(box.isChecked() for box in boxes(check).values())
        press(check, Qt.Key.Key_Escape)
        await house.rest()
        assert not house.conductor.active, "closed, nothing changes"
        assert len(answers(house)) == 2

    live(story)


def test_an_emergency_is_lifted_only_when_a_clinician_has_seen_it(live: Live, guide: Guide) -> None:
    flag = by_id(guide, "both-legs")

    async def story(house: House) -> None:
        keep(house, Answer(house.clock.wall(), CheckKind.DAILY, (flag.id,), Urgency.EMERGENCY))
        for _try in range(2):
            button(await house.press_start(), "None of these").click()
            question = await asked_who_has_seen_it(house)
            assert any(flag.statement.text in line for line in texts(question))
            button(question, "Not yet").click()
            await close_advice(house, Urgency.EMERGENCY)
            assert not house.conductor.active
            assert answers(house)[-1].ticked == (flag.id,), "it stands as it was ticked"
        button(await house.press_start(), "None of these").click()
        button(await asked_who_has_seen_it(house), YES).click()
        await house.until(lambda: house.conductor.active)
        assert answers(house)[-1].result is None

    live(story)


def test_who_has_a_clinicians_word_for_one_thing_can_still_lift_another(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        now = house.clock.wall()
        keep(house, Answer(now, CheckKind.WHOLE, ("pregnancy",), None, {"pregnancy": now.date()}))
        keep(house, Answer(now, CheckKind.DAILY, ("both-legs",), Urgency.EMERGENCY))
        button(await house.press_start(), "Continue").click()
        button(await asked_who_has_seen_it(house), YES).click()
        await house.until(lambda: house.conductor.active)

    live(story)


def test_what_is_ticked_besides_an_emergency_that_stands_is_kept_with_it(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        keep(house, Answer(house.clock.wall(), CheckKind.DAILY, ("both-legs",), Urgency.EMERGENCY))
        await by_start(house)
        await tick(house, by_id(guide, "clot"))
        await close_advice(house, Urgency.EMERGENCY)
        assert answers(house)[-1].ticked == ("both-legs", "clot")
        assert answers(house)[-1].result is Urgency.EMERGENCY

    live(story)


async def asked_who_has_seen_it(house: House) -> QDialog:
    """Wait for the question whether a clinician has."""
    await house.until(lambda: any(has_button(dialog, YES) for dialog in dialogs()))
    return next(dialog for dialog in dialogs() if has_button(dialog, YES))


@pytest.mark.parametrize("urgency", [Urgency.SAME_DAY, Urgency.ASK_FIRST])
def test_the_others_are_lifted_by_the_check_alone(live: Live, guide: Guide, urgency: Urgency) -> None:
    item = next(item for item in guide.screening if item.urgency is urgency)

    async def story(house: House) -> None:
        keep(house, Answer(house.clock.wall(), CheckKind.WHOLE, (item.id,), urgency))
        button(await house.press_start(), "None of these").click()
        await house.until(lambda: house.conductor.active)
        assert answers(house)[-1].result is None

    live(story)


def test_a_clinician_who_agrees_lets_one_go_on_and_it_is_remembered_with_its_day(live: Live, guide: Guide) -> None:
    item = by_id(guide, "pregnancy")
    words = f"{AGREE}: {item.statement.text}"

    async def story(house: House) -> None:
        check = await house.press_start()
        assert words not in boxes(check), "it is asked only of what is ticked"
        boxes(check)[item.statement.text].click()
        boxes(check)[words].click()
        button(check, "Continue").click()
        await house.until(lambda: house.conductor.active)
        day = house.clock.wall().date()
        assert (answers(house)[-1].result, dict(answers(house)[-1].agreed)) == (None, {"pregnancy": day})
        await house.finish()
        button(house.window, "Skip").click()
        house.clock.forward(WHOLE_EVERY.total_seconds())
        again = await house.press_start()
        assert boxes(again)[item.statement.text].isChecked()
        since = next(box for box in visible(again, QCheckBox) if day.isoformat() in name(box))
        assert since.isChecked()
        button(again, "Continue").click()
        await house.until(lambda: house.conductor.active)
        assert dict(answers(house)[-1].agreed) == {"pregnancy": day}, "since when, not when it was last said"

    live(story, checked=False)


@pytest.mark.parametrize("item", [item for item in ITEMS if item in {"both-legs", "clot", "milder-weakness"}])
def test_nobody_can_agree_to_what_is_urgent(live: Live, guide: Guide, item: str) -> None:
    async def story(house: House) -> None:
        check = await house.press_start()
        boxes(check)[by_id(guide, item).statement.text].click()
        assert not any(called.startswith(AGREE) for called in boxes(check))
        press(check, Qt.Key.Key_Escape)

    live(story, checked=False)


def test_the_whole_check_comes_again_after_a_week_and_after_a_stop_like_a_nerve(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        daily = len([item for item in guide.screening if item.daily])
        check = await house.press_start()
        assert len(boxes(check)) == daily
        button(check, "None of these").click()
        await house.until(lambda: house.conductor.active)
        button(await house.stop(), "Sharp").click()
        await house.until(lambda: not house.conductor.active and not house.has_dialog("You stopped"))
        await house.rest()
        house.clock.forward(60)
        await house.pick(RIGHT)
        check = await house.press_start()
        assert len(boxes(check)) == len(guide.screening), "after the stop"
        button(check, "None of these").click()
        await house.until(lambda: house.conductor.active)
        await house.finish()
        button(house.window, "Skip").click()
        house.clock.forward((WHOLE_EVERY - timedelta(hours=1)).total_seconds())
        check = await house.press_start()
        assert len(boxes(check)) == daily
        press(check, Qt.Key.Key_Escape)
        await house.rest()
        house.clock.forward(timedelta(hours=1).total_seconds())
        check = await house.press_start()
        assert len(boxes(check)) == len(guide.screening), "after a week"
        press(check, Qt.Key.Key_Escape)

    live(story)


def test_two_stops_like_a_nerve_in_a_week_show_the_way_to_a_clinician(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        for region, often in ((LEFT, False), (RIGHT, True)):
            await house.pick(region)
            await house.begin()
            button(await house.stop(), "Shooting").click()
            await house.until(lambda: not house.has_dialog("You stopped"))
            await house.rest()
            assert house.has_dialog("Ask a clinician first") is often
        advice = await house.dialog("Ask a clinician first")
        assert texts(advice)[1] == guide.stop.often.text
        button(advice, "Close").click()
        await house.rest()
        assert guide.stop.stays.text in house.said()

    live(story)


def test_stops_a_week_apart_do_not(live: Live) -> None:
    async def story(house: House) -> None:
        for region in (LEFT, RIGHT):
            await house.pick(region)
            await house.begin()
            button(await house.stop(), "Sharp").click()
            await house.until(lambda: not house.has_dialog("You stopped"))
            await house.rest()
            assert not house.has_dialog("Ask a clinician first")
            house.clock.forward(timedelta(days=7).total_seconds())

    live(story)


def test_after_the_sixth_session_of_a_day_it_says_that_more_is_not_better(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        said = guide.strength.enough.text
        for count in range(1, 8):
            await house.begin()
            await house.finish()
            assert (said in house.said()) is (count == 6)
            button(house.window, "Skip").click()
            await house.rest()
            if count == 6:
                button(house.window, "Dismiss").click()
                assert said not in house.said()
        assert len(house.sessions) == 7

    live(story)


def test_too_strong_is_one_key_and_is_answered(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        await house.begin()
        press(house.window, Qt.Key.Key_Down)
        assert guide.strength.ease.text not in house.said(), "nothing is pressed yet"
        house.clock.forward(5)
        house.speaker.spoken()
        press(house.window, Qt.Key.Key_Down)
        assert guide.strength.ease.text in house.said()
        assert house.sounds.heard[-1] == guide.strength.ease.text
        house.clock.forward(11)
        assert guide.strength.ease.text not in house.said()
        await house.finish()
        (kept,) = house.sessions
        assert kept.phases[0].observed_s == SHORT.compression_s, "it takes no time away"

    live(story)
