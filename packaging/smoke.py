#!/usr/bin/env python3
"""Runs the built program as a person would, and looks at what it is made of: `python3 packaging/smoke.py [PROGRAM]`.

PROGRAM is `dist/unknot/unknot` unless named (`/usr/bin/unknot` for the installed package). Needs nothing but Python,
and for the window Xvfb, xdotool and a window manager, openbox. Every line it prints is something that was seen to work;
the first that does not ends it with 1. Whatever the program says on stderr that no library is known to say fails it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "unknot" / "__init__.py"
PATIENCE_S = 60.0
DEMO_S = 600.0
ANSWER_S = 1.5
"""How long a click may take to show anything."""
KNOWN_ON_STDERR = re.compile(r"^This plugin does not support (propagateSizeHints|raise)\(\)$")
"""Qt's offscreen plugin says so in every program that it runs."""
PLUGINS = (
    *("platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqwayland.so"),
    *("imageformats/libqwebp.so", "texttospeech/libqtexttospeech_speechd.so", "printsupport/libcupsprintersupport.so"),
    *("platforminputcontexts/libcomposeplatforminputcontextplugin.so", "wayland-shell-integration/libxdg-shell.so"),
)
NEVER = ("WebEngine", "Qt6Qml", "Qt6Quick", "avcodec", "/qml/", "/translations/", "qopensslbackend", "opengl32sw")
VOICE = ("-P", "-m", "unknot.desktop.voice_process")
TONES = ("-P", "-m", "unknot.desktop.chime_process")
SETTINGS = "welcomed = true\nvoice = true\nchimes = true\n"


class SmokeError(Exception):
    """The built program does not do what it should; the text says what."""


def check(holds: object, complaint: str) -> None:
    """Raise SmokeError with the complaint unless it holds."""
    if not holds:
        raise SmokeError(complaint)


def wait_for(what: str, look: Callable[[], Any], limit_s: float = PATIENCE_S) -> Any:
    """Look until there is something, and return it; SmokeError after `limit_s`."""
    until_s = time.monotonic() + limit_s
    while time.monotonic() < until_s:
        if found := look():
            return found
        time.sleep(0.05)
    raise SmokeError(f"waited {limit_s:.0f} s in vain for {what}")


class Built:
    """The program, run in a home of its own. `folder` holds that home and all that is written."""

    def __init__(self, program: Path, folder: Path) -> None:
        """Make the home; `bundle` is the folder that the program really lies in."""
        self.program, self.folder = program, folder
        self.bundle = program.resolve().parent
        runtime = folder / "run"
        for place in (folder / "home", runtime):
            place.mkdir(mode=0o700)
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "HOME": str(folder / "home"),
            "XDG_RUNTIME_DIR": str(runtime),
        }

    def run(self, *arguments: str, limit_s: float = PATIENCE_S) -> str:
        """Run it once and return what it printed; SmokeError for another code than 0 or an unknown complaint."""
        done = subprocess.run(
            [self.program, *arguments],
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=False,
        )
        words = " ".join(arguments)
        check(done.returncode == 0, f"unknot {words} ended with {done.returncode}: {done.stdout}{done.stderr}")
        complaints = unknown(done.stderr)
        check(not complaints, f"unknot {words} said on stderr: {complaints}")
        return done.stdout


def unknown(said: str) -> list[str]:
    """Return the lines of stderr that no library is known for."""
    return [line for line in said.splitlines() if line.strip() and not KNOWN_ON_STDERR.match(line)]


def looks_whole(built: Built) -> str:
    """Check that every plugin that is needed is there, nothing that was cut, and for every file its licence."""
    internal = built.bundle / "_internal"
    files = {path.relative_to(built.bundle).as_posix() for path in built.bundle.rglob("*") if not path.is_dir()}
    missing = [name for name in PLUGINS if not (internal / "PySide6/Qt/plugins" / name).is_file()]
    check(not missing, f"plugins are missing: {missing}")
    unwanted = sorted(name for name in files if any(word in name for word in NEVER))
    check(not unwanted, f"this was to be cut: {unwanted}")
    contents = (built.bundle / "licences" / "CONTENTS.txt").read_text(encoding="utf-8").splitlines()
    texts = {line.removeprefix("    licence: ") for line in contents if line.startswith("    licence: ")}
    empty = [name for name in texts if (built.bundle / "licences" / name).stat().st_size < 100]
    check(texts and not empty, f"these licences are empty: {empty}")
    listed = {line.strip() for line in contents if line.startswith("    ")}
    bare = {
        name
        for name in files
        if not name.startswith("licences/")
        and name.removeprefix("_internal/") not in listed
        and not (built.bundle / name).is_symlink()
    }
    check(not bare, f"these files have no licence: {sorted(bare)}")
    return f"{len(files)} files, {len(PLUGINS)} plugins, a licence for each of them in {len(texts)} texts"


def tells_version(built: Built) -> str:
    """Check that it says the version of the sources beside this script, where there are any."""
    said = built.run("--version").strip()
    if SOURCE.is_file():
        version = re.search(r'__version__ = "(.+)"', SOURCE.read_text(encoding="utf-8"))
        check(version and said == f"unknot {version[1]}", f"--version says {said!r}")
    return said


def finds_itself_well(built: Built) -> str:
    """Check that `doctor` finds nothing wrong, and that the parts that speak and chime can be started."""
    rows = json.loads(built.run("doctor", "--json"))
    failed = [row for row in rows if row["status"] == "fail" or "can't be started" in row["detail"]]
    check(not failed, f"doctor: {failed}")
    return "; ".join(f"{row['name']} {row['status']}" for row in rows)


def plans(built: Built) -> str:
    """Check that the guide's data is found."""
    plan = json.loads(built.run("plan", "--muscle", "piriformis", "--side", "left", "--json"))
    check(plan["total_s"] > 0 and plan["phases"], f"plan: {plan}")
    return f"{len(plan['phases'])} phases, {plan['total_s']:.0f} s"


def plays_demo(built: Built) -> str:
    """Check that the whole program runs without a screen, and that its pictures are not empty."""
    out = built.folder / "demo"
    built.run("demo", "--out", str(out), limit_s=DEMO_S)
    pictures = list(out.glob("*.png"))
    small = [picture.name for picture in pictures if picture.stat().st_size < 5000]
    check(len(pictures) > 100 and not small, f"demo: {len(pictures)} pictures, of which {small} are empty")
    return f"{len(pictures)} pictures"


def loads(built: Built, arguments: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """Check that the voice or the tones answer, as a process of their own, and have loaded what they are made of."""
    with subprocess.Popen(
        [built.program, *arguments],
        env=built.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write('{"voice": {"language": "en", "rate": 0.0, "volume": 1.0}}\n')
        process.stdin.flush()
        answer = json.loads(process.stdout.readline() or "null")
        maps = Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8")
        process.stdin.close()
        process.wait(PATIENCE_S)
    absent = [name for name in libraries if name not in maps]
    check(not absent, f"{arguments[-1]} has not loaded {absent}; it answers {answer}")
    foreign = [line.split()[-1] for line in maps.splitlines() if "PySide6" in line and str(built.bundle) not in line]
    check(not foreign, f"{arguments[-1]} has loaded {foreign}")
    return f"{', '.join(libraries)}; it answers {answer}"


@contextlib.contextmanager
def screen(built: Built) -> Iterator[None]:
    """Lend the program a screen with a window manager."""
    read, write = os.pipe()
    quiet = subprocess.DEVNULL
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    started = [subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, pass_fds=(write,))]
    os.close(write)
    try:
        with os.fdopen(read) as announced:
            number = announced.readline().strip()
        check(number, "Xvfb does not start")
        built.environment["DISPLAY"] = f":{number}"
        started.append(subprocess.Popen(["openbox"], env=built.environment, stdin=quiet, stdout=quiet, stderr=quiet))
        yield
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(PATIENCE_S)
        built.environment.pop("DISPLAY", None)


def leads_a_session(built: Built) -> str:
    """Open a real window, begin a session in it with its sound, stop it by a key, and find it on record."""
    data = built.folder / "data"
    data.mkdir()
    (data / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    with screen(built), (built.folder / "stderr").open("w+", encoding="utf-8") as complaints:
        command = [str(built.program), "--data-dir", str(data), "--muscle", "piriformis", "--side", "left"]
        window = subprocess.Popen(
            command, env=built.environment, cwd=built.folder, stdin=subprocess.DEVNULL, stderr=complaints
        )
        try:
            _lead(built, window)
            window.send_signal(signal.SIGTERM)
            code = window.wait(PATIENCE_S)
        finally:
            window.kill()
            window.wait(PATIENCE_S)
        complaints.seek(0)
        said = unknown(complaints.read())
    check(code == 0, f"the window ended with {code}")
    check(not said, f"the window said on stderr: {said}")
    out = built.folder / "record.json"
    built.run("--data-dir", str(data), "export", str(out))
    sessions = json.loads(out.read_text(encoding="utf-8"))["sessions"]
    check([one["outcome"] for one in sessions] == ["stopped"], f"the record holds {sessions}")
    return "a window, the check, a session with voice and tones, Stop by key, on record as stopped"


def _lead(built: Built, window: subprocess.Popen[bytes]) -> None:
    def hand(*words: str) -> str:
        command = ["xdotool", *words]
        return subprocess.run(
            command, env=built.environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        ).stdout.strip()

    def shown(title: str) -> str:
        check(window.poll() is None, f"the window ended with {window.returncode}")
        return hand("search", "--onlyvisible", "--name", f"^{title}$").split("\n")[0]

    main = wait_for("the window", lambda: shown("Unknot"))
    place = dict(line.split("=") for line in hand("getwindowgeometry", "--shell", main).splitlines())
    wide, high = int(place["WIDTH"]), int(place["HEIGHT"])
    rows = iter(range(high - 8, high // 2, -16))  # Start is the lowest of what can be pressed in the panel

    def presses_start() -> str:
        row = next(rows, None)
        check(row is not None, "no Start button is found in the window")
        hand("mousemove", "--window", main, str(wide * 4 // 5), str(row), "click", "1")
        with contextlib.suppress(SmokeError):
            return str(wait_for("the safety check", lambda: shown("Safety check"), ANSWER_S))
        return ""

    wait_for("the safety check", presses_start)
    wait_for("the check to have the keyboard", lambda: hand("getactivewindow", "getwindowname") == "Safety check", 10)
    hand("key", "Return")  # None of these
    wait_for("the session's reminder", lambda: shown("Safety reminder"))
    wait_for("the voice", lambda: _children_of(window.pid, VOICE[-1]))
    wait_for("the tones", lambda: _children_of(window.pid, TONES[-1]))
    hand("key", "Escape")
    wait_for("the question after a stop", lambda: shown("You stopped"))


def _children_of(parent: int, module: str) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (place / "cmdline").read_bytes().split(b"\0")
            status = (place / "status").read_text(encoding="utf-8")
            if module.encode() in words and f"PPid:\t{parent}\n" in status:
                found.append(int(place.name))
    return found


def main(arguments: list[str]) -> int:
    """Run everything; the exit code."""
    program = Path(arguments[0] if arguments else ROOT / "dist" / "unknot" / "unknot").absolute()
    if missing := [name for name in ("Xvfb", "xdotool", "openbox") if shutil.which(name) is None]:
        print(f"smoke: install {' '.join(missing).lower()} first", file=sys.stderr)
        return 1
    steps: dict[str, Callable[[Built], str]] = {
        "contents": looks_whole,
        "version": tells_version,
        "doctor": finds_itself_well,
        "plan": plans,
        "voice": lambda built: loads(built, VOICE, ("libQt6TextToSpeech", "libqtexttospeech_speechd", "libspeechd")),
        "tones": lambda built: loads(built, TONES, ("libQt6Multimedia", "libpulse.so")),
        "window": leads_a_session,
        "demo": plays_demo,
    }
    with tempfile.TemporaryDirectory(prefix="unknot-smoke-") as folder:
        built = Built(program, Path(folder))
        for name, step in steps.items():
            try:
                print(f"ok  {name}: {step(built)}", flush=True)
            except (SmokeError, OSError, ValueError, subprocess.SubprocessError) as complaint:
                print(f"FAIL  {name}: {complaint}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
