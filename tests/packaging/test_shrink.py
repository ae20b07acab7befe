"""Qt sorts, folds and begins with the fewer tables of ICU as it does with all of them."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from tools.bundle import shrink

HEADER = struct.pack("<HBBHH4B", 144, 0xDA, 0x27, 20, 0, 0, 0, 2, 0) + b"CmnD" + bytes(128)
WORDS = ["zebra", "Öl", "ost", "Ämne", "äpple", "a10", "a2", "čas", "cas", "ñu", "nube", "いぬ", "アメ", "猫"]
SORTS = f"""
import json, sys
from PySide6.QtCore import QCollator, QLocale
found = {{}}
for name in ("C", "en", "de", "sv", "cs", "es", "ja", "zh", "tr"):
    collator = QCollator(QLocale(name))
    collator.setNumericMode(True)
    words = {WORDS!r}
    found[name] = sorted(words, key=lambda word: collator.sortKey(word))
    found[name + "-upper"] = QLocale(name).toUpper("istanbul straße")
print(json.dumps(found))
maps = open("/proc/self/maps").read()
print([line.split()[-1] for line in maps.splitlines() if "libicudata" in line][0])
"""


def package(tables: dict[str, bytes]) -> bytes:
    """Return ICU's common data with these tables."""
    names = [f"icudt73l/{name}".encode() + b"\0" for name in sorted(tables)]
    at = 4 + 8 * len(tables)
    body = b""
    rows = b""
    begin = at + sum(map(len, names)) + -(at + sum(map(len, names))) % 16
    for name, key in zip(names, sorted(tables), strict=True):
        rows += struct.pack("<II", at, begin + len(body))
        at += len(name)
        body += tables[key] + bytes(-len(tables[key]) % 16)
    head = struct.pack("<I", len(tables)) + rows + b"".join(names)
    return HEADER + head + bytes(-len(head) % 16) + body


def test_only_the_kept_tables_are_left_and_they_are_as_they_were() -> None:
    tables = {
        "coll/de.res": b"how German sorts",
        "root.res": b"the root of all",
        "unit/de.res": b"Meter",
        "ibm-1047.cnv": b"EBCDIC",
        "uts46.nrm": b"names",
        "unames.icu": b"LATIN SMALL LETTER A",
        "de.res": b"German",
    }
    fewer = shrink.fewer_tables(package(tables) + b"what comes after it in the library")
    (count,) = struct.unpack_from("<I", fewer, 144)
    found = {}
    for index in range(count):
        name_at, begin = struct.unpack_from("<II", fewer, 148 + 8 * index)
        name = fewer[144 + name_at :].partition(b"\0")[0].decode()
        assert begin % 16 == 0
        found[name] = fewer[144 + begin :]
    assert list(found) == ["icudt73l/coll/de.res", "icudt73l/root.res", "icudt73l/uts46.nrm"]
    for name, data in found.items():
        assert data.startswith(tables[name.partition("/")[2]])


def test_other_data_is_refused() -> None:
    with pytest.raises(shrink.ShrinkError, match="not in the format"):
        shrink.fewer_tables(HEADER.replace(b"CmnD", b"ResB") + bytes(64))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux wheels of Qt bring ICU as a library")
def test_qt_sorts_with_the_smaller_library_as_with_the_whole_one(tmp_path: Path) -> None:
    (whole,) = (Path(PySide6.__path__[0]) / "Qt" / "lib").glob("libicudata.so.*")
    _, smaller, _ = shrink.smaller((f"PySide6/Qt/lib/{whole.name}", str(whole), "BINARY"), tmp_path)
    assert Path(smaller).stat().st_size < whole.stat().st_size / 5

    def sorts(**variables: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", SORTS], env=os.environ | variables, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    with_all, used = sorts()
    with_fewer, other = sorts(LD_PRELOAD=smaller)
    assert used == str(whole)
    assert other == smaller
    assert with_fewer == with_all
