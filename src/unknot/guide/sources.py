"""Looks up where a statement comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from unknot.core.anatomy import Source, Statement
from unknot.guide.reading import Document, T, by_id, read
from unknot.guide.schema import Said
from unknot.guide.schema import Sources as SourcesFile

GUIDE = "guide"
"""The id of the guide itself, the one source that is not beyond it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources by their ids, in the order of their file."""

    by_id: Mapping[str, Source]

    def statement(self, document: Document[T], field: str, said: Said) -> Statement:
        """Return `said`, found at `field`, with its source. Raises GuideError where there is no such source."""
        source = self.by_id.get(said.source)
        if source is None:
            raise document.refusal(f"{field}.source", f"there is no source '{said.source}'")
        return Statement(said.text, source)

    def statements(self, document: Document[T], field: str, lines: Sequence[Said]) -> tuple[Statement, ...]:
        """Return the lines of a list with their sources. Raises GuideError as `statement` does."""
        return tuple(self.statement(document, f"{field}[{index}]", said) for index, said in enumerate(lines))


def read_sources(resources: Path) -> Sources:
    """Read sources.toml. Raises GuideError, also where the guide is marked wrongly."""
    document = read(resources, "guide/sources.toml", SourcesFile)
    rows = by_id(document, "source", document.data.source)
    if GUIDE not in rows:
        raise document.refusal("source", f"there is no source '{GUIDE}'")
    for index, row in enumerate(rows.values()):
        if row.beyond_guide == (row.id == GUIDE):
            raise document.refusal(
                f"source[{index}].beyond_guide", f"must be {str(row.id != GUIDE).lower()} for '{row.id}'"
            )
    return Sources({row.id: Source(row.id, row.title, beyond_guide=row.beyond_guide) for row in rows.values()})
