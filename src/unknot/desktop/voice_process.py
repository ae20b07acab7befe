"""The voice, in a process of its own: `python -m unknot.desktop.voice_process`.

The system's speech may take seconds to answer, or never does, and Qt waits for it: no window could bear that.

Orders: `{"voice": {"language": "en", "rate": 0.0, "volume": 1.0}}`, the first of which starts the engine;
`{"say": "words", "cut": true}`; `{"silence": true}`. Answers: `{"ready": {"engine": …, "voices": …}}`,
`{"ended": number of the order to say}`, `{"problem": "no-engine" | "no-voice"}`, and `{"done": number}` to each order.
"""

import signal
import sys

from PySide6.QtCore import QCoreApplication, QLocale, QTimer
from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

from unknot.desktop.orders import Order, Orders, number

SETTLED_MS = 40
"""The voice is silent for so long before it counts as having ended.

Where one sentence cuts another, the engine tells that the first has ended after the second was asked for.
"""
NAMES = {"United States": "America", "United Kingdom": "Great Britain"}
"""What eSpeak NG calls a country in the name of a voice, where Qt calls it otherwise."""


class Voice:
    """Speaks as it is told, with Qt's engine for the system's own speech."""

    def __init__(self) -> None:
        self._orders = Orders(self._take, self._silence)
        self._speech: QTextToSpeech | None = None
        self._saying = 0
        self._begun = False
        self._settled = QTimer(singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._ended)
        self._orders.listen()

    def _take(self, order_number: int, order: Order) -> None:
        match order:
            case {"voice": dict(wish)}:
                self._use(wish)
            case {"say": str(words), **rest}:
                self._say(order_number, words, cut=rest.get("cut") is True)
            case {"silence": True}:
                self._silence()

    def _use(self, wish: Order) -> None:
        """Speak in a language, at a rate of -1 to 1 and a volume of 0 to 1. The first time, find an engine."""
        wanted = _wanted(str(wish.get("language", "en")))
        first = self._speech is None
        speech = self._speech or self._engine(wanted)
        if speech is None:
            return
        if not self._speaks(speech, wanted):
            self._orders.answer(problem="no-voice")
            return
        speech.setRate(number(wish, "rate", 0.0))
        speech.setVolume(number(wish, "volume", 1.0))
        if first:
            self._orders.answer(ready={"engine": speech.engine(), "voices": len(speech.availableVoices())})

    def _engine(self, wanted: QLocale) -> QTextToSpeech | None:
        """Return the system's own engine; Qt's mock only plays at speaking."""
        QLocale.setDefault(wanted)  # without a voice for the default language, Qt makes no engine
        for name in QTextToSpeech.availableEngines():
            if name == "mock":
                continue
            speech = QTextToSpeech(name)
            if speech.availableLocales():
                speech.stateChanged.connect(self._changed)
                self._speech = speech
                return speech
        self._orders.answer(problem="no-engine")
        return None

    def _speaks(self, speech: QTextToSpeech, wanted: QLocale) -> bool:
        """Have the language spoken, as in the wanted country if there is a voice for that; whether there is any."""
        found = [locale for locale in speech.availableLocales() if locale.language() == wanted.language()]
        if not found or wanted.language() == QLocale.Language.C:
            return False
        chosen = wanted if wanted in found else min(found, key=lambda locale: locale.name())
        if speech.locale() != chosen:
            speech.setLocale(chosen)
        voice = _voice_of(speech.availableVoices(), QLocale.territoryToString(chosen.territory()))
        if voice is not None:
            speech.setVoice(voice)
        return speech.locale().language() == wanted.language()

    def _say(self, order_number: int, words: str, *, cut: bool) -> None:
        if self._speech is None:
            return
        if cut:
            self._silence()
        self._saying, self._begun = order_number, False
        self._settled.stop()
        self._speech.enqueue(words)

    def _silence(self) -> None:
        """Stop at once, if anything is being said: where Linux speaks, this stops other programs too."""
        if self._speech is not None and self._saying:
            self._saying = 0
            self._settled.stop()
            self._speech.stop(QTextToSpeech.BoundaryHint.Immediate)

    def _changed(self, state: QTextToSpeech.State) -> None:
        if state == QTextToSpeech.State.Speaking:
            self._begun = True
            self._settled.stop()
        elif self._saying and self._begun:
            self._settled.start()

    def _ended(self) -> None:
        self._orders.answer(ended=self._saying)
        self._saying = 0


def _wanted(language: str) -> QLocale:
    """Return the language as it is spoken where the person lives, if they live where it is spoken."""
    system, wanted = QLocale.system(), QLocale(language)
    return QLocale(system.name()) if system.language() == wanted.language() else wanted


def _voice_of(voices: list[QVoice], country: str) -> QVoice | None:
    """Return the plain voice that is named after the country, if there is one."""
    names = {country, NAMES.get(country, country)}
    return next((voice for voice in voices if any(voice.name().endswith(f"({name})") for name in names)), None)


def main() -> int:
    """Speak until stdin closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key in the terminal goes to all; the program itself says when
    application = QCoreApplication(["unknot"])
    application.setApplicationName("Unknot")
    voice = Voice()
    code = application.exec()
    del voice
    return code


if __name__ == "__main__":
    sys.exit(main())
