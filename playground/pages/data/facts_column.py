"""The numbers and small pictures at the right of the data."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine import Dataset, RunConfig
from engine.data.dataset import Kind
from engine.data.histogram import Histogram as Lengths
from engine.data.preview import Preview
from engine.data.statistics import (
    Frequency,
    LabelledStatistics,
    PairStatistics,
    TextStatistics,
)
from playground import formats
from playground.pages.data.facts import level_of
from playground.pages.data.section import Section
from playground.pages.data.split_area import SplitArea
from playground.theme import px
from playground.views.record_columns import BLANK, END
from playground.widgets.bars import Bars
from playground.widgets.big_number import BigNumber
from playground.widgets.histogram import Histogram
from playground.widgets.scroll_column import ScrollColumn
from playground.widgets.token_cells import Cell, TokenCells

_WIDTH = 316
_TOP = 9
_PATIENCE = 300  # ms for which the facts of other data may stand
_FEW = 10
_SHOWN_COLUMNS = {True: 5, False: 12}  # of a batch, for words and for characters


class FactsColumn(ScrollColumn):
    """Show what was counted; each section hides where a kind of data has no such thing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(14, parent)
        self.setFixedWidth(px(_WIDTH))
        self.split = SplitArea()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._forget)
        self._awaited: set[str] = set()
        self._numbers = [BigNumber("") for _ in range(3)]
        self._bars = Bars("Most frequent", "How often each occurs, as a share of all.")
        self._counts = Histogram("Carries", "How many sums carry none, one, two or more times.")
        self._lengths = Histogram("Lengths", "How many of them have which length.")
        self._batch = TokenCells("One batch", "The first tokens of the first rows of a batch.")
        numbers = QHBoxLayout()
        numbers.setSpacing(px(24))
        for number in self._numbers:
            numbers.addWidget(number)
        numbers.addStretch(1)
        self.column.addLayout(numbers)
        self._sections = [self._section(one) for one in (self._bars, self._counts, self._lengths)]
        self.column.addWidget(self.split)
        self._sections.append(self._section(self._batch))
        self.column.addStretch(1)

    def clear(self) -> None:
        """Show nothing once it takes a while to count other data."""
        self._awaited = {"statistics", "preview"}
        self._timer.start()

    def show_statistics(self, found: Any, config: RunConfig) -> None:
        """Show the statistics of one part."""
        self._awaited.discard("statistics")
        if isinstance(found, TextStatistics):
            self._show_text(found, level_of(config) == "word")
            self.split.show_repeats(found.repeated, Kind.TEXT)
        elif isinstance(found, PairStatistics):
            self._show_pairs(found)
            self.split.show_repeats(found.repeated, Kind.PAIRS)
        elif isinstance(found, LabelledStatistics):
            self._show_labelled(found)
            self.split.show_repeats(found.repeated, Kind.LABELLED)

    def show_preview(self, found: Preview, dataset: Dataset, config: RunConfig) -> None:
        """Show how the data are split and what a batch looks like."""
        self._awaited.discard("preview")
        self.split.show()
        task = config.task
        unit = "words" if level_of(config) == "word" else "characters"
        counted = unit if dataset.kind is Kind.TEXT else "records"
        self.split.show_preview(found, dataset, config.data, counted)
        if dataset.kind is Kind.TEXT:
            steps = getattr(task, "time_steps", 0)
            shape = f"{task.batch_size} streams × {steps} {unit}"
        else:
            noun = "questions" if dataset.kind is Kind.PAIRS else "lines"
            lengths = {len(row) for row in found.batch}
            longest = f"{'up to ' if len(lengths) > 1 else ''}{max(lengths, default=0)}"
            shape = f"{task.batch_size} {noun} × {longest} {unit}"
        self._sections[3].show_title("One batch", shape)
        is_rows = dataset.kind is not Kind.TEXT
        most = _SHOWN_COLUMNS[unit == "words"]
        width = max((min(len(row), most) for row in found.batch), default=0)
        shown = found.batch if is_rows else [row[:width] for row in found.batch]
        self._batch.set_rows([_cells(row, width) for row in shown])
        self._sections[3].setVisible(bool(found.batch))

    @Slot()
    def _forget(self) -> None:
        """Hide what is of other data still."""
        if "statistics" in self._awaited:
            for number in self._numbers:
                number.set_value("–")
            for section in self._sections[:3]:
                section.hide()
        if "preview" in self._awaited:
            self._sections[3].hide()
            self.split.hide()

    def _section(self, picture: QWidget) -> Section:
        section = Section(picture)
        self.column.addWidget(section)
        return section

    def _show_numbers(self, *numbers: tuple[str, str, str]) -> None:
        for number, shown in zip(self._numbers, numbers, strict=True):
            number.set_value(*shown)

    def _show_text(self, found: TextStatistics, words: bool) -> None:
        unit = "words" if words else "characters"
        self._show_numbers(
            (formats.count(found.tokens), unit, "ink"),
            (formats.count(found.symbols), "vocabulary", "ink"),
            (
                formats.percent(found.unknown_share),
                "unknown",
                "warn" if found.unknown_share else "ink",
            ),
        )
        self._show_frequencies(f"Most frequent {unit}", found.top)
        self._sections[1].hide()
        self._show_lengths("Words per line" if words else "Characters per line", found.lengths)

    def _show_pairs(self, found: PairStatistics) -> None:
        longest = f"{found.longest_question} → {found.longest_answer}"
        self._show_numbers(
            (formats.count(found.pairs), "pairs", "ink"),
            (formats.count(found.symbols), "symbols", "ink"),
            (longest, "longest, in → out", "ink"),
        )
        self._sections[0].hide()
        self._sections[1].setVisible(bool(found.carries))
        names = {index: "none" if not index else str(index) for index in range(len(found.carries))}
        self._counts.set_counts(found.carries, names)
        self._sections[1].show_title("Carries in the sum")
        self._show_lengths("Length of the question", found.lengths)

    def _show_labelled(self, found: LabelledStatistics) -> None:
        self._show_numbers(
            (formats.count(found.lines), "lines", "ink"),
            (formats.count(len(found.labels)), "labels", "ink"),
            (formats.count(found.lengths.median), "words, median", "ink"),
        )
        self._show_frequencies("Labels", found.labels[:_TOP])
        self._sections[1].hide()
        self._show_lengths("Words per line", found.lengths)

    def _show_frequencies(self, title: str, top: tuple[Frequency, ...]) -> None:
        self._sections[0].show_title(title)
        self._sections[0].show()
        self._bars.set_rows(
            [(_shown(one.name), one.share, formats.percent(one.share)) for one in top[:_TOP]]
        )

    def _show_lengths(self, title: str, lengths: Lengths) -> None:
        self._sections[2].show_title(title, f"median {lengths.median:g}")
        self._sections[2].setVisible(len(lengths.counts) > 1)
        self._lengths.set_counts(lengths.counts, _names(lengths))


def _names(lengths: Lengths) -> dict[int, str]:
    """Name all of a few bars; of many the first, the last and the one with the median."""
    count = len(lengths.counts)
    names = {i: f"{lengths.low + i * lengths.width:,}" for i in range(count)}
    if count <= _FEW:
        return names
    middle = int((lengths.median - lengths.low) // lengths.width)
    return {0: names[0], count - 1: names[count - 1], middle: f"{lengths.median:g}"}


def _cells(row: tuple[str, ...], width: int) -> list[Cell]:
    """Return the last cells of a row, filled up in front: a shorter question is fed later."""
    filling = [Cell(BLANK, "padding")] * (width - len(row))
    return [*filling, *(Cell(_shown(token)) for token in row[-width:])]


def _shown(token: str) -> str:
    return END if token == "\n" else token if token.strip() else BLANK
