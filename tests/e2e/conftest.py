"""The desk, the tool and the person. Nothing is mocked: a real screen, real buses, the real program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from e2e.assistive import Assistive
from e2e.desk import Desk, missing_packages
from e2e.hand import Hand
from e2e.person import Person
from e2e.program import COMMAND, Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Set up one desk for all tests; a machine without its parts fails them, in one line, and skips none."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the end-to-end suite needs X11 and AT-SPI")
    if missing := missing_packages():
        pytest.fail(f"end-to-end tests need these packages: {' '.join(missing)}", pytrace=False)
    if not COMMAND.exists():
        pytest.fail(f"the program is not installed beside {sys.executable}", pytrace=False)
    with Desk(tmp_path_factory.mktemp("desk")) as ready:
        yield ready


@pytest.fixture(scope="session")
def tool(desk: Desk) -> Iterator[Assistive]:
    """Start the assistive tool, once."""
    running = Assistive(desk.environment)
    yield running
    running.close()


@pytest.fixture
def program(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Iterator[Program]:
    """Lend the program with a fresh data folder; it must end when asked and leave nothing on stderr.

    Its sound is off, so that no speech server is started for each test, and its first pages are read; the mark
    `as_new` leaves it as it comes.
    """
    lent = Program(desk.environment, tmp_path)
    if request.node.get_closest_marker("as_new") is None:
        lent.make_known()
    yield lent
    troubles = lent.close() + lent.complaints()
    if troubles:
        pytest.fail("the program left: " + "\n".join(troubles), pytrace=False)


@pytest.fixture
def person(desk: Desk, tool: Assistive, program: Program) -> Person:
    """Seat a person at the desk; nothing is open yet."""
    return Person(tool, Hand(desk.environment), program)
