"""What the person sets is in force at once, and kept."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from ui.house import SHORT, House, Live
from ui.seeing import button
from unknot.core.cues import Coaching
from unknot.store.settings import Settings, read_settings
from unknot.ui import theme
from unknot.ui.preferences import DEFAULT
from unknot.wishes import Wishes, preferences_of, with_preferences


def wishes(house: House, qapp: QApplication, shipped: Path) -> Wishes:
    practice = house.practice
    return Wishes(qapp, shipped, house.window, practice.keeper, practice.speaker, practice.conductor, theme.LIGHT)


async def opened(house: House) -> QDialog:
    button(house.window, "Settings").click()
    return await house.dialog("Settings")


def test_the_dialogs_defaults_are_the_settings_own() -> None:
    assert preferences_of(Settings()) == DEFAULT
    assert with_preferences(Settings(), DEFAULT) == Settings()


def test_every_preference_has_a_setting_and_nothing_else_changes() -> None:
    settings = Settings(muscle="piriformis", window=(1, 2, 300, 400), say_half_way=True, volume=0.3, goal=5)
    assert with_preferences(settings, preferences_of(settings)) == settings


@pytest.mark.parametrize(
    ("words", "name", "coaching"),
    [
        ("Half way", "say_half_way", Coaching(half_way=True, comfort=True)),
        ("Ten seconds left", "say_ten_seconds", Coaching(ten_seconds=True, comfort=True)),
        ("Every 15 seconds", "say_every_quarter", Coaching(every_quarter=True, comfort=True)),
    ],
)
def test_what_is_said_besides_changes_at_once_and_is_kept(
    live: Live, qapp: QApplication, shipped: Path, words: str, name: str, coaching: Coaching
) -> None:
    async def story(house: House) -> None:
        kept = wishes(house, qapp, shipped)
        dialog = await opened(house)
        button(dialog, words).click()
        assert house.conductor.coaching == coaching
        button(dialog, "Close").click()
        house.keeper.flush()
        assert getattr(read_settings(house.keeper.path)[0], name) is True
        assert kept is not None

    live(story)


def test_without_the_voice_only_chimes_sound(live: Live, qapp: QApplication, shipped: Path) -> None:
    async def story(house: House) -> None:
        kept = wishes(house, qapp, shipped)
        dialog = await opened(house)
        button(dialog, "Voice").click()
        button(dialog, "Close").click()
        await house.rest()
        house.sounds.heard.clear()
        house.practice.set_dose(SHORT)
        house.practice.pick(house.practice.region)
        await house.begin()
        house.clock.forward(20)
        assert {said for said in house.sounds.heard if said and not said.startswith("*")} == set()
        assert "*begin*" in house.sounds.heard
        assert kept is not None

    live(story)


def test_a_session_begins_in_the_distance_view_where_that_is_wished(
    live: Live, qapp: QApplication, shipped: Path
) -> None:
    async def story(house: House) -> None:
        kept = wishes(house, qapp, shipped)
        dialog = await opened(house)
        button(dialog, "Fill the screen when a session starts").click()
        button(dialog, "Close").click()
        await house.rest()
        assert house.window.distance_on_start
        assert kept is not None

    live(story)
