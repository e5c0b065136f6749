"""What the hidden units of the top layer say while they read."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from engine.events import Inspected
from playground.formats import significant
from playground.views.lens import Lens
from playground.views.ramp_legend import RampLegend
from playground.views.shown_token import shown_token
from playground.views.unit_map import UnitMap
from playground.widgets.label import Label

WRITTEN = {"pairs": "the answer is written", "pictures": "the caption is written"}
STEPS = (1.0, 0.5, 0.2, 0.1)  # ends of the scale, and their tenths


class Units(Lens):
    """Draw hidden units over time, and read out the one under the pointer."""

    title = "Units"
    view = "units"
    waiting = "While a run goes on, this shows what each hidden unit says at each time step."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = UnitMap()
        self._legend = RampLegend("−1", "1", "signed")
        self._read = Label("", "caption")
        self._shown: Inspected | None = None
        self._cell: tuple[int, int] | None = None
        self.heading.setText("What each hidden unit says")
        self.column.addWidget(self._map, 1)
        self.column.addWidget(self._legend)
        self.column.addWidget(self._read)
        self._map.pointed.connect(self._point)
        self._map.left.connect(self._leave)

    def show_arrays(self, inspected: Inspected) -> None:
        """Show the units, on a scale that the largest of them fits."""
        values = np.asarray(inspected.arrays["hidden"], dtype=np.float64)
        self._shown = inspected
        scale = _scale(float(np.nanmax(np.abs(values), initial=0.0)))
        self._map.show_units(values, inspected.labels, scale)
        self._legend.set_words(f"−{scale:g}", f"{scale:g}")
        units, stride = values.shape[1], self._map.stride()
        which = "All" if stride == 1 else f"Every {_ordinal(stride)} of"
        done = WRITTEN.get(self.begun.unit if self.begun else "", "it reads")
        self.caption_label.setText(f"{which} {units} units, from left to right as {done}.")
        self._read_out()

    def retint(self) -> None:
        """Draw again."""
        self._map.update()
        self._legend.update()

    def clear(self) -> None:
        """Forget the run."""
        super().clear()
        self._shown, self._cell = None, None

    def _read_out(self) -> None:
        if self._shown is None or self._cell is None:
            self._read.setText("Point at a cell to read it.")
            return
        unit, step = self._cell
        value = float(self._shown.arrays["hidden"][step, unit])
        token = shown_token(self._shown.labels[step])
        words = f"Unit {unit + 1} after “{token}”: {significant(value, 3)}"
        self._read.setText(words.replace(": -", ": −"))
        self._map.setAccessibleDescription(words)

    @Slot(int, int)
    def _point(self, unit: int, step: int) -> None:
        self._cell = unit, step
        self._read_out()

    @Slot()
    def _leave(self) -> None:
        self._cell = None
        self._read_out()


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")


def _scale(largest: float) -> float:
    """Return the smallest round number that is no less, and 1 for what is no number."""
    if not 0 < largest < math.inf:
        return 1.0
    power = 10.0 ** math.ceil(math.log10(largest))
    return min(step * power for step in STEPS if step * power >= largest * (1 - 1e-9))
