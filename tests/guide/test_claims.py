"""What the words may never say, and that each of them says where it comes from."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "resources" / "guide"
WORDS = sorted(GUIDE.glob("*/*.toml"))
SOURCES = tomllib.loads((GUIDE / "sources.toml").read_text(encoding="utf-8"))["source"]
"""Their titles are other people's: not our words."""

# A kind of claim, and the ways in which it is made.
FORBIDDEN = {
    "relief": r"cures?|curing|heals?|healing|relie(f|ves?|ving)|soothes?|pain[- ]free|remed(y|ies)",
    "effect": r"will (help|ease|feel|go away|improve|loosen|release)|helps?|fix(es)?|guarantee[ds]?|proven|treats",
    "mechanism": r"break(s|ing)? (up|down)|flush(es|ing)?|toxins?|metabolic|deactivates?|blood flow|knots?",
    "diagnosis": r"your pain (is|comes)|you have (an? )?(sciatica|syndrome|trigger|pinched|slipped|disc|nerve)",
    "condition": r"(pseudo-?)?sciatica|syndrome|stenosis|herniat\w+|cauda equina",
    "probability": r"probabl[ey]|(un)?likely|chances?|odds|usually|most people|per ?cent|risk of|\d+ ?%",
    "pressure": r"best (way|treatment)|better than|streak|failed|give up|you must|no gain",
    "playing down": r"nothing to worry|harmless|don't worry|ignore|push through|safe",
}


def strings(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each string below `value` with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from strings(inner, f"{path}[{index}]")


def spoken(file: Path) -> list[tuple[str, str]]:
    """Return what a reader sees of a file of words: all but ids."""
    found = strings(tomllib.loads(file.read_text(encoding="utf-8")))
    return [(path, text) for path, text in found if not re.search(r"(^|\.)(id|source|urgency)$|landmarks\[", path)]


def claims(text: str) -> list[str]:
    """Return which kinds of claim `text` makes."""
    text = text.replace("medical help", "…")
    return [kind for kind, ways in FORBIDDEN.items() if re.search(rf"(?<!\w)({ways})(?!\w)", text, re.IGNORECASE)]


@pytest.mark.parametrize("file", WORDS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_text_makes_a_claim_that_we_may_not_make(file: Path) -> None:
    assert [(path, text, claims(text)) for path, text in spoken(file) if claims(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "This relieves the pain.",
        "It will help you.",
        "Massage helps.",
        "It breaks up knots.",
        "Rolling flushes waste away.",
        "Your pain is muscular.",
        "You have sciatica.",
        "This is probably the muscle.",
        "90 % feel better.",
        "Push through it.",
        "Cures hip pain",
    ],
)
def test_such_a_claim_would_be_seen(text: str) -> None:
    assert claims(text)


def tables(value: object) -> Iterator[dict[str, object]]:
    """Yield each table below `value`."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from tables(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from tables(inner)


def test_every_text_has_a_source_and_every_source_is_used() -> None:
    used = set()
    for file in WORDS:
        for table in tables(tomllib.loads(file.read_text(encoding="utf-8"))):
            if "text" in table:
                assert "source" in table, (file.name, table)
                used.add(table["source"])
    assert used == {source["id"] for source in SOURCES}


def test_only_the_guide_is_not_beyond_it() -> None:
    assert [source["id"] for source in SOURCES if not source["beyond_guide"]] == ["guide"]
