"""The Days window in the whole program: read from the record, changed, undone, and a session begun from it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from msgspec import structs
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QPlainTextEdit, QTimeEdit, QWidget

from store.records import session
from ui.days.making import cells, spoken
from ui.house import House, Live
from ui.seeing import LEFT, RIGHT, button, has_button, spin, texts, visible
from unknot.core.history import KeptSession
from unknot.core.plan import Technique
from unknot.core.safety import StopReason
from unknot.core.session import Outcome
from unknot.days import Days
from unknot.store import backup, editing
from unknot.store.changes import Change, ChangeKind, changes
from unknot.store.exporting import export_to
from unknot.store.importing import read_file
from unknot.store.kept import new_id
from unknot.store.merging import take_in
from unknot.store.record import Record
from unknot.ui.days.figures import Figures
from unknot.ui.days.window import DaysWindow
from unknot.ui.theme import DARK, LIGHT
from unknot.way_back import WayBack
from unknot.wishes import Wishes

T = TypeVar("T", bound=QWidget)
Open = Callable[[House], Days]
TODAY = date(2026, 11, 22)


@pytest.fixture
def opens(tmp_path: Path, qapp: QApplication, shipped: Path) -> Open:
    """Return what makes the days of a house."""

    def make(house: House) -> Days:
        conductor = house.practice.conductor
        wishes = Wishes(qapp, shipped, house.window, house.keeper, house.speaker, conductor, LIGHT)
        days = Days(house.practice, WayBack(house.journal, house.clock, tmp_path / "unknot-backups", wishes.put))
        days.wire()
        return days

    return make


def shown(house: House) -> DaysWindow:
    (only,) = house.window.findChildren(DaysWindow)
    return only


def only(root: QWidget, kind: type[T]) -> T:
    (found,) = visible(root, kind)
    return found


def keep(house: House, *sessions: KeptSession) -> None:
    """Put sessions on record as if they had been done."""

    def write(record: Record) -> None:
        with record.writing():
            for one in sessions:
                editing.write_session(record, one, house.keeper.settings.boundary)

    house.read(write)


def back(days: int, **values: Any) -> KeptSession:
    """Return a session of some days before."""
    at = session().started_at - timedelta(days=days)
    return session(started_at=at, ended_at=at + timedelta(minutes=5), day=TODAY - timedelta(days=days), **values)


# Opening


def test_it_opens_beside_the_window_and_says_what_today_is(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        keep(house, session(), session(outcome=Outcome.PARTIAL), back(3, region=RIGHT))
        house.clock.forward(2 * 3600 + 300)
        button(house.window, "Days").click()
        await house.rest()
        dialog = shown(house)
        assert dialog.isVisible()
        assert not dialog.isModal()
        said = texts(dialog)
        assert {"Sunday 22 November 2026", "1 of 3", "1 in part", "2 hours ago", "3 days ago"} <= set(said)
        assert "Next: Gluteus medius, left" in said
        days.close()
        assert not dialog.isVisible()

    live(story)


def test_in_a_session_it_is_refused_and_it_leaves_the_screen_to_one(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        house.watchers.append(days.follow)
        days.open()
        await house.rest()
        assert shown(house).isVisible()
        await house.begin()
        assert not shown(house).isVisible()
        days.open()
        assert not shown(house).isVisible()
        assert "Days can be opened when the session is over." in house.said()
        assert not button(house.window, "Days").isEnabled()

    live(story)


def test_a_muscle_that_rests_is_said_to_and_is_not_next(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        await house.begin()
        question = await house.stop()
        button(question, "Sharp").click()
        await house.rest()
        keep(house, *(session(region=region) for region in house.practice.guide.anatomy.regions() if region != LEFT))
        days.open()
        await house.rest()
        assert any("you stopped here (sharp)" in words for words in texts(shown(house)))
        assert "Next: Gluteus medius, left" in texts(shown(house))

    live(story)


# Today


def test_the_next_one_is_begun_as_if_it_had_been_picked(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        keep(house, *(session(region=region) for region in house.practice.guide.anatomy.regions() if region != RIGHT))
        days = opens(house)
        days.open()
        await house.rest()
        assert "Next: Piriformis, right" in texts(shown(house))
        button(shown(house), "Start next").click()
        check = await house.dialog("Safety check")
        assert not shown(house).isVisible()
        assert house.practice.region == RIGHT
        button(check, "None of these").click()
        await house.until(lambda: house.conductor.active)
        assert house.shown[-1].session.plan.region == RIGHT
        assert house.shown[-1].session.plan.lead_in_s == 3.0, "the dose that was used last"

    live(story)


def test_while_something_else_asks_nothing_is_begun(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        days.open()
        await house.rest()
        check = await house.press_start()
        button(shown(house), "Start next").click()
        await house.rest()
        assert house.practice.region == LEFT
        assert shown(house).isVisible()
        check.reject()
        await house.rest()
        assert not house.conductor.active

    live(story)


# The calendar


def test_the_calendar_has_what_is_on_record_and_opens_a_day(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        keep(house, session(), session(), back(4, outcome=Outcome.STOPPED), back(400), session(rehearsal=True))
        days = opens(house)
        days.open("calendar")
        await house.rest()
        dialog = shown(house)
        said = list(spoken(dialog.calendar.cells))
        assert "Sunday 22 November 2026: 2 repetitions" in said
        assert "Wednesday 18 November 2026: 1 stopped" in said
        assert "In all: 2 repetitions, 1 stopped" in texts(dialog)
        button(dialog, "Previous year").click()
        await house.rest()
        assert "In all: 1 repetition" in texts(dialog)
        dialog.calendar.go(TODAY - timedelta(days=4))
        button(dialog, "Sessions of this day").click()
        await house.rest()
        assert dialog.page == "sessions"
        dialog.sessions.table.grab()
        await house.rest()
        assert [dialog.sessions.model.rowCount(), cells(dialog.sessions.table, 0)[2]] == [1, "Stopped"]

    live(story)


def test_a_week_names_its_sessions_and_begins_where_it_is_set_to(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        house.keeper.change(structs.replace(house.keeper.settings, week_start="sunday"))
        keep(house, session(), session(rehearsal=True))
        days = opens(house)
        days.open("calendar")
        button(shown(house), "Week").click()
        await house.rest()
        page = shown(house).calendar
        assert page.period.first == TODAY
        assert page.cells.calendar.lines == {TODAY: ["19:00 Piriformis, left"]}

    live(story)


def test_nothing_yet_everywhere(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        for page in ("calendar", "sessions", "weeks"):
            days.open(page)
            await house.rest()
            assert "Nothing yet. After your first session it stands here." in texts(shown(house))

    live(story)


# Changes


async def chosen(house: House, days: Days, row: int = 0) -> DaysWindow:
    """Open the sessions and choose one."""
    days.open("sessions")
    await house.rest()
    dialog = shown(house)
    dialog.sessions.table.grab()
    await house.rest()
    dialog.sessions.table.selectRow(row)
    return dialog


def test_a_note_and_ratings_are_changed_and_changed_back(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        before = session(before=5)
        keep(house, before)
        dialog = await chosen(house, days)
        button(dialog, "Change…").click()
        form = await house.dialog("Change a session")
        spin(form, "Discomfort after").setValue(2)
        only(form, QPlainTextEdit).setPlainText("on the carpet")
        button(form, "Save").click()
        await house.rest()
        (now,) = house.sessions
        assert (now.before, now.after, now.note) == (5, 2, "on the carpet")
        assert "Changed: Piriformis, left, Sun 22 Nov 2026, 19:00." in texts(dialog)
        button(dialog, "Undo").click()
        await house.rest()
        assert house.sessions == [before]
        assert "Undone: Changed: Piriformis, left, Sun 22 Nov 2026, 19:00." in texts(dialog)
        assert not has_button(dialog, "Undo")

    live(story)


def test_what_is_not_changed_is_no_change(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        keep(house, session())
        dialog = await chosen(house, days)
        for answer in ("Save", "Cancel"):
            button(dialog, "Change…").click()
            form = await house.dialog("Change a session")
            button(form, answer).click()
            await house.rest()
        assert house.read(changes) == ()

    live(story)


def test_several_are_deleted_and_the_main_window_knows(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        keep(house, session(), session(), session())
        await house.practice.refresh()
        assert "Today: 3 of 3" in house.said()
        dialog = await chosen(house, days)
        dialog.sessions.table.selectAll()
        button(dialog, "Delete").click()
        await house.rest()
        assert house.sessions == []
        assert "Deleted: 3 sessions." in texts(dialog)
        assert "Today: 0 of 3" in house.said()
        button(dialog, "Undo").click()
        await house.rest()
        assert len(house.sessions) == 3
        assert dialog.sessions.model.rowCount() == 3
        assert "Today: 3 of 3" in house.said()

    live(story)


def test_one_that_was_forgotten_is_added_as_it_would_have_been_recorded(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        days.open("sessions")
        await house.rest()
        dialog = shown(house)
        button(dialog, "Add one…").click()
        form = await house.dialog("Add a session")
        only(form, QTimeEdit).setTime(QTime(8, 15))
        spin(form, "Compression seconds").setValue(45)
        spin(form, "Discomfort before").setValue(4)
        button(form, "Save").click()
        await house.rest()
        (added,) = house.sessions
        assert (added.region, added.outcome, added.before, added.rehearsal) == (LEFT, Outcome.COMPLETED, 4, False)
        assert (added.day, added.started_at.strftime("%H:%M")) == (TODAY, "08:15")
        assert [(p.technique, p.spot, p.planned_s, p.observed_s) for p in added.phases] == [
            (Technique.COMPRESSION, 1, 45.0, 45.0)
        ]
        assert added.ended_at - added.started_at == timedelta(seconds=48)
        assert "Today: 1 of 3" in house.said()
        button(dialog, "Undo").click()
        await house.rest()
        assert house.sessions == []

    live(story)


def test_undo_takes_back_nothing_but_what_was_said(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        one, other = session(), session()
        keep(house, one, other)
        dialog = await chosen(house, days)
        button(dialog, "Delete").click()
        await house.rest()
        elsewhere = Change(new_id(), ChangeKind.DELETE, house.clock.wall(), "elsewhere")
        left = house.sessions[0].id
        house.read(lambda record: editing.delete_sessions(record, elsewhere, [left]))
        button(dialog, "Undo").click()
        await house.rest()
        assert house.sessions == []
        assert any("Something else was changed since" in words for words in texts(dialog))

    live(story)


def test_all_changes_are_listed_and_taken_back_one_after_the_other(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        keep(house, session(), session())
        for _number in range(2):
            dialog = await chosen(house, days)
            button(dialog, "Delete").click()
            await house.rest()
        button(dialog, "What was changed").click()
        history = await house.dialog("What was changed")
        await house.rest()
        lines = only(history, QListWidget)
        assert lines.count() == 2
        assert "Deleted: Piriformis, left" in lines.item(0).text()
        for left in (1, 2):
            button(history, "Undo the newest").click()
            await house.rest()
            assert len(house.sessions) == left
        assert lines.item(0).text() == "Nothing was changed yet."
        assert not button(history, "Undo the newest").isEnabled()
        button(history, "Close").click()
        await house.rest()

    live(story)


def in_force(house: House) -> tuple[bool, bool]:
    """Return whether a session begins with the distance view, and whether half-way is said."""
    return house.window.distance_on_start, house.conductor.coaching.half_way


def test_an_import_is_taken_back_and_the_settings_of_before_are_in_force(
    live: Live, opens: Open, tmp_path: Path
) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        file = tmp_path / "in.json"
        before = house.keeper.settings
        other = structs.replace(before, goal=7, distance_view=True, say_half_way=True)
        with Record.open(tmp_path / "other.sqlite3") as record:
            with record.writing():
                editing.write_session(record, session(), other.boundary)
            export_to(file, record, other, house.clock.wall())
        change = Change(new_id(), ChangeKind.IMPORT, house.clock.wall(), "in.json")
        incoming = read_file(file, {LEFT.muscle: 2})
        house.read(lambda record: take_in(record, change, incoming, before, before.boundary))
        days.way_back.put(other)
        assert in_force(house) == (True, True)
        days.open()
        await house.rest()
        button(shown(house), "What was changed").click()
        history = await house.dialog("What was changed")
        await house.rest()
        button(history, "Undo the newest").click()
        await house.rest()
        assert house.sessions == []
        assert house.keeper.settings == before
        assert in_force(house) == (False, False)
        history.reject()
        await house.rest()

    live(story)


def test_a_restore_is_taken_back_with_the_whole_record(live: Live, opens: Open, tmp_path: Path) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        keep(house, session(note="before"))
        copy = tmp_path / "copy.sqlite3"
        with Record.open(tmp_path / "empty.sqlite3") as empty:
            assert list(empty.sessions()) == []
        backup.back_up(tmp_path / "empty.sqlite3", copy)
        change = Change(new_id(), ChangeKind.RESTORE, house.clock.wall(), "copy.sqlite3")
        house.read(lambda record: backup.restore(record, copy, days.way_back.backups, change))
        assert house.sessions == []
        days.open()
        await house.rest()
        button(shown(house), "What was changed").click()
        history = await house.dialog("What was changed")
        await house.rest()
        button(history, "Undo the newest").click()
        await house.rest()
        assert [one.note for one in house.sessions] == ["before"]
        history.reject()
        await house.rest()

    live(story)


def test_a_copy_that_is_gone_is_said_in_a_line(live: Live, opens: Open, tmp_path: Path) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        with Record.open(tmp_path / "empty.sqlite3"):
            pass
        change = Change(new_id(), ChangeKind.RESTORE, house.clock.wall(), "")
        backups = days.way_back.backups
        name = house.read(lambda record: backup.restore(record, tmp_path / "empty.sqlite3", backups, change))
        (backups / name).unlink()
        days.open()
        await house.rest()
        button(shown(house), "What was changed").click()
        history = await house.dialog("What was changed")
        await house.rest()
        button(history, "Undo the newest").click()
        await house.rest()
        assert any("is not there any more" in words for words in texts(history))
        history.reject()
        await house.rest()

    live(story)


# The rest


def test_weeks_are_read_from_the_record(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        stopped = {"outcome": Outcome.STOPPED, "stop_reason": StopReason.SHARP}
        keep(house, session(before=6, after=2), session(before=5, after=3), back(7, before=8, **stopped))
        days = opens(house)
        days.open("weeks")
        await house.rest()
        weeks, totals, stops = shown(house).weeks.findChildren(Figures)
        assert weeks.rowCount() == 12
        assert cells(weeks, 0) == ["16 to 22 November 2026", "5.5", "2.5"]
        assert cells(weeks, 1) == ["9 to 15 November 2026", "8.0", "–"]
        assert cells(totals, 0)[:4] == ["Piriformis, left", "2", "0", "1"]
        assert cells(stops, 0) == ["Sharp", "1"]
        button(shown(house), "26 weeks").click()
        await house.rest()
        assert weeks.rowCount() == 26

    live(story)


def test_a_page_for_a_clinician_is_asked_for_where_there_is_one(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        days.open()
        await house.rest()
        assert not has_button(shown(house), "Page for a clinician")
        shown(house).deleteLater()
        asked: list[str] = []
        days = Days(house.practice, days.way_back, lambda: asked.append("page"))
        days.open()
        await house.rest()
        button(days.shown, "Page for a clinician").click()
        assert asked == ["page"]

    live(story)


def test_it_takes_the_colours(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        days.open("calendar")
        await house.rest()
        before = shown(house).grab().toImage()
        house.window.dress(DARK)
        await house.rest()
        assert shown(house).grab().toImage() != before

    live(story)


def test_a_record_that_cant_be_read_is_said_in_the_window(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        days.open("sessions")
        await house.rest()
        house.journal.close()
        for page in ("today", "calendar", "sessions", "weeks"):
            shown(house).turn(page)
            await house.rest()
            assert "The record is closed." in texts(shown(house))

    live(story)


def test_pressing_delete_twice_does_not_delete_twice(live: Live, opens: Open) -> None:
    async def story(house: House) -> None:
        days = opens(house)
        keep(house, session(), session())
        dialog = await chosen(house, days)
        button(dialog, "Delete").click()
        button(dialog, "Delete").click()
        await house.rest()
        assert len(house.sessions) == 1
        assert isinstance(dialog, QDialog)

    live(story)
