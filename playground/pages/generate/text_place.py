"""Let a language model write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine import Checkpoint, SamplingConfig
from engine.generation import Alternative, Token
from playground.pages.generate.alternatives_card import AlternativesCard
from playground.pages.generate.openings import openings
from playground.pages.generate.place import Place
from playground.pages.generate.prompt_bar import PromptBar
from playground.pages.generate.sampling_card import SamplingCard
from playground.pages.generate.text_card import TextCard
from playground.pages.generate.text_foot import TextFoot
from playground.pages.generate.weights import weights_sentence
from playground.pages.generate.writing import Pace, taken, writing
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.widgets.inline_error import InlineError
from playground.widgets.scroll_column import ScrollColumn


class Request(NamedTuple):
    """What a text was written from: enough to write it again."""

    prompt: str
    tokens: tuple[str, ...]
    seed: int


class TextPlace(Place):
    """Write on from a prompt, show the text, and go on from any place of it."""

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__(session, training)
        self._checkpoint: Checkpoint | None = None
        self._last: Request | None = None
        self._prompt = PromptBar()
        self._error = InlineError()
        self._card = TextCard(session, training)
        self._sampling = SamplingCard()
        self._alternatives = AlternativesCard()
        self._foot = TextFoot()
        self.setFocusProxy(self._prompt)
        self._lay_out()
        self._connect()
        self._show_openings()
        self._show_buttons()

    def show_model(self, checkpoint: Checkpoint) -> None:
        """Read the prompt as this model does; a text that another one wrote stays to be read."""
        before, self._checkpoint = self._checkpoint, checkpoint
        if before is not None and before.vocabulary != checkpoint.vocabulary:
            self.speaker.stop()
            self._end()
            self._card.text.start((), words=checkpoint.vocabulary.level == "word")
            self._card.facts.clear()
            self._last = None
            self._show_token(None)
        self._prompt.show_model(checkpoint)
        self._show_buttons()

    # How it looks

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(px(12))
        left.addWidget(self._prompt)
        left.addWidget(self._error)
        left.addWidget(self._card, 1)
        left.addWidget(self._foot)
        right = ScrollColumn(spacing=12)
        right.setFixedWidth(px(352 + 12))
        right.column.addWidget(self._sampling)
        right.column.addWidget(self._alternatives, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(17), px(6), px(16))
        row.setSpacing(px(14))
        row.addLayout(left, 1)
        row.addWidget(right)

        QWidget.setTabOrder(self._card.text, self._alternatives)
        QWidget.setTabOrder(self._alternatives, self._foot)

    def _connect(self) -> None:
        self._prompt.generate_wanted.connect(self._generate)
        self._prompt.stop_wanted.connect(self._stop)
        self._foot.more_wanted.connect(self._go_on)
        self._foot.again_wanted.connect(self._write_again)
        self._foot.copy_wanted.connect(self._copy_text)
        self._card.text.chosen.connect(self._show_token)
        self._alternatives.chosen.connect(self._branch)
        self.speaker.said.connect(self._take)
        self.speaker.ended.connect(self._end)
        self.speaker.failed.connect(self._fail)
        self.session.dataset_changed.connect(self._show_openings)

    def _show_buttons(self) -> None:
        writing, has_text = self.speaker.is_busy, bool(self._card.text.tokens)
        self._prompt.show_writing(writing)
        self._card.text.set_writing(writing)
        self._foot.show_possible(writing=writing, has_text=has_text, has_run=self._last is not None)

    @Slot()
    def _show_openings(self) -> None:
        self._prompt.show_openings(openings(self.session.dataset))

    # What can be asked

    @Slot()
    def _generate(self) -> None:
        reading = self._prompt.reading
        if reading is not None:
            tokens = tuple(token.text for token in reading.tokens)
            self._begin(Request(self._prompt.text, tokens, self._sampling.config.seed))

    @Slot()
    def _write_again(self) -> None:
        if self._last is not None:
            self._begin(self._last)

    @Slot()
    def _go_on(self) -> None:
        self._write(self._text(), self._sampling.config)

    @Slot(object)
    def _branch(self, alternative: Alternative) -> None:
        """Take another token in the place of the chosen one, and write on from there."""
        text = self._card.text
        place = text.selected
        if place is None:
            return
        self.speaker.stop()
        count, token = len(text.tokens), taken(text.tokens[place], alternative)
        text.truncate(place)
        text.append([token])
        text.select(place)
        self._show_token(place)
        self._write(self._text(), self._sampling.config.changed(length=max(count - place - 1, 1)))

    @Slot()
    def _stop(self) -> None:
        self.speaker.stop()
        self._end()

    @Slot()
    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text())

    # How a text is written

    def _begin(self, request: Request) -> None:
        self._last = request
        assert self._checkpoint is not None
        words = self._checkpoint.vocabulary.level == "word"
        self._card.text.start(request.tokens, words=words)
        self._show_token(None)
        self._write(request.prompt, self._sampling.config.changed(seed=request.seed))

    def _write(self, prompt: str, sampling: SamplingConfig) -> None:
        self._error.clear()
        self._card.facts.clear()
        self._foot.show_pace(None, self._unit())
        self.speaker.start(writing(prompt, sampling))
        self._show_buttons()

    def _text(self) -> str:
        assert self._checkpoint is not None
        return self._checkpoint.vocabulary.join(self._card.text.texts())

    @Slot(list)
    def _take(self, events: Sequence[Token | Pace]) -> None:
        self._card.text.append([event for event in events if isinstance(event, Token)])
        if self._checkpoint is not None:
            self._card.show_weights(weights_sentence(self._checkpoint))
        pace = events[-1]
        if isinstance(pace, Pace):
            self._foot.show_pace(pace, self._unit())

    @Slot()
    def _end(self) -> None:
        self._show_buttons()
        text = self._card.text
        if self._checkpoint is not None and text.tokens:
            prompt = self._checkpoint.vocabulary.join(text.prompt)
            self._card.facts.look_at(prompt, text.tokens, self._checkpoint)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._error.show_error(sentence)
        self._show_buttons()

    @Slot(int)
    def _show_token(self, place: int | None) -> None:
        token = None if place is None else self._card.text.tokens[place]
        self._alternatives.show_token(token, self._unit())

    def _unit(self) -> str:
        words = self._checkpoint is None or self._checkpoint.vocabulary.level == "word"
        return "word" if words else "character"
