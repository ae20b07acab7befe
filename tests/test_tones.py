"""The tones: made anew they are the same, soft, short, low enough and equally loud."""

import array
import subprocess
import sys
import wave
from itertools import pairwise
from pathlib import Path

import pytest
from tools.sounds.tones import PEAK, QUIET, RATE_HZ, TAIL_S, TONES

from unknot.core.cues import Chime

ROOT = Path(__file__).parents[1]
SOUNDS = ROOT / "resources" / "sounds"
LONGEST_S = {"finished": 1.2, "wake": 0.6}


def read(path: Path) -> "array.array[int]":
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (RATE_HZ, 2, 1)
        return array.array("h", file.readframes(file.getnframes()))


def test_made_anew_they_are_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.sounds", "--out", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in SOUNDS.glob("*.wav")}
    assert sum(map(len, made.values())) < 300_000


def test_every_chime_has_its_tone() -> None:
    assert {chime.value for chime in Chime} == set(TONES)


@pytest.mark.parametrize("name", list(TONES))
def test_each_is_short_soft_and_at_its_level(name: str) -> None:
    samples = read(SOUNDS / f"{name}.wav")
    tail = round(TAIL_S * RATE_HZ)
    assert (len(samples) - tail) / RATE_HZ <= LONGEST_S.get(name, 0.45)
    assert set(samples[-tail:]) == {0}
    level = 32767 * (QUIET if name == "wake" else PEAK)
    assert max(map(abs, samples)) == pytest.approx(level, abs=1)
    steps = [abs(after - before) for before, after in pairwise(samples)]
    assert max(steps) < level / 3  # a click is a leap from one sample to the next
    assert max(abs(samples[0]), abs(samples[-1])) <= 1


def test_all_notes_are_within_what_old_ears_and_small_speakers_take() -> None:
    pitches = {note.pitch_hz for notes in TONES.values() for note in notes}
    assert min(pitches) > 300
    assert max(pitches) < 1000


def test_no_two_tones_are_alike() -> None:
    heard = [chime for chime in Chime if chime is not Chime.WAKE]
    rhythms = {tuple((note.at_s, note.pitch_hz) for note in TONES[chime.value]) for chime in heard}
    assert len(rhythms) == len(heard)
