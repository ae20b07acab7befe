"""Languages that nobody speaks, made of English when they are needed: one 40 % longer, one written from the right.

They show what a real translation would: words that are cut, words that no catalogue holds, a layout that can't turn
round. The words of the guide are written out as a folder of resources; those of the program come from a catalogue.
"""

import re
import shutil
import tomllib
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path

import tomli_w

LONGER = 0.4
"""So much is added to each text."""
LONG, RIGHT_TO_LEFT, PLAIN = "en_XA", "he_XB", "en_XC"
"""Their names. The direction is taken from the language: Hebrew is written from the right."""
HOLDERS = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&[a-z]+;|%[\w()]+)")
"""What stands in a text for something else: places for values, and marks."""
ACCENTS = str.maketrans("aeiouycnsAEIOUYCNSlzZtd", "äéîöûýçñšÄÉÎÖÛÝÇÑŠłžŽťď")
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz",
    "אבצדעפגהיקכלמנופקרשטתוחסיז",
)
FILLING = ("öñé", "ťŵö", "ťhŕéé", "fôûŕ", "fîvé", "šîx")
NOT_WORDS = {"id", "source", "landmarks", "picture", "pages", "number", "urgency"}
"""Keys of the guide's files under which no words stand."""
AT_MOST = {"title": 40, "heading": 60}
"""The most characters that the guide allows."""


def longer(text: str) -> str:
    """Return a text with accents, and so many letters more, in words of their own."""
    said = _apart(text, lambda part: part.translate(ACCENTS)).replace("…", "...")
    wanted = round(LONGER * len(HOLDERS.sub("", text)))
    added = ""
    for word in FILLING * (1 + wanted // 8):
        if len(added) >= wanted:
            break
        added += f" {word}"
    return said + added[:wanted].rstrip() if wanted > 1 else said


def mirrored(text: str) -> str:
    """Return a text in letters that are written from the right."""
    return _apart(text, lambda part: part.lower().translate(LETTERS)).replace("…", "...")


def plain(text: str) -> str:
    """Return the text itself; only that what is cut off by an ellipsis can be told from what ends in one."""
    return text.replace("…", "...")


LANGUAGES: dict[str, Callable[[str], str]] = {LONG: longer, RIGHT_TO_LEFT: mirrored, PLAIN: plain}


def _apart(text: str, change: Callable[[str], str]) -> str:
    """Change what lies between the places for values and the marks."""
    return "".join(part if HOLDERS.fullmatch(part) else change(part) for part in HOLDERS.split(text))


class Pseudo(NullTranslations):
    """The catalogue of such a language."""

    def __init__(self, language: str) -> None:
        """Change every text as that language does."""
        super().__init__()
        self._language, self._change = language, LANGUAGES[language]

    def info(self) -> dict[str, str]:
        """Name the language, as the head of a catalogue does."""
        return {"language": self._language}

    def gettext(self, message: str) -> str:
        """Return a text in it."""
        return self._change(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form that goes with `n`."""
        return self._change(msgid1 if n == 1 else msgid2)


def write_resources(shipped: Path, folder: Path, language: str) -> Path:
    """Make a folder of resources that has the guide in that language too; return it."""
    for part in shipped.iterdir():
        if part.name != "guide":
            (folder / part.name).symlink_to(part)
    words = folder / "guide"
    shutil.copytree(shipped / "guide", words)
    for file in sorted((words / "en").rglob("*.toml")):
        target = words / language / file.relative_to(words / "en")
        target.parent.mkdir(parents=True, exist_ok=True)
        said = _told(tomllib.loads(file.read_text("utf-8")), "", LANGUAGES[language])
        target.write_text(tomli_w.dumps(said), "utf-8")  # type: ignore[arg-type]
    return folder


def _told(value: object, key: str, change: Callable[[str], str]) -> object:
    if isinstance(value, dict):
        return {name: inner if name in NOT_WORDS and isinstance(inner, str | list) and not _is_text(name, value) else
                _told(inner, name, change) for name, inner in value.items()}  # fmt: skip
    if isinstance(value, list):
        return [_told(inner, key, change) for inner in value]
    if isinstance(value, str) and value:
        return change(value)[: AT_MOST.get(key)].rstrip()
    return value


def _is_text(name: str, table: dict[str, object]) -> bool:
    """Say whether a key that is no text elsewhere is one here: `number` is a word where no country has it."""
    return name == "number" and "id" not in table
