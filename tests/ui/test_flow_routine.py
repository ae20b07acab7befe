"""A routine from the list to the day's counts: chosen, led through, stopped, left out where a muscle rests."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget

from ui.house import SHORT, House, Live
from ui.seeing import LEFT, RIGHT, button, has_button, name, press, spin, texts, visible
from unknot.core.anatomy import Region, Side
from unknot.core.plan import CHANGE_S
from unknot.core.routine import Routine, Step
from unknot.core.safety import StopReason
from unknot.core.session import Outcome
from unknot.store.changes import ChangeKind, changes, take_back
from unknot.store.kept import new_id

MEDIUS = Region("gluteus-medius", Side.LEFT)
MINE = Routine(new_id(), "Mine", (Step(MEDIUS, SHORT), Step(LEFT, SHORT), Step(RIGHT, SHORT)))


async def open_routines(house: House) -> QDialog:
    button(house.window, "Routines").click()
    return await house.dialog("Routines")


def rows(dialog: QDialog) -> QListWidget:
    (found,) = visible(dialog, QListWidget)
    return found


def choose(dialog: QDialog, words: str) -> None:
    (item,) = rows(dialog).findItems(words, Qt.MatchFlag.MatchExactly)
    rows(dialog).setCurrentItem(item)


async def start_mine(house: House) -> None:
    """Begin a routine of three short sessions."""
    house.own(MINE)
    dialog = await open_routines(house)
    choose(dialog, "Mine")
    button(dialog, "Start routine").click()
    button(await house.dialog("Safety check"), "None of these").click()
    await house.until(lambda: house.conductor.active)


def test_a_routine_is_led_through_with_one_check_and_a_record_for_each(live: Live) -> None:
    async def story(house: House) -> None:
        await start_mine(house)
        assert "Gluteus medius, left: 1 of 3" in house.said()
        house.clock.forward(3 + 30)
        assert "Piriformis, left: 2 of 3" in house.said()
        assert "Next muscle: set the tool under its spot." in house.said()
        assert house.window.atlas.look.region == LEFT
        assert house.has_dialog("Safety reminder"), "it stays from the first second to the last"
        house.clock.forward(3 + 30 + CHANGE_S + 30)
        await house.until(lambda: "After the session" in house.said())
        assert {"Mine", "Gluteus medius, left: 1 of 3 today"} <= set("\n".join(texts(house.window)).split("\n"))
        assert "3 repetitions" in house.said()
        assert not house.has_dialog("Safety reminder")
        press(spin(house.window, "Discomfort now"), Qt.Key.Key_2)
        button(house.window, "Save").click()
        await house.rest()
        kept = house.sessions
        assert [(one.region, one.outcome, one.after) for one in kept] == [
            (region, Outcome.COMPLETED, 2) for region in (MEDIUS, LEFT, RIGHT)
        ]
        checks = house.read(lambda record: list(record.checks()))
        assert len(checks) == 2, "that of the house, and one for the whole routine"

    live(story)


def test_it_says_when_to_turn_over_and_only_then_and_that_it_is_done_only_once(live: Live) -> None:
    async def story(house: House) -> None:
        await start_mine(house)
        house.clock.forward(3 + 30 + 3 + 30 + CHANGE_S + 30)
        await house.until(lambda: "After the session" in house.said())
        words = [said for said in house.sounds.heard if said and not said.startswith("*")]
        turns = [said for said in words if said.startswith("Now the right side. Piriformis, right. Turn over.")]
        assert len(turns) == 1
        assert sum(said.startswith("Now the") for said in words) == 1
        assert [said.startswith("Done") for said in words] == [False] * (len(words) - 1) + [True]
        assert house.sounds.heard.count("*finished*") == 1

    live(story)


def test_the_keys_work_in_every_session_of_it_and_stop_ends_all(live: Live) -> None:
    async def story(house: House) -> None:
        await start_mine(house)
        house.clock.forward(3 + 30 + 3 + 10)
        press(house.window, Qt.Key.Key_S)
        stopped = await house.dialog("You stopped")
        assert not house.conductor.active
        button(stopped, house.practice.guide.stop.reasons[StopReason.SHARP]).click()
        await house.rest()
        assert [(one.region, one.outcome) for one in house.sessions] == [
            (MEDIUS, Outcome.COMPLETED),
            (LEFT, Outcome.STOPPED),
        ]
        assert [rest.region for rest in house.read(lambda record: record.rests(house.clock.wall()))] == [LEFT]

    live(story)


def test_a_muscle_that_rests_is_left_out_and_named(live: Live) -> None:
    async def story(house: House) -> None:
        house.practice.set_dose(SHORT)
        await house.begin()
        house.clock.forward(5)
        stopped = await house.stop()
        button(stopped, house.practice.guide.stop.reasons[StopReason.SHOOTING]).click()
        await house.until(lambda: not house.practice._busy)
        await start_mine(house)
        assert "Left out, because it rests: Piriformis, left." in house.said()
        assert [house.shown[-1].session.place.count] == [2]
        house.conductor.stop()

    live(story)


def test_undo_takes_the_whole_routine_away_as_one_change_and_says_so(live: Live) -> None:
    async def story(house: House) -> None:
        await start_mine(house)
        house.clock.forward(3 + 30 + 3 + 30 + CHANGE_S + 30)
        await house.until(lambda: "Undo takes away all 3 sessions." in house.said())
        whole = house.sessions
        assert [one.region for one in whole] == [MEDIUS, LEFT, RIGHT]
        button(house.window, "Undo").click()
        await house.rest()
        assert house.sessions == []
        made = house.read(changes)
        assert [one.subject for one in made if one.kind is ChangeKind.DELETE] == ["Mine, 3 sessions"]
        assert house.read(lambda record: take_back(record, made[0].id)) is not None
        assert house.sessions == whole

    live(story)


def test_the_same_again_is_the_same_routine(live: Live) -> None:
    async def story(house: House) -> None:
        await start_mine(house)
        house.clock.forward(3 + 30 + 3 + 30 + CHANGE_S + 30)
        await house.until(lambda: has_button(house.window, "Same again"))
        button(house.window, "Same again").click()
        button(await house.dialog("Safety check"), "None of these").click()
        await house.until(lambda: house.conductor.active)
        assert "Gluteus medius, left: 1 of 3" in house.said()
        house.conductor.stop()

    live(story)


def test_there_are_ready_made_ones_with_the_doses_used_last(live: Live) -> None:
    async def story(house: House) -> None:
        house.practice.set_dose(SHORT)
        dialog = await open_routines(house)
        names = [rows(dialog).item(row).text() for row in range(rows(dialog).count())]
        assert names == [
            "Piriformis, left",
            "Piriformis, both sides",
            "Left side, all three",
            "Right side, all three",
            "Both sides, all three",
        ]
        assert "compression 30 s, 1 spot" in "".join(texts(dialog))
        assert not has_button(dialog, "Delete")
        choose(dialog, "Both sides, all three")
        assert "".join(texts(dialog)).count("Gluteus medius") == 2
        button(dialog, "Close").click()
        await house.rest()
        assert not house.conductor.active

    live(story)


def test_a_ready_made_one_is_copied_changed_and_kept(live: Live) -> None:
    async def story(house: House) -> None:
        dialog = await open_routines(house)
        choose(dialog, "Left side, all three")
        button(dialog, "Copy and change").click()
        editor = await house.dialog("Routine")
        (line,) = [line for line in visible(editor, QLineEdit) if name(line) == "Name of the routine"]
        assert line.text() == "Left side, all three, mine"
        line.setText("From the physio")
        spin(editor, "Compression seconds").setValue(45)
        button(editor, "Remove step").click()
        button(editor, "Save routine").click()
        await house.until(lambda: house.has_dialog("Routines"))
        dialog = await house.dialog("Routines")
        assert rows(dialog).currentItem().text() == "From the physio"
        (kept,) = house.read(lambda record: record.routines())
        assert [step.region.muscle for step in kept.routine().steps] == ["gluteus-minimus", "piriformis"]
        button(dialog, "Close").click()
        await house.rest()

    live(story)


def test_deleting_takes_two_presses(live: Live) -> None:
    async def story(house: House) -> None:
        house.own(MINE)
        dialog = await open_routines(house)
        choose(dialog, "Mine")
        button(dialog, "Delete").click()
        assert len(house.read(lambda record: record.routines())) == 1
        button(dialog, "Delete for good?").click()
        await house.until(lambda: not house.read(lambda record: record.routines()))
        await house.dialog("Routines")
        button(await house.dialog("Routines"), "Close").click()
        await house.rest()

    live(story)
