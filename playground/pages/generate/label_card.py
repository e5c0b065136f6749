"""A text to label, the likeliest label, and how likely all of them are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground import formats
from playground.pages.generate.judging import Judgement
from playground.pages.generate.question_bar import QuestionBar
from playground.theme import px
from playground.views.judged_text import JudgedText
from playground.widgets.bars import Bars
from playground.widgets.card import Card
from playground.widgets.icon_label import IconLabel
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label
from playground.widgets.scroll_column import ScrollColumn

_LONG = 1000  # characters: the examples get a line of their own


class LabelCard(Card):
    """Hold the field, the text as it was read and the labels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 20, 14), 10, parent)
        self.bar = QuestionBar("Sentence", "Label", role="text")
        self.bar.show_width(_LONG)
        self.error = InlineError()
        self._label = Label("", "headline")
        self._icon = IconLabel("check", "right", 16)
        self._verdict = Label("", "body", weight=600)
        self._text = JudgedText()
        self._bars = Bars("Labels", "How likely each label is.", label_role="body", label_width=150)
        self._unknown = Label("", "caption", "warn", wrap=True)
        self._weights = Label("", "caption", "ink2")
        self._lay_out()
        self._icon.hide()

    def show_judgement(self, judgement: Judgement, weights: str) -> None:
        """Show what a model makes of a text."""
        found = judgement.classification
        self.error.clear()
        self._label.setText(f"{found.label}  {formats.percent(found.probability)}")
        self._show_verdict(found.label, judgement.expected)
        self._text.show_effects(found.word_effects)
        named = ", ".join(f"“{word}”" for word in dict.fromkeys(found.unknown))
        self._unknown.setText(f"Not in the vocabulary: {named}." if named else "")
        ranked = sorted(zip(found.labels, found.probabilities, strict=True), key=lambda r: -r[1])
        self._bars.set_rows([(name, p, formats.percent(p)) for name, p in ranked], maximum=1.0)
        self._weights.setText(f"Labelled {weights}.")

    def _show_verdict(self, label: str, expected: str | None) -> None:
        self._icon.setVisible(expected is not None)
        if expected is None:
            self._verdict.setText("")
            return
        right = label == expected
        tone = "right" if right else "wrong"
        self._icon.set_icon("check" if right else "cross", tone)
        self._verdict.set_tone(tone)
        self._verdict.setText("Right" if right else f"Wrong, the data say {expected}")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._label)
        head.addSpacing(px(10))
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        inside = ScrollColumn(spacing=10)
        inside.column.addLayout(head)
        inside.column.addWidget(self._text)
        inside.column.addWidget(self._unknown)
        inside.column.addWidget(self._bars)
        inside.column.addStretch(1)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.error)
        self.column.addSpacing(px(6))
        self.column.addWidget(inside, 1)
        self.column.addWidget(self._weights, 0, Qt.AlignmentFlag.AlignRight)
