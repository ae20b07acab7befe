"""One voice, by rank: who is heard, who waits, who is dropped."""

import pytest

from unknot.core.cues import SAYING_LATE_S, Chime, Cue, Rank, Saying
from unknot.core.hearing import Hearing, Play, Say, Silence, Wish

EASING = Cue(100.0, Rank.COACHING, saying=Saying.EASING)
HALF = Cue(101.0, Rank.COACHING, saying=Saying.HALF_WAY)
COUNT = Cue(102.0, Rank.COUNTDOWN, Chime.COUNT, seconds=3)
PHASE = Cue(103.0, Rank.CHANGE, Chime.BEGIN, Saying.PHASE)
NEXT = Cue(104.0, Rank.CHANGE, None, Saying.PHASE)
SILENCE = Cue(105.0, Rank.STOP)


def test_a_change_is_sounded_and_said() -> None:
    hearing, acts = Hearing().hear(PHASE)
    assert acts == (Play(Chime.BEGIN), Say(PHASE, cut=False))
    assert hearing.speaking is PHASE


def test_higher_words_cut_lower_ones_short() -> None:
    hearing, _acts = Hearing().hear(EASING)
    hearing, acts = hearing.hear(NEXT)
    assert acts == (Say(NEXT, cut=True),)
    assert hearing.speaking is NEXT


def test_of_equal_rank_the_newer_is_the_truer() -> None:
    hearing, _acts = Hearing().hear(PHASE)
    hearing, acts = hearing.hear(NEXT)
    assert acts == (Say(NEXT, cut=True),)


def test_lower_words_wait_for_their_turn_and_are_dropped_when_late() -> None:
    hearing, _acts = Hearing().hear(NEXT)
    hearing, acts = hearing.hear(EASING)
    assert acts == ()
    turn, acts = hearing.ended(EASING.at_s + SAYING_LATE_S)
    assert (acts, turn.speaking) == ((Say(EASING, cut=False),), EASING)
    late, acts = hearing.ended(EASING.at_s + SAYING_LATE_S + 0.1)
    assert (acts, late) == ((), Hearing())


def test_one_waits_at_most_and_it_is_the_newest() -> None:
    hearing, _acts = Hearing().hear(NEXT)
    hearing, _acts = hearing.hear(EASING)
    hearing, _acts = hearing.hear(HALF)
    assert hearing.waiting is HALF


def test_a_tone_ends_lower_words_and_sounds_beside_higher_ones() -> None:
    coached, _acts = Hearing().hear(EASING)
    hearing, acts = coached.hear(COUNT)
    assert acts == (Silence(), Play(Chime.COUNT))
    assert hearing.speaking is None
    told, _acts = Hearing().hear(NEXT)
    hearing, acts = told.hear(COUNT)
    assert acts == (Play(Chime.COUNT),)
    assert hearing.speaking is NEXT


def test_silence_ends_everything_and_nothing_follows() -> None:
    hearing, _acts = Hearing().hear(NEXT)
    hearing, _acts = hearing.hear(EASING)
    hearing, acts = hearing.hear(SILENCE)
    assert (acts, hearing) == ((Silence(),), Hearing())
    assert hearing.ended(105.0) == (Hearing(), ())


@pytest.mark.parametrize(
    ("wish", "kinds"),
    [
        (Wish(), [Play, Say]),
        (Wish(voice=False), [Play]),
        (Wish(chimes=False), [Say]),
        (Wish(voice=False, chimes=False), []),
    ],
)
def test_voice_chimes_both_or_neither(wish: Wish, kinds: list[type]) -> None:
    _hearing, acts = Hearing(wish).hear(PHASE)
    assert [type(act) for act in acts] == kinds
    assert Hearing(wish).hear(SILENCE)[1] == (Silence(),), "silence holds for all"


def test_a_word_that_cuts_in_drops_what_waited() -> None:
    hearing, _acts = Hearing().hear(NEXT)
    hearing, _acts = hearing.hear(EASING)
    hearing, _acts = hearing.hear(PHASE)
    assert (hearing.speaking, hearing.waiting) == (PHASE, None)


def test_a_tone_beside_words_of_its_own_rank_lets_them_go_on() -> None:
    easing = Cue(102.0, Rank.COUNTDOWN, saying=Saying.EASE)
    hearing, _acts = Hearing().hear(easing)
    hearing, acts = hearing.hear(COUNT)
    assert (acts, hearing.speaking) == ((Play(Chime.COUNT),), easing)


def test_a_tone_that_ends_words_drops_what_waited_behind_them() -> None:
    hearing = Hearing(speaking=COUNT, waiting=EASING)
    hearing, acts = hearing.hear(Cue(103.0, Rank.CHANGE, Chime.END))
    assert acts == (Silence(), Play(Chime.END))
    assert hearing == Hearing()


def test_on_a_faster_clock_what_waits_is_late_as_a_person_would_call_it() -> None:
    hearing, _acts = Hearing().hear(NEXT)
    hearing, _acts = hearing.hear(EASING)
    assert hearing.ended(EASING.at_s + 10.0, speed=20.0)[1] == (Say(EASING, cut=False),)
    assert hearing.ended(EASING.at_s + 30.0, speed=20.0)[1] == ()
