"""An axis with few, round ticks and no more ink than they need."""

import math
from collections.abc import Callable
from typing import Any

import pyqtgraph as pg

from playground.theme import current_theme, font, px
from playground.views.ticks import round_log_ticks, round_ticks

Format = Callable[[float], str]


def plain(number: float) -> str:
    """Write a tick as short as it can be: ``10,000``, ``0.5``, ``1e+06`` and up."""
    return f"{number:,.10g}" if abs(number) < 1e6 or number == 0 else f"{number:.3g}"


class ChartAxis(pg.AxisItem):
    """Write round numbers at the left or under a chart.

    At the left there is no line and no tick, and the width is fixed, so that the chart does not
    jump as numbers grow. ``logarithmic`` says that positions are log10 of the numbers.
    """

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.logarithmic = False
        self.write: Format = plain
        self._left = orientation == "left"
        if self._left:
            self.setWidth(px(52))
            self.setStyle(tickLength=0, tickTextOffset=px(6))
        else:
            self.setHeight(px(20))
            self.setStyle(tickLength=-px(5), tickTextOffset=px(4))
        self.setStyle(hideOverlappingLabels=False, autoExpandTextSpace=False)
        self.setStyle(tickFont=font("axis"))
        self.retint()

    def retint(self) -> None:
        """Take the pens of the theme that is on."""
        theme = current_theme()
        self.setPen(pg.mkPen(None) if self._left else pg.mkPen(theme.line2))
        self.setTextPen(pg.mkPen(theme.ink2))

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[Any]:
        """Give pyqtgraph our ticks, as many as the size has room for."""
        room = 34 if self._left else 60
        most = max(2, min(5 if self._left else 11, int(size // px(room))))
        if self.logarithmic:
            ends = 10.0 ** max(minVal, -300), 10.0 ** min(maxVal, 300)
            return [(1.0, [math.log10(tick) for tick in round_log_ticks(*ends, most)])]
        # Nobody plans half an epoch: a longer axis counts whole ones.
        whole = not self._left and maxVal - minVal >= 2
        return [(1.0, round_ticks(minVal, maxVal, most, smallest=1.0 if whole else 0.0))]

    def generateDrawSpecs(self, p: Any) -> Any:
        """Leave the ticks at the left out: even without length they would be drawn as dots."""
        specs = super().generateDrawSpecs(p)
        return (specs[0], [], specs[2]) if specs and self._left else specs

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write the numbers, not their logarithms."""
        numbers = [10.0**value for value in values] if self.logarithmic else values
        return [self.write(float(f"{number:.10g}")) for number in numbers]
