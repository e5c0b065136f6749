"""The same measure of several runs on one chart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from engine.events import Evaluated
from playground.views.chart import Chart
from playground.views.curve import run_look

Point = tuple[tuple[float, ...], float]  # x in every column, and the value


class Line(NamedTuple):
    """A run as the chart needs it; `place` from 0 to 7 decides colour and dash."""

    name: str
    place: int
    evaluations: Sequence[Evaluated]
    gradients: Sequence[float]


Points = Callable[[Line, int], Sequence[Point]]  # those from one evaluation of a line on


class Overlay:
    """Draw runs on a chart: of one that goes on only what is new, for it may have gone on long.

    What is higher than `highest` is drawn there, and said to be above it.
    """

    def __init__(self, chart: Chart, points: Points, highest: float = math.inf) -> None:
        self._chart, self._points, self._highest = chart, points, highest
        self._lines: tuple[Line, ...] = ()
        self._taken: list[int] = []  # evaluations of each line

    def show(self, lines: Sequence[Line]) -> None:
        """Draw exactly these runs."""
        if not self._have_grown(lines):
            for key in list(self._chart.curves):
                self._chart.remove_curve(key)
            self._taken = [0] * len(lines)
        self._lines = tuple(lines)
        for index, line in enumerate(lines):
            points = self._points(line, self._taken[index])
            self._taken[index] = len(line.evaluations)
            if points:
                self._extend(line, points)

    def _have_grown(self, lines: Sequence[Line]) -> bool:
        """Tell whether these are the runs that are drawn, with no more than new evaluations."""
        return len(lines) == len(self._lines) and all(
            new.evaluations is old.evaluations
            and len(new.evaluations) >= taken > 0
            and (new.name, new.place, new.gradients) == (old.name, old.place, old.gradients)
            for new, old, taken in zip(lines, self._lines, self._taken, strict=True)
        )

    def _extend(self, line: Line, points: Sequence[Point]) -> None:
        curve = self._chart.curves.get(line.name)
        if curve is None:
            curve = self._chart.add_curve(line.name, "run", line.name, run_look(line.place))
        places, values = zip(*points, strict=True)
        heights = np.minimum(np.array(values, dtype=np.float64), self._highest)
        curve.extend(np.array(places, dtype=np.float64).T, heights)
        is_above = values[-1] > self._highest
        curve.set_text(f"{line.name} above {self._highest:,.0f}" if is_above else None)
