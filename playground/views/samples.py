"""What the network says as it learns."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.events import Evaluated, Progress, Sampled, Started
from engine.requests import SetPrompt
from playground.event_batch import EventBatch
from playground.theme import font, px
from playground.views.base import View
from playground.views.sample_entry import SampleEntry
from playground.widgets.label import Label
from playground.widgets.named import name_widget
from playground.widgets.scroll_column import ScrollColumn

MOST = 60
LIKELIEST = {
    "words": "always the likeliest word",
    "characters": "always the likeliest character",
    "pictures": "the first picture of the validation part",
}
JOINTS = {"words": " ", "characters": ""}
HIGHEST = 690.0  # exp of more is no float
EVERY = 30.0  # seconds of training after which a sample is asked for, if none came by itself
RECENT = 100  # updates whose mean loss tells how good the network is between evaluations


class Samples(View):
    """List the samples of a run, the newest first, and let the user give the prompt.

    A run says something at its evaluations; where these are far apart, more samples are asked for
    as long as the list is seen. Asking changes nothing about the run.

    Signals: ``asked(object)`` with a request for the run.
    """

    title = "Samples"
    caption = "What the network says to the same prompt, again and again"

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = "words"
        self._perplexity: float | None = None
        self._evaluated = -1  # the step that the perplexity is of
        self._losses: deque[float] = deque(maxlen=RECENT)
        self._seconds = self._said_at = 0.0  # of training: so far, and at the last sample
        self._start_of = ""  # what samples go on from
        self._entries: list[SampleEntry] = []
        self._prompt = QLineEdit()
        self._prompt.setFont(font("body"))
        self._prompt.setFixedWidth(px(140))
        self._prompt_label = Label("Prompt", "caption", "ink2")
        self._how = Label(LIKELIEST["words"], "axis", "ink2")
        self._hint = Label("What the network says will stand here.", "body", "ink2", wrap=True)
        self._list = ScrollColumn(10)
        self._list.column.addStretch(1)
        name_widget(self._prompt, "Prompt of the samples", "Samples go on from this text")
        self._prompt.setPlaceholderText("as the text begins")
        self._lay_out()
        self._prompt.editingFinished.connect(self._ask)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, px(12), 0)  # where the list has its bar
        row.setSpacing(px(10))
        row.addWidget(self._prompt_label)
        row.addWidget(self._prompt)
        row.addStretch(1)
        row.addWidget(self._how)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(self._list, 1)

    def show_events(self, events: Sequence[object]) -> None:
        """Add the samples that came."""
        batch = EventBatch.of(events)
        updates = batch.updates
        for event in batch.others:
            if isinstance(event, Started):
                self._start(event)
        self._losses.extend(update.loss for update in updates[-RECENT:])
        for event in batch.others:
            if isinstance(event, Evaluated):
                self._perplexity = (event.valid or event.train).perplexity
                self._evaluated = event.step
            elif isinstance(event, Sampled):
                self._add(event)
                self._said_at = self._seconds
        if self._entries and not self._entries[-1].has_perplexity:
            self._learn_perplexity(updates)
        if updates:
            self._ask_in_time(updates[-1].seconds)

    def clear(self) -> None:
        """Forget the run; the prompt stays."""
        self._perplexity, self._evaluated = None, -1
        self._losses.clear()
        for entry in self._entries:
            entry.deleteLater()
        self._entries = []
        self._hint.show()

    def _start(self, started: Started) -> None:
        if started.step == 0:
            self.clear()
        self._seconds = self._said_at = math.inf  # until the first update tells the time
        self._unit = started.unit
        pairs = started.unit not in JOINTS
        self._prompt_label.setText("Question" if pairs else "Prompt")
        self._prompt.setPlaceholderText("the first one" if pairs else "as the text begins")
        self._how.setText(LIKELIEST.get(started.unit, "always the likeliest answer"))
        for part in (self._prompt_label, self._prompt):
            part.setVisible(started.unit != "pictures")  # those are not typed

    def _learn_perplexity(self, updates: Sequence[Progress]) -> None:
        """Say of the sample before the first update what that update found."""
        if updates:
            self._entries[-1].set_perplexity(math.exp(min(updates[0].loss, HIGHEST)))

    def _add(self, sample: Sampled) -> None:
        self._hint.hide()
        if self._entries:
            self._entries[0].set_newest(False)
        joint = "" if sample.picture else JOINTS.get(self._unit, "  →  ")
        entry = SampleEntry(sample, joint)
        if sample.step == self._evaluated:
            entry.set_perplexity(self._perplexity)
        elif sample.step and self._losses:
            mean = sum(self._losses) / len(self._losses)
            entry.set_perplexity(math.exp(min(mean, HIGHEST)), "train perplexity")
        self._entries.insert(0, entry)
        self._list.column.insertWidget(0, entry)
        for old in self._entries[MOST - 1 : -1]:  # the first stays: all began with it
            old.deleteLater()
        del self._entries[MOST - 1 : -1]

    def _ask_in_time(self, seconds: float) -> None:
        """Ask for a sample where the last one is long ago."""
        self._seconds = seconds
        self._said_at = min(self._said_at, seconds)
        if self.isVisible() and seconds - self._said_at >= EVERY:
            self._said_at = seconds
            self.asked.emit(SetPrompt(self._start_of))

    @Slot()
    def _ask(self) -> None:
        if self._prompt.isModified():
            self._prompt.setModified(False)
            self._start_of = self._prompt.text()
            self.asked.emit(SetPrompt(self._start_of))
