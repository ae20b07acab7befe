"""Turns cues into sound: one voice by rank, tones beside it. It owns no device and no time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from unknot.core.cues import Cue
from unknot.core.hearing import Act, Hearing, Play, Say, Silence, Wish
from unknot.core.session import Session


class Sounds(Protocol):
    """Plays and speaks. None of its calls may wait."""

    def play(self, chime: str) -> None:
        """Sound a tone."""

    def say(self, words: str, *, cut: bool) -> None:
        """Speak; `cut` says that something else is being spoken and has to end first."""

    def silence(self) -> None:
        """End everything that sounds."""


class Quiet:
    """No sound at all: where nobody listens, as in a rehearsal at speed or without a screen."""

    def play(self, chime: str) -> None:
        """Sound nothing."""

    def say(self, words: str, *, cut: bool) -> None:
        """Say nothing."""

    def silence(self) -> None:
        """Be silent still."""


Words = Callable[[Cue, Session], str]
"""Says in words what a cue of a session means; an empty text for nothing."""


class Speaker:
    """Hears cues and lets them sound, as far as the person wants to hear them."""

    def __init__(self, sounds: Sounds, now: Callable[[], float], words: Words, wish: Wish | None = None) -> None:
        self._sounds = sounds
        self._now = now
        self._words = words
        self._wish = wish or Wish()
        self._muted = False
        self._hearing = Hearing(self._wish)
        self._texts: dict[Cue, str] = {}

    @property
    def muted(self) -> bool:
        """Whether nothing sounds."""
        return self._muted

    def through(self, sounds: Sounds) -> None:
        """Sound through another device from now on."""
        self._sounds = sounds

    def want(self, wish: Wish) -> None:
        """Take what the person wants to hear from now on."""
        self._wish = wish
        self._take(silent=not (wish.voice or wish.chimes))

    def mute(self, *, on: bool) -> None:
        """Let nothing sound, at once, or let it again."""
        self._muted = on
        self._take(silent=on)

    def hear(self, cue: Cue, session: Session) -> None:
        """Take a cue of a session at the moment at which it is due."""
        if cue.saying is not None:
            words = self._words(cue, session)
            if not words:
                cue = replace(cue, saying=None)
                if cue.chime is None:
                    return
            else:
                self._texts[cue] = words
        self._do(self._hearing.hear(cue))

    def spoken(self) -> None:
        """Take that the voice has ended what it said."""
        self._do(self._hearing.ended(self._now()))

    def _take(self, *, silent: bool) -> None:
        wish = Wish(voice=False, chimes=False) if self._muted else self._wish
        self._hearing = replace(self._hearing, wish=wish)
        if silent:
            self._hearing = Hearing(wish)
            self._sounds.silence()

    def _do(self, step: tuple[Hearing, tuple[Act, ...]]) -> None:
        self._hearing, acts = step
        for act in acts:
            match act:
                case Silence():
                    self._sounds.silence()
                case Play(chime):
                    self._sounds.play(chime.value)
                case Say(cue, cut):
                    self._sounds.say(self._texts[cue], cut=cut)
        waited = self._hearing.waiting
        self._texts = {cue: words for cue, words in self._texts.items() if cue is waited or cue == waited}
