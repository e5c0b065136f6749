"""The numbers and small pictures at the right of the data."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine import Dataset, RunConfig
from engine.data.dataset import Kind
from engine.data.preview import Preview
from playground import formats
from playground.pages.data.fact_sheet import bar_names, fact_sheet
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
_LONG_NAMES = 222  # for a caption
_PATIENCE = 300  # ms for which the facts of other data may stand
_SHOWN_COLUMNS = {"words": 5, "characters": 12}  # of a batch


class FactsColumn(ScrollColumn):
    """Show what was counted; each section hides where a kind of data has no such thing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(14, parent)
        self.setFixedWidth(px(_WIDTH))
        self._awaited: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._forget)
        self.split = SplitArea()
        self._numbers = [BigNumber("") for _ in range(3)]
        self._bars = Bars("Most frequent", "How often each occurs, as a share of all.")
        self._long_bars = Bars(
            "Most frequent captions", "How often each occurs, as a share of all.",
            label_role="axis", label_width=_LONG_NAMES,
        )  # fmt: skip
        self._carries = Histogram("Carries", "How many sums carry none, one, two or more times.")
        self._lengths = Histogram("Lengths", "How many of them have which length.")
        self._batch = TokenCells("One batch", "What the first rows of a batch hold.")
        self._top_section, self._carry_section = Section(self._bars), Section(self._carries)
        self._long_section = Section(self._long_bars)
        self._length_section, self._batch_section = Section(self._lengths), Section(self._batch)
        numbers = QHBoxLayout()
        numbers.setSpacing(px(24))
        for number in self._numbers:
            numbers.addWidget(number)
        numbers.addStretch(1)
        self.column.addLayout(numbers)
        top, carries, lengths = self._top_section, self._carry_section, self._length_section
        self._counted = (top, self._long_section, carries, lengths)
        for section in self._counted:
            self.column.addWidget(section)
        self.column.addWidget(self.split)
        self.column.addWidget(self._batch_section)
        self.column.addStretch(1)

    def clear(self) -> None:
        """Show nothing once it takes a while to count other data."""
        self._awaited = {"statistics", "preview"}
        self._timer.start()

    def show_statistics(self, found: Any, kind: Kind, config: RunConfig) -> None:
        """Show the statistics of one part."""
        self._awaited.discard("statistics")
        sheet = fact_sheet(found, level_of(config))
        for number, shown in zip(self._numbers, sheet.numbers, strict=True):
            number.set_value(*shown)
        rows = [(_shown(f.name), f.share, formats.percent(f.share)) for f in sheet.top]
        self._top_section.setVisible(bool(rows) and not sheet.has_long_names)
        self._long_section.setVisible(bool(rows) and sheet.has_long_names)
        for section in (self._top_section, self._long_section):
            section.show_title(sheet.top_title)
        (self._long_bars if sheet.has_long_names else self._bars).set_rows(rows)
        self._carry_section.setVisible(bool(sheet.carries))
        self._carry_section.show_title("Carries in the sum")
        self._carries.set_counts(
            sheet.carries, {i: str(i) if i else "none" for i in range(len(sheet.carries))}
        )
        lengths = sheet.lengths
        self._length_section.setVisible(len(lengths.counts) > 1)
        self._length_section.show_title(sheet.lengths_title, f"median {lengths.median:g}")
        self._lengths.set_counts(lengths.counts, bar_names(lengths))
        self.split.show_repeats(sheet.repeated, kind)

    def show_preview(self, found: Preview, dataset: Dataset, config: RunConfig) -> None:
        """Show how the data are split and what a batch looks like."""
        self._awaited.discard("preview")
        self.split.show()
        is_text = dataset.kind is Kind.TEXT
        unit = "words" if level_of(config) == "word" else "characters"
        counted = {Kind.TEXT: unit, Kind.PICTURES: "pictures"}.get(dataset.kind, "records")
        self.split.show_preview(found, dataset, config.data, counted)
        most = _SHOWN_COLUMNS[unit]
        if is_text:
            columns = f"{_time_steps(config):,} {unit}"
            rows = [row[:most] for row in found.batch]
        else:
            lengths = {len(row) for row in found.batch}
            longest = max(lengths, default=0)
            columns = f"{'up to ' if len(lengths) > 1 else ''}{longest} {unit}"
            rows = [("",) * (longest - len(row)) + row for row in found.batch]
            rows = [row[-most:] for row in rows]  # a question ends where the answer begins
        noun = {Kind.TEXT: "streams", Kind.PAIRS: "questions"}.get(dataset.kind, "lines")
        self._show_size(config, noun, columns)
        self._batch.set_rows([[_cell(token) for token in row] for row in rows])
        self._batch_section.setVisible(bool(rows))

    def show_settings(self, config: RunConfig) -> None:
        """Follow the time steps of a text, which change nothing else of what is shown."""
        if _time_steps(config):
            unit = "words" if level_of(config) == "word" else "characters"
            self._show_size(config, "streams", f"{_time_steps(config):,} {unit}")

    def _show_size(self, config: RunConfig, noun: str, columns: str) -> None:
        size = f"{config.task.batch_size:,} {noun} × {columns}"
        self._batch_section.show_title("One batch", size)

    @Slot()
    def _forget(self) -> None:
        """Hide what is of other data still."""
        if "statistics" in self._awaited:
            for number in self._numbers:
                number.set_value(formats.UNKNOWN)
            for section in self._counted:
                section.hide()
        if "preview" in self._awaited:
            self._batch_section.hide()
            self.split.hide()


def _time_steps(config: RunConfig) -> int:
    """Return how long the rows of a batch are where the settings say so, else 0."""
    return getattr(config.task, "time_steps", 0)


def _cell(token: str) -> Cell:
    return Cell(_shown(token), "batch" if token else "padding")


def _shown(token: str) -> str:
    return END if token == "\n" else token if token.strip() else BLANK
