"""What a person sets before a session: seconds, spots, lead-in, techniques."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from unknot.core.anatomy import Muscle
from unknot.core.plan import COMPRESSION_S, FRICTION_S, LEAD_IN_S, STRIPPING_S, Dose, Technique
from unknot.i18n import _
from unknot.ui.layout import number_box, text
from unknot.ui.theme import GRID, set_scale


class DoseForm(QWidget):
    """Three numbers and three ticks; emits `changed` with the new dose when the person alters one."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compression = _number(_("Compression seconds"), COMPRESSION_S, 5)
        self._spots = _number(_("Spots"), (1, 4), 1)
        self._lead_in = _number(_("Lead-in seconds"), LEAD_IN_S, 1)
        self._techniques = {
            Technique.COMPRESSION: QCheckBox(_("Sustained compression")),
            Technique.FRICTION: QCheckBox(_("Circular friction")),
            Technique.STRIPPING: QCheckBox(_("Stripping")),
        }
        self._tick_parts: list[tuple[QCheckBox, QLabel]] = []
        self._number_parts: list[tuple[QLabel, QSpinBox, QLabel]] = []
        self._build()
        for box in (self._compression, self._spots, self._lead_in):
            box.valueChanged.connect(self._tell)
        for tick in self._techniques.values():
            tick.toggled.connect(self._tell)

    def _build(self) -> None:
        self._numbers = numbers = QGridLayout()
        numbers.setHorizontalSpacing(2 * GRID)
        numbers.setVerticalSpacing(2)
        columns = (
            (_("Compression, seconds"), self._compression, _("30–90: the guide")),
            (_("Spots"), self._spots, _("app default: 2")),
            (_("Lead-in, seconds"), self._lead_in, _("app default: 10")),
        )
        for label, box, source in columns:
            caption = text(label, scale=0.92)
            caption.setBuddy(box)
            self._number_parts.append((caption, box, text(source, tone="quiet", scale=0.85)))
        self._ticks = ticks = QGridLayout()
        ticks.setVerticalSpacing(GRID // 2)
        lengths = {
            Technique.COMPRESSION: _("on each spot, as set below (guide)"),
            Technique.FRICTION: _("{s} s on each spot (guide)").format(s=round(FRICTION_S)),
            Technique.STRIPPING: _("{s} s along the muscle (app default)").format(s=round(STRIPPING_S)),
        }
        for technique, tick in self._techniques.items():
            set_scale(tick, 1.0)
            self._tick_parts.append((tick, text(lengths[technique], tone="quiet", scale=0.9)))
        self.stack(on=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(ticks)
        layout.addLayout(numbers)

    def stack(self, *, on: bool) -> None:
        """Lay everything under each other, for large text in a narrow panel; or beside each other, as usual."""
        for row, (tick, length) in enumerate(self._tick_parts):
            self._ticks.removeWidget(tick)
            self._ticks.removeWidget(length)
            self._ticks.addWidget(tick, 2 * row, 0)
            self._ticks.addWidget(length, 2 * row + on, not on)
            side = Qt.AlignmentFlag.AlignLeading if on else Qt.AlignmentFlag.AlignTrailing
            length.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._ticks.setColumnStretch(1, 0 if on else 1)
        for index, parts in enumerate(self._number_parts):
            for row, part in enumerate(parts):
                self._numbers.removeWidget(part)
                self._numbers.addWidget(part, 3 * index + row if on else row, 0 if on else index)
            self._numbers.setColumnStretch(index, 0 if on and index else 1)

    def show_dose(self, muscle: Muscle, dose: Dose) -> None:
        """Show a dose, within the limits of a muscle; tells nobody."""
        self.blockSignals(True)
        self._spots.setRange(1, muscle.spots_max)
        self._compression.setValue(round(dose.compression_s))
        self._spots.setValue(dose.spots)
        self._lead_in.setValue(round(dose.lead_in_s))
        for technique, tick in self._techniques.items():
            tick.setChecked(technique in dose.techniques)
        self._follow()
        self.blockSignals(False)

    def dose(self) -> Dose:
        """Return what is set now."""
        return Dose(
            float(self._compression.value()),
            self._spots.value(),
            tuple(t for t, tick in self._techniques.items() if tick.isChecked()),
            float(self._lead_in.value()),
        )

    def _tell(self) -> None:
        self._follow()
        self.changed.emit(self.dose())

    def _follow(self) -> None:
        """Numbers that nothing depends on now are off."""
        compression = self._techniques[Technique.COMPRESSION].isChecked()
        self._compression.setEnabled(compression)
        self._spots.setEnabled(compression or self._techniques[Technique.FRICTION].isChecked())


def _number(name: str, limits: tuple[float, float], step: int) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(round(limits[0]), round(limits[1]))
    box.setSingleStep(step)
    number_box(box)
    return box
