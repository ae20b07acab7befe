"""Between sessions: what is set is followed at once, and the window goes into the tray where there is one."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtWidgets import QApplication, QDialog

import unknot
from test_reminding import did
from ui.house import House, Live
from ui.seeing import LEFT, button, texts
from unknot.between import Between, Means
from unknot.core.session import Outcome
from unknot.learning import Learning
from unknot.ui.theme import LIGHT
from unknot.ui.tray import Tray
from unknot.wishes import Wishes

NOBODY = "This desktop shows no notifications: reminders can't be seen."


class Program:
    """What is between the sessions of a house."""

    def __init__(self, house: House, shipped: Path, data_dir: Path | None = None, **settings: object) -> None:
        self.house = house
        self.left = 0
        self.change(**({"welcomed": True} | settings))
        self.between = Between(house.practice, Means(shipped, data_dir, self._leave))
        house.window.closing.connect(self.between.close_window)

    def _leave(self) -> None:
        self.left += 1

    def change(self, **settings: object) -> None:
        self.house.keeper.change(structs.replace(self.house.keeper.settings, **settings))

    async def set(self, **settings: object) -> None:
        """Set something as a person does."""
        self.change(**settings)
        self.between.follow(self.house.keeper.settings)
        await self.house.rest()


Begins = Callable[..., Program]


@pytest.fixture
def begins(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begins:
    """Return what begins it in a house, on a computer without a session bus and with autostart files of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")

    def begin(house: House, data_dir: Path | None = None, **settings: object) -> Program:
        made = Program(house, shipped, data_dir, **settings)
        made.between.begin()
        return made

    return begin


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> list[Tray]:
    """Have a tray to be in; the list has what came into it. Qt has none where there is no screen."""
    made: list[Tray] = []
    monkeypatch.setattr(Tray, "is_there", staticmethod(lambda: True))
    monkeypatch.setattr(Tray, "show", lambda tray: made.append(tray))  # noqa: PLW0108  # a bare append is not bound
    return made


def menu(tray: Tray) -> dict[str, bool]:
    """Return what its menu says that can be seen, and whether it can be chosen."""
    actions = tray.contextMenu().actions()
    return {action.text(): action.isEnabled() for action in actions if action.isVisible() and not action.isSeparator()}


def choose(tray: Tray, words: str) -> None:
    (action,) = [action for action in tray.contextMenu().actions() if action.text().startswith(words)]
    action.trigger()


LOADED_LATE = (
    "unknot.core.reminding",
    "unknot.desktop.full_screen",
    "unknot.desktop.login_start",
    "unknot.desktop.notifications",
    "unknot.in_tray",
    "unknot.reminding",
    "unknot.standing",
    "unknot.ui.tray",
)


def test_who_wants_none_of_it_pays_for_none_of_it(live: Live, begins: Begins, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(house: House) -> None:
        for name in LOADED_LATE:
            assert importlib.util.find_spec(name), "by whatever name"
            monkeypatch.delitem(sys.modules, name, raising=False)
        program = begins(house)
        await program.set(theme="dark")
        house.window.close()
        program.between.close()
        assert [name for name in LOADED_LATE if name in sys.modules] == []

    live(story)


def test_nothing_of_it_is_loaded_before_the_window_is_up() -> None:
    code = "import sys, unknot.app; print(*sys.modules)"
    source = str(Path(unknot.__file__).parents[1])
    environment = {"PATH": "/usr/bin", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": source}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    loaded = set(said.stdout.split())
    assert "unknot.between" in loaded
    assert loaded & {*LOADED_LATE, "jeepney"} == set()


# Reminders


def test_where_nobody_shows_notifications_it_is_said_once_and_in_the_settings(
    live: Live, begins: Begins, qapp: QApplication, shipped: Path
) -> None:
    async def story(house: House) -> None:
        program = begins(house)
        practice = house.practice
        wishes = Wishes(qapp, shipped, house.window, practice.keeper, practice.speaker, practice.conductor, LIGHT)
        wishes.remind(program.between)
        assert NOBODY not in house.said()
        button(house.window, "Settings").click()
        dialog: QDialog = await house.dialog("Settings")
        button(dialog, "Remind me of a session").click()
        await house.rest()
        assert NOBODY in texts(dialog)
        assert NOBODY in house.said()
        button(house.window, "Dismiss").click()
        button(dialog, "Remind me of a session").click()
        assert NOBODY not in texts(dialog)
        assert NOBODY not in house.said()
        button(dialog, "Close").click()

    live(story)


def test_a_rehearsal_reminds_of_nothing(live: Live, begins: Begins) -> None:
    async def story(house: House) -> None:
        begins(house, remind=True)
        await house.rest()
        assert NOBODY not in house.said()

    live(story, rehearsal=True)


# Starting with the computer


def test_the_start_with_the_computer_is_written_and_removed(live: Live, begins: Begins, tmp_path: Path) -> None:
    file = tmp_path / "config" / "autostart" / "io.github.unknot.Unknot.desktop"

    async def story(house: House) -> None:
        program = begins(house, tmp_path / "my data")
        assert not file.exists()
        await program.set(at_login=True)
        assert f'"--in-tray" "--data-dir" "{tmp_path}/my data"' in file.read_text()
        await program.set(tray=True)
        assert file.exists()
        await program.set(at_login=False)
        assert not file.exists()

    live(story)


def test_what_was_moved_is_mended_at_the_start(live: Live, begins: Begins, tmp_path: Path) -> None:
    file = tmp_path / "config" / "autostart" / "io.github.unknot.Unknot.desktop"
    file.parent.mkdir(parents=True)
    file.write_text('[Desktop Entry]\nExec="/old/unknot" "--in-tray"\n')

    async def story(house: House) -> None:
        begins(house, at_login=True)
        assert "/old/unknot" not in file.read_text()
        assert '"--in-tray"' in file.read_text()

    live(story)


def test_where_it_cannot_be_written_a_line_says_so(live: Live, begins: Begins, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("no folder")

    async def story(house: House) -> None:
        program = begins(house)
        await program.set(at_login=True)
        assert "The start with the computer can't be changed" in house.said()

    live(story)


# The tray


def test_without_a_tray_closing_ends_the_program(live: Live, begins: Begins) -> None:
    async def story(house: House) -> None:
        program = begins(house, tray=True)
        house.window.close()
        assert program.left == 1
        assert house.window.isVisible(), "the program itself sees the window out"
        program.between.show_window(in_tray=True)

    live(story)


def test_closing_goes_into_the_tray_only_where_it_is_wanted(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        program = begins(house)
        assert tray == []
        house.window.close()
        assert program.left == 1
        await program.set(tray=True)
        house.window.close()
        assert (program.left, house.window.isVisible()) == (1, False)
        choose(tray[0], "Show window")
        assert house.window.isVisible()
        await program.set(tray=False)
        house.window.close()
        assert program.left == 2

    live(story)


def test_after_everything_was_deleted_it_ends_whatever_the_tray(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        program = begins(house, tray=True)
        house.keeper.seal()
        house.window.closing.emit()
        assert program.left == 1
        assert tray

    live(story)


def test_its_menu_says_how_the_day_stands(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        begins(house, tray=True)
        await house.rest()
        assert menu(tray[0]) == {
            "Nothing yet today": False,
            "Start next: Gluteus medius, left": True,
            "Show window": True,
            "Quit": True,
        }
        await did(house, LEFT)
        tray[0].contextMenu().aboutToShow.emit()
        await house.rest()
        assert list(menu(tray[0])) == [
            "Piriformis, left: 1 of 3",
            "Start next: Piriformis, left",
            "Show window",
            "Quit",
        ]
        assert tray[0].toolTip() == "Unknot\nPiriformis, left: 1 of 3"

    live(story)


def test_a_session_that_is_over_is_in_its_menu(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        program = begins(house, tray=True)
        await house.begin()
        program.between.watch(house.shown[-1])
        await house.finish()
        program.between.watch(house.shown[-1])
        await house.rest()
        assert "Piriformis, left: 1 of 3" in menu(tray[0])

    live(story)


def test_the_next_one_starts_from_it_through_the_check(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        await did(house, LEFT)
        begins(house, tray=True)
        await house.rest()
        house.window.close()
        choose(tray[0], "Start next")
        check = await house.dialog("Safety check")
        assert house.window.isVisible()
        button(check, "None of these").click()
        await house.until(lambda: house.conductor.active)
        assert house.practice.region == LEFT

    live(story)


def test_what_rests_is_not_offered_as_next(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        begins(house, tray=True)
        for region in house.practice.guide.anatomy.regions():
            house.clock.forward(1)
            await did(house, region, Outcome.STOPPED)
        tray[0].contextMenu().aboutToShow.emit()
        await house.rest()
        assert menu(tray[0])["Start next"] is False

    live(story)


def test_later_is_offered_while_reminders_are_on(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        program = begins(house, tray=True)
        assert "Remind me in 30 minutes" not in menu(tray[0])
        await program.set(remind=True)
        assert "Remind me in 30 minutes" in menu(tray[0])
        choose(tray[0], "Remind me")
        await house.rest()
        await program.set(remind=False)
        assert "Remind me in 30 minutes" not in menu(tray[0])

    live(story)


def test_what_is_open_to_read_goes_along_into_the_tray(
    live: Live, begins: Begins, tray: list[Tray], shipped: Path
) -> None:
    async def story(house: House) -> None:
        begins(house, tray=True)
        practice = house.practice
        learning = Learning(practice.guide, house.window, shipped, "en", house.keeper, practice.something_changed)
        learning.open()
        assert house.has_dialog("Learn")
        house.window.close()
        assert not house.has_dialog("Learn")
        choose(tray[0], "Show window")
        learning.open()
        assert house.has_dialog("Learn")
        house.window.close()

    live(story)


def test_quit_really_quits(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        program = begins(house, tray=True)
        choose(tray[0], "Quit")
        assert program.left == 1

    live(story)


def test_closing_in_a_session_stops_it_and_what_that_asks_is_asked(
    live: Live, begins: Begins, tray: list[Tray]
) -> None:
    async def story(house: House) -> None:
        program = begins(house, tray=True)
        await house.begin()
        house.window.close()
        assert not house.conductor.active
        why = await house.dialog("You stopped")
        assert house.window.isVisible()
        button(why, "Something else").click()
        await house.until(lambda: not house.window.isVisible())
        assert program.left == 0
        assert [one.outcome.value for one in house.sessions] == ["stopped"]

    live(story)


def test_who_comes_back_while_that_is_asked_keeps_the_window(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        begins(house, tray=True)
        await house.begin()
        house.window.close()
        why = await house.dialog("You stopped")
        choose(tray[0], "Show window")
        button(why, "Something else").click()
        await house.until(lambda: not house.practice.busy)
        await house.rest()
        assert house.window.isVisible()

    live(story)


# Starting in the tray


def test_it_starts_in_the_tray_where_that_is_wanted(live: Live, begins: Begins, tray: list[Tray]) -> None:
    async def story(house: House) -> None:
        house.window.hide()
        program = begins(house, tray=True)
        program.between.show_window(in_tray=True)
        assert not house.window.isVisible()
        program.between.show_window(in_tray=False)
        assert house.window.isVisible()

    live(story)


@pytest.mark.parametrize("settings", [{"tray": False}, {"tray": True, "welcomed": False}])
def test_else_its_window_shows(live: Live, begins: Begins, tray: list[Tray], settings: dict[str, object]) -> None:
    async def story(house: House) -> None:
        house.window.hide()
        program = begins(house, **settings)
        program.between.show_window(in_tray=True)
        assert house.window.isVisible()

    live(story)
