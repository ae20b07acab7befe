"""The words and shapes that Unknot ships."""

from pathlib import Path

import pytest

from unknot.guide.library import Guide, load


@pytest.fixture(scope="session")
def shipped() -> Path:
    """Return the folder of resources that Unknot ships."""
    return Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def guide(shipped: Path) -> Guide:
    """Return the shipped guide in English."""
    return load(shipped)
