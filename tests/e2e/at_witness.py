"""A second look at a program, through pyatspi, the library that screen readers use.

`python3 -m e2e.at_witness PID` under the system's own Python prints, as JSON, role and name of everything that shows.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pyatspi

if TYPE_CHECKING:
    from collections.abc import Iterator


def showing(thing: Any) -> Iterator[tuple[str, str]]:
    """Yield role and name, in the library's words, of all that shows below."""
    for child in thing:
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            yield child.getRoleName(), child.name
            yield from showing(child)


def main() -> None:
    """Print what there is to see of the program with the process id given."""
    apps = [
        app for app in pyatspi.Registry.getDesktop(0) if app is not None and app.get_process_id() == int(sys.argv[1])
    ]
    sys.stdout.write(json.dumps([seen for app in apps for seen in showing(app)]))


if __name__ == "__main__":
    main()
