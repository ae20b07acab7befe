"""Where the program's own files lie: pictures, words, sounds."""

from pathlib import Path


def root() -> Path:
    """Return the folder of resources: inside the package once installed, beside `src/` in a checkout."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "resources"
