"""A child process as its parent knows it, with a fault to choose: `scripted_child.py FAULT FOLDER`.

It notes every order it gets in FOLDER, one file a life.
"""

import json
import os
import signal
import sys
from pathlib import Path


def main(fault: str, folder: Path) -> None:
    life = len(list(folder.iterdir()))
    first = life == 0
    with (folder / f"{life}.orders").open("w") as notes:
        if fault == "no-engine":
            answer(problem="no-engine")
        elif fault == "no-device":
            answer(problem="no-device")
            os._exit(4)
        elif fault != "mute":
            answer(ready=True)
        if fault == "deaf":
            wait()
        for number, line in enumerate(sys.stdin, 1):
            notes.write(line)
            notes.flush()
            follow(json.loads(line), number, fault, first=first)
    if fault == "stubborn":
        wait()


def follow(order: dict[str, object], number: int, fault: str, *, first: bool) -> None:
    if "say" in order and fault == "dies" and first:
        os._exit(1)
    if "play" in order and fault == "changed" and first:
        os._exit(3)
    if "silence" in order and fault == "disobedient":
        return
    answer(done=number)
    if "say" in order and fault not in {"endless", "disobedient"}:
        answer(ended=number)


def answer(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def wait() -> None:
    while True:
        signal.pause()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main(sys.argv[1], Path(sys.argv[2]))
