"""What is said and played goes to processes of its own, and nothing that happens to them holds up the window."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from unknot.desktop import sounds as module
from unknot.desktop.child import Limits
from unknot.desktop.sounds import Sounds

SCRIPT = Path(__file__).with_name("scripted_child.py")
PATIENT = Limits()
HASTY = Limits(ready_s=0.1, taken_s=0.1, again_s=0.05, gone_s=0.3)
PIPE = 65_536
"""What the system keeps of orders that nobody reads, besides what the program keeps."""


class Stand:
    """Sounds with scripted children. `news` has every problem told, and "spoken", in order."""

    def __init__(self, folder: Path, voice: str, chimes: str, limits: Limits) -> None:
        self.folders = {"voice": folder / "voice", "chimes": folder / "chimes"}
        for each in self.folders.values():
            each.mkdir()
        self.news: list[str] = []
        self._voices = folder / "voices"  # a line from each, before Python has come so far as to note anything
        noted = ("/bin/sh", "-c", 'echo >>"$0"; exec "$@"', str(self._voices))
        self.sounds = Sounds(
            voice_command=(*noted, sys.executable, str(SCRIPT), voice, str(self.folders["voice"])),
            chime_command=(sys.executable, str(SCRIPT), chimes, str(self.folders["chimes"])),
            limits=limits,
        )
        self.sounds.problem.connect(self.news.append)
        self.sounds.spoken.connect(lambda: self.news.append("spoken"))

    def start(self, *, voice: bool = True, chimes: bool = False) -> None:
        self.sounds.start(language="en", voice=voice, chimes=chimes)

    def is_ready(self) -> bool:
        return self.sounds.voice_ready

    def orders(self, which: str = "voice", life: int = -1) -> list[dict[str, object]]:
        """Return the orders that one life has read, of the last one unless another is named."""
        lives = sorted(self.folders[which].iterdir())
        return [json.loads(line) for line in lives[life].read_text().splitlines()] if lives else []

    def lives(self, which: str = "voice") -> int:
        return len(list(self.folders[which].iterdir()))

    def voices(self) -> int:
        """Return how many were started, those included that were killed before they noted anything."""
        return len(self._voices.read_text().splitlines())


Stands = Callable[..., Stand]


@pytest.fixture
def stands(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stands]:
    """Give sounds with the faults asked for, and see them out. No speech server of the machine's is called."""
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{tmp_path}/nobody")
    made: list[Stand] = []

    def stand(voice: str = "none", chimes: str = "none", limits: Limits = PATIENT) -> Stand:
        made.append(Stand(tmp_path, voice, chimes, limits))
        return made[-1]

    yield stand
    for each in made:
        each.sounds.close()
        each.sounds.deleteLater()


@pytest.fixture
def stand(stands: Stands, qtbot: QtBot) -> Stand:
    """Give sounds whose voice and tones are ready."""
    ready = stands()
    ready.start(chimes=True)
    qtbot.waitUntil(lambda: ready.is_ready() and ready.sounds.chimes_ready)
    return ready


def test_who_says_something_hears_when_it_has_been_said(stand: Stand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stand.sounds.spoken):
        stand.sounds.say("Half way.", cut=False)
    assert {"say": "Half way.", "cut": False} in stand.orders()
    assert stand.news == ["spoken"]


def test_tones_are_played(stand: Stand, qtbot: QtBot) -> None:
    stand.sounds.play("tick")
    stand.sounds.play("begin")
    qtbot.waitUntil(lambda: stand.orders("chimes")[-2:] == [{"play": "tick"}, {"play": "begin"}])


def test_before_the_voice_is_ready_nothing_is_kept_and_nobody_waits(stands: Stands, qtbot: QtBot) -> None:
    stand = stands()
    stand.sounds.play("tick")
    with qtbot.waitSignal(stand.sounds.spoken):
        stand.sounds.say("Too early.", cut=False)
        assert stand.news == []  # the one who asks must have noted first that something is said
    stand.start()
    qtbot.waitUntil(stand.is_ready)
    with qtbot.waitSignal(stand.sounds.spoken):
        stand.sounds.say("Now.", cut=False)
    assert [order["say"] for order in stand.orders() if "say" in order] == ["Now."]


def test_only_the_last_of_what_cuts_each_other_is_told_to_have_ended(stand: Stand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stand.sounds.spoken):
        for words in ("One.", "Two.", "Three."):
            stand.sounds.say(words, cut=True)
    qtbot.waitUntil(lambda: len(stand.orders()) == 4)
    assert stand.news == ["spoken"]


def test_after_silence_nothing_is_told_to_have_ended(stand: Stand, qtbot: QtBot) -> None:
    stand.sounds.say("Go slowly.", cut=False)
    stand.sounds.silence()
    qtbot.waitUntil(lambda: {"silence": True} in stand.orders() and {"silence": True} in stand.orders("chimes"))
    with qtbot.waitSignal(stand.sounds.spoken):
        stand.sounds.say("Again.", cut=False)
    assert stand.news == ["spoken"]


def test_a_voice_that_says_nothing_is_not_asked_to_stop(stand: Stand, qtbot: QtBot) -> None:
    """Where Linux speaks, each stop also cuts short a screen reader."""
    stand.sounds.silence()
    with qtbot.waitSignal(stand.sounds.spoken):
        stand.sounds.say("Ready.", cut=False)
    assert {"silence": True} not in stand.orders()


def test_what_is_not_wanted_is_not_started(stands: Stands, qtbot: QtBot) -> None:
    stand = stands()
    stand.start(voice=False, chimes=True)
    qtbot.waitUntil(lambda: stand.sounds.chimes_ready)
    assert stand.lives("voice") == 0


def test_what_is_no_longer_wanted_ends(stand: Stand, qtbot: QtBot) -> None:
    stand.start(voice=False, chimes=True)
    assert not stand.is_ready()
    with qtbot.waitSignal(stand.sounds.spoken):
        stand.sounds.say("Nobody says this.", cut=False)
    assert stand.news == ["spoken"]


@pytest.mark.parametrize(
    ("fault", "problem"), [("mute", "voice-hung"), ("no-engine", "voice-missing")], ids=["silent", "no engine"]
)
def test_a_voice_that_does_not_come_is_told_once_and_tried_again_a_few_times(
    stands: Stands, qtbot: QtBot, fault: str, problem: str
) -> None:
    ready_s = 0.5 if fault == "mute" else PATIENT.ready_s  # one answers that it can't, however long that takes
    stand = stands(fault, limits=Limits(ready_s=ready_s, again_s=0.05, gone_s=0.3))
    stand.start()
    qtbot.waitUntil(lambda: stand.sounds.voice_given_up, timeout=90_000)
    assert stand.voices() == 1 + PATIENT.tries
    assert stand.news == [problem]
    assert not stand.is_ready()


def test_a_program_that_is_not_there_is_told(qtbot: QtBot) -> None:
    sounds = Sounds(voice_command=("/nonexistent/voice",), limits=HASTY)
    with qtbot.waitSignal(sounds.problem) as told:
        sounds.start(language="en", voice=True, chimes=False)
    assert told.args == ["voice-missing"]
    sounds.close()
    sounds.deleteLater()


def test_a_voice_that_dies_comes_back_at_once(stands: Stands, qtbot: QtBot) -> None:
    stand = stands("dies")
    stand.start()
    qtbot.waitUntil(stand.is_ready)
    stand.sounds.say("This kills it.", cut=False)
    qtbot.waitUntil(lambda: stand.news == ["voice-died", "spoken", "voice-back"])
    with qtbot.waitSignal(stand.sounds.spoken):
        stand.sounds.say("Here again.", cut=False)
    assert stand.lives() == 2


def test_a_sentence_that_never_ends_is_given_up(stands: Stands, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SENTENCE_S", 0.1)
    monkeypatch.setattr(module, "LETTER_S", 0.0)
    stand = stands("endless")
    stand.start()
    qtbot.waitUntil(stand.is_ready)
    stand.sounds.say("On and on.", cut=False)
    qtbot.waitUntil(lambda: stand.news == ["voice-hung", "spoken", "voice-back"])


def test_who_does_not_read_is_not_written_to_forever(stands: Stands, qtbot: QtBot) -> None:
    stand = stands("deaf")
    stand.start()
    qtbot.waitUntil(stand.is_ready)
    words, told = "x" * 1000, 0
    while stand.is_ready():
        stand.sounds.say(words, cut=True)
        told += len(words)
        assert told < 2 * (PIPE + PATIENT.backlog)
        qtbot.wait(1)
    assert stand.news[0] == "voice-hung"


def test_who_takes_no_order_in_time_is_started_anew(stands: Stands, qtbot: QtBot) -> None:
    stand = stands(chimes="deaf", limits=Limits(taken_s=0.1))
    stand.start(voice=False, chimes=True)
    qtbot.waitUntil(lambda: stand.sounds.chimes_ready)
    stand.sounds.play("tick")
    qtbot.waitUntil(lambda: stand.lives("chimes") == 2)
    assert stand.news == []  # one tone is lost; the next will sound


def test_who_does_not_confirm_silence_is_killed(stands: Stands, qtbot: QtBot) -> None:
    stand = stands("disobedient", "disobedient")
    stand.start(chimes=True)
    qtbot.waitUntil(lambda: stand.is_ready() and stand.sounds.chimes_ready)
    stand.sounds.say("Go slowly.", cut=False)
    stand.sounds.play("finished")
    stand.sounds.silence()
    qtbot.waitUntil(lambda: stand.lives("voice") == 2 and stand.lives("chimes") == 2)
    assert stand.news[0] == "voice-hung"


def test_each_life_is_told_how_to_sound(stands: Stands, qtbot: QtBot) -> None:
    stand = stands("dies")
    stand.sounds.configure(-0.5, 0.8)
    stand.start()
    qtbot.waitUntil(stand.is_ready)
    stand.sounds.say("This kills it.", cut=False)
    wish = {"voice": {"language": "en", "rate": -0.5, "volume": 0.8}}
    qtbot.waitUntil(lambda: stand.lives() == 2 and stand.orders() == [wish])
    assert stand.orders(life=0)[0] == wish


def test_another_device_is_no_problem(stands: Stands, qtbot: QtBot) -> None:
    stand = stands(chimes="changed")
    stand.start(voice=False, chimes=True)
    qtbot.waitUntil(lambda: stand.sounds.chimes_ready)
    stand.sounds.play("tick")
    qtbot.waitUntil(lambda: stand.lives("chimes") == 2 and stand.sounds.chimes_ready)
    assert stand.news == []


def test_without_a_device_it_is_said_once_and_looked_for_again(stands: Stands, qtbot: QtBot) -> None:
    stand = stands(chimes="no-device", limits=Limits(again_s=0.02))
    stand.start(voice=False, chimes=True)
    qtbot.waitUntil(lambda: stand.lives("chimes") > 1 + PATIENT.tries)
    assert stand.news == ["sound-missing"]


def test_closing_ends_both_and_takes_no_longer_than_it_may(stands: Stands, qtbot: QtBot) -> None:
    stand = stands("stubborn", limits=Limits(gone_s=0.3))
    stand.start(chimes=True)
    qtbot.waitUntil(lambda: stand.is_ready() and stand.sounds.chimes_ready)
    processes = stand.sounds.process_ids()
    assert len(processes) == 2
    stand.sounds.close()
    assert [pid for pid in processes if _lives(pid)] == []
    assert stand.news == []


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
