"""The card with what can be changed while a run goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.clipped_share import ClippedShare
from playground.event_batch import EventBatch
from playground.formats import percent
from playground.pages.train.live_setting import LiveSetting
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.widgets.card import Card
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label

RATE, CLIP = "optimizer.learning_rate", "training.max_grad_norm"


class LiveCard(Card):
    """Learning rate and clipping, in the run that goes on and in the next."""

    def __init__(self, session: Session, training: Training, parent: QWidget | None = None) -> None:
        super().__init__((18, 8, 16, 8), 2, parent)
        self._session, self._training = session, training
        config = session.config
        rate = config.optimizer.setting("learning_rate")
        clip = config.training.setting("max_grad_norm")
        self._rate = LiveSetting("Learning rate", rate, (1e-4, rate.high or 100.0))
        self._clip = LiveSetting("Clip at", clip, (0.01, 100.0))
        self._clipped = Label("", "caption", "ink2")
        self._clipped.setMinimumWidth(px(84))
        self._error = InlineError()
        self._share = ClippedShare()
        row = QHBoxLayout()
        row.setSpacing(px(20))
        row.addWidget(self._rate, 3)
        row.addWidget(self._clip, 2)
        row.addWidget(self._clipped)
        self.column.addLayout(row)
        self.column.addWidget(self._error)
        self._rate.changed.connect(self._change_rate)
        self._clip.changed.connect(self._change_clip)
        self._rate.judged.connect(self._judge)
        self._clip.judged.connect(self._judge)
        session.config_changed.connect(self._show_values)
        self._show_values()

    def show_events(self, events: Sequence[object]) -> None:
        """Count the updates that were clipped."""
        self._share.take(EventBatch.of(events).updates)
        if self._share.share is not None:
            off = not self._session.config.training.max_grad_norm
            self._clipped.setText(
                "not clipped" if off else f"{percent(self._share.share, 0)} clipped"
            )

    def clear(self) -> None:
        """Forget the run."""
        self._share.clear()
        self._clipped.setText("")

    @Slot()
    def _show_values(self) -> None:
        self._rate.set_value(self._session.config.optimizer.learning_rate)
        self._clip.set_value(self._session.config.training.max_grad_norm)

    @Slot(float)
    def _change_rate(self, value: float) -> None:
        self._training.change(RATE, value)

    @Slot(float)
    def _change_clip(self, value: float) -> None:
        self._training.change(CLIP, value)

    @Slot(str)
    def _judge(self, sentence: str) -> None:
        self._session.set_problem(sentence, "live settings")
        if sentence:
            self._error.show_error(sentence)
        else:
            self._error.clear()
