"""What is really heard: real processes, a real sound server that is recorded, a real speech server.

How quick it is in figures, `python -m bench.sound` measures; here the limits are wide, for a machine that is shared.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from bench.room import RATE_HZ, Room, missing_packages
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from unknot.desktop.child import Limits
from unknot.desktop.sounds import Sounds

READY_MS = 60_000
"""However busy the machine is, everything has been started by then."""
SOON_S = 4.0
"""Within this time anything begins, however busy the machine is."""
SILENT_S, LISTENED_S = 2.0, 4.0
"""It is silent after so long, however busy the machine is, and so long is listened: what is said takes longer."""
LONG = "Go slowly along the muscle, from the hip bone down to the outside of the thigh, and breathe out."
PITCHES_HZ = {"tick": 392.0, "count": 659.3, "begin": 784.0, "end": 392.0}
"""Of the last note of each."""

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the room needs PulseAudio"),
    pytest.mark.xdist_group("room"),  # one room for all of them
]


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    """Set up one room for all; a machine without its parts fails them, in one line, and skips none."""
    if missing := missing_packages():
        pytest.fail(f"these tests need these packages: {' '.join(missing)}", pytrace=False)
    with Room() as ready:
        yield ready


@pytest.fixture
def here(room: Room, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Have what the test starts find the room."""
    for name in ("PULSE_SERVER", "SPEECHD_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in room.environment.items():
        monkeypatch.setenv(name, value)
    return room


class Beats(QObject):
    """Looks every 5 ms whether the loop goes on, and knows the longest time it did not."""

    def __init__(self) -> None:
        super().__init__()
        self.worst_s = 0.0
        self._last_s = time.monotonic()
        self._timer = QTimer(self, interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.worst_s = max(self.worst_s, now - self._last_s)
        self._last_s = now


@pytest.fixture
def beats(qtbot: QtBot) -> Iterator[Beats]:
    beats = Beats()
    yield beats
    beats.deleteLater()


@pytest.fixture
def sounds(here: Room, qtbot: QtBot) -> Iterator[Sounds]:
    """Give sounds that are ready to be heard in the room."""
    sounds = Sounds(limits=Limits(ready_s=READY_MS / 1000))
    try:
        sounds.start(language="en", voice=True, chimes=True)
        qtbot.waitUntil(lambda: sounds.voice_ready and sounds.chimes_ready, timeout=READY_MS)
        yield sounds
    finally:
        sounds.close()
        sounds.deleteLater()


def begun(room: Room, from_s: float, qtbot: QtBot) -> float:
    """Wait until something is heard after `from_s`, and return when it was."""
    heard: list[float] = []

    def look() -> bool:
        until_s = room.recorded_until() - 0.01
        found = room.first_sound(from_s, until_s) if until_s > from_s else None
        heard.extend([] if found is None else [from_s + found])
        return bool(heard)

    qtbot.waitUntil(look, timeout=READY_MS)
    return heard[0]


def quiet_after(room: Room, from_s: float, qtbot: QtBot, listened_s: float = LISTENED_S) -> float:
    """Let some time pass, and return for how long something was heard after `from_s`."""
    qtbot.waitUntil(lambda: room.recorded_until() > from_s + listened_s, timeout=READY_MS)
    return room.last_sound(from_s, from_s + listened_s) or 0.0


def pitch_hz(room: Room, from_s: float, to_s: float) -> float:
    """Return the pitch of a tone by how often it crosses zero upwards; gaps that a busy machine left do no harm."""
    samples = room.samples(from_s, to_s)
    rises = [place for place in range(1, len(samples)) if samples[place - 1] < 0 <= samples[place]]
    return RATE_HZ / statistics.median(after - before for before, after in pairwise(rises))


@pytest.mark.parametrize("chime", list(PITCHES_HZ))
def test_each_tone_is_heard_at_its_pitch_and_level(here: Room, sounds: Sounds, qtbot: QtBot, chime: str) -> None:
    at_s = time.monotonic()
    sounds.play(chime)
    first_s = begun(here, at_s, qtbot)
    assert first_s - at_s < SOON_S
    length_s = quiet_after(here, first_s, qtbot, 1.0)
    assert length_s < 0.6
    last_s = first_s + length_s
    assert pitch_hz(here, last_s - min(0.09, 0.8 * length_s), last_s - 0.01) == pytest.approx(
        PITCHES_HZ[chime], rel=0.05
    )
    assert max(map(abs, here.samples(first_s, last_s))) == pytest.approx(0.251 * 32768, rel=0.1)


def test_words_are_heard_and_their_end_is_told(here: Room, sounds: Sounds, qtbot: QtBot) -> None:
    at_s = time.monotonic()
    with qtbot.waitSignal(sounds.spoken, timeout=READY_MS):
        sounds.say("Get into position.", cut=False)
    told_s = time.monotonic()
    first_s = begun(here, at_s, qtbot)
    assert first_s - at_s < SOON_S
    assert 0.5 < told_s - first_s < 15


def test_what_cuts_is_heard_instead(here: Room, sounds: Sounds, qtbot: QtBot) -> None:
    sounds.say(LONG, cut=False)
    begun(here, time.monotonic(), qtbot)
    at_s = time.monotonic()
    with qtbot.waitSignal(sounds.spoken, timeout=READY_MS):
        sounds.say("Done.", cut=True)
    assert time.monotonic() - at_s < 5  # the long one alone takes longer


def test_silence_is_silent(here: Room, sounds: Sounds, qtbot: QtBot) -> None:
    at_s = time.monotonic()
    sounds.say(LONG, cut=False)
    sounds.play("finished")
    begun(here, at_s, qtbot)
    at_s = time.monotonic()
    sounds.silence()
    assert quiet_after(here, at_s, qtbot) < SILENT_S


def test_silence_needs_nobody_who_obeys(here: Room, sounds: Sounds, qtbot: QtBot) -> None:
    at_s = time.monotonic()
    sounds.say(LONG, cut=False)
    begun(here, at_s, qtbot)
    sounds.play("finished")
    for process in sounds.process_ids():
        os.kill(process, signal.SIGSTOP)
    at_s = time.monotonic()
    sounds.silence()
    assert quiet_after(here, at_s, qtbot) < SILENT_S


def test_a_voice_killed_in_mid_word_is_silent_and_comes_back(here: Room, sounds: Sounds, qtbot: QtBot) -> None:
    told: list[str] = []
    sounds.problem.connect(told.append)
    at_s = time.monotonic()
    sounds.say(LONG, cut=False)
    begun(here, at_s, qtbot)
    voice, _ = sounds.process_ids()
    at_s = time.monotonic()
    with qtbot.waitSignal(sounds.spoken):
        os.kill(voice, signal.SIGKILL)
    assert quiet_after(here, at_s, qtbot) < SILENT_S
    qtbot.waitUntil(lambda: sounds.voice_ready, timeout=READY_MS)
    assert told == ["voice-died", "voice-back"]
    at_s = time.monotonic()
    sounds.say("Here again.", cut=False)
    begun(here, at_s, qtbot)


def test_the_window_goes_on_while_a_speech_server_hangs(
    here: Room, beats: Beats, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"{here.environment['XDG_RUNTIME_DIR']}/hangs"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(place)
        server.listen()
        monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{place}")
        sounds = Sounds(limits=Limits(ready_s=2.0))
        beats.worst_s = 0.0
        with qtbot.waitSignal(sounds.problem, timeout=READY_MS) as told:
            sounds.start(language="en", voice=True, chimes=False)
            sounds.say("Nobody hears this.", cut=False)
            sounds.silence()
        assert told.args == ["voice-hung"]
        sounds.close()
        assert beats.worst_s < 1.5  # the server never answers
        sounds.deleteLater()


@pytest.mark.parametrize(
    ("address", "language"), [("inet_socket:127.0.0.2:1", "en"), ("", "xx")], ids=["no server", "unknown language"]
)
def test_without_an_engine_or_a_voice_it_is_said(
    here: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, address: str, language: str
) -> None:
    if address:
        monkeypatch.setenv("SPEECHD_ADDRESS", address)
    sounds = Sounds()
    with qtbot.waitSignal(sounds.problem, timeout=READY_MS) as told:
        sounds.start(language=language, voice=True, chimes=False)
    assert told.args == ["voice-missing"]
    sounds.close()
    sounds.deleteLater()


def test_tones_come_back_with_the_sound_server(here: Room, sounds: Sounds, qtbot: QtBot) -> None:
    told: list[str] = []
    sounds.problem.connect(told.append)
    here.kill_server()
    sounds.play("tick")
    qtbot.waitUntil(lambda: "device-gone" in told, timeout=READY_MS)
    here.start_server()
    qtbot.waitUntil(lambda: "device-back" in told, timeout=2 * READY_MS)
    at_s = time.monotonic()
    again = QTimer(sounds, interval=2000)  # one that comes late because the machine is busy is left out
    again.timeout.connect(lambda: sounds.play("tick"))
    again.start()
    sounds.play("tick")
    begun(here, at_s, qtbot)
    again.stop()


def test_tones_go_with_the_default_device(here: Room, sounds: Sounds, qtbot: QtBot) -> None:
    other = here.pactl("load-module", "module-null-sink", "sink_name=other")
    _, before = sounds.process_ids()
    here.pactl("set-default-sink", "other")
    qtbot.waitUntil(lambda: before not in sounds.process_ids() and sounds.chimes_ready, timeout=READY_MS)
    at_s = time.monotonic()
    sounds.play("tick")
    assert quiet_after(here, at_s, qtbot) == 0.0
    _, before = sounds.process_ids()
    here.pactl("unload-module", other)
    qtbot.waitUntil(lambda: before not in sounds.process_ids() and sounds.chimes_ready, timeout=READY_MS)
    at_s = time.monotonic()
    sounds.play("tick")
    begun(here, at_s, qtbot)


PARENT = """
import sys
from PySide6.QtCore import QCoreApplication
from unknot.desktop.sounds import Sounds
application = QCoreApplication([])
sounds = Sounds()
sounds.start(language="en", voice=True, chimes=True)
def look():
    if sounds.voice_ready and sounds.chimes_ready:
        sounds.say(sys.argv[1], cut=False)
        timer.stop()
        print(*sounds.process_ids(), flush=True)
from PySide6.QtCore import QTimer
timer = QTimer(interval=10)
timer.timeout.connect(look)
timer.start()
application.exec()
"""


def test_nothing_outlives_the_window(here: Room, qtbot: QtBot) -> None:
    command = [sys.executable, "-c", textwrap.dedent(PARENT), LONG]
    at_s = time.monotonic()
    with subprocess.Popen(command, env=here.environment, stdout=subprocess.PIPE, text=True) as parent:
        try:
            assert parent.stdout is not None
            children = [int(word) for word in parent.stdout.readline().split()]
            assert len(children) == 2
            begun(here, at_s, qtbot)
            for child in children:
                os.kill(child, signal.SIGINT)  # as Ctrl+C in a terminal does: the window decides what that means
            at_s = time.monotonic()
        finally:
            parent.kill()
    assert quiet_after(here, at_s, qtbot) < SILENT_S
    qtbot.waitUntil(lambda: not any(Path(f"/proc/{child}/exe").exists() for child in children), timeout=READY_MS)
