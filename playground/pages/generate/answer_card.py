"""The calculator: question, answer, and where the model looked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine import Checkpoint, Reply
from playground.pages.generate.question_bar import QuestionBar
from playground.theme import px
from playground.views.answer_display import AnswerDisplay
from playground.views.attention_map import AttentionMap
from playground.views.ramp_legend import RampLegend
from playground.widgets.card import Card
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label

_NARROWEST = 400  # of the map, so that its title and its legend have room


class AnswerCard(Card):
    """Hold the field, the large answer and, for a model with attention, its map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 20, 14), 8, parent)
        self.bar = QuestionBar()
        self.error = InlineError()
        self._display = AnswerDisplay()
        self._map = AttentionMap()
        self._title = Label("", "heading")
        self._caption = Label("", "caption", "ink2")
        self._weights = Label("", "caption", "ink2")
        self._looked = QWidget()
        self._lay_out()

    @property
    def reply(self) -> Reply | None:
        """The reply that is shown."""
        return self._display.reply

    def show_reply(self, reply: Reply, checkpoint: Checkpoint, weights: str) -> None:
        """Show a reply in large and where the model looked for it."""
        self.error.clear()
        self._display.show_reply(reply)
        answer = reply.answer
        self._weights.setText(f"Answered {weights}.")
        self._looked.setVisible(answer.attention is not None)
        self._map.show_answer(answer if answer.attention is not None else None)
        self._looked.setMaximumWidth(max(self._map.sizeHint().width(), px(_NARROWEST)))
        unit = "word"
        if checkpoint.vocabulary.level == "character":
            unit = "digit" if answer.text.strip().isdigit() else "character"
        self._title.setText(f"Where each {unit} looked")
        self._caption.setText(
            _as_fed(answer.fed, getattr(checkpoint.config.task, "reverse", False))
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(RampLegend("0", "100 %", "map", length=88))
        inside = QVBoxLayout(self._looked)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        inside.addLayout(head)
        inside.addWidget(self._map)
        inside.addWidget(self._caption)
        self._looked.hide()
        self.column.addWidget(self.bar)
        self.column.addWidget(self.error)
        self.column.addWidget(self._display, 1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._looked, 1000)  # all it may have; the stretches share the rest
        middle.addStretch(1)
        self.column.addLayout(middle)
        self.column.addWidget(self._weights, 0, Qt.AlignmentFlag.AlignRight)


def _as_fed(fed: tuple[str, ...], is_reversed: bool) -> str:
    done = ["reversed"] if is_reversed else []
    if " " in fed:
        done.append("filled with ␣")
    return f"The question as it is fed{', ' if done else ''}{' and '.join(done)}."
