"""Whether anything would be heard: asks the processes that speak and chime, and ends them. Without Qt in this process.

Qt's speech and multimedia may block, or end the process they are in: so they are looked at from outside only.
"""

import contextlib
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from unknot.desktop.children import CHIMES, VOICE
from unknot.desktop.libraries import Missing, install_line, missing_libraries
from unknot.i18n import _, n_

LIMIT_S = 8.0
"""As long as the program itself waits for them."""
GONE_S = 1.0
"""How long both may take to end by themselves once nobody gives orders any more."""
LONGEST_LINE = 65_536
LONGEST_NAME = 100
_LIBRARY = re.compile(rb"(lib[\w.+-]+\.so[\w.]*): cannot open")

# The same packages as in tools/setup/system_packages.toml; a test compares them.
_VOICE = (
    Missing("libspeechd.so.2", "libspeechd2", "speech-dispatcher", "speech-dispatcher"),
    Missing("", "speech-dispatcher", "speech-dispatcher", "speech-dispatcher"),
    Missing("", "speech-dispatcher-espeak-ng", "speech-dispatcher-espeak-ng", "espeak-ng"),
    Missing("", "espeak-ng", "espeak-ng", "espeak-ng"),
)
_SOUND = (
    Missing("libpulse.so.0", "libpulse0", "pulseaudio-libs", "libpulse"),
    Missing("libdrm.so.2", "libdrm2", "libdrm", "libdrm"),
    Missing("libXext.so.6", "libxext6", "libXext", "libxext"),
    Missing("libXrandr.so.2", "libxrandr2", "libXrandr", "libxrandr"),
    Missing("", "pipewire-bin", "pulseaudio-libs", "libpulse"),  # only Debian has a package of its own for it
)


class Answer(StrEnum):
    """How one of the two answered."""

    WORKS = "works"
    MISSING = "missing"
    """It runs, and finds no voice at all, or no device."""
    FOREIGN = "foreign"
    """There are voices, but none for the language."""
    ENDED = "ended"
    """It can't be started, or ended without a word."""
    SILENT = "silent"
    """It does not answer in time."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one of the two is like. `name`: the engine or the device; `voices`: how many the engine has.

    `library`: the system library that it ended for, where it said so.
    """

    answer: Answer
    name: str = ""
    voices: int = 0
    library: str = ""


def check(
    language: str, *, voice: Sequence[str] = VOICE, chimes: Sequence[str] = CHIMES, limit_s: float = LIMIT_S
) -> tuple[Found, Found]:
    """Return how the voice and the sound are. Starts both at once; takes `limit_s` and a little more at most.

    `language` is the one to speak. Neither process is left behind, however it behaves.
    """
    until_s = time.monotonic() + limit_s
    asked: list[_Asked] = []
    try:
        asked.append(_Asked(voice, {"voice": {"language": language, "rate": 0.0, "volume": 1.0}}, _of_voice))
        asked.append(_Asked(chimes, None, _of_sound))
        of_voice, of_sound = (each.found(until_s) for each in asked)
    finally:
        for each in asked:
            each.leave()
        gone_s = time.monotonic() + GONE_S
        for each in asked:
            each.end(gone_s)
    return of_voice, of_sound


def sound_words(found: Found) -> tuple[str, str]:
    """Return in plain lines how the sound is, and what to do; nothing to do is empty."""
    match found.answer:
        case Answer.WORKS:
            return found.name or _("There is a device."), ""
        case Answer.SILENT:
            return _("The computer's sound does not answer."), _later()
        case Answer.ENDED:
            return _ended(found), _mend(_SOUND)
    advice = _("Switch on a loudspeaker or headphones, and see that the computer's sound runs.")
    return _("There is no sound device."), advice


def voice_words(found: Found, language: str) -> tuple[str, str]:
    """Return in plain lines how the voice is that was asked for a language, and what to do; nothing to do is empty."""
    match found.answer:
        case Answer.WORKS:
            voices = n_("{n} voice", "{n} voices", found.voices).format(n=found.voices)
            return _("{engine}: {voices}.").format(engine=found.name, voices=voices), ""
        case Answer.SILENT:
            return _("The voice does not answer; chimes go on."), _later()
        case Answer.ENDED:
            return _ended(found), _mend(_VOICE)
        case Answer.FOREIGN:
            detail = _("There is no voice for the language {language}; chimes go on.").format(language=language)
        case Answer.MISSING:
            detail = _("There is no voice on this computer; chimes go on.")
    if not sys.platform.startswith("linux"):
        return detail, _("Add a voice in the computer's settings for speech.")
    return detail, install_line(_VOICE)


def _ended(found: Found) -> str:
    if found.library:
        return _("It can't be started: {library} is missing.").format(library=found.library)
    return _("It can't be started: it ends at once.")


def _mend(packages: tuple[Missing, ...]) -> str:
    """Return what to do about a process that ends at once."""
    if not sys.platform.startswith("linux"):
        return _("Install Unknot anew.")
    return _("Install the platform libraries first.") if missing_libraries() else install_line(packages)


def _later() -> str:
    return _("Log out and in again, then look once more.")


def _of_voice(said: object) -> Found | None:
    match said:
        case {"ready": {"engine": str(engine), "voices": int(voices)}}:
            return Found(Answer.WORKS, _plain(engine), voices)
        case {"problem": "no-voice"}:
            return Found(Answer.FOREIGN)
        case {"problem": str()}:
            return Found(Answer.MISSING)
    return None


def _of_sound(said: object) -> Found | None:
    match said:
        case {"device": str(device)}:
            return Found(Answer.WORKS, _plain(device))
        case {"problem": str()}:
            return Found(Answer.MISSING)
    return None


def _plain(name: str) -> str:
    """Return a name that fits one line and can be written anywhere."""
    return " ".join(name.encode("utf-8", "replace").decode().split())[:LONGEST_NAME]


class _Asked:
    """One process, asked how it is. A thread reads, because Windows knows no way to wait for a line in a pipe."""

    def __init__(self, command: Sequence[str], order: object, understand: Callable[[object], Found | None]) -> None:
        self._understand = understand
        self._found: Found | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints = tempfile.TemporaryFile()  # a pipe that nobody reads would fill up  # noqa: SIM115
        try:
            self._process = process = subprocess.Popen(  # noqa: S603  # a command of the program's own
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints
            )
        except OSError:
            return
        self._reader = threading.Thread(target=self._read, args=(process,), daemon=True)
        self._reader.start()
        if order is not None and process.stdin is not None:
            with contextlib.suppress(OSError):  # it has ended already: the reader notices
                process.stdin.write(json.dumps(order).encode() + b"\n")
                process.stdin.flush()

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        """Read until it has said how it is, or ends; what is no answer is passed over."""
        assert process.stdout is not None
        with process.stdout as lines, contextlib.suppress(OSError):
            while self._found is None and (line := lines.readline(LONGEST_LINE)):
                with contextlib.suppress(ValueError, RecursionError):
                    self._found = self._understand(json.loads(line))

    def found(self, until_s: float) -> Found:
        """Return how it is, at `until_s` (monotonic) at the latest."""
        if self._process is None:
            return Found(Answer.ENDED)
        self._reader.join(max(0.0, until_s - time.monotonic()))
        if self._found is not None:
            return self._found
        return Found(Answer.SILENT) if self._reader.is_alive() else Found(Answer.ENDED, library=self._library())

    def _library(self) -> str:
        """Return the system library that it could not load, if it complained of one."""
        self._complaints.seek(0)
        named = _LIBRARY.search(self._complaints.read(LONGEST_LINE))
        return named[1].decode() if named else ""

    def leave(self) -> None:
        """Let it end by itself: it does when nobody gives orders any more."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def end(self, gone_s: float) -> None:
        """Wait for its end until `gone_s` (monotonic), then kill it."""
        if self._process is not None:
            try:
                self._process.wait(max(0.0, gone_s - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._process.kill()
                with contextlib.suppress(subprocess.TimeoutExpired):  # not even that ends one held by the system
                    self._process.wait(GONE_S)
            self._reader.join(GONE_S)
        self._complaints.close()
