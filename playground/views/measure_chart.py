"""One measure of a run as a chart: training faint and smoothed, validation bold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from playground.formats import duration, significant
from playground.theme import px
from playground.views.chart import Chart
from playground.views.chart_axis import Format, plain
from playground.views.progress_arrays import COLUMNS, Array
from playground.views.series import Series
from playground.views.smoothing import Smoothing

Place = tuple[float, float, float]  # a moment of the run in every column


class MeasureChart:
    """Keep the three lines of one measure, in the units in which it is drawn."""

    def __init__(
        self, name: str, *, write: Format, write_axis: Format, logarithmic: bool, tip: str
    ) -> None:
        self.chart = Chart(
            name,
            (("epoch", _epoch), ("update", plain), ("time", duration)),
            write=write_axis,
            write_end=write,
            logarithmic=logarithmic,
            from_zero=not logarithmic,
            tip=tip,
        )
        margins = 0, px(8), 0, 0  # half a tick's label stands above the axis
        self.chart.plot.getPlotItem().setContentsMargins(*margins)
        self._write = write
        self._raw = self.chart.add_curve("train", "raw")
        self._smooth = self.chart.add_curve("train, smoothed", "smooth", "Train")
        self._valid = self.chart.add_curve("validation", "validation", "Validation")
        self.start(1.0)

    @property
    def series(self) -> dict[str, Series]:
        """The measured lines by name, for export: never the smoothed one."""
        return {"train": self._raw.series, "validation": self._valid.series}

    def start(self, span: float, train: str = "Train") -> None:
        """Forget everything, before a run whose lines are smoothed over `span` updates."""
        self._span, self._smoothing = span, Smoothing(span)
        self._best: tuple[Place, float] | None = None
        self._smooth.label = train
        for floor in list(self.chart.floors):
            self.chart.remove_floor(floor)
        self.chart.clear()

    def add_train(self, x: Array, raw: Array, smooth: Array, each: float = 1.0) -> None:
        """Add values of updates; each stands for so many measured ones."""
        self._raw.extend(x, raw, each)
        self._smooth.extend(x, smooth, each)

    def smoothed(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the averages that belong to new values."""
        return self._smoothing.extend(values)

    def say_train(self, text: str | None) -> None:
        """Write this at the end of the training line, or with nothing its last value."""
        self._smooth.set_text(text)

    def add_validation(
        self, place: Place, value: float, best: bool, text: str | None = None
    ) -> None:
        """Add the score of an evaluation, and ring it if it is the best so far.

        ``text`` stands at the end of the line in place of the value.
        """
        self._valid.append(place, value)
        if best:
            self._best = place, value
            self.chart.mark_best(place, value)
        self._valid.set_text(text or (f"Validation, best {self._write(value)}" if best else None))

    def go_back(self, update: int) -> None:
        """Forget what came after an update, before a run goes on from there."""
        for curve in (self._raw, self._smooth, self._valid):
            curve.set_text(None)
            curve.series.go_back("update", update)
        self._smoothing = Smoothing(self._span)
        self.chart.clear_marks()
        if self._best is not None and self._best[0][1] <= update:
            self.chart.mark_best(*self._best)

    def show_diverged(self, back_to: int) -> None:
        """Mark the update that the good weights are from."""
        place: Place = (0.0, 0.0, 0.0)
        if back_to and len(self._raw.series):
            series = self._raw.series
            index = series.nearest("update", back_to)
            epoch, update, seconds = (float(series.x(column)[index]) for column in COLUMNS)
            place = epoch, update, seconds
        self.chart.mark_moment(place, "Back to here")
        self._smooth.set_text("Train diverged")


def _epoch(number: float) -> str:
    return significant(number, 3) if number % 1 else plain(number)
