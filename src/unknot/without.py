"""What a library would import though it can do without, and nothing here needs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Let what is imported meanwhile find no module of these names; those that are there already it finds."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: Python's own word for it
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]  # who wants it later, a tool beside the program, finds it
