"""Whether what is to be tested was seen in training."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from engine.data.dataset import Kind
from engine.data.preview import Overlap
from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.icon_label import IconLabel
from playground.widgets.label import Label
from playground.widgets.named import restyle

_PARTS = {"valid": "validation", "test": "test"}


class LeakLine(QFrame):
    """Say in one line how many records of a part occur in the training part too, and show them.

    Signals: ``overlap_wanted(object)`` with the `Overlap` to show, or None for everything again.
    """

    overlap_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overlaps: tuple[Overlap, ...] = ()
        self._kind, self._repeats = Kind.TEXT, 0
        self._icon = IconLabel("check", "right", 16)
        self._sentence = Label("", "caption", wrap=True)
        self._show = Button("Show", kind="text", name="Show these records")
        self._show.setCheckable(True)
        self._show.setToolTip("Show these alone.")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(10), px(3), px(6), px(3))
        row.setSpacing(px(8))
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._show)
        self._show.toggled.connect(self._toggle)

    def show_overlaps(self, overlaps: tuple[Overlap, ...], kind: Kind) -> None:
        """Take what occurs in two parts."""
        if overlaps != self._overlaps:
            self._show.setChecked(False)
        self._overlaps, self._kind = overlaps, kind
        self._tell()

    def show_repeats(self, count: int, kind: Kind) -> None:
        """Take how many records occurred before."""
        self._repeats, self._kind = count, kind
        self._tell()

    def _tell(self) -> None:
        noun = {Kind.PAIRS: "question", Kind.PICTURES: "caption"}.get(self._kind, "line")
        self._show.setVisible(bool(self._overlaps))
        if self._overlaps:
            first = self._overlaps[0]
            count = len(first.places)
            also = "s also occur" if count > 1 else " also occurs"
            sentence = f"{count:,} {_PARTS[first.part]} {noun}{also} in train."
        elif self._kind is Kind.TEXT:
            sentence = "No line is in two parts."
        elif self._kind is Kind.PICTURES:
            sentence = "Split by caption: no caption is in two parts."
        elif self._repeats:
            times = "questions or lines" if noun == "line" else "questions"
            sentence = f"{self._repeats:,} {times} occur more than once, none in both parts."
        else:
            sentence = f"No {noun} occurs twice, none in both parts."
        tone = "warn" if self._overlaps else "right"
        self._icon.set_icon("warn" if self._overlaps else "check", tone)
        self._sentence.setText(sentence)
        self._sentence.set_tone(tone)
        self.setAccessibleName(sentence)
        restyle(self, note="warn" if self._overlaps else "")

    @Slot(bool)
    def _toggle(self, on: bool) -> None:
        self._show.setText("Show all" if on else "Show")
        self.overlap_wanted.emit(self._overlaps[0] if on and self._overlaps else None)
