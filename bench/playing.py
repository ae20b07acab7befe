"""Runs a part that needs the program inside its own process."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Generator
from typing import Any


def play(environment: dict[str, str], module: str, *options: str) -> Generator[dict[str, Any], None, None]:
    """Run a part that needs the program inside its own process, and give what it prints, line by line.

    Closed before its end, it waits until the part finds nobody listening at its next line, and has cleared up.
    """
    command = [sys.executable, "-m", module, *options]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said, text=True)
        assert process.stdout is not None
        try:
            for line in process.stdout:
                yield json.loads(line)
        finally:
            process.stdout.close()
            failed = process.wait()
        if failed:
            said.seek(0)
            raise RuntimeError(f"{module} failed:\n{said.read()}")
