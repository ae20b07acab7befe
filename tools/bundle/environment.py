"""What a bundle is built from: an environment of its own, with the locked packages and Unknot as a wheel."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.setup.environment import FailedError

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "bundle"
DIST = ROOT / "dist"
LOCK = ROOT / "requirements-bundle.lock"
VENV = WORK / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".locked"


def run(*command: str | Path, cwd: Path = ROOT, **variables: str) -> None:
    """Run a command, with these variables too; FailedError where it fails."""
    if subprocess.run(command, cwd=cwd, env={**os.environ, **variables}, check=False).returncode:
        message = f"This failed: {' '.join(map(str, command))}"
        raise FailedError(message)


def make_ready() -> Path:
    """Make the environment fit the lock, build the wheel into `DIST` and put it in; return the wheel."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    made_from = f"{os.path.realpath(base)} {sys.version} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
    if not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != made_from:
        print("Getting the locked packages to bundle ...", flush=True)
        run(base, "-m", "venv", "--clear", VENV)
        _pip("install", "--require-hashes", "--requirement", LOCK)
        STAMP.write_text(made_from, encoding="utf-8")
    wheels = WORK / "wheel"
    shutil.rmtree(wheels, ignore_errors=True)
    _pip("wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", wheels, ROOT)
    (wheel,) = wheels.glob("unknot-*.whl")
    _pip("install", "--no-deps", "--force-reinstall", wheel)
    DIST.mkdir(exist_ok=True)
    return Path(shutil.copy2(wheel, DIST))


def _pip(*arguments: str | Path) -> None:
    run(PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments)
