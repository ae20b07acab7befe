"""Deleting everything, by the real window and its real end: what is on disk afterwards, and at the next start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from e2e.person import MAIN_WINDOW, WELCOME
from e2e.waiting import wait_until

if TYPE_CHECKING:
    from e2e.person import Person
    from e2e.program import Program

ASKED = "Delete everything"
OWN_WORDS = "what nobody else is to read"
LOCK, RECORD = "unknot.lock", "unknot.sqlite3"


def an_import(program: Program) -> None:
    """Take in a session with a note from a file of the person's own, which can be undone, and take the file away."""
    session = {
        "id": "0e5f0f8e-3f0c-4f5c-8f3e-6f9d6b6b0a01",
        "muscle": "piriformis",
        "side": "left",
        "started_at": "2026-11-20T19:00:00.000+01:00",
        "ended_at": "2026-11-20T19:05:00.000+01:00",
        "day": "2026-11-20",
        "outcome": "completed",
        "stop_reason": None,
        "rehearsal": False,
        "before": 5,
        "after": 3,
        "note": OWN_WORDS,
        "updated_at": "2026-11-20T19:05:00.000+01:00",
        "phases": [{"technique": "compression", "spot": 1, "planned_s": 60.0, "observed_s": 60.0}],
    }
    file = program.folder / "mine.json"
    whole = {"format": "unknot-export", "version": 1, "exported_at": session["ended_at"], "sessions": [session]}
    file.write_text(json.dumps(whole), encoding="utf-8")
    done = program.run("import", str(file))
    assert done.returncode == 0, done
    file.unlink()


def stops_a_session(person: Person, reason: str) -> None:
    person.picks("Piriformis, left")
    person.sets_short_session()
    person.starts()
    person.press("Stop now", within=MAIN_WINDOW)
    person.answers_stop(reason)


def deletes_everything(person: Person) -> None:
    person.press("Settings", within=MAIN_WINDOW)
    person.press("Your data ...", within="Settings")
    person.press("Delete everything ...", within="Your data")
    person.tick("I want everything here deleted", within=ASKED)
    person.press("Delete everything", within=ASKED)


def left(program: Program) -> set[str]:
    """Return the names of what is in the folder, with those in its folders."""
    return {str(path.relative_to(program.data)) for path in program.data.rglob("*")}


def is_said(program: Program, words: str) -> bool:
    """Whether any file of the program holds these words."""
    files = [path for path in program.data.rglob("*") if path.is_file()]
    return any(words.encode() in path.read_bytes() for path in files)


@pytest.mark.parametrize("reason", ["Something else", "Sharp"])
def test_nothing_is_left_but_a_rest_that_holds_and_the_next_start_is_the_first(person: Person, reason: str) -> None:
    # Given a record, a copy of it, something to undo, a log and settings
    program = person.program
    an_import(program)
    (program.data / "unknot.log").write_text(f"{OWN_WORDS}\n", encoding="utf-8")
    person.opens()
    stops_a_session(person, reason)
    copies = program.data / "unknot-backups"
    wait_until(lambda: any(path.suffix == ".sqlite3" for path in copies.glob("*")), "the day's copy", limit_s=60)
    assert is_said(program, OWN_WORDS)
    assert {"settings.toml", "unknot.log", RECORD, f"{RECORD}-wal", f"{RECORD}-shm"} <= left(program)

    # When everything is deleted
    deletes_everything(person)

    # Then the program ends, and nothing is there but the empty lock, and the record where a muscle rests
    rests = reason == "Sharp"
    assert program.exit_code() == 0
    assert left(program) == ({LOCK, RECORD} if rests else {LOCK})
    assert (program.data / LOCK).read_bytes() == b""
    assert not is_said(program, OWN_WORDS)

    # And the next start is the first one
    person.tool.attach(program.start())
    person.sees(WELCOME, role="dialog", limit_s=60)
    assert program.sessions() == []
    exported = program.export()
    assert (exported["checks"], exported["routines"]) == ([], [])
