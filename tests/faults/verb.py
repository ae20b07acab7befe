"""Runs one verb of the command line, and says `go` just before: who is killed then was at work, not starting."""

import importlib
import sys

from unknot.__main__ import main

if __name__ == "__main__":
    for name in ("carrying", "store.importing", "store.merging", "store.exporting", "store.backup", "store.visit"):
        importlib.import_module(f"unknot.{name}")
    sys.stdout.write("go\n")
    sys.stdout.flush()
    sys.exit(main(sys.argv[1:]))
