"""The controls that only the settings have: a slider, a choice, a time of day. They follow the palette."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QValidator
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from unknot.ui.layout import button, number_box, text
from unknot.ui.number_line import quiet_ink
from unknot.ui.theme import GRID

HANDLE_PX = 18
GROOVE_PX = 4
HOUR = 60
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_BEGUN_TIME = re.compile(r"[0-9]{0,2}(:[0-9]{0,2})?")


class Slider(QSlider):
    """A slider across, filled from 0, or from its middle where 0 is there."""

    def __init__(self, name: str, limits: tuple[int, int], step: int, page: int, value: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setRange(*limits)
        self.setSingleStep(step)
        self.setPageStep(page)
        self.setValue(value)
        self.setMinimumHeight(3 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint groove, filled part and handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette, on = self.palette(), self.isEnabled()
        quiet, line = quiet_ink(), palette.mid().color()
        teal = palette.highlight().color()
        at, zero, middle = self._x(self.value()), self._x(max(0, self.minimum())), self.height() / 2
        groove = QRectF(0, middle - GROOVE_PX / 2, self.width(), GROOVE_PX)
        painter.setBrush(line)
        painter.drawRoundedRect(groove, GROOVE_PX / 2, GROOVE_PX / 2)
        if on:
            start = 0.0 if zero == self._x(self.minimum()) else zero
            painter.setBrush(teal)
            filled = groove.adjusted(min(start, at), 0, max(start, at) - groove.width(), 0)
            painter.drawRoundedRect(filled, GROOVE_PX / 2, GROOVE_PX / 2)
        if self.minimum() < 0:
            painter.setBrush(quiet if on else line)
            painter.drawRect(QRectF(zero - 1, middle - GRID, 2, 2 * GRID))
        painter.setBrush(teal if on else palette.window().color())
        painter.setPen(QPen(palette.window().color() if on else quiet, 2))
        painter.drawEllipse(QPointF(at, middle), HANDLE_PX / 2, HANDLE_PX / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.windowText().color(), 2))
            painter.drawEllipse(QPointF(at, middle), HANDLE_PX / 2, HANDLE_PX / 2)

    def _x(self, value: int) -> float:
        """Return where the middle of the handle is for a value: where the style has it, which also takes the clicks."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        option.sliderPosition = value
        part = QStyle.SubControl.SC_SliderHandle
        rect: QRect = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
        return rect.x() + rect.width() / 2


class Level(QWidget):
    """A slider under its label, with what it stands at in words."""

    def __init__(self, slider: Slider, words: Callable[[int], str]) -> None:
        super().__init__()
        self.slider = slider
        self._words = words
        self._label = text(slider.accessibleName(), wrap=False)
        self._label.setBuddy(slider)
        self._value = text(wrap=False)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(2 * GRID)
        self._top.addWidget(self._label)
        self._top.addWidget(self._value, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._top)
        layout.addWidget(slider)
        slider.valueChanged.connect(self._say)
        self._say(slider.value())

    def put_aside(self, more: QWidget) -> None:
        """Put something more to where it stands."""
        self._top.addWidget(more)

    def stack(self, *, on: bool) -> None:
        """Put what stands over the slider under one another, or beside one another again."""
        self._top.setDirection(across(not on))
        self._top.setSpacing(2 if on else 2 * GRID)

    def turn(self, *, on: bool) -> None:
        """Let it be set, or not, because it governs nothing now. What was put aside goes on working."""
        for part in (self._label, self._value, self.slider):
            part.setEnabled(on)

    def make_room(self) -> None:
        """Keep room for the longest words that it may stand at, so that nothing moves beside them."""
        measure = self._value.fontMetrics().horizontalAdvance
        values = range(self.slider.minimum(), self.slider.maximum() + 1)
        self._value.setMinimumWidth(max(measure(self._words(value)) for value in values))

    def _say(self, value: int) -> None:
        words = self._words(value)
        self._value.setText(words)
        self.slider.setAccessibleDescription(words)


class Choice(QWidget):
    """One of a few, as a row of switches; Tab goes to the one that is on, arrows to the others."""

    chosen = Signal(object)

    def __init__(self, words: Mapping[str, str], now: str) -> None:
        super().__init__()
        self._line = layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID + 4)
        group = QButtonGroup(self)
        self.switches = {key: button(said, "view") for key, said in words.items()}
        for key, switch in self.switches.items():
            switch.setCheckable(True)
            switch.setChecked(key == now)
            group.addButton(switch)
            layout.addWidget(switch)
            switch.toggled.connect(lambda on, key=key: self.chosen.emit(key) if on else None)

    def stack(self, *, on: bool) -> None:
        """Put the switches under one another, or beside one another again."""
        self._line.setDirection(across(not on))

    def choose(self, key: str) -> None:
        """Choose one."""
        self.switches[key].setChecked(True)


class Row(QWidget):
    """A control at the end of its label, which names it; `quiet` is something more that assistive tools say of it.

    The switches of a choice have names of their own, and the label as what they are about. `under`: the control stands
    under its label. `about` is said below the label.
    """

    def __init__(self, words: str, control: QWidget, quiet: str = "", *, about: str = "", under: bool = False) -> None:
        super().__init__()
        self._control = control
        self._under = under
        self.setAccessibleName(words)
        label = text(words)
        if isinstance(control, Choice):
            for switch in control.switches.values():
                switch.setAccessibleDescription(words)
        else:
            label.setBuddy(control)
            control.setAccessibleName(words)
            control.setAccessibleDescription(quiet)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(label)
        if about:
            said.addWidget(text(about, tone="quiet", scale=0.9))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addLayout(said, 1)
        self._all = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._all.setContentsMargins(0, 0, 0, 0)
        self._all.addLayout(self._top, 1)
        self._all.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
        self.stack(on=False)

    def put_aside(self, more: QWidget) -> None:
        """Put something more between the label and its control, or at the end of the line behind switches."""
        behind = isinstance(self._control, Choice) and not self._under
        (self._all if behind else self._top).addWidget(more)

    def stack(self, *, on: bool) -> None:
        """Put everything under one another, or beside one another again."""
        self._top.setDirection(across(not on))
        self._top.setSpacing(2 if on else GRID)
        self._all.setDirection(across(not (on or self._under)))
        self._all.setSpacing(2 if on or self._under else 2 * GRID)
        if isinstance(self._control, Choice):
            self._control.stack(on=on)


Aside = Level | Row
"""What has a place for something more beside what it is set with."""


class TimeBox(QSpinBox):
    """A time of day as `03:00`, in whole minutes from midnight."""

    def __init__(self, latest: int, value: int) -> None:
        super().__init__()
        self.setRange(0, latest)
        self.setSingleStep(HOUR // 2)
        self.setValue(value)
        number_box(self)

    def textFromValue(self, value: int) -> str:
        """Write minutes as a time."""
        return written(value)

    def valueFromText(self, words: str) -> int:
        """Read a time as minutes; a whole hour may be written as `4`."""
        return minutes(words if ":" in words else f"{words}:00")

    def validate(self, words: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take a whole time within the limits; less is a time that is still being written."""
        if _TIME.fullmatch(words) and self.minimum() <= minutes(words) <= self.maximum():
            return QValidator.State.Acceptable, words, position
        begun = _BEGUN_TIME.fullmatch(words) is not None
        return QValidator.State.Intermediate if begun else QValidator.State.Invalid, words, position

    def fixup(self, words: str) -> str:
        """Make a whole hour of one that was written alone."""
        return written(int(words) * HOUR) if words.isdecimal() else words


def across(beside: bool) -> QBoxLayout.Direction:  # noqa: FBT001  # it is a value here, no switch
    """Return the direction in which things stand beside one another, or under one another."""
    return QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom


def minutes(time: str) -> int:
    """Return the minutes from midnight to a time written `03:00`; more than a day's for one that is none."""
    found = _TIME.fullmatch(time)
    if found is None or int(found[2]) >= HOUR:
        return 24 * HOUR
    return int(found[1]) * HOUR + int(found[2])


def written(minutes_from_midnight: int) -> str:
    """Return minutes from midnight as `03:00`."""
    hours, rest = divmod(minutes_from_midnight, HOUR)
    return f"{hours:02}:{rest:02}"


class ScrollGuard(QObject):
    """Lets the wheel scroll the page, and turn a control only where that has the focus: else it is set in passing."""

    def guard(self, control: QWidget) -> None:
        """Guard one control."""
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the wheel on."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
