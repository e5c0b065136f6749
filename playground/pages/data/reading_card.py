"""The data themselves: what they were taken for, every line of them, and how they were split."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine import Dataset, RunConfig
from engine.data.dataset import Kind
from engine.data.preview import Overlap
from engine.data.vocabulary import Vocabulary
from playground.pages.data.facts import level_of, reverse_of
from playground.pages.data.reading_head import ReadingHead
from playground.pages.data.wording import PARTS, how_read
from playground.theme import px
from playground.views.line_index import LineIndex
from playground.views.picture_grid import PictureGrid
from playground.views.record_columns import PairShape, labelled_columns, pair_columns
from playground.views.record_table import RecordTable
from playground.views.token_text import TokenText
from playground.widgets.card import Card
from playground.widgets.elided_label import ElidedLabel
from playground.widgets.label import Label
from playground.widgets.pill_menu import PillMenu
from playground.widgets.rule import Rule


class ReadingCard(Card):
    """Show a text or records under a head that says, and lets be changed, how they were read.

    Signals: ``part_chosen(str)`` when another file of the data set is to be shown. Those of
    ``head`` are about reading it anew.
    """

    part_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((0, 0, 0, 0), 0, parent)
        self.head = ReadingHead()
        self._dataset: Dataset | None = None
        self._part, self._shown = "all", 0
        self._shape = PairShape()
        self._overlap: Overlap | None = None
        self._known: _Known | None = None  # by the vocabulary of the run
        self._text = TokenText("Text", "The text, cut into what the network reads one by one.")
        self._table = RecordTable("Records", "The records, as written and as fed.")
        self._grid = PictureGrid("Pictures", "The pictures, each with its number and its caption.")
        self._body = QStackedWidget()
        for one in (self._text, self._table, self._grid):
            self._body.addWidget(one)
        self._sentence = ElidedLabel("", "caption", "ink2")
        self._parts = PillMenu(name="Part", tip="Which of the files is shown.")
        self._place = Label("", "caption", "ink2")
        self._place.setMinimumHeight(px(24))
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(4), px(17), px(4))
        foot.setSpacing(px(16))
        foot.addWidget(self._sentence, 1)
        foot.addWidget(self._parts)
        foot.addWidget(self._place)
        body = QVBoxLayout()
        body.setContentsMargins(1, 0, 1, 0)  # inside of the card's border
        body.addWidget(self._body)
        self.column.addWidget(self.head)
        self.column.addWidget(Rule())
        self.column.addLayout(body, 1)
        self.column.addWidget(Rule())
        self.column.addLayout(foot)
        self._text.line_changed.connect(self._tell_place)
        self._table.row_changed.connect(self._tell_place)
        self._grid.row_changed.connect(self._tell_place)
        self.head.chips_switched.connect(self._text.set_chips)
        self._parts.chosen.connect(self._choose_part)

    def show_dataset(self, dataset: Dataset, part: str, config: RunConfig) -> None:
        """Show a data set; the text of it follows with its index."""
        is_new = dataset is not self._dataset or part != self._part
        self._dataset, self._part = dataset, part
        self.head.show_dataset(dataset, config)
        self._parts.setVisible(dataset.is_split)
        parts = [(PARTS[name], name) for name in dataset.parts if name in PARTS]
        self._parts.set_choices(parts, part)
        if is_new:
            self._known, self._shape = None, _shape(dataset)
        shape = replace(self._shape, level=level_of(config), reverse=reverse_of(config))
        self._sentence.setText(
            how_read(dataset.kind, level_of(config), reverse_of(config), shape.fixed_width)
        )
        if dataset.kind is Kind.TEXT:
            self._body.setCurrentWidget(self._text)
            self._set_style(config)
            return
        records = dataset.part(part)
        if dataset.kind is Kind.PICTURES:
            self._body.setCurrentWidget(self._grid)
            if is_new:
                self._shown = len(records.pictures)
                self._grid.set_pictures(records.pictures)
            return
        self._body.setCurrentWidget(self._table)
        is_pairs = dataset.kind is Kind.PAIRS
        self._table.set_columns(pair_columns(shape) if is_pairs else labelled_columns())
        if is_new:
            self._shown = len(records.rows)
            self._table.set_records(records.rows)

    def show_index(self, index: LineIndex) -> None:
        """Show the text that was indexed."""
        if self._dataset is not None and self._dataset.kind is Kind.TEXT:
            self._shown = index.count
            self._text.set_text(self._dataset.part(self._part).text, index)
            self.show_overlap(self._overlap)

    def show_vocabulary(self, vocabulary: Vocabulary | None, config: RunConfig) -> None:
        """Set apart what the network will not know."""
        self._known = None if vocabulary is None else _Known(vocabulary)
        self._set_style(config)

    def show_overlap(self, overlap: Overlap | None) -> None:
        """Show the records of an overlap alone, or everything again."""
        self._overlap = overlap
        self._text.show_only(None if overlap is None else [i + 1 for i in overlap.places])
        self._table.show_only(None if overlap is None else overlap.places)
        self._grid.show_only(None if overlap is None else overlap.places)

    def _set_style(self, config: RunConfig) -> None:
        chips, known = self.head.shows_chips, self._known
        self._text.set_style(level_of(config), chips=chips, known=known)

    @Slot(object)
    def _choose_part(self, part: str) -> None:
        self.part_chosen.emit(part)

    @Slot()
    def _tell_place(self) -> None:
        kind = Kind.TEXT if self._dataset is None else self._dataset.kind
        numbers = {Kind.TEXT: self._text.line, Kind.PICTURES: self._grid.row}
        number = numbers.get(kind, self._table.row)
        noun = {Kind.PAIRS: "Pair", Kind.PICTURES: "Picture"}.get(kind, "Line")
        self._place.setText(f"{noun} {number:,} of {self._shown:,}" if self._shown else "")


def _shape(dataset: Dataset) -> PairShape:
    rows = [row for records in dataset.parts.values() for row in records.rows]
    return PairShape(
        longest_question=max((len(row[0]) for row in rows), default=0),
        fixed_width=len({len(row[1]) for row in rows}) <= 1,
    )


class _Known:
    """What a vocabulary holds, without a copy of it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and self._vocabulary.id_of(token) is not None
