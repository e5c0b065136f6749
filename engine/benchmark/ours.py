"""The update that the trainer makes, and nothing else of the loop."""

from __future__ import annotations

import math
import time
from itertools import cycle

from engine.backend import Backend
from engine.benchmark.configurations import Configuration
from engine.benchmark.contender import Work
from engine.optimizers import clip_rate
from engine.threads import BlasThreads, threads_for


class TrainingStep:
    """Forward, backward, clipping by the joint norm, update: one call makes one."""

    def __init__(self, configuration: Configuration, backend: Backend) -> None:
        run = configuration.run
        self.model = run.model.build(configuration.sizes, backend)
        self._optimizer = run.optimizer.build(self.model.parameters, backend)
        self._learning_rate = run.optimizer.learning_rate
        self._max_grad_norm = run.training.max_grad_norm
        batches = configuration.batches(backend)
        self._batches = cycle(batches)
        self._state = self.model.initial_state(batches[0].inputs.shape[1])

    def __call__(self) -> float:
        """Make an update; return its loss."""
        model, batch = self.model, next(self._batches)
        result = model.forward(batch, self._state, training=True)
        self._state = result.state
        loss = float(result.nats) / batch.count
        model.backward(result.cache, 1.0 / batch.count)
        norm = math.sqrt(float(model.parameters.squared_norm()))
        self._optimizer.step(self._learning_rate, clip_rate(norm, self._max_grad_norm))
        return loss


def prepare(configuration: Configuration) -> Work:
    """Return our update, with as many threads as a run of it takes, which may try others."""
    step = TrainingStep(configuration, Backend(seed=configuration.run.seed))
    threads = BlasThreads(threads_for(configuration.run, configuration.sizes))

    def update() -> float:
        started = time.perf_counter()
        loss = step()
        threads.note(time.perf_counter() - started)
        return loss

    return update
