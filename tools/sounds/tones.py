"""The tones: which notes, how long, how loud.

All notes are of one chord and its neighbours (C, D, E, G), so that two tones at the same moment, as where one phase
ends and the next begins, sound well together. Fundamentals lie between 300 and 1000 Hz: age takes the high pitches
first, and a laptop's speaker hardly gives the low ones; the weak overtones help both. Each note swells and fades, as a
soft mallet on wood does, so that nothing clicks or startles.
"""

import math
from dataclasses import dataclass
from functools import cache

RATE_HZ = 48_000
PEAK = 10 ** (-12 / 20)
"""The loudest sample of every tone, of full scale: room for two tones at once, and for the voice."""
QUIET = 10 ** (-54 / 20)
"""The same for what is only there to wake a speaker: hardly audible, and yet no digital silence."""
OVERTONES = ((1, 1.0), (2, 0.22), (3, 0.08))
"""Which multiple of the fundamental, and how strong."""
ATTACK_S = 0.008
RELEASE_S = 0.025
"""At the end of every note, so that nothing is cut off."""
TAIL_S = 0.06
"""Silence after every tone. When nothing sounds any more, Qt holds the device with what is still in its buffer, about
20 ms, and lets it sound before the next tone."""

G4, C5, D5, E5, G5 = 392.00, 523.25, 587.33, 659.26, 783.99


@dataclass(frozen=True, slots=True)
class Note:
    """A note from `at_s` on, for `lasts_s`. It has fallen to a third after `decay_s`; `strength` is relative."""

    at_s: float
    lasts_s: float
    pitch_hz: float
    decay_s: float
    strength: float = 1.0


TONES: dict[str, tuple[Note, ...]] = {
    "tick": (Note(0.0, 0.07, G4, 0.03),),
    "count": (Note(0.0, 0.13, E5, 0.07),),
    "begin": (Note(0.0, 0.12, C5, 0.09), Note(0.10, 0.22, G5, 0.11)),
    "end": (Note(0.0, 0.14, D5, 0.10), Note(0.12, 0.24, G4, 0.12)),
    "finished": (
        Note(0.0, 0.26, C5, 0.16),
        Note(0.17, 0.26, E5, 0.16),
        Note(0.34, 0.66, G5, 0.24),
        Note(0.34, 0.66, C5, 0.24, 0.5),
    ),
    "wake": (Note(0.0, 0.6, G4, 0.6),),
}
"""Up for a beginning, down for an end, up and resting for the end of it all; one short note for a second that passes,
low while getting into position and higher for the last three."""


@cache
def samples(name: str) -> tuple[int, ...]:
    """Return the tone `name` as 16-bit samples, its loudest at the level that is meant."""
    notes = TONES[name]
    length = round(RATE_HZ * (TAIL_S + max(note.at_s + note.lasts_s for note in notes)))
    mixed = [0.0] * length
    for note in notes:
        first = round(RATE_HZ * note.at_s)
        for index in range(min(round(RATE_HZ * note.lasts_s), length - first)):
            mixed[first + index] += _value(note, index / RATE_HZ)
    scale = 32767 * (QUIET if name == "wake" else PEAK) / max(abs(value) for value in mixed)
    return tuple(round(scale * value) for value in mixed)


def _value(note: Note, at_s: float) -> float:
    swing = sum(share * math.sin(2 * math.pi * times * note.pitch_hz * at_s) for times, share in OVERTONES)
    return note.strength * swing * _envelope(note, at_s)


def _envelope(note: Note, at_s: float) -> float:
    """Return how loud the note is, 0 to 1: it swells and ends as half a cosine does, and decays in between."""
    rise = _half_cosine(at_s / ATTACK_S)
    fall = _half_cosine((note.lasts_s - at_s) / RELEASE_S)
    return rise * fall * math.exp(-at_s / note.decay_s)


def _half_cosine(share: float) -> float:
    return 0.5 - 0.5 * math.cos(math.pi * min(1.0, max(0.0, share)))
