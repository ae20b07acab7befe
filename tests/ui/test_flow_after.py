"""The flow once more: undo, closing in a session, a disk that fails, keys, and what is remembered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from ui.house import SHORT, House, Live
from ui.seeing import LEFT, RIGHT, button, has_button, press, spin
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Technique
from unknot.core.session import Outcome, Stage
from unknot.store.errors import StoreError
from unknot.store.record import Record
from unknot.store.settings import read_settings


async def one_session(house: House) -> str:
    """Run a session to its end; return its id."""
    await house.begin()
    await house.finish()
    return house.practice.log.session_id


def test_undo_takes_away_the_last_session_and_only_that(live: Live) -> None:
    async def story(house: House) -> None:
        first = await one_session(house)
        button(house.window, "Skip").click()
        await one_session(house)
        assert "Today: 2 of 3" in house.said()
        button(house.window, "Undo").click()
        await house.until(lambda: "Today: 1 of 3" in house.said())
        assert [kept.id for kept in house.sessions] == [first]
        house.window.undone.emit()
        await house.rest()
        assert [kept.id for kept in house.sessions] == [first], "a second press takes nothing"
        assert not has_button(house.window, "Undo")

    live(story)


def test_undo_is_still_offered_after_save(live: Live) -> None:
    async def story(house: House) -> None:
        await one_session(house)
        button(house.window, "Save").click()
        await house.rest()
        button(house.window, "Undo").click()
        await house.until(lambda: "Today: 0 of 3" in house.said())
        assert house.sessions == []

    live(story)


def test_undo_is_gone_when_its_time_is_over(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unknot.practice.UNDO_S", 0.0)

    async def story(house: House) -> None:
        await one_session(house)
        await house.until(lambda: not button(house.window, "Undo").isEnabled())
        house.window.undone.emit()
        await house.rest()
        assert len(house.sessions) == 1
        button(house.window, "Skip").click()
        assert not has_button(house.window, "Undo")

    live(story)


def test_undo_is_gone_with_the_next_session(live: Live) -> None:
    async def story(house: House) -> None:
        first = await one_session(house)
        button(house.window, "Same again").click()
        check = await house.dialog("Safety check")
        house.window.undone.emit()
        button(check, "None of these").click()
        await house.until(lambda: house.conductor.active)
        house.window.undone.emit()
        await house.finish()
        assert first in {kept.id for kept in house.sessions}
        assert len(house.sessions) == 2

    live(story)


def test_no_undo_lifts_a_rest(live: Live) -> None:
    async def story(house: House) -> None:
        await one_session(house)
        button(house.window, "Same again").click()
        button(await house.dialog("Safety check"), "None of these").click()
        await house.until(lambda: house.conductor.active)
        button(await house.stop(), "Sharp").click()
        await house.until(lambda: "Rests until" in house.said())
        assert not has_button(house.window, "Undo")
        house.window.undone.emit()
        await house.rest()
        assert len(house.sessions) == 2
        assert len(house.read(lambda record: record.rests(house.clock.wall()))) == 1

    live(story)


def test_the_same_again_has_the_same_dose(live: Live) -> None:
    async def story(house: House) -> None:
        await one_session(house)
        button(house.window, "Same again").click()
        button(await house.dialog("Safety check"), "None of these").click()
        await house.until(lambda: house.conductor.active)
        assert house.shown[-1].session.plan == house.shown[0].session.plan
        assert house.shown[-1].session.stage is Stage.LEAD_IN

    live(story)


def test_closing_in_a_session_is_a_stop_on_record_before_the_program_goes(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        house.clock.forward(13)
        assert await house.close() == 0
        with Record.open(house.database) as record:
            (kept,) = record.sessions()
            assert (kept.outcome, kept.stop_reason) == (Outcome.STOPPED, None)
            assert kept.phases[0].observed_s == 10.0
            assert [rest.region for rest in record.rests(house.clock.wall())] == [LEFT], "nobody said why"

    live(story)


def test_closing_with_the_question_open_leaves_the_rest(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        await house.stop()
        assert await house.close() == 0
        assert not house.has_dialog("You stopped")
        with Record.open(house.database) as record:
            assert len(record.rests(house.clock.wall())) == 1

    live(story)


def test_while_the_record_cant_be_read_no_session_begins(live: Live) -> None:
    def away() -> Record:
        raise StoreError("the folder is away")

    async def story(house: House) -> None:
        button(house.window, "Start session").click()
        await house.until(lambda: "no session can begin" in house.said())
        await house.rest()
        assert not house.has_dialog("Safety check")
        assert not house.conductor.active

    live(story, away)


class Disk:
    """A record that can go away in mid-session and come back."""

    def __init__(self) -> None:
        self.there = True
        self.house: House | None = None

    def opener(self) -> Record:
        """Open the record, where it is there."""
        if not self.there or self.house is None:
            raise StoreError("the folder is away")
        return Record.open(self.house.database)

    def goes_away(self) -> None:
        """Let every write fail from now on."""
        assert self.house is not None
        self.there = False
        self.house.journal.do(lambda record: record.connection.execute("PRAGMA query_only = 1")).result()


def test_a_disk_that_fails_in_a_session_is_said_and_the_session_goes_on(live: Live) -> None:
    disk = Disk()

    async def story(house: House) -> None:
        disk.house = house
        await house.begin()
        disk.goes_away()
        house.clock.forward(13)
        await house.until(lambda: "Not saved yet" in house.said())
        assert house.conductor.active
        await house.finish()
        assert await house.close() > 0, "what is lost in the end is counted"

    live(story, disk.opener)


def test_what_could_not_be_saved_is_saved_when_the_disk_is_back(live: Live) -> None:
    disk = Disk()

    async def story(house: House) -> None:
        disk.house = house
        await house.begin()
        disk.goes_away()
        house.clock.forward(13)
        await house.rest()
        disk.there = True
        await house.finish()
        assert [kept.outcome for kept in house.sessions] == [Outcome.COMPLETED]
        assert house.sessions[0].phases[0].observed_s == 30.0

    live(story, disk.opener)


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Escape])
def test_a_key_stops_a_session_from_a_box_that_has_the_focus(live: Live, key: Qt.Key) -> None:
    async def story(house: House) -> None:
        await house.begin()
        house.clock.forward(5)
        press(spin(house.window, "Compression seconds"), key)
        assert house.shown[-1].session.stage is Stage.STOPPED
        button(await house.dialog("You stopped"), "Something else").click()
        await house.rest()
        box = button(house.window, "Stripping")
        assert isinstance(box, QCheckBox)
        before = box.isChecked()
        press(box, Qt.Key.Key_Space)
        assert box.isChecked() != before, "after it the keys are the widgets' own"

    live(story)


def test_space_pauses_and_resumes_and_right_goes_on(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        house.window.activateWindow()  # without a window manager the reminder takes the focus as it appears
        await house.until(house.window.isActiveWindow)
        for key, stage in (
            (Qt.Key.Key_Right, Stage.RUNNING),
            (Qt.Key.Key_Space, Stage.PAUSED),
            (Qt.Key.Key_Space, Stage.LEAD_IN),
        ):
            press(house.window, key)
            assert house.shown[-1].session.stage is stage

    live(story)


def test_the_reminder_closed_in_a_session_stops_it(live: Live) -> None:
    async def story(house: House) -> None:
        await house.begin()
        house.window.reminder.close()
        assert house.shown[-1].session.stage is Stage.STOPPED
        await house.dialog("You stopped")
        assert not house.has_dialog("Safety reminder")

    live(story)


def test_the_dose_of_a_session_and_the_last_pick_are_on_disk(live: Live) -> None:
    async def story(house: House) -> None:
        await house.pick(RIGHT)
        await house.begin()
        house.keeper.flush()
        settings, note = read_settings(house.keeper.path)
        assert note is None
        assert (settings.muscle, settings.side) == ("piriformis", Side.RIGHT)
        assert settings.dose_for("piriformis") == SHORT

    live(story)


def test_what_was_set_for_a_muscle_is_remembered_without_a_session(live: Live) -> None:
    async def story(house: House) -> None:
        spin(house.window, "Compression seconds").setValue(75)
        await house.pick(Region("gluteus-medius", Side.LEFT))
        assert spin(house.window, "Compression seconds").value() == 60
        await house.pick(LEFT)
        assert spin(house.window, "Compression seconds").value() == 75
        house.keeper.flush()
        settings, _note = read_settings(house.keeper.path)
        assert settings.dose_for("piriformis") == Dose(75.0, 1, (Technique.COMPRESSION,), 3.0)

    live(story)


def test_what_was_set_is_written_by_itself(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unknot.keeping.SETTLE_S", 0.0)

    async def story(house: House) -> None:
        for seconds in (70, 75, 80):
            spin(house.window, "Compression seconds").setValue(seconds)
        dose = Dose(80.0, 1, (Technique.COMPRESSION,), 3.0)
        await house.until(lambda: read_settings(house.keeper.path)[0].dose_for("piriformis") == dose)

    live(story)


def test_a_dose_without_a_technique_is_not_remembered(live: Live) -> None:
    async def story(house: House) -> None:
        button(house.window, "Sustained compression").click()
        await house.pick(RIGHT)
        assert house.keeper.settings.dose_for("piriformis") == SHORT
        assert button(house.window, "Start session").isEnabled()

    live(story)


def test_a_muscle_that_offers_two_spots_begins_with_its_own_default(live: Live) -> None:
    async def story(house: House) -> None:
        for muscle in house.practice.guide.anatomy.muscles[:2]:
            await house.pick(Region(muscle.id, Side.LEFT))
            assert spin(house.window, "Spots").value() == muscle.spots_default

    live(story)
