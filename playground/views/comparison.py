"""Several runs in one chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtWidgets import QStackedLayout, QWidget

from engine.events import Evaluated
from playground.formats import SUPERSCRIPTS, duration, percent, significant
from playground.views.chart import Chart
from playground.views.chart_axis import plain
from playground.views.curve import run_look

Measure = Literal["perplexity", "accuracy", "gradients"]
Point = tuple[tuple[float, ...], float]  # x in every column, and the value

MOST = 8  # runs that can be told apart
ROOM = 1.4  # so much wider than the longest run is the chart: names stand at the right
COLUMNS = (("epoch", plain), ("update", plain), ("time", duration))


class Line(NamedTuple):
    """A run as the chart needs it; `place` from 0 to 7 decides colour and dash."""

    name: str
    place: int
    evaluations: Sequence[Evaluated]
    gradients: Sequence[float]


class Comparison(QWidget):
    """Overlay the validation curves of runs, or how far back their gradients reach."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._charts = {
            "perplexity": _chart("Validation perplexity", logarithmic=True),
            "accuracy": _chart("Validation accuracy", share=True),
            "gradients": _gradient_chart(),
        }
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
        for measure, chart in self._charts.items():
            _forget(chart)
            for line in lines:
                points = _points(line, measure)
                if points:
                    curve = chart.add_curve(line.name, "run", line.name, run_look(line.place))
                    for x, y in points:
                        curve.append(x, y)
            ends = [
                [float(curve.series.x(column)[-1]) for curve in chart.curves.values()]
                for column in chart.columns
            ]
            planned = [ROOM * max(values, default=1.0) for values in ends]
            chart.set_planned_end(dict(zip(chart.columns, planned, strict=True)))


def _forget(chart: Chart) -> None:
    for key in list(chart.curves):
        chart.remove_curve(key)


def _points(line: Line, measure: str) -> list[Point]:
    if measure == "gradients":
        return _faded(line.gradients)
    points: list[Point] = []
    for event in line.evaluations:
        score = event.valid or event.train
        value = score.perplexity if measure == "perplexity" else score.accuracy
        if value is not None:
            points.append(((event.epoch, float(event.step), event.seconds), value))
    return points


def _faded(norms: Sequence[float]) -> list[Point]:
    """Return (steps back, share of the gradient at the last step), as far as any arrives."""
    if not norms or not norms[-1] > 0:
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
