"""The flow of the second way in: what is asked before anything is listed."""

from collections.abc import Awaitable, Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QSpinBox

from ui.house import SHORT, House, Live
from ui.seeing import RIGHT, button, has_button, name, press, texts, visible
from unknot.core.anatomy import Region, Side
from unknot.core.felt import Match, Place, matches
from unknot.core.screening import CheckKind, Urgency
from unknot.guide.library import Guide
from unknot.store.kept import KeptCheck
from unknot.ui.felt_panel import FeltPanel

THIGH = (Place("thigh-back", Side.LEFT),)
BOTH_LEGS = (Place("calf", Side.LEFT), Place("thigh-side", Side.RIGHT))
CHECK, ADVICE = "Safety check", "Ask a clinician first"
Story = Callable[[House, list[Sequence[Match]]], Awaitable[None]]
Play = Callable[[Story], None]


@pytest.fixture
def play(live: Live, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Return what plays a story in a house, with the lists that its window was given."""

    def played(story: Story) -> None:
        async def noted(house: House) -> None:
            lists: list[Sequence[Match]] = []
            monkeypatch.setattr(house.window, "show_matches", lists.append)
            await story(house, lists)

        live(noted)

    return played


def ticked(check: QDialog) -> list[str]:
    return [name(box) for box in visible(check, QCheckBox) if box.isChecked()]


def numbness(guide: Guide) -> str:
    (said,) = [item.statement.text for item in guide.screening if item.id == "new-numbness"]
    return said


def checks(house: House) -> list[KeptCheck]:
    return house.read(lambda record: list(record.checks()))[1:]  # the first is that of the house


async def numb(house: House) -> QDialog:
    """Say that it is numb; return the safety check."""
    house.window.numb.emit(THIGH)
    return await house.dialog(CHECK)


async def over(house: House) -> None:
    """Wait until nothing is asked any more."""
    await house.until(lambda: not house.has_dialog(CHECK) and not house.has_dialog(ADVICE))
    await house.rest()


def test_what_aches_is_listed_at_once(play: Play, guide: Guide) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        house.window.ached.emit(THIGH)
        assert lists == [matches(guide.anatomy, THIGH)]
        await house.rest()
        assert not house.has_dialog(CHECK)
        assert checks(house) == []

    play(story)


def test_what_is_numb_leads_to_the_check_with_that_ticked_before_anything_is_listed(play: Play, guide: Guide) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        check = await numb(house)
        assert ticked(check) == [numbness(guide)]
        assert not button(check, "None of these").isEnabled()
        assert lists == []
        button(check, "Continue").click()
        advice = await house.dialog(ADVICE)
        assert lists == []
        button(advice, "Close").click()
        await over(house)
        assert lists == []
        (kept,) = checks(house)
        assert (kept.answer.kind, kept.answer.ticked, kept.answer.result) == (
            CheckKind.DAILY,
            ("new-numbness",),
            Urgency.ASK_FIRST,
        )

    play(story)


def test_the_most_urgent_tick_leads_the_advice_there_too(play: Play, guide: Guide) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        check = await numb(house)
        for box in visible(check, QCheckBox):
            box.setChecked(True)
        button(check, "Continue").click()
        button(await house.dialog("Get medical help"), "Close").click()
        await over(house)
        assert lists == []
        assert [kept.answer.result for kept in checks(house)] == [Urgency.EMERGENCY]

    play(story)


def test_unticked_and_none_of_these_lists_and_is_kept(play: Play, guide: Guide) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        check = await numb(house)
        (box,) = [box for box in visible(check, QCheckBox) if box.isChecked()]
        box.click()
        button(check, "None of these").click()
        await house.until(lambda: bool(lists))
        assert lists == [matches(guide.anatomy, THIGH)]
        assert [(kept.answer.ticked, kept.answer.result) for kept in checks(house)] == [((), None)]

    play(story)


@pytest.mark.parametrize("untick", [False, True])
def test_closed_without_an_answer_nothing_is_listed_or_kept(play: Play, untick: bool) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        check = await numb(house)
        if untick:
            next(box for box in visible(check, QCheckBox) if box.isChecked()).click()
        press(check, Qt.Key.Key_Escape)
        await over(house)
        assert lists == []
        assert checks(house) == []
        await numb(house)

    play(story)


def test_a_flag_that_the_person_ticked_counts_however_the_check_is_closed(play: Play) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        check = await numb(house)
        next(iter(visible(check, QCheckBox))).click()
        press(check, Qt.Key.Key_Escape)
        button(await house.dialog("Get medical help"), "Close").click()
        await over(house)
        assert lists == []
        assert [kept.answer.ticked for kept in checks(house)] == [("both-legs", "new-numbness")]

    play(story)


def test_both_legs_lead_to_the_check_first_with_nothing_ticked(play: Play, guide: Guide) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        house.window.ached.emit(BOTH_LEGS)
        check = await house.dialog(CHECK)
        assert ticked(check) == []
        assert lists == []
        button(check, "None of these").click()
        await house.until(lambda: bool(lists))
        assert lists == [matches(guide.anatomy, BOTH_LEGS)]
        assert len(checks(house)) == 1

    play(story)


def test_no_session_follows_so_discomfort_is_not_asked(play: Play) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        check = await numb(house)
        assert list(visible(check, QSpinBox)) == []
        assert "Discomfort" not in " ".join(texts(check))

    play(story)


def test_while_the_check_is_open_no_session_can_start(play: Play) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        check = await numb(house)
        house.practice.start(SHORT)
        house.window.numb.emit(THIGH)
        house.window.ached.emit(THIGH)
        await house.pick(RIGHT)
        assert len(house.window.findChildren(type(check))) == 1
        assert lists == []
        press(check, Qt.Key.Key_Escape)
        await over(house)
        assert not house.conductor.active
        await house.begin()

    play(story)


def test_in_a_session_neither_answer_does_anything(play: Play) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        await house.begin()
        for said in (house.window.ached, house.window.numb):
            said.emit(THIGH)
            await house.rest()
        assert not house.has_dialog(CHECK)
        assert lists == []
        assert has_button(house.window, "Pause")

    play(story)


def test_a_list_is_not_shown_for_places_that_were_changed_meanwhile(play: Play) -> None:
    async def story(house: House, lists: list[Sequence[Match]]) -> None:
        house.window.ached.emit(BOTH_LEGS)
        check = await house.dialog(CHECK)
        house.window.felt.emit(THIGH)
        button(check, "None of these").click()
        await over(house)
        assert lists == []

    play(story)


def test_from_the_body_to_the_list_to_the_muscle(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        button(house.window, "Where do you feel it?").click()
        await house.rest()
        house.window.atlas.felt.emit(THIGH)
        assert "Back of the thigh, left" in house.said()
        button(house.window, "It aches there").click()
        assert guide.felt.listed.text in house.said()
        (panel,) = house.window.findChildren(FeltPanel)
        button(panel, "Gluteus minimus, left").click()
        await house.rest()
        assert house.practice.region == Region("gluteus-minimus", Side.LEFT)
        assert has_button(house.window, "Start session")

    live(story)


def test_other_places_take_the_list_away(live: Live, guide: Guide) -> None:
    async def story(house: House) -> None:
        button(house.window, "Where do you feel it?").click()
        await house.rest()
        house.window.atlas.felt.emit(THIGH)
        button(house.window, "It aches there").click()
        assert guide.felt.listed.text in house.said()
        house.window.atlas.felt.emit(BOTH_LEGS)
        assert guide.felt.listed.text not in house.said()
        assert button(house.window, "It aches there").isEnabled()

    live(story)
