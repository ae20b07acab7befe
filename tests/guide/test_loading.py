"""Loading: what is joined, what falls back to English, and what is refused, in one line with its file and field."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from unknot.core.anatomy import Drawn, Region, Side, View
from unknot.core.plan import Dose, Kind, Technique, build_plan
from unknot.guide.library import Guide, load
from unknot.guide.reading import GuideError

Edit = Callable[[str, str, str], None]
"""Replaces text in one file of the copy: its path inside it, what stands there, what shall stand there."""

MUSCLES, SHAPES = "guide/en/muscles.toml", "atlas/views.json"
STEP = """
[[muscle.step]]
text = "Follow the line out and stop just short of the bump, on its inner side."
landmarks = ["greater-trochanter"]
source = "guide"
"""


@pytest.fixture
def resources(shipped: Path, tmp_path: Path) -> Path:
    """Return a copy of the shipped words, beside a small anatomy."""
    shutil.copytree(shipped / "guide", tmp_path / "guide")
    (tmp_path / "atlas").mkdir()
    shutil.copy(Path(__file__).with_name("shapes.json"), tmp_path / "atlas" / "views.json")
    return tmp_path


@pytest.fixture
def edit(resources: Path) -> Edit:
    """Return the function that spoils one place of the copy."""

    def replace(name: str, old: str, new: str) -> None:
        text = (resources / name).read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        (resources / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def test_words_and_shapes_are_joined(resources: Path) -> None:
    anatomy = load(resources).anatomy
    piriformis = anatomy.muscle("piriformis")
    assert piriformis.shape.spots == ((0.073, 0.534, -0.01), (0.067, 0.54, -0.01))
    assert piriformis.shape.strip_length == 0.05
    line = Drawn(back=(((0.02, 0.59), (0.09, 0.515)),))
    assert [step.line for step in piriformis.finding] == [Drawn(), line, Drawn()]
    assert anatomy.landmark("greater-trochanter").point == (0.09, 0.515, -0.03)
    assert anatomy.bones[0].why.source.id == "guide"
    assert anatomy.nerve.back[0][0] == (0.027, 0.547)
    assert [(bone.name, bone.paired) for bone in anatomy.skeleton][:2] == [("Sacrum", False), ("Hip bone", True)]
    assert anatomy.neighbours[0].name == "Gluteus maximus"


def test_a_view_of_a_side_shows_that_side_and_the_midline(resources: Path) -> None:
    anatomy = load(resources).anatomy
    shape = anatomy.muscle("piriformis").shape.outline
    assert shape.seen(View.LEFT, Side.LEFT) == shape.side
    assert shape.seen(View.LEFT, Side.RIGHT) == ()
    assert shape.seen(View.RIGHT) == shape.side
    assert shape.seen(View.BACK, Side.RIGHT) == shape.seen(View.BACK, Side.LEFT) == shape.back
    crest, coccyx = anatomy.landmark("iliac-crest"), anatomy.landmark("coccyx")
    assert [view for view in View if crest.seen(view, Side.LEFT)] == [View.BACK, View.LEFT]
    assert [view for view in View if coccyx.seen(view)] == [View.BACK]
    assert View.LEFT.flat(crest.point) == (-0.03, 0.607)
    assert View.BACK.flat(crest.point) == (0.07, 0.607)


def test_an_area_leads_to_the_muscles_that_are_felt_there_the_guides_first(resources: Path) -> None:
    anatomy = load(resources).anatomy
    assert [(felt.muscle, felt.source.beyond_guide) for felt in anatomy.felt_in("buttock")] == [
        ("gluteus-medius", False),
        ("piriformis", True),
    ]
    assert anatomy.felt_in("calf") == ()


def test_a_referral_tells_whether_it_is_the_guides(resources: Path) -> None:
    beyond, guides = load(resources).anatomy.referrals
    assert (guides.muscle, guides.source.beyond_guide) == ("gluteus-medius", False)
    assert (beyond.muscle, beyond.source.beyond_guide) == ("piriformis", True)
    assert beyond.source.title == "Drawn for these tests"


def test_a_landmark_without_a_name_only_helps_to_draw(resources: Path, edit: Edit) -> None:
    more = '{"id": "navel", "point": [0, 0.6, 0.08], "paired": false, "seen": [], "source": "drawn"}'
    edit(SHAPES, '"landmark": [', f'"landmark": [{more},')
    assert "navel" not in [landmark.id for landmark in load(resources).anatomy.landmarks]


def test_a_gap_says_whether_to_move_or_to_stay(resources: Path) -> None:
    moves = load(resources).moves
    plan = build_plan(Region("piriformis", Side.LEFT), Dose(), 2)
    said = [moves.at(plan, index) for index in range(len(plan.phases))]
    assert said == [
        moves.lead_in, None, moves.same_spot, None, moves.gap, None, moves.same_spot, None, moves.change, None,
    ]  # fmt: skip
    assert [phase.kind for phase in plan.phases][2::2] == [Kind.GAP, Kind.GAP, Kind.GAP, Kind.CHANGE]


def test_with_compression_alone_each_gap_moves(resources: Path) -> None:
    moves = load(resources).moves
    plan = build_plan(Region("piriformis", Side.LEFT), Dose(techniques=(Technique.COMPRESSION,)), 2)
    assert moves.at(plan, 2) is moves.gap


def test_a_language_without_its_folder_is_english(resources: Path) -> None:
    assert load(resources, "xx") == load(resources)
    assert load(resources, "../en") == load(resources)
    assert load(resources, "") == load(resources)


@pytest.mark.parametrize("language", ["de", "de_AT"])
def test_a_language_may_hold_only_some_of_the_files(resources: Path, language: str) -> None:
    (resources / "guide/de").mkdir()
    words = (resources / "guide/en/moves.toml").read_text(encoding="utf-8").replace("Change tool", "Gerät wechseln")
    (resources / "guide/de/moves.toml").write_text(words, encoding="utf-8")
    guide = load(resources, language)
    assert guide.moves.change.name == "Gerät wechseln"
    assert guide.techniques[Technique.STRIPPING].name == "Stripping"


def test_a_wrong_translation_is_refused_by_its_own_name(resources: Path) -> None:
    (resources / "guide/de").mkdir()
    (resources / "guide/de/about.toml").write_text('product = "Unknot"\n', encoding="utf-8")
    with pytest.raises(GuideError, match=r"^guide/de/about.toml: product: "):
        load(resources, "de")


REFUSED = {
    "unknown key": (MUSCLES, "spots_max = 4", "spots_max = 4\ndose = 3", "muscle[0].dose: unknown field"),
    "unknown key at the top": ("guide/en/about.toml", "privacy =", "secret =", "secret: unknown field"),
    "missing key": (MUSCLES, 'name = "Piriformis"\n', "", "muscle[2].name: missing"),
    "missing technique": ("guide/en/techniques.toml", "[friction]", "[rubbing]", "rubbing: unknown field"),
    "missing source": (
        "guide/en/stop.toml",
        'Stopping is always a good decision.", source = "app"',
        'Stopping is always a good decision."',
        "after[1].source: missing",
    ),
    "wrong type": (
        MUSCLES,
        "spots_default = 2",
        'spots_default = "2"',
        "muscle[0].spots_default: Expected int, got str",
    ),
    "empty text": ("guide/en/stop.toml", '"Sharp"', '""', "reasons.sharp: must be one line of text"),
    "text with a line break": (
        "guide/en/stop.toml",
        '"Sharp"',
        '"Sharp\\n"',
        "reasons.sharp: must be one line of text",
    ),
    "not TOML": (MUSCLES, "[[muscle]]", "[[muscle]", "is not TOML: "),
    "two steps": (MUSCLES, STEP, "", "muscle[2].step: Expected array of length >= 3"),
    "four steps": (MUSCLES, STEP, STEP * 2, "muscle[2].step: Expected array of length <= 3"),
    "no landmark": (MUSCLES, '["iliac-crest"]', "[]", "muscle[0].step[0].landmarks: "),
    "dangling landmark": (
        MUSCLES,
        '["sacrum-top", "greater-trochanter"]',
        '["sacrum-top", "knee"]',
        "muscle[2].step[1].landmarks[1]: there is no landmark 'knee'",
    ),
    "dangling source of a step": (
        MUSCLES,
        STEP,
        STEP.replace("guide", "book"),
        "muscle[2].step[2].source: there is no",
    ),
    "dangling source of a line": (
        "guide/en/stop.toml",
        'rest.", source = "app"',
        'rest.", source = "book"',
        "after[0].source: there is no source 'book'",
    ),
    "two muscles of one id": (
        MUSCLES,
        'id = "piriformis"',
        'id = "gluteus-minimus"',
        "muscle[2]: there already is a muscle 'gluteus-minimus'",
    ),
    "two items of one id": ("guide/en/screening.toml", '"new-numbness"', '"weakness"', "item[10]: there already is"),
    "two sources of one id": ("guide/sources.toml", '"nhs-lothian"', '"app"', "source[3]: there already is a source"),
    "muscle without a shape": (
        MUSCLES,
        'id = "piriformis"',
        'id = "psoas"',
        "muscle[2].id: 'psoas' has no shape in atlas",
    ),
    "landmark without a place": (
        "guide/en/landmarks.toml",
        '"psis"',
        '"navel"',
        "landmark[2].id: 'navel' has no shape",
    ),
    "bone without a shape": ("guide/en/bones.toml", '"coccyx"', '"rib"', "bone[3].id: 'rib' has no shape in atlas"),
    "more default than most": (MUSCLES, "spots_default = 2", "spots_default = 5", "muscle[0].spots_default: 5 is more"),
    "more spots than drawn": (
        MUSCLES,
        "spots_max = 4",
        "spots_max = 5",
        "muscle[0].spots_max: 5 is more than the 4 spots",
    ),
    "a guide beyond itself": (
        "guide/sources.toml",
        "beyond_guide = false",
        "beyond_guide = true",
        "source[0].beyond_guide: must be false for 'guide'",
    ),
    "an addition as the guide's": (
        "guide/sources.toml",
        "beyond_guide = true",
        "beyond_guide = false",
        "source[1].beyond_guide: must be true for 'app'",
    ),
    "no guide": ("guide/sources.toml", 'id = "guide"', 'id = "book"', "source: there is no source 'guide'"),
    "red flag left out": ("guide/en/screening.toml", '"weakness"', '"weak"', "item: the guide's red flag 'weakness'"),
    "red flag played down": ("guide/en/screening.toml", '"emergency"', '"same-day"', "item[0]: the guide's red flag"),
    "red flag not daily": ("guide/en/screening.toml", "daily = true", "daily = false", "item[0]: the guide's red flag"),
    "numbness left out": ("guide/en/screening.toml", '"new-numbness"', '"numb"', "item: 'new-numbness' must be there"),
    "a list without its words": ("guide/en/felt.toml", "listed =", "list =", "list: unknown field"),
    "an empty list without its source": (
        "guide/en/felt.toml",
        'tell you more.", source = "app"',
        'tell you more.", source = "book"',
        "none.source: there is no source 'book'",
    ),
    "unknown urgency": (
        "guide/en/screening.toml",
        '"emergency"',
        '"soon"',
        "item[0].urgency: Invalid enum value 'soon'",
    ),
    "emergency without a number": (
        "guide/en/advice.toml",
        "call {number} or",
        "",
        "emergency.lines: must hold {number}",
    ),
    "another placeholder": (
        "guide/en/advice.toml",
        "Go now",
        "{name}, go now",
        "emergency.lines[0].text: only {number}",
    ),
    "bone that the files see differently": (
        "guide/en/bones.toml",
        'buttock.", source = "app"',
        'buttock.", source = "guide"',
        "bone[2].why.source: 'guide' does not agree with beyond_guide in atlas/views.json",
    ),
    "point off the body": (SHAPES, "[0.073, 0.534,", "[7.3, 0.534,", "muscle[2].spots[0][0]: Expected float <= 0.5"),
    "outline of two points": (
        SHAPES,
        "[0.02, 0.59], [0, 0.535]]",
        "[0, 0.535]]",
        "bone[0].outline.back[0]: Expected array of",
    ),
    "place without its depth": (SHAPES, "[0.073, 0.534, -0.01]", "[0.073, 0.534]", "muscle[2].spots[0]: Expected"),
    "shape without words": (SHAPES, '"id": "sit-bone"', '"id": "rib"', "bone[4].id: 'sit-bone' has no shape"),
    "shape with an unknown source": (
        SHAPES,
        '"id": "drawn"',
        '"id": "sketch"',
        "landmark[0].source: there is no source",
    ),
    "referral of an unknown muscle": (
        SHAPES,
        '"muscle": "piriformis"',
        '"muscle": "psoas"',
        "referral[0].muscle: there is",
    ),
    "referral to an unknown area": (
        SHAPES,
        '["buttock", "thigh-back"]',
        '["buttock", "thigh"]',
        "referral[0].areas[1]: there is no area 'thigh'",
    ),
    "referral to nowhere": (SHAPES, '["buttock", "thigh-back"]', "[]", "referral[0].areas: Expected array of"),
    "line of a fourth step": (SHAPES, '"step": 2', '"step": 4', "line[0].step: Expected int <= 3"),
    "view that there is not": (SHAPES, '["back", "side"]', '["back", "front"]', "landmark[0].seen[1]: Invalid enum"),
    "view left out": (SHAPES, ', "side": []', "", "bone[0].outline.side: missing"),
    "bone in no view": (
        SHAPES,
        '"back": [[[-0.02, 0.59], [0.02, 0.59], [0, 0.535]]]',
        '"back": []',
        "bone[0].outline: is drawn in no view",
    ),
    "muscle in one view": (
        SHAPES,
        '"side": [[[0.03, 0.6], [0.09, 0.6], [0.09, 0.52]]]',
        '"side": []',
        "muscle[0].outline: must be drawn in every view",
    ),
    "area without a name": (
        "guide/en/figure.toml",
        'id = "calf"',
        'id = "shin"',
        "area[8].id: 'shin' has no shape in atlas",
    ),
    "two areas of one id": ("guide/en/figure.toml", '"calf"', '"ankle"', "area[10]: there already is a area 'ankle'"),
    "bone beneath without a name": (SHAPES, '"id": "femur"', '"id": "fibula"', "part[6].id: 'femur' has no shape"),
    "not JSON": (SHAPES, '"bone": [', '"bone": [,', "is not JSON: "),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_file_is_refused_in_one_plain_line(resources: Path, edit: Edit, case: str) -> None:
    name, old, new, said = REFUSED[case]
    edit(name, old, new)
    with pytest.raises(GuideError) as refused:
        load(resources)
    message = str(refused.value)
    assert said in message
    assert message.splitlines() == [message]
    assert message.startswith(f"{name}: ") or ": '" in message
    assert "`" not in message
    assert "$" not in message


def test_a_shape_that_nobody_named_is_refused(resources: Path, edit: Edit) -> None:
    outline = '{"back": [[[0, 1], [0.1, 1], [0, 0.9]]], "side": []}'
    rib = f'{{"id": "rib", "paired": true, "beyond_guide": true, "outline": {outline}, "source": "drawn"}}'
    edit(SHAPES, '"bone": [', f'"bone": [{rib},')
    with pytest.raises(
        GuideError, match=r"^atlas/views.json: bone\[0\].id: 'rib' has no words in guide/en/bones.toml$"
    ):
        load(resources)


def test_two_lines_for_one_step_are_refused(resources: Path, edit: Edit) -> None:
    edit(
        SHAPES,
        '"line": [',
        '"line": [{"muscle": "piriformis", "step": 2, "path": {"back": [[[0, 0.5], [0.1, 0.5]]], "side": []}},',
    )
    with pytest.raises(GuideError, match=r"line\[1\]: there already is a line 'piriformis, step 2'"):
        load(resources)


def test_a_missing_file_is_named(resources: Path) -> None:
    (resources / "guide/en/stop.toml").unlink()
    with pytest.raises(GuideError, match=r"^guide/en/stop.toml: the file is missing$"):
        load(resources)


def test_a_file_that_is_no_text_is_named(resources: Path) -> None:
    (resources / "guide/en/stop.toml").write_bytes(b"rule = '\xff'")
    with pytest.raises(GuideError, match=r"^guide/en/stop.toml: byte 8: is not UTF-8 text$"):
        load(resources)


def test_a_folder_in_place_of_a_file_is_named(resources: Path) -> None:
    (resources / "guide/en/stop.toml").unlink()
    (resources / "guide/en/stop.toml").mkdir()
    with pytest.raises(GuideError, match=r"^guide/en/stop.toml: can't be read: "):
        load(resources)


def test_a_guide_is_what_it_was_however_often_it_is_read(shipped: Path, guide: Guide) -> None:
    assert load(shipped) == guide
