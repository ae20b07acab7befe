"""Where the program's own files lie: pictures, words, sounds."""

import os
from pathlib import Path

VARIABLE = "UNKNOT_RESOURCES"
"""Names another folder of resources: for whoever works on words or shapes."""


def root() -> Path:
    """Return the folder of resources: inside the package once installed, beside `src/` in a checkout."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "resources"
