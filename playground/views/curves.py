"""How a run goes: perplexity over accuracy, as curves that grow."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.events import Diverged, Evaluated, Started
from engine.history import History
from playground.event_batch import EventBatch
from playground.formats import percent, significant
from playground.theme import px
from playground.views.base import View
from playground.views.chart_axis import plain
from playground.views.measure_chart import MeasureChart
from playground.views.progress_arrays import ProgressArrays, history_arrays, progress_arrays
from playground.widgets.label import Label

TALLEST = 100.0  # a loss that explodes is drawn up to so many times the uniform guess
AT_REST = 150  # milliseconds without news until both charts show the last of them
TITLES = {"words": "Accuracy, next word", "characters": "Accuracy, next character"}
ANSWERS = {
    "pairs": "Accuracy, whole answers",
    "lines": "Accuracy, whole lines",
    "pictures": "Accuracy, whole captions",
}

WRITTEN = ("pairs", "pictures")  # whose answers are written symbol by symbol


class Curves(View):
    """Draw perplexity and accuracy of training and validation, with the floors that are known.

    A run that goes on keeps its curves; another one starts with empty charts.
    """

    title = "Curves"
    caption = "Perplexity and accuracy of training and validation"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._perplexity = MeasureChart(
            "Perplexity",
            write=significant,
            write_axis=plain,
            logarithmic=True,
            tip="Lower is better",
        )
        self._accuracy = MeasureChart(
            "Accuracy", write=percent, write_axis=_whole_percent, logarithmic=False, tip=""
        )
        self._measures = (self._perplexity, self._accuracy)
        self._accuracy_title = Label(TITLES["words"], "title")
        self._accuracy_title.setContentsMargins(px(10), 0, 0, px(2))
        self._begun: Started | None = None
        self._history: History | None = None
        # The charts take turns: both at once would hold mouse and keyboard up for too long.
        self._turn = 1
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AT_REST)
        self._later.timeout.connect(self._draw_both)
        self._seconds_per_update = 0.0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(self._perplexity.chart, 7)
        column.addWidget(self._accuracy_title)
        column.addWidget(self._accuracy.chart, 4)

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Draw perplexity on a logarithmic axis, or on an even one."""
        self._perplexity.chart.set_logarithmic(logarithmic)

    def set_column(self, column: str) -> None:
        """Measure x in epochs, updates or time."""
        for measure in self._measures:
            measure.chart.set_column(column)

    @property
    def measures(self) -> dict[str, MeasureChart]:
        """The charts by the title of their measure."""
        return {"Perplexity": self._perplexity, self._accuracy_title.text(): self._accuracy}

    # The run

    def expect(self, epochs: int, unit: str = "words") -> None:
        """Reserve the room of a run that has not begun, and say what it will count."""
        if self._begun is None:
            self._accuracy_title.setText(ANSWERS.get(unit) or TITLES[unit])
            for measure in self._measures:
                measure.chart.set_planned_end({"epoch": epochs})

    def remember(self, history: History) -> None:
        """Take what a run did before, to show it once the run goes on."""
        self._history = history

    def show_events(self, events: Sequence[object]) -> None:
        """Add what came, and draw one of the charts: the other one had its turn before."""
        batch = EventBatch.of(events)
        if isinstance(batch[0], Started):
            self._start(batch[0])
        arrays = progress_arrays(batch.updates)
        if arrays is not None:
            self._add_updates(arrays)
        for event in batch.others:
            if isinstance(event, Evaluated):
                self._add_evaluation(event)
            elif isinstance(event, Diverged):
                self._show_diverged(event)
        self._turn = 1 - self._turn
        self._measures[self._turn].chart.refresh()
        self._later.start()

    @Slot()
    def _draw_both(self) -> None:
        for measure in self._measures:
            measure.chart.refresh()

    def clear(self) -> None:
        """Forget the run."""
        self._begun = None
        for measure in self._measures:
            measure.start(1.0)

    def _start(self, started: Started) -> None:
        goes_on = self._begun is not None and started.step > 0
        self._begun = started
        answers = ANSWERS.get(started.unit)
        self._accuracy_title.setText(answers or TITLES[started.unit])
        if goes_on:
            for measure in self._measures:
                measure.go_back(started.step)
        else:
            updates = started.epochs * started.updates_per_epoch
            span = min(max(updates / 100, 4.0), 200.0)
            self._perplexity.start(span)
            # Whole answers are scored for validation alone; training counts their symbols.
            self._accuracy.start(5.0, "Train, symbols" if started.unit in WRITTEN else "Train")
            if self._history is not None and started.step > 0:
                self._show_history(self._history, started)
        self._history = None
        for floor in started.floors:
            measure = self._perplexity if floor.measure == "perplexity" else self._accuracy
            measure.chart.set_floor(floor.label, floor.label, floor.value)
        self._plan(started.step)

    def _show_history(self, history: History, started: Started) -> None:
        if len(history):
            self._add_updates(history_arrays(history, started.updates_per_epoch))
        for event in history.evaluations:
            self._add_evaluation(event)

    def _plan(self, step: int) -> None:
        """Reserve the empty right side; its length in time is estimated, and rarely changed."""
        begun = self._begun
        assert begun is not None
        updates = begun.epochs * begun.updates_per_epoch
        ends = {"epoch": float(begun.epochs), "update": float(updates)}
        if self._seconds_per_update:
            ends["time"] = _rounded_up(self._seconds_per_update * updates)
        for measure in self._measures:
            measure.chart.set_planned_end(ends)

    @property
    def _tallest(self) -> float:
        assert self._begun is not None
        return TALLEST * max(self._begun.vocab_size, 2)

    def _add_updates(self, arrays: ProgressArrays) -> None:
        highest = math.log(self._tallest)
        smooth = self._perplexity.smoothed(arrays.loss)
        self._perplexity.add_train(
            arrays.x,
            np.exp(np.minimum(arrays.loss, highest)),
            np.exp(np.minimum(smooth, highest)),
            arrays.stride,
        )
        too_high = smooth[-1] >= highest
        self._perplexity.say_train(self._above("Train") if too_high else None)
        known = np.isfinite(arrays.accuracy)
        accuracy = arrays.accuracy[known]
        smooth_accuracy, stride = self._accuracy.smoothed(accuracy), arrays.accuracy_stride
        self._accuracy.add_train(arrays.x[:, known], accuracy, smooth_accuracy, stride)
        _, step, seconds = arrays.x[:, -1].tolist()
        per_update = seconds / step
        if not 0.7 < self._seconds_per_update / per_update < 1.4:
            self._seconds_per_update = per_update
            self._plan(int(step))

    def _add_evaluation(self, event: Evaluated) -> None:
        place = (event.epoch, float(event.step), event.seconds)
        if event.valid is None:
            return
        shown = min(event.valid.perplexity, self._tallest)
        above = self._above("Validation") if shown < event.valid.perplexity else None
        self._perplexity.add_validation(place, shown, event.best, above)
        if event.valid.accuracy is not None:
            self._accuracy.add_validation(place, event.valid.accuracy, False)

    def _above(self, line: str) -> str:
        return f"{line} above {self._tallest:,.0f}"

    def _show_diverged(self, event: Diverged) -> None:
        self._perplexity.show_diverged(event.back_to)
        self._turn = 1  # this cannot wait


def _whole_percent(share: float) -> str:
    return f"{100 * share:g} %"


def _rounded_up(seconds: float) -> float:
    """Return the next larger of 1, 1.5, 2, 3, 5, 7 and their tenfolds."""
    power = 10.0 ** math.floor(math.log10(max(seconds, 1e-3)))
    return next(step * power for step in (1, 1.5, 2, 3, 5, 7, 10) if step * power >= seconds)
