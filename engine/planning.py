"""What a run will need, before it is started."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from engine.backend import Backend, Blueprint, get_backend
from engine.data.chunks import Report
from engine.data.dataset import Dataset
from engine.data.vocabulary import Vocabulary
from engine.events import Measured
from engine.models.base import Sizes
from engine.optimizers import clip_rate
from engine.parameter import Parameters
from engine.run_config import RunConfig

TRIAL_SECONDS = 0.4
BYTES = 4  # of a float32
KEPT_COPIES = 2  # of the weights: those of the best evaluation and of the last one


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
        memory: bytes. The trained numbers times the vectors of their size (values, gradients, the
            optimizer's slots, two copies that are kept), and one batch's activations.
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
    updates = survey.examples // config.task.examples_per_update
    slots = config.optimizer.build(Parameters({}, Backend()), Backend()).slots
    vectors = 2 + len(slots) + KEPT_COPIES
    memory = BYTES * (vectors * parameters.count + _activations(parameters, config, survey.sizes))
    problem = None
    if updates < 1:
        problem = (
            f"One update takes {config.task.examples_per_update:,} {survey.unit}, but there are "
            f"{survey.examples:,} for training. Lower the batch size"
            f"{', or the time steps' if survey.unit in ('words', 'characters') else ''}."
        )
    return Estimate(parameters.count, _parts(parameters, config), memory, updates, problem)


def _activations(parameters: Parameters, config: RunConfig, sizes: Sizes) -> int:
    """Return how many floats one batch needs on the way forward and back.

    Per row (a token of the batch): a recurrent layer keeps its gates and their gradients, its
    states and, for an LSTM, tanh c; the output layer one number per symbol and its input three
    times; an embedding its vectors and their gradient, twice.
    """
    total = 0
    for name, (*lead, columns) in parameters.shapes.items():
        steps, batch_size = config.task.update_shape(sizes)
        rows = batch_size * (sizes.question_length if name.startswith("encoder") else steps)
        if name.endswith("W_h"):
            gates = lead[0]
            total += rows * columns * (2 * gates + (3 if gates == 4 else 2))
        elif name == "output.W":
            total += rows * (lead[0] + 3 * columns)
        elif name.endswith("embedding.W"):
            total += rows * columns * 3
    return total


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
    model = config.model.build(survey.sizes, backend)
    optimizer = config.optimizer.build(model.parameters, backend)
    batch = config.task.made_up_batch(survey.sizes, backend)
    state, counted = model.initial_state(batch.inputs.shape[1]), -1
    started = time.perf_counter()
    updates = survey.examples // config.task.examples_per_update
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
