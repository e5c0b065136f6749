"""What the pictures of a network's inside have in common: they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from engine.events import Evaluated, Inspected, Progress, Refused, Started
from engine.requests import Inspect
from playground.event_batch import EventBatch
from playground.theme import px
from playground.views.base import View
from playground.widgets.label import Label

PAUSE = 0.5  # seconds of training between two looks
LEAST_UPDATES = 20  # between two looks: one costs about as much as an update


class Lens(View):
    """Ask a run for arrays while it is looked at, and show them.

    A lens that is hidden asks for nothing. One that is visible asks when it is shown, twice a
    second of training, less often where updates are slow, and at each evaluation. Where a model
    has no such view, the engine's sentence stands in its place.

    Signals: ``asked(object)`` with a request for the run.

    Attributes:
        column, head: where a subclass puts its picture, and what stands beside the heading.
        begun: how the run began; None before one.
    """

    view: ClassVar[str] = ""
    waiting: ClassVar[str] = ""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = QWidget()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(8))
        self._message = Label(self.waiting, "body", "ink2", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.content)
        self.heading = Label("", "heading")
        self.caption_label = Label("", "caption", "ink2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.heading)
        words.addWidget(self.caption_label)
        self.head = QHBoxLayout()
        self.head.addLayout(words, 1)
        self.column.addLayout(self.head)
        self.begun: Started | None = None
        self._forget()

    # What a subclass says

    def show_arrays(self, inspected: Inspected) -> None:
        """Show an answer of the run."""
        raise NotImplementedError

    def take(self, event: object) -> None:
        """Take an event that is neither an update nor an answer; most lenses need none."""

    def take_updates(self, updates: Sequence[Progress]) -> None:
        """Take updates; most lenses need none."""

    # The run

    def show_events(self, events: Sequence[object]) -> None:
        """Show the newest answer, and ask for the next one when it is time."""
        batch = EventBatch.of(events)
        updates = batch.updates
        self.take_updates(updates)
        newest, is_evaluated = None, False
        for event in batch.others:
            is_evaluated |= isinstance(event, Evaluated | Started)
            if isinstance(event, Inspected) and event.view == self.view:
                newest, self._waits = event, False
            else:
                self._note(event)
        if newest is not None:
            self.show_arrays(newest)
            self._stack.setCurrentWidget(self.content)
        if is_evaluated or (updates and self._is_due(updates[-1])):
            self._ask()

    def clear(self) -> None:
        """Forget the run."""
        self._forget()
        self._say(self.waiting)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask at once."""
        super().showEvent(event)
        if self.begun is not None:
            self._ask()

    def _note(self, event: object) -> None:
        if isinstance(event, Started):
            if self.begun is None or event.step == 0:
                self.clear()
            self.begun, self._waits = event, False
        elif isinstance(event, Refused) and event.about == self.view:
            self._is_refused = True
            self._say(event.sentence)
        self.take(event)

    def _forget(self) -> None:
        self.begun = None
        self._waits = self._is_refused = False
        self._asked_at = 0.0

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._stack.setCurrentWidget(self._message)

    def _is_due(self, newest: Progress) -> bool:
        pause = max(PAUSE, LEAST_UPDATES * newest.seconds / newest.step)
        if 0 <= newest.seconds - self._asked_at < pause:
            return False
        self._asked_at = newest.seconds
        return True

    def _ask(self) -> None:
        if self.isVisible() and not self._waits and not self._is_refused:
            self._waits = True
            self.asked.emit(Inspect(self.view))
