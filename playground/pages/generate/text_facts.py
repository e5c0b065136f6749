"""What there is to say about a text once it is written."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine import Checkpoint, Dataset
from engine.copied_run import CopyFinder
from engine.data.dataset import Kind
from engine.data.sources import DataConfig
from engine.generation import Token
from engine.trigram import Trigram
from playground import formats
from playground.pages.generate.speaker import Speaker
from playground.pages.generate.writing import Believed, Copied, Twin, looking_back, perplexity
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.widgets.big_number import BigNumber
from playground.widgets.elided_label import ElidedLabel
from playground.widgets.label import Label
from playground.widgets.rule import Rule

UNDER_MODEL = "perplexity under this model"


class TextFacts(QWidget):
    """Show the greedy twin of a text, its perplexity, and what of it was copied from the data."""

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__()
        self._session = session
        self._speaker = Speaker(session, training, self)
        self._finder: CopyFinder | None = None
        self._finder_of: tuple[Dataset | None, str] = (None, "")
        self._trigram: Trigram | None = None
        self._trigram_of: tuple[Dataset | None, DataConfig | None] = (None, None)
        self._unit = "words"
        self._twin = ElidedLabel("", "body", "ink2")
        self._perplexity = BigNumber(UNDER_MODEL)
        self._believed = BigNumber("under the 3-gram")
        self._copied = BigNumber("longest run copied from the data")
        self._lay_out()
        self._speaker.said.connect(self._show)

    def clear(self) -> None:
        """Forget the text."""
        self._speaker.stop()
        self._twin.setText("–")
        self._perplexity.set_value(formats.UNKNOWN, UNDER_MODEL)
        self._believed.set_value(formats.UNKNOWN)
        self._copied.set_value(formats.UNKNOWN)

    def look_at(self, prompt: str, tokens: tuple[Token, ...], checkpoint: Checkpoint) -> None:
        """Work out the facts about what was written after a prompt."""
        vocabulary = checkpoint.vocabulary
        self._unit = unit = "words" if vocabulary.level == "word" else "characters"
        count = f"these {len(tokens):,} {unit}" if len(tokens) != 1 else f"this {unit[:-1]}"
        self._perplexity.set_value(
            formats.significant(perplexity(tokens), 3), f"perplexity of {count} under this model"
        )
        finder, trigram = self._find(checkpoint), self._count(checkpoint)
        self._speaker.start(looking_back(prompt, tokens, finder, trigram), fresh=False)

    def _find(self, checkpoint: Checkpoint) -> CopyFinder | None:
        """Return what searches the data, made anew when they have changed."""
        dataset, level = self._session.dataset, checkpoint.vocabulary.level
        if dataset is None or dataset.kind is not Kind.TEXT:
            return None
        if self._finder_of[0] is not dataset or self._finder_of[1] != level:
            self._finder, self._finder_of = CopyFinder(dataset, level), (dataset, level)
        return self._finder

    def _count(self, checkpoint: Checkpoint) -> Trigram | None:
        """Return the 3-gram of the data, made anew when they or the vocabulary have changed."""
        dataset, data = self._session.dataset, self._session.config.data
        if dataset is None or dataset.kind is not Kind.TEXT:
            return None
        same = self._trigram is not None and self._trigram.vocabulary == checkpoint.vocabulary
        if not same or self._trigram_of[0] is not dataset or self._trigram_of[1] != data:
            self._trigram = Trigram(dataset, data, checkpoint.vocabulary)
            self._trigram_of = (dataset, data)
        return self._trigram

    def _lay_out(self) -> None:
        greedy = QHBoxLayout()
        greedy.setSpacing(px(10))
        name = Label("Greedy", "caption", "ink2", weight=600)
        name.setToolTip("What always taking the likeliest token writes after the same prompt.")
        greedy.addWidget(name)
        greedy.addWidget(self._twin, 1)
        self._perplexity.setToolTip("How many tokens it was as unsure between, in the mean.")
        self._believed.setToolTip(
            "The same of a Kneser-Ney 3-gram of the training part: far more than it is unsure of "
            "the data themselves means that they would not go on so."
        )
        self._copied.setToolTip("How much of the text stands in the data just so, in one piece.")
        numbers = QHBoxLayout()
        numbers.setSpacing(px(30))
        numbers.addWidget(self._perplexity)
        numbers.addWidget(self._believed)
        numbers.addWidget(self._copied)
        numbers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(4), 0, 0, 0)
        column.setSpacing(px(11))
        column.addWidget(Rule())
        column.addLayout(greedy)
        column.addWidget(Rule())
        column.addLayout(numbers)

    @Slot(list)
    def _show(self, facts: list[object]) -> None:
        for fact in facts:
            if isinstance(fact, Twin):
                self._twin.setText(fact.text)
            elif isinstance(fact, Believed):
                self._believed.set_value(formats.significant(fact.perplexity, 3))
            elif isinstance(fact, Copied):
                count = len(fact.tokens)
                unit = self._unit if count != 1 else self._unit[:-1]
                self._copied.set_value(f"{count:,} {unit}")
                glue = " " if self._unit == "words" else ""
                self._copied.setToolTip(f"“{glue.join(fact.tokens)}”")
