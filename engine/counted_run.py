"""The run of a model that is counted in one pass, not trained update by update."""

from __future__ import annotations

import time
from collections.abc import Generator
from functools import cached_property

from engine.about import about_this_machine
from engine.backend import get_backend
from engine.checkpoint import Checkpoint
from engine.conversation import say
from engine.data.dataset import Dataset
from engine.errors import ConfigError
from engine.evaluation import Protocol, score_tokens
from engine.events import Evaluated, Event, Sampled, Snapshot, Started, Summary
from engine.floors import floors
from engine.history import History
from engine.models.ngram import Ngram, NgramConfig
from engine.requests import Inspect, Request, SetPrompt, TakeSnapshot
from engine.run_config import RunConfig
from engine.tasks.language_modelling import LanguageModelling

SCORED_TOKENS = 100_000  # of the training part: enough to show how well it is known by heart


class CountedRun:
    """Counts the training part once and says so with the events of any other run.

    There is one update, counting; it is one epoch, and no `Progress` comes of it.
    """

    def __init__(
        self, config: RunConfig, model: NgramConfig, *, dataset: Dataset | None = None
    ) -> None:
        self.config, self._model_config = config, model
        self._backend = get_backend("cpu", seed=config.seed)
        dataset = dataset or config.data.source.read()
        task = config.task.smallest().build(dataset, config.data, self._backend)
        assert isinstance(task, LanguageModelling), "only a language model is counted"
        self.task, self._prompt = task, ""
        self._history, self._seconds = History(), 0.0

    @cached_property
    def model(self) -> Ngram:
        """The model, counted when it is first asked for."""
        started = time.perf_counter()
        task = self.task
        model = self._model_config.count(task.parts["train"], task.vocabulary, self._backend)
        self._seconds = time.perf_counter() - started
        return model

    def events(self) -> Generator[Event, Request | None, None]:
        """Yield what happens: the start, the scores, a sample, the end."""
        yield from self._say(self._started())
        evaluated = self._evaluate()
        yield from self._say(evaluated)
        yield from self._say(self._sample())
        yield Summary(1, 1.0, self._seconds, "finished", evaluated, self._checkpoint())

    def _say(self, event: Event) -> Generator[Event, Request | None, None]:
        yield from say(event, 1, self._answer)

    def _answer(self, request: Request) -> Event:
        if isinstance(request, TakeSnapshot):
            return Snapshot(1, self._checkpoint())
        if isinstance(request, SetPrompt):
            self._prompt = request.text
            return self._sample()
        if isinstance(request, Inspect):
            raise ConfigError("An n-gram model only counts: there is nothing to look into.")
        raise ConfigError(f"“{request.setting}” cannot be changed: an n-gram model only counts.")

    def _started(self) -> Started:
        task = self.task
        return Started(
            step=0,
            epoch=0.0,
            epochs=1,
            updates_per_epoch=1,
            unit=task.unit,
            counts=dict(task.counts),
            vocab_size=task.sizes.vocab_size,
            parameters=0,
            floors=floors(task),
            notes=task.notes,
        )

    def _evaluate(self) -> Evaluated:
        task, read = self.task, self.task.parts["train"][:SCORED_TOKENS]
        protocol = Protocol(f"every token of the first {len(read):,}", 1, len(read))
        train = score_tokens(self.model, read, protocol, split="train", unit=task.unit)
        valid = task.evaluate(self.model, "valid") if task.counts.get("valid") else None
        event = Evaluated(1, 1.0, train, valid, valid is not None, 0.0, self._seconds)
        self._history.evaluations.append(event)
        return event

    def _sample(self) -> Sampled:
        return Sampled(1, 1.0, *self.task.sample(self.model, self._prompt))

    def _checkpoint(self) -> Checkpoint:
        return Checkpoint(
            config=self.config,
            vocabulary=self.task.vocabulary,
            sizes=self.task.sizes,
            weights=self.model.arrays(),
            history=self._history.copy(),
            about=about_this_machine(),
        )
