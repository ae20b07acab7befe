"""What the tray says and what can be chosen in it. Whether there is a tray is for tests/e2e/test_tray.py."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from unknot.ui.tray import Tray


@pytest.fixture
def tray(parent: QWidget) -> Iterator[Tray]:
    made = Tray(QIcon(), parent)
    yield made
    made.close()


def lines(tray: Tray) -> list[tuple[str, bool]]:
    """Return what can be seen in its menu, and whether it can be chosen; a dash is a line across."""
    return [
        ("-" if action.isSeparator() else action.text(), action.isEnabled())
        for action in tray.contextMenu().actions()
        if action.isVisible()
    ]


def test_at_first_there_is_nothing_to_start(tray: Tray) -> None:
    said = [("Nothing yet today", False), ("-", True), ("Start next", False), ("Show window", True), ("-", True)]
    assert lines(tray) == [*said, ("Quit", True)]
    assert tray.toolTip() == "Unknot"


def test_counts_stand_first_in_their_order_and_are_not_added_up(tray: Tray) -> None:
    tray.show_counts(["Piriformis, left: 1 of 3"])
    tray.show_counts(["Gluteus medius, left: 0 of 3", "Piriformis, left: 2 of 3"])
    assert lines(tray)[:3] == [
        ("Gluteus medius, left: 0 of 3", False),
        ("Piriformis, left: 2 of 3", False),
        ("-", True),
    ]
    assert tray.toolTip() == "Unknot\nGluteus medius, left: 0 of 3\nPiriformis, left: 2 of 3"
    tray.show_counts([])
    assert lines(tray)[0] == ("Nothing yet today", False)


def test_what_is_next_is_named_and_can_be_started(tray: Tray) -> None:
    tray.show_next("Piriformis, left")
    assert ("Start next: Piriformis, left", True) in lines(tray)
    tray.show_next("")
    assert ("Start next", False) in lines(tray)


def test_later_is_there_where_it_is_offered(tray: Tray) -> None:
    tray.offer_later(on=True)
    assert ("Remind me in 30 minutes", True) in lines(tray)
    tray.offer_later(on=False)
    assert "Remind me in 30 minutes" not in dict(lines(tray))


def test_what_is_chosen_is_told(tray: Tray) -> None:
    told: list[str] = []
    tray.start.connect(lambda: told.append("start"))
    tray.window.connect(lambda: told.append("window"))
    tray.later.connect(lambda: told.append("later"))
    tray.leave.connect(lambda: told.append("leave"))
    tray.opening.connect(lambda: told.append("opening"))
    tray.show_next("Piriformis, left")
    tray.offer_later(on=True)
    tray.contextMenu().aboutToShow.emit()
    for action in tray.contextMenu().actions():
        action.trigger()
    tray.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    tray.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert told == ["opening", "start", "window", "later", "leave", "window"]
