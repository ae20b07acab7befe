"""Cues become sound, through the whole chain but for the device."""

from dataclasses import dataclass, field

from fakes import HandAlarm, HandClock, LogBook
from unknot.conductor import Conductor
from unknot.core.anatomy import Region, Side
from unknot.core.cues import Coaching
from unknot.core.hearing import Wish
from unknot.core.plan import Dose, Plan, Technique, build_plan
from unknot.guide.library import Guide
from unknot.speaker import Speaker
from unknot.ui.spoken import spoken

LEFT = Region("piriformis", Side.LEFT)


@dataclass
class Tape:
    """Notes what sounds, and when, in seconds from the start of the session."""

    clock: HandClock
    notes: list[tuple[float, str]] = field(default_factory=list)

    def _note(self, words: str) -> None:
        self.notes.append((self.clock.now() - 1000.0, words))

    def play(self, chime: str) -> None:
        self._note(f"♪ {chime}")

    def say(self, words: str, *, cut: bool) -> None:
        self._note(f"{'/' if cut else ''}{words}")

    def silence(self) -> None:
        self._note("silence")

    def words(self) -> list[str]:
        return [words for _at, words in self.notes]


class Room:
    """A session with somebody who hears it."""

    def __init__(self, guide: Guide, wish: Wish | None = None) -> None:
        self.clock = HandClock(1000.0)
        self.tape = Tape(self.clock)
        self.speaker = Speaker(self.tape, self.clock.now, lambda cue, session: spoken(guide, cue, session), wish)
        self.alarm = HandAlarm(self.clock)
        self.conductor = Conductor(self.clock, self.alarm, LogBook(), lambda _snapshot: None, self.speaker)


def plan_of(*techniques: Technique, spots: int = 1, compression_s: float = 60.0) -> Plan:
    return build_plan(LEFT, Dose(compression_s, spots, techniques or tuple(Technique), 10.0), 4)


def test_a_whole_session_is_told_from_the_first_word_to_the_last(guide: Guide) -> None:
    room = Room(guide)
    plan = plan_of(spots=2)
    room.conductor.begin(plan)
    for _second in range(round(plan.total_s) + 1):
        room.clock.forward(1)
        room.speaker.spoken()
    said = [(at, words) for at, words in room.tape.notes if not words.startswith("♪")]
    starts = plan.starts_s()
    assert said[0] == (0.0, "Piriformis, left. Lie down and set the tool under the spot.")
    easing = [starts[1] + 30.0, starts[5] + 30.0]
    assert [at for at, _words in said] == sorted([*starts, *easing, plan.total_s])
    words = [words for _at, words in said]
    assert words[1] == "Sustained compression, spot 1. Hold still on the spot. A good ache, never sharp."
    assert words[2] == "It should be easing by now. If not, lean in less."
    assert "Put the ball away. Take the roller or massager. Next: Stripping." in words
    assert words[-1] == "Done. Take your time getting up."
    tones = [(at, words) for at, words in room.tape.notes if words.startswith("♪")]
    assert tones[-2:] == [(plan.total_s, "♪ end"), (plan.total_s, "♪ finished")]
    assert [at for at, words in tones if words == "♪ count"][:3] == [7.0, 8.0, 9.0]


def test_after_stop_nothing_sounds(guide: Guide) -> None:
    room = Room(guide)
    room.conductor.begin(plan_of())
    room.clock.forward(30.5)
    room.conductor.stop()
    assert room.tape.notes[-1] == (30.5, "silence")
    count = len(room.tape.notes)
    room.speaker.spoken()
    room.clock.forward(100)
    assert len(room.tape.notes) == count


def test_muted_nothing_sounds_and_then_it_goes_on(guide: Guide) -> None:
    room = Room(guide)
    room.conductor.begin(plan_of(Technique.COMPRESSION))
    room.clock.forward(5)
    room.speaker.mute(on=True)
    assert room.tape.notes[-1] == (5.0, "silence")
    count = len(room.tape.notes)
    room.clock.forward(30)
    assert len(room.tape.notes) == count
    room.speaker.mute(on=False)
    room.clock.forward(6)
    assert "It should be easing by now. If not, lean in less." in room.tape.words()[count:]


def test_what_is_late_is_left_out(guide: Guide) -> None:
    room = Room(guide)
    room.alarm.late_s = 0.3
    room.conductor.begin(plan_of(Technique.COMPRESSION))
    room.clock.forward(15)
    assert "♪ begin" not in room.tape.words(), "a tone 0.3 s late says something untrue"
    assert any(words.endswith("A good ache, never sharp.") for words in room.tape.words())


def test_voice_alone_chimes_alone_or_neither(guide: Guide) -> None:
    plan = plan_of(Technique.COMPRESSION)
    heard = {}
    for wish in (Wish(), Wish(voice=False), Wish(chimes=False), Wish(voice=False, chimes=False)):
        room = Room(guide, wish)
        room.conductor.begin(plan)
        room.clock.forward(plan.total_s + 1)
        heard[wish.voice, wish.chimes] = (
            any(not words.startswith("♪") for words in room.tape.words()),
            any(words.startswith("♪") for words in room.tape.words()),
        )
    assert all(wished == sounded for wished, sounded in heard.items())
    assert len(heard) == 4


def test_coaching_is_said_where_it_is_wanted(guide: Guide) -> None:
    room = Room(guide)
    room.conductor.coaching = Coaching(half_way=True, ten_seconds=True, every_quarter=True)
    room.conductor.begin(plan_of(Technique.FRICTION))
    for _second in range(80):
        room.clock.forward(1)
        room.speaker.spoken()
    words = room.tape.words()
    assert {"Half way.", "Ten seconds.", "45 seconds left.", "15 seconds left."} <= {w.lstrip("/") for w in words}
