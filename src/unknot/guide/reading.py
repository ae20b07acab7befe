"""Reads one file, and says in one plain line what is wrong with it."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec

from unknot.guide.schema import Table

T = TypeVar("T", bound=Table)

_PATH = re.compile(r" - at `\$\.?(?P<path>.*)`$")
_FIELD = re.compile(r"^Object (?:contains|missing) (?P<kind>unknown|required) field `(?P<field>[^`]*)`$")


class GuideError(ValueError):
    """A file of words or shapes is wrong. The message is one plain line: the file, the field, what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Document(Generic[T]):
    """A file that has been read. `name` is its path inside the resources folder, as errors show it."""

    name: str
    data: T

    def refusal(self, field: str, what: str) -> GuideError:
        """Return the error to raise for `field` (a path such as `muscle[0].step[1].source`)."""
        return GuideError(f"{self.name}: {field}: {what}")


class HasId(Protocol):
    """A row with an id."""

    @property
    def id(self) -> str:
        """What other rows name it by."""


R = TypeVar("R", bound=HasId)
V = TypeVar("V")


def read(resources: Path, name: str, table: type[T]) -> Document[T]:
    """Read and check the TOML or JSON file `name` (relative to `resources`). Raises GuideError."""
    try:
        path = resources / name
        if path.suffix == ".json":
            return Document(name, msgspec.json.decode(path.read_bytes(), type=table))
        return Document(name, msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), table))
    except FileNotFoundError:
        raise GuideError(f"{name}: the file is missing") from None
    except OSError as error:
        raise GuideError(f"{name}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise GuideError(f"{name}: byte {error.start}: is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise GuideError(f"{name}: is not TOML: {_one_line(str(error))}") from error
    except msgspec.ValidationError as error:
        raise GuideError(f"{name}: {_plain(str(error))}") from error
    except msgspec.DecodeError as error:
        raise GuideError(f"{name}: is not JSON: {_one_line(str(error))}") from error


def by_id(document: Document[T], table: str, rows: Iterable[R]) -> Mapping[str, R]:
    """Return the rows of `table` by their ids. Raises GuideError for two of one id."""
    return by_key(document, table, rows, lambda row: row.id)


def by_key(document: Document[T], table: str, rows: Iterable[V], key: Callable[[V], str]) -> Mapping[str, V]:
    """Return the rows of `table` by what `key` makes of each. Raises GuideError for two of one key."""
    found: dict[str, V] = {}
    for index, row in enumerate(rows):
        if key(row) in found:
            raise document.refusal(f"{table}[{index}]", f"there already is a {table} '{key(row)}'")
        found[key(row)] = row
    return found


def _plain(message: str) -> str:
    """Turn msgspec's message into `field: what`."""
    at = _PATH.search(message)
    path = at["path"] if at else ""
    what = message[: at.start()] if at else message
    if named := _FIELD.match(what):
        path = f"{path}.{named['field']}" if path else named["field"]
        what = "unknown field" if named["kind"] == "unknown" else "missing"
    elif "matching regex" in what:
        what = "must be one line of text, with no space around it"
    return f"{path or 'the file'}: {_one_line(what)}"


def _one_line(text: str) -> str:
    return " ".join(text.replace("`", "").split())
