"""Being asked to go, by real signals to this very process."""

import os
import signal
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from unknot.desktop.signals import Termination

ASKING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def termination(asked: list[str], qtbot: QtBot) -> Iterator[Termination]:
    """Listen, and give the test run its own signals back."""
    before = {number: signal.getsignal(number) for number in ASKING}
    termination = Termination(lambda: asked.append("to go"))
    yield termination
    termination.close()
    termination.deleteLater()
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", ASKING)
def test_each_signal_is_heard_in_the_loop(
    termination: Termination, asked: list[str], number: signal.Signals, qtbot: QtBot
) -> None:
    os.kill(os.getpid(), number)
    assert asked == [], "not in the handler, which may run anywhere"
    qtbot.waitUntil(lambda: asked == ["to go"])


def test_a_second_signal_is_heard_too(termination: Termination, asked: list[str], qtbot: QtBot) -> None:
    for times in (1, 2):
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda times=times: len(asked) == times)  # type: ignore[misc]


def test_closed_it_leaves_signals_to_the_system(termination: Termination) -> None:
    termination.close()
    assert {signal.getsignal(number) for number in ASKING} == {signal.SIG_DFL}
    assert signal.set_wakeup_fd(-1) == -1
