"""How often things are broken, with what chance, and the table of what was lost. `--full` is what `make soak` runs."""

import json
import random

import pytest
from bench.report import RESULTS, versions

from faults.ledger import Ledger, stamp

LEDGER = pytest.StashKey[Ledger]()


def pytest_configure(config: pytest.Config) -> None:
    """Settle the chance of this run."""
    seed = config.getoption("--seed")
    config.stash[LEDGER] = Ledger(random.SystemRandom().randrange(10**6) if seed is None else seed)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table; keep that of a whole run."""
    ledger = config.stash[LEDGER]
    if not ledger.rows:
        return
    terminalreporter.section(f"faults (seed {ledger.seed})")
    terminalreporter.write_line(ledger.table())
    if config.getoption("--full"):
        line = {"date": stamp(), "seed": ledger.seed} | versions() | {"rows": ledger.as_json()}
        RESULTS.mkdir(exist_ok=True)
        with (RESULTS / "faults.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


@pytest.fixture
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """Return where what was tried and lost is written down."""
    return request.config.stash[LEDGER]


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Return whether everything is tried as often as `make soak` does."""
    return bool(request.config.getoption("--full"))


@pytest.fixture
def chance(request: pytest.FixtureRequest, ledger: Ledger) -> random.Random:
    """Return the chance of this test: the same for the same seed."""
    return random.Random(f"{ledger.seed} {request.node.name}")
