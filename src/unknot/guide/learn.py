"""Loads what there is to read: the pages of Learn, and those of the first start. Only when somebody wants to read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from unknot.core.anatomy import Statement
from unknot.core.plan import Technique
from unknot.guide.library import Words, words_of
from unknot.guide.reading import Document, by_id
from unknot.guide.schema import Lines, Said, Table, Text
from unknot.guide.sources import Sources

WELCOME = ("about", "nerve-or-muscle", "check", "session")
"""The pages of the first start, which no language may lack or order otherwise."""
REFERRAL = "referral"
"""The picture of every muscle with where it is felt."""
_Id = Annotated[str, Meta(pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\Z")]
_Title = Annotated[Text, Meta(max_length=40)]
_Heading = Annotated[Text, Meta(max_length=60)]


class RowTable(Table):
    """learn/*.toml: one row of a table."""

    name: Text
    cells: Annotated[tuple[Said, ...], Meta(min_length=1)]


class CompareTable(Table):
    """learn/*.toml: a table. The first column is that of the rows' names."""

    columns: Annotated[tuple[str, ...], Meta(min_length=2)]
    row: Annotated[tuple[RowTable, ...], Meta(min_length=1)]


class PartTable(Table):
    """learn/*.toml: one part of a page."""

    heading: _Heading | None = None
    lines: tuple[Said, ...] = ()
    points: tuple[Said, ...] = ()
    picture: Text | None = None
    caption: Said | None = None
    table: CompareTable | None = None


class PageFile(Table):
    """learn/*.toml."""

    title: _Title
    part: Annotated[tuple[PartTable, ...], Meta(min_length=1)]


class LearnFile(Table):
    """learn.toml: the pages in their order."""

    pages: Annotated[tuple[_Id, ...], Meta(min_length=1)]


class CountryRow(Table):
    """emergency.toml: one country."""

    id: Annotated[str, Meta(pattern=r"\A[A-Z]{2}\Z")]
    name: Text
    number: Annotated[str, Meta(pattern=r"\A[0-9]{2,6}\Z")]


class EmergencyFile(Table):
    """emergency.toml."""

    where: Text
    number: Text
    confirm: Said
    country: Annotated[tuple[CountryRow, ...], Meta(min_length=1)]


class WelcomeRow(Table):
    """welcome.toml: one page."""

    id: Text
    title: _Title
    lines: Lines


class WelcomeFile(Table):
    """welcome.toml."""

    page: tuple[WelcomeRow, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows with a name and a statement for each column but the first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Statement, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a page: paragraphs, a list, a table and a picture, each of which may be missing.

    `picture` is `referral`, or `technique`, `position` or `muscle` with a colon and an id; then there is a `caption`
    that says what is seen.
    """

    heading: str = ""
    lines: tuple[Statement, ...] = ()
    points: tuple[Statement, ...] = ()
    table: Comparison | None = None
    picture: str = ""
    caption: Statement | None = None

    def statements(self) -> tuple[Statement, ...]:
        """Return everything that is stated, in the order in which it is read."""
        cells = [cell for _name, row in self.table.rows for cell in row] if self.table else []
        return (*self.lines, *self.points, *cells, *([self.caption] if self.caption else []))


@dataclass(frozen=True, slots=True)
class Page:
    """A page to read."""

    id: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its two letters (ISO 3166), and the number to call there in an emergency."""

    id: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """The numbers, by the names of their countries; `where` and `number` are what the two fields are called."""

    where: str
    number: str
    confirm: Statement
    countries: tuple[Country, ...]

    def country(self, code: str) -> Country | None:
        """Return the country of that code, or None."""
        return next((country for country in self.countries if country.id == code), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """All there is to read: the pages of Learn, and those of the first start, which have a single part each."""

    pages: tuple[Page, ...]
    welcome: tuple[Page, ...]
    emergency: Emergency


def load_reading(resources: Path, language: str) -> Reading:
    """Read `learn.toml`, the pages that it names, and `welcome.toml`.

    Raises GuideError, one plain line, for a file that is missing or wrong.
    """
    words = words_of(resources, language)
    positions = {file.stem.removesuffix("-light") for file in (resources / "positions").glob("*-light.webp")}
    names = words.read("learn.toml", LearnFile)
    if len(set(names.data.pages)) < len(names.data.pages):
        raise names.refusal("pages", "a page is there twice")
    pages = tuple(_page(words, name, positions) for name in names.data.pages)
    return Reading(pages, _welcome(words), _emergency(words))


def _page(words: Words, name: str, positions: Collection[str]) -> Page:
    document = words.read(f"learn/{name}.toml", PageFile)
    parts = tuple(
        _part(document, f"part[{index}]", part, words.sources, positions)
        for index, part in enumerate(document.data.part)
    )
    return Page(name, document.data.title, parts)


def _part(
    document: Document[PageFile], field: str, part: PartTable, sources: Sources, positions: Collection[str]
) -> Part:
    if not (part.lines or part.points or part.table or part.picture):
        raise document.refusal(field, "there is nothing to read in it")
    if (part.picture is None) != (part.caption is None):
        raise document.refusal(field, "a picture and its caption go together")
    if part.picture is not None and not _is_picture(part.picture, positions):
        raise document.refusal(f"{field}.picture", f"there is no picture '{part.picture}'")
    said = partial(sources.statements, document)
    return Part(
        part.heading or "",
        said(f"{field}.lines", part.lines),
        said(f"{field}.points", part.points),
        None if part.table is None else _comparison(document, f"{field}.table", part.table, sources),
        part.picture or "",
        None if part.caption is None else sources.statement(document, f"{field}.caption", part.caption),
    )


def _is_picture(picture: str, positions: Collection[str]) -> bool:
    kind, _colon, name = picture.partition(":")
    known: Sequence[str] | Collection[str] = {"technique": tuple(Technique), "position": positions}.get(kind, ())
    return picture == REFERRAL or name in known


def _comparison(document: Document[PageFile], field: str, table: CompareTable, sources: Sources) -> Comparison:
    rows = []
    for index, row in enumerate(table.row):
        if len(row.cells) != len(table.columns) - 1:
            raise document.refusal(f"{field}.row[{index}].cells", f"must be {len(table.columns) - 1}")
        rows.append((row.name, sources.statements(document, f"{field}.row[{index}].cells", row.cells)))
    return Comparison(table.columns, tuple(rows))


def _emergency(words: Words) -> Emergency:
    document = words.read("emergency.toml", EmergencyFile)
    rows = by_id(document, "country", document.data.country)
    countries = (Country(row.id, row.name, row.number) for row in rows.values())
    confirm = words.sources.statement(document, "confirm", document.data.confirm)
    ordered = tuple(sorted(countries, key=lambda country: country.name.casefold()))
    return Emergency(document.data.where, document.data.number, confirm, ordered)


def _welcome(words: Words) -> tuple[Page, ...]:
    document = words.read("welcome.toml", WelcomeFile)
    rows = document.data.page
    if tuple(row.id for row in rows) != WELCOME:
        raise document.refusal("page", f"must be {', '.join(WELCOME)}, in this order")
    lines = (words.sources.statements(document, f"page[{index}].lines", row.lines) for index, row in enumerate(rows))
    return tuple(Page(row.id, row.title, (Part(lines=said),)) for row, said in zip(rows, lines, strict=True))
