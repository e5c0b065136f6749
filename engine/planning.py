"""What a run will need, before it is started."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.backend import Blueprint, get_backend
from engine.data.chunks import Report
from engine.data.dataset import Dataset
from engine.data.vocabulary import Vocabulary
from engine.events import Measured
from engine.memory import memory_problem, needed_memory
from engine.models.base import Sizes
from engine.models.ngram import NgramConfig
from engine.optimizers import clip_rate
from engine.parameter import Parameters
from engine.run_config import RunConfig

TRIAL_SECONDS = 0.4
COUNTED_IN_TRIAL = 100_000  # tokens: counting them takes a tenth of a second


@dataclass(frozen=True)
class Survey:
    """What a data set fixes about every run on it, whatever the model.

    Attributes:
        examples: what an epoch goes through: training targets of a text, rows otherwise.
    """

    vocabulary: Vocabulary
    sizes: Sizes
    counts: dict[str, int]
    unit: str
    examples: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of a model: its name, its sizes ("100 → 10,000") and how many numbers it trains."""

    name: str
    detail: str
    parameters: int


@dataclass(frozen=True)
class Estimate:
    """What a run needs.

    Attributes:
        memory: bytes; see `needed_memory`.
        problem: why it cannot work, in a sentence; None if it can.
    """

    parameters: int
    parts: tuple[Part, ...]
    memory: int
    updates_per_epoch: int
    problem: str | None = None


def survey(config: RunConfig, dataset: Dataset, progress: Report | None = None) -> Survey:
    """Read a data set with a run's settings: its vocabulary, its parts, its lengths.

    Raises:
        DataError: it is of another kind than the task, or has nothing to train on.
    """
    backend = get_backend("cpu", seed=config.seed)
    task = config.task.smallest().build(dataset, config.data, backend, progress=progress)
    return Survey(
        task.vocabulary, task.sizes, task.counts, task.unit, task.updates_per_epoch, task.notes
    )


def estimate(config: RunConfig, survey: Survey) -> Estimate:
    """Return what a run needs, at once: nothing of the size of the model is allocated."""
    parameters = config.model.build(survey.sizes, Blueprint()).parameters
    updates = _updates(config, survey)
    problem = memory_problem(config, survey.sizes)
    if updates < 1:
        problem = (
            f"One update takes {config.task.examples_per_update:,} {survey.unit}, but there are "
            f"{survey.examples:,} for training. Lower the batch size"
            f"{', or the time steps' if survey.unit in ('words', 'characters') else ''}."
        )
    return Estimate(
        parameters.count,
        _parts(parameters, config),
        needed_memory(config, survey.sizes),
        updates,
        problem,
    )


def _updates(config: RunConfig, survey: Survey) -> int:
    """Return the updates of an epoch; counting a text is one."""
    if config.model.is_counted:
        return 1
    return survey.examples // config.task.examples_per_update


def _parts(parameters: Parameters, config: RunConfig) -> tuple[Part, ...]:
    """Return the parts in the order in which the data pass them, sizes summed over their arrays."""
    counts: dict[str, int] = {}
    for name, parameter in parameters.items():
        part = name.rpartition(".")[0]
        counts[part] = counts.get(part, 0) + parameter.size
    details = {name: p.shape for name, p in parameters.items()}
    return tuple(Part(name, _detail(name, details), count) for name, count in counts.items())


def _detail(part: str, shapes: dict[str, tuple[int, ...]]) -> str:
    if f"{part}.W_x" in shapes:
        _, inputs, outputs = shapes[f"{part}.W_x"]
    elif part == "output":
        outputs, inputs = shapes[f"{part}.W"]
        inputs -= 1
    else:
        inputs, outputs = shapes.get(f"{part}.W", (0, 0))[:2]
    return f"{inputs:,} → {outputs:,}"


def measure(config: RunConfig, survey: Survey) -> Iterator[Measured]:
    """Time a few updates on made-up ids; each yields what is known so far, the last one counts.

    The first update, which allocates, is not counted.
    """
    backend = get_backend(config.device, seed=0)
    if isinstance(config.model, NgramConfig):
        yield Measured(_counting_time(config.model, survey))
        return
    model = config.model.build(survey.sizes, backend)
    optimizer = config.optimizer.build(model.parameters, backend)
    batch = config.task.made_up_batch(survey.sizes, backend)
    state, counted = model.initial_state(batch.inputs.shape[1]), -1
    started = time.perf_counter()
    updates = _updates(config, survey)
    while True:
        result = model.forward(batch, state, training=True)
        model.backward(result.cache, 1.0 / batch.count)
        rate = clip_rate(float(model.parameters.squared_norm()) ** 0.5, 1.0)
        optimizer.step(1e-6, rate)
        counted += 1
        if counted == 0:
            started = time.perf_counter()
        elapsed = time.perf_counter() - started
        if counted:
            yield Measured(elapsed / counted * updates)
        if elapsed > TRIAL_SECONDS:
            return


def _counting_time(model: NgramConfig, survey: Survey) -> float:
    """Return the seconds that counting the training part takes, from a trial on random ids."""
    count = min(survey.examples, COUNTED_IN_TRIAL)
    ids = np.random.RandomState(0).randint(0, survey.sizes.vocab_size, count)
    started = time.perf_counter()
    model.count(ids, survey.vocabulary, get_backend("cpu"))
    return (time.perf_counter() - started) / count * survey.examples
