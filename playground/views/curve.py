"""One line of a chart."""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from playground.theme import current_theme
from playground.views.series import CAPACITY, Array, Series

Kind = Literal["raw", "smooth", "validation", "run"]


class Look(NamedTuple):
    """How a line is drawn: the token of its colour, and lengths of dashes and gaps in pixels."""

    token: str
    width: int = 1
    z: int = 4
    dashes: tuple[int, ...] = ()


_LOOKS: dict[str, Look] = {
    "raw": Look("faint", z=2),
    "smooth": Look("accent", z=3),
    "validation": Look("valid", width=2),
}
_DASHES = ((), (8, 4), (2, 3), (12, 3, 2, 3), (16, 4), (5, 2), (2, 6), (8, 3, 2, 3, 2, 3))
_MOST_DOTS = {"run": 24, "validation": 110}  # more would hide a run's dashes, and touch each other
_MOST_POINTS = {1: 2000, 2: 600}  # by width: antialiased lines cost ten times as much to paint
_TINY = 1e-12


def look_pen(look: Look) -> QPen:
    """Return a pen of a look in the theme that is on."""
    pen = pg.mkPen(current_theme().color(look.token), width=look.width)
    if look.dashes:  # in widths of the pen, as Qt takes them; a square cap would close the gaps
        pen.setDashPattern([length / look.width for length in look.dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def run_look(index: int) -> Look:
    """Return the look of one of several runs: a colour, and a dash for whoever cannot tell it."""
    return Look(f"run{index}", width=2, dashes=_DASHES[index])


class Curve:
    """Keep the values of one line and draw as many points of it as can be seen.

    Raw lines are faint and smoothed ones accent, both one pixel wide and not antialiased, which
    costs a tenth of what width 2 does. Validation has dots. ``label`` stands at the line's end;
    a line without one is not named there. A run's line has a ``look`` of its own.

    Attributes:
        drawn: x and heights of the points of the picture.
    """

    def __init__(
        self, kind: Kind, label: str, columns: Sequence[str], look: Look | None = None
    ) -> None:
        self.kind, self.label = kind, label
        self.text: str | None = None
        self._wanted: tuple[object, ...] = ()  # what the points below were drawn for
        self.drawn = np.empty(0), np.empty(0)
        self._look = look or _LOOKS[kind]
        self.token, z = self._look.token, self._look.z
        smooth = kind in ("validation", "run")
        # Evaluations are few, and every one of them counts.
        self.series = Series(columns, math.inf if smooth else CAPACITY)
        self.line = pg.PlotCurveItem(antialias=smooth, skipFiniteCheck=True, connect="all")
        self.line.setZValue(z)
        self.dots: pg.ScatterPlotItem | None = None
        if smooth:
            self.dots = pg.ScatterPlotItem(size=6, antialias=True)
            self.dots.setZValue(z)
        self.retint()

    def append(self, x: Sequence[float], y: float) -> None:
        """Add a value with its x in every column of the chart."""
        self.series.append(x, y)

    def extend(self, x: Array, y: Array, each: float = 1.0) -> None:
        """Add values; x is (columns, n), y is (n,), each stands for so many measured ones."""
        self.series.extend(x, y, each)

    def set_text(self, text: str | None) -> None:
        """Write this at the line's end instead of the label and the last value."""
        self.text = text

    def clear(self) -> None:
        """Forget all values."""
        self.series.clear()
        self.text = None
        self.draw("", 0, 0, False)

    def draw(self, column: str, low: float, high: float, logarithmic: bool) -> Array:
        """Draw what lies from low to high in a column; return the heights that are drawn."""
        wanted = (self.series.version, column, low, high, logarithmic)
        if wanted == self._wanted:
            return self.drawn[1]
        if not len(self.series):
            x = y = np.empty(0)
        else:
            most = _MOST_POINTS[self._look.width]
            x, y = self.series.visible(column, low, high, most)
            y = self.height(y, logarithmic)
        self.line.setData(x, y, skipFiniteCheck=True, connect="all")
        if self.dots is not None:
            shown = slice(0 if len(x) > _MOST_DOTS[self.kind] else None)
            if len(x[shown]) or len(self.dots.data):
                self.dots.setData(x[shown], y[shown])
        self._wanted, self.drawn = wanted, (x, y)
        return y

    @staticmethod
    def height(y: Array, logarithmic: bool) -> Array:
        """Return where values stand on the axis."""
        made: Array = np.log10(np.maximum(y, _TINY)) if logarithmic else y
        return made

    def retint(self) -> None:
        """Take the pens of the theme that is on."""
        color = current_theme().color(self.token)
        self.line.setPen(look_pen(self._look))
        if self.dots is not None:
            self.dots.setPen(pg.mkPen(None))
            self.dots.setBrush(pg.mkBrush(color))
