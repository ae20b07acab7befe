"""What is heard: a voice and tones, each made in a process of its own, so that neither can hold up the window.

What can't be said or played now is left out, never kept for later: it would be untrue by then.
"""

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from unknot.desktop.child import DIED, HUNG, MISSING, Child, Limit, Limits
from unknot.desktop.children import CHIMES, VOICE
from unknot.desktop.speech_server import Silencer

SILENT_S = 0.08
"""Who was told to be silent while something sounds confirms it in so short a time, or is silenced from outside."""
HELD_S = 0.5
"""The voice may take so much longer to confirm it, where the one that really speaks was silenced without it."""
SENTENCE_S, LETTER_S = 1.0, 0.12
"""A sentence takes at most this long, and this much more per letter, at the ordinary rate (the program's own; eSpeak
NG takes 0.06 s per letter there, and twice as long at its slowest)."""
LONGEST_CHIME_S = 1.5
LAST_WORD_S = 0.2
"""How long `close` lets the speech server take to hear that it shall be silent, where the voice had to be killed."""
PROBLEMS = {MISSING: "voice-missing", HUNG: "voice-hung", DIED: "voice-died"}


class Sounds(QObject):
    """Says and plays, or leaves it out. Nothing here waits, `close` apart."""

    spoken = Signal()
    """The voice has ended what it said last, or gave it up. Not after `silence`, nor for what was cut short."""
    voice_came = Signal()
    """What is said from now on is heard."""
    problem = Signal(str)
    """`voice-missing`, `voice-hung`, `voice-died`, `voice-back`; `sound-missing`, `device-gone`, `device-back`."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        voice_command: Sequence[str] = VOICE,
        chime_command: Sequence[str] = CHIMES,
        limits: Limits | None = None,
    ) -> None:
        super().__init__(parent)
        limits = limits or Limits()
        self._gone_s = limits.gone_s
        self._language, self._rate, self._volume = "en", 0.0, 1.0
        self._voice = Child(voice_command, limits, self)
        self._chimes = Child(chime_command, limits, self)
        self._told = {self._voice: "", self._chimes: ""}
        self._had_device = False
        self._sentence = self._silencing = 0
        self._played_s = 0.0
        self._silencer = Silencer(self)
        self._overdue = Limit(self)
        self._overdue.passed.connect(self._never_ended)
        self._disobeyed = Limit(self)
        self._disobeyed.passed.connect(self._silence_anyway)
        self._dropped = QTimer(self, singleShot=True, interval=0)
        self._dropped.timeout.connect(self.spoken)
        self._voice.ready.connect(self._voice_ready)
        self._voice.answered.connect(self._voice_answered)
        self._voice.lost.connect(self._voice_lost)
        self._chimes.answered.connect(self._chimes_answered)
        self._chimes.lost.connect(self._chimes_lost)

    @property
    def voice_ready(self) -> bool:
        """Whether what is said now is heard."""
        return self._voice.is_ready

    @property
    def chimes_ready(self) -> bool:
        """Whether what is played now is heard, if there is a device."""
        return self._chimes.is_ready

    @property
    def voice_given_up(self) -> bool:
        """Whether the voice is not tried again before the next `start`."""
        return self._voice.given_up

    def process_ids(self) -> list[int]:
        """Return the ids of the processes that run now."""
        return [child.process_id for child in (self._voice, self._chimes) if child.process_id]

    def start(self, *, language: str, voice: bool, chimes: bool) -> None:
        """Get ready what is wanted, and let go what is not; what was given up on is tried again. Returns at once."""
        self._language = language
        self._greet()
        for child, wanted in ((self._voice, voice), (self._chimes, chimes)):
            if wanted:
                child.start()
            else:
                self._told[child] = ""
                child.leave()
        if not voice:
            self._give_up()

    def configure(self, rate: float, volume: float) -> None:
        """Speak at a rate of -1 to 1, 0 being ordinary; all sounds at a volume of 0 to 1."""
        self._rate, self._volume = rate, volume
        self._greet()

    def play(self, chime: str) -> None:
        """Sound a tone now, over whatever sounds."""
        if self._chimes.is_ready and self._chimes.tell({"play": chime}):
            self._played_s = time.monotonic()

    def say(self, words: str, *, cut: bool) -> None:
        """Speak now; `cut` ends what is being spoken, else it follows that."""
        self._dropped.stop()
        left_s = self._overdue.left_s() if self._sentence and not cut else 0.0
        self._sentence = self._voice.tell({"say": words, "cut": cut}) if self._voice.is_ready else 0
        if not self._sentence:
            self._overdue.stop()
            self._dropped.start()  # not from within: the one who asks has not noted yet that something is said
            return
        self._overdue.start(left_s + (SENTENCE_S + LETTER_S * len(words)) * (1 + max(0.0, -self._rate)))

    def silence(self) -> None:
        """End everything that sounds, now, whether its process obeys or not."""
        self._dropped.stop()
        self._overdue.stop()
        if self._voice.is_ready and self._sentence:
            self._silencing = self._voice.tell({"silence": True}, HELD_S)
            self._disobeyed.start(SILENT_S)
        if self._chimes.is_ready:
            may_sound = time.monotonic() - self._played_s < LONGEST_CHIME_S
            self._chimes.tell({"silence": True}, SILENT_S if may_sound else None)
        self._sentence = 0

    def close(self) -> None:
        """End both processes. Takes a second at most, and more only where one can't even be killed."""
        speaking = bool(self._sentence)
        self._dropped.stop()
        self._overdue.stop()
        self._disobeyed.stop()
        self._sentence = 0
        until_s = time.monotonic() + self._gone_s
        self._voice.leave()
        self._chimes.leave()
        if not self._voice.wait(until_s) and speaking:
            self._silencer.hush()
        self._chimes.wait(until_s)
        self._silencer.wait(LAST_WORD_S)

    def _greet(self) -> None:
        """Tell how it is to sound, now and at the beginning of each life to come."""
        self._voice.greeting = {"voice": {"language": self._language, "rate": self._rate, "volume": self._volume}}
        self._chimes.greeting = {"volume": self._volume}
        for child in (self._voice, self._chimes):
            child.tell(child.greeting or {})

    def _silence_anyway(self) -> None:
        """Stop the voice without the process that has not confirmed that it stopped."""
        if self._voice.is_open(self._silencing) and not self._silencer.hush():
            self._voice.fail(HUNG)

    def _give_up(self) -> None:
        """Nobody shall wait for the end of a sentence that has none."""
        self._overdue.stop()
        if self._sentence:
            self._sentence = 0
            self.spoken.emit()

    def _tell(self, child: Child, problem: str) -> None:
        if self._told[child] != problem:
            self._told[child] = problem
            self.problem.emit(problem)

    def _back(self, child: Child, news: str) -> None:
        if self._told[child]:
            self._told[child] = ""
            self.problem.emit(news)

    def _voice_ready(self) -> None:
        self.voice_came.emit()
        self._back(self._voice, "voice-back")

    def _voice_answered(self, said: dict[str, object]) -> None:
        match said:
            case {"ended": int(number)} if number == self._sentence:
                self._voice.proved()
                self._give_up()
            case {"problem": str()}:
                self._voice.fail(MISSING)

    def _voice_lost(self, why: str) -> None:
        if self._sentence or self._disobeyed.left_s():
            self._silencer.hush()
        self._disobeyed.stop()
        self._tell(self._voice, PROBLEMS[why])
        self._give_up()

    def _never_ended(self) -> None:
        self._voice.fail(HUNG)

    def _chimes_answered(self, said: dict[str, object]) -> None:
        match said:
            case {"device": str()}:
                self._had_device = True
                self._back(self._chimes, "device-back")
            case {"played": str()}:
                self._chimes.proved()
            case {"problem": str()}:
                self._tell(self._chimes, "device-gone" if self._had_device else "sound-missing")

    def _chimes_lost(self, _why: str) -> None:
        if not self._chimes.comes_back_at_once:
            self._tell(self._chimes, "sound-missing")
