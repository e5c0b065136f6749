"""Which part of a run a chart shows."""

from collections.abc import Iterable, Mapping

import pyqtgraph as pg

_FUTURE = 1.013  # the planned end stays clear of the edge


class ChartRange:
    """Set the limits of both axes: x follows the run until the user moves along it."""

    def __init__(self, box: pg.ViewBox, columns: Iterable[str], from_zero: bool) -> None:
        self._box = box
        self._from_zero = from_zero
        self._planned = dict.fromkeys(columns, 1.0)
        self.follows = True
        box.disableAutoRange()
        box.setMouseEnabled(x=True, y=False)

    def plan(self, ends: Mapping[str, float]) -> None:
        """Take the planned ends of the run, by column."""
        self._planned.update(ends)

    def follow(self, column: str, reached: Iterable[float]) -> tuple[float, float]:
        """Show from 0 to the planned end, or farther if it is passed; return what is shown."""
        if self.follows:
            end = max([self._planned[column], *reached, 1e-9])
            self._box.setXRange(0, end * _FUTURE, padding=0)
        low, high = self._box.viewRange()[0]
        return float(low), float(high)

    def fit(self, heights: Iterable[float]) -> None:
        """Show all heights, with some room under and over them."""
        wanted = [*heights] or [0.0, 1.0]
        if self._from_zero:
            wanted.append(0.0)
        low, high = min(wanted), max(wanted)
        room = (high - low) or abs(high) or 1.0
        below = 0.0 if self._from_zero and low == 0 else 0.05
        self._box.setYRange(low - below * room, high + 0.08 * room, padding=0)
