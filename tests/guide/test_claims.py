"""What the words may never say, and that each of them says where it comes from."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "resources" / "guide"
SOURCE = Path(__file__).parents[2] / "src" / "unknot"
WORDS = sorted(GUIDE.glob("*/**/*.toml"))
SOURCES = tomllib.loads((GUIDE / "sources.toml").read_text(encoding="utf-8"))["source"]
"""Their titles are other people's: not our words."""
CLAIMS = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))
ALLOWED = CLAIMS.pop("allowed")


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


def claims(text: str, language: str = "en") -> list[str]:
    """Return which kinds of claim `text` makes."""
    ways = dict(CLAIMS[language])
    for phrase in ways.pop("allowed", {}).get("phrases", ()):
        text = text.replace(phrase, "…")
    return [kind for kind, way in ways.items() if re.search(rf"(?<!\w)({way})(?!\w)", text, re.IGNORECASE)]


def forbidden(file: Path) -> list[tuple[str, str, list[str]]]:
    """Return the claims of a file that it may not make: where, in what words, and which."""
    language, name = file.relative_to(GUIDE).parts[0], "/".join(file.relative_to(GUIDE).parts[1:])
    found = []
    for path, text in spoken(file):
        said = re.sub("“[^”]*”", "“…”", text) if name in ALLOWED["quoted"] else text
        kinds = [kind for kind in claims(said, language) if name not in ALLOWED.get(kind, ())]
        if kinds:
            found.append((path, text, kinds))
    return found


@pytest.mark.parametrize("file", WORDS, ids=lambda file: "/".join(file.relative_to(GUIDE).parts))
def test_no_text_makes_a_claim_that_we_may_not_make(file: Path) -> None:
    assert forbidden(file) == []


def test_every_language_has_its_list() -> None:
    assert {file.relative_to(GUIDE).parts[0] for file in WORDS} <= set(CLAIMS)


def looked_up() -> Iterator[str]:
    """Yield every text of the program itself, as it is looked up to be translated."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "n_"}:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value


def test_no_word_of_the_program_itself_makes_one() -> None:
    said = list(looked_up())
    assert len(said) > 100
    assert [(text, claims(text)) for text in said if claims(text)] == []


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
