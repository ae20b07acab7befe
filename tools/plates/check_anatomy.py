"""Checks the geometry of ``resources/atlas``; standard library alone.

Run ``python -m tools.plates.check_anatomy [FOLDER]`` from the top of the working tree (the folder holds
``anatomy.toml``, ``views.json`` and ``plates.toml``; ``resources/atlas`` if left out).  The definition is checked where
it says where things lie, and what the views show is checked as it is drawn.  Prints one plain line for each fault and
ends with 1 if there is any.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from tools.plates.check_definition import Definition
from tools.plates.check_views import Views
from tools.plates.views import ATLAS, build, text

ATLAS_MAX = 3_000_000
"""Bytes that the whole folder may have."""


def main() -> int:
    """Check the atlas in the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ATLAS
    notes, faults = _checked(folder)
    size = sum(path.stat().st_size for path in folder.iterdir())
    if size > ATLAS_MAX:
        faults.append(f"the files of the atlas are {size} bytes, more than {ATLAS_MAX}")
    notes.append(f"the files of the atlas: {size / 1e6:.2f} MB")
    print("\n".join([*notes, *faults]))
    return 1 if faults else 0


def _checked(folder: Path) -> tuple[list[str], list[str]]:
    """Return notes and faults of the anatomy in *folder*; of its form alone, if that has faults."""
    anatomy, plates = (
        tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in ("anatomy.toml", "plates.toml")
    )
    definition = Definition(anatomy)
    definition.form()
    if definition.faults:
        return definition.notes, definition.faults
    definition.places()
    views = Views(json.loads((folder / "views.json").read_text(encoding="utf-8")), plates)
    same = text(build(anatomy)) == text(views.views)
    views.need(same, "views.json is not what anatomy.toml makes: run python -m tools.plates.views")
    views.run()
    return definition.notes + views.notes, definition.faults + views.faults


if __name__ == "__main__":
    sys.exit(main())
