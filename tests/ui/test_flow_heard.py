"""What is heard in a session, and what is shown of it: mute, problems, the distance view by its key."""

from PySide6.QtCore import Qt

from ui.house import SHORT, House, Live
from ui.seeing import press, texts


async def begun(house: House) -> None:
    house.practice.set_dose(SHORT)
    await house.pick(house.practice.region)  # type: ignore[arg-type]  # one is picked
    await house.begin()


def test_mute_ends_all_sound_at_once_says_so_and_is_taken_back_by_the_same_key(live: Live) -> None:
    async def story(house: House) -> None:
        await begun(house)
        assert house.sounds.heard[-1].startswith("Piriformis, left. ")
        press(house.window, Qt.Key.Key_M)
        assert house.sounds.heard[-1] == "", "silence"
        count = len(house.sounds.heard)
        assert "Sound is off. M brings it back." in house.said()
        house.clock.forward(3 + 20)
        assert len(house.sounds.heard) == count
        press(house.window, Qt.Key.Key_M)
        assert "Sound is off" not in house.said()
        house.clock.forward(10)
        assert house.sounds.heard[count:][-2:] == ["*end*", "*finished*"] or "Done" in house.sounds.heard[-1]
        assert "*count*" in house.sounds.heard[count:]

    live(story)


def test_after_stop_nothing_sounds(live: Live) -> None:
    async def story(house: House) -> None:
        await begun(house)
        house.clock.forward(3 + 15)
        press(house.window, Qt.Key.Key_Escape)
        await house.dialog("You stopped")
        assert house.sounds.heard[-1] == ""
        house.clock.forward(60)
        assert house.sounds.heard[-1] == ""

    live(story)


def test_what_is_the_matter_with_the_sound_is_said_in_a_session_and_after_it(live: Live) -> None:
    async def story(house: House) -> None:
        house.window.show_sound("No sound device.")
        assert "No sound device." in texts(house.window)
        await begun(house)
        assert texts(house.window).count("No sound device.") == 1
        press(house.window, Qt.Key.Key_F)
        await house.rest()
        assert "No sound device." in texts(house.window)
        house.window.show_sound("")
        assert "No sound device." not in house.said()
        press(house.window, Qt.Key.Key_F)
        await house.rest()
        assert "No sound device." not in house.said()

    live(story)
