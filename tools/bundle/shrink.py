"""Makes single files of the bundle smaller: read by packaging/unknot.spec after `trim` has chosen them.

Only what can be said exactly: symbols that nobody calls by name, and those tables of ICU that Qt does not open.
"""

import fnmatch
import shutil
import struct
import subprocess
import sys
from pathlib import Path, PurePath

from tools.bundle.trim import Entry

KEPT_TABLES = ("coll/*", "root.res", "res_index.res", "pool.res", "*.icu", "*.nrm")
"""How names are sorted in every language, and what ICU needs to begin. Qt has dates, numbers and names of places of its
own; legacy encodings, spelt-out numbers, units, currencies and transliteration are used by nothing here."""
NOT_KEPT = ("unames.icu", "confusables.cfu")
HEADER_LENGTH = struct.Struct("<H")
COUNT = struct.Struct("<I")
ROW = struct.Struct("<II")
"""Of the table of contents: where a name and where its data begin, counted from the table's beginning."""
MAGIC_AT = 12
ALIGNED = 16


class ShrinkError(Exception):
    """A file is not made as it is known to be; the text is one plain line."""


def smaller(entry: Entry, work: Path) -> Entry:
    """Return `entry`, or one that leads to a smaller copy of the file, written into `work`."""
    name = PurePath(entry[0]).name
    if sys.platform != "linux" or entry[2] == "SYMLINK":
        return entry
    if name.startswith("libicudata.so"):
        return (entry[0], str(_icu_library(Path(entry[1]), work / name)), entry[2])
    if entry[2] in {"BINARY", "EXTENSION"} and _has_symbols(entry[1]):
        copy = work / name
        shutil.copy2(entry[1], copy)
        subprocess.run(["strip", copy], check=True)
        return (entry[0], str(copy), entry[2])
    return entry


def reason(entry: Entry) -> str:
    """Return what is cut of a file that `smaller` makes smaller."""
    return "tables of ICU" if PurePath(entry[0]).name.startswith("libicudata.so") else "symbols for debuggers"


def _has_symbols(library: str) -> bool:
    """Whether it carries names that only a debugger reads."""
    sections = subprocess.run(["readelf", "--sections", "--wide", library], check=True, capture_output=True, text=True)
    return ".symtab" in sections.stdout


def _icu_library(library: Path, target: Path) -> Path:
    """Write a library like `library`, of the same name and symbol, that holds fewer tables."""
    symbols = subprocess.run(["nm", "-D", library], check=True, capture_output=True, text=True).stdout.split()
    symbol = next((word for word in symbols if word.startswith("icudt")), None)
    whole = library.read_bytes()
    begin = whole.find(b"CmnD") - MAGIC_AT
    if symbol is None or begin < 0:
        raise ShrinkError(f"{library}: there is no ICU data in it")
    data, source, unlinked = target.with_suffix(".dat"), target.with_suffix(".s"), target.with_suffix(".o")
    data.write_bytes(fewer_tables(whole[begin:]))
    source.write_text(
        f'.section .rodata\n.balign {ALIGNED}\n.global {symbol}\n.type {symbol}, %object\n{symbol}:\n.incbin "{data}"\n'
        f".size {symbol}, . - {symbol}\n"
        '.section .note.GNU-stack, "", %progbits\n'
    )
    subprocess.run(["as", "-o", unlinked, source], check=True)
    subprocess.run(
        ["ld", "-shared", "--strip-all", "-z", "noexecstack", "-soname", target.name, "-o", target, unlinked],
        check=True,
    )
    return target


def fewer_tables(package: bytes) -> bytes:
    """Return ICU's common data with the kept tables alone. `package` begins with it, and may go on after it.

    The format: https://unicode-org.github.io/icu/userguide/icu_data (CmnD, little-endian, version 1).
    """
    (header,) = HEADER_LENGTH.unpack_from(package)
    if package[MAGIC_AT : MAGIC_AT + 4] != b"CmnD" or package[8] != 0:
        raise ShrinkError("ICU's data is not in the format that is known here")
    (count,) = COUNT.unpack_from(package, header)
    rows = [ROW.unpack_from(package, header + COUNT.size + ROW.size * index) for index in range(count)]
    ends = [begin for _, begin in rows[1:]] + [len(package) - header]
    tables = []
    for (name_at, begin), end in zip(rows, ends, strict=True):
        name = package[header + name_at : package.index(b"\0", header + name_at)].decode("ascii")
        if _is_kept(name.partition("/")[2]):
            tables.append((name, package[header + begin : header + end]))
    return package[:header] + _packed(tables)


def _is_kept(table: str) -> bool:
    def among(patterns: tuple[str, ...]) -> bool:
        return any(fnmatch.fnmatch(table, pattern) for pattern in patterns if "/" in pattern or "/" not in table)

    return among(KEPT_TABLES) and not among(NOT_KEPT)


def _packed(tables: list[tuple[str, bytes]]) -> bytes:
    names = b""
    rows = []
    names_at = COUNT.size + ROW.size * len(tables)
    for name, _ in tables:
        rows.append(names_at + len(names))
        names += name.encode("ascii") + b"\0"
    packed = bytearray(COUNT.pack(len(tables)) + bytes(ROW.size * len(tables)) + names)
    for index, (_, data) in enumerate(tables):
        packed += bytes(-len(packed) % ALIGNED)
        ROW.pack_into(packed, COUNT.size + ROW.size * index, rows[index], len(packed))
        packed += data
    return bytes(packed)
