"""`python -m tools.looks [--dress NAME] [--size WIDTHxHEIGHT] [--out DIRECTORY]` looks at every window and dialog.

Each is shown in a language 40 % longer, in one written from the right, with text twice as large, and in high contrast;
pictures are written, what is cut or overlaps is printed, and the exit code is 1 where something is.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tools.looks.play import DRESSES, SIZES, look

from unknot import aio
from unknot.desktop.application import make_application

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    """Look; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.looks", description=__doc__)
    names = [dress.name for dress in DRESSES]
    parser.add_argument("--dress", choices=names, action="append", help="only this one; may be given again")
    parser.add_argument("--size", help="only this size of the window, as 1024x700")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "looks", help="where to write the pictures")
    options = parser.parse_args(arguments)
    sizes = [tuple(int(part) for part in options.size.split("x"))] if options.size else SIZES
    wanted = [dress for dress in DRESSES if dress.name in (options.dress or names)]
    application = make_application()

    async def play() -> int:
        count = 0
        for dress in wanted:
            for width, height in sizes:
                looking = await look(application, dress, (width, height), options.out / dress.name)
                found = sum(len(each) for each in looking.found.values())
                count += found
                print(
                    f"{dress.name} {width}x{height}: {len(looking.found)} pictures, {looking.seen} windows,"
                    f" {found} faults"
                )
                for picture, each in looking.found.items():
                    for fault in each:
                        print(f"  {picture}: {fault}")
                sys.stdout.flush()
        return 1 if count else 0

    return aio.run(application, play)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
