"""What there is to read: loaded, refused where it is wrong, plain enough, and each statement with its source."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat

from unknot.guide.learn import WELCOME, Page, load_reading
from unknot.guide.library import Guide
from unknot.guide.reading import GuideError
from unknot.markup import strong
from unknot.ui.learn_page import found, words_of
from unknot.ui.learn_pages import all_pages
from unknot.ui.statement import marked

GRADE = 6.0
"""Flesch and Kincaid's grade: what somebody of eleven or twelve reads with ease."""
MINUTE_WORDS = 200
"""What is read in a minute, quietly."""


@pytest.fixture(scope="module")
def pages(shipped: Path, guide: Guide) -> dict[str, Page]:
    """Return every page, the first ones included."""
    reading = load_reading(shipped, "en")
    first = {f"welcome: {page.id}": page for page in reading.welcome}
    return first | {page.id: page for page in all_pages(guide, reading.pages)}


def prose(page: Page) -> str:
    """Return what is stated on a page, each statement as a sentence."""
    said = [statement.text for part in page.parts for statement in part.statements()]
    return " ".join(text if text.endswith((".", "?", "!", "”")) else f"{text}." for text in said)


def test_every_page_is_there_and_none_is_there_twice(shipped: Path, guide: Guide) -> None:
    reading = load_reading(shipped, "en")
    assert tuple(page.id for page in reading.welcome) == WELCOME
    ids = [page.id for page in all_pages(guide, reading.pages)]
    assert len(ids) == len(set(ids))
    muscles = [f"muscle-{muscle.id}" for muscle in guide.anatomy.muscles]
    at = ids.index("referral") + 1
    assert ids[at : at + len(muscles)] == muscles
    assert ids[-1] == "sources"


def test_every_page_can_be_read_at_twelve(pages: dict[str, Page]) -> None:
    grades = {id_: textstat.flesch_kincaid_grade(prose(page)) for id_, page in pages.items() if id_ != "sources"}
    assert {id_: grade for id_, grade in grades.items() if grade > GRADE} == {}


def test_the_measure_knows_hard_words() -> None:
    hard = (
        "Mechanical compression of lumbosacral nerve roots characteristically generates radiating dermatomal symptoms."
    )
    assert textstat.flesch_kincaid_grade(hard) > 2 * GRADE


def test_the_first_pages_take_less_than_a_minute_and_a_half(pages: dict[str, Page]) -> None:
    assert sum(len(words_of(pages[f"welcome: {id_}"]).split()) for id_ in WELCOME) < 1.2 * MINUTE_WORDS


def test_the_table_of_differences_is_the_guides_with_the_honest_line(pages: dict[str, Page]) -> None:
    page = pages["nerve-or-muscle"]
    (table,) = [part.table for part in page.parts if part.table]
    assert len(table.columns) == 3
    assert {"guide"} <= {cell.source.id for _name, cells in table.rows for cell in cells}
    assert "can't tell" in prose(page)


def test_every_picture_has_a_caption(pages: dict[str, Page]) -> None:
    pictures = [part for page in pages.values() for part in page.parts if part.picture]
    assert {part.picture.partition(":")[0] for part in pictures} == {"referral", "muscle", "technique", "position"}
    assert all(part.caption for part in pictures)


# Searching


def test_a_search_finds_every_word_wherever_it_stands(pages: dict[str, Page]) -> None:
    hits = {id_ for id_, page in pages.items() if found(page, "LACROSSE  tennis")}
    assert "tools" in hits
    assert "welcome" not in hits
    assert not [id_ for id_, page in pages.items() if found(page, "zebra")]
    assert all(found(page, " ") for page in pages.values())


@pytest.mark.parametrize(
    ("said", "sought", "shown"),
    [
        ("Press & hold", "", "Press &amp; hold"),
        ("Press & hold", "HOLD", f"Press &amp; <u>{strong('hold')}</u>"),
        ("a < b", "<", f"a <u>{strong('<')}</u> b"),
        ("one two", "two one", f"<u>{strong('one')}</u> <u>{strong('two')}</u>"),
        ("5 (five)", "(", f"5 <u>{strong('(')}</u>five)"),
    ],
)
def test_what_is_looked_for_is_marked_and_nothing_else_is_interpreted(said: str, sought: str, shown: str) -> None:
    assert marked(said, sought) == shown


# What is refused


@pytest.fixture
def resources(shipped: Path, tmp_path: Path) -> Path:
    shutil.copytree(shipped / "guide", tmp_path / "guide")
    shutil.copytree(shipped / "positions", tmp_path / "positions")
    return tmp_path


def spoiled() -> Iterator[tuple[str, str, str, str]]:
    page = "guide/en/learn/tools.toml"
    yield page, 'source = "guide"', 'source = "nobody"', ": there is no source 'nobody'"
    yield page, "title =", "titel =", "titel: unknown field"
    yield page, "text =", "texts =", "unknown field"
    yield "guide/en/learn/techniques.toml", "technique:friction", "technique:rubbing", "there is no picture"
    yield "guide/en/learn/techniques.toml", "caption =", "#", "a picture and its caption go together"
    yield "guide/en/learn/nerve-or-muscle.toml", 'columns = ["", ', "columns = [", "cells: must be 1"
    yield "guide/en/learn.toml", '"tools",', '"tools", "tools",', "a page is there twice"
    yield "guide/en/learn.toml", '"tools",', '"no-such",', "the file is missing"
    yield "guide/en/learn.toml", '"tools",', '"../stop",', "pages[5]"
    yield "guide/en/welcome.toml", 'id = "check"', 'id = "cheque"', "must be about, nerve-or-muscle, check, session"
    yield "guide/en/emergency.toml", 'number = "999"', 'number = "soon"', "country["
    yield "guide/en/emergency.toml", 'id = "GB"', 'id = "FR"', "there already is a country 'FR'"


@pytest.mark.parametrize(("name", "old", "new", "why"), list(spoiled()))
def test_a_wrong_file_is_refused_with_its_name_and_field(
    resources: Path, name: str, old: str, new: str, why: str
) -> None:
    path = resources / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GuideError) as refused:
        load_reading(resources, "en")
    line = str(refused.value)
    assert "\n" not in line
    assert line.startswith("guide/en/")
    assert why in line
