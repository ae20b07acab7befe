"""What there is to read, as the program opens it: the first pages once, Learn at any time, what is wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtWidgets import QDialog

from ui.house import House, Live
from ui.seeing import button, dialogs
from unknot import learning
from unknot.guide.library import Guide
from unknot.learning import Learning
from unknot.ui.learn import LearnDialog
from unknot.ui.theme import DARK

Open = Callable[[House], Learning]


@pytest.fixture
def opens(guide: Guide, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return what makes the reading of a house, on a computer in New Zealand."""
    monkeypatch.setattr(learning, "here", lambda: "NZ")

    def make(house: House, root: Path = shipped) -> Learning:
        made = Learning(guide, house.window, root, "en", house.keeper, house.practice.something_changed)
        made.wire()
        return made

    return make


def shown(title: str) -> list[QDialog]:
    return [dialog for dialog in dialogs() if dialog.windowTitle() == title]


def welcomed(house: House) -> bool:
    return house.keeper.settings.welcomed


def read_on(welcome: QDialog) -> None:
    for _page in range(3):
        button(welcome, "Next").click()
    button(welcome, "Get started").click()


def test_the_first_pages_come_until_they_were_read_to_their_end(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        reading = opens(house)
        reading.first_time()
        (first,) = shown("Welcome")
        first.reject()
        assert not welcomed(house)
        await house.rest()
        reading.first_time()
        (again,) = shown("Welcome")
        read_on(again)
        assert welcomed(house)
        await house.rest()
        reading.first_time()
        assert shown("Welcome") == []

    live(story)


def test_the_number_is_that_of_the_country_until_the_person_says_otherwise(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        reading = opens(house)
        reading.first_time()
        settings = house.keeper.settings
        assert (settings.country, settings.emergency_number) == ("NZ", "111")
        read_on(shown("Welcome")[0])
        house.keeper.change(structs.replace(house.keeper.settings, emergency_number="112"))
        await house.rest()
        reading.welcome()
        assert house.keeper.settings.emergency_number == "112", "to read it again changes nothing"
        shown("Welcome")[0].reject()

    live(story)


def test_a_number_that_was_set_before_stays(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        house.keeper.change(structs.replace(house.keeper.settings, emergency_number="000"))
        opens(house).first_time()
        assert (house.keeper.settings.country, house.keeper.settings.emergency_number) == (None, "000")
        shown("Welcome")[0].reject()

    live(story)


def test_the_check_can_be_done_from_the_first_pages(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        opens(house).first_time()
        (welcome,) = shown("Welcome")
        button(welcome, "Next").click()
        button(welcome, "Next").click()
        button(welcome, "Do the check now").click()
        check = await house.dialog("Safety check")
        button(check, "None of these").click()
        await house.rest()
        assert not house.conductor.active
        assert len(house.read(lambda record: list(record.checks()))) == 1
        welcome.reject()

    live(story, checked=False)


def test_learn_is_one_window_that_takes_the_colours(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        reading = opens(house)
        button(house.window, "Learn").click()
        reading.open("tools")
        (learn,) = shown("Learn")
        assert isinstance(learn, LearnDialog)
        assert learn.page == "tools"
        house.window.dress(DARK)
        assert learn.page == "tools"
        button(learn, "The first pages again").click()
        assert shown("Welcome")
        shown("Welcome")[0].reject()
        learn.close()

    live(story)


def test_a_wrong_file_is_said_in_one_line_and_nothing_opens(
    live: Live, opens: Callable[..., Learning], shipped: Path, tmp_path: Path
) -> None:
    root = tmp_path / "resources"
    shutil.copytree(shipped, root)
    page = root / "guide" / "en" / "learn" / "tools.toml"
    page.write_text("title = 3", encoding="utf-8")

    async def story(house: House) -> None:
        reading = opens(house, root)
        reading.open()
        reading.welcome()
        assert shown("Learn") == []
        assert shown("Welcome") == []
        assert "guide/en/learn/tools.toml: title" in house.said()

    live(story)
