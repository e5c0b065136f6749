"""The card in which runs are overlaid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.theme import px
from playground.views.comparison import Comparison, Measure
from playground.views.overlay import Line
from playground.widgets.card import Card
from playground.widgets.label import Label
from playground.widgets.segmented import Segmented

MEASURES = (
    ("Perplexity", "perplexity"),
    ("Accuracy", "accuracy"),
    ("Gradients", "gradients"),
)
CAPTIONS = {
    "perplexity": "Of the validation part; lower is better.",
    "accuracy": "Of the validation part; higher is better.",
    "gradients": "How much of the gradient at the last step reaches the steps before it.",
}
NOT_INSPECTED = "No chosen run was looked into: open Gradients on Train while it runs."
OTHER_DATA = "These runs learned from different data, so their figures do not compare."


class ChartCard(Card):
    """Show the comparison under its switches, and say what would mislead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((8, 12, 10, 10), 0, parent)
        self.comparison = Comparison()
        self._measure = Segmented(MEASURES, name="Measure", tip="What is compared")
        axis = (("Log", True), ("Linear", False))
        self._axis = Segmented(axis, name="Axis", tip="How perplexity is spaced")
        columns = (("Epoch", "epoch"), ("Update", "update"), ("Time", "time"))
        self._column = Segmented(columns, name="Horizontal axis", tip="What runs to the right")
        self._caption = Label(CAPTIONS["perplexity"], "caption", "ink2")
        self._warning = Label("", "caption", "warn")
        self._lines: Sequence[Line] = ()
        self._other_data = False
        self._lay_out()
        self._measure.chosen.connect(self._choose_measure)
        self._axis.chosen.connect(self._choose_axis)
        self._column.chosen.connect(self._choose_column)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(px(10), 0, px(8), px(6))
        row.setSpacing(px(10))
        row.addWidget(self._measure)
        row.addStretch(1)
        row.addWidget(self._axis)
        row.addWidget(self._column)
        words = QHBoxLayout()
        words.setContentsMargins(px(12), 0, px(8), px(6))
        words.setSpacing(px(12))
        words.addWidget(self._caption)
        words.addWidget(self._warning)
        words.addStretch(1)
        self.column.addLayout(row)
        self.column.addLayout(words)
        self.column.addWidget(self.comparison, 1)

    def show_lines(self, lines: Sequence[Line], *, other_data: bool) -> None:
        """Draw runs; `other_data` says that they learned from different ones."""
        self._lines, self._other_data = lines, other_data
        self.comparison.show_lines(lines)
        self._warn()

    def _warn(self) -> None:
        gradients = self._measure.value() == "gradients"
        warning = OTHER_DATA if self._other_data and not gradients else ""
        if gradients and self._lines and not any(line.gradients for line in self._lines):
            warning = NOT_INSPECTED
        self._warning.setText(warning)

    @Slot(object)
    def _choose_measure(self, measure: object) -> None:
        chosen = cast(Measure, measure)
        self.comparison.set_measure(chosen)
        self._caption.setText(CAPTIONS[chosen])
        self._axis.setVisible(chosen == "perplexity")
        self._column.setVisible(chosen != "gradients")
        self._warn()

    @Slot(object)
    def _choose_axis(self, logarithmic: object) -> None:
        self.comparison.set_logarithmic(bool(logarithmic))

    @Slot(object)
    def _choose_column(self, column: object) -> None:
        self.comparison.set_column(str(column))
