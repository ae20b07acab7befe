"""The table of the guide's facts: every reference leads to a statement that is marked as the guide's."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "resources" / "guide" / "en"
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in (ROOT / "docs" / "guide-facts.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]
REFERENCE = re.compile(r"`(?P<file>[\w/-]+\.toml)` `(?P<field>[^`]+)`")
FACTS = 63


def look_up(file: str, field: str) -> Any:
    """Return what stands at a field of a file of words."""
    value: Any = tomllib.loads((WORDS / file).read_text(encoding="utf-8"))
    for name, index in re.findall(r"(\w+)|\[(\d+)\]", field):
        value = value[name] if name else value[int(index)]
    return value


def test_no_fact_is_missing_and_the_reasons_are_given() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, FACTS + 1))
    assert all(len(row) == 4 and all(row) for row in ROWS)
    for _number, _fact, where, met in ROWS:
        if where == "left out":
            assert len(met) > 20, "with its reason"
        else:
            assert where == "`atlas`" or REFERENCE.fullmatch(where)


@pytest.mark.parametrize("row", [row for row in ROWS if REFERENCE.fullmatch(row[2])], ids=lambda row: row[0])
def test_each_leads_to_a_statement_of_the_guides(row: list[str]) -> None:
    found = REFERENCE.fullmatch(row[2])
    assert found
    statement = look_up(found["file"], found["field"])
    assert statement["text"]
    assert statement["source"] == "guide"


def test_a_wrong_reference_would_be_seen() -> None:
    with pytest.raises((KeyError, IndexError)):
        look_up("stop.toml", "rules[3]")
