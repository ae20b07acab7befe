"""Who is heard when several cues want to be: one voice, by rank, and tones beside it. Pure: no sound, no clock.

Words cut short what is spoken if they rank as high or higher: the newer is the truer. Lower ones wait for their turn,
and are dropped when they have become late meanwhile. A tone always sounds; words that rank lower end for it.
"""

from dataclasses import dataclass, replace

from unknot.core.cues import SAYING_LATE_S, Chime, Cue


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to hear."""

    voice: bool = True
    chimes: bool = True


@dataclass(frozen=True, slots=True)
class Say:
    """Speak the words of a cue now; `cut` says that something else is being spoken and has to end first."""

    cue: Cue
    cut: bool


@dataclass(frozen=True, slots=True)
class Play:
    """Sound a tone now."""

    chime: Chime


@dataclass(frozen=True, slots=True)
class Silence:
    """End everything that sounds, now."""


Act = Say | Play | Silence


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is being spoken, and what waits to be. `wish` holds for what comes from now on."""

    wish: Wish = Wish()
    speaking: Cue | None = None
    waiting: Cue | None = None

    def hear(self, cue: Cue) -> tuple["Hearing", tuple[Act, ...]]:
        """Take a cue that is still true."""
        if cue.chime is None and cue.saying is None:
            return replace(self, speaking=None, waiting=None), (Silence(),)
        hearing, acts = self._sound(cue)
        if cue.saying is None or not self.wish.voice:
            return hearing, acts
        busy = hearing.speaking
        if busy is not None and busy.rank > cue.rank:
            return replace(hearing, waiting=cue), acts
        return replace(hearing, speaking=cue, waiting=None), (*acts, Say(cue, cut=busy is not None))

    def _sound(self, cue: Cue) -> tuple["Hearing", tuple[Act, ...]]:
        if cue.chime is None or not self.wish.chimes:
            return self, ()
        if self.speaking is not None and self.speaking.rank < cue.rank:
            return replace(self, speaking=None, waiting=None), (Silence(), Play(cue.chime))
        return self, (Play(cue.chime),)

    def ended(self, now: float, speed: float = 1.0) -> tuple["Hearing", tuple[Act, ...]]:
        """Take that the voice has ended: what waits is spoken if it is still true."""
        waiting = self.waiting
        idle = replace(self, speaking=None, waiting=None)
        if waiting is None or (now - waiting.at_s) / speed > SAYING_LATE_S:
            return idle, ()
        return replace(idle, speaking=waiting), (Say(waiting, cut=False),)
