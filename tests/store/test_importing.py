"""What may be in a file that is taken in, and what may not: one plain line each, and nothing changes."""

import json
import os
import random
import re
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from effort import by_effort
from store.records import BOUNDARY, MUSCLES, NOW, check, exported, session
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose
from unknot.core.routine import Routine, Step
from unknot.store import editing, importing
from unknot.store.changes import Change, ChangeKind
from unknot.store.errors import StoreError
from unknot.store.importing import Incoming, read_file
from unknot.store.kept import new_id
from unknot.store.merging import take_in
from unknot.store.record import Record
from unknot.store.settings import Settings

FUZZED = by_effort(quick=1_000, long=10_000)
"""So many wrong files are tried."""
MOST_MB = 300
"""The most memory that any of them may take."""

Whole = dict[str, Any]


@pytest.fixture
def here() -> Iterator[Record]:
    with Record.empty_in_memory() as record:
        yield record


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Return a file with some of everything."""
    with Record.empty_in_memory() as record:
        with record.writing():
            for number in range(3):
                editing.write_session(record, session(note=f"Note {number}: “ünïcode” and, commas"), BOUNDARY)
            for number in (1, 4):
                record.write_check(check(number))
        routine = Routine(new_id(), "Mine", (Step(Region("piriformis", Side.LEFT), Dose(spots=1)),))
        editing.keep_routine(record, Change(new_id(), ChangeKind.ROUTINE, NOW), routine)
        exported(record, tmp_path, Settings(goal=4), "good.json")
        exported(record, tmp_path, Settings(), "good.csv")
    return tmp_path / "good.json"


def refusal(path: Path, content: bytes | str) -> str:
    """Return the line that refuses a content, shortened by the path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(StoreError) as refused:
        read_file(path, MUSCLES)
    line = str(refused.value)
    assert line.startswith(str(path)), line
    assert "\n" not in line
    assert len(line) < len(str(path)) + 400
    return line.removeprefix(f"{path} can't be read in: ")


def with_change(good: Path, change: Callable[[Whole], object]) -> str:
    whole = json.loads(good.read_text())
    change(whole)
    return json.dumps(whole)


WRONG: dict[str, tuple[Callable[[Whole], object], str]] = {
    "unknown key": (lambda w: w.update(mood=1), "Object contains unknown field `mood`"),
    "unknown key of a session": (lambda w: w["sessions"][1].update(mood=1), r"sessions\[1\].*unknown field `mood`"),
    "unknown key of a phase": (
        lambda w: w["sessions"][0]["phases"][1].update(x=1),
        r"sessions\[0\]\.phases\[1\]: .*unknown field `x`",
    ),
    "another format": (lambda w: w.update(format="gym"), "format: Invalid enum value 'gym'"),
    "a newer version": (lambda w: w.update(version=2), "version: Invalid enum value 2"),
    "no sessions": (lambda w: w.pop("sessions"), "Object missing required field `sessions`"),
    "sessions as an object": (lambda w: w.update(sessions={}), "sessions: Expected `array`, got `object`"),
    "a number as a session": (lambda w: w["sessions"].append(7), r"sessions\[3\]: Expected `object`, got `int`"),
    "a rating of 11": (lambda w: w["sessions"][2].update(before=11), r"sessions\[2\]\.before: Expected `int` <= 10"),
    "another outcome": (
        lambda w: w["sessions"][0].update(outcome="won"),
        r"sessions\[0\]\.outcome: Invalid enum value",
    ),
    "another muscle": (lambda w: w["sessions"][0].update(muscle="biceps"), r"sessions\[0\]\.muscle: 'biceps' is not"),
    "an id that is none": (lambda w: w["sessions"][0].update(id="1"), r"sessions\[0\]\.id: Expected `str` matching"),
    "an id twice": (lambda w: w["sessions"].append(w["sessions"][0]), r"sessions: .* is there twice"),
    "an end before the start": (
        lambda w: w["sessions"][0].update(ended_at="2026-11-22T18:00:00+00:00"),
        r"sessions\[0\]: ended_at must be after started_at",
    ),
    "a moment without an offset": (
        lambda w: w["sessions"][0].update(started_at="2026-11-22T19:00:00"),
        r"sessions\[0\]: started_at: 2026-11-22T19:00:00 has no offset",
    ),
    "another day": (lambda w: w["sessions"][0].update(day="2026-11-01"), r"sessions\[0\]: day must be that of"),
    "a day that is none": (lambda w: w["sessions"][0].update(day="2026-13-01"), r"sessions\[0\]: month must be"),
    "a reason without a stop": (
        lambda w: w["sessions"][0].update(stop_reason="sharp"),
        r"sessions\[0\]: only what was",
    ),
    "a phase of no time": (
        lambda w: w["sessions"][0]["phases"][0].update(planned_s=0),
        r"sessions\[0\]\.phases\[0\]: planned_s must be more than 0",
    ),
    "a phase of a year": (
        lambda w: w["sessions"][0]["phases"][0].update(observed_s=3e7),
        r"sessions\[0\]\.phases\[0\]\.observed_s: Expected `float` <= 3600",
    ),
    "a number beyond all": (
        lambda w: w["sessions"][0].update(after=10**400),
        r"sessions\[0\]\.after: |sessions: ",
    ),
    "a long note": (
        lambda w: w["sessions"][0].update(note="x" * 2001),
        r"sessions\[0\]\.note: Expected `str` of length",
    ),
    "a check of another kind": (lambda w: w["checks"][0].update(kind="first"), r"checks\[0\]\.kind: Invalid enum"),
    "a routine without steps": (
        lambda w: w["routines"][0].update(steps=[]),
        r"routines\[0\]\.steps: Expected `array` of",
    ),
    "a routine for another muscle": (
        lambda w: w["routines"][0]["steps"][0].update(muscle="biceps"),
        r"routines\[0\]\.steps\[0\]\.muscle: 'biceps' is not known",
    ),
    "a routine with more spots than there are": (
        lambda w: w["routines"][0]["steps"][0].update(spots=3),
        r"routines\[0\]\.steps\[0\]\.spots: 3 is more than 2",
    ),
    "a dose with more spots than there are": (
        lambda w: w["settings"].update(
            doses={"piriformis": {"compression_s": 60, "spots": 4, "techniques": ["friction"], "lead_in_s": 10}}
        ),
        r"settings\.doses\.piriformis\.spots: 4 is more than 2",
    ),
    "a setting that is none": (lambda w: w["settings"].update(goal=0), "settings.goal: Expected `int` >= 1"),
    "an unknown setting": (
        lambda w: w["settings"].update(cloud=True),
        "settings: Object contains unknown field `cloud`",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_value_is_refused_with_its_place(good: Path, what: str) -> None:
    change, line = WRONG[what]
    said = refusal(good, with_change(good, change))
    assert re.match(line, said), said


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        b"{}",
        b"null",
        b"[" * 100_000,
        b'{"sessions": ' + b"[" * 100_000,
        b'{"a":' * 100_000,
        "ünïcode".encode("utf-16"),
        b'{"format": "\xff\xfe"}',
        b'{"format":"unknot-export","version":1,"exported_at":"x","sessions":[]}',
        b'{"format":"unknot-export","version":1,"exported_at":"2026-11-22T19:00:00+01:00","sessions":[]}{}',
    ],
    ids=[
        "empty",
        "zeros",
        "object",
        "null",
        "nested",
        "nested-sessions",
        "nested-keys",
        "utf-16",
        "latin",
        "time",
        "two",
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, content: bytes) -> None:
    refusal(tmp_path / "in.json", content)


def test_nesting_inside_a_row_is_refused(good: Path) -> None:
    deep = "[" * 5_000 + "]" * 5_000
    text = good.read_text().replace('"note":"Note 0', f'"x":{deep},"note":"Note 0')
    refusal(good, text)


def test_a_zip_a_pipe_and_a_folder_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a", "b" * 1000)
    refusal(path, path.read_bytes())
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(StoreError, match=r"it is a folder|is no file"):
        read_file(tmp_path / "folder.json", MUSCLES)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.json")
        with pytest.raises(StoreError, match="is no file"):
            read_file(tmp_path / "pipe.json", MUSCLES)
    with pytest.raises(StoreError, match="it is not there"):
        read_file(tmp_path / "nowhere.json", MUSCLES)


def test_a_byte_order_mark_and_what_may_be_absent_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    text = '{"format":"unknot-export","version":1,"exported_at":"2026-11-22T19:00:00+01:00","sessions":[]}'
    path.write_text(text, encoding="utf-8-sig")
    assert list(read_file(path, MUSCLES).sessions()) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("id,muscle", "id,muscles", r"line 1: the columns must be id, muscle"),
        ("completed", "won", r"sessions\[0\]\.outcome: Invalid enum value 'won'"),
        (",5,,", ",five,,", r"line 2: invalid literal for int"),
        (",no,", ",maybe,", r"sessions\[0\]\.rehearsal: Expected `bool`"),
        ("compression:1:60.0:58.25", "compression:1", r"line 2: could not convert"),
        ("compression:1:60.0:58.25", "compression:1:nan:1", r"sessions\[0\]\.phases\[0\]"),
        ("2026-11-22,", "2026-11-22,extra,", r"line 2: 15 columns, not 14"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_line(good: Path, old: str, new: str, line: str) -> None:
    text = good.with_suffix(".csv").read_text()
    assert old in text
    said = refusal(good.with_suffix(".csv"), text.replace(old, new, 1))
    assert re.match(line, said), said


# Fuzzed


def mutants(good: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield wrong files made of a good one, always the same ones, with their endings."""
    chance = random.Random(20261122)
    texts = {ending: good.with_suffix(ending).read_bytes() for ending in (".json", ".csv")}
    whole = json.loads(texts[".json"])
    junk: list[object] = [
        None,
        True,
        -1,
        10**30,
        1e308,
        "",
        "\0",
        "x" * 5000,
        [],
        {},
        [[]],
        {"a": {}},
        "2026-02-30",
        "9999-12-31",
    ]
    for number in range(count):
        ending = ".csv" if number % 4 == 3 else ".json"
        content = bytearray(texts[ending])
        kind = chance.randrange(6)
        if kind == 0:
            yield ending, bytes(content[: chance.randrange(len(content))])
        elif kind == 1:
            for _each in range(chance.randint(1, 8)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            yield ending, bytes(content)
        elif kind == 2:
            start, length = chance.randrange(len(content)), chance.randint(1, 60)
            del content[start : start + length]
            yield ending, bytes(content)
        elif kind == 3:
            at, piece = chance.randrange(len(content)), chance.randrange(len(content))
            content[at:at] = content[piece : piece + chance.randint(1, 200)]
            yield ending, bytes(content)
        elif kind == 4:
            encoding = chance.choice(["utf-16", "utf-32", "latin-1", "cp037"])
            yield ending, bytes(content).decode().encode(encoding, "replace")
        else:
            changed = json.loads(json.dumps(whole))
            spoil(changed, chance, junk)
            yield ".json", json.dumps(changed).encode()


def spoil(whole: Whole, chance: random.Random, junk: list[object]) -> None:
    """Put something wrong at some place in a file."""
    place: Any = whole
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and chance.random() < 0.8:
            place = place[key]
            continue
        place[key] = chance.choice(junk)
        return


def test_wrong_files_are_refused_in_a_line_or_taken_in_whole(here: Record, good: Path, tmp_path: Path) -> None:
    take_in(here, Change(new_id(), ChangeKind.IMPORT, NOW), read_file(good, MUSCLES), Settings(), BOUNDARY)
    before, refused, taken = exported(here, tmp_path), 0, 0
    for ending, content in mutants(good, FUZZED):
        path = tmp_path / f"mutant{ending}"
        path.write_bytes(content)
        incoming = taken_or_refused(path)
        if isinstance(incoming, str):
            assert "\n" not in incoming
            refused += 1
            continue
        taken += 1
        with Record.empty_in_memory() as other:
            done = take_in(other, Change(new_id(), ChangeKind.IMPORT, NOW), incoming, Settings(), BOUNDARY)
            assert done.added == len(list(other.sessions())) == len(list(incoming.sessions()))
    assert refused + taken == FUZZED
    assert min(refused, taken) > FUZZED / 100, "both happen"
    assert exported(here, tmp_path) == before


def taken_or_refused(path: Path) -> Incoming | str:
    try:
        return read_file(path, MUSCLES)
    except StoreError as error:
        return str(error)


HUGE = {
    "200 MB": "b'{' + b' ' * (200 * MB)",
    "numbers": "HEAD + b'1,' * (47 * MB) + b'1]}'",
    "objects": "HEAD + b'{},' * (31 * MB) + b'{}]}'",
    "checks": 'HEAD + b\'],"checks":[\' + b\'{"kind":"daily","result":null},\' * (2 * MB) + b\'{}]}\'',
    "routines": "HEAD + b'],\"routines\":[' + b'{},' * (30 * MB) + b'{}]}'",
    "nested": "HEAD + b'[' * (90 * MB)",
    "nested settings": "HEAD + b'],\"settings\":' + b'[' * (90 * MB)",
    "one text": "HEAD + b'\"' + b'x' * (90 * MB) + b'\"]}'",
    "doses": "HEAD + b'],\"settings\":{\"doses\":{' + b'\"a\":{},' * (10 * MB) + b'}}}'",
    "sessions": "HEAD + b','.join(ROW % (n, n) for n in range(130_000)) + b']}'",
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measured in Linux's way")
@pytest.mark.parametrize("what", HUGE)
def test_a_huge_file_takes_little_memory(tmp_path: Path, what: str) -> None:
    row = json.dumps(
        json.loads(json.dumps(session_row())) | {"id": "%08x-0000-4000-8000-%012x"}, separators=(",", ":")
    ).encode()
    make = f"""
        from pathlib import Path
        MB = 1_000_000
        HEAD = b'{{"format":"unknot-export","version":1,"exported_at":"2026-11-22T19:00:00+01:00","sessions":['
        ROW = {row!r}
        Path("huge.json").write_bytes({HUGE[what]})
    """
    read = f"""
        from pathlib import Path
        from unknot.store.errors import StoreError
        from unknot.store.importing import read_file
        try:
            print(sum(1 for _session in read_file(Path("huge.json"), {MUSCLES!r}).sessions()))
        except StoreError as error:
            print(error)
        # A child's ru_maxrss begins at what its parent held when it was started; the kernel's own mark is the child's.
        peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        print(int(peak.split()[1]) // 1024)
    """
    for code in (make, read):
        ran = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)], cwd=tmp_path, capture_output=True, text=True, check=True
        )
    said, most_mb = ran.stdout.splitlines()
    (tmp_path / "huge.json").unlink()
    assert said == "130000" if what == "sessions" else said.startswith("huge.json ")
    assert int(most_mb) < MOST_MB


def session_row() -> Whole:
    """Return a session as it stands in a file, with as many phases as an ordinary one."""
    import msgspec

    from unknot.store.written import ExportedSession  # the encoder's view

    kept = session()
    whole: Whole = json.loads(msgspec.json.encode(ExportedSession.of(kept)))
    return whole | {"phases": whole["phases"] * 2}


def test_more_than_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    with path.open("wb") as file:
        file.truncate(importing.LARGEST + 1)
    with pytest.raises(StoreError, match="is larger than 96 MB"):
        read_file(path, MUSCLES)
