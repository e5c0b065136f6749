"""Let a classifier label a text, and see which words decided."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from engine import Checkpoint
from playground.pages.generate.judging import Judgement, Judging
from playground.pages.generate.label_card import LabelCard
from playground.pages.generate.openings import lines
from playground.pages.generate.place import Place
from playground.pages.generate.weights import weights_sentence
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.views.effect_bars import EffectBars
from playground.widgets.card import Card
from playground.widgets.label import Label

_LONGEST = 40  # characters of a line that is offered


class LabelsPlace(Place):
    """Label what is typed."""

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__(session, training)
        self._checkpoint: Checkpoint | None = None
        self._judging = Judging()
        self._card = LabelCard()
        self._effects = EffectBars()
        self._sentence = Label("", "caption", "ink2", wrap=True)
        self.setFocusProxy(self._card.bar)
        self._lay_out()
        self._card.bar.asked.connect(self._ask)
        self.speaker.said.connect(self._take)
        self.speaker.failed.connect(self._fail)
        session.dataset_changed.connect(self._show_dataset)
        self._show_dataset()

    def show_model(self, checkpoint: Checkpoint) -> None:
        """Label with this model from now on."""
        self._checkpoint = checkpoint

    def _lay_out(self) -> None:
        right = Card((16, 12, 16, 12), 6)
        right.setFixedWidth(px(352))
        right.column.addWidget(Label("Words that moved it", "title"))
        right.column.addWidget(self._sentence)
        right.column.addSpacing(px(6))
        right.column.addWidget(self._effects, 1)
        self._sentence.setText("Points of probability that the label loses without a word.")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(17), px(18), px(16))
        row.setSpacing(px(14))
        left = QVBoxLayout()
        left.addWidget(self._card, 1)
        row.addLayout(left, 1)
        row.addWidget(right)

    @Slot()
    def _show_dataset(self) -> None:
        self._card.bar.show_offers(lines(self.session.dataset, _LONGEST), can_draw=False)

    @Slot(str)
    def _ask(self, text: str) -> None:
        self.speaker.start(self._judging.judging(text, self.session.dataset))

    @Slot(list)
    def _take(self, judgements: list[Judgement]) -> None:
        assert self._checkpoint is not None
        last = judgements[-1]
        self._card.show_judgement(last, weights_sentence(self._checkpoint))
        self._effects.show_effects(last.classification.word_effects)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._card.error.show_error(sentence)
