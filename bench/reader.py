"""Somebody who has read the first pages: otherwise they would lie over everything that is measured."""

from pathlib import Path


def has_read(folder: str) -> str:
    """Make a data folder of theirs, and return it."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, "settings.toml").write_text("welcomed = true\n", encoding="utf-8")
    return folder
