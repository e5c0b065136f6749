"""Several runs in one chart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QStackedLayout, QWidget

from playground.formats import SUPERSCRIPTS, duration, percent, significant
from playground.views.chart import Chart
from playground.views.chart_axis import plain
from playground.views.overlay import Line, Overlay, Point

Measure = Literal["perplexity", "accuracy", "gradients"]

TALLEST = 1e6  # a perplexity beyond is drawn there: the other runs would lie flat below it
MOST = 8  # runs that can be told apart
ROOM = 1.4  # so much wider than the longest run is the chart: names stand at the right
COLUMNS = (("epoch", plain), ("update", plain), ("time", duration))


class Comparison(QWidget):
    """Overlay the validation curves of runs, or how far back their gradients reach."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._charts = {
            "perplexity": _chart("Validation perplexity", logarithmic=True),
            "accuracy": _chart("Validation accuracy", share=True),
            "gradients": _gradient_chart(),
        }
        self._overlays = [
            Overlay(self._charts["perplexity"], partial(_scores, "perplexity"), TALLEST),
            Overlay(self._charts["accuracy"], partial(_scores, "accuracy")),
            Overlay(self._charts["gradients"], _faded),
        ]
        self._stack = QStackedLayout(self)
        for chart in self._charts.values():
            self._stack.addWidget(chart)

    @property
    def charts(self) -> dict[str, Chart]:
        """The charts by measure."""
        return self._charts

    def set_measure(self, measure: Measure) -> None:
        """Show one of the three pictures."""
        self._stack.setCurrentWidget(self._charts[measure])

    def set_column(self, column: str) -> None:
        """Measure x in epochs, updates or time."""
        for measure in ("perplexity", "accuracy"):
            self._charts[measure].set_column(column)

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Draw perplexity on a logarithmic axis, or on an even one."""
        self._charts["perplexity"].set_logarithmic(logarithmic)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Draw exactly these runs."""
        for overlay, chart in zip(self._overlays, self._charts.values(), strict=True):
            overlay.show(lines)
            ends = [
                [float(curve.series.x(column)[-1]) for curve in chart.curves.values()]
                for column in chart.columns
            ]
            planned = [ROOM * max(values, default=1.0) for values in ends]
            chart.set_planned_end(dict(zip(chart.columns, planned, strict=True)))


def _scores(measure: str, line: Line, since: int) -> list[Point]:
    points: list[Point] = []
    for event in line.evaluations[since:]:
        score = event.valid or event.train
        value = score.perplexity if measure == "perplexity" else score.accuracy
        if value is not None:
            points.append(((event.epoch, float(event.step), event.seconds), value))
    return points


def _faded(line: Line, since: int) -> list[Point]:
    """Return (steps back, share of the gradient at the last step), as far as any arrives."""
    norms = line.gradients
    if since or not norms or not norms[-1] > 0:  # those that are drawn have not changed
        return []
    return [((float(k),), norm / norms[-1]) for k, norm in enumerate(reversed(norms)) if norm > 0]


def _chart(name: str, *, logarithmic: bool = False, share: bool = False) -> Chart:
    return Chart(
        name,
        COLUMNS,
        write=_whole_percent if share else plain,
        write_end=percent if share else significant,
        logarithmic=logarithmic,
        from_zero=share,
    )


def _gradient_chart() -> Chart:
    return Chart(
        "Gradient by steps back",
        (("steps back", plain),),
        write=_short,
        write_end=_short,
        logarithmic=True,
    )


def _whole_percent(share: float) -> str:
    return f"{100 * share:g} %"


def _short(share: float) -> str:
    if share >= 1e-4:
        return f"{significant(100 * share, 2)} %"
    digit, _, power = f"{share:.0e}".partition("e")
    exponent = str(int(power)).translate(SUPERSCRIPTS)
    return f"10{exponent}" if digit == "1" else f"{digit}·10{exponent}"
