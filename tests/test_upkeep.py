"""The person's data as a whole: taken along, copied, put back, deleted. Real files, a real record, a real window."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QListWidget, QProgressBar

from effort import by_effort
from store.records import NOW, session
from ui.house import PATIENCE_S, House, Live
from ui.seeing import LEFT, button, dialogs, has_button, name, press, texts, visible
from unknot.core.history import KeptSession
from unknot.core.safety import StopReason
from unknot.daily import DailyCopy
from unknot.long_work import Work
from unknot.store import backup, editing
from unknot.store.changes import Change, ChangeKind
from unknot.store.database import open_to_look
from unknot.store.exporting import export_to
from unknot.store.holding import holdings
from unknot.store.kept import new_id
from unknot.store.places import Places, find_places
from unknot.store.record import Record
from unknot.store.settings import Settings, read_settings
from unknot.ui import theme
from unknot.ui.progress import ProgressDialog
from unknot.upkeep import Upkeep
from unknot.way_back import WayBack
from unknot.wishes import Wishes

MANY = by_effort(quick=4_000, long=20_000)
"""Sessions: years of them."""
HALF = by_effort(quick=2_000, long=9_000)
"""So many are taken in when somebody looks."""


class Kept:
    """A house with the person's data to look after."""

    def __init__(self, house: House, application: QApplication, shipped: Path) -> None:
        self.house = house
        practice = house.practice
        self.places: Places = find_places(house.database.parent)
        wishes = Wishes(
            application, shipped, house.window, house.keeper, house.speaker, practice.conductor, theme.LIGHT
        )
        self.upkeep = Upkeep(
            practice.guide,
            house.window,
            self.places,
            house.journal,
            house.clock,
            house.keeper,
            practice,
            wishes,
            WayBack(house.journal, house.clock, self.places.backups, wishes.put),
            grace_s=0.0,
        )
        self.upkeep.wire()

    async def open(self) -> QDialog:
        """Open the person's data."""
        self.house.window.data_asked.emit()
        dialog = await self.house.dialog("Your data")
        await self.house.rest()
        return dialog

    async def choose(self, title: str, path: Path) -> None:
        """Choose a file in the dialog of that title."""
        await self.house.until(lambda: self.file_dialog(title) is not None)
        dialog = self.file_dialog(title)
        assert dialog is not None
        (line,) = [each for each in dialog.findChildren(QLineEdit) if each.objectName() == "fileNameEdit"]
        line.setText(str(path))
        dialog.accept()

    def file_dialog(self, title: str) -> QFileDialog | None:
        return next((d for d in dialogs() if isinstance(d, QFileDialog) and d.windowTitle() == title), None)

    async def asked(self, title: str) -> QDialog:
        """Wait for the question of that title, which is no dialog for files."""
        found: list[QDialog] = []

        def is_there() -> bool:
            found[:] = [d for d in dialogs() if d.windowTitle() == title and has_button(d, "Cancel")]
            found[:] = [d for d in found if not isinstance(d, QFileDialog | ProgressDialog)]
            return bool(found)

        await self.house.until(is_there)
        return found[0]

    async def said(self, words: str) -> None:
        """Wait until the data dialog says that."""
        data = await self.house.dialog("Your data")
        await self.house.until(lambda: any(words in text for text in texts(data)))
        await self.house.rest()

    async def take_in(self, path: Path) -> QDialog:
        """Ask for an import of a file; return what says what it would do."""
        button(await self.house.dialog("Your data"), "Import ...").click()
        await self.choose("Import", path)
        return await self.asked("Import")

    def close(self) -> None:
        for dialog in dialogs():
            if dialog.windowTitle() == "Your data":
                dialog.close()


Keeps = Callable[[Callable[[Kept], Awaitable[None]]], None]


@pytest.fixture
def keeps(live: Live, qapp: QApplication, shipped: Path) -> Keeps:
    """Return what plays a story in a house whose data can be looked after."""

    def play(tale: Callable[[Kept], Awaitable[None]]) -> None:
        async def story(house: House) -> None:
            kept = Kept(house, qapp, shipped)
            await tale(kept)
            kept.close()
            await house.rest()

        live(story)

    return play


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Return a folder of the person's own, apart from the program's."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


async def progress() -> ProgressDialog:
    """Wait for the dialog that shows how far long work is."""
    await turns(lambda: any(isinstance(one, ProgressDialog) for one in dialogs()))
    return next(one for one in dialogs() if isinstance(one, ProgressDialog))


async def turns(true: Callable[[], bool]) -> None:
    """Let the loop turn, and ask nothing of the record, until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not true():  # noqa: ASYNC110  # another thread tells
            await asyncio.sleep(0)


def names_in(folder: Path) -> set[str]:
    """Return what is in a folder."""
    return {path.name for path in folder.iterdir()}


def add(record: Record, *sessions: KeptSession) -> None:
    """Write sessions down, as an import would."""
    boundary = Settings().boundary
    with record.writing():
        for each in sessions:
            editing.write_session(record, each, boundary)


def written(path: Path, count: int, settings: Settings | None = None) -> Path:
    """Write an export with so many sessions."""
    with Record.empty_in_memory() as record:
        add(record, *(session(started_at=NOW, note=f"number {number}") for number in range(count)))
        export_to(path, record, settings or Settings(), NOW)
    return path


def fill(house: House, count: int) -> None:
    """Let the person have done so many sessions."""
    house.read(lambda record: add(record, *(session() for _number in range(count))))


# The dialog


def test_the_folder_can_be_taken_and_everything_is_named(keeps: Keeps) -> None:
    async def tale(kept: Kept) -> None:
        data = await kept.open()
        assert str(kept.places.folder) in texts(data)
        for words in ("Export ...", "Import ...", "Back up now ...", "Restore ...", "Delete everything ...", "Close"):
            assert button(data, words).isEnabled()
        assert not has_button(data, "Undo the import")
        button(data, "Close").click()
        await kept.house.rest()
        assert not kept.house.has_dialog("Your data")

    keeps(tale)


def test_nothing_of_it_opens_while_a_session_runs(keeps: Keeps) -> None:
    async def tale(kept: Kept) -> None:
        await kept.house.begin()
        kept.house.window.data_asked.emit()
        await kept.house.rest()
        assert not kept.house.has_dialog("Your data")
        await kept.house.finish()

    keeps(tale)


def test_no_session_begins_while_it_is_open(keeps: Keeps) -> None:
    async def tale(kept: Kept) -> None:
        await kept.open()
        kept.house.practice.again()
        await kept.house.rest()
        assert not kept.house.has_dialog("Safety check")

    keeps(tale)


# Export


@pytest.mark.parametrize(("ending", "holds"), [("json", '"unknot-export"'), ("csv", "id,muscle,side")])
def test_an_export_is_written_where_the_person_wants_it(keeps: Keeps, elsewhere: Path, ending: str, holds: str) -> None:
    async def tale(kept: Kept) -> None:
        fill(kept.house, 3)
        data = await kept.open()
        button(data, "Export ...").click()
        await kept.choose("Export", elsewhere / f"mine.{ending}")
        await kept.said("3 sessions are in")
        assert holds in (elsewhere / f"mine.{ending}").read_text()

    keeps(tale)


def test_an_export_that_fails_says_why_in_a_line(keeps: Keeps, elsewhere: Path) -> None:
    async def tale(kept: Kept) -> None:
        data = await kept.open()
        button(data, "Export ...").click()
        await kept.house.until(lambda: kept.file_dialog("Export") is not None)
        dialog = kept.file_dialog("Export")
        assert dialog is not None
        dialog.setDefaultSuffix("")
        await kept.choose("Export", elsewhere / "mine.txt")
        await kept.said("its name must end in .json or .csv")

    keeps(tale)


# Import


def test_an_import_says_what_it_will_do_and_does_just_that(keeps: Keeps, elsewhere: Path) -> None:
    path = written(elsewhere / "friend.json", 12, Settings(goal=5))

    async def tale(kept: Kept) -> None:
        await kept.open()
        asked = await kept.take_in(path)
        said = "\n".join(texts(asked))
        assert "friend.json" in said
        assert "12 sessions are new." in said
        assert "Settings that were never changed here are taken over." in said
        assert len(kept.house.sessions) == 0, "nothing is done before it is said"
        button(asked, "Take in").click()
        await kept.said("Taken in. 12 sessions are new.")
        assert len(kept.house.sessions) == 12
        assert kept.house.keeper.settings.goal == 5
        assert "Today: 12 of 5" in kept.house.said(), "the day is read anew, with the goal that came along"
        kept.house.keeper.flush()
        assert read_settings(kept.places.settings)[0].goal == 5

    keeps(tale)


def test_cancel_takes_nothing_in(keeps: Keeps, elsewhere: Path) -> None:
    path = written(elsewhere / "friend.json", 2)

    async def tale(kept: Kept) -> None:
        await kept.open()
        button(await kept.take_in(path), "Cancel").click()
        await kept.house.rest()
        assert kept.house.sessions == []
        assert kept.house.has_dialog("Your data")

    keeps(tale)


def test_a_file_with_nothing_new_only_says_so(keeps: Keeps, elsewhere: Path) -> None:
    path = written(elsewhere / "friend.json", 1)

    async def tale(kept: Kept) -> None:
        await kept.open()
        button(await kept.take_in(path), "Take in").click()
        await kept.said("Taken in.")
        data = await kept.house.dialog("Your data")
        button(data, "Import ...").click()
        await kept.choose("Import", path)
        await kept.house.until(lambda: any(has_button(d, "Close") for d in dialogs() if d.windowTitle() == "Import"))
        (asked,) = [d for d in dialogs() if d.windowTitle() == "Import"]
        assert not has_button(asked, "Take in")
        assert "There is nothing to take in." in "\n".join(texts(asked))
        button(asked, "Close").click()
        await kept.house.rest()

    keeps(tale)


def test_a_file_that_is_none_of_ours_is_refused_in_one_line(keeps: Keeps, elsewhere: Path) -> None:
    path = elsewhere / "letter.json"
    path.write_text('{"format": "unknot-export", "version": 1, "sessions": 3}')

    async def tale(kept: Kept) -> None:
        data = await kept.open()
        button(data, "Import ...").click()
        await kept.choose("Import", path)
        await kept.said("letter.json can't be read in")
        assert kept.house.sessions == []

    keeps(tale)


def test_an_import_can_be_undone_with_its_settings(keeps: Keeps, elsewhere: Path) -> None:
    path = written(elsewhere / "friend.json", 4, Settings(goal=7))

    async def tale(kept: Kept) -> None:
        fill(kept.house, 1)
        data = await kept.open()
        button(await kept.take_in(path), "Take in").click()
        await kept.said("Taken in.")
        button(data, "Undo the import").click()
        await kept.said("Undone: everything is as it was before friend.json.")
        assert len(kept.house.sessions) == 1
        assert kept.house.keeper.settings.goal == 3
        assert "Today: 1 of 3" in kept.house.said()
        assert not has_button(data, "Undo the import")

    keeps(tale)


def test_the_undo_is_there_when_the_dialog_is_opened_another_time(keeps: Keeps, elsewhere: Path) -> None:
    path = written(elsewhere / "friend.json", 1)

    async def tale(kept: Kept) -> None:
        data = await kept.open()
        button(await kept.take_in(path), "Take in").click()
        await kept.said("Taken in.")
        button(data, "Close").click()
        await kept.house.rest()
        assert has_button(await kept.open(), "Undo the import")

    keeps(tale)


# Long work


class Gate:
    """Holds the worker where it is told of so many rows, until the test lets it go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()
        told = Work.told

        def held(work: Work, done: int, of: int = 0) -> None:
            told(work, done, of)
            if done == at and work.of:
                self.reached.set()
                assert self.go_on.wait(PATIENCE_S)

        monkeypatch.setattr(Work, "told", held)


def test_very_many_sessions_come_in_beside_a_window_that_goes_on(
    keeps: Keeps, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(elsewhere / "friend.json", MANY)

    async def tale(kept: Kept) -> None:
        await kept.open()
        asked = await kept.take_in(path)
        gate = Gate(monkeypatch, HALF)
        button(asked, "Take in").click()
        await turns(gate.reached.is_set)
        for _turn in range(100):  # the worker is in the midst of it, and the loop turns all the same
            await asyncio.sleep(0)
        shown = await progress()
        (bar,) = visible(shown, QProgressBar)
        await turns(lambda: bar.value() == HALF)
        assert (name(bar), bar.maximum()) == ("Import", MANY)
        assert f"{HALF:,} of {MANY:,}" in texts(shown)
        gate.go_on.set()
        await kept.said(f"{MANY} sessions are new.")
        assert len(kept.house.sessions) == MANY

    keeps(tale)


@pytest.mark.parametrize("how", ["button", "escape"])
def test_cancel_in_the_midst_leaves_the_record_as_it_was(
    keeps: Keeps, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    path = written(elsewhere / "friend.json", 3_000, Settings(goal=9))

    async def tale(kept: Kept) -> None:
        fill(kept.house, 2)
        before = kept.house.sessions
        await kept.open()
        asked = await kept.take_in(path)
        gate = Gate(monkeypatch, 1_500)
        button(asked, "Take in").click()
        await turns(gate.reached.is_set)
        shown = await progress()
        if how == "button":
            button(shown, "Cancel").click()
        else:
            press(shown, Qt.Key.Key_Escape)
        assert not button(shown, "Cancel").isEnabled()
        gate.go_on.set()
        await kept.said("Given up. Nothing was changed.")
        assert kept.house.sessions == before
        assert kept.house.keeper.settings.goal == 3
        assert not has_button(await kept.house.dialog("Your data"), "Undo the import")

    keeps(tale)


def test_an_export_that_is_given_up_leaves_the_old_file(
    keeps: Keeps, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = elsewhere / "old.json"

    async def tale(kept: Kept) -> None:
        fill(kept.house, 20)
        data = await kept.open()
        gate = Gate(monkeypatch, 10)
        button(data, "Export ...").click()
        await kept.choose("Export", old)
        await turns(gate.reached.is_set)
        shown = await progress()
        button(shown, "Cancel").click()
        gate.go_on.set()
        await kept.said("Given up.")
        assert names_in(elsewhere) == set()

    keeps(tale)


def test_the_program_can_be_closed_in_the_midst_of_an_import(
    keeps: Keeps, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(elsewhere / "friend.json", 3_000)

    async def tale(kept: Kept) -> None:
        await kept.open()
        asked = await kept.take_in(path)
        gate = Gate(monkeypatch, 1_000)
        button(asked, "Take in").click()
        await turns(gate.reached.is_set)
        ended = asyncio.ensure_future(kept.house.close())
        for _turn in range(20):
            await asyncio.sleep(0)
        gate.go_on.set()
        assert await ended == 0
        with Record.open(kept.places.database) as record:
            assert list(record.sessions()) == []

    keeps(tale)


# Copies


def test_a_backup_is_a_whole_record(keeps: Keeps, elsewhere: Path) -> None:
    async def tale(kept: Kept) -> None:
        fill(kept.house, 5)
        data = await kept.open()
        button(data, "Back up now ...").click()
        await kept.choose("Back up now", elsewhere / "copy.sqlite3")
        await kept.said("the copy is whole")
        with closing(open_to_look(elsewhere / "copy.sqlite3")) as copy:
            assert holdings(copy).sessions == 5

    keeps(tale)


def daily_copy(kept: Kept) -> Path:
    """Make the copy of a day, two sessions ago."""
    house = kept.house
    fill(house, 3)
    assert backup.back_up_daily(kept.places.database, kept.places.backups, house.clock.wall().date())
    fill(house, 2)
    (path,) = backup.backups(kept.places.backups)
    return path


async def restored(kept: Kept) -> QDialog:
    """Choose the newest copy; return what says what restoring it does."""
    button(await kept.house.dialog("Your data"), "Restore ...").click()
    which = await kept.asked("Restore")
    (rows,) = visible(which, QListWidget)
    assert rows.count() >= 1
    button(which, "Go on").click()
    await kept.house.until(lambda: any(has_button(d, "Put it in its place") for d in dialogs()))
    return next(d for d in dialogs() if has_button(d, "Put it in its place"))


def test_a_copy_takes_the_place_of_the_record_after_it_was_said_what_that_does(keeps: Keeps) -> None:
    async def tale(kept: Kept) -> None:
        path = daily_copy(kept)
        data = await kept.open()
        asked = await restored(kept)
        said = "\n".join(texts(asked))
        assert f"{path.name} is whole. It has 3 sessions, the last of 2026-11-22 at 19:00." in said
        assert "The record here has 5 sessions" in said
        assert "you can undo this" in said
        assert len(kept.house.sessions) == 5
        button(asked, "Put it in its place").click()
        await kept.said(f"Restored from {path.name}.")
        assert len(kept.house.sessions) == 3
        assert "Today: 3 of 3" in kept.house.said()
        button(data, "Undo the restoring").click()
        await kept.said("Undone")
        assert len(kept.house.sessions) == 5
        assert "Today: 5 of 3" in kept.house.said()

    keeps(tale)


def test_another_file_can_be_restored_and_a_damaged_one_is_refused(keeps: Keeps, elsewhere: Path) -> None:
    async def tale(kept: Kept) -> None:
        fill(kept.house, 2)
        (elsewhere / "torn.sqlite3").write_bytes(b"SQLite format 3\0" + bytes(200))
        data = await kept.open()
        button(data, "Restore ...").click()
        which = await kept.asked("Restore")
        assert "There is no copy here yet. You can choose a file of your own." in texts(which)
        assert not button(which, "Go on").isEnabled()
        button(which, "Another file ...").click()
        await kept.choose("Restore", elsewhere / "torn.sqlite3")
        await kept.said("torn.sqlite3")
        assert len(kept.house.sessions) == 2

    keeps(tale)


def test_a_record_that_can_not_be_read_is_moved_aside_for_a_copy(
    live: Live, qapp: QApplication, shipped: Path, tmp_path: Path
) -> None:
    def torn() -> Record:
        return Record.open(tmp_path / "unknot.sqlite3")

    folder = tmp_path / "unknot-backups"
    folder.mkdir(mode=0o700)
    with Record.open(tmp_path / "fine.sqlite3") as record:
        add(record, session())
    backup.back_up(tmp_path / "fine.sqlite3", folder / "2026-11-21.sqlite3")
    (tmp_path / "unknot.sqlite3").write_bytes(b"no record at all" * 20)

    async def story(house: House) -> None:
        kept = Kept(house, qapp, shipped)
        await kept.open()
        asked = await restored(kept)
        assert "The record here can't be read. It is moved aside, not deleted" in "\n".join(texts(asked))
        button(asked, "Put it in its place").click()
        await kept.said("Restored from 2026-11-21.sqlite3.")
        assert len(house.sessions) == 1
        assert any("damaged" in each for each in names_in(tmp_path))
        kept.close()
        await house.rest()

    live(story, torn, checked=False)


# Deleting everything


async def asked_to_delete(kept: Kept) -> QDialog:
    button(await kept.open(), "Delete everything ...").click()
    return await kept.asked("Delete everything")


def test_deleting_takes_a_second_step_and_says_what_goes_and_what_stays(keeps: Keeps) -> None:
    async def tale(kept: Kept) -> None:
        fill(kept.house, 4)
        await kept.house.begin()
        question = await kept.house.stop()
        button(question, "Sharp").click()
        await kept.house.rest()
        asked = await asked_to_delete(kept)
        said = "\n".join(texts(asked))
        assert "5 sessions, with what you noted" in said
        assert "1 answer to the safety check" in said or "2 answers to the safety check" in said
        assert "Piriformis, left rests until" in said
        delete = button(asked, "Delete everything")
        assert not delete.isEnabled()
        button(asked, "I want everything here deleted").click()
        assert delete.isEnabled()
        button(asked, "Cancel").click()
        await kept.house.rest()
        assert len(kept.house.sessions) == 5

    keeps(tale)


def test_after_it_nothing_is_left_and_nothing_is_written(keeps: Keeps, tmp_path: Path) -> None:
    async def tale(kept: Kept) -> None:
        house = kept.house
        daily_copy(kept)
        await house.begin()
        button(await house.stop(), "Sharp").click()
        await house.rest()
        house.keeper.change(structs.replace(house.keeper.settings, goal=6))
        house.keeper.flush()
        kept.places.log.write_text("something")
        closings: list[bool] = []
        house.window.closing.connect(lambda: closings.append(True))
        asked = await asked_to_delete(kept)
        button(asked, "I want everything here deleted").click()
        button(asked, "Delete everything").click()
        await house.until(lambda: bool(closings))
        house.keeper.change(structs.replace(house.keeper.settings, window=(1, 2, 300, 400)))
        house.keeper.flush()
        daily = DailyCopy(house.window, kept.places, house.clock, house.conductor, house.keeper, house.tasks)
        assert await daily.make()
        assert await house.close() == 0
        assert names_in(tmp_path) == {"unknot.sqlite3"}
        with Record.open(kept.places.database) as record:
            assert holdings(record.connection).sessions == 0
            assert [rest.region for rest in record.rests(house.clock.wall())] == [LEFT]
            assert [rest.reason for rest in record.rests(house.clock.wall())] == [StopReason.SHARP]

    keeps(tale)


def test_without_a_rest_the_record_itself_is_gone(keeps: Keeps, tmp_path: Path) -> None:
    async def tale(kept: Kept) -> None:
        house = kept.house
        fill(house, 2)
        closings: list[bool] = []
        house.window.closing.connect(lambda: closings.append(True))
        asked = await asked_to_delete(kept)
        button(asked, "I want everything here deleted").click()
        button(asked, "Delete everything").click()
        await house.until(lambda: bool(closings))
        assert await house.close() == 0
        assert names_in(tmp_path) == set()

    keeps(tale)


def test_where_it_can_not_be_deleted_that_is_said_and_settings_are_kept_again(
    keeps: Keeps, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def tale(kept: Kept) -> None:
        kept.places.settings.unlink(missing_ok=True)
        kept.places.settings.mkdir()  # a folder can't be deleted as a file
        asked = await asked_to_delete(kept)
        button(asked, "I want everything here deleted").click()
        button(asked, "Delete everything").click()
        await kept.said("Not everything could be deleted")
        kept.places.settings.rmdir()
        kept.house.keeper.change(structs.replace(kept.house.keeper.settings, goal=4))
        kept.house.keeper.flush()
        assert read_settings(kept.places.settings)[0].goal == 4

    keeps(tale)


# A copy a day


def daily(house: House) -> DailyCopy:
    places = find_places(house.database.parent)
    return DailyCopy(house.window, places, house.clock, house.conductor, house.keeper, house.tasks)


def test_each_day_has_its_copy(live: Live) -> None:
    async def story(house: House) -> None:
        copying = daily(house)
        folder = copying.places.backups
        fill(house, 1)
        assert await copying.make()
        assert [path.name for path in backup.backups(folder)] == ["2026-11-22.sqlite3"]
        fill(house, 1)
        assert await copying.make()
        with closing(open_to_look(folder / "2026-11-22.sqlite3")) as copy:
            assert holdings(copy).sessions == 1, "the day has its copy already"
        house.clock.forward(timedelta(days=1).total_seconds())
        assert await copying.make()
        assert {path.name for path in backup.backups(folder)} == {"2026-11-22.sqlite3", "2026-11-23.sqlite3"}

    live(story)


def test_it_waits_for_a_session_to_end(live: Live) -> None:
    async def story(house: House) -> None:
        copying = daily(house)
        await house.begin()
        assert not await copying.make()
        assert backup.backups(copying.places.backups) == ()
        await house.finish()
        assert await copying.make()
        assert len(backup.backups(copying.places.backups)) == 1

    live(story)


def test_a_session_that_begins_meanwhile_ends_it_and_nothing_is_left(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(house: House) -> None:
        copying = daily(house)
        fill(house, 1)
        check = backup.check

        def slow(path: Path) -> None:
            reached.set()
            assert go_on.wait(PATIENCE_S)
            check(path)

        reached, go_on = threading.Event(), threading.Event()
        monkeypatch.setattr(backup, "check", slow)
        made = asyncio.ensure_future(copying.make())
        await turns(reached.is_set)
        await house.begin()
        go_on.set()
        assert not await made
        assert names_in(copying.places.backups) == set()
        await house.finish()

    live(story)


def test_a_failure_is_one_quiet_line_once(live: Live) -> None:
    async def story(house: House) -> None:
        copying = daily(house)
        copying.places.backups.write_text("in the way")
        assert await copying.make()
        assert "unknot-backups" in house.said()
        button(house.window, "Dismiss").click()
        assert await copying.make()
        assert "unknot-backups" not in house.said()

    live(story)


def test_a_change_made_before_is_no_import_to_undo(keeps: Keeps) -> None:
    async def tale(kept: Kept) -> None:
        fill(kept.house, 1)
        (one,) = kept.house.sessions
        change = Change(new_id(), ChangeKind.DELETE, NOW, "x")
        kept.house.read(lambda record: editing.delete_sessions(record, change, [one.id]))
        data = await kept.open()
        assert not any(has_button(data, words) for words in ("Undo", "Undo the import", "Undo the restoring"))

    keeps(tale)
