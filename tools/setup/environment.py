"""The virtual environment `.venv`: the locked packages, and Unknot itself as an editable install.

What it was made from stands in `.venv/.locked`, written last: an environment without that file was left half made.
One that was left so, or made by another Python, in another place or from another lock, is made anew; so it never
holds a package that the lock does not name.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = VENV / ".locked"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
PROJECT = ROOT / "pyproject.toml"


class FailedError(Exception):
    """The environment could not be made; the text is one plain line."""


def make_ready(*, dev: bool) -> None:
    """Make `.venv` hold what running needs, or with `dev` the tools too; quick when it does already."""
    base = _base_python()
    made_from, frame, project = _read_stamp(), _frame(base), _digest(PROJECT)
    fits = PYTHON.exists() and all(made_from.get(key) == value for key, value in frame.items())
    has_tools = fits and made_from.get("tools") == "yes"
    complete = fits and (has_tools or not dev)
    if complete and made_from.get("project") == project:
        return

    if not fits:
        _say(f"Making .venv with {base} ...")
        _run(base, "-m", "venv", "--clear", VENV)
    STAMP.unlink(missing_ok=True)
    if not complete:
        _say("Getting the tools ..." if fits else "Getting the locked packages (about 150 MB, most of it Qt) ...")
        _pip("install", "--require-hashes", "--requirement", DEV_LOCK if dev else RUN_LOCK)
    _pip("install", "--no-build-isolation", "--no-deps", "--editable", ROOT)
    _refuse_gaps()
    stamp = {**frame, "tools": "yes" if dev or has_tools else "no", "project": project}
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def _frame(base: str) -> dict[str, str]:
    """Return what a change of which takes a new environment; a change of pyproject.toml only installs Unknot again."""
    version = f"{platform.python_implementation()} {sys.version_info[0]}.{sys.version_info[1]}"
    return {
        "python": f"{version} {os.path.realpath(base)}",
        "place": str(VENV),
        "run": _digest(RUN_LOCK),
        "dev": _digest(DEV_LOCK),
    }


def _base_python() -> str:
    """Tell the Python to make the environment with: this one, or the one behind it if this one is `.venv`'s own."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _refuse_gaps() -> None:
    """Raise `FailedError` where the lock lacks something that pyproject.toml asks for."""
    check = subprocess.run([PYTHON, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    if check.returncode:
        message = f"{check.stdout}The lock files do not fit pyproject.toml: `make lock` writes them anew."
        raise FailedError(message)


def _say(line: str) -> None:
    print(line, flush=True)  # before what the tools print themselves


def _pip(*arguments: str | Path) -> None:
    quiet = () if sys.stdout.isatty() else ("--quiet",)
    _run(PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments, *quiet)


def _run(*command: str | Path) -> None:
    if subprocess.run(command, check=False).returncode:
        message = f"This failed: {' '.join(map(str, command))}"
        raise FailedError(message)
