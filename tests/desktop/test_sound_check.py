"""What `unknot doctor` learns of voice and sound, whatever the processes that make them do."""

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from unknot.desktop import sound_check
from unknot.desktop.libraries import Missing
from unknot.desktop.sound_check import Answer, Found, check, sound_words, voice_words

SCRIPT = Path(__file__).with_name("scripted_child.py")
SOON_S = 0.5
"""How long the hung ones are waited for here."""
PATIENCE_S = 20.0
"""As long as a machine that is shared may need for those that answer."""

Child = tuple[str, ...]


def says(*lines: str, then: str = "sys.stdin.read()") -> Child:
    """Return a child that writes lines, and then does what is given."""
    script = f"import sys\nfor line in {lines!r}:\n    print(line, flush=True)\n{then}"
    return (sys.executable, "-c", script)


def scripted(fault: str, folder: Path) -> Child:
    """Return the child that the tests of the sounds use, with a fault."""
    notes = folder / fault
    notes.mkdir()
    return (sys.executable, str(SCRIPT), fault, str(notes))


GOOD_VOICE = says('{"ready": {"engine": "speechd", "voices": 3}}', '{"done": 1}')
GOOD_CHIMES = says('{"device": "Loudspeaker"}', '{"ready": true}')
SPEAKS = Found(Answer.WORKS, "speechd", 3)
SOUNDS = Found(Answer.WORKS, "Loudspeaker")
ENDED, SILENT, MISSING = Found(Answer.ENDED), Found(Answer.SILENT), Found(Answer.MISSING)


@pytest.fixture
def ids(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collect the ids of all processes that are started."""
    made: list[int] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[call-overload]
            made.append(self.pid)

    monkeypatch.setattr("unknot.desktop.sound_check.subprocess.Popen", Noted)
    return made


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill sooner those that will not leave."""
    monkeypatch.setattr(sound_check, "GONE_S", 0.3)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_engine_voices_and_device_are_told_and_both_processes_end(ids: list[int]) -> None:
    assert check("en", voice=GOOD_VOICE, chimes=GOOD_CHIMES, limit_s=PATIENCE_S) == (SPEAKS, SOUNDS)
    assert len(ids) == 2
    assert [pid for pid in ids if lives(pid)] == []


def test_the_voice_is_asked_for_the_language_and_to_say_nothing(tmp_path: Path) -> None:
    notes = tmp_path / "orders"
    answers = 'print(\'{"ready": {"engine": "speechd", "voices": 3}}\', flush=True)'
    child = says(
        then=f"order = sys.stdin.readline()\n{answers}\nopen({str(notes)!r}, 'w').write(order + sys.stdin.read())"
    )
    assert check("de", voice=child, chimes=GOOD_CHIMES, limit_s=PATIENCE_S) == (SPEAKS, SOUNDS)
    assert notes.read_text() == '{"voice": {"language": "de", "rate": 0.0, "volume": 1.0}}\n'


def test_without_an_engine_and_without_a_device_it_is_told(tmp_path: Path) -> None:
    assert check(
        "en", voice=scripted("no-engine", tmp_path), chimes=scripted("no-device", tmp_path), limit_s=PATIENCE_S
    ) == (MISSING, MISSING)


def test_the_mute_child_is_silent(tmp_path: Path) -> None:
    assert check("en", voice=scripted("mute", tmp_path), chimes=GOOD_CHIMES, limit_s=SOON_S)[0] == SILENT


def test_without_a_voice_for_the_language_it_is_told() -> None:
    (found, _sound) = check("la", voice=says('{"problem": "no-voice"}'), chimes=GOOD_CHIMES, limit_s=PATIENCE_S)
    assert found == Found(Answer.FOREIGN)


IGNORES = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True:\n    time.sleep(9)"
HUNG: dict[str, Callable[[], Child]] = {
    "says nothing": says,
    "will not leave": lambda: says(then=IGNORES),
    "garbage": lambda: says(
        "{", "[]", "null", "5", '"ready"', "\x00", '{"ready": true}', '{"device": 5}', "[" * 50_000
    ),
    "no end of garbage": lambda: says(then="while True: print('x' * 999)"),
    "no end of a line": lambda: says(then="while True: sys.stdout.write('x' * 999)"),
}


@pytest.mark.parametrize("kind", list(HUNG))
def test_what_gives_no_answer_is_silent_and_ends_all_the_same(kind: str, ids: list[int]) -> None:
    began = time.monotonic()
    assert check("en", voice=HUNG[kind](), chimes=HUNG[kind](), limit_s=SOON_S) == (SILENT, SILENT)
    assert time.monotonic() - began < PATIENCE_S
    assert [pid for pid in ids if lives(pid)] == []


def test_one_that_hangs_takes_nothing_from_the_other() -> None:
    assert check("en", voice=HUNG["says nothing"](), chimes=GOOD_CHIMES, limit_s=5.0) == (SILENT, SOUNDS)


def test_both_are_started_at_once(tmp_path: Path) -> None:
    """The voice answers only once the other has begun."""
    mark = tmp_path / "begun"
    waits = f"import os, time\nwhile not os.path.exists({str(mark)!r}): time.sleep(0.01)\n"
    voice = says(then=waits + 'print(\'{"ready": {"engine": "speechd", "voices": 3}}\', flush=True)')
    chimes = says(then=f"open({str(mark)!r}, 'w').close()\nprint('{{\"device\": \"Loudspeaker\"}}', flush=True)")
    assert check("en", voice=voice, chimes=chimes, limit_s=PATIENCE_S) == (SPEAKS, SOUNDS)


def test_one_that_answered_and_will_not_leave_is_killed(ids: list[int]) -> None:
    stays = says('{"ready": {"engine": "speechd", "voices": 3}}', then=IGNORES)
    assert check("en", voice=stays, chimes=GOOD_CHIMES, limit_s=PATIENCE_S) == (SPEAKS, SOUNDS)
    assert [pid for pid in ids if lives(pid)] == []


def test_an_answer_after_garbage_is_heard() -> None:
    late = says("a notice of some library", "{}", '{"device": "Loudspeaker"}')
    assert check("en", voice=GOOD_VOICE, chimes=late, limit_s=PATIENCE_S)[1] == SOUNDS


@pytest.mark.parametrize(
    "child",
    [
        ("/nonexistent/voice",),
        (str(Path(__file__)),),
        says(then="sys.exit(1)"),
        says(then="import os; os.kill(os.getpid(), 9)"),
    ],
    ids=["not there", "can't be run", "ends", "is killed"],
)
def test_what_ends_without_a_word_is_told_at_once(child: Child) -> None:
    assert check("en", voice=child, chimes=child, limit_s=PATIENCE_S) == (ENDED, ENDED)


def test_the_library_it_ended_for_is_named() -> None:
    line = "ImportError: libpulse.so.0: cannot open shared object file: No such file or directory"
    (_voice, found) = check("en", voice=GOOD_VOICE, chimes=says(then=f"sys.exit({line!r})"), limit_s=PATIENCE_S)
    assert found == Found(Answer.ENDED, library="libpulse.so.0")


def test_who_complains_without_end_is_heard_all_the_same() -> None:
    noisy = says(then="sys.stderr.write('x' * 999_999)\nprint('{\"device\": \"Loudspeaker\"}', flush=True)")
    assert check("en", voice=GOOD_VOICE, chimes=noisy, limit_s=PATIENCE_S)[1] == SOUNDS


def test_a_name_is_one_plain_line_whatever_it_was() -> None:
    odd = says('{"device": "Loud\\nspeaker \\ud800 ' + "x" * 500 + '"}')
    name = check("en", voice=GOOD_VOICE, chimes=odd, limit_s=PATIENCE_S)[1].name
    assert name.startswith("Loud speaker ? xxx")
    assert len(name) == sound_check.LONGEST_NAME


def test_ctrl_c_leaves_nothing_behind(ids: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> Found:
        raise KeyboardInterrupt

    monkeypatch.setattr(sound_check._Asked, "found", interrupt)
    with pytest.raises(KeyboardInterrupt):
        check("en", voice=HUNG["will not leave"](), chimes=GOOD_CHIMES)
    assert len(ids) == 2
    assert [pid for pid in ids if lives(pid)] == []


def test_the_real_ones_give_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server of the machine's is called, and none is started."""
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{tmp_path}/nobody")
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    of_voice, of_sound = check("en", limit_s=60.0)
    assert of_voice.answer in {Answer.MISSING, Answer.FOREIGN}
    assert of_sound.answer is Answer.MISSING


def test_qt_does_not_come_into_this_process() -> None:
    script = (
        "import sys; from unknot.desktop.sound_check import check\n"
        "check('en', voice=['/nonexistent'], chimes=['/nonexistent'])\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


# What is said of it


@pytest.fixture
def with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every library of the platform is there."""
    monkeypatch.setattr(sound_check, "missing_libraries", lambda: ())


def test_what_works_needs_nothing_done() -> None:
    assert sound_words(SOUNDS) == ("Loudspeaker", "")
    assert sound_words(Found(Answer.WORKS)) == ("There is a device.", "")
    assert voice_words(SPEAKS, "en") == ("speechd: 3 voices.", "")
    assert voice_words(Found(Answer.WORKS, "sapi", 1), "en") == ("sapi: 1 voice.", "")


@pytest.mark.usefixtures("with_all")
@pytest.mark.parametrize("answer", [answer for answer in Answer if answer is not Answer.WORKS])
def test_whatever_is_the_matter_is_said_in_one_line_with_what_to_do(answer: Answer) -> None:
    for detail, advice in (sound_words(Found(answer)), voice_words(Found(answer), "en")):
        assert detail
        assert advice
        assert "\n" not in detail + advice


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages are Linux's")
@pytest.mark.usefixtures("with_all")
@pytest.mark.parametrize("answer", [Answer.MISSING, Answer.FOREIGN, Answer.ENDED])
def test_without_a_voice_it_is_said_what_to_install(answer: Answer) -> None:
    detail, advice = voice_words(Found(answer), "la")
    assert ("language la;" in detail) == (answer is Answer.FOREIGN)
    assert "speech-dispatcher" in advice
    assert "espeak-ng" in advice


@pytest.mark.usefixtures("with_all")
def test_a_library_that_is_missing_is_named() -> None:
    detail, advice = sound_words(Found(Answer.ENDED, library="libpulse.so.0"))
    assert detail == "It can't be started: libpulse.so.0 is missing."
    assert "libpulse" in advice


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is ever missing")
def test_where_qt_itself_can_not_start_that_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = (Missing("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),)
    monkeypatch.setattr(sound_check, "missing_libraries", lambda: gone)
    for _detail, advice in (sound_words(ENDED), voice_words(ENDED, "en")):
        assert advice == "Install the platform libraries first."


@pytest.mark.parametrize(("why", "packages"), [("voice", sound_check._VOICE), ("sound", sound_check._SOUND)])
def test_the_packages_are_those_that_make_setup_installs(why: str, packages: tuple[Missing, ...]) -> None:
    text = Path(__file__).parents[2].joinpath("tools/setup/system_packages.toml").read_text("utf-8")
    listed = tomllib.loads(text)["packages"]
    (group,) = [each for each in listed if each["for"] == "run" and why in each["why"]]
    managers = {"apt": "debian", "dnf": "fedora", "pacman": "arch"}
    for manager, system in managers.items():
        assert {getattr(item, manager) for item in packages} == set(group[system])
