"""What is heard, and when: the program in real time, recorded as its sound server plays it. Linux only.

`python -m bench.sound` runs it alone and prints every tone and every beginning of words; as a part of `bench` it gives
the rows. The program tells when its sessions began (its clock, less the constant by which that differs from
`time.monotonic()`), and the plan alone says when each sound is due from there. The recording's zero is the earliest
that any piece of it can have been played, so what is heard is dated late, by some milliseconds, and never early.
"""

import argparse
import array
import math
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul
from pathlib import Path
from typing import Any

from bench import screen
from bench.playing import play
from bench.report import Row, middle, percentile, table
from bench.room import RATE_HZ, Room, missing_packages

TONE_MS, VOICE_MS, STOP_MS = 60.0, 400.0, 100.0
"""The targets: from when it is due, or from the key, to the sound or to silence."""
COUNTED_S = (3, 2, 1)
SOUNDS = Path(__file__).parents[1] / "resources" / "sounds"
STEADY_S: dict[str, tuple[float, float]] = {
    "tick": (0.01, 0.06),
    "count": (0.01, 0.11),
    "begin": (0.17, 0.30),
    "end": (0.19, 0.34),
    "end + finished": (0.40, 0.90),
}
"""Where in a tone its last note sounds alone."""
BEFORE_S, AFTER_S = 0.25, 0.75
"""Where a tone is looked for, around the moment at which it is due: no other comes within a second."""
WORDS_S = 1.5
"""Words that begin later than this are not those that were due."""
LOUDEST = 32768
LEAST_FIT = 0.15
"""A tone fits its own wave with 1, and with so much at least where words are loud over it."""
GAP_S = 0.02
"""Where words cut others, there is so much silence between them at least."""


@dataclass(frozen=True, slots=True)
class Due:
    """A sound that is due at `at_s`: a tone by its name, or `voice`."""

    name: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Heard:
    """How it was heard. `late_ms` None: not at all. `level_db` of the loudest sample, of full scale."""

    due: Due
    late_ms: float | None
    level_db: float = -math.inf
    pitch_hz: float = 0.0


def tones_due(began_s: float, phases: Sequence[tuple[str, float, bool]]) -> list[Due]:
    """Return the tones of a session, from its plan alone."""
    found, at_s, last_s = [], began_s, began_s + sum(length_s for _kind, length_s, _work in phases)
    for kind, length_s, work in phases:
        end_s = at_s + length_s
        if work:
            found.append(Due("begin", at_s))
        if kind == "lead-in":
            found += [Due("tick", end_s - left) for left in range(round(length_s) - 1, COUNTED_S[0], -1)]
        found += [Due("count", end_s - left) for left in COUNTED_S]
        if work:
            found.append(Due("end + finished" if end_s == last_s else "end", end_s))
        at_s = end_s
    return found


def words_due(began_s: float, phases: Sequence[tuple[str, float, bool]]) -> list[Due]:
    """Return when words begin: with each phase, and at the end."""
    found, at_s = [], began_s
    for kind, length_s, _work in phases:
        found.append(Due(f"voice: {kind}", at_s))
        at_s += length_s
    return [*found, Due("voice: done", at_s)]


def tone_heard(room: Room, due: Due) -> Heard:
    """Find a tone where nothing else sounds, by its onset and pitch."""
    from_s = due.at_s - BEFORE_S
    first_s = room.first_sound(from_s, due.at_s + AFTER_S)
    if first_s is None:
        return Heard(due, None)
    at_s = from_s + first_s
    begin_s, end_s = STEADY_S[due.name]
    return Heard(
        due,
        1000 * (at_s - due.at_s),
        level_db(room.samples(at_s, at_s + end_s)),
        pitch_hz(room.samples(at_s + begin_s, at_s + end_s)),
    )


def tone_under_voice(room: Room, due: Due, around_s: float = BEFORE_S) -> Heard:
    """Find a tone that others may sound over: where its own wave fits best."""
    wanted = waveform(due.name.partition(" ")[0])
    from_s = due.at_s - around_s
    samples = room.samples(from_s, due.at_s + around_s + len(wanted) / RATE_HZ)
    energy = [0, *accumulate(value * value for value in samples)]

    def fit(place: int) -> float:
        met: float = sum(map(mul, wanted, samples[place : place + len(wanted)]))
        return met / math.sqrt(1.0 + energy[place + len(wanted)] - energy[place])

    place = max(range(0, len(samples) - len(wanted), 2), key=fit)
    own = sum(map(mul, wanted, wanted))
    share = fit(place) / math.sqrt(own)
    gain = sum(map(mul, wanted, samples[place : place + len(wanted)])) / own
    level = 20 * math.log10(max(gain, 1e-6) * max(map(abs, wanted)) / LOUDEST)
    return Heard(due, 1000 * (from_s + place / RATE_HZ - due.at_s) if share > LEAST_FIT else None, level)


def words_heard(room: Room, due: Due) -> Heard:
    """Find the beginning of words where no tones sound. Where they cut others, the silence between comes first."""
    from_s = due.at_s
    if room.first_sound(due.at_s - GAP_S, due.at_s) is not None:
        while from_s < due.at_s + WORDS_S and room.first_sound(from_s, from_s + GAP_S) is not None:
            from_s += 0.002
    first_s = room.first_sound(from_s, due.at_s + WORDS_S)
    if first_s is None:
        return Heard(due, None)
    at_s = from_s + first_s
    return Heard(due, 1000 * (at_s - due.at_s), level_db(room.samples(at_s, at_s + 1.0)))


def waveform(name: str) -> "array.array[int]":
    """Return a tone as the recording has it: at a third of its rate."""
    with wave.open(str(SOUNDS / f"{name}.wav"), "rb") as file:
        samples = array.array("h", file.readframes(file.getnframes()))
    assert file.getframerate() == 3 * RATE_HZ
    return array.array("h", (sum(samples[place : place + 3]) // 3 for place in range(0, len(samples) - 2, 3)))


def level_db(samples: "array.array[int]") -> float:
    """Return the level of the loudest sample, of full scale."""
    return 20 * math.log10(max(map(abs, samples), default=0) / LOUDEST or 1e-6)


def pitch_hz(samples: "array.array[int]") -> float:
    """Return the pitch of one note, by how often it crosses zero upwards."""
    rises = [place for place in range(1, len(samples)) if samples[place - 1] < 0 <= samples[place]]
    return (len(rises) - 1) * RATE_HZ / (rises[-1] - rises[0]) if len(rises) > 1 else 0.0


def long_tones_due(began_s: float, phases: Sequence[tuple[str, float, bool]]) -> list[Due]:
    """Return those tones that can be found under words: ticks are too short for it."""
    return [due for due in tones_due(began_s, phases) if due.name != "tick"]


HOW: dict[str, list[tuple[Callable[..., list[Due]], Callable[[Room, Due], Heard]]]] = {
    "tones": [(tones_due, tone_heard)],
    "voice": [(words_due, words_heard)],
    "both": [(long_tones_due, tone_under_voice)],
}


def session_heard(room: Room, session: dict[str, Any]) -> list[Heard]:
    """Find in the recording all that was due in a session."""
    due = [(each, find) for list_due, find in HOW[session["session"]]
           for each in list_due(session["began_s"], session["phases"])]  # fmt: skip
    return [find(room, each) for each, find in due]


@dataclass(frozen=True, slots=True)
class Stopped:
    """What the recording says of one stop. Milliseconds after the key or the click."""

    way: str
    focus: str
    sounded: bool
    """Whether anything was heard in the 60 ms before."""
    silent_ms: float
    listened_s: float


def stop_heard(room: Room, stop: dict[str, Any]) -> Stopped:
    """Find the last sound after a stop."""
    at_s, until_s = stop["at_s"], stop["until_s"]
    last_s = room.last_sound(at_s, until_s)
    sounded = room.first_sound(at_s - 0.06, at_s) is not None
    return Stopped(stop["stop"], stop["focus"], sounded, 1000 * (last_s or 0.0), until_s - at_s)


def listen(environment: dict[str, str], stops: int) -> tuple[dict[str, list[Heard]], list[Stopped], float]:
    """Play three sessions and the stops in a room; return what was heard, and how far the recording slipped, in ms."""
    with Room() as room:
        inside = {**environment, **room.environment}
        for name in ("QT_QPA_PLATFORM", "PATH"):
            inside[name] = environment[name]
        for name in ("PULSE_SERVER", "SPEECHD_ADDRESS"):
            inside.pop(name, None)
        told = list(play(inside, "bench.sounding", "--sessions", *HOW, "--stops", str(stops)))
        sessions = {each["session"]: session_heard(room, each) for each in told if "session" in each}
        heard = [stop_heard(room, each) for each in told if "stop" in each]
        return sessions, heard, room.slipped_ms()


def rows(sessions: dict[str, list[Heard]], stops: list[Stopped], slipped_ms: float) -> list[Row]:
    """Return the figures. What was not heard at all counts as a second late."""
    found = []
    for kind, name, limit_ms in (
        ("tones", "tone, due to heard", TONE_MS),
        ("both", "tone under the voice, due to heard", TONE_MS),
        ("voice", "words, due to heard", VOICE_MS),
    ):
        late = [1000.0 if each.late_ms is None else each.late_ms for each in sessions[kind]]
        found += [
            Row(f"sound, {name}: worst of {len(late)}", "ms", max(late, key=abs), target=limit_ms),
            Row(f"sound, {name}: median", "ms", middle(late)),
        ]
    ends = [each.late_ms for each in sessions["tones"] if each.due.name.startswith("end") and each.late_ms is not None]
    found.append(Row("sound, tone at the end of work: worst", "ms", max(ends, key=abs, default=1000.0), target=TONE_MS))
    if stops:
        silent = [each.silent_ms for each in stops if each.sounded]
        found += [
            Row(f"Stop to silence: worst of {len(silent)}", "ms", max(silent), target=STOP_MS),
            Row("Stop to silence: 99 %", "ms", percentile(silent, 0.99)),
            Row("Stop to silence: median", "ms", middle(silent)),
            Row("Stop while silent: last sound, worst", "ms",
                max((each.silent_ms for each in stops if not each.sounded), default=0.0), target=STOP_MS),
        ]  # fmt: skip
    return [*found, Row("sound, recording slipped", "ms", slipped_ms)]


def measure(environment: dict[str, str], stops: int) -> list[Row]:
    """Measure, print all that was heard, and return the figures."""
    lacking = missing_packages()
    if lacking:
        print(f"Not installed: {', '.join(lacking)}. So nothing is heard, and the part 'sound' is left out.")
        return []
    sessions, heard, slipped_ms = listen(environment, stops)
    for kind, sounds in sessions.items():
        print(f"\nA session with {kind}: due (s before the end), what, late (ms), level (dBFS), pitch (Hz)")
        ends_s = max(each.due.at_s for each in sounds)
        for each in sounds:
            late = "not heard" if each.late_ms is None else f"{each.late_ms:9.1f}"
            pitch = f"{each.pitch_hz:7.0f}" if each.pitch_hz else ""
            print(f"{each.due.at_s - ends_s:7.2f}  {each.due.name:20} {late} {each.level_db:8.1f} {pitch}")
    _print_stops(heard)
    return rows(sessions, heard, slipped_ms)


def _print_stops(heard: list[Stopped]) -> None:
    print("\nStop to silence: tries, of them while it sounded, median and worst (ms)")
    for name in ("way", "focus"):
        for value in sorted({getattr(each, name) for each in heard}):
            these = [each for each in heard if getattr(each, name) == value]
            ms = [each.silent_ms for each in these if each.sounded] or [0.0]
            print(f"{name:6} {value or '(any)':45} {len(these):4} {len(ms):4} {middle(ms):7.1f} {max(ms):7.1f}")
    if heard:
        long = [each for each in heard if each.listened_s >= 3.0]
        after = sum(each.silent_ms > 1000 for each in heard)
        print(f"after {len(long)} it was listened for 3 s or more; sound more than 1 s after a stop: {after}")


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="bench.sound", description=__doc__)
    parser.add_argument("--stops", type=int, default=200, help="how often to stop (default 200)")
    asked = parser.parse_args()
    with screen.private_screen() as environment:
        print("\n" + table(measure(environment, asked.stops)))


if __name__ == "__main__":
    main()
