"""What a person, or an assistive tool, sees of a widget."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QSpinBox, QWidget

from fakes import HandClock, Stand
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Plan, Technique, build_plan
from unknot.core.session import Snapshot

W = TypeVar("W", bound=QWidget)
LEFT = Region("piriformis", Side.LEFT)
RIGHT = Region("piriformis", Side.RIGHT)
HOLD_60 = Dose(60.0, 1, (Technique.COMPRESSION,), 10.0)
EVERYTHING = Dose(60.0, 2, tuple(Technique), 10.0)


def accessible(widget: QWidget) -> QAccessibleInterface:
    """Return how assistive tools see a widget."""
    return QAccessible.queryAccessibleInterface(widget)


def name(widget: QWidget) -> str:
    """Return the name that a tool reads out."""
    return accessible(widget).text(QAccessible.Text.Name)


def role(widget: QWidget) -> QAccessible.Role:
    """Return what kind of thing a tool says it is."""
    return accessible(widget).role()


def visible(root: QWidget, kind: type[W]) -> Iterator[W]:
    """Yield what can be seen of one kind inside the window of `root`, and not in a dialog over it."""
    for widget in root.findChildren(kind):
        if widget.isVisible() and widget.window() is root.window():
            yield widget


def texts(root: QWidget) -> list[str]:
    """Return what is written on the labels that can be seen."""
    return [label.text() for label in visible(root, QLabel) if label.text()]


def button(root: QWidget, words: str) -> QAbstractButton:
    """Return the one button of that name that can be seen."""
    (only,) = [button for button in visible(root, QAbstractButton) if words in (button.text(), name(button))]
    return only


def has_button(root: QWidget, words: str) -> bool:
    """Whether a button of that name can be seen."""
    return any(words in (button.text(), name(button)) for button in visible(root, QAbstractButton))


def spin(root: QWidget, words: str) -> QSpinBox:
    """Return the spin box of that name."""
    (only,) = [box for box in root.findChildren(QSpinBox) if name(box) == words]
    return only


def dialogs() -> list[QDialog]:
    """Return the dialogs that can be seen."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def middle(widget: QWidget) -> QPoint:
    """Return the middle of what a tool says a widget covers, on the screen."""
    return accessible(widget).rect().center()


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release a key on a widget."""
    QTest.keyClick(widget, key, modifiers)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click a widget, in its middle unless said otherwise."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center() if at is None else at)


def plan_of(dose: Dose = HOLD_60, region: Region = LEFT) -> Plan:
    """Return the plan of a dose."""
    return build_plan(region, dose, 4)


def begun(dose: Dose = HOLD_60, region: Region = LEFT) -> Stand:
    """Return a session that has just begun, to be moved by hand."""
    stand = Stand(HandClock())
    stand.conductor.begin(plan_of(dose, region))
    return stand


def moment(at_s: float, dose: Dose = HOLD_60, *calls: str) -> Snapshot:
    """Return a session `at_s` seconds after it began, after what was then called."""
    stand = begun(dose)
    stand.clock.forward(at_s)
    for call in calls:
        stand.calls[call]()
    return Snapshot(stand.shown[-1].session, stand.clock.now())
