"""The command line as a person and other programs meet it: the real program, its words and exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from unknot import cli
from unknot.__main__ import main
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Kind, Phase, Tool
from unknot.core.session import Outcome
from unknot.core.tally import DAY_BOUNDARY, day_of
from unknot.desktop import sound_check
from unknot.desktop.sound_check import Answer, Found
from unknot.store.instance import InstanceLock
from unknot.store.kept import new_id
from unknot.store.places import find_places
from unknot.store.record import Record

NOW = datetime.now().astimezone()
LEFT = Region("piriformis", Side.LEFT)
PLAN = ("plan", "--muscle", "piriformis", "--side", "left")

NOBODY = {"SPEECHD_ADDRESS": "unix_socket:/nonexistent/nobody", "PULSE_SERVER": "unix:/nonexistent/nobody"}
"""No server of the machine's is asked to sound."""


def unknot(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program; never with a traceback, and with one line on stderr if with any."""
    clean = {name: value for name, value in os.environ.items() if name not in {"UNKNOT_DATA_DIR", "DISPLAY"}}
    command = [sys.executable, "-m", "unknot", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, env=clean | environ, timeout=60, check=False)
    assert "Traceback" not in ran.stdout + ran.stderr
    assert ran.stderr == "" or (ran.stderr.startswith("unknot: ") and ran.stderr.count("\n") == 1)
    return ran


def refused(code: int, words: str, *arguments: str) -> None:
    ran = unknot(*arguments)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert words in ran.stderr


NEXT = "Next: Gluteus medius, left\n"
"""What is next where nothing was done there."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def keep(data: Path, outcome: Outcome | None, region: Region = LEFT, *, rehearsal: bool = False) -> str:
    """Put a session of today on record; one that runs with None."""
    session_id = new_id()
    with Record.open(find_places(data).database) as record:
        record.begin(session_id, region, started_at=NOW, boundary=DAY_BOUNDARY, rehearsal=rehearsal)
        record.phase_began(session_id, 1, Phase(Kind.COMPRESSION, 60.0, Tool.BALL, 1), NOW)
        record.observed(session_id, 1, 12.25, NOW)
        if outcome is not None:
            record.end(session_id, outcome, NOW)
    return session_id


# Plan


def test_plan_as_json_is_the_contracts(data: Path) -> None:
    ran = unknot(*PLAN, "--compression", "30", "--spots", "1", "--lead-in", "3", "--json", UNKNOT_DATA_DIR=str(data))
    assert ran.returncode == 0
    assert json.loads(ran.stdout) == {
        "muscle": "piriformis",
        "side": "left",
        "total_s": 173.0,
        "phases": [
            {"kind": "lead-in", "spot": None, "start_s": 0.0, "duration_s": 3.0, "tool": "ball"},
            {"kind": "compression", "spot": 1, "start_s": 3.0, "duration_s": 30.0, "tool": "ball"},
            {"kind": "gap", "spot": None, "start_s": 33.0, "duration_s": 5.0, "tool": "ball"},
            {"kind": "friction", "spot": 1, "start_s": 38.0, "duration_s": 60.0, "tool": "ball"},
            {"kind": "change", "spot": None, "start_s": 98.0, "duration_s": 15.0, "tool": "roller"},
            {"kind": "stripping", "spot": None, "start_s": 113.0, "duration_s": 60.0, "tool": "roller"},
        ],
    }
    assert not data.exists(), "a plan needs no folder"


def test_plan_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*PLAN, "--compression", "40.5", "--spots", "1", "--techniques", "stripping, compression"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Piriformis, left: 2:05.5",
        "    0:00    0:10  Get into position",
        "    0:10  0:40.5  Sustained compression, spot 1",
        "  0:50.5    0:15  Change tool",
        "  1:05.5    1:00  Stripping",
    ]


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("compression: 10 is not between 30 and 90 s", [*PLAN, "--compression", "10"]),
        ("compression: nan is not between", [*PLAN, "--compression", "nan"]),
        ("lead-in: inf is not between", [*PLAN, "--lead-in", "inf"]),
        ("spots: 3 is not between 1 and 2", [*PLAN, "--spots", "3"]),
        ("spots: -1 is not between", [*PLAN, "--spots", "-1"]),
        ("--techniques: 'shaking' is none of", [*PLAN, "--techniques", "compression,shaking"]),
        ("--techniques: '' is none of", [*PLAN, "--techniques", ""]),
        ("--muscle: psoas is none of gluteus-medius", ["plan", "--muscle", "psoas", "--side", "left"]),
        ("invalid choice: 'up'", ["plan", "--muscle", "piriformis", "--side", "up"]),
        ("invalid float value: 'x'", [*PLAN, "--compression", "x"]),
        ("required: --side", ["plan", "--muscle", "piriformis"]),
        ("--side needs --muscle", ["--side", "left"]),
        ("--muscle: psoas is none of", ["--muscle", "psoas"]),
        ("must be more than 0 and at most 1000", ["--speed", "0"]),
        ("must be more than 0 and at most 1000", ["--speed", "nan"]),
        ("must be more than 0 and at most 1000", ["--speed", "1001"]),
        ("must be more than 0 and at most 1000", ["--speed", "fast"]),
        ("for the window only", ["--speed", "2", "today"]),
        ("for the window only", ["--distance", "today"]),
        ("for the window only", ["--in-tray", "today"]),
        ("the name is empty", ["--data-dir", "", "today"]),
        ("invalid choice: 'dance'", ["dance"]),
        ("unrecognized arguments: --loud", ["today", "--loud"]),
        ("required: FILE", ["export"]),
    ],
)
def test_wrong_use_is_one_plain_line_and_two(
    words: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("unknot: ")
    assert err.count("\n") == 1
    assert words in err


def test_wrong_use_of_the_real_program() -> None:
    refused(2, "spots: 3 is not between 1 and 2", *PLAN, "--spots", "3")
    refused(2, "invalid choice", "dance")


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "unknot 0.1.0\n"
    assert main(["--help"]) == 0
    assert main(["plan", "--help"]) == 0
    assert "--techniques" in capsys.readouterr().out


def test_no_verb_imports_qt(data: Path) -> None:
    script = (
        "import sys; from unknot.__main__ import main\n"
        f"for verb in (['--version'], ['today'], ['doctor'], ['export', {str(data / 'x.json')!r}], {[*PLAN]!r},"
        f"             ['import', {str(data / 'x.json')!r}], ['backup', {str(data / 'b')!r}],"
        f"             ['restore', {str(data / 'b')!r}]):\n"
        f"    assert main(['--data-dir', {str(data)!r}, *verb]) in (0, 1)\n"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'qasync', 'asyncio'))]\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60, env=os.environ | NOBODY)


# Today


def test_today_counts_what_is_completed(data: Path) -> None:
    for outcome in Outcome:
        keep(data, outcome)
    keep(data, Outcome.COMPLETED, rehearsal=True)
    keep(data, Outcome.COMPLETED, Region("gluteus-medius", Side.RIGHT))
    ran = unknot("today", "--json", "--data-dir", str(data))
    assert ran.returncode == 0
    answer = json.loads(ran.stdout)
    assert (answer["day"], answer["completed"]) == (day_of(NOW, DAY_BOUNDARY).isoformat(), 2)
    assert len(answer["by_muscle"]) == 6
    (left,) = [row for row in answer["by_muscle"] if (row["muscle"], row["side"]) == ("piriformis", "left")]
    assert left == {
        "muscle": "piriformis",
        "side": "left",
        "goal": 3,
        "completed": 1,
        "partial": 1,
        "stopped": 1,
        "seconds": 49.0,
    }


def test_today_in_words(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(data), "today"]) == 0
    assert capsys.readouterr().out == f"Nothing yet today.\n{NEXT}"
    keep(data, Outcome.COMPLETED)
    keep(data, Outcome.PARTIAL)
    assert main(["today", "--data-dir", str(data)]) == 0
    said = capsys.readouterr().out
    assert re.fullmatch(rf"Piriformis, left: 1 of 3, 1 in part, last (just now|\d+ \w+ ago)\n{NEXT}", said)


def test_today_says_which_is_next_and_names_none_that_rests(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    regions = [Region(muscle, side) for side in Side for muscle in ("gluteus-medius", "gluteus-minimus", "piriformis")]
    for region in regions[1:]:
        keep(data, Outcome.COMPLETED, region)
    keep(data, Outcome.STOPPED, regions[0])
    assert main(["--data-dir", str(data), "today"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Next: Gluteus minimus, left"
    find_places(data).settings.write_text("goal = 1\n")
    assert main(["--data-dir", str(data), "today"]) == 0
    assert "Next:" not in capsys.readouterr().out


def test_yesterday_is_not_today(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Record.open(find_places(data).database) as record:
        session_id = new_id()
        record.begin(session_id, LEFT, started_at=NOW - timedelta(days=1), boundary=time(3))
        record.end(session_id, Outcome.COMPLETED, NOW - timedelta(days=1))
    assert main(["--data-dir", str(data), "today"]) == 0
    assert capsys.readouterr().out == f"Nothing yet today.\nPiriformis, left: last 1 day ago\n{NEXT}"


def test_the_settings_of_the_person_count(data: Path) -> None:
    find_places(data).settings.write_text("goal = 5\n")
    answer = json.loads(unknot("--data-dir", str(data), "today", "--json").stdout)
    assert {row["goal"] for row in answer["by_muscle"]} == {5}


def test_damaged_settings_are_said_and_today_still_told(data: Path) -> None:
    find_places(data).settings.write_text("goal = 'many'\n")
    ran = unknot("--data-dir", str(data), "today")
    assert (ran.returncode, ran.stdout) == (0, f"Nothing yet today.\n{NEXT}")
    assert "goal" in ran.stderr


def test_the_environment_names_the_folder_and_the_argument_wins(data: Path, tmp_path: Path) -> None:
    keep(data, Outcome.COMPLETED)
    assert "1 of 3" in unknot("today", UNKNOT_DATA_DIR=str(data)).stdout
    other = tmp_path / "other"
    assert "Nothing" in unknot("today", "--data-dir", str(other), UNKNOT_DATA_DIR=str(data)).stdout
    assert "Nothing" in unknot("--data-dir", str(other), "today", UNKNOT_DATA_DIR=str(data)).stdout


def test_today_leaves_a_session_that_a_window_runs(data: Path) -> None:
    keep(data, None)
    with InstanceLock(find_places(data).lock) as window:
        assert window.try_acquire()
        assert unknot("--data-dir", str(data), "today").returncode == 0
        with Record.open(data / "unknot.sqlite3") as record:
            assert record.unfinished() == 1
    assert unknot("--data-dir", str(data), "today").stdout.startswith("Piriformis, left: 0 of 3, 1 interrupted")


# Export


def test_export_writes_everything_that_is_over(data: Path, tmp_path: Path) -> None:
    session_id = keep(data, Outcome.COMPLETED)
    file = tmp_path / "out.json"
    ran = unknot("export", str(file), "--data-dir", str(data))
    assert (ran.returncode, ran.stdout) == (0, f"1 session written to {file}.\n")
    whole = json.loads(file.read_text())
    assert [session["id"] for session in whole["sessions"]] == [session_id]
    assert whole["sessions"][0]["phases"][0]["observed_s"] == 12.25


def test_export_settles_what_a_crash_left(data: Path, tmp_path: Path) -> None:
    keep(data, None)
    unknot("export", str(tmp_path / "out.json"), "--data-dir", str(data))
    whole = json.loads((tmp_path / "out.json").read_text())
    assert [session["outcome"] for session in whole["sessions"]] == ["interrupted"]


def test_export_refuses_in_one_line(data: Path, tmp_path: Path) -> None:
    refused(1, "its name must end in .json or .csv", "export", str(tmp_path / "out.tsv"), "--data-dir", str(data))
    refused(1, "it is not there", "export", str(tmp_path / "no/out.json"), "--data-dir", str(data))
    assert not data.exists() or not list(data.glob("*.tsv"))


# Taken along


def test_what_was_exported_can_be_taken_in_and_twice_doubles_nothing(data: Path, tmp_path: Path) -> None:
    keep(data, Outcome.COMPLETED)
    keep(data, Outcome.STOPPED)
    other, file, again = tmp_path / "other", tmp_path / "out.json", tmp_path / "again.json"
    unknot("export", str(file), "--data-dir", str(data))
    ran = unknot("import", str(file), "--data-dir", str(other))
    assert (ran.returncode, ran.stdout) == (0, "2 sessions are new.\nDone.\n")
    ran = unknot("import", str(file), "--data-dir", str(other))
    assert ran.stdout == "2 sessions are here already.\nThere is nothing to take in.\n"
    unknot("export", str(again), "--data-dir", str(other))
    assert without_time(again) == without_time(file)


def without_time(file: Path) -> str:
    return re.sub(r'"exported_at": "[^"]+"', "", file.read_text())


def test_a_table_can_be_taken_in(data: Path, tmp_path: Path) -> None:
    session_id = keep(data, Outcome.PARTIAL)
    unknot("export", str(tmp_path / "out.csv"), "--data-dir", str(data))
    ran = unknot("import", str(tmp_path / "out.csv"), "--data-dir", str(tmp_path / "other"))
    assert ran.stdout == "1 session is new.\nDone.\n"
    with Record.open(find_places(tmp_path / "other").database) as record:
        assert [session.id for session in record.sessions()] == [session_id]


def test_settings_come_along_unless_a_window_has_them(data: Path, tmp_path: Path) -> None:
    find_places(data).settings.write_text("goal = 5\n")
    file, other = tmp_path / "out.json", tmp_path / "other"
    keep(data, Outcome.COMPLETED)
    unknot("export", str(file), "--data-dir", str(data))
    with InstanceLock(find_places(other).lock) as lock:
        assert lock.try_acquire()
        assert "Settings" not in unknot("import", str(file), "--data-dir", str(other)).stdout
    ran = unknot("import", str(file), "--data-dir", str(other))
    assert "Settings that were never changed here are taken over.\nDone." in ran.stdout
    assert find_places(other).settings.read_text() == "goal = 5\n"


def test_a_wrong_file_is_refused_in_one_line_and_makes_nothing(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text('{"format":"unknot-export","version":1,"exported_at":"2026-11-22T19:00:00Z","sessions":[{}]}')
    refused(1, "sessions[0]: Object missing required field `side`", "import", str(file), "--data-dir", str(data))
    assert not data.exists()


def test_a_copy_is_made_and_taken_back_in(data: Path, tmp_path: Path) -> None:
    first = keep(data, Outcome.COMPLETED)
    copy = tmp_path / "copy.sqlite3"
    ran = unknot("backup", str(copy), "--data-dir", str(data))
    assert (ran.returncode, ran.stdout) == (0, f"The record is copied to {copy}, and the copy is whole.\n")
    keep(data, Outcome.COMPLETED)
    ran = unknot("restore", str(copy), "--data-dir", str(data))
    assert ran.returncode == 0
    assert "What was there before is kept as" in ran.stdout
    with Record.open(find_places(data).database) as record:
        assert [session.id for session in record.sessions()] == [first]


def test_nothing_is_restored_under_an_open_window(data: Path, tmp_path: Path) -> None:
    keep(data, Outcome.COMPLETED)
    unknot("backup", str(tmp_path / "copy.sqlite3"), "--data-dir", str(data))
    with InstanceLock(find_places(data).lock) as lock:
        assert lock.try_acquire()
        refused(1, "close it first", "restore", str(tmp_path / "copy.sqlite3"), "--data-dir", str(data))


def test_what_cannot_be_used_is_moved_aside_for_a_copy(data: Path, tmp_path: Path) -> None:
    session_id = keep(data, Outcome.COMPLETED)
    unknot("backup", str(tmp_path / "copy.sqlite3"), "--data-dir", str(data))
    places = find_places(data)
    places.database.write_text("hello" * 100)
    refused(1, "it is not there", "restore", str(tmp_path / "none.sqlite3"), "--data-dir", str(data))
    assert places.database.read_text() == "hello" * 100
    ran = unknot("restore", str(tmp_path / "copy.sqlite3"), "--data-dir", str(data))
    assert "It was moved to" in ran.stdout
    (aside,) = places.leftovers()
    assert aside.read_text() == "hello" * 100
    with Record.open(places.database) as record:
        assert [session.id for session in record.sessions()] == [session_id]


# Doctor


def test_doctor_tells_each_thing_and_makes_nothing(data: Path) -> None:
    ran = unknot("doctor", "--json", "--data-dir", str(data), **NOBODY)
    findings = json.loads(ran.stdout)
    names = [finding["name"] for finding in findings]
    assert names == ["platform libraries", "screen", "fonts", "sound", "voice", "data folder", "database", "settings"]
    for finding in findings:
        assert finding.keys() == {"name", "status", "detail", "do"}
        assert finding["status"] in {"ok", "warn", "fail"}
        assert bool(finding["do"]) == (finding["status"] != "ok")
    assert ran.returncode == any(finding["status"] == "fail" for finding in findings)
    assert not data.exists()


def test_doctor_fails_on_a_damaged_record(data: Path) -> None:
    find_places(data).database.write_bytes(b"rubbish" * 1000)
    ran = unknot("doctor", "--data-dir", str(data), **NOBODY)
    assert ran.returncode == 1
    assert "fail  database: " in ran.stdout


def test_doctor_tells_of_sound_and_voice_that_work(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    works = (Found(Answer.WORKS, "speechd", 3), Found(Answer.WORKS, "Loudspeaker"))
    monkeypatch.setattr(sound_check, "check", lambda _language: works)
    main(["doctor", "--data-dir", str(data)])
    lines = capsys.readouterr().out.splitlines()
    assert "ok    sound: Loudspeaker" in lines
    assert "ok    voice: speechd: 3 voices." in lines


@pytest.mark.parametrize("answer", [answer for answer in Answer if answer is not Answer.WORKS])
def test_doctor_never_fails_for_want_of_sound_or_voice(
    answer: Answer, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sound_check, "check", lambda _language: (Found(answer), Found(answer)))
    main(["doctor", "--json", "--data-dir", str(data)])
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    for name in ("sound", "voice"):
        assert rows[name]["status"] == "warn"
        assert rows[name]["detail"]
        assert rows[name]["do"]


# Whatever goes wrong


def test_a_refused_record_is_one_plain_line(data: Path, tmp_path: Path) -> None:
    find_places(data).database.write_bytes(b"rubbish" * 1000)
    refused(1, "is damaged, or not a record of Unknot", "today", "--data-dir", str(data))
    (tmp_path / "file").touch()
    refused(1, "a file is in the way", "today", "--data-dir", str(tmp_path / "file"))


def test_what_nobody_expected_is_one_line_with_the_details_in_the_log(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def burst(_arguments: object) -> int:
        raise ZeroDivisionError("one\ntwo")

    monkeypatch.setattr(cli, "run", burst)
    assert main(["today", "--data-dir", str(data)]) == 1
    assert capsys.readouterr().err == f"unknot: something went wrong (one two); details are in {data}/unknot.log\n"
    log = data / "unknot.log"
    assert "ZeroDivisionError" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupt)
    assert main(["today"]) == 130
    assert capsys.readouterr() == ("", "")


def _heed_ctrl_c() -> None:
    """Undo what a shell does to programs that it starts in the background: they ignore Ctrl-C, and so would ours."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_of_the_real_program_leaves_no_traceback(data: Path) -> None:
    """Held at a named pipe in place of the database, so that it can be interrupted at leisure."""
    places = find_places(data)
    os.mkfifo(places.settings)
    command = [sys.executable, "-m", "unknot", "--data-dir", str(data), "today"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=_heed_ctrl_c) as program:  # noqa: PLW1509
        with places.settings.open("w"):  # opens once the program reads
            program.send_signal(signal.SIGINT)
            assert program.wait(30) == 130
        assert program.stderr is not None
        assert program.stderr.read() == ""


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = f"'{sys.executable}' -m unknot {' '.join(PLAN)} | true; echo ${{PIPESTATUS[0]}}"
    for _ in range(3):
        ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
        assert (ran.stdout, ran.stderr) == ("0\n", "")


def test_a_full_device_is_one_plain_line(data: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "unknot", *PLAN]
        environ = os.environ | {"UNKNOT_DATA_DIR": str(data)}
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environ, check=False)
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert ran.stderr.startswith("unknot: ")


def test_window_options_are_read_before_any_window() -> None:
    arguments = cli.parse(["--muscle", "piriformis", "--side", "right", "--speed", "20", "--data-dir", "x"])
    assert cli.window_options(arguments) == cli.WindowOptions(Path("x"), "piriformis", Side.RIGHT, 20.0)
    assert cli.window_options(cli.parse(["--distance"])).distance
    assert cli.window_options(cli.parse(["--in-tray"])).in_tray
    assert cli.window_options(cli.parse([])).speed == 1.0
