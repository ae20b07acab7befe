"""Write the lock files: `python3 -m tools.setup.lock [--upgrade]`.

One resolution holds for every platform and every Python that pyproject.toml allows, with the hash of every file.
Versions already locked stay unless they no longer fit, or `--upgrade` is given. All files hold the build system
too, since an editable install of Unknot is a build.
"""

import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "lock"
HEADER = "# Written by `make lock`: do not edit.\n"
NO_PART_OF_A_LOCK = ("http", "file:", "index-url", "find-links", str(ROOT))


def main(arguments: list[str]) -> int:
    """Write all three files; the exit code."""
    shutil.rmtree(WORK, ignore_errors=True)
    venv.create(WORK, with_pip=True)
    tools = WORK / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([tools / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build_system = WORK / "build-system.in"
    build_system.write_text("\n".join(project["build-system"]["requires"]) + "\n", encoding="utf-8")
    inputs = ["pyproject.toml", build_system.relative_to(ROOT).as_posix()]
    oldest = project["project"]["requires-python"].removeprefix(">=")

    def compile_lock(name: str, *more: str) -> None:
        command = [str(tools / "uv"), "--no-config", "pip", "compile", "--universal", "--python-version", oldest]
        command += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-python-downloads", "--quiet"]
        command += [*inputs, "--output-file", name, *more]
        # uv's own variables could name another index; without them it asks the public one.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        lock = ROOT / name
        text = HEADER + lock.read_text(encoding="utf-8").removeprefix(HEADER)
        if found := [word for word in NO_PART_OF_A_LOCK if word in text]:
            sys.exit(f"{name} holds what no lock file may: {', '.join(found)}")
        lock.write_text(text, encoding="utf-8")

    compile_lock("requirements-dev.lock", "--group", "dev", *arguments)
    # uv keeps the versions that it finds in the file to be written: this is how all files name the same ones.
    shutil.copyfile(ROOT / "requirements-dev.lock", ROOT / "requirements.lock")
    compile_lock("requirements.lock")
    shutil.copyfile(ROOT / "requirements-dev.lock", ROOT / "requirements-bundle.lock")
    compile_lock("requirements-bundle.lock", "--group", "bundle")
    shutil.rmtree(WORK)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
