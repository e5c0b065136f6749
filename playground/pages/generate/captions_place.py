"""Let a captioner describe pictures, and see whether it is right."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from engine import Checkpoint, Dataset, PictureReply
from engine.data.dataset import Kind
from playground.pages.generate.caption_card import CaptionCard
from playground.pages.generate.describing import describing, seeking_wrong_caption
from playground.pages.generate.history_card import HistoryCard
from playground.pages.generate.history_words import PICTURES
from playground.pages.generate.place import Place
from playground.pages.generate.weights import weights_sentence
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.views.caption_history import CaptionHistory

_NOTE = "From the validation part: no picture with such a caption was trained on."
_NO_DATA = "Load pictures on the Data page to describe some of them."


class CaptionsPlace(Place):
    """Describe pictures of the validation part, and count the right captions."""

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__(session, training)
        self._checkpoint: Checkpoint | None = None
        self._seed = 0  # of the next pictures that are drawn
        self._seeks = False
        self._card = CaptionCard()
        self._history = HistoryCard(CaptionHistory(), PICTURES)
        self._lay_out()
        self._connect()
        self._show_dataset()

    def show_model(self, checkpoint: Checkpoint) -> None:
        """Describe with this model from now on; what an earlier training said stays listed."""
        before, self._checkpoint = self._checkpoint, checkpoint
        if before is not None and before.vocabulary != checkpoint.vocabulary:
            self.speaker.stop()
            self._history.clear()
            self._card.show_reply(None)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with a picture, so that there is something to see."""
        super().showEvent(event)
        if self._card.reply is None and not self.speaker.is_busy:
            self._describe(1)

    # How it looks

    def _lay_out(self) -> None:
        self._history.setFixedWidth(px(352))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(17), px(18), px(16))
        row.setSpacing(px(14))
        row.addWidget(self._card, 1)
        row.addWidget(self._history)

    def _connect(self) -> None:
        self._card.another_wanted.connect(self._describe_another)
        self._history.chosen.connect(self._show)
        self._history.mistake_wanted.connect(self._seek_mistake)
        self._history.more_wanted.connect(self._describe)
        self.speaker.said.connect(self._take)
        self.speaker.ended.connect(self._end)
        self.speaker.failed.connect(self._fail)
        self.session.dataset_changed.connect(self._show_dataset)

    @property
    def _pictures(self) -> Dataset | None:
        """The data that pictures can be drawn from."""
        dataset = self.session.dataset
        return dataset if dataset is not None and dataset.kind is Kind.PICTURES else None

    @Slot()
    def _show_dataset(self) -> None:
        possible = self._pictures is not None
        self._card.show_possible(possible, _NOTE if possible else _NO_DATA)
        self._history.show_possible(possible)

    # What can be described

    @Slot()
    def _describe_another(self) -> None:
        self._describe(1)

    @Slot(int)
    def _describe(self, count: int) -> None:
        if self._pictures is not None:
            self._seeks = False
            self._seed += 1
            self.speaker.start(describing(self._pictures, count, self._seed))
            self._history.show_busy(True)

    @Slot()
    def _seek_mistake(self) -> None:
        if self._pictures is not None:
            self._seeks = True
            self._seed += 1
            self.speaker.start(seeking_wrong_caption(self._pictures, self._seed))
            self._history.show_busy(True)

    # What is said

    @Slot(list)
    def _take(self, replies: list[PictureReply]) -> None:
        self._history.add(replies)
        self._show(replies[-1])

    @Slot()
    def _end(self) -> None:
        self._history.show_busy(False)
        shown = self._card.reply
        if self._seeks and shown is not None and shown.right:
            self._history.say("No mistake was found in the validation part.")
        self._seeks = False

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._history.show_busy(False)
        self._card.error.show_error(sentence)

    @Slot(object)
    def _show(self, reply: PictureReply) -> None:
        assert self._checkpoint is not None
        self._card.show_reply(reply, weights_sentence(self._checkpoint))
