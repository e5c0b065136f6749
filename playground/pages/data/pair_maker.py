"""A sentence to fill in, from which pairs are made."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.data.source import SOURCES, SourceConfig
from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.card import Card
from playground.widgets.combo_box import ComboBox
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label
from playground.widgets.number_field import NumberField

# What can be made: its name, the source's kind and operation, the setting of its size and a noun.
_MAKES: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("additions", {"kind": "additions", "operation": "add"}, "digits", "digits"),
    ("subtractions", {"kind": "additions", "operation": "subtract"}, "digits", "digits"),
    ("products", {"kind": "additions", "operation": "multiply"}, "digits", "digits"),
    ("expressions", {"kind": "expressions", "operation": "evaluate"}, "length", "numbers"),
    ("reversals", {"kind": "expressions", "operation": "reverse"}, "length", "digits"),
    ("sortings", {"kind": "expressions", "operation": "sort"}, "length", "digits"),
    ("dates", {"kind": "dates"}, "", ""),
)
_LIKE_SAMPLE = {"addition": 0, "expressions": 3, "dates": 6}


class PairMaker(Card):
    """Choose how many pairs of which kind are made. Signals: ``made(object)`` with the source."""

    made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((14, 9, 12, 9), 4, parent)
        count, seed = (SOURCES["additions"].setting(name) for name in ("count", "seed"))
        self._count = NumberField(
            count.default, count.low, count.high, integer=True, name="Pairs", tip=count.help
        )
        self._what = ComboBox(name="What to make", tip="What the pairs are about.")
        self._what.addItems([name for name, *_ in _MAKES])
        self._size = NumberField(3, 1, 8, integer=True, name="Size", tip="The longest number.")
        self._seed = NumberField(
            seed.default, seed.low, seed.high, integer=True, grouped=False, name="Data seed",
            tip=seed.help,
        )  # fmt: skip
        self._up_to, self._noun = Label("up to"), Label("digits")
        self._make = Button("Make pairs", tip="Make these pairs and learn from them.")
        self._error = InlineError()
        self._lay_out()
        self._what.currentIndexChanged.connect(self._show_size)
        self._make.clicked.connect(self._emit)
        for field in (self._count, self._size, self._seed):
            field.rejected.connect(self._reject)
            field.corrected.connect(self._correct)

    def show_source(self, source: SourceConfig) -> None:
        """Fill the sentence in with what the loaded pairs were made by."""
        data = source.model_dump(mode="json")
        index = _LIKE_SAMPLE.get(data.get("name", ""), 0)
        for place, (_, fixed, *_) in enumerate(_MAKES):
            if all(data.get(key) == value for key, value in fixed.items()):
                index = place
        self._what.setCurrentIndex(index)
        self._show_size()
        size = _MAKES[index][2]
        self._count.set_value(SOURCES[_MAKES[index][1]["kind"]].setting("count").default)
        for field, name in ((self._count, "count"), (self._seed, "seed"), (self._size, size)):
            if name in data:
                field.set_value(data[name])

    def _lay_out(self) -> None:
        for field, width in ((self._count, 64), (self._size, 34), (self._seed, 56)):
            field.setFixedWidth(px(width))
        row = QHBoxLayout()
        row.setSpacing(px(6))
        for part in (
            Label("Make"), self._count, self._what, self._up_to, self._size, self._noun,
            Label("seed"), self._seed,
        ):  # fmt: skip
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._make)
        self.column.addLayout(row)
        self.column.addWidget(self._error)

    @Slot()
    def _show_size(self) -> None:
        """Show the size's limits and noun for what is to be made, or none."""
        _, fixed, name, noun = _MAKES[self._what.currentIndex()]
        for widget in (self._up_to, self._size, self._noun):
            widget.setVisible(bool(name))
        self._noun.setText(noun)
        if name:
            about = SOURCES[fixed["kind"]].setting(name)
            self._size.set_range(about.low, about.high)
            self._size.set_value(about.default)
            self._size.setToolTip(about.help)

    @Slot()
    def _emit(self) -> None:
        _, fixed, size, _ = _MAKES[self._what.currentIndex()]
        data: dict[str, Any] = {**fixed, "count": self._count.value(), "seed": self._seed.value()}
        if size:
            data[size] = self._size.value()
        self.made.emit(SOURCES.parse(data))

    @Slot(str)
    def _reject(self, sentence: str) -> None:
        self._error.show_error(sentence)
        self._make.setEnabled(False)

    @Slot()
    def _correct(self) -> None:
        wrong = [field.error for field in (self._count, self._size, self._seed) if field.error]
        self._make.setEnabled(not wrong)
        if wrong:
            self._error.show_error(wrong[0])
        else:
            self._error.clear()
