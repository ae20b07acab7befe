"""The words that Unknot ships: the contract's names, the guide's content, lengths that fit."""

from pathlib import Path

import pytest

from unknot.core.pace import STRIP_CM_S
from unknot.core.plan import Technique
from unknot.core.safety import StopReason
from unknot.core.screening import Urgency, most_urgent
from unknot.guide.library import NEW_NUMBNESS, Guide, load

SPOTS = {"gluteus-medius": (2, 4), "gluteus-minimus": (2, 2), "piriformis": (2, 2)}
STEP_MAX, INSTRUCTION_MAX = 90, 60


@pytest.fixture(params=sorted(p.name for p in (Path(__file__).parents[2] / "resources/guide").iterdir() if p.is_dir()))
def spoken(request: pytest.FixtureRequest, shipped: Path) -> Guide:
    """Return the guide in each language that is shipped."""
    return load(shipped, request.param)


def test_the_guides_three_muscles_with_their_limits(guide: Guide) -> None:
    assert {m.id: (m.spots_default, m.spots_max) for m in guide.anatomy.muscles} == SPOTS
    assert [m.name for m in guide.anatomy.muscles] == ["Gluteus medius", "Gluteus minimus", "Piriformis"]
    assert len(guide.anatomy.regions()) == 6


def test_the_contracts_names(guide: Guide) -> None:
    assert {name: words.name for name, words in guide.techniques.items()} == {
        Technique.COMPRESSION: "Sustained compression",
        Technique.FRICTION: "Circular friction",
        Technique.STRIPPING: "Stripping",
    }
    moves = guide.moves
    assert [moves.lead_in.name, moves.gap.name, moves.change.name] == [
        "Get into position",
        "Move to the next spot",
        "Change tool",
    ]
    assert {urgency: advice.title for urgency, advice in guide.advice.items()} == {
        Urgency.EMERGENCY: "Get medical help",
        Urgency.SAME_DAY: "Get medical help",
        Urgency.ASK_FIRST: "Ask a clinician first",
    }
    assert guide.stop.reasons == {
        StopReason.SHARP: "Sharp",
        StopReason.ELECTRICAL: "Electrical",
        StopReason.SHOOTING: "Shooting",
        StopReason.NUMBNESS: "Numbness or tingling",
        StopReason.OTHER: "Something else",
    }
    names = [bone.name for bone in guide.anatomy.bones]
    assert names[:2] == ["Sacrum", "Greater trochanter"]


def test_only_stripping_has_a_pace_and_it_is_the_one_that_is_shown(guide: Guide) -> None:
    paces = {name: words.pace for name, words in guide.techniques.items() if words.pace}
    assert set(paces) == {Technique.STRIPPING}
    assert f"{STRIP_CM_S:g} cm a second" in paces[Technique.STRIPPING].text
    assert paces[Technique.STRIPPING].source.beyond_guide


def test_what_to_feel_for_is_the_guides(guide: Guide) -> None:
    lit = {m.id: {landmark for step in m.finding for landmark in step.landmarks} for m in guide.anatomy.muscles}
    assert lit == {
        "gluteus-medius": {"iliac-crest"},
        "gluteus-minimus": {"greater-trochanter"},
        "piriformis": {"sacrum-top", "greater-trochanter"},
    }
    assert all(step.statement.source.id == "guide" for m in guide.anatomy.muscles for step in m.finding)


def test_body_positions_go_beyond_the_guide_and_say_so(guide: Guide) -> None:
    assert all(muscle.position.source.beyond_guide for muscle in guide.anatomy.muscles)
    assert not any(muscle.refers.source.beyond_guide for muscle in guide.anatomy.muscles)


def test_the_guides_red_flags_are_asked_daily_as_emergencies(guide: Guide) -> None:
    by_guide = [item for item in guide.screening if item.statement.source.id == "guide"]
    assert [item.id for item in by_guide] == ["both-legs", "weakness", "bladder-bowel"]
    assert all(item.daily and item.urgency is Urgency.EMERGENCY for item in by_guide)
    assert [item.id for item in guide.red_flags] == ["both-legs", "weakness", "bladder-bowel", "saddle-numbness"]


def test_new_numbness_covers_every_part_that_can_be_pointed_at(guide: Guide) -> None:
    (item,) = [item for item in guide.screening if item.id == NEW_NUMBNESS]
    assert (item.daily, item.urgency) == (True, Urgency.ASK_FIRST)
    assert all(part in item.statement.text for part in ("low back", "buttock", "leg"))


def test_where_it_is_felt_the_list_is_called_no_more_than_a_list(guide: Guide) -> None:
    felt = guide.felt
    assert felt.question == "Where do you feel it?"
    assert "safety check comes first" in felt.contrast.text
    assert "not a verdict" in felt.listed.text
    assert "clinician" in felt.none.text
    assert all(said.source.beyond_guide for said in (felt.how, felt.contrast, felt.listed, felt.none))


def test_every_item_leads_to_advice(guide: Guide) -> None:
    for item in guide.screening:
        urgency = most_urgent([item])
        assert urgency is not None
        assert 2 <= len(guide.advice[urgency].lines) <= 3


def test_the_emergency_number_of_the_country_is_put_in(guide: Guide) -> None:
    lines = guide.advice[Urgency.EMERGENCY].lines_with("112")
    assert "112" in lines[0]
    assert not any("{" in line for advice in guide.advice.values() for line in advice.lines_with("112"))


def test_the_stop_rule_names_each_kind_of_pain_and_the_leg(guide: Guide) -> None:
    for rule in (guide.stop.rule_short, guide.stop.rule):
        assert rule.source.id == "guide"
        assert all(word in rule.text for word in ("sharp", "electrical", "shooting", "further down the leg"))
    assert "12 hours" in " ".join(line.text for line in guide.stop.nerve_like)


def test_a_finding_step_fits_the_panel(spoken: Guide) -> None:
    long = [s.statement.text for m in spoken.anatomy.muscles for s in m.finding if len(s.statement.text) > STEP_MAX]
    assert long == []


def test_an_instruction_can_be_read_from_the_floor(spoken: Guide) -> None:
    moves = spoken.moves
    said = [words.instruction.text for words in spoken.techniques.values()]
    said += [words.instruction.text for words in (moves.lead_in, moves.gap, moves.same_spot, moves.change)]
    said += [
        f"{take.text} {move.instruction.text}"
        for take in moves.take.values()
        for move in (moves.next_muscle, moves.turn_over)
    ]
    said += [words.text for words in (spoken.strength.easing, spoken.strength.ask, spoken.strength.ease)]
    assert [line for line in said if len(line) > INSTRUCTION_MAX] == []


def test_a_line_of_the_check_and_the_strip_stays_short(spoken: Guide) -> None:
    assert [i.statement.text for i in spoken.screening if len(i.statement.text) > 80] == []
    assert len(spoken.stop.rule_short.text) <= 95
    assert len(spoken.stop.contrast.text) <= 95


def test_nobody_may_change_a_loaded_guide(guide: Guide) -> None:
    with pytest.raises(TypeError):
        guide.advice[Urgency.EMERGENCY] = guide.advice[Urgency.ASK_FIRST]  # type: ignore[index]
