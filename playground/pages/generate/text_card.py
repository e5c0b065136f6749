"""The text that a model wrote, on its card."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from playground.pages.generate.text_facts import TextFacts
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.views.ramp_legend import RampLegend
from playground.views.surprisal_text import SurprisalText
from playground.widgets.card import Card
from playground.widgets.label import Label


class TextCard(Card):
    """Hold the text, whose weights wrote it, the legend of its shades and the facts about it."""

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__((16, 12, 20, 14), 10)
        self.text = SurprisalText()
        self.facts = TextFacts(session, training)
        self._weights = Label("", "caption", "ink2")
        head = QHBoxLayout()
        head.setContentsMargins(px(4), 0, px(12), 0)
        head.setSpacing(px(8))
        head.addWidget(Label("Text", "title"), 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._weights, 1, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(RampLegend("expected", "surprising", "text"))
        self.column.addLayout(head)
        self.column.addWidget(self.text, 1)
        self.column.addWidget(self.facts)

    def show_weights(self, sentence: str) -> None:
        """Tell whose weights wrote the text."""
        self._weights.setText(sentence)
