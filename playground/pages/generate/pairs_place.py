"""Ask an encoder-decoder, and see whether it is right."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from engine import Checkpoint, Dataset, Reply
from engine.data.carries import carries_of
from engine.data.dataset import Kind
from playground.pages.generate.answer_card import AnswerCard
from playground.pages.generate.asking import Asker, asking_many, seeking_mistake
from playground.pages.generate.carries_card import CarriesCard
from playground.pages.generate.history_card import HistoryCard
from playground.pages.generate.openings import questions
from playground.pages.generate.place import Place
from playground.pages.generate.weights import weights_sentence
from playground.session import Session
from playground.theme import px
from playground.training import Training

_NO_DATA = "Load pairs on the Data page to ask questions from them."


class PairsPlace(Place):
    """Answer questions, count the right answers, and look for the kind that goes wrong."""

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__(session, training)
        self._training = training
        self._checkpoint: Checkpoint | None = None
        self._seed = 0  # of the next questions that are drawn
        self._seeks = False
        self._asker = Asker()
        self._card = AnswerCard()
        self._carries = CarriesCard(session, training)
        self._history = HistoryCard()
        self.setFocusProxy(self._card.bar)
        self._lay_out()
        self._connect()
        self._show_dataset()

    def show_model(self, checkpoint: Checkpoint) -> None:
        """Answer with this model from now on; replies of an earlier training stay listed."""
        before, self._checkpoint = self._checkpoint, checkpoint
        self._card.bar.show_width(checkpoint.sizes.question_length)
        if before is not None and before.vocabulary != checkpoint.vocabulary:
            self.speaker.stop()
            self._history.clear()
            self._carries.clear()
        elif before is not checkpoint:
            self._carries.grow_old()

    # How it looks

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(px(12))
        left.addWidget(self._card, 1)
        left.addWidget(self._carries)
        self._history.setFixedWidth(px(352))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(17), px(18), px(16))
        row.setSpacing(px(14))
        row.addLayout(left, 1)
        row.addWidget(self._history)

    def _connect(self) -> None:
        self._card.bar.asked.connect(self._ask)
        self._card.bar.drawn.connect(self._draw)
        self._history.chosen.connect(self._show_again)
        self._history.mistake_wanted.connect(self._seek_mistake)
        self._history.more_wanted.connect(self._ask_more)
        self.speaker.said.connect(self._take)
        self.speaker.ended.connect(self._end)
        self.speaker.failed.connect(self._fail)
        self.session.dataset_changed.connect(self._show_dataset)

    @property
    def _pairs(self) -> Dataset | None:
        """The data that questions can be drawn from."""
        dataset = self.session.dataset
        return dataset if dataset is not None and dataset.kind is Kind.PAIRS else None

    @Slot()
    def _show_dataset(self) -> None:
        pairs = self._pairs
        self._card.bar.show_offers(questions(pairs), can_draw=pairs is not None)
        self._history.show_possible(pairs is not None, "" if pairs is not None else _NO_DATA)
        self._carries.clear()
        self._carries.setVisible(pairs is not None and _are_sums(pairs))

    # What can be asked

    @Slot(str)
    def _ask(self, question: str) -> None:
        self._seeks = False
        self._history.show_busy(False)
        self.speaker.start(self._asker.asking(question, self._pairs))

    @Slot()
    def _draw(self) -> None:
        self._ask_more(1)

    @Slot(int)
    def _ask_more(self, count: int) -> None:
        if self._pairs is not None:
            self._seeks = False
            self._seed += 1
            self.speaker.start(asking_many(self._pairs, count, self._seed))
            self._history.show_busy(True)

    @Slot()
    def _seek_mistake(self) -> None:
        if self._pairs is not None:
            self._seeks = True
            self._seed += 1
            self.speaker.start(seeking_mistake(self._pairs, self._seed))
            self._history.show_busy(True)

    # What is answered

    @Slot(list)
    def _take(self, replies: list[Reply]) -> None:
        self._history.add(replies)
        self._show(replies[-1])

    @Slot()
    def _end(self) -> None:
        self._history.show_busy(False)
        shown = self._card.reply
        if self._seeks and shown is not None and shown.right:
            self._history.say("No mistake was found among the questions asked.")
        self._seeks = False

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._history.show_busy(False)
        self._card.error.show_error(sentence)

    @Slot(object)
    def _show_again(self, reply: Reply) -> None:
        self._show(reply)

    def _show(self, reply: Reply) -> None:
        assert self._checkpoint is not None
        self._card.bar.show_question(reply.answer.question.strip())
        self._card.show_reply(reply, self._checkpoint, weights_sentence(self._checkpoint))


def _are_sums(dataset: Dataset) -> bool:
    rows = next(iter(dataset.parts.values())).rows[:50]
    return bool(carries_of([row for row in rows if len(row) == 2]))  # type: ignore[misc]
